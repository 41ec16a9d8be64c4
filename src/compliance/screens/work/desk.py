"""The board of a manager: every checklist with how far it is, what is late, and what waits for a decision."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Literal

from compliance import figures
from compliance.indicators.project import Project
from compliance.language import N_, NN_, _, ngettext
from compliance.model.checklist import Status
from compliance.model.logframe import Indicator
from compliance.model.requests import Request
from compliance.queries.deadlines import Deadline
from compliance.queries.formats import Column
from compliance.queries.work import Doing, Work, called
from compliance.screens.work.parts import Tab, WorkPage, href
from compliance.workspace import SECOND

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
    """A checklist on the board; of one that is hidden nothing but counts is told."""

    work: Work
    due: date | None
    """The first day by which something of it is due that is not done."""
    late: bool

    @property
    def place(self) -> str:
        """The address of its page."""
        instrument = f"{self.work.instrument.id}{SECOND if self.work.second else ''}"
        return href("desk", self.work.country, self.work.checklist.cycle, instrument)

    @property
    def without_deadline(self) -> bool:
        """Whether it is open and nothing of it is due on any day."""
        return self.work.checklist.open and self.due is None and bool(self.work.progress.unanswered)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage(WorkPage):
    """The board."""

    lede: str
    """How far everything is; empty where the workspace has no checklist yet."""
    groups: tuple[tuple[BoardRow, ...], ...]
    """Rows that stand under one name."""
    shown: tuple[Tab, ...]
    orders: tuple[Tab, ...]
    names: Mapping[str, str]
    """What the countries are called."""
    today: date
    requests: tuple[Request, ...]
    """Those for figures to which nothing came back in time, the longest overdue first."""
    targets: tuple[tuple[Indicator, str], ...]
    """Those that nobody approved, each with its country: until then they judge nothing."""
    waiting: tuple[Tab, ...]
    """What else waits for a decision, with whose."""
    ways: tuple[Tab, ...]
    """Ways to other parts of the desk."""
    may_start: bool
    csv: str
    commands: tuple[str, ...] = ("compliance status", "compliance status --overdue", "compliance check")


def key_of(work: Work) -> tuple[str, ...]:
    """With what the keys of the deadlines of a checklist begin."""
    return (work.country, work.checklist.cycle, work.instrument.id, *(("second",) if work.second else ()))


def row_of(work: Work, deadlines: Sequence[Deadline], today: date) -> BoardRow:
    """A checklist with the first of its deadlines among some."""
    mine = [each for each in deadlines if each.key[:-1] == key_of(work) and not each.is_done]
    first = min(mine, key=lambda each: each.due, default=None)
    return BoardRow(work=work, due=first.due if first else None, late=first is not None and first.is_late(today))


def status_of(work: Work) -> Status | Literal["sealed"]:
    """How far a checklist has come; its seal is the last step."""
    return "sealed" if work.sealed else work.checklist.status


def step_of(work: Work) -> int:
    """How many steps of the way are done; a checklist that was returned is a draft again."""
    status = status_of(work)
    return WAY.index("draft" if status == "returned" else status) + 1


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
    names: Mapping[str, str],
    today: date,
    requests: tuple[Request, ...],
    targets: tuple[tuple[Indicator, str], ...],
    waiting: tuple[Tab, ...],
    ways: tuple[Tab, ...],
    may_start: bool,
) -> BoardPage:
    """The board with some of its rows, in some order; another view than the two of the address is the whole, by the register."""
    show, sort = show if show in SHOWN else "all", sort if sort in ORDERS else "beneficiary"
    counted = {key: " ".join((_(text), figures.number(sum(map(test, every))))) for key, (text, test) in SHOWN.items()}
    rows = chosen_rows(every, show=show, sort=sort)
    # By the register those of one country stand together; in any other order each row has a name of its own.
    groups = groupby(rows, key=lambda row: row.work.country if sort == "beneficiary" else id(row))
    return BoardPage(
        lede=_lede(every, len(requests), len(targets)) if every else "",
        groups=tuple(tuple(those) for _name, those in groups),
        shown=tuple(Tab(text, href("desk", show=key, sort=sort), current=key == show) for key, text in counted.items()),
        orders=tuple(
            Tab(_(text), href("desk", show=show, sort=key), current=key == sort) for key, (text, _key) in ORDERS.items()
        ),
        names=names,
        today=today,
        requests=requests,
        targets=targets,
        waiting=waiting,
        ways=ways,
        may_start=may_start,
        csv=f"/desk/board.csv?show={show}&sort={sort}",
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
    "deadline": (N_("Deadline"), lambda row: row.due or date.max),
    "status": (N_("Status"), lambda row: step_of(row.work)),
    "problems": (N_("Problems"), lambda row: -row.work.problems),
    "remarks": (N_("Remarks"), lambda row: -len(_open_to(row, row.work.progress.remarked))),
}


def _open_to(row: BoardRow, criteria: tuple[str, ...]) -> tuple[str, ...]:
    """Some criteria of a checklist; none of the other evaluator's, of whom nobody may know."""
    return () if row.work.hidden else criteria


