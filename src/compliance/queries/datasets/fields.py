"""What a table for other programs is: its columns with type, unit and meaning, its keys, and where its rows come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property, partial
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from compliance import figures
from compliance.indicators.values import IndicatorReport
from compliance.inputs import Inputs
from compliance.model.dates import PartialDate
from compliance.queries.formats import Column
from compliance.queries.scores import AsOf, scored_in
from compliance.scoring.values import Range
from compliance.view.assessed import Scored
from compliance.view.names import in_order
from compliance.view.project import indicator_reports, laws

PLACES = 6
"""Decimal places of a number; the exact fraction stands beside it where it matters."""
POINTS = "points of 100"
"""The unit of scores."""
PARTIAL = "a day, a month or a year, as exact as its source: `2017-07-18`, `2017-07` or `2017`"
"""How a date is written that is never more exact than its source."""

T = TypeVar("T")
Kind = Literal["string", "integer", "number", "boolean", "date", "year"]
"""The types of columns, as Table Schema names them."""


class Field(NamedTuple, Generic[T]):
    """A column."""

    name: str
    kind: Kind
    meaning: str
    cell: Callable[[T], object]
    unit: str = ""
    """The unit of its numbers; `column …` where another column says it."""
    words: tuple[str, ...] = ()
    """Every word that it may hold; empty where any text may stand."""


class Reference(NamedTuple):
    """Columns whose values are keys of another table, which has them under the same names."""

    fields: tuple[str, ...]
    table: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Selection:
    """What of a folder is asked for; scores and indicators are computed when a table first needs them."""

    inputs: Inputs
    countries: tuple[str, ...]
    """Ids, in the order of the register."""
    cycle: str | None = None
    """The round of assessment; the latest of each country where none is named."""
    as_of: date | None = None
    """The day of the law; the cut-off date of each checklist where none is named."""

    @cached_property
    def scores(self) -> tuple[Scored, ...]:
        """The scores of every country and instrument in the cycle."""
        return scored_in(self.inputs.workspace, self.cycles(), AsOf(on=self.as_of))

    @cached_property
    def reports(self) -> tuple[IndicatorReport, ...]:
        """Every indicator of every country, as in the cycle; none where the folder has no project."""
        workspace = self.inputs.workspace
        if self.inputs.project is None:
            return ()
        return tuple(
            report
            for id_, cycle in self.cycles()
            for law in [laws(workspace, workspace.countries[id_], cycle, tuple(workspace.instruments))]
            for report in indicator_reports(self.inputs, id_, cycle, law, self.as_of)
        )

    def cycles(self) -> Iterator[tuple[str, str]]:
        """Every country with the cycle that is asked for, as far as it has it."""
        for id_ in self.countries:
            on_file = self.inputs.workspace.countries[id_].cycles()
            yield from ((id_, cycle) for cycle in ((self.cycle,) if self.cycle else on_file[-1:]) if cycle in on_file)

    def known(self, day: PartialDate | None) -> bool:
        """Whether something of a day had happened by the day that is asked for."""
        return self.as_of is None or day is None or not day.surely_after(self.as_of)


def selection(
    inputs: Inputs, countries: tuple[str, ...] = (), cycle: str | None = None, as_of: date | None = None
) -> Selection:
    """Some countries of a folder, or all of them."""
    return Selection(inputs=inputs, countries=in_order(inputs.workspace, countries), cycle=cycle, as_of=as_of)


@dataclass(frozen=True, kw_only=True, eq=False)
class Dataset(Generic[T]):
    """A table: a frame for pandas, a CSV file, a resource of a Data Package."""

    name: str
    title: str
    meaning: str
    """What one row is."""
    layout: tuple[Field[T] | tuple[Field[T], ...], ...]
    """Its columns, in order; those that belong together, such as a number and its exact fraction, are one entry."""
    rows: Callable[[Selection], Iterator[T]]
    key: tuple[str, ...]
    """The columns that no two rows share."""
    partial: bool = False
    """Whether a column of the key may be empty, so that it is unique but no primary key."""
    references: tuple[Reference, ...] = ()
    sources: Callable[[Selection], Mapping[str, str | None]] = lambda _: {}
    """Who published what it holds, each with the address where it was seen."""

    @cached_property
    def fields(self) -> tuple[Field[T], ...]:
        """Its columns, in order."""
        return tuple(field for entry in self.layout for field in ((entry,) if isinstance(entry, Field) else entry))

    @property
    def columns(self) -> tuple[Column[T], ...]:
        """Its columns for a writer of CSV, with what is missing as nothing."""
        return tuple(Column(field.name, partial(_or_nothing, field)) for field in self.fields)

    def cells(self, selected: Selection) -> Mapping[str, list[Any]]:
        """Its cells by column, what is missing as none."""
        rows = tuple(self.rows(selected))
        return {field.name: [value(field, row) for row in rows] for field in self.fields}


def _or_nothing(field: Field[T], row: T) -> object:
    content = value(field, row)
    return "" if content is None else content


def value(field: Field[T], row: T) -> Any:
    """What a cell holds, in the type of its column; none where it is missing."""
    content: Any = field.cell(row)
    if content is None or content == "":
        return None
    match field.kind:
        case "number":
            return float(figures.rounded(content, PLACES))
        case "string":
            return str(content)
        case _:
            return content


def number(name: str, meaning: str, cell: Callable[[Any], Fraction | None], unit: str) -> tuple[Field[Any], Field[Any]]:
    """A number to six places and, beside it, the exact fraction."""
    exact = f"The same as an exact fraction, such as `200/3`; {name} is rounded to {PLACES} places"
    return Field(name, "number", meaning, cell, unit), Field(f"{name}_exact", "string", exact, cell, unit)


def points(
    name: str, meaning: str, span: Callable[[Any], Range | None], end: Literal["low", "high"]
) -> tuple[Field[Any], Field[Any]]:
    """An end of a score in points of 100, rounded and exact."""

    def cell(row: object) -> Fraction | None:
        scored = span(row)
        return None if scored is None else (scored.low if end == "low" else scored.high) * 100

    return number(name, meaning, cell, POINTS)


def spaced(items: Iterable[object]) -> str:
    """Ids or words with a space between."""
    return " ".join(map(str, items))
