"""Scores as charts take them."""

from __future__ import annotations

from fractions import Fraction

from compliance.model.record import record


@record
class Score:
    """A score from 0 to 1 with what unanswered criteria leave open."""

    low: Fraction
    """The score if every open criterion turned out worst."""
    high: Fraction
    """The score if every open criterion turned out best."""
    point: Fraction | None = None
    """The single figure, only where the method prints one."""
