"""Tables about a project: its indicators, their values and progress, and the figures behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple, get_args

from compliance.indicators.values import IndicatorReport, IndicatorValue, Word
from compliance.model.logframe import Direction, Indicator, Level, Measure
from compliance.model.statistics import Confidence, Observation, Scope, Series
from compliance.queries.datasets.fields import Dataset, Field, Reference, Selection, number, spaced
from compliance.queries.datasets.law import COUNTRY

UNIT = "column unit"
INDICATOR = Reference(("indicator",), "logframe")
SERIES_KEY = Reference(("series",), "series")


class Valued(NamedTuple):
    """A value of an indicator, or an indicator without any."""

    report: IndicatorReport
    value: IndicatorValue | None


def every_value(reports: Iterable[IndicatorReport]) -> Iterator[Valued]:
    """Every value of some reports; an indicator without values stands once, without a year."""
    for report in reports:
        yield from (Valued(report, value) for value in report.values or (None,))


def _exact(name: str, meaning: str) -> tuple[Field[Any], Field[Any]]:
    return number(name, meaning, lambda row: getattr(row.value, name) if row.value else None, UNIT)


INDICATORS: Dataset[Valued] = Dataset(
    name="indicators",
    title="Values of indicators",
    meaning="One row a country, indicator and year; an indicator without values has one row without a year",
    rows=lambda selected: every_value(selected.reports),
    key=("country", "indicator", "year"),
    partial=True,
    references=(COUNTRY, INDICATOR),
    sources=lambda selected: {row.source: row.url for report in selected.reports for row in report.rows},
    layout=(
        Field("country", "string", "Id of the country", lambda row: row.report.country),
        Field("indicator", "string", "Id of the indicator", lambda row: row.report.indicator.id),
        Field("name", "string", "Name of the indicator", lambda row: row.report.indicator.name),
        Field("year", "year", "Calendar year; for a score the year of the assessment", lambda row: row.value.year if row.value else None),
        _exact("value", "The value; empty where it is a range or has no meaning"),
        Field("unit", "string", "Unit of the value; percentages and scores run to 100", lambda row: row.value.unit if row.value else row.report.indicator.unit),
        _exact("low", "Lowest value that open questions allow, or the lower end of the interval of a rate of few cases"),
        _exact("high", "Highest value that open questions allow, or the upper end of the interval"),
        number("numerator", "For a ratio: what is counted above the line", lambda row: row.value.numerator if row.value else None, "counts"),
        number("denominator", "For a ratio: what is counted below the line", lambda row: row.value.denominator if row.value else None, "counts"),
        Field("years", "string", "Years whose figures the value uses; spaces between", lambda row: spaced(row.value.years) if row.value else None),
        Field("flags", "string", "What to know about the value; spaces between", lambda row: spaced(row.value.flags) if row.value else None),
        Field("status", "string", "How the indicator stands in its latest year", lambda row: row.report.status.word, words=get_args(Word)),
        Field("sources", "string", "Who published the figures behind the value; semicolons between", lambda row: "; ".join(dict.fromkeys(figure.source for figure in row.value.rows)) if row.value else None),
    ),
)  # fmt: skip


def _measured(name: str, meaning: str) -> tuple[Field[Any], Field[Any]]:
    return number(name, meaning, lambda report: getattr(report.status, name), UNIT)


def _percent(share: Fraction | None) -> Fraction | None:
    return None if share is None else share * 100


PROGRESS: Dataset[IndicatorReport] = Dataset(
    name="progress",
    title="Progress of indicators",
    meaning="One row a country and indicator: baseline, target and where it stands between them",
    rows=lambda selected: iter(selected.reports),
    key=("country", "indicator"),
    references=(COUNTRY, INDICATOR),
    layout=(
        Field("country", "string", "Id of the country", lambda report: report.country),
        Field("indicator", "string", "Id of the indicator", lambda report: report.indicator.id),
        Field("as_of", "date", "The day as of which it is reported", lambda report: report.on),
        Field("unit", "string", "Unit of its values", lambda report: report.indicator.unit),
        Field("status", "string", "How it stands in its latest year", lambda report: report.status.word, words=get_args(Word)),
        Field("year", "year", "Its latest year with a value", lambda report: report.status.now.year if report.status.now else None),
        number("now", "Its latest value", lambda report: report.status.now.value if report.status.now else None, UNIT),
        _measured("baseline", "Where it started"),
        Field("baseline_date", "date", "The day as of which the baseline holds", lambda report: report.status.baseline_date),
        _measured("expected", "The value expected by the day of the latest value"),
        _measured("target", "Where it should arrive"),
        Field("target_date", "date", "When that is due", lambda report: report.status.target_date),
        Field("plan_approved", "boolean", "Whether baseline and target are both approved; empty where the country has none", lambda report: report.plan.approved if report.plan.target or report.plan.baseline else None),
        number("progress", "How much of the way to the expected value it has gone", lambda report: _percent(report.status.progress), "percent"),
        Field("missing", "string", "Series of the formula without a usable figure; spaces between", lambda report: spaced(report.missing)),
    ),
)  # fmt: skip


LOGFRAME: Dataset[Indicator] = Dataset(
    name="logframe",
    title="Indicators",
    meaning="One row an indicator of the project",
    rows=lambda selected: iter(selected.inputs.project.logframe.indicators if selected.inputs.project else ()),
    key=("indicator",),
    layout=(
        Field("indicator", "string", "Id of the indicator", lambda row: row.id),
        Field("result", "string", "Id of the result that it shows", lambda row: row.result),
        Field("level", "string", "Where it stands in the chain of results", lambda row: row.level, words=get_args(Level)),
        Field("headline", "boolean", "Whether it is a headline indicator", lambda row: row.headline),
        Field("name", "string", "Its name", lambda row: row.name),
        Field("definition", "string", "What is counted", lambda row: row.definition),
        Field("formula", "string", "How it is computed", lambda row: row.formula),
        Field("measure", "string", "What kind of figure it is", lambda row: row.measure, words=get_args(Measure)),
        Field("unit", "string", "Its unit", lambda row: row.unit),
        Field("direction", "string", "Whether higher or lower is better; neither where neutral", lambda row: row.direction, words=get_args(Direction)),
        Field("caveats", "string", "What to know before reading it", lambda row: row.caveats),
    ),
)  # fmt: skip


def _figures(selected: Selection) -> Iterator[Observation]:
    """The figures on file of the countries; with a day, of the years that had ended by then."""
    project, day = selected.inputs.project, selected.as_of
    last = date.max.year if day is None else day.year - (day != date(day.year, 12, 31))
    for row in project.statistics.observations if project else ():
        if row.country in selected.countries and row.year <= last:
            yield row


FIGURES: Dataset[Observation] = Dataset(
    name="figures",
    title="Observed figures",
    meaning="One row a figure as a source gives it: a row of `indicators/statistics.csv`",
    rows=_figures,
    key=("line",),
    references=(COUNTRY, SERIES_KEY),
    sources=lambda selected: {row.source: row.url for row in _figures(selected)},
    layout=(
        Field("line", "integer", "Its line in `indicators/statistics.csv`", lambda row: row.line),
        Field("country", "string", "Id of the country", lambda row: row.country),
        Field("year", "year", "Calendar year", lambda row: row.year),
        Field("series", "string", "Id of the series", lambda row: row.series),
        number("value", "The figure", lambda row: row.value, UNIT),
        Field("unit", "string", "Its unit; for money the currency code", lambda row: row.unit),
        Field("scope", "string", "What it covers: the country in the whole year, or less", lambda row: row.scope, words=get_args(Scope)),
        Field("scope_detail", "string", "What it covers exactly, where that is less", lambda row: row.scope_detail),
        Field("qualifier", "string", "How exact it is; spaces between", lambda row: spaced(row.qualifier)),
        Field("used", "boolean", "Whether indicators use it; if not, the note says why", lambda row: row.used),
        Field("note", "string", "What the source adds, and why the figure is set aside", lambda row: row.note),
        Field("source", "string", "Who published it, and through whom it was seen", lambda row: row.source),
        Field("url", "string", "Where it was seen", lambda row: row.url),
        Field("confidence", "string", "Seen in a source, or only recalled", lambda row: row.confidence, words=get_args(Confidence)),
    ),
)  # fmt: skip


SERIES: Dataset[Series] = Dataset(
    name="series",
    title="Series",
    meaning="One row a statistical series",
    rows=lambda selected: iter(selected.inputs.project.statistics.register.series if selected.inputs.project else ()),
    key=("series",),
    layout=(
        Field("series", "string", "Id of the series", lambda row: row.id),
        Field("name", "string", "Its name", lambda row: row.name),
        Field("units", "string", "What is counted; semicolons between where countries publish several; `money` for any currency", lambda row: "; ".join(row.unit)),
        Field("kind", "string", "A flow of the year, a stock at its end, or a printed change in percent", lambda row: row.kind, words=("flow", "stock", "growth")),
        Field("sums", "boolean", "Whether its figures may be added up over years", lambda row: row.sums),
        Field("definition", "string", "What is counted, and when", lambda row: row.definition),
    ),
)  # fmt: skip


class Exchanged(NamedTuple):
    """What one euro bought of a currency in a year."""

    currency: str
    year: int
    per_eur: Fraction


def _rates(selected: Selection) -> Iterator[Exchanged]:
    rates = selected.inputs.project.rates if selected.inputs.project else {}
    return (Exchanged(currency, year, per_eur) for (currency, year), per_eur in sorted(rates.items()))


RATES: Dataset[Exchanged] = Dataset(
    name="exchange-rates",
    title="Exchange rates",
    meaning="One row a currency and year: a row of `indicators/exchange-rates.csv`",
    rows=_rates,
    key=("currency", "year"),
    layout=(
        Field("currency", "string", "Currency code, ISO 4217", lambda row: row.currency),
        Field("year", "year", "Calendar year", lambda row: row.year),
        number("per_eur", "What one euro bought on average over the year", lambda row: row.per_eur, "units of the currency for one euro"),
    ),
)  # fmt: skip

PROJECT = (LOGFRAME, INDICATORS, PROGRESS, FIGURES, SERIES, RATES)
"""Every table about the project."""
