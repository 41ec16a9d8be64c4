"""Weighted means of terms that may drop out, at their ends: arithmetic, geometric or harmonic; method, section 5."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache, lru_cache
from math import lcm
from operator import mul
from typing import NamedTuple

from compliance.model.instrument import MeanKind
from compliance.scoring.values import Range

PLACES = 15
"""To so many decimal places a geometric mean is computed; the other means are exact."""
_LOGARITHMS = Context(prec=40)
"""Wide enough that only the last rounding shows; `ln` and `exp` of this type are rounded correctly, so both are monotone."""
_PLACE = Decimal(1).scaleb(-PLACES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How values are averaged: each goes over into another number, these are averaged, and their mean comes back.

    Both ways keep the order of numbers. So a better value never lowers a mean, and a term moves it towards itself.
    """

    into: Callable[[Fraction], Fraction]
    """From a value to what is averaged in its place."""
    back: Callable[[Fraction, Collection[Fraction]], Fraction]
    """From the average back to a value, given the values that are in it."""


ARITHMETIC = Rule(into=lambda value: value, back=lambda mean, _: mean)
"""The weighted sum over the sum of the weights."""


@cache
def rule(kind: MeanKind, floor: Fraction) -> Rule:
    """The rule of a mean; in a geometric or a harmonic one a value below the floor counts as the floor."""
    match kind:
        case "arithmetic":
            return ARITHMETIC
        case "geometric":
            return Rule(into=lambda value: _ln(max(value, floor)), back=lambda mean, of: _within(_exp(mean), of))
        case "harmonic":
            # The minus keeps the order: of reciprocals the greater belongs to the lesser value.
            return Rule(into=lambda value: -1 / max(value, floor), back=lambda mean, of: _within(-1 / mean, of))


@lru_cache(maxsize=4096)  # ratings and articles share few values, and a logarithm takes longer than all else
def _ln(value: Fraction) -> Fraction:
    quotient = _LOGARITHMS.divide(Decimal(value.numerator), Decimal(value.denominator))
    return Fraction(quotient.ln(_LOGARITHMS))


def _exp(exponent: Fraction) -> Fraction:
    quotient = _LOGARITHMS.divide(Decimal(exponent.numerator), Decimal(exponent.denominator))
    return Fraction(quotient.exp(_LOGARITHMS).quantize(_PLACE, context=_LOGARITHMS))


def _within(mean: Fraction, values: Collection[Fraction]) -> Fraction:
    """The mean, nowhere outside the values that it averages: neither the floor nor the last place moves it there."""
    return min(max(mean, min(values)), max(values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One value in a mean, between its ends."""

    key: str
    """Id of the item, article, group or series."""
    weight: Fraction
    low: Fraction
    high: Fraction
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A mean and what is in it."""

    value: Fraction
    keys: frozenset[str]


def lowest(terms: Sequence[Term], by: Rule = ARITHMETIC) -> Mean | None:
    """The lowest mean that the terms can have; none where there are no terms."""
    weighted = [(term.optional, _Weighted(term.key, term.weight, term.low)) for term in terms]
    return _extreme(weighted, lambda term: term.value, lambda value, mean: value < mean, by)


def highest(terms: Sequence[Term], by: Rule = ARITHMETIC) -> Mean | None:
    """The highest mean that the terms can have; none where there are no terms."""
    weighted = [(term.optional, _Weighted(term.key, term.weight, term.high)) for term in terms]
    return _extreme(weighted, lambda term: -term.value, lambda value, mean: value > mean, by)


def mean_range(terms: Sequence[Term], by: Rule = ARITHMETIC) -> Range | None:
    """Between which ends the mean of the terms lies; none where there are none."""
    low, high = lowest(terms, by), highest(terms, by)
    return Range(low=low.value, high=high.value) if low and high else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Terms of an arithmetic mean, added up once, so that one can be exchanged without adding up the others again."""

    weight: Fraction
    """The weight of the terms that stay."""
    low: Fraction
    high: Fraction
    free: tuple[Term, ...]
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


def _extreme(
    terms: Sequence[tuple[bool, _Weighted]],
    first: Callable[[_Weighted], Fraction],
    moves: Callable[[Fraction, Fraction], bool],
    by: Rule,
) -> Mean | None:
    """The mean of the terms that stay and of as many that may drop out, the most extreme `first`, as move it further out."""
    fixed = [term for optional, term in terms if not optional]
    free = sorted((term for optional, term in terms if optional), key=first)
    # A term moves a mean towards itself, so the first one that does not help shows that no later one can.
    if not (fixed or free):
        return None
    kept, others = fixed or free[:1], free if fixed else free[1:]
    weights, _ = over_one([weighted.weight for weighted in (*kept, *others)])
    values, below = over_one([by.into(weighted.value) for weighted in (*kept, *others)])
    weight, total = sum(weights[: len(kept)]), sum(map(mul, weights[: len(kept)], values))
    mean = by.back(Fraction(total, weight * below), [weighted.value for weighted in kept])
    for weighted, its_weight, its_value in zip(others, weights[len(kept) :], values[len(kept) :], strict=True):
        if not moves(weighted.value, mean):
            break
        kept.append(weighted)
        weight += its_weight
        total += its_weight * its_value
        mean = by.back(Fraction(total, weight * below), [weighted.value for weighted in kept])
    return Mean(value=mean, keys=frozenset(term.key for term in kept))


def over_one(numbers: Sequence[Fraction]) -> tuple[list[int], int]:
    """Numbers as whole ones over one denominator, and this: to add and to compare those takes less time."""
    ratios = [value.as_integer_ratio() for value in numbers]
    denominator = lcm(*(below for _, below in ratios))
    return [above * (denominator // below) for above, below in ratios], denominator
