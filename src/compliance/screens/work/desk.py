"""The board of a manager: every checklist with how far it is, what is late, and what waits for a decision."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from compliance import figures
from compliance.indicators.project import Project
from compliance.language import N_, NN_, _, ngettext
from compliance.model.checklist import Status
from compliance.queries.deadlines import Deadline
from compliance.queries.formats import Column
from compliance.queries.work import Doing, Work, called
from compliance.screens.work.parts import Tab, WorkPage, href
from compliance.workspace import SECOND

STATUSES: Mapping[Status | Literal["sealed"], str] = {
    "draft": N_("draft"),
    "submitted": N_("submitted"),
    "returned": N_("returned"),
    "reviewed": N_("reviewed"),
    "adopted": N_("adopted"),
    "sealed": N_("sealed"),
}
"""How far a checklist is, in a word; translated where it is shown."""
WAY = ("draft", "submitted", "reviewed", "adopted", "sealed")
"""The steps of a checklist; one that was returned is a draft again."""
NEXT: Mapping[Doing, tuple[str, str]] = {
    "mend": NN_("Mend %(num)s problem", "Mend %(num)s problems"),
    "reply": NN_("Reply to %(num)s remark", "Reply to %(num)s remarks"),
    "confirm": NN_("Confirm %(num)s answer carried over", "Confirm %(num)s answers carried over"),
    "look-at": NN_("Look at %(num)s suspect quotation", "Look at %(num)s suspect quotations"),
    "answer": NN_("Answer %(num)s criterion", "Answer %(num)s criteria"),
    "accept": NN_("Accept %(num)s answer", "Accept %(num)s answers"),
    "seal-anew": NN_("Seal it anew: %(num)s answer re-rated", "Seal it anew: %(num)s answers re-rated"),
}
"""What comes next with some criteria."""
NEXT_STEPS: Mapping[Doing, str] = {
    "wait": N_("Wait for the first evaluator"),
    "settled": N_("Nothing: no difference is left to settle"),
    "compare": N_("Compare the two"),
    "submit": N_("Submit it"),
    "return": N_("Return it: remarks are open"),
    "review": N_("Review it"),
    "adopt": N_("Adopt it"),
    "seal": N_("Seal it"),
    "nothing": N_("Nothing: it is sealed"),
}
"""What comes next with the whole of it."""
Show = Literal["all", "overdue", "no-deadline"]
Sort = Literal["beneficiary", "deadline", "status", "problems", "remarks"]
"""What rows can be ordered by: never a rating or a score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """A checklist on the board."""

    country: str
    name: str
    place: str
    """The address of its page."""
    instrument: str
    cycle: str
    status: Status | Literal["sealed"]
    step: int
    """How many steps of the way are done."""
    answered: int
    of: int
    without_source: int | None
    """Ratings for which no source was seen; none where nobody but the other evaluator may know."""
    problems: int
    remarks: int | None
    deadline: date | None
    """The first day by which something of it is due that is not done."""
    late: bool
    open: bool
    """Whether it can still be answered."""
    next: str
    hidden: bool

    @property
    def without_deadline(self) -> bool:
        """Whether it is open and nothing of it is due on any day."""
        return self.open and self.deadline is None and self.answered < self.of

    @property
    def due(self) -> str:
        """The deadline in words."""
        return figures.day(self.deadline) if self.deadline else ""

    @property
    def status_word(self) -> str:
        """The status in the language that is spoken."""
        return _(STATUSES[self.status])


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand under one name."""

    name: str
    place: str
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to another view of the same page."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueRequest:
    """A request for figures to which nothing came back in time."""

    name: str
    institution: str
    figures: int
    """How many series were asked for."""
    due: str
    days: int
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that waits for a decision."""

    what: str
    about: str
    waits_for: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage(WorkPage):
    """The board."""

    lede: str
    groups: tuple[Group, ...]
    shown: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    requests: tuple[OverdueRequest, ...]
    waiting: tuple[Waiting, ...]
    ways: tuple[Tab, ...]
    """Ways to other parts of the desk."""
    empty: bool
    """Whether the workspace has no checklist yet."""
    may_start: bool
    csv: str
    commands: tuple[str, ...] = ("compliance status", "compliance status --overdue", "compliance check")

    @property
    def heading(self) -> str:
        """What the page is called."""
        return _("Desk")

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return _("Desk")


def rows(works: Iterable[Work], deadlines: Iterable[Deadline], today: date) -> tuple[BoardRow, ...]:
    """The checklists of the board, in the order of the register; of the other evaluator's counts alone."""
    every = tuple(deadlines)
    return tuple(_row(work, every, today) for work in works)


