"""An indicator of a country as a record for other programs: where its value comes from, and how it becomes a status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from compliance.indicators.values import IndicatorReport, IndicatorValue
from compliance.model.dates import PartialDate
from compliance.model.statistics import Observation
from compliance.view.indicator import arithmetic, is_there
from compliance.view.reasons import FLAG_WORDS, shown, status_reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRate:
    """Units of a currency for one euro, the mean of a year."""

    currency: str
    year: int
    per_eur: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure on file, as its source gives it."""

    year: int
    series: str
    value: str
    unit: str
    scope: str
    scope_detail: str | None
    qualifier: tuple[str, ...]
    note: str | None
    source: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialRating:
    """A rating by another body."""

    item: str
    rating: str
    body: str
    report: str
    date: PartialDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendValue:
    """The value of a year."""

    year: int
    value: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRecord:
    """An indicator of a country, with every figure behind it."""

    country: str
    indicator: str
    name: str
    formula: str
    unit: str
    year: int | None
    as_of: date | None
    value: Fraction | None
    shown: str | None
    low: Fraction | None
    high: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    years: tuple[int, ...]
    flags: Mapping[str, str]
    exchange_rates: tuple[ExchangeRate, ...]
    figures: tuple[Figure, ...]
    ratings: tuple[OfficialRating, ...]
    set_aside: tuple[Figure, ...]
    missing: tuple[str, ...]
    status: str
    reason: str
    baseline: Fraction | None
    baseline_date: date | None
    target: Fraction | None
    target_date: date | None
    expected: Fraction | None
    progress: Fraction | None
    achievement: Fraction | None
    arithmetic: tuple[str, ...]
    trend: tuple[TrendValue, ...]


def indicator_record(report: IndicatorReport, year: int | None = None) -> IndicatorRecord:
    """An indicator with its latest value, or with that of a year."""
    now = report.status.now if is_there(report, year) else None
    status, indicator = report.status, report.indicator
    return IndicatorRecord(
        country=report.country,
        indicator=indicator.id,
        name=indicator.name,
        formula=indicator.formula,
        unit=now.unit if now else indicator.unit,
        year=now.year if now else year,
        as_of=now.as_of if now else None,
        value=now.value if now else None,
        shown=shown(now, indicator.measure) if now else None,
        low=now.low if now else None,
        high=now.high if now else None,
        numerator=now.numerator if now else None,
        denominator=now.denominator if now else None,
        years=tuple(now.years) if now else (),
        flags={flag: FLAG_WORDS[flag] for flag in now.flags} if now else {},
        exchange_rates=_rates(now),
        figures=tuple(map(_figure, now.rows)) if now else (),
        ratings=_ratings(now),
        set_aside=tuple(map(_figure, report.set_aside)),
        missing=report.missing,
        status=status.word,
        reason=status_reason(report),
        baseline=status.baseline,
        baseline_date=status.baseline_date,
        target=status.target,
        target_date=status.target_date,
        expected=status.expected,
        progress=status.progress,
        achievement=status.achievement,
        arithmetic=tuple(arithmetic(report)),
        trend=tuple(TrendValue(year=value.year, value=value.value) for value in report.values),
    )


def _rates(now: IndicatorValue | None) -> tuple[ExchangeRate, ...]:
    rates = now.rates if now else ()
    return tuple(ExchangeRate(currency=currency, year=year, per_eur=rate) for currency, year, rate in rates)


def _ratings(now: IndicatorValue | None) -> tuple[OfficialRating, ...]:
    return tuple(
        OfficialRating(item=rating.item, rating=rating.rating, body=rating.body, report=rating.report, date=rating.date)
        for rating in (now.ratings if now else ())
    )


def _figure(row: Observation) -> Figure:
    return Figure(
        year=row.year,
        series=row.series,
        value=row.written,
        unit=row.unit,
        scope=row.scope,
        scope_detail=row.scope_detail,
        qualifier=tuple(row.qualifier),
        note=row.note,
        source=row.source,
        url=row.url,
    )
