"""Figures that came back → the table with them: what is new, what is a correction, what stands against what is on file.

What is added is checked as if it had always stood there.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple, assert_never

from compliance.indicators.project import FOLDER, Project
from compliance.indicators.sanity import doubts
from compliance.indicators.statistics import how_to_write, read_statistics, unconverted
from compliance.model.requests import Requests, ReturnedFigure
from compliance.numerals import exact
from compliance.problems import Position, Problem
from compliance.source import digest
from compliance.tables import Row, Table, read_table

FILE = f"{FOLDER}/statistics.csv"
"""The table that grows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A figure that came back."""

    request: str
    """Id of the request that it answers; empty where it answers none."""
    cells: Mapping[str, str]
    places: Mapping[str, Position]
    """Where each was written, for whoever has to correct it; `value` is always among them."""
    corrects: str = ""
    """What the row is known by that it corrects, where it corrects one that answers no request."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Whose figure it is, for which year, of which series."""
        return self.cells["country"], self.cells["year"], self.cells["series"]

    @property
    def figure(self) -> str:
        """The figure with its unit."""
        return f"{self.cells.get('value', '')} {self.cells.get('unit', '')}"


def row_of(country: str, cells: Mapping[str, str]) -> dict[str, str]:
    """An answer as a row of the table: used if it covers the country in the whole year, else set aside with the reason."""
    whole = cells.get("scope", "national") == "national"
    note = cells.get("note", "")
    if not whole:
        covers = f"Set aside: covers {cells.get('scope_detail', 'a part')} only"
        note = f"{note}; {covers[0].lower()}{covers[1:]}" if note else covers
    row = {**cells, "country": country, "scope": cells.get("scope", "national"), "note": note}
    row |= {"used": "yes" if whole else "no", "confidence": cells.get("confidence", "verified")}
    return {name: text for name, text in row.items() if text}


class NoFigure(NamedTuple):
    """Why an institution has no figure, in its words."""

    request: str
    series: str
    year: str
    why: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A figure that came back, and another that stands in the table or on another sheet."""

    theirs: Addition
    ours: str
    """The other figure, with its place."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure that takes the place of a row."""

    old: Mapping[str, str]
    new: Addition


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What becomes of the figures that came back, beside those on file."""

    added: tuple[Addition, ...] = ()
    changed: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """Rows of the table that become others, by line."""
    replaced: tuple[Correction, ...] = ()
    """Other figures than were there before."""
    reworded: tuple[Correction, ...] = ()
    """The same figures, of which something else is said."""
    recorded: tuple[Addition, ...] = ()
    """What the requests have to remember: what is new, or another than was returned before."""
    same: int = 0
    """How many were returned before as they are."""
    conflicts: tuple[Conflict, ...] = ()


TEXTS = ("source", "url", "note")
"""Columns that say something about a figure; the others are the figure."""
_FIGURE = ("country", "year", "series", "unit", "scope", "scope_detail", "qualifier", "used")


def row_digest(cells: Mapping[str, str]) -> str:
    """What a row is known by: the first digits of the SHA-256 of its cells."""
    return digest("\n".join(f"{name}: {text}" for name, text in sorted(cells.items()) if text))[:12]


def merged(
    table: Table, requests: Requests, additions: Sequence[Addition], *, on: date, take: Take | None = None
) -> Merged:
    """What becomes of figures that came back; `take` decides where a figure on file was not returned by the request.

    What was returned before says nothing. What is another figure than was returned before takes its place, and the
    earlier row is set aside, unless somebody changed that row since, or typed the figure: then both stand against each
    other.
    """
    by_id = {request.id: request for request in requests.requests}
    rows: dict[tuple[str, ...], list[Row]] = {}
    for row in table.rows:
        rows.setdefault(tuple(row.cells.get(name, "") for name in ("country", "year", "series")), []).append(row)
    parts: list[Merged] = []
    first: dict[tuple[str, str, str], Addition] = {}
    for addition in additions:
        before = first.setdefault(addition.key, addition)
        asked = by_id.get(addition.request) if addition.request else None
        last = asked.last(addition.cells["series"], int(addition.cells["year"])) if asked else None
        if before is not addition and not _is_same(before.cells, addition.cells):
            at, here = before.places["value"], before.figure.strip()
            parts.append(Merged(conflicts=(Conflict(addition, f"{here} ({at.path}:{at.cell})"),)))
        elif last and last.row == row_digest(addition.cells):
            parts.append(Merged(same=1))
        elif before is not addition:
            parts.append(Merged(recorded=(addition,)))
        else:
            parts.append(_merge(table, rows.get(addition.key, ()), addition, last, on=on, take=take))
    return Merged(
        added=tuple(chain.from_iterable(part.added for part in parts)),
        changed={line: cells for part in parts for line, cells in part.changed.items()},
        replaced=tuple(chain.from_iterable(part.replaced for part in parts)),
        reworded=tuple(chain.from_iterable(part.reworded for part in parts)),
        recorded=tuple(chain.from_iterable(part.recorded for part in parts)),
        same=sum(part.same for part in parts),
        conflicts=tuple(chain.from_iterable(part.conflicts for part in parts)),
    )


Take = Literal["theirs", "ours"]
"""What holds where both sides have a figure: what came back, or what stands in the table."""


def _merge(
    table: Table, here: Sequence[Row], addition: Addition, last: ReturnedFigure | None, *, on: date, take: Take | None
) -> Merged:
    """What becomes of one figure, beside the rows of its series and year."""
    known = {mark for mark in (addition.corrects, last.row if last else "") if mark}
    if row := next((row for row in here if row_digest(row.cells) in known), None):
        return _corrected(row, addition, on)
    recorded = Merged(recorded=(addition,))
    if any(_is_same(row.cells, addition.cells) for row in here):
        return recorded
    used = next((row for row in here if row.cells.get("used") == "yes"), None)
    if used is None or addition.cells["used"] != "yes":
        return replace(recorded, added=(addition,))
    match take:
        case "theirs":
            return _set_aside(used, addition, on)
        case "ours":
            return recorded
        case None:
            ours = f"{used.cells.get('value')} {used.cells.get('unit')} ({table.path}:{used.line})"
            return Merged(conflicts=(Conflict(addition, ours),))
    assert_never(take)


def _is_same(row: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two rows give the same figure, whatever they say about it."""
    return all(row.get(name) == other.get(name) for name in _FIGURE) and _number(row) == _number(other)


