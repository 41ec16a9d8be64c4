"""What evaluators see: their work, their checklists as a whole, and what they say in remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from starlette.responses import Response

from compliance.authoring import steps
from compliance.authoring.changes import Target
from compliance.authoring.people import Action, allowed
from compliance.language import _
from compliance.model.checklist import Response as Answer
from compliance.model.instrument import Article, Criterion, Instrument
from compliance.model.people import EVERYWHERE, same_person
from compliance.queries.work import Work
from compliance.screens.work.checklist import ChecklistPage, named, sections
from compliance.screens.work.mine import MinePage, heading, mine
from compliance.screens.work.parts import Tab
from compliance.view.names import in_order
from compliance.web.checklists import Place, checklist_of, exists, hides, logged, seen, work_of
from compliance.web.routes import Asked, RefusedError, Route, away, show
from compliance.web.writing import stray, target, writing
from compliance.workspace import Country, Workspace

LONGEST = 10_000
"""Characters of a note or a remark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A checklist as whoever asks may see it."""

    place: Place
    workspace: Workspace
    country: Country
    at: Target
    """The same with its log, to look what stands in the way of a change: the other evaluator's checklist stands beside it."""
    instrument: Instrument
    work: Work


def view_of(asked: Asked, place: Place) -> View:
    """A checklist as whoever asks may see it; RefusedError where they may not."""
    fresh = seen(asked, place.country, second=place.second)
    workspace = asked.kept(f"{__name__}.seen", asked.workspace).setdefault((place.country, place.second), fresh)
    country = workspace.countries[place.country]
    filed, (cycle, instrument) = country.checklists[place.key], place.key
    whole = logged(asked, asked.workspace, place.country) if place.second else fresh
    read = whole.countries[place.country]
    return View(
        place=place,
        workspace=workspace,
        country=country,
        at=Target(workspace=asked.workspace, country=read, cycle=cycle, instrument=instrument, filed=filed),
        instrument=workspace.instruments[instrument].value,
        work=work_of(asked, place, filed),
    )


def is_mine(asked: Asked, names: Sequence[str]) -> bool:
    """Whether whoever asks is among some names."""
    return any(same_person(name, asked.actor.name, asked.workspace.roll) for name in names)


# My work


def _mine(asked: Asked) -> MinePage:
    """My work: every checklist of the latest cycle in which whoever asks can answer."""
    who, on = partial(is_mine, asked), date.today()
    views = [view_of(asked, place) for place in _places(asked)]
    shown = [(view, mine(view.work, view.at.country, view.place.href(), who, on)) for view in views]
    checklists = tuple(each for _view, each in shown if each.assigned)
    empty = tuple(
        Tab(named(view.work), view.place.href(), _managers(asked, view.place.country))
        for view, each in shown
        if not each.assigned
    )
    managers = _managers(asked, *asked.workspace.countries)
    return MinePage(heading=heading(checklists), checklists=checklists, empty=empty, managers=managers)


def _places(asked: Asked) -> Iterator[Place]:
    """The checklists of the latest cycle of each country that whoever asks answers, in the order of the register."""
    for id_ in in_order(asked.workspace, ()):
        country = asked.workspace.countries[id_]
        for second in (False, True):
            for cycle, instrument in sorted(country.rated_by(second=second)):
                place = Place(id_, cycle, instrument, second)
                latest = cycle == country.cycles()[-1] and exists(asked.workspace, place)
                open_ = latest and not hides(asked, id_, second=second)
                if open_ and asked.may(place.answers, id_) and not (second and asked.actor.free):
                    yield place


def _managers(asked: Asked, *countries: str) -> str:
    """Who gives out articles and roles for some countries, as far as that is on file."""
    people = asked.workspace.roll.people if asked.workspace.roll else ()
    places = (*countries, EVERYWHERE)
    return ", ".join(each.name for each in people if any("manager" in each.roles.get(id_, ()) for id_ in places))


# A checklist


def _overview(asked: Asked, note: str = "", why: tuple[str, ...] = ()) -> ChecklistPage:
    """How far a checklist is, and what stands in the way of its submission."""
    view = view_of(asked, checklist_of(asked))
    checklist, base = view.at.filed.value, view.place.href()
    can = allowed(asked.actor, view.place.submits, view.place.country) and checklist.open
    return ChecklistPage(
        work=view.work,
        place=base,
        sections=sections(view.work, base, partial(is_mine, asked), date.today()),
        hindrances=_hindrances(asked, view.at, note) if can else None,
        note=note,
        refused=why,
        done=_("Submitted. A reviewer reads it now, and can return it.") if asked.query("done") == "submitted" else "",
    )


