"""Which answers of a returned workbook are sound, which wait to be mended, and all that is wrong, at once.

An answer is whole or not at all: a problem in one cell of it, or of its legal bases, keeps all of it back. What is wrong
is found in layers, each without the answers that an earlier one kept back, so that nothing is said that only follows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from compliance.authoring.cells import by_cell
from compliance.authoring.imports import Brought, brought
from compliance.authoring.merge import Conflict, Place, Take, Texts
from compliance.authoring.reading import ORDER, Columns, Filled, Row
from compliance.problems import Position, Problem
from compliance.report.excel.form import ACTS, BASES, DOCUMENTS
from compliance.workspace import Workspace

_LOCAL = ("unknown-", "not-a", "forbidden-")
"""What codes begin with that speak of one cell by itself, whatever stands in others."""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A row of a workbook."""

    kind: str
    """`answer`, `basis`, `act`, `document`, or `filed` for a locked row of a register."""
    key: str
    """The criterion of an answer, the id of what is filed; of others their number among those that were read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """What a workbook comes to, answer by answer."""

    sound: Brought
    """What can be written as it is."""
    problems: tuple[Problem, ...]
    conflicts: tuple[Conflict, ...]
    cells: Mapping[Place, Position]
    """The cell of every field of the workbook."""
    held: frozenset[str]
    """The criteria whose answers are kept back."""
    waiting: frozenset[str]
    """Those among them in which nothing is wrong but that an act or a document which they name is kept back too."""
    rows: frozenset[Slot]
    """Rows of registers, and of legal bases without a criterion, that are kept back."""
    apart: bool
    """Whether the sound answers can be had without the others."""


def sifted(
    workspace: Workspace, columns: Columns, filled: Filled, *, by: str, on: date, decided: Mapping[Place, Take]
) -> Sifted:
    """What a workbook comes to, answer by answer; nothing is written."""
    sieve = _Sieve(filled)
    first = answers = brought(workspace, columns, sieve.patched(), by=by, on=on, decided=decided)
    while sieve.take(answers):
        answers = brought(workspace, columns, sieve.patched(), by=by, on=on, decided=decided)
    again = sieve.holds and sieve.apart
    while again:
        answers = brought(workspace, columns, sieve.rest(), by=by, on=on, decided=decided)
        again = sieve.take(answers)
    return Sifted(
        sound=answers,
        problems=tuple(sorted(sieve.problems, key=lambda problem: (by_cell(problem.at), problem))),
        conflicts=tuple(sorted(sieve.conflicts, key=lambda conflict: conflict.place)),
        cells=first.cells,
        held=frozenset(sieve.held | sieve.waiting()),
        waiting=frozenset(sieve.waiting() - sieve.held),
        rows=frozenset(sieve.rows),
        apart=sieve.apart and not answers.problems and not answers.conflicts,
    )


@dataclass(slots=True)
class _Sieve:
    """The answers and rows that are kept back so far, and why."""

    filled: Filled
    unread: frozenset[str] = frozenset()
    """Answers with cells that could not be read; the rest of these is tried too, for what is wrong with it by itself."""
    held: set[str] = field(default_factory=set)
    rows: set[Slot] = field(default_factory=set)
    problems: set[Problem] = field(default_factory=set)
    conflicts: set[Conflict] = field(default_factory=set)
    apart: bool = True
    slots: Mapping[Position, tuple[Slot, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keeps back what could not be read."""
        self.slots = slots_of(self.filled)
        self.apart = not self.filled.broken
        for problem in self.filled.problems:
            self.keep(problem)
        self.unread = frozenset(self.held)

    @property
    def holds(self) -> bool:
        """Whether anything is kept back."""
        return bool(self.held or self.rows)

    def take(self, answers: Brought) -> bool:
        """Keeps back what is wrong with answers, or not decided; says whether anything more is kept back now."""
        before = len(self.held), len(self.rows)
        for problem in answers.problems:
            held = self.held.intersection(self.owners(problem)) or self.slot(problem) in self.rows
            if not held or problem.code.startswith(_LOCAL):
                self.keep(problem)
        self.conflicts |= set(answers.conflicts)
        contested = {conflict.place.criterion for conflict in answers.conflicts}
        more = bool(contested & (self.unread | (contested - self.held)))
        self.held |= contested
        self.unread -= contested  # of what is contested nothing is tried
        return more or (len(self.held), len(self.rows)) != before

    def keep(self, problem: Problem) -> None:
        """Keeps back what a problem spoils; where that is not known, nothing can be had apart."""
        self.problems.add(problem)
        if owners := self.owners(problem):
            self.held |= set(owners)
        elif slot := self.slot(problem):
            self.rows |= {slot} if slot.kind != "filed" else set()
        else:
            self.apart = False

    def owners(self, problem: Problem) -> tuple[str, ...]:
        """The criteria whose answers a problem spoils."""
        _, criterion = self.slots.get(problem.at, (None, ""))
        return self.filled.owners.get(problem) or ((criterion,) if criterion else ())

    def slot(self, problem: Problem) -> Slot | None:
        """The row in which a problem stands."""
        return self.slots.get(problem.at, (None, ""))[0]

    def patched(self) -> Filled:
        """The workbook with what could be read of the answers that are kept back, for what else is wrong with them."""
        filled = self.filled
        if filled.broken & {BASES, ACTS, DOCUMENTS, ORDER}:
            return replace(filled, answers={}, bases=(), acts=(), documents=())  # all else would follow from that
        return self.without((self.held - self.unread) | self.waiting())

    def rest(self) -> Filled:
        """The workbook without what is kept back; an answer that is not there changes nothing."""
        return self.without(self.held | self.waiting())

    def without(self, criteria: set[str]) -> Filled:
        """The workbook without some answers and without rows that are kept back."""
        filled = self.filled
        answers = {key: row for key, row in filled.answers.items() if key not in criteria}
        gone = criteria | (filled.leaving.answers.keys() - filled.answers.keys())
        return replace(
            filled,
            answers=answers,
            bases=tuple(row for row in self.left("basis", filled.bases) if criterion_of(row) not in gone),
            acts=tuple(self.left("act", filled.acts)),
            documents=tuple(self.left("document", filled.documents)),
        )

    def left(self, kind: str, rows: tuple[Row, ...]) -> Iterator[Row]:
        """Rows of a kind without those that are kept back."""
        return (row for n, row in enumerate(rows) if Slot(kind, str(n)) not in self.rows)

    def waiting(self) -> set[str]:
        """Criteria whose answers name an act or a document that is kept back; acts that do are kept back themselves."""
        filled = self.filled
        documents = {
            row.texts.get("id", "") for n, row in enumerate(filled.documents) if Slot("document", str(n)) in self.rows
        }
        for n, row in enumerate(filled.acts):
            if documents & _documents(row.texts):
                self.rows.add(Slot("act", str(n)))
        acts = {row.texts.get("short", "") for n, row in enumerate(filled.acts) if Slot("act", str(n)) in self.rows}
        rows = (
            *((key, row) for key, row in filled.answers.items()),
            *((criterion_of(row), row) for row in filled.bases),
        )
        return {key for key, row in rows if key and (documents & _documents(row.texts) or acts & _acts(row.texts))}


