"""A checklist on the desk: its steps, who is to answer what by when, and its deadlines as a calendar."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple

from starlette.responses import Response

from compliance import figures
from compliance.authoring.changes import Target
from compliance.authoring.leaving import are_grouped, are_texts, json_in
from compliance.authoring.people import ROLES, Action, actor_of, allowed
from compliance.authoring.steps import hindrances, places, share_out, take
from compliance.language import N_, _
from compliance.model.checklist import FOLLOWS, Checklist, Status
from compliance.problems import serious
from compliance.queries.deadlines import deadlines, open_by_person
from compliance.queries.work import Work, work_on
from compliance.queries.work import called as treaty
from compliance.report.calendar import calendar
from compliance.screens.work.desk import key_of
from compliance.screens.work.desk_checklist import DeskChecklistPage, Range, Share
from compliance.screens.work.parts import Move, Tab, href
from compliance.web.checklists import Place, checklist_of, rates_second
from compliance.web.desk import LONGEST_NOTE, answering, called, day_of, done
from compliance.web.routes import Asked, RefusedError, Route, attached, away, show
from compliance.web.writing import stray, target, writing

STEPS: Mapping[Status, tuple[Action, str]] = {
    "submitted": ("submit", "submit"),
    "returned": ("return", "return"),
    "reviewed": ("review", "review"),
    "adopted": ("adopt", "adopt"),
}
"""What each step takes to be allowed, and what its address ends with."""
ADOPTED = N_("It is adopted: an answer that must change is re-rated with its cause.")


class _Sent(NamedTuple):
    """What a form brought that was refused."""

    errors: tuple[str, ...] = ()
    step: Status | None = None
    note: str = ""
    typed: Range | None = None
    shared: Mapping[str, Share] | None = None


_NOTHING_SENT = _Sent()


def _checklist(asked: Asked, sent: _Sent = _NOTHING_SENT) -> DeskChecklistPage:
    place = checklist_of(asked)
    goal = target(asked.workspace, place)
    work = _work(asked, goal)
    return DeskChecklistPage(
        heading=f"{work.name}, {treaty(work)}, {work.checklist.cycle}",
        work=work,
        moves=tuple(_moves(asked, goal, work, sent)),
        people=_people(goal, work),
        today=date.today(),
        base=_base(goal.filed.value),
        place=place.href(top="desk"),
        crumbs=(Tab(_("Desk"), "/desk/"), Tab(called(asked.workspace, place.country), href("desk", *place[:2]))),
        links=tuple(_links(asked, place, work)),
        errors=sent.errors,
        typed=sent.typed or Range(),
        shared=sent.shared or {},
        done=done(asked),
    )


def _work(asked: Asked, goal: Target) -> Work:
    """How far the checklist is, as whoever asks may know it."""
    key, wrong = (goal.cycle, goal.instrument), serious(asked.state.problems)
    work = work_on(goal.workspace, goal.country, key, goal.filed, wrong)
    return replace(work, hidden=_is_hidden(asked, goal))


def _is_hidden(asked: Asked, goal: Target) -> bool:
    """Whether it is the other evaluator's, whose answers what stands in the way would name."""
    return goal.country.is_hidden(goal.filed.document.path, second=rates_second(asked, goal.country.id))


def _links(asked: Asked, place: Place, work: Work) -> Iterator[Tab]:
    if not work.hidden:
        yield Tab(_("Answers"), place.href(top="work"))
        yield Tab(_("Workbook out and in"), place.href("workbook"))
        if asked.may("remark", place.country):
            yield Tab(_("Review"), place.href(top="review"))
    yield Tab(_("Deadlines for a calendar"), f"{place.href(top='desk')}deadlines.ics")


# Steps


def _action(status: Status, *, second: bool) -> Action:
    return "submit-second" if second and status == "submitted" else STEPS[status][0]


