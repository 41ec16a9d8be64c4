"""What waits for a reviewer: checklists that were submitted, answers that changed, remarks, quotations, two evaluators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from compliance import figures
from compliance.language import _, capital, day, ngettext
from compliance.model.checklist import Checklist
from compliance.model.instrument import Criterion, Instrument
from compliance.queries.accepted import changed_since, lines_about
from compliance.queries.raters import unsettled
from compliance.queries.work import Work, is_open
from compliance.screens.work.parts import Tab, WorkPage
from compliance.view import words
from compliance.workspace import Country, Filed, Workspace

EXCERPT = 120
"""Characters of a remark in a list."""


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

    def at(self, criterion: str) -> str:
        """The address of an answer."""
        return f"{self.article(self.articles[criterion])}?c={quote(criterion, safe='')}#{quote(criterion)}"

    def article(self, number: str) -> str:
        """The address of an article."""
        return f"{self.base}{quote(number, safe='')}/"

    def ref(self, criterion: str) -> str:
        """A criterion as it is cited: `16(1) · 1`."""
        return next(reference(each) for each in self.instrument.criteria() if each.id == criterion)


def reference(criterion: Criterion) -> str:
    """A criterion as it is cited, without the word Article."""
    return words.reference(criterion.provision, criterion.element)


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
class Bar:
    """What stands above and beside every page about a checklist."""

    title: str
    status: str
    accepted: int
    total: int
    counted: str
    """How many answers are accepted, in words."""
    remarks: Tab | None
    """The way to the open remarks; none where there is none."""
    home: str
    """The address of the page about the whole checklist."""
    queue: str
    waiting: tuple[Item, ...]
    """Articles with answers that nobody has accepted."""
    first: tuple[Item, ...]
    """What to look at first."""
    done: tuple[Item, ...]
    """Articles of which every answer is accepted."""
    today: str
    """How many were accepted today; empty where none was."""
    next: str
    """The address of the next answer to look at; empty where nothing waits."""


def bar(under: UnderReview, *, on: date, article: str = "", criterion: str = "") -> Bar:
    """The bar of a checklist, on the page of an article or of the whole."""
    work = under.work
    done, waiting = _articles(under, work, article)
    return Bar(
        title=title_of(under),
        status=words.STATUS[work.checklist.status],
        accepted=len(work.progress.accepted),
        total=len(work.progress.criteria),
        counted=counted(work),
        remarks=_remarks(under, work),
        home=under.base,
        queue="/review/",
        waiting=waiting,
        first=tuple(_first(under, work)),
        done=done,
        today=_today(work, on),
        next=after(under, work, criterion),
    )


def title_of(under: UnderReview) -> str:
    """The checklist in words: country, treaty, cycle, and whose it is where two answer."""
    name = called(under.workspace, under.country.id, under.filed.value.cut_off)
    whose = (_("second evaluator"),) if under.second else ()
    return " · ".join((name, under.instrument.abbreviation, under.cycle, *whose))


def called(workspace: Workspace, country: str, on: date) -> str:
    """The name of a country on a day."""
    jurisdiction = workspace.jurisdiction(country)
    return jurisdiction.name(on) if jurisdiction else country


def counted(work: Work) -> str:
    """How many answers are accepted: `37 of 150 accepted`."""
    values = {"part": figures.number(len(work.progress.accepted)), "all": figures.number(len(work.progress.criteria))}
    return _("%(part)s of %(all)s accepted") % values


def after(under: UnderReview, work: Work, criterion: str = "") -> str:
    """The address of the next answer that nobody has accepted, after a criterion or from the first on; empty if there is none."""
    wanted = next_of(under, work, criterion)
    return under.at(wanted) if wanted else ""


def next_of(under: UnderReview, work: Work, criterion: str = "") -> str:
    """The next answer that nobody has accepted, after a criterion or from the first on; empty where there is none."""
    left = {*work.progress.unaccepted} if not under.second else set()
    ids = tuple(under.articles)
    start = ids.index(criterion) + 1 if criterion in ids else 0
    return next((id_ for id_ in (*ids[start:], *ids[:start]) if id_ in left and id_ != criterion), "")


def _articles(under: UnderReview, work: Work, current: str) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The articles of which every answer is accepted, and the others with answers."""
    done: list[Item] = []
    waiting: list[Item] = []
    for each in work.articles:
        progress, number = each.progress, each.article.number
        item = Item(
            n=number,
            name=each.article.called(),
            of=f"{len(progress.accepted)}/{progress.answered}",
            href=under.article(number),
            current=number == current,
        )
        if progress.answered or item.current:
            (waiting if progress.unaccepted or not progress.answered else done).append(item)
    return tuple(done), tuple(waiting)