def _documents(texts: Texts) -> set[str]:
    return {name.strip() for name in texts.get("sources", "").split(",")} - {""}


def _acts(texts: Texts) -> set[str]:
    return {texts.get("act", ""), texts.get("recommendation.amend", "")} - {""}


def criterion_of(row: Row) -> str:
    """The criterion that the row of a legal basis answers; empty where it does not say so."""
    return row.key.partition("#")[0] or ("" if "criterion" in row.wrong else row.texts.get("criterion", ""))


def slots_of(filled: Filled) -> Mapping[Position, tuple[Slot, str]]:
    """The row in which each cell of a workbook stands, and the criterion whose answer it belongs to."""
    known = filled.leaving.answers
    rows = [(Slot("answer", key), key, row) for key, row in filled.answers.items()]
    for n, row in enumerate(filled.bases):
        criterion = criterion_of(row)
        rows.append((Slot("basis", str(n)), criterion if criterion in known else "", row))
    rows += [(Slot("act", str(n)), "", row) for n, row in enumerate(filled.acts)]
    rows += [(Slot("document", str(n)), "", row) for n, row in enumerate(filled.documents)]
    rows += [(Slot("filed", row.key), "", row) for row in filled.filed]
    return {at: (slot, criterion) for slot, criterion, row in rows for at in row.places.values()}
