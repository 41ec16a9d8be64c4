"""A checklist at work: how far it is, its articles, who answers them, what is left to do, and the way to submission."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from compliance import figures
from compliance.language import N_, Words, _, day, ngettext
from compliance.model.checklist import Checklist, Status
from compliance.queries.work import ArticleWork, Work
from compliance.screens.work.parts import WorkPage
from compliance.screens.work.words import answered, below

SHOWN = ("all", "open", "lead", "mine")
"""The articles that a list can be narrowed to: all, those with open criteria, with answers without a source, somebody's."""
FILTERS: Words[str] = Words({"all": N_("All"), "open": N_("Open"), "lead": N_("No source"), "mine": N_("Mine")})
"""What these are called."""
STATUS: Words[Status] = Words(
    {
        "draft": N_("draft"),
        "submitted": N_("submitted"),
        "returned": N_("returned"),
        "reviewed": N_("reviewed"),
        "adopted": N_("adopted"),
    }
)
"""How far a checklist has come, in a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above every page of a checklist."""

    name: str
    """Country, treaty and cycle."""
    href: str
    status: str
    done: int
    all: int
    text: str
    """How far it is, in a sentence."""


def head(work: Work, base: str) -> Head:
    """What stands above a page of a checklist."""
    parts = (
        work.name,
        work.instrument.abbreviation,
        work.checklist.cycle,
        *((_("second evaluator"),) if work.second else ()),
    )
    return Head(
        name=" · ".join(parts),
        href=base,
        status=STATUS[work.checklist.status],
        done=work.progress.answered,
        all=len(work.progress.criteria),
        text=answered(work.progress),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article in a list."""

    number: str
    title: str
    href: str
    answered: int
    all: int
    leads: int
    remarks: int
    assigned: str
    due: str
    late: bool
    mine: bool
    current: bool = False

    @property
    def open(self) -> int:
        """How many of its criteria wait for an answer."""
        return self.all - self.answered

    @property
    def complete(self) -> bool:
        """Whether nothing of it is left to do."""
        return not (self.open or self.leads or self.remarks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Articles under a heading."""

    title: str
    entries: tuple[Entry, ...]


IsMine = Callable[[Sequence[str]], bool]
"""Whether somebody is among some names."""


def sections(work: Work, base: str, mine: IsMine, on: date, current: str = "", **query: str) -> tuple[Section, ...]:
    """The articles of a checklist, section by section."""
    titles = {section.id: section.called() for section in work.instrument.sections}
    return tuple(
        Section(
            title=titles.get(id_ or "", work.instrument.abbreviation),
            entries=tuple(_entry(each, work.checklist, base, mine, on, current, query) for each in group),
        )
        for id_, group in itertools.groupby(work.articles, lambda each: each.article.section)
    )


def _entry(  # noqa: PLR0917  # the parts of one line
    each: ArticleWork, checklist: Checklist, base: str, mine: IsMine, on: date, current: str, query: dict[str, str]
) -> Entry:
    done, number = each.progress, each.article.number
    return Entry(
        number=number,
        title=each.article.called(),
        href=below(base, number, **query),
        answered=done.answered,
        all=len(done.criteria),
        leads=len(done.without_evidence),
        remarks=len(done.remarked),
        assigned=", ".join(each.assigned),
        due=day(each.due) if each.due else "",
        late=bool(each.due and each.due < on and done.unanswered and checklist.open),
        mine=mine(each.assigned),
        current=number == current,
    )


def narrowed(sections: Sequence[Section], show: str, word: str) -> tuple[Section, ...]:
    """The sections with those articles alone that are looked for; the one that is open stays in the list."""
    tests: dict[str, Callable[[Entry], object]] = {
        "open": lambda entry: entry.open,
        "lead": lambda entry: entry.leads,
        "mine": lambda entry: entry.mine,
    }
    test, wanted = tests.get(show, bool), word.casefold().strip()
    kept = (
        Section(
            title=each.title,
            entries=tuple(e for e in each.entries if test(e) and wanted in f"{e.number} {e.title}".casefold()),
        )
        for each in sections
    )
    return tuple(section for section in kept if section.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to do, and where."""

    text: str
    href: str
    more: str = ""
    """The first criteria that it is about."""


def tasks(work: Work, base: str) -> Iterator[Task]:
    """What an evaluator has to do, the most urgent first, each with the way to its first criterion."""
    done, articles = work.progress, {c.id: a.article.number for a in work.articles for c in a.article.criteria}
    wanting = (
        (done.unreplied, "remarks", ngettext("Reply to %(count)s remark", "Reply to %(count)s remarks", len(done.unreplied))),
        (done.carried_over, "", ngettext("Confirm %(count)s answer that was carried over", "Confirm %(count)s answers that were carried over", len(done.carried_over))),
        (work.suspect, "basis", ngettext("Look at %(count)s quotation that does not stand in the stored text", "Look at %(count)s quotations that do not stand in the stored text", len(work.suspect))),
        (done.unanswered, "", ngettext("Answer %(count)s criterion", "Answer %(count)s criteria", len(done.unanswered))),
        (done.without_evidence, "basis", ngettext("Look for a source of %(count)s answer without one", "Look for sources of %(count)s answers without one", len(done.without_evidence))),
    )  # fmt: skip
    for ids, anchor, text in wanting:
        if ids:
            href = below(base, articles[ids[0]], c=ids[0], anchor=anchor)
            yield Task(text=text % {"count": figures.number(len(ids))}, href=href, more=figures.some(ids, 3))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step on the way to adoption."""

    text: str
    done: bool
    current: bool


def stages(checklist: Checklist) -> tuple[Stage, ...]:
    """The way to adoption, with where the checklist stands on it."""
    way = [status for status in get_args(Status) if status != "returned" or checklist.status == "returned"]
    at = way.index(checklist.status)
    return tuple(Stage(text=STATUS[status], done=place <= at, current=place == at) for place, status in enumerate(way))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistPage(WorkPage):
    """A checklist at work."""

    head: Head
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    stages: tuple[Stage, ...]
    steps: tuple[str, ...]
    """The steps taken so far, in sentences."""
    hindrances: tuple[str, ...] | None
    """Why it cannot be submitted yet; none where whoever looks cannot submit it."""
    submit: str
    """Where a submission is sent."""
    note: str = ""
    """What was typed beside a submission that was refused."""
    refused: tuple[str, ...] = ()
    done: str = ""
    """What was just done, in a sentence."""

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return self.head.name


def taken(checklist: Checklist) -> Iterator[str]:
    """The steps taken so far, in sentences."""
    for step in checklist.steps:
        values = {"status": STATUS[step.status], "day": day(step.on), "name": step.by}
        text = _("%(status)s on %(day)s by %(name)s") % values
        yield f"{text}: {step.note}" if step.note else text