def _first(under: UnderReview, work: Work) -> Iterator[Item]:
    """What a reviewer looks at first, each with the way to the first of them."""
    for ids, name in (
        (under.changed, _changed),
        (work.suspect, _not_found),
        (work.progress.remarked, _remarked),
    ):
        if ids:
            n = figures.number(len(ids))
            yield Item(n=n, name=name(len(ids)), href=under.at(ids[0]))
    if not under.second and under.key in under.country.second:
        yield from _two(under)


def _two(under: UnderReview) -> Iterator[Item]:
    """Two evaluators, as long as they are blind or something is left to decide."""
    ids, href = under.differing, f"{under.base}raters/"
    if under.country.is_blind(under.key):
        yield Item(n="", name=_("two evaluators, still blind"), href=href)
    elif ids:
        name = ngettext("difference of two evaluators", "differences of two evaluators", len(ids))
        yield Item(n=figures.number(len(ids)), name=name, href=href)


def _changed(count: int) -> str:
    return ngettext("answer changed since accepted", "answers changed since accepted", count)


def _not_found(count: int) -> str:
    return ngettext("quotation not found", "quotations not found", count)


def _remarked(count: int) -> str:
    return ngettext("answer with open remarks", "answers with open remarks", count)


def _remarks(under: UnderReview, work: Work) -> Tab | None:
    count = sum(is_open(each) for response in work.checklist.responses.values() for each in response.remarks)
    text = ngettext("%(count)s open remark", "%(count)s open remarks", count) % {"count": figures.number(count)}
    return Tab(text, f"{under.base}#remarks") if count else None


def _today(work: Work, on: date) -> str:
    responses = work.checklist.responses
    count = sum(responses[id_].reviewed == on for id_ in work.progress.accepted)
    return _("today %(count)s") % {"count": figures.number(count)} if count else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRemark:
    """A remark that waits to be settled."""

    checklist: str
    ref: str
    href: str
    by: str
    age: str
    """How many days ago it was made, in words."""
    days: int
    text: str
    state: str
    """Whether somebody replied."""


def open_remarks(under: UnderReview, on: date) -> Iterator[OpenRemark]:
    """The open remarks on a checklist, in treaty order."""
    for id_ in under.articles:
        response = under.filed.value.responses.get(id_)
        for remark in filter(is_open, response.remarks if response else ()):
            days = max((on - remark.on).days, 0)
            replied = remark.replies[-1] if remark.replies else None
            yield OpenRemark(
                checklist=title_of(under),
                ref=under.ref(id_),
                href=under.at(id_),
                by=remark.by,
                age=_age(days),
                days=days,
                text=excerpt(remark.text),
                state=_("%(name)s replied on %(day)s") % {"name": replied.by, "day": day(replied.on)}
                if replied
                else _("no reply yet"),
            )


