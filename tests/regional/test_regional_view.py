"""What is said about several countries follows from their answers alone, and ranks nobody."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import pytest
from made_up_region import Answers, compared, folder, inputs

from compliance.inputs import read_inputs
from compliance.robustness.values import CountryRobustness, Pair, Robustness
from compliance.scoring import Range
from compliance.view.regional import RegionalView, regional_view
from compliance.view.regional.phrases import counted, every, many, of_all
from compliance.view.regional.region import Member

NAMES = ("ada", "bea", "cal", "dot", "eve", "fay", "gus")
"""Seven countries, in the order of the register."""


def region(*answers: Answers) -> dict[str, Answers]:
    return dict(zip(NAMES, answers, strict=False))


def test_a_shared_gap_is_counted_exactly_and_what_is_open_is_told_apart(tmp_path: Path) -> None:
    lacks: Answers = {"1.b": "not-met/B"}
    others: tuple[Answers, ...] = ({"1.b": "mostly/B"}, {"1.b": "partly mostly/B"}, {"1.b": "not-applicable"}, {})
    (one,) = compared(tmp_path, region(lacks, lacks, {"1.b": "partly/B"}, *others)).treaties
    (gap,) = one.gaps
    assert gap.provision == "Art. 1(b)"
    assert gap.finding == (
        "Three of seven fall short; one is met or mostly met; one is not settled; one is unanswered; one is not applicable."
    )
    assert dict(gap.by_stand) == {
        "good": ("Dot",),
        "lacking": ("Ada", "Bea", "Cal"),
        "unsettled": ("Eve",),
        "unanswered": ("Gus",),
        "not-applicable": ("Fay",),
    }
    assert one.gaps_headline == "T 1: three of seven fall short on Art. 1(b)"


def test_what_nobody_has_answered_is_no_gap(tmp_path: Path) -> None:
    (one,) = compared(tmp_path, region({"1.a": "met/B"}, {}, {})).treaties
    assert one.gaps == ()
    assert one.gaps_headline == "T 1: no gap is surely shared by two countries"
    assert one.gaps_lead.startswith("Nothing is surely lacking in two or more countries.")
    assert "Of 4 criteria that count, 1 has a sure answer in at least one country." in one.gaps_lead


def test_the_widest_gap_comes_first_and_then_treaty_order(tmp_path: Path) -> None:
    answers: Answers = {"1.b": "partly/B", "2.a": "not-met/B", "2.b": "not-met/B"}
    (one,) = compared(tmp_path, region(answers, answers, {"2.b": "partly/B"})).treaties
    assert [(it.provision, len(it.by_stand["lacking"])) for it in one.gaps] == [
        ("Art. 2(b)", 3),
        ("Art. 1(b)", 2),
        ("Art. 2(a)", 2),
    ]


@pytest.mark.parametrize(
    ("countries", "headline", "gap"),
    [
        (
            1,
            "Of 4 criteria in one country, 0 are met or mostly met, 1 falls short and 3 are open",
            "T 1: one country alone shares no gap",
        ),
        (
            2,
            "Of 8 criteria in two countries, 0 are met or mostly met, 2 fall short and 6 are open",
            "T 1: both fall short on Art. 1(a)",
        ),
        (
            7,
            "Of 28 criteria in seven countries, 0 are met or mostly met, 7 fall short and 21 are open",
            "T 1: all seven fall short on Art. 1(a)",
        ),
    ],
)
def test_sentences_are_right_for_one_two_and_seven(countries: int, headline: str, gap: str, tmp_path: Path) -> None:
    view = compared(tmp_path, region(*[{"1.a": "not-met/C"}] * countries))
    assert (view.headline, view.treaties[0].gaps_headline) == (headline, gap)
    assert len(view.cards) == len(view.tiles) == countries


def test_a_unit_is_called_as_its_plan_calls_it() -> None:
    assert [many(unit) for unit in ("country", "office", "court", "agency", "bay", "bus")] == [
        "countries", "offices", "courts", "agencies", "bays", "buses",
    ]  # fmt: skip
    assert (counted(1, "office"), counted(12, "office")) == ("one office", "12 offices")
    assert [every(n, "office") for n in (1, 2, 3)] == ["the one office", "both offices", "all three offices"]
    assert [of_all(*pair) for pair in ((1, 1), (2, 2), (7, 7), (6, 7), (0, 7))] == [
        "the one", "both", "all seven", "six of seven", "none of seven",
    ]  # fmt: skip


# --- models


LACKING: dict[str, Answers] = region(
    {"1.a": "not-met/B", "1.b": "not-met/B"},
    {"1.a": "met/B/7", "1.b": "met/B/8"},
    {"1.a": "mostly/C/9"},
    {"1.a": "met/D/10"},
    {"1.a": "met/B/recalled 11"},
)


def test_no_law_is_a_model_unless_the_manager_lists_it(tmp_path: Path) -> None:
    view = compared(tmp_path, LACKING)
    assert view.treaties[0].models == ()


@pytest.mark.parametrize(
    ("listed", "shown"),
    [
        ("{country: bea, act: code}", [("Art. 1(a)", "Bea", "7"), ("Art. 1(b)", "Bea", "8")]),
        ("{country: bea, act: code, criterion: 1.b}", [("Art. 1(b)", "Bea", "8")]),
        ("{country: bea, criterion: 1.a}, {country: cal, act: code}", [("Art. 1(a)", "Bea", "7"), ("Art. 1(a)", "Cal", "9")]),
        # What rests on no source, or on none that shows the provision, is no model even where it is listed.
        ("{country: dot, act: code}, {country: eve, act: code}", []),
    ],
)  # fmt: skip
def test_only_listed_law_is_a_model(listed: str, shown: list[tuple[str, str, str]], tmp_path: Path) -> None:
    (one,) = compared(tmp_path, LACKING, plan=f"models: [{listed}]\n").treaties
    found = [
        (model.provision, it.country, it.article.removeprefix("Art.\N{NO-BREAK SPACE}"))
        for model in one.models
        for it in model.candidates
    ]
    assert found == shown
    assert all(model.by_stand["lacking"] == ("Ada",) for model in one.models)


@pytest.mark.parametrize(
    ("listed", "code", "what"),
    [
        ("{country: bey, act: code}", "unknown-country", "there is no country `bey`"),
        ("{country: bea, act: cod}", "unknown-act", "there is no act `cod`"),
        ("{country: bea, criterion: 9.z}", "unknown-criterion", "there is no criterion `9.z`"),
        ("{country: bea}", "missing-field", "the model names neither an act nor a criterion"),
    ],
)
def test_a_model_that_cannot_be_one_is_a_problem_with_its_place(
    listed: str, code: str, what: str, tmp_path: Path
) -> None:
    _, problems = read_inputs(folder(tmp_path, LACKING, plan=f"models: [{listed}]\n"))
    found = [(it.code, it.what) for it in problems if it.at.path == "reports/regional.yaml"]
    assert found == [(code, what)]


# --- co-operation


def test_each_brings_what_it_has_and_no_pairs_are_made(tmp_path: Path) -> None:
    ready: Answers = {"2.a": "met/B", "2.b": "mostly/B"}
    held: Answers = {"2.a": "not-met/B", "2.b": "partly mostly/B"}
    (one,) = compared(tmp_path, region(ready, held, {}, ready), parties={"dot": "non-party"}).treaties
    assert one.cooperation is not None
    assert [(side.name, *side.by_stand.values(), side.party) for side in one.cooperation.sides] == [
        ("Ada", 2, 0, 0, 0, 0, True),
        ("Bea", 0, 1, 1, 0, 0, True),
        ("Cal", 0, 0, 0, 2, 0, True),
        ("Dot", 2, 0, 0, 0, 0, False),
    ]
    assert [side.core_lacking for side in one.cooperation.sides] == [(), ("Art. 2(a)",), (), ()]
    assert one.cooperation.headline == "T 1: of 2 criteria of co-operation, from 0 to 2 are met or mostly met"


# --- ranges


FULL: Answers = {"1.a": "met/B", "1.b": "met/B", "2.a": "met/B", "2.b": "met/B"}
POOR: Answers = {"1.a": "not-met/B", "1.b": "not-met/B", "2.a": "not-met/B", "2.b": "not-met/B"}


def _range(member: Member) -> Range:
    found = member.assessments["t-1"].whole.range
    assert found
    return found


def robustness(view: RegionalView, *apart: tuple[str, str]) -> Robustness:
    """Robustness as if the draws had set these pairs apart, the one above first."""
    standings = tuple(
        CountryRobustness(
            country=one.id, base=_range(one), low=0.1, high=0.9, median_low=0.2, median_high=0.8, effects=()
        )
        for one in view.members
    )  # fmt: skip
    ids = [one.id for one in view.members]
    pairs = {
        (one, other): Pair(
            first=one, other=other, share=1.0, word="ahead" if (one, other) in apart else "not-distinguishable"
        )
        for one, other in permutations(ids, 2)
    }
    return Robustness(
        instrument="t-1",
        draws=10,
        samples=8,
        seed=0,
        standings=standings,
        pairs=pairs,
        places=(),
        groups=(),
        order=(),
    )


def varied(tmp_path: Path, *apart: tuple[str, str]) -> RegionalView:
    """Four countries of which the draws would have set some pairs apart."""
    found = inputs(folder(tmp_path, region(POOR, FULL, POOR, FULL)))
    return regional_view(found, "2026", "regional", [robustness(regional_view(found, "2026", "regional"), *apart)])


def test_countries_stand_in_the_order_of_the_register_and_ranges_that_lie_apart_are_said(tmp_path: Path) -> None:
    ranges = varied(tmp_path, ("bea", "ada"), ("bea", "cal"), ("dot", "ada")).treaties[0].ranges
    assert [(row.name, row.above) for row in ranges.rows] == [
        ("Ada", ()), ("Bea", ("Ada", "Cal")), ("Cal", ()), ("Dot", ("Ada",)),
    ]  # fmt: skip
    assert ranges.headline == "T 1: of six pairs of ranges, three lie apart"


def test_where_all_ranges_overlap_nothing_is_said_about_an_order(tmp_path: Path) -> None:
    ranges = varied(tmp_path).treaties[0].ranges
    assert ranges.headline == "T 1: of six pairs of ranges, none lies apart, so nothing is said about an order"
    assert not any(row.above for row in ranges.rows)


def test_without_robustness_nothing_is_said_about_an_order(tmp_path: Path) -> None:
    ranges = compared(tmp_path, region(POOR, FULL)).treaties[0].ranges
    assert ranges.headline == "T 1: two countries side by side, in the order of the register"
    assert (ranges.basis, [row.robust for row in ranges.rows]) == ("", [None, None])


def test_robustness_of_other_answers_is_not_used(tmp_path: Path) -> None:
    found = inputs(folder(tmp_path, region(POOR, FULL, POOR, FULL)))
    view = regional_view(found, "2026", "regional")
    made = robustness(view, ("bea", "ada"), ("dot", "ada"), ("dot", "bea"))
    stale = replace(made.standings[1], base=Range(low=Fraction(1, 3), high=Fraction(1, 2)))
    made = replace(made, standings=(made.standings[0], stale, *made.standings[2:]))
    ranges = regional_view(found, "2026", "regional", [made]).treaties[0].ranges
    assert [(row.name, row.robust is not None, row.above) for row in ranges.rows] == [
        ("Ada", True, ()), ("Bea", False, ()), ("Cal", True, ()), ("Dot", True, ("Ada",)),
    ]  # fmt: skip
    assert ranges.headline == "T 1: of three pairs of ranges, one lies apart"


# --- places, limits, cards


def test_countries_stand_where_the_plan_puts_them_and_the_rest_below(tmp_path: Path) -> None:
    view = compared(tmp_path, region({}, {}, {}, {}), plan='tiles: [["", cal], [ada, ""]]\n')
    assert [(one.name, one.row, one.column) for one in view.tiles] == [
        ("Ada", 1, 0), ("Bea", 2, 0), ("Cal", 0, 1), ("Dot", 2, 1),
    ]  # fmt: skip


def test_without_places_countries_stand_in_rows(tmp_path: Path) -> None:
    view = compared(tmp_path, region({}, {}, {}, {}, {}))
    assert [(one.row, one.column) for one in view.tiles] == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)]


def test_a_place_for_a_country_that_nobody_has_listed_is_a_problem_with_its_place(tmp_path: Path) -> None:
    _, problems = read_inputs(folder(tmp_path, region({}), plan="tiles:\n  - [ada, bey]\n"))
    found = [one for one in problems if one.code == "unknown-country"]
    assert [(str(one.at), one.what) for one in found] == [("reports/regional.yaml:13:11", "there is no country `bey`")]


def test_what_limits_the_comparison_is_told(tmp_path: Path) -> None:
    view = compared(
        tmp_path, region({"1.a": "met/B/12"}, {**FULL, "1.a": "met/B/recalled 3"}), parties={"bea": "non-party"}
    )
    assert view.limits_headline == "Of 4 criteria each, from 1 to 4 are answered"
    assert view.limits[0] == "All answers are for the law as of 30 June 2026."
    assert "Bea is no Party to a treaty compared here: its figure is called alignment." in view.limits
    assert "No country has an earlier cycle, so nothing is said about progress." in view.limits
    assert "One provision is recalled and seen in no source." in view.limits
    unknown = "For one country not all reservations and declarations are known, so every country is compared by the whole treaty."
    assert unknown in view.limits
    counts = [(limit.answered, limit.provisions, limit.recalled) for limit in view.treaties[0].limits]
    assert counts == [("1 of 4", "1", "0"), ("4 of 4", "1", "1")]


def test_a_card_shows_core_gaps_first_and_counts_the_rest(tmp_path: Path) -> None:
    (card,) = compared(tmp_path, region(POOR)).cards
    assert [(gap.provision, gap.core) for gap in card.gaps] == [("Art. 1(a)", True), ("Art. 2(a)", True), ("Art. 1(b)", False)]  # fmt: skip
    assert card.more == 1
    assert card.treaties[0].coverage == "4 of 4 answered"


def test_what_is_not_settled_is_no_gap_and_no_success(tmp_path: Path) -> None:
    (one,) = compared(tmp_path, region({"1.a": "partly mostly/B", "1.b": "met/B"}, {"1.a": "not-met/B"})).treaties
    assert [dict(bar.counts) for bar in one.bars] == [
        {"not-settled": 1, "met": 1, "unanswered": 2},
        {"not-met": 1, "unanswered": 3},
    ]
    assert [bar.standing for bar in one.bars] == [(1, 0, 3), (0, 1, 3)]
    assert one.headline == "T 1: of 8 criteria, 1 is met or mostly met, 1 falls short and 6 are open"
