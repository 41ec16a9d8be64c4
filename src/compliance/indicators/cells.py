"""What is wrong in the tables of figures and exchange rates: in a cell, or between rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TypeVar

from compliance.figures import listed
from compliance.model.statistics import Observation, Rate, Series
from compliance.problems import Position, Problem, closest, unknown
from compliance.tables import Table

Row = TypeVar("Row", Observation, Rate)


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


def _second(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> Iterator[Row]:
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
