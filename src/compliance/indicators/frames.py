"""Figures and indicators as tables of pandas, for analysis and for other programs; exact numbers stay exact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields

import pandas as pd

from compliance.indicators.values import IndicatorReport
from compliance.model.statistics import Observation


def observations(rows: Iterable[Observation]) -> pd.DataFrame:
    """Observed figures, one a row, columns as in `statistics.csv`; values are exact fractions."""
    names = [one.name for one in fields(Observation)]
    return pd.DataFrame([asdict(row) for row in rows], columns=names).astype({"value": object})


COLUMNS = (
    "country", "indicator", "name", "year", "value", "unit", "low", "high", "numerator", "denominator", "years", "flags",
    "status", "sources",
)  # fmt: skip
"""Columns of the table of indicator values."""


def values(reports: Iterable[IndicatorReport]) -> pd.DataFrame:
    """Indicator values, one a row, an indicator without any with an empty year; missing values stay missing."""
    records = [record for one in reports for record in _records(one)]
    return pd.DataFrame(records, columns=list(COLUMNS)).astype(object)


def _records(one: IndicatorReport) -> Iterable[dict[str, object]]:
    head: dict[str, object] = {
        "country": one.country,
        "indicator": one.indicator.id,
        "name": one.indicator.name,
        "status": one.status.word,
    }
    if not one.values:
        yield head | {"unit": one.indicator.unit}
    for value in one.values:
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
