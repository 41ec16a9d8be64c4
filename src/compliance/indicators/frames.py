"""Figures and indicators as tables of pandas, for analysis and for other programs; exact numbers stay exact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields

import pandas as pd

from compliance.indicators.records import COLUMNS, records
from compliance.indicators.values import IndicatorReport
from compliance.model.statistics import Observation


def observations(rows: Iterable[Observation]) -> pd.DataFrame:
    """Observed figures, one a row, columns as in `statistics.csv`; values are exact fractions."""
    names = [one.name for one in fields(Observation)]
    return pd.DataFrame([asdict(row) for row in rows], columns=names).astype({"value": object})


def values(reports: Iterable[IndicatorReport]) -> pd.DataFrame:
    """Indicator values, one a row, an indicator without any with an empty year; missing values stay missing."""
    listed = [record for report in reports for record in records(report)]
    return pd.DataFrame(listed, columns=list(COLUMNS)).astype(object)