def _moves(asked: Asked, goal: Target, work: Work, sent: _Sent) -> Iterator[Move]:
    """The steps that can follow, with what stands in the way of each; none of the other evaluator's, whose answers it tells."""
    wrong, by, on = serious(asked.state.problems), asked.actor.name, date.today()
    for status in FOLLOWS[goal.filed.value.status] if not work.hidden else ():
        if goal.second and status in ("reviewed", "adopted"):
            continue
        why_not = partial(hindrances, goal, status, wrong, by=by, on=on)
        bare, hard = why_not(note=None), why_not(note="x")
        action = _action(status, second=goal.second)
        mine = allowed(asked.actor, action, goal.country.id)
        yield Move(
            status=status,
            place=checklist_of(asked).href(STEPS[status][1], top="desk"),
            hard=hard,
            soft=tuple(sentence for sentence in bare if sentence not in hard),
            refusal="" if mine else _("It takes the role %(roles)s.") % {"roles": figures.listed(ROLES[action], "or")},
            note=sent.note if sent.step == status else "",
        )


def _step(status: Status, asked: Asked) -> Response:
    place, note, today = checklist_of(asked), asked.line("note")[: LONGEST_NOTE + 1], date.today()
    with writing(asked, place.country, _action(status, second=place.second)) as workspace:
        goal = target(workspace, place)
        if _is_hidden(asked, goal):
            raise RefusedError(403, _("Both evaluators rate blind until both have submitted."))
        wrong = serious(asked.server.living.state().problems)
        why = hindrances(goal, status, wrong, by=asked.actor.name, on=today, note=note or None)
        why = stray(note) or why
        if len(note) > LONGEST_NOTE:
            why = (_("The note is too long: a longer text belongs into a document."),)
        if not why:
            take(goal, status, by=asked.actor.name, on=today, note=note or None)
    if why:
        return show(asked, _checklist(asked, _Sent(errors=why, step=status, note=note)), 409)
    return away("desk", *place.segments, done=status)


# Who is to answer what


def _people(goal: Target, work: Work) -> Mapping[str, int]:
    """Who can be asked to answer, those whose role allows it or who are named on file, and how much waits for them."""
    checklist, people = goal.filed.value, goal.workspace.roll
    action: Action = "import-second" if goal.second else "import"
    listed = [person.name for person in people.people] if people else [*checklist.evaluators]
    may = [
        name
        for name in listed
        if people is None or ((actor := actor_of(people, name)) and allowed(actor, action, goal.country.id))
    ]
    counts = open_by_person(work.instrument, checklist)
    return {name: counts.get(name, 0) for name in (*may, *counts)}


def _base(checklist: Checklist) -> str:
    """Who is to answer what, as the page shows it."""
    assigned = {place: list(names) for place, names in checklist.assigned.items()}
    return json.dumps({"assigned": assigned, "due": _days(checklist)}, ensure_ascii=False)


def _days(checklist: Checklist) -> Mapping[str, str]:
    return {place: day.isoformat() for place, day in checklist.due.items()}


def _assign(asked: Asked) -> Response:
    """Shares work out: articles named by a range, or each as the table says."""
    place = checklist_of(asked)
    with writing(asked, place.country, "assign") as workspace:
        goal = target(workspace, place)
        if goal.filed.value.adopted:
            raise RefusedError(409, _(ADOPTED))
        sent, names, days = _of_range(asked, goal) if "where" in asked.fields else _of_table(asked, goal)
        if not sent.errors:
            share_out(goal, names, days, by=asked.actor.name)
    if sent.errors:
        return show(asked, _checklist(asked, sent), 409)
    return away("desk", *place.segments, anchor="assign", done="assigned" if names or days else "unchanged")


_Wanted = tuple[_Sent, Mapping[str, Sequence[str]], Mapping[str, date | None]]
"""What was typed with what is wrong in it, who is to answer each place, and by when."""


def _of_range(asked: Asked, goal: Target) -> _Wanted:
    """What the form says by which articles are shared out together."""
    other = asked.line("other")
    typed = Range(where=asked.text("where").strip(), people=asked.texts("who"), other=other, due=asked.text("due"))
    wanted, nowhere = _places(goal, typed.where)
    names, wrong = _may_answer(goal, (*typed.people, *filter(None, (other,))))
    due, errors = day_of(typed.due), [*wrong, *nowhere]
    if typed.due and due is None:
        errors.append(_no_day(typed.due))
    if due and not names:
        errors.append(_("A day says by when somebody is to answer: name who."))
    days = dict.fromkeys(wanted, due) if due or not names else {}
    return _Sent(errors=tuple(errors), typed=typed), dict.fromkeys(wanted, names), days


