"""Tables of figures and exchange rates → exact values, and whatever is wrong in a cell or between rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import Any, TypeVar

import pandas as pd

from compliance import figures
from compliance.load import load_rows
from compliance.model.statistics import Observation, Rate, Series, SeriesRegister
from compliance.problems import Position, Problem, closest
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
    sheet = Sheet(table, frame(rows), {one.id: one for one in register.series}, tuple(countries))
    found = chain.from_iterable(check(sheet) for check in CHECKS) if rows else ()
    return Statistics(register=register, observations=rows), tuple(sorted((*problems, *found)))


def read_rates(table: Table) -> tuple[Mapping[tuple[str, int], Fraction], tuple[Problem, ...]]:
    """Units of each currency for one euro, by currency and year, and every problem in the table."""
    rows, problems = _read(table, Rate)
    sheet = Sheet(table, frame(rows), {}, ())
    found = chain(impossible_rates(sheet), rival_rates(sheet)) if rows else ()
    rates = {(row.currency, row.year): row.per_eur for row in reversed(rows) if row.per_eur > 0}
    return rates, tuple(sorted((*problems, *found)))


def unconverted(table: Table, statistics: Statistics, rates: Mapping[tuple[str, int], Fraction]) -> Iterator[Problem]:
    """Amounts in use for whose currency and year there is no exchange rate."""
    money = {one.id for one in statistics.register.series if "money" in one.unit}
    for row in statistics.observations:
        if row.used and row.series in money and row.unit != "EUR" and (row.unit, row.year) not in rates:
            what = f"there is no exchange rate of {row.unit} for {row.year}"
            yield _problem(table, row.line, "unit", "no-exchange-rate", what, hint="add it to exchange-rates.csv")


def frame(rows: Iterable[Observation | Rate]) -> pd.DataFrame:
    """Rows as a table, one a row, in which exact numbers stay exact."""
    return pd.DataFrame([asdict(row) for row in rows]).astype(object)


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a check of the figures looks at."""

    table: Table
    """The file."""
    rows: pd.DataFrame
    """Its rows that could be read."""
    series: Mapping[str, Series]
    """The register of series, by id."""
    countries: tuple[str, ...]
    """Ids of the countries that exist."""

    def problems(
        self,
        wrong: pd.DataFrame,
        column: str,
        code: str,
        what: str,
        *,
        expected: str | None = None,
        hint: str | None = None,
    ) -> Iterator[Problem]:
        """One problem for each of the rows `wrong`; a name in braces in `what` stands for a cell of the row."""
        for row in _records(wrong):
            yield _problem(self.table, row["line"], column, code, what.format(**row), expected=expected, hint=hint)


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): cell for name, cell in row.items()} for row in rows.to_dict("records")]


def _problem(
    table: Table, line: int, column: str, code: str, what: str, *, expected: str | None = None, hint: str | None = None
) -> Problem:
    place = table.columns.index(column) + 1 if column in table.columns else 0
    return Problem(Position(table.path, line, place), code, what, expected, hint)


def impossible_rates(sheet: Sheet) -> Iterator[Problem]:
    """Exchange rates of zero or less."""
    wrong = sheet.rows[sheet.rows["per_eur"] <= 0]
    return sheet.problems(wrong, "per_eur", "impossible-rate", "the rate is {per_eur}", expected="above 0")


def rival_rates(sheet: Sheet) -> Iterator[Problem]:
    """Two rates of one currency and year."""
    twice = sheet.rows[sheet.rows.duplicated(["currency", "year"])]
    what = "a second rate of {currency} for {year}"
    return sheet.problems(twice, "currency", "rival-figures", what, expected="one rate a year", hint="delete one")


def unknown_series(sheet: Sheet) -> Iterator[Problem]:
    """Figures of a series that the register does not have."""
    for row in _records(sheet.rows[~sheet.rows["series"].isin(sheet.series)]):
        what, hint = f"there is no series `{row['series']}`", closest(row["series"], sheet.series)
        yield _problem(
            sheet.table, row["line"], "series", "unknown-series", what, expected="a series of series.yaml", hint=hint
        )


def unknown_countries(sheet: Sheet) -> Iterator[Problem]:
    """Figures of a country that nobody has listed."""
    for row in _records(sheet.rows[~sheet.rows["country"].isin(sheet.countries)]):
        what, hint = f"there is no country `{row['country']}`", closest(row["country"], sheet.countries)
        yield _problem(
            sheet.table,
            row["line"],
            "country",
            "unknown-country",
            what,
            expected=" | ".join(sheet.countries),
            hint=hint,
        )


