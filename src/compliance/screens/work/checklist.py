"""A checklist at work: how far it is, its articles, who answers them, what is left to do, and the way to submission."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from compliance import figures
from compliance.language import N_, Words, _, ngettext
from compliance.model.checklist import Status
from compliance.queries.work import ArticleWork, Work
from compliance.screens.work.parts import Tab, WorkPage, below

FILTERS: Words[str] = Words({"all": N_("All"), "open": N_("Open"), "lead": N_("No source"), "mine": N_("Mine")})
"""The articles that a list can be narrowed to: all, those with open criteria, with answers without a source, somebody's."""


def named(work: Work) -> str:
    """A checklist in words: country, treaty, cycle, and whose it is where two answer."""
    whose = (_("second evaluator"),) if work.second else ()
    return " · ".join((work.name, work.instrument.abbreviation, work.checklist.cycle, *whose))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article in a list."""

    of: ArticleWork
    href: str
    late: bool
    mine: bool
    current: bool

    @property
    def complete(self) -> bool:
        """Whether nothing of it is left to do."""
        done = self.of.progress
        return not (done.unanswered or done.without_evidence or done.remarked)


Section = tuple[str, tuple[Entry, ...]]
"""A heading, and the articles under it."""
IsMine = Callable[[Sequence[str]], bool]
"""Whether somebody is among some names."""


def sections(work: Work, base: str, mine: IsMine, on: date, current: str = "", **query: str) -> tuple[Section, ...]:
    """The articles of a checklist, section by section."""
    titles = {section.id: section.called() for section in work.instrument.sections}

    def entry(each: ArticleWork) -> Entry:
        number, waits = each.article.number, each.progress.unanswered and work.checklist.open
        return Entry(
            of=each,
            href=below(base, number, **query),
            late=bool(each.due and each.due < on and waits),
            mine=mine(each.assigned),
            current=number == current,
        )

    return tuple(
        (titles.get(id_ or "", work.instrument.abbreviation), tuple(map(entry, group)))
        for id_, group in itertools.groupby(work.articles, lambda each: each.article.section)
    )


def narrowed(sections: Sequence[Section], show: str, word: str) -> tuple[Section, ...]:
    """The sections with those articles alone that are looked for."""
    tests: dict[str, Callable[[Entry], object]] = {
        "open": lambda entry: entry.of.progress.unanswered,
        "lead": lambda entry: entry.of.progress.without_evidence,
        "mine": lambda entry: entry.mine,
    }
    test, wanted = tests.get(show, bool), word.casefold().strip()

    def fits(entry: Entry) -> bool:
        article = entry.of.article
        return bool(test(entry)) and wanted in f"{article.number} {article.called()}".casefold()

    kept = ((title, tuple(filter(fits, entries))) for title, entries in sections)
    return tuple(section for section in kept if section[1])


def tasks(work: Work, base: str) -> Iterator[Tab]:
    """What an evaluator has to do, the most urgent first, each with the way to its first criterion and the first of them."""
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
            yield Tab(text % {"count": figures.number(len(ids))}, href, figures.some(ids, 3))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistPage(WorkPage):
    """A checklist at work."""

    work: Work
    place: str
    """Its address."""
    sections: tuple[Section, ...]
    hindrances: tuple[str, ...] | None
    """Why it cannot be submitted yet; none where whoever looks cannot submit it."""
    note: str = ""
    """What was typed beside a submission that was refused."""
    refused: tuple[str, ...] = ()
    done: str = ""
    """What was just done, in a sentence."""

    @property
    def way(self) -> tuple[Status, ...]:
        """The way to adoption; it leads through a return only as long as the checklist is returned."""
        now = self.work.checklist.status
        return tuple(status for status in get_args(Status) if status != "returned" or now == "returned")