def _number(cells: Mapping[str, str]) -> Fraction | str:
    """The figure of a row; its text where that is no number."""
    text = cells.get("value", "")
    try:
        return exact(text)
    except ValueError:
        return text


def _corrected(row: Row, addition: Addition, on: date) -> Merged:
    """A row that was returned before and stands as it was: its texts change, or another figure takes its place."""
    if not _is_same(row.cells, addition.cells):
        return _set_aside(row, addition, on)
    cells = {name: text for name, text in row.cells.items() if name not in TEXTS}
    cells |= {name: addition.cells[name] for name in TEXTS if name in addition.cells}
    correction = Correction(row.cells, addition)
    return Merged(changed={row.line: cells}, reworded=(correction,), recorded=(addition,))


def _set_aside(row: Row, addition: Addition, on: date) -> Merged:
    """A row whose place another figure takes: it stays on file, with the reason why it is no longer used."""
    returned = f"request {addition.request} returned {addition.figure}"
    why = f"set aside on {on}: {returned if addition.request else f'{addition.figure} took its place'}"
    note = row.cells.get("note")
    cells = {**row.cells, "used": "no", "note": f"{note}; {why}" if note else f"{why[0].upper()}{why[1:]}"}
    correction = Correction(row.cells, addition)
    return Merged(added=(addition,), changed={row.line: cells}, replaced=(correction,), recorded=(addition,))


@dataclass(frozen=True, slots=True)
class Grown:
    """The table before and after."""

    before: bytes
    after: bytes


def read_figures(root: Path) -> Table:
    """The table of figures, which was read before without a problem."""
    table, _ = read_table(root, root / FILE)
    if table is None:
        raise ValueError(f"{FILE} was read before")
    return table


def grown(
    root: Path, table: Table, project: Project, figures: Merged, *, countries: Collection[str], last: int
) -> tuple[Grown, tuple[Problem, ...]]:
    """The table with other rows, and every problem and finding about those that are new.

    All else stays byte for byte; `last` is the last year of which there can be figures.
    """
    additions = figures.added
    whole = (root / FILE).read_bytes()
    end = b"\r\n" if b"\r\n" in whole else b"\n"
    closed = whole if whole.endswith(b"\n") else whole + end
    first = closed.count(b"\n") + 1
    new = (Row(first + place, dict(addition.cells)) for place, addition in enumerate(additions))
    old = (replace(row, cells=dict(figures.changed.get(row.line, row.cells))) for row in table.rows)
    after = replace(table, rows=(*old, *new))
    statistics, problems = read_statistics(after, project.statistics.register, countries, last)
    more = chain(unconverted(after, statistics, project.rates), doubts(after, statistics, project.logframe))
    theirs = (problem for problem in (*problems, *more) if problem.at.line >= first)
    placed = {_placed(problem, after, additions[problem.at.line - first]) for problem in theirs}
    kept = _changed(closed, table, figures.changed, end.decode()) if figures.changed else closed
    added = _csv(table, [addition.cells for addition in additions], end.decode())
    content = kept + added if added or figures.changed else whole
    return Grown(whole, content), tuple(sorted(placed))


def _changed(content: bytes, table: Table, changed: Mapping[int, Mapping[str, str]], end: str) -> bytes:
    """A table with other cells in some rows, known by their first line."""
    lines = content.split(b"\n")
    reader = csv.reader(io.StringIO(content.removeprefix(codecs.BOM_UTF8).decode().replace("\r\n", "\n")))
    pieces, last = [], 0
    for _row in reader:
        first, last = last + 1, reader.line_num
        whole = b"".join(line + b"\n" for line in lines[first - 1 : last])
        pieces.append(_csv(table, [changed[first]], end) if first in changed else whole)
    return b"".join(pieces)


def _csv(table: Table, rows: Iterable[Mapping[str, str]], end: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows([row.get(column, "") for column in table.columns] for row in rows)
    return text.getvalue().encode()


def _placed(problem: Problem, table: Table, addition: Addition) -> Problem:
    """A problem in the table as one at the place where the row was written."""
    column = table.columns[problem.at.column - 1] if problem.at.column else "value"
    hint = problem.hint
    # In a form something else helps than in the table.
    if problem.code == "not-a-number" and not _has_digit(addition.cells.get("value", "")):
        hint = NO_ZERO
    elif problem.code == "missing-field":
        hint = "fill in the cell, or leave the whole answer empty"
    return replace(problem, at=addition.places.get(column, addition.places["value"]), hint=hint)


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def not_a_number(at: Position, text: str, *, english: bool) -> Problem:
    """A text that was typed for a figure and is none, in English or in another language."""
    hint = how_to_write(text) if _has_digit(text) else NO_ZERO
    form = "1234 or 1,234.5" if english else "1234 or 1.234,5"
    return Problem(at, "not-a-number", f"`value` is `{text}`", f"the figure in digits, such as {form}", hint)


NO_ZERO = "leave the cell empty and say why in the note: a figure that is missing is no zero"