def key_of(work: Work) -> tuple[str, ...]:
    """With what the keys of the deadlines of a checklist begin."""
    return (work.country, work.checklist.cycle, work.instrument.id, *(("second",) if work.second else ()))


def _row(work: Work, deadlines: Sequence[Deadline], today: date) -> BoardRow:
    key, done = key_of(work), work.progress
    mine = [each for each in deadlines if each.key[:-1] == key and not each.is_done]
    first = min(mine, key=lambda each: each.due, default=None)
    status: Status | Literal["sealed"] = "sealed" if work.sealed else work.checklist.status
    return BoardRow(
        country=work.country,
        name=work.name,
        place=href("desk", work.country, work.checklist.cycle, f"{work.instrument.id}{SECOND if work.second else ''}"),
        instrument=called(work),
        cycle=work.checklist.cycle,
        status=status,
        step=WAY.index("draft" if status == "returned" else status) + 1,
        answered=done.answered,
        of=len(done.criteria),
        without_source=None if work.hidden else len(done.without_evidence),
        problems=work.problems,
        remarks=None if work.hidden else len(done.remarked),
        deadline=first.due if first else None,
        late=first is not None and first.is_late(today),
        open=work.checklist.open,
        next=next_of(work),
        hidden=work.hidden,
    )


def next_of(work: Work) -> str:
    """What comes next, in a few words."""
    task = work.task
    if task.what in NEXT:
        return ngettext(*NEXT[task.what], task.count) % {"num": figures.number(task.count)}
    return _(NEXT_STEPS[task.what])


def board(
    every: Sequence[BoardRow],
    *,
    show: str,
    sort: str,
    requests: tuple[OverdueRequest, ...],
    waiting: tuple[Waiting, ...],
    ways: tuple[Tab, ...],
    may_start: bool,
) -> BoardPage:
    """The board with some of its rows, in some order; another view than the two of the address is the whole, by the register."""
    chosen: Show = show if show in SHOWN else "all"  # type: ignore[assignment]  # one of the keys
    order: Sort = sort if sort in ORDERS else "beneficiary"  # type: ignore[assignment]  # the same
    rows = [row for row in every if SHOWN[chosen][1](row)]
    return BoardPage(
        lede=_lede(every, requests, waiting) if every else "",
        groups=tuple(_groups(sorted(rows, key=ORDERS[order][1]), together=order == "beneficiary")),
        shown=tuple(_choices({key: (text, _count(every, test)) for key, (text, test) in SHOWN.items()}, chosen, order)),
        orders=tuple(
            Choice(_(text), href("desk", show=chosen, sort=key), key == order) for key, (text, _key) in ORDERS.items()
        ),
        requests=requests,
        waiting=waiting,
        ways=ways,
        empty=not every,
        may_start=may_start,
        csv=f"/desk/board.csv?show={chosen}&sort={order}",
    )


def chosen_rows(every: Sequence[BoardRow], *, show: str, sort: str) -> tuple[BoardRow, ...]:
    """The rows that a view shows, in its order."""
    _text, test = SHOWN.get(show, SHOWN["all"])  # type: ignore[call-overload]  # any text of an address
    return tuple(sorted(filter(test, every), key=ORDERS.get(sort, ORDERS["beneficiary"])[1]))  # type: ignore[call-overload]  # the same


SHOWN: Mapping[Show, tuple[str, Callable[[BoardRow], bool]]] = {
    "all": (N_("All"), lambda _row: True),
    "overdue": (N_("Overdue"), lambda row: row.late),
    "no-deadline": (N_("Without deadline"), lambda row: row.without_deadline),
}
ORDERS: Mapping[Sort, tuple[str, Callable[[BoardRow], Any]]] = {
    "beneficiary": (N_("Beneficiary"), lambda _row: 0),
    "deadline": (N_("Deadline"), lambda row: row.deadline or date.max),
    "status": (N_("Status"), lambda row: row.step),
    "problems": (N_("Problems"), lambda row: -row.problems),
    "remarks": (N_("Remarks"), lambda row: -(row.remarks or 0)),
}


def _count(rows: Iterable[BoardRow], test: Callable[[BoardRow], bool]) -> int:
    return sum(map(test, rows))


def _choices(texts: Mapping[Show, tuple[str, int]], chosen: Show, order: Sort) -> Iterator[Choice]:
    for key, (text, count) in texts.items():
        yield Choice(" ".join((_(text), figures.number(count))), href("desk", show=key, sort=order), key == chosen)


