"""What is wrong in the tables of figures and exchange rates: in a cell, or between rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import TypeVar

from compliance import figures
from compliance.model.statistics import Observation, Rate, Series
from compliance.problems import Position, Problem, closest
from compliance.tables import Table

Row = TypeVar("Row", Observation, Rate)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a check of the figures looks at."""

    table: Table
    rows: tuple[Observation, ...]
    """Its rows that could be read."""
    series: Mapping[str, Series]
    countries: tuple[str, ...]
    """Ids of the countries that exist."""
    last: int | None = None
    """The last year of which there can be figures; none where nobody says what day it is."""

    @property
    def used(self) -> tuple[Observation, ...]:
        """The figures that indicators use."""
        return tuple(row for row in self.rows if row.used)

    def at(  # noqa: PLR0917  # the order of a problem
        self, row: Observation, column: str, code: str, what: str, expected: str | None = None, hint: str | None = None
    ) -> Problem:
        """A problem in a cell of a row."""
        return cell(self.table, row.line, column, code, what, expected=expected, hint=hint)


def cell(
    table: Table, line: int, column: str, code: str, what: str, *, expected: str | None = None, hint: str | None = None
) -> Problem:
    """A problem in a cell."""
    place = table.columns.index(column) + 1 if column in table.columns else 0
    return Problem(Position(table.path, line, place), code, what, expected, hint)


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


def impossible_rates(table: Table, rates: Sequence[Rate]) -> Iterator[Problem]:
    """Exchange rates of zero or less."""
    for rate in rates:
        if rate.per_eur <= 0:
            what = f"the rate is {rate.per_eur}"
            yield cell(table, rate.line, "per_eur", "impossible-rate", what, expected="above 0")


def rival_rates(table: Table, rates: Sequence[Rate]) -> Iterator[Problem]:
    """Two rates of one currency and year."""
    for rate in _second(rates, lambda rate: (rate.currency, rate.year)):
        what = f"a second rate of {rate.currency} for {rate.year}"
        yield cell(table, rate.line, "currency", "rival-figures", what, expected="one rate a year", hint="delete one")


def unknown_series(figures: Figures) -> Iterator[Problem]:
    """Figures of a series that the register does not have."""
    for row in figures.rows:
        if row.series not in figures.series:
            what, hint = f"there is no series `{row.series}`", closest(row.series, figures.series)
            yield figures.at(row, "series", "unknown-series", what, "a series of series.yaml", hint)


def unknown_countries(figures: Figures) -> Iterator[Problem]:
    """Figures of a country that nobody has listed."""
    for row in figures.rows:
        if row.country not in figures.countries:
            what, hint = f"there is no country `{row.country}`", closest(row.country, figures.countries)
            yield figures.at(row, "country", "unknown-country", what, " | ".join(figures.countries), hint)


def wrong_units(data: Figures) -> Iterator[Problem]:
    """Figures that count something else than their series."""
    for row in data.rows:
        units = data.series[row.series].unit if row.series in data.series else (row.unit,)
        currency = "money" in units and len(row.unit) == 3 and row.unit.isupper()
        if row.unit not in units and not currency:
            what = f"`{row.series}` is given in {row.unit}"
            expected = figures.listed(["a currency code" if unit == "money" else unit for unit in units], "or")
            yield data.at(row, "unit", "wrong-unit", what, expected, closest(row.unit, units))


def parts_of_counts(figures: Figures) -> Iterator[Problem]:
    """Counts with a part behind the point: most often thousands with a point between."""
    for row in figures.rows:
        series = figures.series.get(row.series)
        counted = (
            series and row.unit in series.unit and row.unit not in _NOT_COUNTED and not row.unit.startswith("per ")
        )
        if counted and row.value.denominator != 1:
            what = f"{row.written} {row.unit} are no whole number"
            hint = f"write `{row.written.replace('.', '')}` where the point stands for thousands"
            yield figures.at(
                row, "value", "part-of-a-count", what, "a whole number", hint if "." in row.written else None
            )


def impossible_shares(figures: Figures) -> Iterator[Problem]:
    """Shares above 100 percent; only a change may be."""
    for row in figures.rows:
        series = figures.series.get(row.series)
        if series and series.kind != "growth" and row.unit == "percent" and row.value > 100:
            what = f"`{row.series}` is {row.written} percent"
            yield figures.at(row, "value", "impossible-share", what, "0 to 100", "write 12.5 for 12.5 percent")


