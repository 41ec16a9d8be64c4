"""Two evaluators of a checklist: how far they agree, and the third rating where they differ."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from starlette.responses import Response

from compliance.authoring.ratings import Settling, adjudicate, disputes
from compliance.authoring.sentences import flaw, on_one_line
from compliance.authoring.steps import already_adopted
from compliance.language import _
from compliance.screens.work.answers import Refused
from compliance.screens.work.raters import raters_page, seen_of
from compliance.web.address import named
from compliance.web.routes import Asked, Route
from compliance.web.show import RefusedError, away, show
from compliance.web.under_review import done_in_words, now, target_of, tried, under_review
from compliance.web.writing import writing
from compliance.workspace import Workspace

TYPED = ("rating", "reason", "gap", "replaces")


def _raters(asked: Asked) -> Response:
    return _shown(asked)


def _shown(asked: Asked, refused: Refused | None = None, status: int = 200) -> Response:
    under = under_review(asked, first=True)
    if under.key not in under.country.second:
        raise RefusedError(404, _("One evaluator alone answers this checklist."))
    decides = asked.may("adjudicate", under.country.id)
    page = raters_page(under, on=date.today(), decides=decides, done=done_in_words(asked), refused=refused)
    return show(asked, page, status)


def _adjudicate(asked: Asked) -> Response:
    """Gives a third rating, if both answers are still those that were shown and nothing stands in the way."""
    under_review(asked, first=True)
    criterion, typed = asked.text("c"), {name: on_one_line(asked.text(name)) for name in TYPED}
    place = named(asked)

    def do() -> Response:
        with writing(asked, place.country, "adjudicate") as workspace:
            _decide(asked, workspace, criterion, typed)
        return away("review", *place.segments, "raters", anchor=criterion, done="decided")

    def otherwise(error: RefusedError) -> Response:
        return _shown(now(asked), Refused(criterion=criterion, reasons=error.reasons, typed=typed), error.status)

    return tried(do, otherwise)


def _decide(asked: Asked, workspace: Workspace, criterion: str, typed: dict[str, str]) -> None:
    mine = target_of(workspace, named(asked))
    instrument = workspace.instruments[mine.instrument].value
    if criterion not in {each.id for each in instrument.criteria()}:
        raise RefusedError(404)
    new = Settling(
        criterion=criterion,
        rating=typed["rating"],
        reason=typed["reason"],
        by=asked.actor.name,
        on=date.today(),
        gap=typed["gap"] or None,
        replaces=typed["replaces"] or None,
    )
    third = mine.filed.value.responses[criterion].adjudication if criterion in mine.filed.value.responses else None
    if third and ((new.rating,), new.reason, new.by, new.on) == (third.rating, third.reason, third.by, third.on):
        return
    if reasons := (*already_adopted(mine), *_lacking(new, instrument.scale.values)):
        raise RefusedError(422, *reasons)
    second = mine.country.second.get((mine.cycle, mine.instrument))
    if second and asked.text("seen") != seen_of(mine.filed, second, criterion):
        raise RefusedError(409, _("One of the two answers changed since this page was shown. Look again."))
    if reasons := tuple(disputes(mine, new)):
        raise RefusedError(422, *reasons)
    adjudicate(mine, new)


def _lacking(new: Settling, scale: Collection[str]) -> tuple[str, ...]:
    """What a third rating does not say, or says otherwise than it can."""
    texts = (_("Reason"), new.reason), (_("Gap"), new.gap), (_("Why it is replaced"), new.replaces)
    return (
        *(() if new.rating in scale else (_("Choose the third rating."),)),
        *(f"{label}: {why}." for label, text in texts if text is not None and (why := flaw(text))),
    )


ROUTES = (
    Route(method="GET", path="/review/{country}/{cycle}/{instrument}/raters/", permission="remark", handler=_raters),
    Route(
        method="POST",
        path="/review/{country}/{cycle}/{instrument}/raters/",
        permission="adjudicate",
        handler=_adjudicate,
    ),
)