def wrong_units(sheet: Sheet) -> Iterator[Problem]:
    """Figures that count something else than their series."""
    for row in _records(sheet.rows[sheet.rows["series"].isin(sheet.series)]):
        units = sheet.series[row["series"]].unit
        currency = "money" in units and len(row["unit"]) == 3 and row["unit"].isupper()
        if row["unit"] not in units and not currency:
            what = f"`{row['series']}` is given in {row['unit']}"
            expected = figures.listed(["a currency code" if unit == "money" else unit for unit in units], "or")
            yield _problem(
                sheet.table,
                row["line"],
                "unit",
                "wrong-unit",
                what,
                expected=expected,
                hint=closest(row["unit"], units),
            )


def negative_figures(sheet: Sheet) -> Iterator[Problem]:
    """Counts and amounts below zero; only a growth may be."""
    growth = [one.id for one in sheet.series.values() if one.kind == "growth"]
    wrong = sheet.rows[(sheet.rows["value"] < 0) & ~sheet.rows["series"].isin(growth)]
    return sheet.problems(wrong, "value", "negative-figure", "`{series}` is {written}", expected="0 or more")


def rival_figures(sheet: Sheet) -> Iterator[Problem]:
    """Two figures in use for one series, country and year."""
    used = sheet.rows[sheet.rows["used"].astype(bool)]
    rivals = used[used.duplicated(["country", "series", "year"])]
    what = "a second figure of `{series}` for {year} is in use"
    hint = "keep the one from the better source; set the other aside with `no` and say why in the note"
    return sheet.problems(rivals, "used", "rival-figures", what, expected="one figure in use", hint=hint)


def parts_for_wholes(sheet: Sheet) -> Iterator[Problem]:
    """Figures in use that cover less than the country in a whole year."""
    wrong = sheet.rows[sheet.rows["used"].astype(bool) & (sheet.rows["scope"] != "national")]
    what = "a figure that covers less than the country in a whole year (`{scope}`) is in use"
    return sheet.problems(
        wrong, "used", "part-for-whole", what, expected="no", hint="a part is never added up or stretched"
    )


def unsaid_scopes(sheet: Sheet) -> Iterator[Problem]:
    """Figures that cover a part and do not say which."""
    wrong = sheet.rows[(sheet.rows["scope"] != "national") & sheet.rows["scope_detail"].isna()]
    return sheet.problems(wrong, "scope_detail", "scope-not-said", "what the figure covers is not said")


def unexplained(sheet: Sheet) -> Iterator[Problem]:
    """Figures that are set aside without a reason."""
    wrong = sheet.rows[~sheet.rows["used"].astype(bool) & sheet.rows["note"].isna()]
    return sheet.problems(wrong, "note", "unexplained-figure", "the figure is not used and the note does not say why")


def recalled(sheet: Sheet) -> Iterator[Problem]:
    """Figures in use that nobody has seen in a source."""
    wrong = sheet.rows[sheet.rows["used"].astype(bool) & (sheet.rows["confidence"] == "recalled")]
    what = "a figure that was only recalled is in use"
    return sheet.problems(wrong, "used", "recalled-figure", what, expected="no", hint="find it in a source first")


def parts_above_wholes(sheet: Sheet) -> Iterator[Problem]:
    """Findings: figures in use that are greater than those of which they are a part."""
    used = sheet.rows[sheet.rows["used"].astype(bool)]
    whole_of = {one.id: one.part_of for one in sheet.series.values() if one.part_of}
    parts = used.assign(whole=used["series"].map(whole_of)).dropna(subset=["whole"])
    key = ["country", "year", "unit"]
    both = parts.merge(used, left_on=[*key, "whole"], right_on=[*key, "series"], suffixes=("", "_whole"))
    what = "`{series}` is {written}, more than `{whole}`, of which it is a part ({written_whole})"
    for problem in sheet.problems(both[both["value"] > both["value_whole"]], "value", "part-exceeds-whole", what):
        yield replace(problem, severity="finding", hint="ask the source; print both until it is settled")


CHECKS: tuple[Callable[[Sheet], Iterator[Problem]], ...] = (
    unknown_series,
    unknown_countries,
    wrong_units,
    negative_figures,
    rival_figures,
    parts_for_wholes,
    unsaid_scopes,
    unexplained,
    recalled,
    parts_above_wholes,
)
"""What is looked for between the cells."""
