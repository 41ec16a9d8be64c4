"""How robust scores are: worked examples, and what holds for every draw."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import FEW, answers, as_declared, assessed, study, treaty
from test_properties import PARTS, Responses, cases
from tiny import TODAY, article, checklist, criterion, deposit, instrument

from compliance import figures
from compliance.model.checklist import Response
from compliance.model.instrument import Ground, Instrument
from compliance.model.participation import Participation
from compliance.robustness import FACTORS, SETTINGS, Pair
from compliance.robustness.answers import answered, kernel, shape
from compliance.robustness.draws import declared, draw, seed_of
from compliance.robustness.ranking import groups, word
from compliance.robustness.run import Study, can_vary, computed, drawn_block, robustness
from compliance.robustness.scores import ends
from compliance.scoring import Assessment, assess
from compliance.scoring.agreement import double_rating

EXAMPLES = sorted((Path(__file__).parents[1] / "examples" / "robustness").glob("*.yaml"))
METHOD = Path(__file__).parents[2] / "docs" / "method.md"
EXACT = replace(SETTINGS, errors=tuple((grade, 0.0) for grade, _ in SETTINGS.errors))
"""Settings under which no rating is in error."""
quickly = settings(max_examples=40, deadline=None)


# Worked examples


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example(path: Path) -> None:
    example = yaml.safe_load(path.read_text(encoding="utf-8"))
    one = treaty(example["articles"], example.get("core", ()))
    found = seen(assessed(one, {id_: answers(it) for id_, it in example["countries"].items()}))
    assert like(found, example["expected"]) == example["expected"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_method_shows_the_example(path: Path) -> None:
    assert f"```yaml\n{path.read_text(encoding='utf-8')}```\n" in METHOD.read_text(encoding="utf-8")


def like(found: Any, expected: Any) -> Any:
    """What was found, as far as the example speaks of it."""
    return {key: like(found.get(key), it) for key, it in expected.items()} if isinstance(expected, dict) else found


def seen(assessments: dict[str, Assessment]) -> dict[str, Any]:
    """Robustness in the words of the examples."""
    found, one = robustness(assessments), study(assessments)
    of = partial(points, one)
    return {
        "base": of(),
        "range": {it.country: score(it.low, it.high) for it in found.standings},
        "if mostly is worth 0.55": of(values=np.array([[0], [1 / 3], [0.55], [1]])),
        "without gates": of(gate=np.array([0])),
        "with softer gates": of(gate=np.array([2])),
        "under the geometric mean": of(mean=np.array([1])),
        "under the harmonic mean": of(mean=np.array([2])),
        "under half mean and half lowest": of(mean=np.array([3])),
        "said": found.between(*assessments).word,
        "groups": [list(group) for group in found.groups],
        "moved most by": {it.country: next(iter(it.drivers), "nothing") for it in found.standings},
    }


def points(one: Study, **changed: Any) -> dict[str, str]:
    return {id_: score(*it) for id_, it in as_declared(one, **changed).items()}


def score(low: float, high: float) -> str:
    return figures.score_range(Fraction(low), Fraction(high))


# Draws


@quickly
@given(cases())
def test_what_is_not_varied_is_what_the_engine_computes(case: tuple[Instrument, Responses]) -> None:
    one = assess(case[0], checklist(case[1]), None, PARTS, TODAY)
    if one.whole.range:
        found = as_declared(study({"arcadia": one}))["arcadia"]
        assert found == pytest.approx((float(one.whole.range.low), float(one.whole.range.high)), abs=1e-12)


@quickly
@given(cases(), st.integers(0, 2), st.integers(0, 3))
def test_no_choice_of_what_is_open_lies_outside_the_ends(
    case: tuple[Instrument, Responses], gate: int, mean: int
) -> None:
    """Settling anything that is open narrows the range under every gate and every mean."""
    one = assess(case[0], checklist(case[1]), None, PARTS, TODAY)
    closed = {id_: replace(it, rating=it.rating[-1:]) for id_, it in case[1].items() if not it.ratings_by_part}
    other = assess(case[0], checklist({**case[1], **closed}), None, PARTS, TODAY)
    if one.whole.range and other.whole.range:
        changed = {"gate": np.array([gate]), "mean": np.array([mean])}
        wide = as_declared(study({"arcadia": one}), **changed)["arcadia"]
        narrow = as_declared(study({"arcadia": other}), **changed)["arcadia"]
        assert wide[0] <= narrow[0] + 1e-12
        assert narrow[1] <= wide[1] + 1e-12


def countries() -> dict[str, Assessment]:
    """Two countries that gave other answers on other evidence."""
    given = {
        "arcadia": answers({"1": "3 met, 3 partly", "2": "5 mostly", "3": "1 partly, 3 unanswered"}),
        "borduria": answers({"1": "1 not-met, 5 met", "2": "2 met, 3 partly", "3": "4 mostly"}, "C"),
    }
    return assessed(treaty({"1": 6, "2": 5, "3": 4}, core=["1.1", "3.1"]), given)


@pytest.fixture(scope="module")
def two() -> Study:
    return study(countries(), FEW)


def test_one_draw_in_twenty_lies_below_the_range_and_one_above() -> None:
    made = assessed(treaty({"1": 6, "2": 5}), {"arcadia": answers({"1": "3 met, 3 partly", "2": "5 mostly"}, "C")})
    (low, high), *_ = computed(study(made, FEW), 200)[0]
    found = robustness(made, draws=200, settings=FEW).standings[0]
    assert (np.mean(low < found.low), np.mean(high > found.high)) == (0.05, 0.05)


@pytest.mark.parametrize("processes", [2, 4])
def test_processes_share_the_work_and_change_nothing(two: Study, processes: int) -> None:
    for alone, shared in zip(computed(two, 450), computed(two, 450, processes), strict=True):
        assert np.array_equal(alone, shared)


def test_a_country_more_moves_no_draw_of_the_others(two: Study) -> None:
    alone = replace(two, countries=two.countries[:1])
    assert np.array_equal(drawn_block(alone, ("draws/0", 100))[0], drawn_block(two, ("draws/0", 100))[0])


def test_only_edition_and_seed_move_the_draws(two: Study) -> None:
    same, other = seed_of("tiny", "1", 0), seed_of("tiny", "1", 1)
    assert two.seed == same
    assert len({same, other, seed_of("tiny", "2", 0)}) == 3
    block = ("draws/0", 100)
    assert not np.array_equal(drawn_block(two, block), drawn_block(replace(two, seed=other), block))


def test_factors_vary_as_declared(two: Study) -> None:
    drawn = draw(two.shape, two.countries, SETTINGS, seed=two.seed, block="test", size=20_000)
    assert drawn.criteria.mean() == pytest.approx(1, abs=0.01)
    assert drawn.criteria.std() == pytest.approx(0.25, abs=0.01)
    partly, mostly = drawn.values[1], drawn.values[2]
    assert (partly.min() >= 0.2, partly.max() <= 0.45, mostly.min() >= 0.55, mostly.max() <= 0.85) == (True,) * 4
    assert np.bincount(drawn.gate) / 20_000 == pytest.approx([1 / 3] * 3, abs=0.02)
    assert np.bincount(drawn.mean) / 20_000 == pytest.approx([1 / 2, 1 / 6, 1 / 6, 1 / 6], abs=0.02)
    assert np.bincount(drawn.reservations) / 20_000 == pytest.approx([1 / 3] * 3, abs=0.02)


def test_a_rating_errs_as_often_as_its_grade_says() -> None:
    one = treaty({"1": 1})
    for grade, chance in (("A", 0.05), ("C", 0.2)):
        few = study(assessed(one, {"arcadia": answers({"1": "1 mostly"}, grade)}))  # type: ignore[arg-type]
        errors = {"arcadia": np.linspace(0, 1, 20_000, endpoint=False)[None]}
        base = declared(few.shape, few.countries)
        many = {name: np.repeat(getattr(base, name), 20_000, axis=-1) for name in ("criteria", "articles", "values", "gate", "mean", "reservations")}  # fmt: skip
        found = ends(few.shape, few.countries[0], replace(base, errors=errors, **many), 0.01)[0]
        assert np.mean(found == 1 / 3) == pytest.approx(chance / 2, abs=1e-4)
        assert np.mean(found == 1) == pytest.approx(chance / 2, abs=1e-4)


def test_what_is_not_answered_is_never_drawn() -> None:
    one = treaty({"1": 3, "2": 2})
    few = study(assessed(one, {"arcadia": answers({"1": "2 unanswered, 1 met"}, "D")}))
    drawn = draw(few.shape, few.countries, EXACT, seed=few.seed, block="test", size=50)
    found = ends(few.shape, few.countries[0], replace(drawn, mean=np.zeros(50, dtype=np.intp)), 0.01)
    assert found[1].max() == pytest.approx(1)
    assert (found[0] < 0.5).all()


def test_reservations_are_treated_in_three_ways() -> None:
    ground = Ground(id="art-42", kind="reservation", provision="", basis="", permits="", criteria=("1.2",))
    one = instrument([article("1", [criterion("1.1"), criterion("1.2")])], [ground])
    bound = Participation(status="party", reservations="known", deposits=(deposit(criteria=("1.2",)),))
    given = {"1.1": Response(rating=("met",)), "1.2": Response(rating=("partly",))}
    few = study({"arcadia": assess(one, checklist(given), bound, (), TODAY)})
    found = [as_declared(few, reservations=np.array([kind]))["arcadia"][0] for kind in range(3)]
    assert found == pytest.approx([2 / 3, 1, 1 / 2])


def test_where_deposits_are_not_known_reservations_change_nothing() -> None:
    few = study(assessed(treaty({"1": 2}), {"arcadia": answers({"1": "1 met, 1 partly"})}))
    assert len(few.countries[0].treatments) == 1


def test_rating_twice_takes_the_place_of_grades() -> None:
    one = treaty({"1": 4})
    first, second = checklist(answers({"1": "2 mostly, 2 met"})), checklist(answers({"1": "1 mostly, 1 partly, 2 met"}))
    table = double_rating(one, first, second).whole.table
    assert kernel(table, 5) is None
    found = kernel(table, 4)
    assert found is not None
    assert found["mostly"] == {"met": 0, "mostly": 2 / 3, "partly": 1 / 3, "not-met": 0}
    assert found["partly"] == {"met": 0, "mostly": 1, "partly": 0, "not-met": 0}
    assert found["not-met"] == {"not-met": 1}
    made = assess(one, first, None, (), TODAY)
    below = answered("arcadia", made, SETTINGS, found).treatments[0].below
    assert below[0, :, 0] == pytest.approx([0, 1 / 3, 1])
    assert shape(made.whole).values.tolist() == [0, 1 / 3, 2 / 3, 1]


# Order


@quickly
@given(st.lists(cases(most=3, articles=2).map(lambda case: case[1]), min_size=2, max_size=3))
def test_nobody_is_ahead_of_a_country_whose_declared_range_overlaps(given: list[Responses]) -> None:
    one = instrument([article(str(a), [criterion(f"{a}.{c}") for c in range(3)]) for a in range(2)])
    made = {f"c{number}": assess(one, checklist(it), None, PARTS, TODAY) for number, it in enumerate(given)}
    if not any(it.whole.range for it in made.values()):
        return
    found = robustness(made, draws=100, settings=FEW)
    for (first, other), pair in found.pairs.items():
        ours, theirs = made[first].whole.range, made[other].whole.range
        assert ours
        assert theirs
        if pair.word != "not-distinguishable":
            assert ours.low > theirs.high
    members = [id_ for group in found.groups for id_ in group]
    assert sorted(members) == sorted(it.country for it in found.standings)
    assert all(list(group) == sorted(group) for group in found.groups)
    for place, group in enumerate(found.groups):
        for later in found.groups[place + 1 :]:
            assert all(found.pairs[a, b].word == "ahead" for a in group for b in later)


def test_words_follow_the_share_of_draws() -> None:
    words = [word(share, SETTINGS) for share in (0.95, 0.949, 0.8, 0.799)]
    assert words == ["ahead", "probably-ahead", "probably-ahead", "not-distinguishable"]


def test_groups_are_the_finest_that_are_apart() -> None:
    def said(*ahead: str) -> dict[tuple[str, str], Pair]:
        every = [(a, b) for a in "abcd" for b in "abcd" if a != b]
        return {
            (a, b): Pair(first=a, other=b, share=0, word="ahead" if a + b in ahead else "not-distinguishable")
            for a, b in every
        }

    assert groups("abcd", said()) == (("a", "b", "c", "d"),)
    assert groups("abcd", said("da", "db", "dc")) == (("d",), ("a", "b", "c"))
    assert groups("abcd", said("da", "db", "dc", "ca")) == (("d",), ("a", "b", "c"))
    assert groups("abcd", said("da", "db", "ca", "cb")) == (("c", "d"), ("a", "b"))
    assert groups("abcd", said("dc", "db", "da", "cb", "ca", "ba")) == (("d",), ("c",), ("b",), ("a",))


# Effects


def test_effects_name_every_factor_and_stay_shares() -> None:
    found = robustness(countries(), draws=500)
    for effects in (*(it.effects for it in found.standings), found.order):
        assert {it.factor for it in effects} == set(FACTORS)
        assert [it.total for it in effects] == sorted((it.total for it in effects), reverse=True)
        assert all(it.total_interval[0] <= it.total <= it.total_interval[1] for it in effects)
    arcadia = found.standing("arcadia")
    assert arcadia
    assert next(it for it in arcadia.effects if it.factor == "reservations").total == 0


def test_a_country_without_a_score_is_left_out() -> None:
    one = treaty({"1": 2})
    never = {f"1.{c}": Response(rating=("not-applicable",), not_applicable="structural") for c in (1, 2)}
    found = robustness(assessed(one, {"arcadia": answers({"1": "2 met"}), "borduria": never}), draws=50, settings=FEW)
    assert [it.country for it in found.standings] == ["arcadia"]
    with pytest.raises(ValueError, match="no country"):
        robustness(assessed(one, {"borduria": never}), draws=50)


def test_an_instrument_with_other_means_is_not_varied() -> None:
    one = replace(treaty({"1": 2}), sections_aggregate=True)
    assert not can_vary(one)
    with pytest.raises(ValueError, match="other means"):
        robustness(assessed(one, {"arcadia": answers({"1": "2 met"})}), draws=50)
