"""What is done with answers under review: read, accepted, remarked on and settled; their history, and the re-rating of adopted ones."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from starlette.responses import Response

from compliance.authoring import ratings, steps
from compliance.authoring.changes import Target
from compliance.authoring.people import Action, same_person
from compliance.authoring.ratings import Rerating
from compliance.authoring.sentences import flaw, on_one_line
from compliance.checks.acceptances import accepted_digest, accepted_in, answers_in
from compliance.language import _
from compliance.model.checklist import Remark, Reply
from compliance.model.dates import PartialDate
from compliance.model.instrument import Criterion
from compliance.queries.work import is_open
from compliance.screens.work import past
from compliance.screens.work.answers import Reader, Refused, answers_page
from compliance.screens.work.parts import WorkPage
from compliance.screens.work.review import UnderReview
from compliance.view.names import in_order
from compliance.web.checklists import Place, named
from compliance.web.review import done_in_words, may_see, of_place, to_judge, under_review
from compliance.web.routes import Asked, RefusedError, Route, away
from compliance.web.writing import target, writing

DEEDS: tuple[Action, ...] = ("accept", "remark", "reply", "close", "rerate")
"""What can be done to an answer under review."""
RERATES = ("rating", "part", "cause", "note", "since", "gap", "reason")
"""The fields of a re-rating."""


def _answers(asked: Asked, criterion: str, refused: Refused | None = None) -> WorkPage:
    under, number = under_review(asked), asked.part("article")
    reader = _reader(asked, under, number)
    try:
        return answers_page(under, number, criterion, reader, done=done_in_words(asked), refused=refused)
    except KeyError:
        raise RefusedError(404) from None


def _reader(asked: Asked, under: UnderReview, number: str) -> Reader:
    mine, by, on = to_judge(under), asked.actor.name, date.today()
    ids = tuple(id_ for id_, article in under.articles.items() if article == number)
    # A second evaluator’s answers are not accepted, adopted ones not remarked on.
    never = {"accept", "rerate"} if under.second else set()
    never |= {"remark", "reply", "close"} if under.filed.value.adopted else {"rerate"}
    may = frozenset(deed for deed in DEEDS if deed not in never and asked.may(deed, under.country.id))
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


def _hindrances(asked: Asked, mine: Target, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Why whoever asks cannot accept answers, by criterion, and under the empty name why none."""
    why_not = partial(steps.unacceptable, mine, problems=asked.state.problems, by=asked.actor.name, on=date.today())
    general = tuple(why_not(()))
    done, responses = accepted_in(mine.filed), mine.filed.value.responses
    return {"": general} | {
        id_: tuple(why for why in why_not((id_,)) if why not in general)
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


# Accepting


def _accept(asked: Asked) -> Response:
    """Accepts answers, if they are still those that were shown and nothing stands in the way."""
    under_review(asked)
    place, names, by, on = named(asked), asked.texts("where"), asked.actor.name, date.today()
    if place.second or not names:
        raise RefusedError(404)
    with writing(asked, place.country, "accept") as workspace:
        mine = target(workspace, place)
        if not set(names) <= _inside(mine, asked.part("article")):
            raise RefusedError(404)
        wanted = steps.to_accept(mine, names)
        answers = answers_in(mine.filed)
        if moved := [id_ for id_ in wanted if asked.text(f"seen.{id_}") != accepted_digest(answers.get(id_, {}))]:
            text = _("Changed since this page was shown: %(ids)s. Look again.")
            raise RefusedError(409, text % {"ids": ", ".join(moved)})
        if reasons := tuple(steps.unacceptable(mine, wanted, asked.now.state.problems, by=by, on=on)):
            raise RefusedError(422, *reasons)
        if wanted:
            steps.accept(mine, wanted, by=by, on=on)
    under = of_place(asked.now, place)
    if not (following := under.next(names[-1])):
        return away("review", *place.segments, done="accepted")
    number = under.articles[following]
    return away("review", *place.segments, number, anchor=following, c=following, done="accepted")


def _not_accepted(asked: Asked, error: RefusedError) -> WorkPage:
    wanted = asked.texts("where")
    return _refused(asked, wanted[0] if len(wanted) == 1 else "", error)


def _refused(asked: Asked, criterion: str, error: RefusedError, number: int = 0) -> WorkPage:
    typed = {"text": asked.text("text")}
    refused = Refused(criterion=criterion, reasons=error.reasons, typed=typed, number=number)
    return _answers(asked, criterion, refused)


def _inside(mine: Target, article: str) -> frozenset[str]:
    return frozenset(steps.criteria_at(mine.workspace.instruments[mine.instrument].value, article))


# Remarks


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What a form says about an answer: a remark, a reply to one, or that one is settled."""

    action: Action
    """What it takes to be allowed: `remark`, `reply` or `close`."""
    criterion: str
    number: int
    """The remark that is replied to or settled; none for a new one."""
    text: str
    by: str


def _speak(action: Action, asked: Asked) -> Response:
    """Writes a remark, a reply to one, or that one is settled."""
    under_review(asked)
    place, marks = named(asked), bool(asked.text("mark"))
    text = on_one_line(asked.text("text")) or (_("Look at this answer again.") if marks else "")
    number, id_ = 0 if action == "remark" else _number(asked), asked.text("c")
    with writing(asked, place.country, action) as workspace:
        speech = Speech(action=action, criterion=id_, number=number, text=text, by=asked.actor.name)
        _say(target(workspace, place), asked.part("article"), speech)
    done = {"close": "settled", "reply": "replied"}.get(action, "marked" if marks else "remarked")
    top = "review" if asked.may("remark", place.country) else "work"
    return away(top, *place.segments, asked.part("article"), anchor=id_, c=id_, done=done)


def _number(asked: Asked) -> int:
    text = asked.text("number")
    if not re.fullmatch("[1-9][0-9]{0,5}", text):
        raise RefusedError(404)
    return int(text)


def _unsaid(action: Action, asked: Asked, error: RefusedError) -> WorkPage:
    return _refused(asked, asked.text("c"), error, 0 if action == "remark" else _number(asked))


def _say(mine: Target, article: str, speech: Speech) -> None:
    if speech.criterion not in _inside(mine, article):
        raise RefusedError(404)
    if _is_there(mine, speech):
        return
    if reasons := tuple(_unspeakable(mine, speech)):
        raise RefusedError(422, *reasons)
    reply, closed = (speech.number if speech.action == each else None for each in ("reply", "close"))
    on = date.today()
    steps.remarked(mine, speech.criterion, speech.text or None, reply=reply, closed=closed, by=speech.by, on=on)


def _unspeakable(mine: Target, speech: Speech) -> Iterator[str]:
    criterion, number, closes = speech.criterion, speech.number, speech.action == "close"
    if (speech.text or not closes) and (why := flaw(speech.text)):
        yield _("The text cannot be written: it %(why)s.") % {"why": why}
    yield from steps.already_adopted(mine)
    if number and number not in steps.open_remarks(mine, criterion):
        yield _("%(id)s has no open remark %(number)s.") % {"id": criterion, "number": number}
        return
    if number:
        yield from steps.too_early(mine, criterion, number, date.today())
    if closes:
        yield from steps.not_theirs(mine, criterion, number, speech.by)


def _is_there(mine: Target, speech: Speech) -> bool:
    """Whether the same form came before: the same person has just written the same."""
    response = mine.filed.value.responses.get(speech.criterion)
    remarks = response.remarks if response else ()
    if not speech.number:
        return any(is_open(each) and _is_of(each, speech) for each in remarks)
    there = remarks[speech.number - 1 : speech.number]
    if speech.action == "close":
        return any(each.closed == date.today() and same_person(each.closed_by or "", speech.by) for each in there)
    return any(_is_of(last, speech) for each in there for last in each.replies[-1:])


def _is_of(spoken: Remark | Reply, speech: Speech) -> bool:
    return spoken.text == speech.text and same_person(spoken.by, speech.by)


# The history of an answer, and the re-rating of one that was adopted


def _past(asked: Asked) -> WorkPage:
    under = under_review(asked)
    reviews = asked.may("remark", under.country.id)
    return past.PastPage(under=under, criterion=_criterion(asked, under), reviews=reviews)


def _criterion(asked: Asked, under: UnderReview) -> Criterion:
    try:
        return past.criterion_of(under, asked.part("article"), asked.query("c"))
    except KeyError:
        raise RefusedError(404) from None


def _rerate(asked: Asked, error: RefusedError | None = None) -> WorkPage:
    under = under_review(asked, first=True)
    criterion = _criterion(asked, under)
    return past.ReratePage(
        under=under,
        criterion=criterion,
        seen=accepted_digest(answers_in(under.filed).get(criterion.id, {})),
        done=done_in_words(asked),
        typed=_typed(asked) if error else {},
        refused=error.reasons if error else (),
    )


def _typed(asked: Asked) -> dict[str, str]:
    return {name: on_one_line(asked.text(name)) for name in RERATES}


def _rerated(asked: Asked) -> Response:
    """Re-rates an answer, if it is still the one that was shown and nothing stands in the way."""
    under = under_review(asked, first=True)
    place, id_ = named(asked), _criterion(asked, under).id
    with writing(asked, place.country, "rerate") as workspace:
        mine, new = target(workspace, place), _read(under, id_, _typed(asked), asked.actor.name)
        if not mine.filed.value.adopted:
            raise RefusedError(422, _("It is not adopted: change the answer itself."))
        if asked.text("seen") != accepted_digest(answers_in(mine.filed).get(id_, {})):
            raise RefusedError(409, _("The answer changed since this page was shown. Look at it again."))
        if reasons := tuple(ratings.objections(mine, new)):
            raise RefusedError(422, *reasons)
        ratings.rerate(mine, new)
    return away("review", *place.segments, asked.part("article"), "rerate", c=id_, done="rerated")


def _read(under: UnderReview, criterion: str, typed: dict[str, str], by: str) -> Rerating:
    """What a form says; RefusedError with what it lacks."""
    cause, lacking = past.cause_of(typed["cause"]), []
    if typed["rating"] not in past.words_of_rating(under):
        lacking.append(_("Choose the rating that holds now."))
    if cause is None:
        lacking.append(_("Choose why the rating changes."))
    labels = {"note": _("What happened"), "gap": _("Gap")}
    lacking += [f"{label}: {why}." for name, label in labels.items() if (typed[name] or name == "note") and (why := flaw(typed[name]))]  # fmt: skip
    since = _since(typed["since"], lacking)
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
        reason=past.reasons_of(typed["reason"]),
    )


def _since(text: str, lacking: list[str]) -> PartialDate | None:
    """A day, a month or a year; none where nothing was typed, or where it is none."""
    try:
        return PartialDate.parse(text) if text else None
    except ValueError as error:
        lacking.append(_("“%(text)s” is no date; write %(form)s.") % {"text": text, "form": error})
        return None


_AT = "/review/{country}/{cycle}/{instrument}/{article}/"
SPEECH: tuple[Action, ...] = ("remark", "reply", "close")
ROUTES = (
    Route("GET", _AT, "remark", lambda asked: _answers(asked, asked.query("c"))),
    Route("POST", f"{_AT}accept", "accept", _accept, _not_accepted),
    *(Route("POST", f"{_AT}{each}", each, partial(_speak, each), partial(_unsaid, each)) for each in SPEECH),
    Route("GET", f"{_AT}history/", "read", _past),
    Route("GET", f"{_AT}rerate/", "rerate", _rerate),
    Route("POST", f"{_AT}rerate/", "rerate", _rerated, _rerate),
)
