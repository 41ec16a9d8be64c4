"""Figures of indicators as cells: each in the format of its kind."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from compliance.model.logframe import Measure
from compliance.report.excel.formats import OPEN
from compliance.report.excel.values import Formula, Styled

STYLES: Mapping[Measure, str] = {
    "percentage": "percent",
    "score": "score",
    "money": "count",
    "number": "decimal",
    "ordinal": "decimal",
}
"""Styles of figures of each kind."""
EPOCH = date(1899, 12, 30)
"""The day from which a spreadsheet counts days."""


def scaled(value: Fraction, kind: Measure) -> Fraction:
    """A figure as a cell holds it: percentages as ratios, for they carry their sign."""
    return value / 100 if kind == "percentage" else value


def style(value: Fraction | None, kind: Measure) -> str:
    """The style of a figure: that of its kind, whole numbers without decimals."""
    whole = kind in {"number", "ordinal"} and value is not None and value.denominator == 1
    return "count" if whole else STYLES[kind]


def figure(value: Fraction | None, kind: Measure) -> Styled | None:
    """A figure that stands fast; nothing where there is none."""
    return None if value is None else Styled(scaled(value, kind), style(value, kind))


def typed(value: Fraction | None, kind: Measure) -> Styled:
    """A figure that a reader may change, or type where there is none."""
    return Styled(None if value is None else scaled(value, kind), OPEN[style(value, kind)])


def amount(text: str, value: Fraction | None, kind: Measure) -> Styled:
    """A formula for a figure, with the engine’s value."""
    return Styled(Formula(text, "" if value is None else scaled(value, kind)), STYLES[kind])
