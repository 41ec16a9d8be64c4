"""The history of an answer, and the re-rating of one that was adopted."""

from __future__ import annotations

from datetime import date

from starlette.responses import Response

from compliance.authoring.changes import Target
from compliance.authoring.ratings import Rerating, objections, rerate
from compliance.authoring.sentences import flaw, on_one_line
from compliance.checks.acceptances import accepted_digest, answers_in
from compliance.language import _
from compliance.model.dates import PartialDate
from compliance.model.instrument import Criterion
from compliance.screens.work.past import (
    PastPage,
    ReratePage,
    cause_of,
    criterion_of,
    reasons_of,
    words_of_rating,
)
from compliance.screens.work.review import UnderReview
from compliance.web.address import named
from compliance.web.routes import Asked, Route
from compliance.web.show import RefusedError, away, show
from compliance.web.under_review import done_in_words, now, target_of, tried, under_review
from compliance.web.writing import writing

TYPED = ("rating", "part", "cause", "note", "since", "gap", "reason")


def _past(asked: Asked) -> Response:
    under = under_review(asked)
    reviews = asked.may("remark", under.country.id)
    return show(asked, PastPage(under=under, criterion=_criterion(asked, under), reviews=reviews))


def _criterion(asked: Asked, under: UnderReview) -> Criterion:
    """The criterion that an address names."""
    try:
        return criterion_of(under, asked.part("article"), asked.query("c"))
    except KeyError:
        raise RefusedError(404) from None


def _form(
    asked: Asked, typed: dict[str, str] | None = None, refused: tuple[str, ...] = (), status: int = 200
) -> Response:
    under = under_review(asked, first=True)
    criterion = _criterion(asked, under)
    page = ReratePage(
        under=under,
        criterion=criterion,
        seen=accepted_digest(answers_in(under.filed).get(criterion.id, {})),
        done=done_in_words(asked),
        typed=typed or {},
        refused=refused,
    )
    return show(asked, page, status)


def _rerate(asked: Asked) -> Response:
    return _form(asked)


def _rerated(asked: Asked) -> Response:
    """Re-rates an answer, if it is still the one that was shown and nothing stands in the way."""
    under = under_review(asked, first=True)
    place, id_ = named(asked), _criterion(asked, under).id
    typed = {name: on_one_line(asked.text(name)) for name in TYPED}

    def do() -> Response:
        with writing(asked, place.country, "rerate") as workspace:
            _change(asked, target_of(workspace, place), _read(under, id_, typed, asked.actor.name))
        return away("review", *place.segments, asked.part("article"), "rerate", c=id_, done="rerated")

    return tried(do, lambda error: _form(now(asked), typed, error.reasons, error.status))


def _change(asked: Asked, mine: Target, new: Rerating) -> None:
    if not mine.filed.value.adopted:
        raise RefusedError(422, _("It is not adopted: change the answer itself."))
    if asked.text("seen") != accepted_digest(answers_in(mine.filed).get(new.criterion, {})):
        raise RefusedError(409, _("The answer changed since this page was shown. Look at it again."))
    if reasons := tuple(objections(mine, new)):
        raise RefusedError(422, *reasons)
    rerate(mine, new)


def _read(under: UnderReview, criterion: str, typed: dict[str, str], by: str) -> Rerating:
    """What a form says; RefusedError with what it lacks."""
    cause, lacking = cause_of(typed["cause"]), []
    if typed["rating"] not in words_of_rating(under):
        lacking.append(_("Choose the rating that holds now."))
    if cause is None:
        lacking.append(_("Choose why the rating changes."))
    labels = {"note": _("What happened"), "gap": _("Gap")}
    lacking += [f"{label}: {why}." for name, label in labels.items() if (typed[name] or name == "note") and (why := flaw(typed[name]))]  # fmt: skip
    since = _day(typed["since"], lacking)
    if lacking or cause is None:
        raise RefusedError(422, *lacking)
    return Rerating(
        criterion=criterion,
        rating=typed["rating"],
        part=typed["part"] or None,
        cause=cause,
        why=typed["note"],
        by=by,
        on=date.today(),
        since=since,
        gap=typed["gap"] or None,
        reason=reasons_of(typed["reason"]),
    )


def _day(text: str, lacking: list[str]) -> PartialDate | None:
    """A day, a month or a year; none where nothing was typed, or where it is none."""
    try:
        return PartialDate.parse(text) if text else None
    except ValueError as error:
        lacking.append(_("“%(text)s” is no date; write %(form)s.") % {"text": text, "form": error})
        return None


ROUTES = (
    Route(
        method="GET",
        path="/review/{country}/{cycle}/{instrument}/{article}/history/",
        permission="read",
        handler=_past,
    ),
    Route(
        method="GET",
        path="/review/{country}/{cycle}/{instrument}/{article}/rerate/",
        permission="rerate",
        handler=_rerate,
    ),
    Route(
        method="POST",
        path="/review/{country}/{cycle}/{instrument}/{article}/rerate/",
        permission="rerate",
        handler=_rerated,
    ),
)
