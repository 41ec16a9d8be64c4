"""How often each country stands at each place of the order, and when a place is surely its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from studies import FEW, answers, assessed, treaty

from compliance.queries.formats import as_json
from compliance.queries.robustness import robustness_record
from compliance.robustness import SETTINGS, Places, Robustness
from compliance.robustness.answers import Floats
from compliance.robustness.ranking import acceptability, pairs, places
from compliance.robustness.run import robustness
from compliance.scoring import Range

MIDDLES = st.tuples(st.integers(1, 6), st.integers(1, 9)).flatmap(
    # Quarters, so that many are equal.
    lambda size: arrays.arrays(float, size, elements=st.integers(0, 4).map(lambda quarters: quarters / 4))
)


def shares(*rows: Sequence[float]) -> list[list[float]]:
    """The shares by country and place, of the middles of each country by draw."""
    return [[float(share) for share in of_country] for of_country in acceptability(np.array(rows))]


def test_a_place_counts_the_draws_in_which_it_is_held() -> None:
    assert shares([0.9, 0.9, 0.9, 0.2], [0.5, 0.5, 0.5, 0.5], [0.1, 0.1, 0.7, 0.9]) == [
        [0.75, 0.0, 0.25],
        [0.0, 0.75, 0.25],
        [0.25, 0.25, 0.5],
    ]


def test_equal_countries_share_the_places_that_they_fill_together() -> None:
    assert shares([0.5], [0.8], [0.5]) == [[0.0, 0.5, 0.5], [1.0, 0.0, 0.0], [0.0, 0.5, 0.5]]
    # However they were added up.
    assert shares([0.1 + 0.2], [0.3]) == [[0.5, 0.5], [0.5, 0.5]]


@settings(deadline=None)
@given(MIDDLES)
def test_rows_and_columns_add_up_to_one(middles: Floats) -> None:
    found = acceptability(middles)
    assert found.min() >= 0
    assert found.sum(axis=0) == pytest.approx(np.ones(len(middles)))
    assert found.sum(axis=1) == pytest.approx(np.ones(len(middles)))


@settings(deadline=None)
@given(MIDDLES, st.randoms())
def test_the_order_in_which_countries_are_given_moves_no_share(middles: Floats, random: Random) -> None:
    order = list(range(len(middles)))
    random.shuffle(order)
    assert acceptability(middles[order]).tolist() == acceptability(middles)[order].tolist()


def placed(*ends: tuple[float, float], declared: Sequence[tuple[float, float]] = ()) -> list[bool]:
    """Which countries have a place of their own, where every draw gives these ends."""
    names = [f"c{number}" for number in range(len(ends))]
    bases = [Range(low=Fraction(low), high=Fraction(high)) for low, high in declared or ends]
    found = np.repeat(np.array(ends)[:, :, None], 20, axis=2)
    return [one.settled for one in places(names, found, pairs(names, bases, found, SETTINGS), SETTINGS)]


def test_a_place_is_settled_where_no_range_overlaps() -> None:
    assert placed((0.8, 0.9), (0.5, 0.7), (0.1, 0.3)) == [True, True, True]


def test_a_place_is_not_settled_where_ranges_overlap_in_any_draw_or_as_declared() -> None:
    assert placed((0.8, 0.9), (0.2, 0.7), (0.1, 0.3)) == [True, False, False]
    apart = ((0.8, 0.9), (0.5, 0.7))
    assert placed(*apart, declared=((0.6, 0.9), (0.5, 0.7))) == [False, False]


def test_a_country_alone_has_the_one_place() -> None:
    assert of({"arcadia": "2 met"}).places == (Places(country="arcadia", shares=(1.0,), settled=True),)


def test_a_country_better_in_all_answers_comes_before_another_in_every_draw() -> None:
    found = of({"borduria": "2 not-met", "arcadia": "2 met"})
    assert [(it.country, it.shares) for it in found.places] == [("borduria", (0.0, 1.0)), ("arcadia", (1.0, 0.0))]


def of(given: dict[str, str]) -> Robustness:
    """How robust the scores of countries are that gave such answers to the one article of a treaty, with certainty."""
    made = assessed(treaty({"1": 2}), {country: answers({"1": runs}) for country, runs in given.items()})
    return robustness(made, draws=100, settings=FEW)


def test_other_programs_read_places_too() -> None:
    found = of({"borduria": "2 not-met", "arcadia": "2 met"})
    (told,) = json.loads(as_json([robustness_record(found, {"borduria": "Borduria", "arcadia": "Arcadia"})]))
    assert told["places"] == [
        {"country": "borduria", "shares": [0.0, 1.0], "settled": True},
        {"country": "arcadia", "shares": [1.0, 0.0], "settled": True},
    ]
