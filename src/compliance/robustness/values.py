"""What is said about robustness, as immutable values; plain numbers, rounded only for print."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from compliance.scoring import Range

Factor = Literal[
    "criterion-weights", "article-weights", "values", "gate", "mean", "rating-error", "reservations"
]  # fmt: skip
"""A choice of the method, or an error, that is varied."""
FACTORS: tuple[Factor, ...] = get_args(Factor)
"""All of them, in the order of the method."""
Word = Literal["ahead", "probably-ahead", "not-distinguishable"]
"""What may be said about two countries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """How much of the variance of an outcome one factor accounts for, each share with its sampling interval."""

    factor: Factor
    first: float
    """The share that it explains alone; first-order index."""
    first_interval: tuple[float, float]
    """How far so many runs settle the first-order index."""
    total: float
    """The share that would be left if all other factors were fixed, on average; total index."""
    total_interval: tuple[float, float]


MATTERS = 0.05
"""The share of the variance from which a factor is named."""


def drivers(effects: Iterable[Effect]) -> tuple[Factor, ...]:
    """The factors that matter surely, in the order given: the sampling interval of their total index lies above that share."""
    return tuple(effect.factor for effect in effects if effect.total_interval[0] > MATTERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryRobustness:
    """How far the score of one country moves."""

    country: str
    base: Range
    low: float
    """Low end of the robustness range: the 5 % quantile of the low ends."""
    high: float
    """High end of the robustness range: the 95 % quantile of the high ends."""
    median_low: float
    median_high: float
    effects: tuple[Effect, ...]
    """What moves the middle of the range, by factor, the largest total first; empty where nothing does."""

    @property
    def drivers(self) -> tuple[Factor, ...]:
        """The factors that matter surely, the largest first."""
        return drivers(self.effects)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What may be said about one country beside another."""

    first: str
    other: str
    share: float
    """The share of draws in which the low end of the first lies above the high end of the other."""
    word: Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """How often a country has each rank; only with what says how far that may be trusted."""

    country: str
    shares: tuple[float, ...]
    """The share of draws in which it has each rank by the middle of its range, from the highest; equal ones share theirs."""
    settled: bool
    """Whether one place is surely its own: in nearly every draw, and with no range that overlaps its own as declared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """How robust the scores of all countries for one instrument are."""

    instrument: str
    draws: int
    """Draws behind ranges and pairs; none of them failed."""
    samples: int
    """Rows of the design behind the effects; each factor takes as many runs again."""
    seed: int
    standings: tuple[CountryRobustness, ...]
    """The countries, in the order given."""
    pairs: Mapping[tuple[str, str], Pair]
    """Every ordered pair of countries, by first and other."""
    places: tuple[Places, ...]
    """How often each country has each rank, in the order given."""
    groups: tuple[tuple[str, ...], ...]
    """Countries that cannot be distinguished for sure, by id; every member of a group is ahead of every one of the next."""
    order: tuple[Effect, ...]
    """What moves the order of the countries: the mean shift of their ranks from the base; the largest total first; empty where it hardly moves."""

    def standing(self, country: str) -> CountryRobustness | None:
        """The standing of a country, if it has a score."""
        return next((standing for standing in self.standings if standing.country == country), None)

    def between(self, first: str, second: str) -> Pair:
        """The direction in which more may be said about two countries."""
        return max(self.pairs[first, second], self.pairs[second, first], key=lambda pair: pair.share)
