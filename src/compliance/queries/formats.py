"""How answers leave: the formats of each command, tables for a terminal, and CSV and JSON for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar

from compliance import problems
from compliance.model.dates import PartialDate
from compliance.outgoing import in_csv

if TYPE_CHECKING:
    from compliance.scoring.values import Range

FORMATS: Mapping[str, tuple[str, ...]] = {
    "agreement": ("text", "json"),
    "check": tuple(problems.FORMATS),
    "compare": ("text", "json"),
    "coverage": ("table", "json", "markdown"),
    "crosswalk": ("table", "json"),
    "evidence": ("text", "json"),
    "explain": ("text", "json"),
    "export indicators": ("csv", "json"),
    "gaps": ("table", "json", "csv"),
    "index": ("table", "json"),
    "indicators": ("table", "json", "csv"),
    "indicators explain": ("text", "json"),
    "instruments": ("table", "json", "csv"),
    "log": ("table", "json"),
    "robustness": ("table", "json"),
    "score": ("table", "json", "csv"),
    "status": ("table", "json"),
    "verify": ("text", "json"),
}
"""What each command can print, what it prints unasked first."""

FIRST = 3
"""So many criteria or series a sentence or a cell names."""
T = TypeVar("T")
Side = Literal["left", "right"]


class Column(NamedTuple, Generic[T]):
    """A column of a table of records."""

    header: str
    cell: Callable[[T], object]
    side: Side = "left"
    rank: int = 0
    """The higher, the sooner it is left out where a terminal has no room; 0 never is."""


class Table(NamedTuple):
    """A table as a terminal shows it."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sides: tuple[Side, ...]
    ranks: tuple[int, ...]


def some(ids: Sequence[str]) -> str:
    """Ids for a sentence or a cell: the first by name, of the others how many there are."""
    more = f" and {len(ids) - FIRST} more" if len(ids) > FIRST else ""
    return ", ".join(ids[:FIRST]) + more


def as_table(columns: Sequence[Column[T]], records: Iterable[T]) -> Table:
    """One row a record."""
    return Table(
        headers=tuple(column.header for column in columns),
        rows=tuple(tuple(str(column.cell(record)) for column in columns) for record in records),
        sides=tuple(column.side for column in columns),
        ranks=tuple(column.rank for column in columns),
    )


def as_csv(columns: Sequence[Column[T]], records: Iterable[T]) -> str:
    """One row a record; what is missing is empty."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(column.header for column in columns)
    lines.writerows([in_csv(column.cell(record)) for column in columns] for record in records)
    return text.getvalue().rstrip("\n")


def as_markdown(columns: Sequence[Column[T]], records: Iterable[T]) -> str:
    """A table of Markdown, one row a record."""
    headers, rows, sides, _ = as_table(columns, records)
    lines = (headers, tuple("---:" if side == "right" else "---" for side in sides), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def as_json(answer: object) -> str:
    """A record, or a sequence of them, by the names of its fields."""
    return json.dumps(plain(answer), ensure_ascii=False, indent=1)


def as_lean_json(answer: object) -> str:
    """The same on one line, without what is missing, empty or false."""
    return json.dumps(_lean(plain(answer)), ensure_ascii=False, separators=(",", ":"))


def _lean(value: Any) -> Any:
    """A value of JSON without fields that say nothing; places of a list stay, unless all are empty."""
    match value:
        case dict():
            fields_ = {name: _lean(entry) for name, entry in value.items()}
            return {name: entry for name, entry in fields_.items() if not _says_nothing(entry)}
        case list():
            entries = [_lean(entry) for entry in value]
            return [] if all(_says_nothing(entry) for entry in entries) else entries
    return value


def _says_nothing(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


def plain(value: object) -> Any:
    """A value as JSON has it: fractions and dates as text, a record as its fields, what is missing as null."""
    match value:
        case Fraction() | PartialDate():
            return str(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(entry) for key, entry in value.items()}
        case tuple() | list():
            return [plain(entry) for entry in value]
        case _ if is_dataclass(value):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case None | str() | int() | float():
            return value
    raise TypeError(f"JSON has no form for {type(value).__name__}")


def picked(value: object, *names: str) -> dict[str, Any]:
    """Some attributes of a value by their names, as a part of a record for other programs."""
    return {name: getattr(value, name) for name in names}


def ends(span: Range | None) -> dict[str, Fraction | None]:
    """The exact ends of a range, as a part of a record; none where nothing applies."""
    return {"low": span.low if span else None, "high": span.high if span else None}
