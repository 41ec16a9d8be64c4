"""What waits for a reviewer: checklists that were submitted, answers that changed, remarks, quotations, two evaluators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from compliance import figures
from compliance.language import _, day, ngettext
from compliance.model.checklist import Checklist, Remark, Response
from compliance.model.instrument import Instrument
from compliance.queries.accepted import changed_since, lines_about
from compliance.queries.raters import unsettled
from compliance.queries.work import Work, is_open
from compliance.screens.work.parts import Move, WorkPage
from compliance.view import words
from compliance.workspace import Country, Filed, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something in a list, and the way to it."""

    n: str
    """What it is called in short: the number of an article, or how many there are."""
    name: str
    of: str = ""
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderReview:
    """The checklist that a page is about, as whoever asks may see it."""

    workspace: Workspace
    """The whole workspace, for what is computed of this checklist alone."""
    country: Country
    cycle: str
    instrument: Instrument
    filed: Filed[Checklist]
    second: bool
    """Whether it is the second evaluator's."""
    work: Work
    """How far it is."""
    base: str
    """The address of its pages: `/review/serbia/2026/ets-185/`."""

    @property
    def key(self) -> tuple[str, str]:
        """The cycle and the instrument."""
        return self.cycle, self.instrument.id

    @property
    def title(self) -> str:
        """The checklist in words: country, treaty, cycle, and whose it is where two answer."""
        name = self.workspace.name_of(self.country.id, self.filed.value.cut_off)
        whose = (_("second evaluator"),) if self.second else ()
        return " · ".join((name, self.instrument.abbreviation, self.cycle, *whose))

    @property
    def counted(self) -> str:
        """How many answers are accepted: `37 of 150 accepted`."""
        part, every = len(self.work.progress.accepted), len(self.work.progress.criteria)
        return _("%(part)s of %(all)s accepted") % {"part": figures.number(part), "all": figures.number(every)}

    @property
    def file(self) -> str:
        """Its file, from the country's folder."""
        return self.filed.document.path.removeprefix(f"assessments/{self.country.id}/")

    @property
    def articles(self) -> Mapping[str, str]:
        """The number of the article of each criterion, in treaty order."""
        return {c.id: article.number for article in self.instrument.articles for c in article.criteria}

    @property
    def changed(self) -> tuple[str, ...]:
        """The criteria whose answers changed since they were accepted, in treaty order."""
        ids = changed_since(self.filed, lines_about(self.country, self.file))
        return tuple(id_ for id_ in self.articles if id_ in ids)

    @property
    def differing(self) -> tuple[str, ...]:
        """The criteria on which two evaluators differ and nobody has decided."""
        return unsettled(self.workspace, self.country, self.key)

    @property
    def twice(self) -> bool:
        """Whether two evaluators answer it."""
        return self.key in self.country.second

    def first(self, *, with_remarks: bool = True) -> Iterator[Item]:
        """What a reviewer looks at first, each with the way to the first of them; two evaluators last."""
        changed, suspect, remarked = self.changed, self.work.suspect, self.work.progress.remarked
        yield from self._item(changed, ngettext("answer changed since accepted", "answers changed since accepted", len(changed)))  # fmt: skip
        yield from self._item(suspect, ngettext("quotation not found", "quotations not found", len(suspect)))
        if with_remarks:
            yield from self._item(remarked, ngettext("answer with open remarks", "answers with open remarks", len(remarked)))  # fmt: skip
        if not self.second and self.twice:
            ids, href = self.differing, f"{self.base}raters/"
            if self.country.is_blind(self.key):
                yield Item(n="", name=_("two evaluators, still blind"), href=href)
            else:
                name = ngettext("difference of two evaluators", "differences of two evaluators", len(ids))
                yield from self._item(ids, name, href)

    def _item(self, ids: Sequence[str], name: str, href: str = "") -> Iterator[Item]:
        if ids:
            yield Item(n=figures.number(len(ids)), name=name, href=href or self.at(ids[0]))

    def response(self, criterion: str) -> Response:
        """The answer to a criterion."""
        return self.filed.value.responses.get(criterion, Response())

    def next(self, criterion: str = "") -> str:
        """The next answer that nobody has accepted, after a criterion or from the first on; empty where there is none."""
        # The answers of a second evaluator are compared, never accepted: of them nothing is left to look at.
        left = {*self.work.progress.unaccepted} if not self.second else set()
        ids = tuple(self.articles)
        start = ids.index(criterion) + 1 if criterion in ids else 0
        return next((id_ for id_ in (*ids[start:], *ids[:start]) if id_ in left and id_ != criterion), "")

    def after(self, criterion: str = "") -> str:
        """The address of that answer; empty where there is none."""
        wanted = self.next(criterion)
        return self.at(wanted) if wanted else ""

    def at(self, criterion: str) -> str:
        """The address of an answer."""
        return f"{self.article(self.articles[criterion])}?c={quote(criterion, safe='')}#{quote(criterion)}"

    def article(self, number: str) -> str:
        """The address of an article."""
        return f"{self.base}{quote(number, safe='')}/"

    def ref(self, criterion: str) -> str:
        """A criterion as it is cited: `16(1) · 1`."""
        of = next(each for each in self.instrument.criteria() if each.id == criterion)
        return words.reference(of.provision, of.element)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What stands above and beside every page about a checklist."""

    under: UnderReview
    on: date
    article: str = ""
    """The number of the article that is shown; empty on a page about the whole."""
    criterion: str = ""
    """After which the next answer is looked for."""

    @property
    def articles(self) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        """The articles with answers that nobody has accepted, and those of which every answer is accepted."""
        waiting: list[Item] = []
        done: list[Item] = []
        for each in self.under.work.articles:
            progress, number = each.progress, each.article.number
            item = Item(
                n=number,
                name=each.article.called(),
                of=f"{len(progress.accepted)}/{progress.answered}",
                href=self.under.article(number),
                current=number == self.article,
            )
            if progress.answered or item.current:
                (waiting if progress.unaccepted or not progress.answered else done).append(item)
        return tuple(waiting), tuple(done)

    @property
    def today(self) -> str:
        """How many answers were accepted today, in words; empty where none was."""
        under = self.under
        count = sum(under.response(id_).reviewed == self.on for id_ in under.work.progress.accepted)
        return _("today %(count)s") % {"count": figures.number(count)} if count else ""

    @property
    def remarks(self) -> int:
        """How many remarks are open."""
        return sum(is_open(each) for of in self.under.filed.value.responses.values() for each in of.remarks)


OpenRemark = tuple[UnderReview, str, Remark]
"""A remark that waits to be settled: its checklist, its criterion."""


def open_remarks(under: UnderReview) -> Iterator[OpenRemark]:
    """The open remarks on a checklist, in treaty order."""
    for id_ in under.articles:
        yield from ((under, id_, remark) for remark in under.response(id_).remarks if is_open(remark))


def age(made: date, on: date) -> str:
    """How many days ago something was done, in words."""
    days = max((on - made).days, 0)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": figures.number(days)} if days else _("today")


def excerpt(text: str, most: int = 120) -> str:
    """The beginning of a text: so many characters of it."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage(WorkPage):
    """What waits for a reviewer, in all countries that they review."""

    on: date
    checklists: tuple[UnderReview, ...]
    """Those that were submitted, the earliest first."""
    elsewhere: tuple[tuple[UnderReview, Item], ...]
    """What is open on other checklists: answers that changed, suspect quotations, differences of two evaluators."""
    remarks: tuple[OpenRemark, ...]
    """Open remarks, the oldest first."""
    countries: str
    """The countries, in words; empty where there is none."""

    @property
    def next(self) -> str:
        """The address of the next answer to look at; empty where nothing waits."""
        return next(filter(None, (each.after() for each in self.checklists)), "")


