"""A checklist as its manager sees it: the steps taken and those that can follow, and who is to answer what by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from compliance import figures
from compliance.language import N_, _
from compliance.model.checklist import Checklist, Status
from compliance.queries.work import ArticleWork, Work, called
from compliance.screens.work.desk import STATUSES, WAY, next_of
from compliance.screens.work.parts import Tab, WorkPage

VERBS: Mapping[Status, str] = {
    "submitted": N_("Submit"),
    "returned": N_("Return"),
    "reviewed": N_("Review"),
    "adopted": N_("Adopt"),
}
"""What the button of a step says."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken."""

    word: str
    by: str
    on: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step that can follow."""

    status: Status
    place: str
    """To which address its form is sent."""
    hard: tuple[str, ...]
    """What stands in the way, in sentences."""
    soft: tuple[str, ...]
    """What stands in the way as long as no note says why, in sentences."""
    refusal: str
    """Why whoever asks may not take it; empty where they may."""
    note: str = ""
    """What was typed, where it was refused."""

    @property
    def verb(self) -> str:
        """What its button says."""
        return _(VERBS[self.status])


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """An article, and who is to answer it."""

    number: str
    title: str
    answered: int | None
    """None where nobody but the other evaluator may know."""
    of: int
    people: tuple[str, ...]
    due: str
    """The day, as a form has it."""
    late: bool
    inside: tuple[str, ...]
    """Criteria that are shared out by themselves, in words."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be asked to answer."""

    name: str
    open: int | None
    """How many criteria wait for them; none where nobody but the other evaluator may know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What was typed into the form by which articles are shared out together."""

    where: str = ""
    people: tuple[str, ...] = ()
    other: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskChecklistPage(WorkPage):
    """A checklist on the desk."""

    heading: str
    lede: str
    next: str
    status: str
    step: int
    taken: tuple[Taken, ...]
    moves: tuple[Move, ...]
    hidden: bool
    """Whether it is the other evaluator's, of whom nothing but counts is told."""
    shares: tuple[Share, ...]
    people: tuple[Person, ...]
    sections: tuple[tuple[str, str], ...]
    """The sections of the instrument: id and title."""
    base: str
    """Who is to answer what as the page shows it, as JSON."""
    closed: bool
    """Whether it is adopted, so that nothing is shared out any more."""
    typed: Range
    place: str
    """The address of the page."""
    crumbs: tuple[Tab, ...]
    links: tuple[Tab, ...]
    errors: tuple[str, ...]
    done: str
    id: str
    """How commands name it: the country and the options."""
    problems: int

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return self.heading

    @property
    def step_commands(self) -> tuple[str, ...]:
        """How a step is taken on the command line."""
        return tuple(f"compliance step {self.id} --by NAME".replace("STATUS", move.status) for move in self.moves)

    @property
    def assign_commands(self) -> tuple[str, ...]:
        """How work is shared out on the command line."""
        return (f"compliance assign {self.id.replace('STATUS', '2-10 NAME')} --due DATE --by NAME",)


def checklist_page(
    work: Work,
    *,
    moves: Sequence[Move],
    people: Sequence[Person],
    today: date,
    base: str,
    place: str,
    crumbs: tuple[Tab, ...],
    links: tuple[Tab, ...],
    errors: Iterable[str] = (),
    typed: Range | None = None,
    shared: Mapping[str, tuple[tuple[str, ...], str]] | None = None,
    done: str = "",
) -> DeskChecklistPage:
    """The page of a checklist; `shared` is what was typed for articles, where it was refused."""
    status = "sealed" if work.sealed else work.checklist.status
    part, whole = figures.number(work.progress.answered), figures.number(len(work.progress.criteria))
    second = " --second" if work.second else ""
    return DeskChecklistPage(
        heading=f"{work.name}, {called(work)}, {work.checklist.cycle}",
        lede=_("%(part)s of %(whole)s criteria answered.") % {"part": part, "whole": whole},
        next=next_of(work),
        status=_(STATUSES[status]),
        step=WAY.index("draft" if status == "returned" else status) + 1,
        taken=tuple(_taken(work.checklist, hidden=work.hidden)),
        moves=tuple(moves),
        hidden=work.hidden,
        shares=tuple(_share(each, work, today, (shared or {}).get(each.article.number)) for each in work.articles),
        people=tuple(people),
        sections=tuple((section.id, section.title) for section in work.instrument.sections),
        base=base,
        closed=work.checklist.adopted,
        typed=typed or Range(),
        place=place,
        crumbs=crumbs,
        links=links,
        errors=tuple(errors),
        done=done,
        id=f"{work.country} STATUS --instrument {work.instrument.id} --cycle {work.checklist.cycle}{second}",
        problems=work.problems,
    )


def _taken(checklist: Checklist, *, hidden: bool) -> Iterator[Taken]:
    """The steps, in order; a note may tell of answers."""
    for step in checklist.steps:
        note = "" if hidden else step.note or ""
        yield Taken(_(STATUSES[step.status]), step.by, figures.day(step.on), note)


def _share(each: ArticleWork, work: Work, today: date, typed: tuple[tuple[str, ...], str] | None) -> Share:
    number, checklist = each.article.number, work.checklist
    due = checklist.due.get(number)
    waits = bool(each.progress.unanswered) and checklist.open
    people, day = typed or (checklist.assigned.get(number, ()), due.isoformat() if due else "")
    return Share(
        number=number,
        title=each.article.title,
        answered=None if work.hidden else each.progress.answered,
        of=len(each.progress.criteria),
        people=people,
        due=day,
        late=bool(each.due and each.due < today and waits and not work.hidden),
        inside=tuple(_inside(each, checklist)),
    )


def _inside(each: ArticleWork, checklist: Checklist) -> Iterator[str]:
    """The criteria of an article that are shared out by themselves."""
    for criterion in each.article.criteria:
        names, due = checklist.assigned.get(criterion.id, ()), checklist.due.get(criterion.id)
        if names or due:
            parts = (", ".join(names), _("by %(day)s") % {"day": figures.day(due)} if due else "")
            yield f"{criterion.id}: {', '.join(filter(None, parts))}"