def _age(days: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": figures.number(days)} if days else _("today")


def excerpt(text: str) -> str:
    """The beginning of a text."""
    return text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1].rstrip()}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A checklist that was submitted."""

    title: str
    href: str
    accepted: int
    total: int
    counted: str
    submitted: str
    """By whom and when, and the note."""
    look: tuple[Item, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage(WorkPage):
    """What waits for a reviewer, in all countries that they review."""

    checklists: tuple[Waiting, ...]
    """Those that were submitted, the earliest first."""
    elsewhere: tuple[Item, ...]
    """Other checklists on which something is open: answers that changed, suspect quotations, differences of two evaluators."""
    remarks: tuple[OpenRemark, ...]
    """Open remarks, the oldest first."""
    countries: str
    """The countries, in words; empty where there is none."""

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return _("Review")

    @property
    def heading(self) -> str:
        """How many checklists wait."""
        count = len(self.checklists)
        text = ngettext("%(count)s checklist waits for a reviewer", "%(count)s checklists wait for a reviewer", count)
        return text % {"count": figures.number(count)} if count else _("No checklist waits for a reviewer")

    @property
    def next(self) -> str:
        """The address of the next answer to look at; empty where nothing waits."""
        return next((each.next for each in self.checklists if each.next), "")


def queue_page(every: Sequence[UnderReview], countries: Iterable[str], on: date) -> QueuePage:
    """The queue of a reviewer, of the checklists that they may see."""
    submitted = [each for each in every if each.filed.value.status == "submitted" and not each.second]
    submitted.sort(key=lambda each: each.filed.value.steps[-1].on if each.filed.value.steps else on)
    remarks = [remark for each in every if not each.filed.value.adopted for remark in open_remarks(each, on)]
    return QueuePage(
        checklists=tuple(map(_waiting, submitted)),
        elsewhere=tuple(item for each in every if each not in submitted for item in _elsewhere(each)),
        remarks=tuple(sorted(remarks, key=lambda each: -each.days)),
        countries=figures.listed(tuple(countries)),
    )


def _waiting(under: UnderReview) -> Waiting:
    work = under.work
    return Waiting(
        title=title_of(under),
        href=under.base,
        accepted=len(work.progress.accepted),
        total=len(work.progress.criteria),
        counted=counted(work),
        submitted=_submitted(under.filed.value),
        look=tuple(_first(under, work)),
        next=after(under, work),
    )


def _submitted(checklist: Checklist) -> str:
    if not checklist.steps:
        return ""
    step = checklist.steps[-1]
    text = _("Submitted by %(name)s on %(day)s.") % {"name": step.by, "day": day(step.on)}
    return f"{text} {words.sentence(step.note)}" if step.note else text


def _elsewhere(under: UnderReview) -> Iterator[Item]:
    """What is open on a checklist that is not submitted, but for its remarks, which are listed by themselves."""
    if under.filed.value.adopted:
        return
    work = under.work
    for item in _first(under, work):
        if item.name != _remarked(len(work.progress.remarked)):
            yield Item(n=item.n, name=item.name, of=title_of(under), href=item.href)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepForm:
    """A step that a reviewer can take, and what stands in its way."""

    action: str
    """Where the form is sent."""
    title: str
    lead: str
    button: str
    hard: tuple[str, ...]
    """What no note helps against."""
    soft: tuple[str, ...]
    """What a note has to explain."""
    seen: str
    """The digest of the file that is shown."""
    note: str = ""
    """What was typed, where it was refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedPage(WorkPage):
    """A checklist under review as a whole: how far it is, what is open, and the steps that can follow."""

    bar: Bar
    heading: str
    done: str
    """What was just done; empty where nothing was."""
    refused: tuple[str, ...]
    steps: tuple[str, ...]
    """The steps that were taken, in sentences."""
    remarks: tuple[OpenRemark, ...]
    forms: tuple[StepForm, ...]
    raters: str
    """The address of the page about two evaluators; empty where only one answers."""

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return ": ".join((_("Review"), self.bar.title))


def steps_of(checklist: Checklist) -> tuple[str, ...]:
    """The way of a checklist to its status, in sentences."""
    return tuple(
        "".join(
            (
                f"{capital(words.STATUS[step.status])}: {step.by}, {day(step.on)}.",
                f" {words.sentence(step.note)}" if step.note else "",
            )
        )
        for step in checklist.steps
    )
