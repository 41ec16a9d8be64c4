"""What a reviewer does with answers: reads those of an article, accepts them, remarks, replies, settles."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from compliance.authoring import steps
from compliance.authoring.changes import Target
from compliance.authoring.people import Action, same_person
from compliance.authoring.sentences import flaw, on_one_line
from compliance.authoring.steps import accept, criteria_at, to_accept, unacceptable
from compliance.checks.acceptances import accepted_digest, accepted_in, answers_in
from compliance.language import _
from compliance.model.checklist import Remark, Reply
from compliance.queries.work import is_open
from compliance.screens.work.answers import Reader, Refused, answers_page
from compliance.screens.work.review import UnderReview
from compliance.view.names import in_order
from compliance.web.address import Place, named
from compliance.web.routes import Asked, Route
from compliance.web.show import RefusedError, away, show
from compliance.web.under_review import done_in_words, may_see, now, of_place, target_of, to_judge, tried, under_review
from compliance.web.writing import writing

DEEDS: tuple[Action, ...] = ("accept", "remark", "reply", "close", "rerate")
"""What can be done to an answer under review."""


def _article(asked: Asked) -> Response:
    return _answers(asked, asked.query("c"))


def _answers(asked: Asked, criterion: str, refused: Refused | None = None, status: int = 200) -> Response:
    under, number = under_review(asked), asked.part("article")
    try:
        page = answers_page(
            under, number, criterion, _reader(asked, under, number), done=done_in_words(asked), refused=refused
        )
    except KeyError:
        raise RefusedError(404) from None
    return show(asked, page, status)


def _reader(asked: Asked, under: UnderReview, number: str) -> Reader:
    """Who reads an article, and what stands in the way of what they would do."""
    mine, by, on = to_judge(under), asked.actor.name, date.today()
    ids = tuple(id_ for id_, article in under.articles.items() if article == number)
    may = _deeds(asked, under)
    return Reader(
        on=on,
        may=may,
        countries=tuple(_others(asked, under)),
        hindrances=_hindrances(asked, mine, ids) if "accept" in may else {},
        theirs={
            (id_, n): " ".join(why)
            for id_ in ids
            for n in steps.open_remarks(mine, id_)
            if (why := tuple(steps.not_theirs(mine, id_, n, by)))
        },
    )


def _deeds(asked: Asked, under: UnderReview) -> frozenset[str]:
    """What whoever asks may do to the answers of a checklist: a second evaluator’s are not accepted, adopted ones not remarked on."""
    never = {"accept", "rerate"} if under.second else set()
    never |= {"remark", "reply", "close"} if under.filed.value.adopted else {"rerate"}
    return frozenset(deed for deed in DEEDS if deed not in never and asked.may(deed, under.country.id))


def _hindrances(asked: Asked, mine: Target, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Why whoever asks cannot accept answers, by criterion, and under the empty name why none."""
    by, on, wrong = asked.actor.name, date.today(), asked.state.problems
    general = tuple(unacceptable(mine, (), wrong, by=by, on=on))
    done, responses = accepted_in(mine.filed), mine.filed.value.responses
    return {"": general} | {
        id_: tuple(why for why in unacceptable(mine, (id_,), wrong, by=by, on=on) if why not in general)
        for id_ in ids
        if id_ not in done and id_ in responses and responses[id_].has_rating
    }


def _others(asked: Asked, under: UnderReview) -> Iterator[str]:
    """The other countries whose answers may be seen: those in which somebody has a role, and those that were adopted.

    Where somebody rates blind they see nothing of the first evaluator.
    """
    workspace = asked.workspace
    for id_ in in_order(workspace, tuple(workspace.countries)):
        at = workspace.countries[id_]
        latest = max((key for key in at.checklists if key[1] == under.instrument.id), default=None)
        if id_ == under.country.id or latest is None or not may_see(asked, Place(id_, *latest)):
            continue
        if asked.may("read", id_) or at.checklists[latest].value.adopted:
            yield id_


def _doing(asked: Asked, criterion: str, do: Callable[[], Response], number: int = 0) -> Response:
    """What somebody does to an answer; where it is refused, the page again with why, and with what was typed."""
    under_review(asked)

    def otherwise(error: RefusedError) -> Response:
        refused = Refused(criterion=criterion, reasons=error.reasons, typed={"text": asked.text("text")}, number=number)
        return _answers(now(asked), criterion, refused, error.status)

    return tried(do, otherwise)


def _accept(asked: Asked) -> Response:
    wanted = tuple(str(each) for each in asked.fields.getlist("where"))
    return _doing(asked, wanted[0] if len(wanted) == 1 else "", lambda: _accepted(asked, wanted))


def _accepted(asked: Asked, names: Collection[str]) -> Response:
    """Accepts answers, if they are still those that were shown and nothing stands in the way."""
    place, by, on = named(asked), asked.actor.name, date.today()
    if place.second or not names:
        raise RefusedError(404)
    with writing(asked, place.country, "accept") as workspace:
        mine = target_of(workspace, place)
        if not set(names) <= _inside(mine, asked.part("article")):
            raise RefusedError(404)
        wanted = to_accept(mine, names)
        answers = answers_in(mine.filed)
        if moved := [id_ for id_ in wanted if asked.text(f"seen.{id_}") != accepted_digest(answers.get(id_, {}))]:
            raise RefusedError(409, _("Changed since this page was shown: %(ids)s. Look again.") % {"ids": ", ".join(moved)})  # fmt: skip
        if reasons := tuple(unacceptable(mine, wanted, now(asked).state.problems, by=by, on=on)):
            raise RefusedError(422, *reasons)
        if wanted:
            accept(mine, wanted, by=by, on=on)
    return _to_next(now(asked), place, tuple(names)[-1])


