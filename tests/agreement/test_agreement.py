"""Agreement of two evaluators: equal to another program, and the properties of the method."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from compliance.scoring.agreement import DRAWS, Interval, Table, added, alpha, interval

Rating = int | None
Pairs = list[tuple[Rating, Rating]]

quickly = settings(max_examples=60, deadline=None)
ratings = st.one_of(st.none(), st.integers(0, 3))
pairs = st.lists(st.tuples(ratings, ratings), min_size=2, max_size=40)


def table(given: Sequence[tuple[Rating, Rating]], steps: int = 4) -> Table:
    """Pairs of ratings, counted; those with a missing one are not compared."""
    return tuple(tuple(given.count((first, second)) for second in range(steps)) for first in range(steps))


def theirs(given: Sequence[tuple[Rating, Rating]], steps: int = 4) -> float:
    """α by the package `krippendorff`."""
    data = np.array([[np.nan if rating is None else rating for rating in one] for one in zip(*given, strict=True)])
    found = krippendorff.alpha(
        reliability_data=data.astype(float), level_of_measurement="ordinal", value_domain=list(range(steps))
    )
    return float(found)


@quickly
@given(pairs)
def test_alpha_is_that_of_krippendorff(given: Pairs) -> None:
    ours = alpha(table(given))
    assume(ours is not None)
    assert ours is not None
    assert abs(float(ours) - theirs(given)) < 1e-12


@pytest.mark.parametrize("steps", [2, 3, 6])
def test_alpha_is_that_of_krippendorff_on_other_scales(steps: int) -> None:
    stream = Random(steps)
    given = [(stream.randrange(steps), stream.choice([None, *range(steps)])) for _ in range(200)]
    ours = alpha(table(given, steps))
    assert ours is not None
    assert abs(float(ours) - theirs(given, steps)) < 1e-12


@quickly
@given(pairs)
def test_alpha_takes_no_notice_of_who_rated_first_and_of_the_order_of_criteria(given: Pairs) -> None:
    found = alpha(table(given))
    assert alpha(table([(second, first) for first, second in given])) == found
    assert alpha(table(given[::-1])) == found


@quickly
@given(st.lists(st.integers(0, 3), min_size=2, max_size=40))
def test_alpha_of_equal_ratings_is_1_where_they_vary_and_else_not_defined(given: list[int]) -> None:
    found = alpha(table([(rating, rating) for rating in given]))
    assert found == (1 if len(set(given)) > 1 else None)


def test_alpha_without_ratings_is_not_defined() -> None:
    assert alpha(table([])) is None
    assert alpha(table([(0, None), (None, 3)])) is None


def test_a_further_step_costs_more() -> None:
    rest: Pairs = [(k, k) for _ in range(3) for k in range(4)]
    found = [alpha(table([*rest, (0, second)])) for second in range(4)]
    assert [value for value in found if value is not None] == sorted(filter(None, found), reverse=True)


def articles(number: int, seed: int = 1) -> list[Table]:
    stream = Random(seed)
    return [table([(stream.randrange(4), stream.randrange(4)) for _ in range(3)]) for _ in range(number)]


def test_the_interval_is_the_same_each_time_and_in_any_order_of_articles() -> None:
    drawn = articles(8)
    assert interval(drawn, "one") == interval(drawn[::-1], "one")
    assert interval(drawn, "one") != interval(drawn, "two")


def test_the_interval_holds_alpha_and_is_exact() -> None:
    drawn = articles(12)
    found, whole = interval(drawn, "whole"), alpha(added(drawn))
    assert found is not None
    assert whole is not None
    assert found.low < whole < found.high
    assert isinstance(found.low, Fraction)
    assert found.undefined == 0


def test_a_few_articles_have_no_interval() -> None:
    assert interval(articles(4), "few") is None


def test_draws_of_equal_ratings_are_left_out_and_counted() -> None:
    met, other = table([(0, 0)]), table([(0, 1)])
    found = interval([met] * 6 + [other], "nearly all met")
    assert found is not None
    assert 0 < found.undefined < DRAWS
    # One article of seven is missed by so many draws.
    assert abs(found.undefined / DRAWS - (6 / 7) ** 7) < 0.05


def test_articles_alike_leave_nothing_to_chance() -> None:
    same = table([(0, 0), (1, 1), (2, 3)])
    whole = alpha(added([same] * 6))
    assert whole is not None
    found = interval([same] * 6, "alike")
    assert found == Interval(low=whole, high=whole, undefined=0)
