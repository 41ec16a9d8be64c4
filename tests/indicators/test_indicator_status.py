"""From a value and a plan to a status: the arithmetic, and everything that gets no colour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from observed import ON, framed, logframe, reports, row, value, written

from compliance import figures
from compliance.catalogues import locale
from compliance.indicators.case import Score
from compliance.indicators.status import expected, judge, progress
from compliance.indicators.values import Flag, IndicatorReport, IndicatorStatus, IndicatorValue
from compliance.language import speaking
from compliance.model.logframe import (
    Approval,
    ArticleTarget,
    Baseline,
    CountryPlan,
    Indicator,
    Judgement,
    Milestone,
    Target,
)
from compliance.view.reasons import STATUS_WORDS, no_attainment, shown, status_reason, unit

START, END = date(2021, 1, 1), date(2024, 12, 31)
APPROVED = Approval(by="Steering committee", date=START)
COUNTED = replace(next(one for one in logframe()[1].indicators if one.id == "I05"), countries={})


def plan(start: int, end: int | None, **rest: object) -> CountryPlan:
    target = None if end is None else Target(date=END, value=Fraction(end), approved=APPROVED)
    base = CountryPlan(baseline=Baseline(date=START, value=Fraction(start), approved=APPROVED), target=target)
    return replace(base, **rest)  # type: ignore[arg-type]


def measured(value: Fraction | int | None, year: int = 2022, flags: tuple[Flag, ...] = ()) -> IndicatorValue:
    return IndicatorValue(
        year=year,
        as_of=date(year, 12, 31),
        value=None if value is None else Fraction(value),
        unit="cases",
        years=(year,),
        flags=flags,
    )


def sentence(found: IndicatorStatus, indicator: Indicator, of: CountryPlan) -> str:
    """Why an indicator has a status, as a reader sees it."""
    asked = {"indicator": indicator, "country": "serbia", "plan": of, "on": ON, "judgement": Judgement()}
    return status_reason(IndicatorReport(**asked, status=found, values=(), missing=()))  # type: ignore[arg-type]


def status(
    value: Fraction | int | None,
    of: CountryPlan,
    indicator: Indicator = COUNTED,
    year: int = 2022,
    flags: tuple[Flag, ...] = (),
) -> IndicatorStatus:
    return judge(indicator, of, measured(value, year, flags), Judgement())


def test_achievement_as_in_the_worked_example_of_the_european_union() -> None:
    found = status(12980, plan(2505, 15000))
    assert found.achievement == progress(Fraction(2505), Fraction(15000), Fraction(12980)) == Fraction(10475, 12495)
    assert round(float(found.achievement or 0) * 100, 1) == 83.8


HALFWAY = Fraction(729, 1460)
"""From 1 January 2021 to 31 December 2022, of the days to 31 December 2024."""


@pytest.mark.parametrize(
    ("profile", "share"), [("linear", HALFWAY), ("late", HALFWAY**2), ("end", Fraction(0))], ids=str
)
def test_what_is_expected_follows_the_profile(profile: str, share: Fraction) -> None:
    course = plan(100, 200, profile=profile)
    assert expected(course, date(2022, 12, 31)) == 100 + 100 * share
    assert expected(course, START) == 100
    assert expected(course, END) == expected(course, date(2030, 1, 1)) == 200


def test_a_way_of_less_than_one_case_is_a_way() -> None:
    found = [status(value, plan(1, 2)) for value in (Fraction(3, 2), Fraction(11, 10), Fraction(9, 10), Fraction(2))]
    assert [one.word for one in found] == ["on-track", "off-track", "off-track", "met"]
    assert [one.reason for one in found] == ["under-way", "under-way", "behind-baseline", "reached"]


def test_milestones_take_the_place_of_the_profile() -> None:
    stones = (
        Milestone(date=date(2022, 12, 31), value=Fraction(110)),
        Milestone(date=date(2023, 12, 31), value=Fraction(150)),
    )
    course = plan(100, 200, milestones=stones, profile="late")
    assert expected(course, date(2022, 12, 31)) == 110
    assert expected(course, date(2023, 7, 1)) == 110 + 40 * Fraction(182, 365)
    found = status(109, course)
    assert (found.word, found.expected, found.progress) == ("on-track", Fraction(110), Fraction(9, 10))
    assert (found.milestone, found.milestone_date) == (Fraction(110), date(2022, 12, 31))


STONE = (Milestone(date=date(2022, 12, 31), value=Fraction(200)),)


@pytest.mark.parametrize(
    ("value", "word"),
    [(190, "on-track"), (Fraction(18999, 100), "at-risk"), (170, "at-risk"), (Fraction(16999, 100), "off-track"),
     (100, "off-track"), (99, "off-track"), (300, "met"), (301, "met")],
)  # fmt: skip
def test_the_bands_begin_exactly_where_they_say(value: Fraction | int, word: str) -> None:
    found = status(value, plan(100, 300, milestones=STONE))
    assert found.word == word
    assert found.worse == (value < 100)


@given(st.integers(0, 400), st.integers(2020, 2026))
@settings(max_examples=40, deadline=None)
def test_lower_is_better_is_the_mirror_of_higher_is_better(value: int, year: int) -> None:
    falling = replace(COUNTED, direction="lower")
    up = status(value, plan(100, 300), year=year)
    down = status(400 - value, plan(300, 100), falling, year=year)
    same = ("word", "progress", "achievement", "worse")
    assert [getattr(up, name) for name in same] == [getattr(down, name) for name in same]


@given(st.integers(90, 310), st.integers(0, 20))
@settings(max_examples=40, deadline=None)
def test_more_of_what_is_wanted_never_worsens_the_status(value: int, more: int) -> None:
    order = ("off-track", "at-risk", "on-track", "met")
    before, after = (status(one, plan(100, 300)).word for one in (value, value + more))
    assert order.index(before) <= order.index(after)


def test_a_target_equal_to_the_baseline_is_kept_or_not() -> None:
    course = plan(90, 90, tolerance=Fraction(5))
    assert [status(value, course).word for value in (85, 90, 95)] == ["on-track"] * 3
    below, above = status(84, course), status(96, course)
    assert (below.word, below.worse, above.word, above.worse) == ("off-track", True, "off-track", False)


def test_a_planned_dip_is_not_held_against_a_value_above_it() -> None:
    dip = plan(100, 200, milestones=(Milestone(date=date(2022, 12, 31), value=Fraction(90)),))
    assert status(100, dip).word == "on-track"
    assert status(95, dip).word == "off-track"


def test_before_progress_is_expected_standing_still_is_enough() -> None:
    course = plan(100, 200, profile="end")
    assert status(100, course).word == "on-track"
    assert status(99, course).word == "off-track"
    assert status(199, course, year=2024).word == "on-track"
    assert status(189, course, year=2024).word == "at-risk"


GREY: list[tuple[IndicatorValue | None, CountryPlan, str]] = [
    (None, plan(1, 2), "no-data"),
    (measured(5, flags=("stale",)), plan(1, 2), "old-figure"),
    (measured(5, flags=("cross-cohort",)), plan(1, 2), "not-judged"),
    (measured(5, flags=("small-n",)), plan(1, 2), "not-judged"),
    (measured(None, flags=("not-applicable",)), plan(1, 2), "not-judged"),
    (measured(None, flags=("not-computable",)), plan(1, 2), "not-judged"),
    (replace(measured(None), low=Fraction(44), high=Fraction(67)), plan(1, 2), "range-only"),
    (measured(5), CountryPlan(), "no-target"),
    (measured(5), plan(1, None), "no-target"),
    (measured(5), replace(plan(1, 2), target=Target(date=END, value=Fraction(2))), "draft"),
    (measured(5), replace(plan(1, 2), baseline=Baseline(date=START, value=Fraction(1))), "draft"),
]


@pytest.mark.parametrize(("now", "of", "word"), GREY, ids=[f"{index}-{one[2]}" for index, one in enumerate(GREY)])
def test_what_cannot_be_judged_is_grey_and_says_why(now: IndicatorValue | None, of: CountryPlan, word: str) -> None:
    found = judge(COUNTED, of, now, Judgement())
    assert (found.word, found.progress) == (word, None)
    assert sentence(found, COUNTED, of).endswith(".")
    assert STATUS_WORDS[found.word]


COHORTS = [
    ("ratio(cyber_persons_convicted, cyber_persons_indicted)", "albania", 2019, "163.6 %"),
    ("ratio(ml_persons_convicted, ml_persons_indicted)", "kosovo", 2022, "150.0 %"),
]


@pytest.mark.parametrize(("formula", "country", "year", "share"), COHORTS)
def test_a_share_of_another_cohort_above_100_percent_gets_no_light(
    formula: str, country: str, year: int, share: str
) -> None:
    found = value(formula, country, year)
    assert found is not None
    assert found.value is not None
    assert figures.percent(found.value / 100, 1) == share.replace(" ", "\N{NO-BREAK SPACE}")
    rate = replace(COUNTED, measure="percentage", unit="percent")
    judged = judge(rate, plan(100, 200), found, Judgement())
    assert (judged.word, judged.achievement) == ("not-judged", None)
    assert "above 100" in sentence(judged, rate, plan(100, 200))


COMPARED = [
    (90, plan(90, 90), "90 in 2022: kept at 90."),
    (70, plan(90, 90), "70 in 2022: not kept at 90."),
    (300, plan(100, 300), "300 in 2022 reaches the target of 300."),
    (99, plan(100, 300), "99 in 2022 is behind the baseline of 100."),
    (150, plan(100, 300, profile="end"), "150 in 2022 is not behind the baseline; no progress is expected yet."),
    (190, plan(100, 300, milestones=STONE), "190 in 2022 against 200 expected: 90 % of the way."),
]


@pytest.mark.parametrize(("value", "of", "text"), COMPARED)
def test_a_value_compared_with_its_plan_says_how(value: int, of: CountryPlan, text: str) -> None:
    assert sentence(status(value, of), COUNTED, of).replace(figures.NO_BREAK, " ") == text


def test_something_of_zero_is_shown_as_a_count_of_a_count() -> None:
    some = replace(measured(None, flags=("not-computable",)), numerator=Fraction(5), denominator=Fraction(0))
    assert shown(some, "percentage") == "5 of 0"


def test_what_is_judged_once_is_said_in_any_language() -> None:
    of = plan(1, 10)
    judged = status(5, of)
    english = sentence(judged, COUNTED, of)
    rate = replace(measured(5), unit="per 100,000 inhabitants", per=Fraction(100_000))
    assert unit(rate) == rate.unit
    with speaking(locale("sq")):
        albanian = sentence(judged, COUNTED, of)
        assert unit(rate) == f"për 100{figures.NO_BREAK}000 banorë"
    assert albanian != english
    assert sentence(judged, COUNTED, of) == english


def test_context_gets_no_status_even_with_a_target() -> None:
    neutral = replace(COUNTED, direction="neutral")
    assert status(500, plan(1, 2), neutral).word == "context"
    assert status(500, plan(1, 2), replace(COUNTED, level="context")).word == "context"


def test_a_target_of_articles_is_named() -> None:
    moved = ArticleTarget(instrument="ets-185", articles=("16", "17"), rating="met", through="a bill on e-evidence")
    of = replace(plan(1, None), target=Target(date=END, articles=(moved,), approved=APPROVED))
    assert "Article 16 and Article 17" in sentence(status(5, of), COUNTED, of)


def test_a_figure_is_stale_when_its_year_ended_more_than_24_months_ago() -> None:
    for day, word in ((date(2026, 12, 31), "no-target"), (date(2027, 1, 1), "old-figure")):
        found = reports("kosovo", on=day)["I21"]
        assert found.values[-1].year == 2024
        assert found.status.word == word


def test_a_year_that_has_not_ended_has_no_figures_yet() -> None:
    assert [one.year for one in reports("kosovo", on=date(2024, 12, 30))["I21"].values] == [2014, 2015, 2023]
    assert reports("kosovo", on=date(2024, 12, 31))["I21"].values[-1].year == 2024


# The two headline indicators


def scored(low: int, high: int, point: int | None, on: date = ON) -> Score:
    return Score(
        on=on, low=Fraction(low, 100), high=Fraction(high, 100), point=None if point is None else Fraction(point, 100)
    )


def test_compliance_needs_both_scores_and_a_point_for_each() -> None:
    point, other, wide = (scored(60, 66, 63),), (scored(50, 54, 52),), (scored(44, 67, None),)
    both = reports("serbia", {"ets-185": point, "ets-198": other})["H2"]
    assert both.status.now is not None
    assert (both.status.now.value, both.status.now.as_of) == (Fraction(115, 2), date(2026, 9, 30))
    ranged = reports("serbia", {"ets-185": point, "ets-198": wide})["H2"]
    assert ranged.status.word == "range-only"
    assert ranged.status.now is not None
    assert (ranged.status.now.low, ranged.status.now.high) == (Fraction(52), Fraction(133, 2))
    single = reports("serbia", {"ets-185": point})["H2"]
    assert (single.values, single.missing, single.status.word) == ((), ("ets-198",), "no-data")
    assert status_reason(single) == "Missing: CETS No. 198 compliance score."


def test_the_index_is_not_published_and_says_which_figures_are_missing() -> None:
    found = reports("kosovo")["H1"]
    assert found.values == ()
    assert found.status.word == "no-data"
    assert found.missing == (
        "cyber_fin_investigations",
        "cyber_proceedings_profit_driven",
        "cyber_cases_sent_to_court",
        "cyber_proceedings_registered",
        "cyber_assets_frozen_seized_value",
    )
    assert status_reason(found).startswith("Not published: components worth 0 of 100 have an attainment. Missing: ")
    parts = [
        (one.indicator.id, one.weight, one.year, no_attainment(one.missing) if one.missing else None)
        for one in found.components
    ]
    assert parts == [
        ("I05", Fraction(20), 2024, "no figure for the year"),
        ("I06", Fraction(20), 2024, "no figure for the year"),
        ("I08", Fraction(15), 2024, "no figure for the year"),
        ("I11", Fraction(15), 2024, "no figure for the year"),
        ("I19", Fraction(15), 2024, "no figure for the year"),
        ("I22", Fraction(15), 2024, "no baseline is agreed"),
    ]


def index(options: str) -> str:
    """A logframe whose index `H` weighs `A` 20, `B` 40 and `C` 40; each goes from 2 to 12 by the end of 2024."""
    parts = {"A": "fin_investigations", "B": "fin_inquiries", "C": "seizure_cases"}
    fields = "result: money, level: outcome, measure: number, unit: cases, direction: higher"
    course = "serbia: {baseline: {date: 2020-12-31, value: 2, approved: {by: Committee, date: 2024-01-01}}, target: {date: 2024-12-31, value: 12, approved: {by: Committee, date: 2024-01-01}}}"
    lines = [
        f"  - {{id: {name}, name: {name}, definition: {name}, {fields}, formula: {series}, series: [{series}], countries: {{{course}}}}}"
        for name, series in parts.items()
    ]
    formula = f'"weighted_mean(attainment(A): 20, attainment(B): 40, attainment(C): 40{options})"'
    whole = (
        f"  - {{id: H, name: H, definition: H, {fields}, formula: {formula}, series: [{', '.join(parts.values())}]}}"
    )
    head = "title: An index\nresults:\n  - {id: money, level: outcome, statement: The money is followed}\nindicators:\n"
    return head + "\n".join([*lines, whole]) + "\n"


@pytest.mark.parametrize(
    ("options", "given", "value"),
    [  # how far above its baseline each stands
        ("", {"fin_investigations": 5, "fin_inquiries": 10, "seizure_cases": 20}, Fraction(90)),
        ("", {"fin_investigations": 5, "fin_inquiries": 10}, Fraction(250, 3)),
        (", at_least=60", {"fin_investigations": 5, "fin_inquiries": 10}, Fraction(250, 3)),
        (", at_least=61", {"fin_investigations": 5, "fin_inquiries": 10}, None),
        (", at_least=60, one_of=A", {"fin_inquiries": 5, "seizure_cases": 10}, None),
        (", at_least=60, one_of=A|B", {"fin_inquiries": 5, "seizure_cases": 10}, Fraction(75)),
        ("", {}, None),
    ],
)
def test_an_index_needs_weight_and_an_essential_component(
    tmp_path: Path, options: str, given: dict[str, int], value: Fraction | None
) -> None:
    frame, problems = framed(index(options))
    assert problems == ()
    data, _ = written(tmp_path, *(row(series, 2023, figure + 2) for series, figure in given.items()))
    found = reports("serbia", frame=frame, data=data, on=date(2024, 6, 30))["H"]
    assert (found.values[-1].value if found.values else None) == value
    if value is not None:
        assert ("partial" in found.values[-1].flags) == (len(given) < 3)
    assert len(found.components) == 3


AGREED = ", approved: {by: Committee, date: 2024-01-01}"


@pytest.mark.parametrize(
    ("right", "wrong", "why"),
    [  # of the component A, whose baseline is 2 and whose target is 12
        (", countries: {serbia: {baseline", ", countries: {albania: {baseline", "no-baseline"),
        (f", target: {{date: 2024-12-31, value: 12{AGREED}}}", "", "no-target"),
        (AGREED, "", "draft"),
        ("value: 12", "value: 2", "no-way"),
    ],
)
def test_a_component_without_an_attainment_says_why(tmp_path: Path, right: str, wrong: str, why: str) -> None:
    assert right in index("")
    frame, problems = framed(index("").replace(right, wrong, 1))
    assert problems == ()
    data, _ = written(tmp_path, row("fin_investigations", 2023, 7), row("fin_inquiries", 2023, 12))
    parts = reports("serbia", frame=frame, data=data, on=date(2024, 6, 30))["H"].components
    assert [part.missing for part in parts] == [why, None, "no-figure"]


# What the countries' pages show today


def test_convictions_in_bosnia_and_herzegovina_are_verdicts_and_old() -> None:
    found = reports("bosnia-and-herzegovina")["I12"]
    verdicts = [f"{yearly.year}: {yearly.value} {yearly.unit}" for yearly in found.values]
    assert verdicts == ["2020: 100 verdicts", "2021: 35 verdicts", "2022: 11 verdicts"]
    assert found.status.word == "old-figure"
    assert found.status.baseline == sorted(one.value or 0 for one in found.values)[1] == 35


def test_a_figure_set_aside_is_shown_with_its_reason() -> None:
    (figure,) = reports("serbia")["I12"].set_aside
    assert (figure.written, figure.year, figure.used) == ("11", 2017, False)
    assert "set aside" in (figure.note or "").lower()


def test_a_missing_year_is_a_gap() -> None:
    assert [one.year for one in reports("kosovo")["I21"].values] == [2014, 2015, 2023, 2024]


def test_no_status_judges_without_an_agreed_target() -> None:
    for country in ("serbia", "bosnia-and-herzegovina", "kosovo"):
        judged = {report.status.word for report in reports(country).values()}
        assert judged <= {"no-data", "old-figure", "no-target", "context"}


def test_the_share_sent_to_court_prints_what_it_counts() -> None:
    found = reports("albania")["I08"].values[-1]
    assert (found.numerator, found.denominator, found.years) == (Fraction(16), Fraction(271), (2019, 2020))
