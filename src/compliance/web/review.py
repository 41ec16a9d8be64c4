"""What is done with checklists under review: the queue, how far one is, returned or reviewed, and a third rating where two differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import partial

from starlette.responses import Response

from compliance.authoring import steps
from compliance.authoring.changes import Target
from compliance.authoring.ratings import Settling, adjudicate, disputes
from compliance.authoring.sentences import flaw, on_one_line
from compliance.language import N_, _
from compliance.model.checklist import Status
from compliance.problems import serious
from compliance.screens.work import review as screen
from compliance.screens.work.answers import Refused
from compliance.screens.work.parts import Move, WorkPage
from compliance.screens.work.raters import raters_page, seen_of
from compliance.screens.work.review import Bar, ReviewedPage, UnderReview
from compliance.source import digest
from compliance.view.names import in_order
from compliance.web.checklists import Place, exists, judged, logged, named, seen
from compliance.web.routes import Asked, RefusedError, Route, away
from compliance.web.writing import target, writing
from compliance.workspace import Workspace

DONE: Mapping[str, str] = {
    "accepted": N_("Accepted. The next answer follows."),
    "remarked": N_("The remark is on file."),
    "marked": N_("Marked: the answer goes back when the checklist is returned."),
    "replied": N_("The reply is on file."),
    "settled": N_("The remark is settled."),
    "returned": N_("Returned to its evaluators."),
    "reviewed": N_("Reviewed. A manager can adopt it."),
    "decided": N_("The third rating is on file."),
    "rerated": N_("The new rating is on file; the one before stands in the history."),
}
DECIDES = ("rating", "reason", "gap", "replaces")
"""The fields of a third rating."""


def done_in_words(asked: Asked) -> str:
    """What was just done, as the address says; empty where nothing was."""
    return _(DONE.get(asked.query("done"), ""))


def under_review(asked: Asked, *, first: bool = False) -> UnderReview:
    """The checklist that an address names, if whoever asks may see it; with `first`, not that of a second evaluator."""
    place = named(asked)
    seen(asked, place.country, second=place.second)
    if not exists(asked.workspace, place) or (first and place.second):
        raise RefusedError(404)
    return of_place(asked, place)


def of_place(asked: Asked, place: Place) -> UnderReview:
    """A checklist that is there, under review, with the log of its country.

    The workspace is the one that the server holds, so that what is computed of it is kept.
    """
    workspace = asked.workspace
    country = logged(asked, workspace, place.country).countries[place.country]
    filed = country.rated_by(second=place.second)[place.key]
    return UnderReview(
        workspace=workspace,
        country=country,
        cycle=place.cycle,
        instrument=workspace.instruments[place.instrument].value,
        filed=filed,
        work=judged(asked, place, filed),
        second=place.second,
        base=place.href(top="review"),
    )


def to_judge(under: UnderReview) -> Target:
    """The same checklist, to look what stands in the way of a change."""
    return Target(
        workspace=under.workspace,
        country=under.country,
        cycle=under.cycle,
        instrument=under.instrument.id,
        filed=under.filed,
    )


def may_see(asked: Asked, place: Place) -> bool:
    """Whether whoever asks may see a checklist: of two evaluators who rate blind, the one that is open to them."""
    if place.second and asked.workspace.countries[place.country].is_blind(place.key):
        return False
    try:
        seen(asked, place.country, second=place.second)
    except RefusedError:
        return False
    return True


# Checklists as a whole


def _queue(asked: Asked) -> WorkPage:
    workspace, on = asked.workspace, date.today()
    mine = tuple(id_ for id_ in in_order(workspace, tuple(workspace.countries)) if asked.may("remark", id_))
    every = tuple(under for id_ in mine for under in _visible(asked, id_))
    return screen.queue_page(every, tuple(workspace.name_of(id_, on) for id_ in mine), on)


def _visible(asked: Asked, country: str) -> Iterator[UnderReview]:
    """The checklists of the latest cycle of a country that whoever asks may see."""
    at = asked.workspace.countries[country]
    for second in (False, True):
        for cycle, instrument in sorted(at.rated_by(second=second)):
            place = Place(country, cycle, instrument, second)
            if cycle in at.cycles()[-1:] and exists(asked.workspace, place) and may_see(asked, place):
                yield of_place(asked, place)


def _whole(asked: Asked, error: RefusedError | None = None) -> ReviewedPage:
    under = under_review(asked)
    return ReviewedPage(
        bar=Bar(under=under, on=date.today()),
        done=done_in_words(asked),
        refused=error.reasons if error else (),
        remarks=tuple(screen.open_remarks(under)),
        moves=tuple(_moves(asked, under, on_one_line(asked.text("note")) if error else "")),
        seen=digest(under.filed.document.text),
    )


def _moves(asked: Asked, under: UnderReview, note: str) -> Iterator[Move]:
    """The steps that whoever reads may take from here."""
    status = under.filed.value.status
    if status in ("submitted", "reviewed") and asked.may("return", under.country.id):
        yield _move(asked, under, "returned", note)
    if status == "submitted" and not under.second and asked.may("review", under.country.id):
        yield _move(asked, under, "reviewed", note)


def _move(asked: Asked, under: UnderReview, status: Status, note: str) -> Move:
    mine, wrong = to_judge(under), serious(asked.state.problems)
    why_not = partial(steps.hindrances, mine, status, wrong, by=asked.actor.name, on=date.today())
    hard = why_not(note=".")
    return Move(
        status=status,
        place=f"{under.base}{'return' if status == 'returned' else 'review'}",
        hard=hard,
        soft=tuple(each for each in why_not(note=None) if each not in hard),
        note=note,
    )


def _step(status: Status, asked: Asked) -> Response:
    """Takes a step, if the checklist is still the one that was shown and nothing stands in the way."""
    under_review(asked)
    place, note, by, on = named(asked), on_one_line(asked.text("note")), asked.actor.name, date.today()
    with writing(asked, place.country, "return" if status == "returned" else "review") as workspace:
        mine = target(workspace, place)
        # Somebody who sends the same form twice has taken the step already.
        if all((step.status, step.by, step.on) != (status, by, on) for step in mine.filed.value.steps[-1:]):
            if asked.text("seen") != digest(mine.filed.document.text):
                raise RefusedError(409, _("The checklist changed since this page was shown. Look at it again."))
            if note and (why := flaw(note)):
                raise RefusedError(422, _("The note cannot be written: it %(why)s.") % {"why": why})
            wrong = serious(asked.now.state.problems)
            if reasons := steps.hindrances(mine, status, wrong, by=by, on=on, note=note or None):
                raise RefusedError(422, *reasons)
            steps.take(mine, status, by=by, on=on, note=note or None)
    return away("review", *place.segments, done=status)


# Two evaluators of a checklist: how far they agree, and the third rating where they differ


def _raters(asked: Asked, error: RefusedError | None = None) -> WorkPage:
    under = under_review(asked, first=True)
    if under.key not in under.country.second:
        raise RefusedError(404, _("One evaluator alone answers this checklist."))
    refused = Refused(criterion=asked.text("c"), reasons=error.reasons, typed=_typed(asked)) if error else None
    decides = asked.may("adjudicate", under.country.id)
    return raters_page(under, on=date.today(), decides=decides, done=done_in_words(asked), refused=refused)


def _typed(asked: Asked) -> dict[str, str]:
    return {name: on_one_line(asked.text(name)) for name in DECIDES}


def _adjudicate(asked: Asked) -> Response:
    """Gives a third rating, if both answers are still those that were shown and nothing stands in the way."""
    under_review(asked, first=True)
    place, criterion = named(asked), asked.text("c")
    with writing(asked, place.country, "adjudicate") as workspace:
        _decide(asked, workspace, criterion, _typed(asked))
    return away("review", *place.segments, "raters", anchor=criterion, done="decided")


def _decide(asked: Asked, workspace: Workspace, criterion: str, typed: dict[str, str]) -> None:
    mine = target(workspace, named(asked))
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
        return  # the same form, sent twice
    if reasons := (*steps.already_adopted(mine), *_lacking(new, instrument.scale.values)):
        raise RefusedError(422, *reasons)
    second = mine.country.second.get((mine.cycle, mine.instrument))
    if second and asked.text("seen") != seen_of(mine.filed, second, criterion):
        raise RefusedError(409, _("One of the two answers changed since this page was shown. Look again."))
    if reasons := tuple(disputes(mine, new)):
        raise RefusedError(422, *reasons)
    adjudicate(mine, new)


def _lacking(new: Settling, scale: Collection[str]) -> tuple[str, ...]:
    texts = (_("Reason"), new.reason), (_("Gap"), new.gap), (_("Why it is replaced"), new.replaces)
    return (
        *(() if new.rating in scale else (_("Choose the third rating."),)),
        *(f"{label}: {why}." for label, text in texts if text is not None and (why := flaw(text))),
    )


_AT = "/review/{country}/{cycle}/{instrument}/"
ROUTES = (
    Route("GET", "/review/", "known", _queue),
    Route("GET", _AT, "remark", _whole),
    Route("POST", f"{_AT}return", "return", partial(_step, "returned"), _whole),
    Route("POST", f"{_AT}review", "review", partial(_step, "reviewed"), _whole),
    Route("GET", f"{_AT}raters/", "remark", _raters),
    Route("POST", f"{_AT}raters/", "adjudicate", _adjudicate, _raters),
)
