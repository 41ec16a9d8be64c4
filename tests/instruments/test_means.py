"""The three means: what holds for each of them, and what another program computes."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.model.instrument import MeanKind
from compliance.scoring.means import PLACES, Term, highest, lowest, rule

KINDS: tuple[MeanKind, ...] = ("arithmetic", "geometric", "harmonic")
FLOOR = Fraction(1, 100)
LAST_PLACE = Fraction(1, 10**PLACES)

quickly = settings(max_examples=80, deadline=None)
kinds = st.sampled_from(KINDS)
values = st.sampled_from([*(Fraction(n, 12) for n in range(13)), Fraction(1, 150), Fraction(1, 400)])
terms = st.lists(
    st.tuples(st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(3)]), values, values, st.booleans()),
    min_size=1,
    max_size=5,
).map(
    lambda given: [
        Term(key=str(place), weight=weight, low=min(ends), high=max(ends), optional=optional)
        for place, (weight, *ends, optional) in enumerate(given)
    ]
)


def settled(given: list[Fraction], weights: list[Fraction] | None = None) -> list[Term]:
    weights = weights or [Fraction(1)] * len(given)
    return [
        Term(key=str(place), weight=weight, low=value, high=value, optional=False)
        for place, (value, weight) in enumerate(zip(given, weights, strict=True))
    ]


def mean(kind: MeanKind, given: list[Term]) -> Fraction:
    found = lowest(given, rule(kind, FLOOR))
    assert found
    return found.value


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("arithmetic", Fraction(5, 8)), ("geometric", Fraction(1, 2)), ("harmonic", Fraction(2, 5))],
)
def test_a_quarter_and_one(kind: MeanKind, expected: Fraction) -> None:
    assert mean(kind, settled([Fraction(1, 4), Fraction(1)])) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("arithmetic", Fraction(1, 2)), ("geometric", Fraction(1, 10)), ("harmonic", Fraction(2, 101))],
)
def test_a_zero_counts_as_the_floor(kind: MeanKind, expected: Fraction) -> None:
    assert mean(kind, settled([Fraction(0), Fraction(1)])) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_zeros_is_zero(kind: MeanKind) -> None:
    assert mean(kind, settled([Fraction(0), Fraction(0)])) == 0


@quickly
@given(kinds, terms)
def test_a_mean_lies_within_what_it_averages(kind: MeanKind, given: list[Term]) -> None:
    low, high = lowest(given, rule(kind, FLOOR)), highest(given, rule(kind, FLOOR))
    assert low
    assert high
    assert min(it.low for it in given) <= low.value <= high.value <= max(it.high for it in given)


@quickly
@given(kinds, st.lists(values, min_size=1, max_size=6), st.data())
def test_a_better_value_never_lowers_a_mean(kind: MeanKind, given: list[Fraction], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(given) - 1))
    better = data.draw(values.filter(lambda value: value >= given[place]))
    after = [*given[:place], better, *given[place + 1 :]]
    assert mean(kind, settled(given)) <= mean(kind, settled(after))


@quickly
@given(kinds, st.lists(values, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_order_changes_nothing(kind: MeanKind, given: list[Fraction], random: object) -> None:
    assert mean(kind, settled(given)) == mean(kind, settled(sorted(given)))


@quickly
@given(st.lists(values, min_size=1, max_size=6))
def test_harmonic_geometric_arithmetic_stand_in_this_order(given: list[Fraction]) -> None:
    above = [max(it, FLOOR) for it in given]
    arithmetic, geometric, harmonic = (mean(kind, settled(above)) for kind in KINDS)
    assert harmonic <= geometric + LAST_PLACE
    assert geometric <= arithmetic + LAST_PLACE


@quickly
@given(kinds, terms)
def test_the_ends_are_those_of_every_choice(kind: MeanKind, given: list[Term]) -> None:
    free = [it for it in given if it.optional]
    found = []
    for taken in product((False, True), repeat=len(free)):
        kept = [it for it in given if not it.optional or taken[free.index(it)]]
        if kept:
            found.append(
                [
                    mean(kind, settled([getattr(it, end) for it in kept], [it.weight for it in kept]))
                    for end in ("low", "high")
                ]
            )
    low, high = lowest(given, rule(kind, FLOOR)), highest(given, rule(kind, FLOOR))
    assert low
    assert high
    assert abs(low.value - min(it[0] for it in found)) <= LAST_PLACE
    assert abs(high.value - max(it[1] for it in found)) <= LAST_PLACE


@quickly
@given(st.lists(st.tuples(values, st.sampled_from([Fraction(1), Fraction(2, 3), Fraction(5)])), min_size=1, max_size=9))
def test_numpy_finds_the_same(given: list[tuple[Fraction, Fraction]]) -> None:
    numbers, weights = (list(side) for side in zip(*given, strict=True))
    x, w = np.maximum([float(it) for it in numbers], 0.01), np.array([float(it) for it in weights])
    expected = (
        np.average([float(it) for it in numbers], weights=w),
        np.exp(np.average(np.log(x), weights=w)),
        1 / np.average(1 / x, weights=w),
    )
    for kind, value in zip(KINDS, expected, strict=True):
        bounded = min(max(value, float(min(numbers))), float(max(numbers)))
        assert abs(float(mean(kind, settled(numbers, weights))) - bounded) < 1e-12