def years_out_of_range(figures: Figures) -> Iterator[Problem]:
    """Figures of a year that has not begun, or of one so long ago that the year must be a slip."""
    for row in figures.rows:
        late = figures.last is not None and row.year > figures.last
        if late or row.year < EARLIEST:
            what = f"{row.year} {'has not begun' if late else 'is before all records'}"
            expected = f"a year from {EARLIEST} on that has begun"
            yield figures.at(row, "year", "year-out-of-range", what, expected)


def repeated_rows(figures: Figures) -> Iterator[Problem]:
    """Rows that repeat an earlier one, word for word."""
    for row in _second(figures.rows, _content):
        what = f"the figure of `{row.series}` for {row.year} stands here a second time"
        yield figures.at(row, "series", "repeated-row", what, "one row a figure", "delete it")


_content: Callable[[Observation], Hashable] = attrgetter(
    *(field.name for field in fields(Observation) if field.name != "line")
)
"""Everything that a row says, but not its line."""


def negative_figures(figures: Figures) -> Iterator[Problem]:
    """Counts and amounts below zero; only a growth may be."""
    for row in figures.rows:
        series = figures.series.get(row.series)
        if row.value < 0 and not (series and series.kind == "growth"):
            yield figures.at(row, "value", "negative-figure", f"`{row.series}` is {row.written}", "0 or more")


def rival_figures(figures: Figures) -> Iterator[Problem]:
    """Two figures in use for one series, country and year."""
    hint = "keep the one from the better source; set the other aside with `no` and say why in the note"
    first: dict[Hashable, Observation] = {}
    for row in figures.used:
        first.setdefault(_content(row), row)
    for row in _second(first.values(), lambda observation: (observation.country, observation.series, observation.year)):
        what = f"a second figure of `{row.series}` for {row.year} is in use"
        yield figures.at(row, "used", "rival-figures", what, "one figure in use", hint)


def parts_for_wholes(figures: Figures) -> Iterator[Problem]:
    """Figures in use that cover less than the country in a whole year."""
    for row in figures.used:
        if row.scope != "national":
            what = f"a figure that covers less than the country in a whole year (`{row.scope}`) is in use"
            yield figures.at(row, "used", "part-for-whole", what, "no", "a part is never added up or stretched")


def unsaid_scopes(figures: Figures) -> Iterator[Problem]:
    """Figures that cover a part and do not say which."""
    for row in figures.rows:
        if row.scope != "national" and not row.scope_detail:
            yield figures.at(row, "scope_detail", "scope-not-said", "what the figure covers is not said")


def unexplained(figures: Figures) -> Iterator[Problem]:
    """Figures that are set aside without a reason."""
    for row in figures.rows:
        if not row.used and not row.note:
            what = "the figure is not used and the note does not say why"
            yield figures.at(row, "note", "unexplained-figure", what)


def recalled(figures: Figures) -> Iterator[Problem]:
    """Figures in use that nobody has seen in a source."""
    for row in figures.used:
        if row.confidence == "recalled":
            what = "a figure that was only recalled is in use"
            yield figures.at(row, "used", "recalled-figure", what, "no", "find it in a source first")


def parts_above_wholes(figures: Figures) -> Iterator[Problem]:
    """Findings: figures in use that are greater than those of which they are a part."""
    wholes = {(row.country, row.year, row.unit, row.series): row for row in figures.used}
    for row in figures.used:
        part_of = figures.series[row.series].part_of if row.series in figures.series else None
        whole = wholes.get((row.country, row.year, row.unit, part_of or ""))
        if whole and row.value > whole.value:
            what = f"`{row.series}` is {row.written}, more than `{part_of}`, of which it is a part ({whole.written})"
            problem = figures.at(row, "value", "part-exceeds-whole", what)
            yield replace(problem, severity="finding", hint="ask the source; print both until it is settled")


CHECKS: tuple[Callable[[Figures], Iterator[Problem]], ...] = (
    unknown_series,
    unknown_countries,
    wrong_units,
    years_out_of_range,
    parts_of_counts,
    impossible_shares,
    negative_figures,
    repeated_rows,
    rival_figures,
    parts_for_wholes,
    unsaid_scopes,
    unexplained,
    recalled,
    parts_above_wholes,
)
"""What is looked for between the cells."""
