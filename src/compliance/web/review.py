"""What a reviewer does with checklists as a whole: the queue, how far one is, returned or reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from starlette.responses import Response

from compliance.authoring import steps
from compliance.authoring.changes import Target
from compliance.authoring.sentences import flaw, on_one_line
from compliance.language import _
from compliance.model.checklist import Status
from compliance.problems import serious
from compliance.screens.work.parts import Move
from compliance.screens.work.review import Bar, ReviewedPage, UnderReview, called, open_remarks, queue_page
from compliance.source import digest
from compliance.view.names import in_order
from compliance.web.address import Place, exists, named
from compliance.web.routes import Asked, Route
from compliance.web.show import RefusedError, away, show
from compliance.web.under_review import done_in_words, may_see, now, of_place, target_of, to_judge, tried, under_review
from compliance.web.writing import writing


def _queue(asked: Asked) -> Response:
    workspace = asked.workspace
    mine = tuple(id_ for id_ in in_order(workspace, tuple(workspace.countries)) if asked.may("remark", id_))
    every = tuple(under for id_ in mine for under in _visible(asked, id_))
    names = tuple(called(workspace, id_, date.today()) for id_ in mine)
    return show(asked, queue_page(every, names, date.today()))


def _visible(asked: Asked, country: str) -> Iterator[UnderReview]:
    """The checklists of the latest cycle of a country that whoever asks may see."""
    at = asked.workspace.countries[country]
    for second in (False, True):
        for cycle, instrument in sorted(at.rated_by(second=second)):
            place = Place(country, cycle, instrument, second)
            if cycle in at.cycles()[-1:] and exists(asked.workspace, place) and may_see(asked, place):
                yield of_place(asked, place)


def _checklist(asked: Asked) -> Response:
    return show(asked, _whole(asked))


def _whole(asked: Asked, *, refused: Sequence[str] = (), note: str = "") -> ReviewedPage:
    under = under_review(asked)
    return ReviewedPage(
        bar=Bar(under=under, on=date.today()),
        done=done_in_words(asked),
        refused=tuple(refused),
        remarks=tuple(open_remarks(under)),
        moves=tuple(_moves(asked, under, note)),
        seen=digest(under.filed.document.text),
    )


def _moves(asked: Asked, under: UnderReview, note: str) -> Iterator[Move]:
    """The steps that whoever reads may take from here."""
    status = under.filed.value.status
    if status in ("submitted", "reviewed") and asked.may("return", under.country.id):
        yield _move(asked, under, "returned", note)
    if status == "submitted" and not under.second and asked.may("review", under.country.id):
        yield _move(asked, under, "reviewed", note)


ADDRESSES = {"returned": "return", "reviewed": "review"}


def _move(asked: Asked, under: UnderReview, status: Status, note: str) -> Move:
    mine, wrong = to_judge(under), serious(asked.state.problems)

    def why_not(text: str | None) -> tuple[str, ...]:
        return steps.hindrances(mine, status, wrong, by=asked.actor.name, on=date.today(), note=text)

    hard = why_not(".")
    return Move(
        status=status,
        place=f"{under.base}{ADDRESSES[status]}",
        hard=hard,
        soft=tuple(each for each in why_not(None) if each not in hard),
        note=note,
    )


def _return(asked: Asked) -> Response:
    return _step(asked, "returned")


def _review(asked: Asked) -> Response:
    return _step(asked, "reviewed")


def _step(asked: Asked, status: Status) -> Response:
    """Takes a step, if the checklist is still the one that was shown and nothing stands in the way."""
    place, note = named(asked), on_one_line(asked.text("note"))
    under_review(asked)

    def do() -> Response:
        with writing(asked, place.country, "return" if status == "returned" else "review") as workspace:
            mine = target_of(workspace, place)
            if not _is_taken(mine, status, asked.actor.name):
                _take(asked, mine, status, note)
        return away("review", *place.segments, done=status)

    def otherwise(error: RefusedError) -> Response:
        return show(now(asked), _whole(now(asked), refused=error.reasons, note=note), error.status)

    return tried(do, otherwise)


def _is_taken(mine: Target, status: Status, by: str) -> bool:
    """Whether the same form came before: somebody has just taken the step."""
    last = mine.filed.value.steps[-1:]
    return any((step.status, step.by, step.on) == (status, by, date.today()) for step in last)


def _take(asked: Asked, mine: Target, status: Status, note: str) -> None:
    if asked.text("seen") != digest(mine.filed.document.text):
        raise RefusedError(409, _("The checklist changed since this page was shown. Look at it again."))
    if note and (why := flaw(note)):
        raise RefusedError(422, _("The note cannot be written: it %(why)s.") % {"why": why})
    by, on, wrong = asked.actor.name, date.today(), serious(now(asked).state.problems)
    if reasons := steps.hindrances(mine, status, wrong, by=by, on=on, note=note or None):
        raise RefusedError(422, *reasons)
    steps.take(mine, status, by=by, on=on, note=note or None)


ROUTES = (
    Route(method="GET", path="/review/", permission="known", handler=_queue),
    Route(method="GET", path="/review/{country}/{cycle}/{instrument}/", permission="remark", handler=_checklist),
    Route(method="POST", path="/review/{country}/{cycle}/{instrument}/return", permission="return", handler=_return),
    Route(method="POST", path="/review/{country}/{cycle}/{instrument}/review", permission="review", handler=_review),
)
