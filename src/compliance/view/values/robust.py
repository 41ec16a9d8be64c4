"""How robust the scores are, in words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from compliance.scoring.values import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingView:
    """How far the score of one country moves under other choices of the method."""

    name: str
    own: bool
    """Whether it is the country reported."""
    declared: str
    """The score as the method declares it."""
    base: Range
    """The same, for the chart."""
    robust: str
    """The robustness range."""
    range: Range
    """The same, for the chart."""
    medians: str
    beside: str
    """How it stands beside the country reported: `ahead`, `not distinguishable`; empty for that country itself."""
    share: Fraction | None
    """The share of draws in which the country reported lies wholly above it; none for that country itself."""
    drivers: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustView:
    """How robust the score for one treaty is."""

    instrument: str
    """Id of the instrument."""
    abbreviation: str
    headline: str
    lead: str
    standings: tuple[StandingView, ...]
    effects: tuple[EffectView, ...]
    """What moves the score of the country reported, the largest first; empty where nothing does."""
    effects_headline: str
    groups: str
    """Which countries can be set apart."""
    order: str
    """What moves the order of the countries."""
    basis: str
    samples: str
    """Rows of the design behind the effects."""
