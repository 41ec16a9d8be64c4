"""Weighted means of terms that may drop out, at their exact ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A mean and what is in it."""

    value: Fraction
    """The mean."""
    keys: frozenset[str]
    """The terms in it."""


def lowest(terms: Sequence[Term]) -> Mean | None:
    """The lowest mean that the terms can have; none where there are no terms."""
    fixed, free = _split(terms, lambda term: term.low)
    return _extreme(fixed, sorted(free, key=lambda term: term.value), lambda value, mean: value < mean)


def highest(terms: Sequence[Term]) -> Mean | None:
    """The highest mean that the terms can have; none where there are no terms."""
    fixed, free = _split(terms, lambda term: term.high)
    return _extreme(fixed, sorted(free, key=lambda term: -term.value), lambda value, mean: value > mean)


def mean_range(terms: Sequence[Term]) -> Range | None:
    """Between which ends the mean of the terms lies; none where there are none."""
    low, high = lowest(terms), highest(terms)
    return Range(low=low.value, high=high.value) if low and high else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Terms of a mean, added up once, so that one of them can be exchanged without adding up the others again."""

    weight: Fraction
    """The weight of the terms that stay."""
    low: Fraction
    """Their worst values times their weights."""
    high: Fraction
    """Their best values times their weights."""
    free: Terms
    """The terms that may drop out; each choice among them needs its own mean."""

    def exchanging(self, old: Term | None, new: Term | None) -> Range | None:
        """Between which ends the mean lies with a new term in place of an old one, exactly."""
        weight, low, high = self.weight, self.low, self.high
        if old and not old.optional:
            weight, low, high = weight - old.weight, low - old.weight * old.low, high - old.weight * old.high
        if new and not new.optional:
            weight, low, high = weight + new.weight, low + new.weight * new.low, high + new.weight * new.high
        free = [term for term in self.free if not (old and term.key == old.key)]
        if new and new.optional:
            free.append(new)
        if weight and not free:
            return Range(low=low / weight, high=high / weight)
        fixed = [Term(key="", weight=weight, low=low / weight, high=high / weight, optional=False)] if weight else []
        return mean_range([*fixed, *free])


def added_up(terms: Sequence[Term]) -> Sum:
    """The sum of some terms."""
    fixed = [term for term in terms if not term.optional]
    return Sum(
        weight=sum((term.weight for term in fixed), Fraction(0)),
        low=sum((term.weight * term.low for term in fixed), Fraction(0)),
        high=sum((term.weight * term.high for term in fixed), Fraction(0)),
        free=tuple(term for term in terms if term.optional),
    )


class _Weighted(NamedTuple):
    key: str
    weight: Fraction
    value: Fraction


def _split(terms: Sequence[Term], end: Callable[[Term], Fraction]) -> tuple[list[_Weighted], list[_Weighted]]:
    """The terms that stay and those that may drop out, at one end."""
    fixed = [_Weighted(it.key, it.weight, end(it)) for it in terms if not it.optional]
    free = [_Weighted(it.key, it.weight, end(it)) for it in terms if it.optional]
    return fixed, free


def _extreme(
    fixed: Sequence[_Weighted], free: Sequence[_Weighted], moves: Callable[[Fraction, Fraction], bool]
) -> Mean | None:
    """The mean of the fixed terms and of as many free ones, the most extreme first, as move it further out."""
    # A term moves a mean towards itself, so the first one that does not help shows that no later one can.
    if not (fixed or free):
        return None
    kept = list(fixed or free[:1])
    weights = sum((it.weight for it in kept), Fraction(0))
    total = sum((it.weight * it.value for it in kept), Fraction(0))
    for it in free if fixed else free[1:]:
        if not moves(it.value, total / weights):
            break
        kept.append(it)
        weights += it.weight
        total += it.weight * it.value
    return Mean(value=total / weights, keys=frozenset(it.key for it in kept))