def _lede(every: Sequence[BoardRow], requests: int, targets: int) -> str:
    """How far everything is, in sentences."""
    every_progress = [row.work.progress for row in every]
    answered, of = sum(each.answered for each in every_progress), sum(len(each.criteria) for each in every_progress)
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
            (*NN_("%(num)s data request is overdue.", "%(num)s data requests are overdue."), requests),
            (*NN_("%(num)s target waits for approval.", "%(num)s targets wait for approval."), targets),
        )
        if count
    ]
    return " ".join(sentences)


def overdue_requests(project: Project | None, countries: Collection[str], today: date) -> tuple[Request, ...]:
    """The requests for figures of some countries to which nothing came back in time, the longest overdue first."""
    late = [
        request
        for request in (project.requests.requests if project else ())
        if request.country in countries and request.due and request.due < today and not request.is_returned
    ]
    return tuple(sorted(late, key=lambda each: each.due or today))


def unapproved(project: Project | None, countries: Collection[str]) -> Iterator[tuple[Indicator, str]]:
    """The targets of some countries that nobody approved."""
    for indicator in project.logframe.indicators if project else ():
        for country, plan in indicator.countries.items():
            if country in countries and plan.target and not plan.approved:
                yield indicator, country


def without_source(every: Sequence[BoardRow]) -> Iterator[Tab]:
    """How many ratings rest on no source that was seen, and where most of them are."""
    counts: dict[str, int] = {}
    for row in every:
        counts[row.work.name] = counts.get(row.work.name, 0) + len(_open_to(row, row.work.progress.without_evidence))
    if total := sum(counts.values()):
        most = max(counts, key=lambda name: counts[name])
        text = ngettext("%(num)s answer without a source", "%(num)s answers without a source", total)
        largest = _("evaluators; most of them: %(name)s, %(num)s")
        values = {"name": most, "num": figures.number(counts[most])}
        yield Tab(text % {"num": figures.number(total)}, "", largest % values)


def problems_found(count: int, files: int) -> Tab:
    """How many problems the files have."""
    place = href("desk", "problems")
    if not count:
        return Tab(_("No problem in any file"), place, figures.NOTHING)
    text = ngettext("%(num)s problem", "%(num)s problems", count) % {"num": figures.number(count)}
    of_files = ngettext("in %(num)s file", "in %(num)s files", files) % {"num": figures.number(files)}
    return Tab(f"{text} {of_files}", place, _("whoever can mend them"))


CSV: tuple[Column[BoardRow], ...] = (
    Column("country", lambda row: row.work.country),
    Column("name", lambda row: row.work.name),
    Column("instrument", lambda row: called(row.work)),
    Column("cycle", lambda row: row.work.checklist.cycle),
    Column("status", lambda row: status_of(row.work)),
    Column("answered", lambda row: row.work.progress.answered, "right"),
    Column("criteria", lambda row: len(row.work.progress.criteria), "right"),
    Column("without_source", lambda row: "" if row.work.hidden else len(row.work.progress.without_evidence), "right"),
    Column("problems", lambda row: row.work.problems, "right"),
    Column("open_remarks", lambda row: "" if row.work.hidden else len(row.work.progress.remarked), "right"),
    Column("deadline", lambda row: row.due.isoformat() if row.due else ""),
    Column("overdue", lambda row: "yes" if row.late else "no"),
    Column("next", lambda row: next_of(row.work)),
)
"""The board as a table for a spreadsheet."""
