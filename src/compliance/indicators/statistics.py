"""Tables of figures and exchange rates → exact values, and whatever is wrong in a cell or between rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from compliance.indicators.cells import Figures, figure_problems, rate_problems
from compliance.load import load_rows
from compliance.model.statistics import Observation, Rate, Series, SeriesRegister
from compliance.problems import Problem, closest
from compliance.tables import Table

T = TypeVar("T", Observation, Rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSeries:
    """Figures of one series behind no value of any indicator: on file, and shown for context."""

    id: str
    name: str
    rows: tuple[Observation, ...]
    """Its figures, by year."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Statistics:
    """Observed figures with the register of their series."""

    register: SeriesRegister
    observations: tuple[Observation, ...]

    @cached_property
    def by_country(self) -> Mapping[str, tuple[Observation, ...]]:
        """The figures of each country, in the order of the file."""
        listed: dict[str, list[Observation]] = defaultdict(list)
        for row in self.observations:
            listed[row.country].append(row)
        return {country: tuple(rows) for country, rows in listed.items()}

    def used(self, country: str, on: date) -> Mapping[tuple[str, int], Observation]:
        """The figures of a country that indicators use, by series and year; only years that have ended by a day."""
        rows = self.by_country.get(country, ())
        return {(row.series, row.year): row for row in rows if row.used and row.year <= _last_ended(on)}

    def set_aside(self, country: str, series: Iterable[str]) -> tuple[Observation, ...]:
        """The figures of a country and some series that exist but are not used."""
        wanted = frozenset(series)
        return tuple(row for row in self.by_country.get(country, ()) if not row.used and row.series in wanted)

    def others(self, country: str, shown: Collection[int], on: date) -> tuple[OtherSeries, ...]:
        """The figures of a country whose lines are not shown yet, by series in the order of the register; of years that have ended."""
        rows: dict[str, list[Observation]] = {series.id: [] for series in self.register.series}
        for row in self.by_country.get(country, ()):
            if row.line not in shown and row.year <= _last_ended(on):
                rows.setdefault(row.series, []).append(row)
        return tuple(
            OtherSeries(id=id_, name=self.name(id_), rows=tuple(sorted(of, key=lambda row: row.year)))
            for id_, of in rows.items()
            if of
        )

    def breaks(self, country: str) -> Mapping[str, tuple[int, ...]]:
        """The years from which a country counts a series in a new way, by series."""
        return {
            series.id: tuple(new.year for new in series.breaks if new.country == country)
            for series in self.register.series
            if series.breaks
        }

    @cached_property
    def series(self) -> Mapping[str, Series]:
        """The register of series, by id."""
        return {series.id: series for series in self.register.series}

    def name(self, series: str) -> str:
        """The name of a series for readers; its id where the register does not have it."""
        return self.series[series].name if series in self.series else series


def _last_ended(on: date) -> int:
    """The last year that has ended by a day."""
    return on.year if on == date(on.year, 12, 31) else on.year - 1


def read_statistics(
    table: Table, register: SeriesRegister, countries: Iterable[str], last: int | None = None
) -> tuple[Statistics, tuple[Problem, ...]]:
    """The figures of a table, and every problem in it; `last` is the last year of which there can be figures."""
    rows, problems = _read(table, Observation)
    statistics = Statistics(register=register, observations=rows)
    figures = Figures(table, rows, statistics.series, tuple(countries), last)
    return statistics, tuple(sorted((*problems, *figure_problems(figures))))


def read_rates(table: Table) -> tuple[Mapping[tuple[str, int], Fraction], tuple[Problem, ...]]:
    """Units of each currency for one euro, by currency and year, and every problem in the table."""
    rows, problems = _read(table, Rate)
    rates = {(row.currency, row.year): row.per_eur for row in reversed(rows) if row.per_eur > 0}
    return rates, tuple(sorted((*problems, *rate_problems(table, rows))))


def unconverted(table: Table, statistics: Statistics, rates: Mapping[tuple[str, int], Fraction]) -> Iterator[Problem]:
    """Amounts in a currency that nobody knows, and amounts in use for whose year there is no exchange rate."""
    known = {"EUR", *(currency for currency, _ in rates)}
    for row in statistics.observations:
        series = statistics.series.get(row.series)
        if series is None or "money" not in series.unit or row.unit in series.unit:
            continue
        if row.unit not in known:
            what, expected = f"there is no currency `{row.unit}` in exchange-rates.csv", " | ".join(sorted(known))
            at, hint = table.at(row.line, "unit"), closest(row.unit, known)
            yield Problem(at, "unknown-currency", what, expected, hint)
        elif row.used and row.unit != "EUR" and (row.unit, row.year) not in rates:
            what = f"there is no exchange rate of {row.unit} for {row.year}"
            at, hint = table.at(row.line, "unit"), "add it to exchange-rates.csv"
            yield Problem(at, "no-exchange-rate", what, hint=hint)


def _read(table: Table, kind: type[T]) -> tuple[tuple[T, ...], tuple[Problem, ...]]:
    """The rows of a table, each with its line and with its figure as it was written."""
    figures = kind is Observation
    rows = tuple(
        replace(
            row,
            cells=row.cells | {"line": str(row.line)} | ({"written": row.cells.get("value", "")} if figures else {}),
        )
        for row in table.rows
    )
    values, problems = load_rows(replace(table, rows=rows), kind)
    texts = {row.line: row.cells for row in table.rows}
    return values, tuple(_helped(problem, table, texts) for problem in problems)


def _helped(problem: Problem, table: Table, texts: Mapping[int, Mapping[str, str]]) -> Problem:
    """A problem with a figure, with a word on how to write it."""
    column = table.columns[problem.at.column - 1] if problem.at.column else ""
    if problem.code != "not-a-number" or column not in {"value", "per_eur"}:
        return problem
    expected = "digits, with a point for decimals: 1234.5"
    return replace(problem, expected=expected, hint=how_to_write(texts[problem.at.line][column]))


_SPACES = re.compile(r"(?<=\d)[ '’\u00a0\u2009\u202f](?=\d)")
_THOUSANDS = re.compile(_SPACES.pattern + r"(?=\d{3}(?!\d))")
_FORMS = (
    (r"-?\d+", ""),
    (r"-?\d+\.(\d{1,2}|\d{4,})", ""),
    (r"-?\d{1,3}(\.\d{3})+,\d+", "."),
    (r"-?\d+,(\d{1,2}|\d{4,})", ""),
    (r"-?\d{1,3}(,\d{3})+\.\d+|-?\d{1,3}(,\d{3}){2,}", ","),
    (r"-?\d{1,3}(\.\d{3}){2,}", "."),
)
"""Forms of a number whose meaning is plain, each with the separator of its thousands."""


def plain_number(text: str) -> str | None:
    """The number that a text writes in whatever language, such as `1234.5`; none where it could be another: `1,234`."""
    joined = _THOUSANDS.sub("", text)
    for form, between in _FORMS:
        if re.fullmatch(form, joined, re.ASCII):
            return (joined.replace(between, "") if between else joined).replace(",", ".")
    return None


def how_to_write(text: str) -> str:
    """How to write a figure that cannot be read as it is written."""
    joined = _SPACES.sub("", text)
    if number := plain_number(joined):
        return f"write {number}"
    if re.fullmatch(r"-?\d+,\d{3}", joined):
        return f"write {joined.replace(',', '')}, or {joined.replace(',', '.')} where the comma stands for decimals"
    if re.search(r"\d", joined):
        return "the figure alone: its unit and words such as `over` have columns of their own"
    return "delete the row: a figure that is missing is no zero"