def queue_page(every: Sequence[UnderReview], countries: Iterable[str], on: date) -> QueuePage:
    """The queue of a reviewer, of the checklists that they may see."""
    submitted = [each for each in every if each.filed.value.status == "submitted" and not each.second]
    submitted.sort(key=lambda each: each.filed.value.steps[-1].on if each.filed.value.steps else on)
    others = [each for each in every if each not in submitted and not each.filed.value.adopted]
    remarks = [remark for each in every if not each.filed.value.adopted for remark in open_remarks(each)]
    return QueuePage(
        on=on,
        checklists=tuple(submitted),
        elsewhere=tuple((each, item) for each in others for item in each.first(with_remarks=False)),
        remarks=tuple(sorted(remarks, key=lambda each: min(each[2].on, on))),
        countries=figures.listed(tuple(countries)),
    )


def submitted(checklist: Checklist) -> str:
    """By whom and when a checklist was submitted, and the note."""
    if not checklist.steps:
        return ""
    step = checklist.steps[-1]
    text = _("Submitted by %(name)s on %(day)s.") % {"name": step.by, "day": day(step.on)}
    return f"{text} {words.sentence(step.note)}" if step.note else text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedPage(WorkPage):
    """A checklist under review as a whole: how far it is, what is open, and the steps that can follow."""

    bar: Bar
    done: str
    """What was just done; empty where nothing was."""
    refused: tuple[str, ...]
    remarks: tuple[OpenRemark, ...]
    moves: tuple[Move, ...]
    seen: str
    """The digest of the file that is shown."""
