"""Which answers of a returned workbook are sound, which wait to be mended, and all that is wrong, at once.

An answer is whole or not at all: a problem in one cell of it, or of its legal bases, keeps all of it back. What is wrong
is found in layers, each without the answers that an earlier one kept back, so that nothing is said that only follows.
A remark, and the correction of an act or a document, stands for itself. A provision that serves several criteria belongs to
all of their answers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from compliance.authoring.cells import by_cell
from compliance.authoring.imports import Brought, brought
from compliance.authoring.merge import Conflict, Place, Take, Texts
from compliance.authoring.provisions import narrowed, serving, shared
from compliance.authoring.reading import ORDER
from compliance.authoring.rows import Columns, Filled, Row
from compliance.model.instrument import Instrument
from compliance.problems import Position, Problem
from compliance.queries.form_fields import FIRST
from compliance.report.excel.form import ACTS, BASES, DOCUMENTS
from compliance.workspace import Workspace

_LOCAL = ("unknown-", "not-a", "forbidden-")
"""What codes begin with that speak of one cell by itself, whatever stands in others."""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A row of a workbook."""

    kind: str
    """`answer`, `basis`, `act`, `document` or `remark`; an act or a document on file is one of `Acts` or of `Documents`."""
    key: str
    """The criterion of an answer, the id of an entry on file; of others their number among those that were read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """What a workbook comes to, answer by answer."""

    filled: Filled
    sound: Brought
    """What can be written as it is."""
    problems: tuple[Problem, ...]
    conflicts: tuple[Conflict, ...]
    cells: Mapping[Place, Position]
    held: frozenset[str]
    waiting: frozenset[str]
    """Those among them in which nothing is wrong but that an act or a document which they name is kept back too."""
    rows: frozenset[Slot]
    """Rows of registers, of remarks, and of legal bases without a criterion, that are kept back."""
    apart: bool
    """Whether the sound answers can be had without the others."""


def sifted(
    workspace: Workspace, columns: Columns, filled: Filled, *, by: str, on: date, decided: Mapping[Place, Take]
) -> Sifted:
    """What a workbook comes to, answer by answer; nothing is written."""
    filled = shared(filled, columns)
    sieve = _Sieve(filled, workspace.instruments[filled.leaving.instrument].value)
    first = answers = brought(workspace, columns, sieve.patched(), by=by, on=on, decided=decided)
    while sieve.take(answers):
        answers = brought(workspace, columns, sieve.patched(), by=by, on=on, decided=decided)
    again = bool(sieve.held or sieve.rows) and sieve.apart
    while again:
        answers = brought(
            workspace, columns, sieve.without(sieve.held | sieve.waiting()), by=by, on=on, decided=decided
        )
        again = sieve.take(answers)
    return Sifted(
        filled=filled,
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
    treaty: Instrument
    unread: frozenset[str] = frozenset()
    """Answers with cells that could not be read; the rest of these is tried too, for what is wrong with it by itself."""
    held: set[str] = field(default_factory=set)
    rows: set[Slot] = field(default_factory=set)
    problems: set[Problem] = field(default_factory=set)
    conflicts: set[Conflict] = field(default_factory=set)
    apart: bool = True
    slots: Mapping[Position, tuple[Slot, tuple[str, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keeps back what could not be read."""
        self.slots = slots_of(self.filled, self.treaty)
        self.apart = not self.filled.broken
        for problem in self.filled.problems:
            self.keep(problem)
        self.unread = frozenset(self.held)

    def take(self, answers: Brought) -> bool:
        """Keeps back what is wrong with answers, or not decided; says whether anything more is kept back now."""
        before = len(self.held), len(self.rows)
        for problem in answers.problems:
            held = self.held.intersection(self.owners(problem)) or self.slot(problem) in self.rows
            if not held or problem.code.startswith(_LOCAL):
                self.keep(problem)
        self.conflicts |= set(answers.conflicts)
        entries = {conflict: entry_of(self.filled, conflict) for conflict in answers.conflicts}
        contested = {conflict.place.criterion for conflict, entry in entries.items() if entry is None}
        self.rows |= {entry for entry in entries.values() if entry}
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
            self.rows.add(slot)
        else:
            self.apart = False

    def owners(self, problem: Problem) -> tuple[str, ...]:
        """The criteria whose answers a problem spoils."""
        return self.filled.owners.get(problem) or self.slots.get(problem.at, (None, ()))[1]

    def slot(self, problem: Problem) -> Slot | None:
        """The row in which a problem stands."""
        return self.slots.get(problem.at, (None, ()))[0]

    def patched(self) -> Filled:
        """The workbook with what could be read of the answers that are kept back, for what else is wrong with them."""
        if self.filled.broken & {BASES, ACTS, DOCUMENTS, ORDER}:
            return Filled(leaving=self.filled.leaving)  # all else would follow from that
        return self.without((self.held - self.unread) | self.waiting())

    def without(self, criteria: set[str]) -> Filled:
        """The workbook without some answers and without rows that are kept back."""
        filled = self.filled
        answers = {key: row for key, row in filled.answers.items() if key not in criteria}
        gone = criteria | (filled.leaving.answers.keys() - filled.answers.keys())
        # A legal basis that names a criterion that nobody knows stays as it is.
        bases = (
            narrowed(row, self.treaty, set(owners) - gone) if (owners := owners_of(row, self.treaty)) else row
            for row in self.left("basis", filled.bases)
        )
        return replace(
            filled,
            answers=answers,
            bases=tuple(row for row in bases if row is not None),
            acts=tuple(self.left("act", filled.acts)),
            documents=tuple(self.left("document", filled.documents)),
            corrected={
                name: tuple(row for row in rows if Slot(name, row.key) not in self.rows)
                for name, rows in filled.corrected.items()
            },
            remarks=tuple(self.left("remark", filled.remarks)),
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
        for slot, row in acts_of(filled):
            if documents & _documents(row.texts):
                self.rows.add(slot)
        acts = {row.texts.get("short", "") for slot, row in acts_of(filled) if slot.kind == "act" and slot in self.rows}
        rows = (
            *(((key,), row) for key, row in filled.answers.items()),
            *((owners_of(row, self.treaty), row) for row in filled.bases),
        )
        named = (owners for owners, row in rows if documents & _documents(row.texts) or acts & _acts(row.texts))
        return {key for owners in named for key in owners if key}


def _documents(texts: Texts) -> set[str]:
    return {name.strip() for name in texts.get("sources", "").split(",")} - {""}


def _acts(texts: Texts) -> set[str]:
    return {texts.get(key, "") for key in ("act", f"{FIRST}act", "recommendation.amend")} - {""}


def owners_of(row: Row, treaty: Instrument) -> tuple[str, ...]:
    """The criteria whose answers a legal basis belongs to: its own, and those that it serves too."""
    return tuple(dict.fromkeys(filter(None, (row.criterion, *serving(row, treaty)))))


def acts_of(filled: Filled) -> Iterator[tuple[Slot, Row]]:
    """The rows of acts, new ones and those on file."""
    yield from ((Slot("act", str(n)), row) for n, row in enumerate(filled.acts))
    yield from ((Slot(ACTS, row.key), row) for row in filled.corrected.get(ACTS, ()))


def rows_of(filled: Filled) -> Iterator[tuple[Slot, Row]]:
    """Every row of a workbook."""
    yield from ((Slot("answer", key), row) for key, row in filled.answers.items())
    yield from acts_of(filled)
    for kind, rows in (("basis", filled.bases), ("document", filled.documents), ("remark", filled.remarks)):
        yield from ((Slot(kind, str(n)), row) for n, row in enumerate(rows))
    yield from ((Slot(DOCUMENTS, row.key), row) for row in filled.corrected.get(DOCUMENTS, ()))


def entry_of(filled: Filled, conflict: Conflict) -> Slot | None:
    """The entry of a register that a conflict is about; none where it is about an answer."""
    key = conflict.place.criterion
    kinds = (kind for kind, rows in filled.corrected.items() if any(row.key == key for row in rows))
    return None if key in filled.leaving.answers else next((Slot(kind, key) for kind in kinds), None)


def slots_of(filled: Filled, treaty: Instrument) -> Mapping[Position, tuple[Slot, tuple[str, ...]]]:
    """The row in which each cell of a workbook stands, and the criteria whose answers it belongs to."""
    known = filled.leaving.answers
    places: dict[Position, tuple[Slot, tuple[str, ...]]] = {}
    for slot, row in rows_of(filled):
        owners = (slot.key,) if slot.kind == "answer" else owners_of(row, treaty) if slot.kind == "basis" else ()
        place = slot, tuple(owner for owner in owners if owner in known)
        places = dict.fromkeys(row.places.values(), place) | places  # the row of an answer comes first
    return places