def _groups(rows: Sequence[BoardRow], *, together: bool) -> Iterator[Group]:
    """Rows with the name over them: those of one country together, or each under its own."""
    left = list(rows)
    while left:
        first = left[0]
        mine = [row for row in left if together and row.country == first.country] or [first]
        left = [row for row in left if row not in mine]
        yield Group(first.name, href("desk", first.country, first.cycle), tuple(mine))


def _lede(every: Sequence[BoardRow], requests: Collection[OverdueRequest], waiting: Collection[Waiting]) -> str:
    """How far everything is, in sentences."""
    answered, of = sum(row.answered for row in every), sum(row.of for row in every)
    text = ngettext(
        "%(num)s checklist: %(answered)s of %(of)s criteria answered.",
        "%(num)s checklists: %(answered)s of %(of)s criteria answered.",
        len(every),
    )
    sentences = [
        text % {"num": figures.number(len(every)), "answered": figures.number(answered), "of": figures.number(of)}
    ]
    late = sum(row.late for row in every)
    sentences += [
        ngettext(single, many, count) % {"num": figures.number(count)}
        for single, many, count in (
            (*NN_("%(num)s checklist is overdue.", "%(num)s checklists are overdue."), late),
            (*NN_("%(num)s data request is overdue.", "%(num)s data requests are overdue."), len(requests)),
            (
                *NN_("%(num)s target waits for approval.", "%(num)s targets wait for approval."),
                sum(bool(each.about) for each in waiting),
            ),
        )
        if count
    ]
    return " ".join(sentences)


def overdue_requests(project: Project | None, names: Mapping[str, str], today: date) -> tuple[OverdueRequest, ...]:
    """The requests for figures of some countries to which nothing came back in time, the longest overdue first."""
    late = (
        OverdueRequest(
            name=names[request.country],
            institution=request.institution,
            figures=len(request.series),
            due=figures.day(request.due),
            days=(today - request.due).days,
            place=href("desk", request.country, "requests"),
        )
        for request in (project.requests.requests if project else ())
        if request.country in names and request.due and request.due < today and not request.is_returned
    )
    return tuple(sorted(late, key=lambda each: -each.days))


def unapproved(project: Project | None, names: Mapping[str, str]) -> Iterator[Waiting]:
    """The targets of some countries that nobody approved: until then they judge nothing."""
    for indicator in project.logframe.indicators if project else ():
        for country, plan in indicator.countries.items():
            if country in names and plan.target and not plan.approved:
                yield Waiting(
                    what=f"{indicator.id}, {names[country]}",
                    about=indicator.spoken({}).name,
                    waits_for=_("approval of baseline and target; until then it judges nothing"),
                )


def without_source(every: Sequence[BoardRow]) -> Iterator[Waiting]:
    """How many ratings rest on no source that was seen, and where most of them are."""
    counts: dict[str, int] = {}
    for row in every:
        counts[row.name] = counts.get(row.name, 0) + (row.without_source or 0)
    if total := sum(counts.values()):
        most = max(counts, key=lambda name: counts[name])
        text = ngettext("%(num)s answer without a source", "%(num)s answers without a source", total)
        largest = _("evaluators; most of them: %(name)s, %(num)s")
        yield Waiting(
            what=text % {"num": figures.number(total)},
            about="",
            waits_for=largest % {"name": most, "num": figures.number(counts[most])},
        )


def problems_found(count: int, files: int) -> Waiting:
    """How many problems the files have."""
    place = href("desk", "problems")
    if not count:
        return Waiting(what=_("No problem in any file"), about="", waits_for=figures.NOTHING, place=place)
    text = ngettext("%(num)s problem", "%(num)s problems", count) % {"num": figures.number(count)}
    of_files = ngettext("in %(num)s file", "in %(num)s files", files) % {"num": figures.number(files)}
    return Waiting(what=f"{text} {of_files}", about="", waits_for=_("whoever can mend them"), place=place)


CSV: tuple[Column[BoardRow], ...] = (
    Column("country", lambda row: row.country),
    Column("name", lambda row: row.name),
    Column("instrument", lambda row: row.instrument),
    Column("cycle", lambda row: row.cycle),
    Column("status", lambda row: row.status),
    Column("answered", lambda row: row.answered, "right"),
    Column("criteria", lambda row: row.of, "right"),
    Column("without_source", lambda row: "" if row.without_source is None else row.without_source, "right"),
    Column("problems", lambda row: row.problems, "right"),
    Column("open_remarks", lambda row: "" if row.remarks is None else row.remarks, "right"),
    Column("deadline", lambda row: row.deadline.isoformat() if row.deadline else ""),
    Column("overdue", lambda row: "yes" if row.late else "no"),
    Column("next", lambda row: row.next),
)
"""The board as a table for a spreadsheet."""