def _inside(mine: Target, article: str) -> frozenset[str]:
    return frozenset(criteria_at(mine.workspace.instruments[mine.instrument].value, article))


def _to_next(asked: Asked, place: Place, criterion: str) -> Response:
    """The next answer that nobody has accepted, or the checklist where there is none."""
    under = of_place(asked, place)
    if not (wanted := under.next(criterion)):
        return away("review", *place.segments, done="accepted")
    number = under.articles[wanted]
    return away("review", *place.segments, number, anchor=wanted, c=wanted, done="accepted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What a form says about an answer: a remark, a reply to one, or that one is settled."""

    criterion: str
    number: int = 0
    """The remark that is replied to or settled; none for a new one."""
    closes: bool = False
    text: str
    by: str

    @property
    def action(self) -> Action:
        """What it takes to be allowed."""
        return "close" if self.closes else "reply" if self.number else "remark"


def _remark(asked: Asked) -> Response:
    return _spoken(asked, 0, closes=False)


def _reply(asked: Asked) -> Response:
    return _spoken(asked, _number(asked), closes=False)


def _close(asked: Asked) -> Response:
    return _spoken(asked, _number(asked), closes=True)


def _number(asked: Asked) -> int:
    text = asked.text("number")
    if not re.fullmatch("[1-9][0-9]{0,5}", text):
        raise RefusedError(404)
    return int(text)


def _spoken(asked: Asked, number: int, *, closes: bool) -> Response:
    """Writes a remark, a reply to one, or that one is settled."""
    place, marks = named(asked), bool(asked.text("mark"))
    text = on_one_line(asked.text("text")) or (_("Look at this answer again.") if marks else "")
    speech = Speech(criterion=asked.text("c"), number=number, closes=closes, text=text, by=asked.actor.name)
    done = {"close": "settled", "reply": "replied"}.get(speech.action, "marked" if marks else "remarked")

    def do() -> Response:
        with writing(asked, place.country, speech.action) as workspace:
            _say(asked, target_of(workspace, place), speech)
        top = "review" if asked.may("remark", place.country) else "work"
        article = asked.part("article")
        return away(top, *place.segments, article, anchor=speech.criterion, c=speech.criterion, done=done)

    return _doing(asked, speech.criterion, do, number)


def _say(asked: Asked, mine: Target, speech: Speech) -> None:
    if speech.criterion not in _inside(mine, asked.part("article")):
        raise RefusedError(404)
    if _is_there(mine, speech):
        return
    if reasons := tuple(_unspeakable(mine, speech)):
        raise RefusedError(422, *reasons)
    steps.remarked(
        mine,
        speech.criterion,
        speech.text or None,
        reply=speech.number if speech.action == "reply" else None,
        closed=speech.number if speech.closes else None,
        by=speech.by,
        on=date.today(),
    )


def _unspeakable(mine: Target, speech: Speech) -> Iterator[str]:
    """Why it cannot be written."""
    criterion, number = speech.criterion, speech.number
    if (speech.text or not speech.closes) and (why := flaw(speech.text)):
        yield _("The text cannot be written: it %(why)s.") % {"why": why}
    yield from steps.already_adopted(mine)
    if number and number not in steps.open_remarks(mine, criterion):
        yield _("%(id)s has no open remark %(number)s.") % {"id": criterion, "number": number}
        return
    if number:
        yield from steps.too_early(mine, criterion, number, date.today())
    if speech.closes:
        yield from steps.not_theirs(mine, criterion, number, speech.by)


def _is_there(mine: Target, speech: Speech) -> bool:
    """Whether the same form came before: the same person has just written the same."""
    response = mine.filed.value.responses.get(speech.criterion)
    remarks = response.remarks if response else ()
    if not speech.number:
        return any(is_open(each) and _is_of(each, speech) for each in remarks)
    there = remarks[speech.number - 1 : speech.number]
    if speech.closes:
        return any(each.closed == date.today() and same_person(each.closed_by or "", speech.by) for each in there)
    return any(_is_of(last, speech) for each in there for last in each.replies[-1:])


def _is_of(spoken: Remark | Reply, speech: Speech) -> bool:
    return spoken.text == speech.text and same_person(spoken.by, speech.by)


ROUTES = (
    Route(
        method="GET", path="/review/{country}/{cycle}/{instrument}/{article}/", permission="remark", handler=_article
    ),
    Route(
        method="POST",
        path="/review/{country}/{cycle}/{instrument}/{article}/accept",
        permission="accept",
        handler=_accept,
    ),
    Route(
        method="POST",
        path="/review/{country}/{cycle}/{instrument}/{article}/remark",
        permission="remark",
        handler=_remark,
    ),
    Route(
        method="POST", path="/review/{country}/{cycle}/{instrument}/{article}/reply", permission="reply", handler=_reply
    ),
    Route(
        method="POST", path="/review/{country}/{cycle}/{instrument}/{article}/close", permission="close", handler=_close
    ),
)
