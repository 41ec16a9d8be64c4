"""Keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from compliance import figures
from compliance.charts.scores import Score
from compliance.charts.sheet import Chart
from compliance.model.record import record


def rating_key(width: float = 170) -> Chart:
    """The six ratings with their tiles."""
    raise NotImplementedError


def mark_key(width: float = 170) -> Chart:
    """The other marks of the heat map."""
    raise NotImplementedError


def range_key(width: float = 83) -> Chart:
    """How a score and its ranges are drawn."""
    raise NotImplementedError
