"""What may be said about the order of countries, and what moves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from compliance.scoring.values import Range
from compliance.view.values.robust import EffectView


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionView:
    """The score of one country, as declared and under other choices of the method."""

    country: str
    """Id of the country."""
    name: str
    """Its name."""
    base: Range
    """Its score, as the method declares it."""
    declared: str
    """The same in words."""
    robust: Range | None
    """Its robustness range; none where none was computed."""
    robust_words: str
    """The same in words; a dash where there is none."""
    effects: tuple[EffectView, ...]
    """What moves its score, the largest first; empty where nothing does."""
    drivers: str
    """What surely moves its score, in words."""
    moved_by: str
    """The same, each with the share of the variance in which it takes part."""
    alignment: bool
    """Whether it is not bound, so that the score is called alignment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Countries that cannot be told apart for sure."""

    title: str
    """What may be said about them."""
    positions: tuple[PositionView, ...]
    """The countries, in the order of the register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideView:
    """What may be said about one country beside another."""

    word: str
    """`ahead`, `probably ahead`, `behind`, `probably behind` or `not distinguishable`."""
    said: bool
    """Whether that tells the two apart."""
    ahead: bool
    """Whether the first is ahead, at least probably."""
    share: Fraction
    """The share of draws in which the first lies wholly above the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesView:
    """How often one country stands at each place of the order."""

    country: str
    """Id of the country."""
    name: str
    """Its name."""
    shares: tuple[Fraction, ...]
    """The share of draws in which it stands at each place by the middle of its range, from the highest."""
    settled: bool
    """Whether one place is surely its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """What may be said about the order of the countries before one treaty."""

    headline: str
    """The finding, with the treaty."""
    finding: str
    """The same inside a sentence that names the treaty."""
    lead: str
    """What it rests on."""
    groups: tuple[GroupView, ...]
    """Groups in place of a league table; one group that is no group where robustness was not computed."""
    pairs: Mapping[tuple[str, str], BesideView]
    """Every ordered pair of countries, by both ids; empty where robustness was not computed."""
    pairs_headline: str
    """The finding about pairs."""
    places: tuple[PlacesView, ...]
    """How often each country stands at each place, in the order of the register; empty where fewer than two were compared."""
    places_headline: str
    """The finding about places: whether the order can be trusted."""
    effects: tuple[EffectView, ...]
    """What moves the order, the largest first; empty where it hardly moves."""
    effects_headline: str
    """The finding about what moves scores and their order."""
    effects_lead: str
    """What moves the order, as a sentence."""
    basis: str
    """What ranges, pairs and effects rest on; empty where none was computed."""
    samples: str
    """Rows of the design behind the effects."""

    def position(self, country: str) -> PositionView | None:
        """The score of a country; none where it has none."""
        return next(
            (position for group in self.groups for position in group.positions if position.country == country), None
        )