def _places(goal: Target, where: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What can be shared out under some names with commas between, and sentences on those that name nothing."""
    instrument, every, wrong = goal.workspace.instruments[goal.instrument].value, list[str](), list[str]()
    for name in where.split(","):
        named = places(instrument, name.strip())
        every += named
        if not named:
            text = _("There is no article, articles, section or criterion “%(where)s”.")
            wrong.append(text % {"where": name.strip()[:60]})
    return tuple(dict.fromkeys(every)), tuple(wrong)


def _of_table(asked: Asked, goal: Target) -> _Wanted:
    """What the table says, as far as it differs from what it showed; what somebody else changed meanwhile is said."""
    base, now, errors = _shown(asked.text("base")), goal.filed.value, list[str]()
    names: dict[str, Sequence[str]] = {}
    days: dict[str, date | None] = {}
    typed: dict[str, Share] = {}
    for article in goal.workspace.instruments[goal.instrument].value.articles:
        number = article.number
        if not article.criteria or f"row.{number}" not in asked.fields:
            continue
        those, day = asked.texts(f"who.{number}"), asked.text(f"due.{number}")
        typed[number] = those, day
        shown, due = tuple(base["assigned"].get(number, ())), base["due"].get(number, "")
        on_file, filed = now.assigned.get(number, ()), _days(now).get(number, "")
        if {*those} == {*shown} and day == due:
            typed[number] = on_file, filed
            continue
        if ({*shown}, due) != ({*on_file}, filed) and ({*those}, day) != ({*on_file}, filed):
            errors.append(_meanwhile(number, on_file, filed))
            continue
        if day and day_of(day) is None:
            errors.append(_no_day(day))
        if day and not those:
            errors.append(_("Article %(number)s has a day and nobody to answer it.") % {"number": number})
        mine, wrong = _may_answer(goal, [name for name in those if name not in on_file])
        errors += wrong
        names[number] = tuple(dict.fromkeys((*(name for name in on_file if name in those), *mine)))
        days[number] = day_of(day) if those else None
    return _Sent(errors=tuple(errors), shared=typed), names, days


def _shown(base: str) -> Mapping[str, Mapping[str, list[str]] | Mapping[str, str]]:
    """What the table showed before it was filled in; it decides nothing but which changes are whose."""
    data = json_in(base)
    sound = isinstance(data, dict) and are_grouped(data.get("assigned"), _are_names) and are_texts(data.get("due"))
    if not sound:
        raise RefusedError(422, _("The form is incomplete: load the page anew."))
    return {"assigned": data["assigned"], "due": data["due"]}


def _are_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def _meanwhile(number: str, names: Sequence[str], due: str) -> str:
    text = _("Article %(number)s was given to %(names)s%(day)s meanwhile. Look at it, and send the table again.")
    day = f", {figures.day(date.fromisoformat(due))}" if due else ""
    return text % {"number": number, "names": ", ".join(names) or _("nobody"), "day": day}


def _may_answer(goal: Target, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return answering(goal.workspace, goal.country.id, names, second=goal.second)


def _no_day(text: str) -> str:
    return _("“%(text)s” is no day; write one such as 2026-06-30.") % {"text": text[:20]}


# Calendar


def _calendar(asked: Asked) -> Response:
    """The deadlines of a checklist for a calendar; of the other evaluator's none, who rates blind."""
    place = checklist_of(asked)
    key = key_of(_work(asked, target(asked.workspace, place)))
    every = deadlines(asked.workspace, (), (place.country,), second=rates_second(asked, place.country))
    content = calendar((each for each in every if each.key[:-1] == key), None)
    return attached(content, "deadlines.ics", "text/calendar; charset=utf-8")


_AT = "/desk/{country}/{cycle}/{instrument}/"
ROUTES = (
    Route("GET", _AT, "assign", _checklist),
    *(Route("POST", f"{_AT}{word}/", action, partial(_step, status)) for status, (action, word) in STEPS.items()),
    Route("POST", f"{_AT}assign/", "assign", _assign),
    Route("GET", f"{_AT}deadlines.ics", "assign", _calendar),
)
