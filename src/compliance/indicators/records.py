"""Indicator values as plain records, for tables and for other programs."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.indicators.values import IndicatorReport

COLUMNS = (
    "country", "indicator", "name", "year", "value", "unit", "low", "high", "numerator", "denominator", "years", "flags",
    "status", "sources",
)  # fmt: skip
"""Columns of the table of indicator values."""


def records(report: IndicatorReport) -> Iterator[dict[str, object]]:
    """The values of an indicator by column; one record without a year where it has none."""
    head: dict[str, object] = {
        "country": report.country,
        "indicator": report.indicator.id,
        "name": report.indicator.name,
        "status": report.status.word,
    }
    if not report.values:
        yield head | {"unit": report.indicator.unit}
    for value in report.values:
        yield head | {
            "year": value.year,
            "value": value.value,
            "unit": value.unit,
            "low": value.low,
            "high": value.high,
            "numerator": value.numerator,
            "denominator": value.denominator,
            "years": " ".join(str(year) for year in value.years),
            "flags": " ".join(value.flags),
            "sources": "; ".join(dict.fromkeys(row.source for row in value.rows)),
        }
