"""A checklist as its manager sees it: the steps taken and those that can follow, and who is to answer what by when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from compliance import figures
from compliance.language import N_, _
from compliance.model.checklist import Status
from compliance.queries.work import ArticleWork, Work
from compliance.screens.work.parts import DeskPage, Move, Tab

VERBS: Mapping[Status, str] = {
    "submitted": N_("Submit"),
    "returned": N_("Return"),
    "reviewed": N_("Review"),
    "adopted": N_("Adopt"),
}
"""What the button of a step says."""
Share = tuple[tuple[str, ...], str]
"""Who is to answer an article, and by when, as a form has the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What was typed into the form by which articles are shared out together."""

    where: str = ""
    people: tuple[str, ...] = ()
    other: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskChecklistPage(DeskPage):
    """A checklist on the desk; of one that is hidden nothing but counts is told."""

    work: Work
    moves: tuple[Move, ...]
    people: Mapping[str, int]
    """Who can be asked to answer, and how many criteria wait for them."""
    today: date
    base: str
    """Who is to answer what as the page shows it, as JSON."""
    typed: Range
    shared: Mapping[str, Share]
    """What was typed for articles, where it was refused."""
    place: str
    """The address of the page."""
    links: tuple[Tab, ...]

    def share(self, each: ArticleWork) -> Share:
        """Who is to answer an article, and by when: as it was typed, or as it is on file."""
        number, checklist = each.article.number, self.work.checklist
        due = checklist.due.get(number)
        on_file = checklist.assigned.get(number, ()), due.isoformat() if due else ""
        return self.shared.get(number, on_file)

    def is_late(self, each: ArticleWork) -> bool:
        """Whether an article waits after the day by which it was due."""
        # Being late tells that something is unanswered, which of a hidden checklist nobody may know by article.
        waits = each.progress.unanswered and self.work.checklist.open and not self.work.hidden
        return bool(waits and each.due and each.due < self.today)

    def inside(self, each: ArticleWork) -> Iterator[str]:
        """The criteria of an article that are shared out by themselves, in words."""
        checklist = self.work.checklist
        for criterion in each.article.criteria:
            names, due = checklist.assigned.get(criterion.id, ()), checklist.due.get(criterion.id)
            if names or due:
                day = _("by %(day)s") % {"day": figures.day(due)} if due else ""
                yield f"{criterion.id}: {', '.join(filter(None, (', '.join(names), day)))}"

    def command(self, name: str, argument: str) -> str:
        """A command about it, whose first argument after the country is given."""
        work = self.work
        second = " --second" if work.second else ""
        where = f"--instrument {work.instrument.id} --cycle {work.checklist.cycle}{second}"
        return f"compliance {name} {work.country} {argument} {where}"

    @property
    def step_commands(self) -> tuple[str, ...]:
        """How a step is taken on the command line."""
        return tuple(f"{self.command('step', move.status)} --by NAME" for move in self.moves)

    @property
    def assign_commands(self) -> tuple[str, ...]:
        """How work is shared out on the command line."""
        return (f"{self.command('assign', '2-10 NAME')} --due DATE --by NAME",)
