"""The project's own figures, and small tables written in a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from compliance.indicators.case import Case, Score, observed, years
from compliance.indicators.checks import logframe_problems
from compliance.indicators.formula import Fault, parse
from compliance.indicators.functions import evaluate
from compliance.indicators.reports import report
from compliance.indicators.statistics import Statistics, read_rates, read_statistics
from compliance.indicators.values import IndicatorReport, IndicatorValue
from compliance.load import load
from compliance.model.external import ExternalRating
from compliance.model.logframe import Judgement, Logframe
from compliance.model.statistics import SeriesRegister
from compliance.problems import Problem
from compliance.source import Document, read
from compliance.source import parse as read_yaml
from compliance.tables import Table, read_table

ROOT = Path(__file__).resolve().parents[2]
INDICATORS = ROOT / "indicators"
COUNTRIES = ("serbia", "bosnia-and-herzegovina", "kosovo", "albania", "montenegro", "north-macedonia", "turkiye")
INSTRUMENTS: Mapping[str, tuple[str, ...]] = {"ets-185": ("16", "17", "29"), "ets-198": ("3", "4")}
ON = date(2026, 9, 30)
COLUMNS = "country,year,series,value,unit,scope,scope_detail,qualifier,used,note,source,url,confidence"


def table(name: str, folder: Path = INDICATORS) -> Table:
    found, problems = read_table(folder, folder / name)
    assert found is not None
    assert problems == ()
    return found


@cache
def register() -> SeriesRegister:
    document, problems = read(INDICATORS, INDICATORS / "series.yaml")
    assert document is not None
    found, more = load(document, SeriesRegister)
    assert found is not None
    assert (problems, more) == ((), ())
    return found


@cache
def logframe() -> tuple[Document, Logframe]:
    document, problems = read(INDICATORS, INDICATORS / "logframe.yaml")
    assert document is not None
    found, more = load(document, Logframe)
    assert found is not None
    assert (problems, more) == ((), ())
    return document, found


@cache
def statistics() -> Statistics:
    found, problems = read_statistics(table("statistics.csv"), register(), COUNTRIES)
    assert problems == ()
    return found


@cache
def rates() -> Mapping[tuple[str, int], Fraction]:
    found, problems = read_rates(table("exchange-rates.csv"))
    assert problems == ()
    return found


def case(country: str, on: date = ON, data: Statistics | None = None) -> Case:
    known, breaks = (data or statistics()).used(country, on), (data or statistics()).breaks(country)
    return Case(
        on=on,
        years=years(known, {}, (), on),
        figures=observed(known, breaks),
        rates=rates(),
        breaks=breaks,
        scores={},
        ratings=(),
        needed=(),
        results={},
        indicators={},
        formulas={},
        plans={},
        judgement=Judgement(),
    )


def value(formula: str, country: str, year: int, data: Statistics | None = None) -> IndicatorValue | None:
    """The value of a formula for a country and a year."""
    term = parse(formula)
    assert not isinstance(term, Fault), term
    return evaluate(term, year, case(country, data=data))


def figure(formula: str, country: str, year: int) -> Fraction:
    """The value of a formula that has one."""
    found = value(formula, country, year)
    assert found is not None
    assert found.value is not None
    return found.value


def written(folder: Path, *rows: str) -> tuple[Statistics, tuple[Problem, ...]]:
    """The figures of a table written in a test, and its problems."""
    (folder / "statistics.csv").write_text("\n".join((COLUMNS, *rows)) + "\n", "utf-8")
    return read_statistics(table("statistics.csv", folder), register(), COUNTRIES, ON.year)


def row(series: str, year: object, figure: object, unit: str = "cases", **cells: str) -> str:
    """A row of a table of figures: national, used, verified, unless cells say otherwise."""
    given = {"country": "serbia", "scope": "national", "used": "yes", "source": "A report", "confidence": "verified"}
    given |= {"series": series, "year": str(year), "value": str(figure), "unit": unit} | cells
    return ",".join(f'"{given.get(column, "")}"' for column in COLUMNS.split(","))


def framed(text: str) -> tuple[Logframe, tuple[Problem, ...]]:
    """A logframe written in a test, and its problems."""
    document, problems = read_yaml("logframe.yaml", text)
    assert document is not None
    assert problems == ()
    found, more = load(document, Logframe)
    assert found is not None, more
    return found, logframe_problems(document, found, register(), instruments=INSTRUMENTS, countries=COUNTRIES)


def reports(
    country: str,
    scores: Mapping[str, Sequence[Score]] | None = None,
    on: date = ON,
    frame: Logframe | None = None,
    data: Statistics | None = None,
    ratings: Sequence[ExternalRating] = (),
) -> dict[str, IndicatorReport]:
    """What every indicator comes to for a country, by id."""
    found = report(
        frame or logframe()[1], data or statistics(), rates(), country, scores=scores or {}, ratings=ratings, on=on
    )
    return {one.indicator.id: one for one in found}
