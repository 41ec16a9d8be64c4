"""How robust the scores are, in words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectView:
    """How much one factor moves a score, as shares of the variance between 0 and 1."""

    name: str
    first: Fraction
    """What it explains alone."""
    first_ends: tuple[Fraction, Fraction]
    """Its sampling interval."""
    total: Fraction
    """What it takes part in."""
    total_ends: tuple[Fraction, Fraction]
    """Its sampling interval."""
