"""Agreement of two evaluators: equal to what was published, and the properties of the method."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import cast

import pytest
from hypothesis import given, settings
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


# Published worked examples, a unit in each group of characters, an observer in each place, `.` where one did not rate.

BINARY = "01 11 01 00 00 01 00 00 10 00"
"""Two observers, ten units. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, A."""
FOUR = "11.1 2232 3333 3333 2222 1234 4444 1121 2222 .555 ..11 .3.."
"""Four observers, twelve units. The same, C and D."""
NEWS = (
    "112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. "
    ".100. 0000. 1222. 33223 111.1 111.1 212.2 1233. 1101. 000.0 "
    "0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2 "
    "110.0 2121. 22.22 3222. 222.2 223.2 222.2 22.12 2222. 111.1"
)
"""Five observers, forty articles on an election, from `sure loser` to `likely winner`. Hayes and Krippendorff, Answering the
Call for a Standard Reliability Measure for Coding Data, Communication Methods and Measures 1, 2007, table 1."""


def coincidences(units: str, values: str) -> Table:
    """The table of any number of observers: each rating of a unit counts once, however many pairs it is part of."""
    counted: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for unit in units.split():
        rated = unit.replace(".", "")
        for pair in combinations(rated, 2):
            counted[pair] += Fraction(1, len(rated) - 1)
    # Thirds of a pair and the like are no counts, but α takes them as well.
    return cast("Table", tuple(tuple(counted[first, second] for second in values) for first in values))


@pytest.mark.parametrize(
    ("units", "values", "published"),
    [(BINARY, "01", "0.095"), (FOUR, "12345", "0.815"), (NEWS, "0123", "0.7598")],
    ids=["binary", "four observers", "news"],
)
def test_alpha_is_the_one_that_was_published(units: str, values: str, published: str) -> None:
    found = alpha(coincidences(units, values))
    assert found is not None
    assert f"{float(found):.{len(published) - 2}f}" == published


def test_a_binary_example_is_one_of_two_evaluators() -> None:
    found = alpha(table([(int(unit[0]), int(unit[1])) for unit in BINARY.split()], steps=2))
    assert found == Fraction(2, 21) == alpha(coincidences(BINARY, "01"))


def by_definition(given: Sequence[tuple[Rating, Rating]]) -> Fraction | None:
    """α from its definition, without a table: what two ratings of one criterion differ by, and what any two differ by."""
    both = [(first, second) for first, second in given if first is not None and second is not None]
    every = [rating for pair in both for rating in pair]
    often = Counter(every)

    def apart(c: int, k: int) -> Fraction:
        low, high = sorted((c, k))
        between = sum(often[rating] for rating in range(low, high + 1))
        return (between - Fraction(often[low] + often[high], 2)) ** 2

    observed = sum(apart(first, second) for first, second in both)
    expected = sum(apart(first, second) for first, second in combinations(every, 2))
    return 1 - (len(every) - 1) * observed / expected if expected else None


@quickly
@given(pairs)
def test_alpha_is_that_of_its_definition(given: Pairs) -> None:
    assert alpha(table(given)) == by_definition(given)


@pytest.mark.parametrize("steps", [2, 3, 6])
def test_alpha_is_that_of_its_definition_on_other_scales(steps: int) -> None:
    stream = Random(steps)
    given = [(stream.randrange(steps), stream.choice([None, *range(steps)])) for _ in range(200)]
    assert alpha(table(given, steps)) == by_definition(given)


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
