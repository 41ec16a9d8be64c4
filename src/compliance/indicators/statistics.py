"""Tables of figures and exchange rates → exact values, and whatever is wrong in a cell or between rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from compliance.figures import listed
from compliance.load import load_rows
from compliance.model.statistics import Observation, Rate, Series, SeriesRegister
from compliance.problems import Position, Problem, closest, unknown
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


@dataclass(frozen=True, slots=True)
class Figures:
    """What a check of the figures looks at."""

    table: Table
    rows: tuple[Observation, ...]
    series: Mapping[str, Series]
    countries: tuple[str, ...]
    last: int | None = None
    """The last year of which there can be figures; none where nobody says what day it is."""

    @property
    def used(self) -> tuple[Observation, ...]:
        """The figures that indicators use."""
        return tuple(row for row in self.rows if row.used)

    def at(self, row: Observation, column: str) -> Position:
        """The place of a cell of a row."""
        return self.table.at(row.line, column)


EARLIEST = 1990
"""The first year of which figures are taken; what is older is most often a slip of the keyboard."""
_NOT_COUNTED = frozenset(("percent", "money", "days", "score", "index"))
"""Units of which there can be a part; persons, cases and reports are whole."""


def _second(rows: Iterable[T], key: Callable[[T], Hashable]) -> Iterator[T]:
    """Rows whose key an earlier row has."""
    seen: set[Hashable] = set()
    for row in rows:
        if key(row) in seen:
            yield row
        seen.add(key(row))


def rate_problems(table: Table, rates: Sequence[Rate]) -> Iterator[Problem]:
    """Exchange rates of zero or less, and two of one currency and year."""
    for rate in rates:
        if rate.per_eur <= 0:
            what = f"the rate is {rate.per_eur}"
            yield Problem(table.at(rate.line, "per_eur"), "impossible-rate", what, "above 0")
    for rate in _second(rates, lambda rate: (rate.currency, rate.year)):
        what = f"a second rate of {rate.currency} for {rate.year}"
        yield Problem(table.at(rate.line, "currency"), "rival-figures", what, "one rate a year", "delete one")


def names(figures: Figures, row: Observation) -> Iterator[Problem]:
    """A series or a country that nobody has listed, and a unit that is none of its series."""
    series = figures.series.get(row.series)
    if series is None:
        at = figures.at(row, "series")
        yield unknown(at, "unknown-series", row.series, figures.series, "a series of series.yaml")
    if row.country not in figures.countries:
        yield unknown(figures.at(row, "country"), "unknown-country", row.country, figures.countries)
    units = series.unit if series else (row.unit,)
    currency = "money" in units and len(row.unit) == 3 and row.unit.isupper()
    if row.unit not in units and not currency:
        what = f"`{row.series}` is given in {row.unit}"
        expected = listed(["a currency code" if unit == "money" else unit for unit in units], "or")
        yield Problem(figures.at(row, "unit"), "wrong-unit", what, expected, closest(row.unit, units))


def year(figures: Figures, row: Observation) -> Iterator[Problem]:
    """A year that has not begun, or one so long ago that it must be a slip."""
    late = figures.last is not None and row.year > figures.last
    if late or row.year < EARLIEST:
        what = f"{row.year} {'has not begun' if late else 'is before all records'}"
        expected = f"a year from {EARLIEST} on that has begun"
        yield Problem(figures.at(row, "year"), "year-out-of-range", what, expected)


def value(figures: Figures, row: Observation) -> Iterator[Problem]:
    """A count with a part behind the point, most often thousands with a point between; a share above all, a count below nothing."""
    series = figures.series.get(row.series)
    units, grows = series.unit if series else (), series is not None and series.kind == "growth"
    counted = row.unit in units and row.unit not in _NOT_COUNTED and not row.unit.startswith("per ")
    at = figures.at(row, "value")
    if counted and row.value.denominator != 1:
        what, digits = f"{row.written} {row.unit} are no whole number", row.written.replace(".", "")
        hint = f"write `{digits}` where the point stands for thousands" if digits != row.written else None
        yield Problem(at, "part-of-a-count", what, "a whole number", hint)
    if series and not grows and row.unit == "percent" and row.value > 100:
        what = f"`{row.series}` is {row.written} percent"
        yield Problem(at, "impossible-share", what, "0 to 100", "write 12.5 for 12.5 percent")
    if row.value < 0 and not grows:
        yield Problem(at, "negative-figure", f"`{row.series}` is {row.written}", "0 or more")


def use(figures: Figures, row: Observation) -> Iterator[Problem]:
    """A figure in use that covers a part or that nobody has seen; a part that is not named, a figure set aside without a reason."""
    partial = row.scope != "national"
    if row.used and partial:
        what = f"a figure that covers less than the country in a whole year (`{row.scope}`) is in use"
        hint = "a part is never added up or stretched"
        yield Problem(figures.at(row, "used"), "part-for-whole", what, "no", hint)
    if partial and not row.scope_detail:
        yield Problem(figures.at(row, "scope_detail"), "scope-not-said", "what the figure covers is not said")
    if not row.used and not row.note:
        what = "the figure is not used and the note does not say why"
        yield Problem(figures.at(row, "note"), "unexplained-figure", what)
    if row.used and row.confidence == "recalled":
        what = "a figure that was only recalled is in use"
        yield Problem(figures.at(row, "used"), "recalled-figure", what, "no", "find it in a source first")


_content: Callable[[Observation], Hashable] = attrgetter(
    *(field.name for field in fields(Observation) if field.name != "line")
)
"""Everything that a row says, but not its line."""


def repeated_and_rival(figures: Figures) -> Iterator[Problem]:
    """Rows that repeat an earlier one, word for word; two figures in use for one series, country and year."""
    for row in _second(figures.rows, _content):
        what = f"the figure of `{row.series}` for {row.year} stands here a second time"
        yield Problem(figures.at(row, "series"), "repeated-row", what, "one row a figure", "delete it")
    hint = "keep the one from the better source; set the other aside with `no` and say why in the note"
    # What is repeated word for word is no rival, and said already.
    first = {_content(row): row for row in reversed(figures.used)}
    in_order = sorted(first.values(), key=lambda row: row.line)
    for row in _second(in_order, lambda row: (row.country, row.series, row.year)):
        what = f"a second figure of `{row.series}` for {row.year} is in use"
        yield Problem(figures.at(row, "used"), "rival-figures", what, "one figure in use", hint)


def parts_above_wholes(figures: Figures) -> Iterator[Problem]:
    """Findings: figures in use that are greater than those of which they are a part."""
    wholes = {(row.country, row.year, row.unit, row.series): row for row in figures.used}
    for row in figures.used:
        part_of = figures.series[row.series].part_of if row.series in figures.series else None
        whole = wholes.get((row.country, row.year, row.unit, part_of or ""))
        if whole and row.value > whole.value:
            what = f"`{row.series}` is {row.written}, more than `{part_of}`, of which it is a part ({whole.written})"
            hint = "ask the source; print both until it is settled"
            yield Problem(figures.at(row, "value"), "part-exceeds-whole", what, None, hint, "finding")


CHECKS: tuple[Callable[[Figures, Observation], Iterator[Problem]], ...] = (names, year, value, use)
"""What is looked for in each row."""


def figure_problems(figures: Figures) -> Iterator[Problem]:
    """What is wrong in a row, and between the rows of a table."""
    for row in figures.rows:
        for check in CHECKS:
            yield from check(figures, row)
    yield from repeated_and_rival(figures)
    yield from parts_above_wholes(figures)