def _hindrances(asked: Asked, at: Target, note: str) -> tuple[str, ...]:
    return steps.hindrances(at, "submitted", (), by=asked.actor.name, on=date.today(), note=note or None)


def _submit(asked: Asked) -> Response:
    """Submits a checklist, or says what stands in the way."""
    place, note = checklist_of(asked), asked.line("note")[:LONGEST]
    seen(asked, place.country, second=place.second)
    with writing(asked, place.country, place.submits) as workspace:
        at = target(workspace, place)
        why = (*stray(note), *asked.server.living.state().texts, *_hindrances(asked, at, note))
        if not why:
            steps.take(at, "submitted", by=asked.actor.name, on=date.today(), note=note or None)
    return show(asked, _overview(asked, note, why), 422) if why else away("work", *place.segments, done="submitted")


# Remarks


def article_of(instrument: Instrument, number: str) -> Article:
    """An article that has criteria; RefusedError where there is none."""
    wanted = next((each for each in instrument.articles if each.number == number and each.criteria), None)
    if wanted is None:
        text = _("%(treaty)s has no such article with criteria.")
        raise RefusedError(404, text % {"treaty": instrument.abbreviation})
    return wanted


def criterion_of(asked: Asked, view: View, at: Article) -> Criterion:
    """The criterion that is asked for; else the first of the article that is open, or simply the first."""
    wanted, responses = asked.query("c") or asked.text("c"), view.at.filed.value.responses
    if not wanted:
        waiting = (each for each in at.criteria if not responses.get(each.id, Answer()).has_rating)
        return next(waiting, at.criteria[0])
    if (chosen := next((each for each in at.criteria if each.id == wanted), None)) is None:
        values = {"number": at.number, "criteria": ", ".join(each.id for each in at.criteria)}
        raise RefusedError(404, _("Article %(number)s has these criteria: %(criteria)s.") % values)
    return chosen


def _remark(asked: Asked) -> Response:
    """Writes a remark, a reply to one, or that one is settled."""
    view = view_of(asked, checklist_of(asked))
    at = article_of(view.instrument, asked.part("article"))
    place, criterion = view.place, criterion_of(asked, view, at).id
    text, settles = asked.text("text").strip(), bool(asked.text("settle"))
    number = int(asked.text("number")) if re.fullmatch("[0-9]{1,6}", asked.text("number")) else 0
    action: Action = "close" if settles else "reply" if number else "remark"
    by, on = asked.actor.name, date.today()
    with writing(asked, place.country, action) as workspace:
        to = target(workspace, place)
        if why := tuple(_in_the_way(to, criterion, number, text, settles=settles, by=by)):
            raise RefusedError(422, *why)
        remarks = to.filed.value.responses.get(criterion, Answer()).remarks
        there = remarks[number - 1].replies if number else remarks
        # A form that is sent twice says it once.
        if not text or all((each.by, each.on, each.text) != (by, on, text) for each in there):
            closed, reply = (number, None) if settles else (None, number or None)
            steps.remarked(to, criterion, text or None, reply=reply, closed=closed, by=by, on=on)
    return away("work", *place.segments, at.number, anchor="remarks", c=criterion)


def _in_the_way(to: Target, criterion: str, number: int, text: str, *, settles: bool, by: str) -> Iterator[str]:
    """Why a remark, a reply or a settlement cannot be written, in sentences."""
    if to.filed.value.adopted:
        yield _("The checklist is adopted: an answer that must change is re-rated with its cause.")
    if not text and not settles:
        yield _("Nothing was typed.")
    if len(text) > LONGEST:
        yield _("That is too long for a remark.")
    if (number or settles) and number not in steps.open_remarks(to, criterion):
        yield _("That remark is not open.")
    elif number:
        yield from steps.too_early(to, criterion, number, date.today())
        yield from steps.not_theirs(to, criterion, number, by) if settles else ()


_AT = "/work/{country}/{cycle}/{instrument}/"
ROUTES = (
    Route("GET", "/work/", "known", _mine),
    Route("GET", _AT, "read", _overview),
    Route("POST", f"{_AT}submit", "read", _submit),
    Route("POST", f"{_AT}{{article}}/remark/", "reply", _remark),
)
