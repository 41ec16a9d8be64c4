"""What is said about several countries follows from their answers alone, and ranks nobody."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from made_up_region import Answers, compared, folder, inputs

from compliance.inputs import read_inputs
from compliance.robustness.values import CountryRobustness, Pair, Places, Robustness
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
        (1, "In one country, none of the answers is met or mostly met", "T 1: one country alone shares no gap"),
        (2, "In two countries, none of the answers is met or mostly met", "T 1: both fall short on Art. 1(a)"),
        (7, "In seven countries, none of the answers is met or mostly met", "T 1: all seven fall short on Art. 1(a)"),
    ],
)
def test_sentences_are_right_for_one_two_and_seven(countries: int, headline: str, gap: str, tmp_path: Path) -> None:
    view = compared(tmp_path, region(*[{"1.a": "not-met/D"}] * countries))
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


def test_text_of_the_law_comes_before_a_secondary_source_and_then_the_better_rating(tmp_path: Path) -> None:
    (one,) = compared(
        tmp_path,
        region(
            {"1.a": "not-met/B"},
            {"1.a": "met/C/7"},
            {"1.a": "mostly/B/8"},
            {"1.a": "met/A/9"},
            {"1.a": "met/D/10"},
            {"1.a": "met/B/recalled 11"},
        ),
    ).treaties
    (model,) = one.models
    assert model.lacking == ("Ada",)
    assert [(it.country, it.article, it.chip.word, it.grade) for it in model.candidates] == [
        ("Dot", "Art.\N{NO-BREAK SPACE}9", "met", "A"),
        ("Cal", "Art.\N{NO-BREAK SPACE}8", "mostly", "B"),
        ("Bea", "Art.\N{NO-BREAK SPACE}7", "met", "C"),
    ]
    assert one.models_headline == "T 1: the one gap has a model"


def test_a_gap_without_a_model_is_counted(tmp_path: Path) -> None:
    (one,) = compared(tmp_path, region({"1.a": "not-met/B", "1.b": "partly/B"}, {"1.a": "partly/B/7"})).treaties
    assert one.models == ()
    assert one.models_headline == "T 1: for no gap is a model at hand"
    assert one.models_note.startswith("Two criteria that one or more countries lack are without a model")


# --- co-operation


def test_pairs_are_ready_in_words(tmp_path: Path) -> None:
    ready: Answers = {"2.a": "met/B", "2.b": "mostly/B"}
    half: Answers = {"2.a": "met/B"}
    held: Answers = {"2.a": "not-met/B", "2.b": "met/B"}
    (one,) = compared(tmp_path, region(ready, ready, half, held, {}, ready), parties={"fay": "non-party"}).treaties
    assert one.cooperation is not None
    words = {pair: (it.word, it.both, it.lacking, it.open) for pair, it in one.cooperation.pairs.items()}
    assert words["ada", "bea"] == ("ready", 2, 0, 0)
    assert words["ada", "cal"] == ("ready in part", 1, 0, 1)
    assert words["ada", "dot"] == ("held up", 1, 1, 0)
    assert words["ada", "eve"] == ("not known", 0, 0, 2)
    assert words["ada", "fay"] == ("no basis", 2, 0, 0)
    assert one.cooperation.headline == "T 1: three of 15 pairs are ready, fully or in part"
    assert [side.core_lacking for side in one.cooperation.sides] == [(), (), (), ("Art. 2(a)",), (), ()]


def test_a_criterion_that_does_not_apply_to_one_side_does_not_hold_the_other_up(tmp_path: Path) -> None:
    (one,) = compared(
        tmp_path, region({"2.a": "met/B", "2.b": "met/B"}, {"2.a": "met/B", "2.b": "not-applicable"})
    ).treaties
    assert one.cooperation is not None
    assert one.cooperation.pairs["ada", "bea"].word == "ready"


def test_one_country_alone_works_with_nobody(tmp_path: Path) -> None:
    (one,) = compared(tmp_path, region({"2.a": "met/B"})).treaties
    assert one.cooperation is None


# --- order


FULL: Answers = {"1.a": "met/B", "1.b": "met/B", "2.a": "met/B", "2.b": "met/B"}
POOR: Answers = {"1.a": "not-met/B", "1.b": "not-met/B", "2.a": "not-met/B", "2.b": "not-met/B"}


def _range(member: Member) -> Range:
    found = member.assessments["t-1"].whole.range
    assert found
    return found


def robustness(view: RegionalView, *groups: tuple[str, ...]) -> Robustness:
    """Robustness as if the draws had set these groups apart."""
    standings = tuple(
        CountryRobustness(
            country=one.id, base=_range(one), low=0.1, high=0.9, median_low=0.2, median_high=0.8, effects=()
        )
        for one in view.members
    )  # fmt: skip
    place = {country: n for n, group in enumerate(groups) for country in group}
    pairs = {
        (one, other): Pair(
            first=one,
            other=other,
            share=float(place[one] < place[other]),
            word="ahead" if place[one] < place[other] else "not-distinguishable",
        )
        for one in place
        for other in place
        if one != other
    }
    return Robustness(
        instrument="t-1",
        draws=10,
        samples=8,
        seed=0,
        standings=standings,
        pairs=pairs,
        places=tuple(_places(one.id, groups) for one in view.members),
        groups=groups,
        order=(),
    )


def _places(country: str, groups: tuple[tuple[str, ...], ...]) -> Places:
    """The places that a group fills, held by its members alike."""
    before = 0
    for group in groups:
        if country in group:
            shares = [0.0] * sum(map(len, groups))
            shares[before : before + len(group)] = [1 / len(group)] * len(group)
            return Places(country=country, shares=tuple(shares), settled=len(group) == 1)
        before += len(group)
    raise ValueError(f"{country} is in no group")


def grouped(tmp_path: Path, *groups: tuple[str, ...]) -> RegionalView:
    """Four countries in groups that the draws would have set apart."""
    found = inputs(folder(tmp_path, region(POOR, FULL, POOR, FULL)))
    view = regional_view(found, "2026", "regional")
    return regional_view(found, "2026", "regional", [robustness(view, *groups)])


def test_groups_take_the_place_of_a_league_table(tmp_path: Path) -> None:
    order = grouped(tmp_path, ("dot", "bea"), ("cal",), ("ada",)).treaties[0].order
    assert [(group.title, [one.name for one in group.positions]) for group in order.groups] == [
        ("Ahead of every country below; not distinguishable among themselves", ["Bea", "Dot"]),
        ("Ahead of every country below", ["Cal"]),
        ("Behind every country above", ["Ada"]),
    ]
    assert order.headline == "T 1: three groups can be told apart"
    assert order.pairs_headline == "T 1: five of six pairs can be told apart"
    assert [order.pairs[pair].word for pair in (("bea", "ada"), ("ada", "bea"), ("bea", "dot"))] == [
        "ahead", "behind", "not distinguishable",
    ]  # fmt: skip


def test_a_table_of_places_says_whether_the_order_can_be_trusted(tmp_path: Path) -> None:
    order = grouped(tmp_path, ("dot", "bea"), ("cal",), ("ada",)).treaties[0].order
    assert [(one.name, [str(share) for share in one.shares]) for one in order.places] == [
        ("Ada", ["0", "0", "0", "1"]),
        ("Bea", ["1/2", "1/2", "0", "0"]),
        ("Cal", ["0", "0", "1", "0"]),
        ("Dot", ["1/2", "1/2", "0", "0"]),
    ]
    assert order.places_headline == "T 1: two of four places in the order can be trusted"


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ((("ada", "bea", "cal", "dot"),), "T 1: no place in the order can be trusted"),
        ((("ada",), ("bea",), ("cal",), ("dot",)), "T 1: the order can be trusted"),
    ],
)
def test_no_more_is_said_of_an_order_than_of_its_places(
    tmp_path: Path, groups: tuple[tuple[str, ...], ...], said: str
) -> None:
    assert grouped(tmp_path, *groups).treaties[0].order.places_headline == said


def test_one_group_says_that_nobody_is_ahead(tmp_path: Path) -> None:
    order = grouped(tmp_path, ("ada", "bea", "cal", "dot")).treaties[0].order
    assert order.headline == "T 1: no country can be set apart from the others"
    assert [group.title for group in order.groups] == [
        "Not distinguishable: no country is ahead of the others for sure"
    ]


def test_without_robustness_nothing_is_said_about_an_order(tmp_path: Path) -> None:
    order = compared(tmp_path, region(POOR, FULL)).treaties[0].order
    assert (order.basis, dict(order.pairs)) == ("", {})
    assert [group.title for group in order.groups] == ["Not compared under other choices of the method"]
    assert order.headline == "T 1: two countries side by side, without an order"
    assert (order.places, order.places_headline) == ((), "T 1: there is no order to trust")


def test_robustness_of_other_answers_is_not_used(tmp_path: Path) -> None:
    found = inputs(folder(tmp_path, region(POOR, FULL, POOR, FULL)))
    view = regional_view(found, "2026", "regional")
    made = robustness(view, ("bea", "dot"), ("ada", "cal"))
    stale = replace(made.standings[1], base=Range(low=Fraction(1, 3), high=Fraction(1, 2)))
    made = replace(made, standings=(made.standings[0], stale, *made.standings[2:]))
    order = regional_view(found, "2026", "regional", [made]).treaties[0].order
    assert [[one.name for one in group.positions] for group in order.groups] == [["Dot"], ["Ada", "Cal"], ["Bea"]]
    assert order.groups[-1].title == "Not compared under other choices of the method"
    assert not any("bea" in pair for pair in order.pairs)
    # Nor are places that it was counted in: without it the others would stand elsewhere.
    assert (order.places, order.places_headline) == ((), "T 1: there is no order to trust")


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
    assert view.limits_headline == "Between 25 and 100\N{NO-BREAK SPACE}% of the criteria are answered"
    assert view.limits[0] == "All answers are for the law as of 30 June 2026."
    assert "Bea is no Party to a treaty compared here: the score then says how closely law is aligned." in view.limits
    assert "No country has an earlier cycle, so nothing is said about progress." in view.limits
    assert "One provision is recalled and seen in no source; none of them serves as a model." in view.limits
    assert [(it.answered, it.provisions, it.recalled, it.bound) for it in view.treaties[0].limits] == [
        ("1 of 4", "1", "0", "not known"),
        ("4 of 4", "1", "1", "not a Party"),
    ]


def test_a_card_shows_the_three_largest_gaps_of_a_country(tmp_path: Path) -> None:
    (card,) = compared(tmp_path, region({**POOR, "2.b": "mostly/B"})).cards
    # A core criterion that is not met holds its article at a third, so the other one of Art. 1 alone brings a sixth.
    assert [(gap.provision, gap.gain) for gap in card.gaps] == [("Art. 1(a)", "+25.0"), ("Art. 2(a)", "+25.0"), ("Art. 1(b)", "+16.7")]  # fmt: skip
    assert card.treaties[0].coverage == "4 of 4 answered"
