"""Charts of evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from compliance import figures
from compliance.charts.scores import Score
from compliance.charts.sheet import Chart
from compliance.model.record import record


def evidence_bar(counts: Mapping[str, int], *, finding: str, table: str, width: float = 170) -> Chart:
    """One bar of all answers by evidence grade A to D."""
    raise NotImplementedError


def coverage_bar(answered: int, total: int, *, finding: str, table: str, width: float = 54) -> Chart:
    """How many criteria are answered."""
    raise NotImplementedError
