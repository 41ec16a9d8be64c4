"""The trend of an indicator as a line of bars."""

from __future__ import annotations

from fractions import Fraction

from compliance.indicators.values import IndicatorReport

BARS = "▁▂▃▅▇"
"""The steps of a sparkline, from the least to the greatest value of its own line."""


def sparkline(report: IndicatorReport) -> str:
    """The values as a line of bars from the first year with a figure to the last; a year without one is a space."""
    known = {value.year: value.value for value in report.values if value.value is not None}
    if not known:
        return ""
    low, high = min(known.values()), max(known.values())
    years = range(min(known), max(known) + 1)
    return "".join(_bar(known[year], low, high) if year in known else " " for year in years)


def sparkline_over_years(report: IndicatorReport) -> str:
    """The line of bars between its first and its last year: `2014 ▁▃▇ 2016`."""
    known = [value.year for value in report.values if value.value is not None]
    if len(known) < 2:
        return f"{known[0]} {sparkline(report)}" if known else ""
    return f"{known[0]} {sparkline(report)} {known[-1]}"


def _bar(value: Fraction, low: Fraction, high: Fraction) -> str:
    return BARS[int((value - low) / (high - low) * (len(BARS) - 1))] if high > low else BARS[len(BARS) // 2]
