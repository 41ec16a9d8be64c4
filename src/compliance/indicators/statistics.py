"""Tables of figures and exchange rates → exact values, and whatever is wrong in a cell or between rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import TypeVar

from compliance.indicators.cells import CHECKS, Figures, cell, impossible_rates, rival_rates
from compliance.load import load_rows
from compliance.model.statistics import Observation, Rate, SeriesRegister
from compliance.problems import Problem
from compliance.source import Table

T = TypeVar("T", Observation, Rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Observed figures with the register of their series."""

    register: SeriesRegister
    """What each series counts."""
    observations: tuple[Observation, ...]
    """The figures, in the order of the file."""

    def used(self, country: str, on: date) -> Mapping[tuple[str, int], Observation]:
        """The figures of a country that indicators use, by series and year; only years that have ended by a day."""
        return {
            (row.series, row.year): row
            for row in self.observations
            if row.country == country and row.used and date(row.year, 12, 31) <= on
        }

    def set_aside(self, country: str, series: Iterable[str]) -> tuple[Observation, ...]:
        """The figures of a country and some series that exist but are not used."""
        wanted = frozenset(series)
        return tuple(
            row for row in self.observations if row.country == country and row.series in wanted and not row.used
        )

    def breaks(self, country: str) -> Mapping[str, tuple[int, ...]]:
        """The years from which a country counts a series in a new way, by series."""
        return {
            one.id: tuple(new.year for new in one.breaks if new.country == country)
            for one in self.register.series
            if one.breaks
        }

    def name(self, series: str) -> str:
        """The name of a series for readers; its id where the register does not have it."""
        return next((one.name for one in self.register.series if one.id == series), series)


def read_statistics(
    table: Table, register: SeriesRegister, countries: Iterable[str]
) -> tuple[Statistics, tuple[Problem, ...]]:
    """The figures of a table, and every problem in it."""
    rows, problems = _read(table, Observation)
    figures = Figures(table, rows, {one.id: one for one in register.series}, tuple(countries))
    found = chain.from_iterable(check(figures) for check in CHECKS)
    return Statistics(register=register, observations=rows), tuple(sorted((*problems, *found)))


def read_rates(table: Table) -> tuple[Mapping[tuple[str, int], Fraction], tuple[Problem, ...]]:
    """Units of each currency for one euro, by currency and year, and every problem in the table."""
    rows, problems = _read(table, Rate)
    found = chain(impossible_rates(table, rows), rival_rates(table, rows))
    rates = {(row.currency, row.year): row.per_eur for row in reversed(rows) if row.per_eur > 0}
    return rates, tuple(sorted((*problems, *found)))


def unconverted(table: Table, statistics: Statistics, rates: Mapping[tuple[str, int], Fraction]) -> Iterator[Problem]:
    """Amounts in use for whose currency and year there is no exchange rate."""
    money = {one.id for one in statistics.register.series if "money" in one.unit}
    for row in statistics.observations:
        if row.used and row.series in money and row.unit != "EUR" and (row.unit, row.year) not in rates:
            what = f"there is no exchange rate of {row.unit} for {row.year}"
            yield cell(table, row.line, "unit", "no-exchange-rate", what, hint="add it to exchange-rates.csv")


def _read(table: Table, kind: type[T]) -> tuple[tuple[T, ...], tuple[Problem, ...]]:
    """The rows of a table, each with its line and with its figure as it was written."""
    added = ("line", "written") if kind is Observation else ("line",)
    rows = tuple(
        replace(
            row,
            cells={**row.cells}
            | {name: str(row.line) if name == "line" else row.cells.get("value", "") for name in added},
        )
        for row in table.rows
    )
    return load_rows(replace(table, rows=rows), kind)
