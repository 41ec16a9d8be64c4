"""New rows for the table of figures → the table with them, checked as if they had always stood there."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from compliance.indicators.project import FOLDER, Project
from compliance.indicators.sanity import doubts
from compliance.indicators.statistics import how_to_write, read_statistics, unconverted
from compliance.problems import Position, Problem
from compliance.tables import Row, Table, read_table

FILE = f"{FOLDER}/statistics.csv"
"""The table that grows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A row to add."""

    cells: Mapping[str, str]
    """Texts by column."""
    places: Mapping[str, Position]
    """Where each was written, for whoever has to correct it; `value` is always among them."""


def added(
    root: Path, project: Project, additions: Sequence[Addition], countries: Collection[str], last: int
) -> tuple[bytes, tuple[Problem, ...]]:
    """The bytes of the table with rows added at its end, and every problem and finding about those rows.

    What stood there before stays byte for byte; `last` is the last year of which there can be figures.
    """
    table, _ = read_table(root, root / FILE)
    if table is None:
        raise ValueError(f"{FILE} was read before")
    whole = (root / FILE).read_bytes()
    end = b"\r\n" if b"\r\n" in whole else b"\n"
    before = whole if whole.endswith(b"\n") else whole + end
    first = before.count(b"\n") + 1
    grown = replace(
        table,
        rows=(*table.rows, *(Row(first + place, dict(addition.cells)) for place, addition in enumerate(additions))),
    )
    statistics, problems = read_statistics(grown, project.statistics.register, countries, last)
    more = chain(unconverted(grown, statistics, project.rates), doubts(grown, statistics, project.logframe))
    placed = {
        _placed(problem, grown, additions[problem.at.line - first])
        for problem in (*problems, *more)
        if problem.at.line >= first
    }
    return before + _csv(table, additions, end.decode()), tuple(sorted(placed))


def _csv(table: Table, additions: Sequence[Addition], end: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows(
        [addition.cells.get(column, "") for column in table.columns] for addition in additions
    )
    return text.getvalue().encode()


def _placed(problem: Problem, table: Table, addition: Addition) -> Problem:
    """A problem in the table as one at the place where the row was written."""
    column = table.columns[problem.at.column - 1] if problem.at.column else "value"
    place = addition.places.get(column, addition.places["value"])
    return replace(problem, at=place, hint=_hint(problem, addition) or problem.hint)


def not_a_number(at: Position, text: str, *, english: bool) -> Problem:
    """A text that was typed for a figure and is none, in English or in another language."""
    hint = NO_ZERO if not any(character.isdigit() for character in text) else how_to_write(text)
    form = "1234 or 1,234.5" if english else "1234 or 1.234,5"
    return Problem(at, "not-a-number", f"`value` is `{text}`", f"the figure in digits, such as {form}", hint)


NO_ZERO = "leave the cell empty and say why in the note: a figure that is missing is no zero"


def _hint(problem: Problem, addition: Addition) -> str | None:
    """What to do in a form, where that is not what to do in the table."""
    match problem.code:
        case "not-a-number" if not any(character.isdigit() for character in addition.cells.get("value", "")):
            return NO_ZERO
        case "missing-field":
            return "fill in the cell, or leave the whole answer empty"
        case _:
            return None
