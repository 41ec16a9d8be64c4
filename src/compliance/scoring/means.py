"""Weighted means of terms that may drop out, at their exact ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from compliance.scoring.values import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One value in a mean, between its ends."""

    key: str
    """What it stands for."""
    weight: Fraction
    """Its weight."""
    low: Fraction
    """Its worst value."""
    high: Fraction
    """Its best value."""
    optional: bool
    """Whether it may drop out."""


Terms = tuple[Term, ...]


def lowest_candidates(terms: Sequence[Term]) -> Iterator[Terms]:
    """Choices of terms among which is one with the lowest mean; never the empty choice."""
    # A term lowers a mean exactly where it lies below it, so only the lowest optional ones can be worth keeping.
    return _choices(terms, sorted((term for term in terms if term.optional), key=lambda term: term.low))


def highest_candidates(terms: Sequence[Term]) -> Iterator[Terms]:
    """Choices of terms among which is one with the highest mean; never the empty choice."""
    return _choices(terms, sorted((term for term in terms if term.optional), key=lambda term: -term.high))


def lowest(terms: Sequence[Term]) -> tuple[Fraction, Terms] | None:
    """The lowest mean that the terms can have, and the terms in it."""
    means = ((weighted_mean((it.weight, it.low) for it in kept), kept) for kept in lowest_candidates(terms))
    return min(means, key=lambda found: found[0], default=None)


def highest(terms: Sequence[Term]) -> tuple[Fraction, Terms] | None:
    """The highest mean that the terms can have, and the terms in it."""
    means = ((weighted_mean((it.weight, it.high) for it in kept), kept) for kept in highest_candidates(terms))
    return max(means, key=lambda found: found[0], default=None)


def mean_range(terms: Sequence[Term]) -> Range | None:
    """Between which ends the mean of the terms lies; none where there are none."""
    low, high = lowest(terms), highest(terms)
    return Range(low=low[0], high=high[0]) if low and high else None


def weighted_mean(weighted: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """The mean of values, each given after its weight."""
    total = weights = Fraction(0)
    for weight, value in weighted:
        total += weight * value
        weights += weight
    return total / weights


def _choices(terms: Sequence[Term], optional: Sequence[Term]) -> Iterator[Terms]:
    """All terms that cannot drop out, with more and more of the others."""
    required = tuple(term for term in terms if not term.optional)
    for count in range(0 if required else 1, len(optional) + 1):
        yield (*required, *optional[:count])
