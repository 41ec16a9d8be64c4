"""Formulas: what they may say, and what a reader is told when they say something else."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from observed import INSTRUMENTS, logframe, register, row, value, written

from compliance.indicators.checks import Names, formula_faults
from compliance.indicators.formula import Call, Fault, Name, Option, parse
from compliance.indicators.functions import FUNCTIONS, wilson

NAMES = Names(
    series={one.id: one for one in register().series},
    formulas={one.id: one.formula for one in logframe()[1].indicators},
    instruments=INSTRUMENTS,
)


def test_a_formula_is_a_tree() -> None:
    assert parse("rate(cyber_reports_received, population, per=100000)") == Call(
        "rate",
        (Name("cyber_reports_received", 5), Name("population", 29)),
        (None, None),
        (Option("per", Fraction(100000), 41),),
        0,
    )
    weighted = parse("weighted_mean(attainment(I05): 20, one_of=I05|I06)")
    assert isinstance(weighted, Call)
    assert weighted.weights == (Fraction(20),)
    assert weighted.names("one_of") == ("I05", "I06")


FAULTS = [
    ("ratio(fin_investigations", 24, "formula-form", None),
    ("ratio(fin_investigations fin_inquiries)", 25, "formula-form", None),
    ("fin_investigations + fin_inquiries", 19, "formula-form", None),
    ("", 0, "formula-form", None),
    ("(" * 40, 0, "formula-form", None),
    ("sum(" * 40, 64, "formula-too-large", None),
    ("sum(" + "fin_inquiries, " * 60 + "fin_inquiries)", 600, "formula-too-large", None),
    ("sum(" + "a, " * 60 + "a)", 181, "formula-too-large", None),
    ("a" * 600, 0, "unknown-series", None),
    ("worst_rating(R.3, R.41)", 18, "unknown-item", None),
    ("ratio(cyber_persons_convicted, cyber_cases_sent_to_court)", 31, "mixed-units", None),
    ("ratio(fiu_disseminations, str_received)", 26, "mixed-units", None),
    ("completeness(fin_inquiries)", 0, "wrong-argument", None),
    ("__import__('os')", 0, "formula-form", None),
    ("fin_investigation", 0, "unknown-series", "did you mean `fin_investigations`?"),
    ("ratoi(fin_inquiries, fin_investigations)", 0, "unknown-function", "did you mean `ratio`?"),
    ("attainment(I99)", 11, "unknown-indicator", None),
    ("score(ets185)", 6, "unknown-instrument", "did you mean `ets-185`?"),
    ("score(mean(fin_inquiries))", 6, "wrong-argument", None),
    ("ratio", 0, "unknown-series", "`ratio` is a function; write its arguments in brackets"),
    ("ratio(fin_inquiries)", 0, "wrong-argument", None),
    ("pooled_ratio(fin_inquiries, fin_investigations)", 0, "wrong-option", None),
    ("pooled_ratio(fin_inquiries, fin_investigations, year=3, years=3)", 48, "wrong-option", "did you mean `years`?"),
    ("pooled_ratio(fin_inquiries, fin_investigations, years=2.5)", 48, "wrong-option", None),
    ("weighted_mean(attainment(I05), attainment(I06): 20)", 14, "wrong-argument", None),
    ("weighted_mean(attainment(I05): 20, one_of=I055)", 42, "unknown-indicator", "did you mean `I05`?"),
    ("sum(fin_inquiries: 2)", 4, "wrong-argument", None),
    ("sum(str_received, fiu_authority_requests)", 18, "mixed-units", None),
    ("sum(rate(fin_inquiries, population, per=100000), fin_inquiries)", 49, "mixed-units", None),
    ("assets_confiscated_value", 0, "currency-not-converted", "write `to_eur(…)` around it"),
    ("growth(str_value)", 7, "currency-not-converted", "write `to_eur(…)` around it"),
    ("to_eur(fin_inquiries)", 7, "wrong-argument", None),
    ("pooled_ratio(cyber_court_files_in_hand, fin_inquiries, years=3)", 13, "stock-added-up", None),
]


@pytest.mark.parametrize(("text", "place", "code", "hint"), FAULTS)
def test_a_mistake_has_a_place_a_code_and_often_a_hint(text: str, place: int, code: str, hint: str | None) -> None:
    first = formula_faults(text, NAMES)[0]
    assert (first.at, first.code) == (place, code)
    if hint:
        assert first.hint == hint


def test_every_mistake_is_found_at_once() -> None:
    text = "ratio(fin_investigation, wrong(x))"
    assert [one.code for one in formula_faults(text, NAMES)] == ["unknown-series", "unknown-function"]


@pytest.mark.parametrize("one", logframe()[1].indicators, ids=lambda one: one.id)
def test_the_formulas_of_the_logframe_are_right(one: object) -> None:
    assert formula_faults(one.formula, NAMES, one.mixed_units) == ()  # type: ignore[attr-defined]


@given(st.text(alphabet="abI05 _-(),:=|.9%\n", max_size=40) | st.text(max_size=20))
@settings(max_examples=150, deadline=None)
def test_any_text_is_a_tree_or_a_mistake_inside_it(text: str) -> None:
    found = parse(text)
    if isinstance(found, Fault):
        assert 0 <= found.at <= len(text)
    formula_faults(text, NAMES)


@given(
    parts=st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 10**9)), min_size=3, max_size=3), k=st.integers(2, 9)
)
@settings(max_examples=25, deadline=None)
def test_a_pooled_ratio_lies_between_its_years_and_ignores_the_scale(
    parts: list[tuple[int, int]], k: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def pooled(factor: int) -> Fraction:
        rows = [
            text
            for year, (above, below) in enumerate(parts, 2021)
            for text in (row("fin_inquiries", year, above * factor), row("fin_investigations", year, below * factor))
        ]
        data, problems = written(tmp_path_factory.mktemp("figures"), *rows)
        assert problems == ()
        found = value("pooled_ratio(fin_inquiries, fin_investigations, years=3)", "serbia", 2023, data)
        assert found is not None
        assert found.value is not None
        return found.value

    yearly = [Fraction(100 * above, below) for above, below in parts]
    assert min(yearly) <= pooled(1) <= max(yearly)
    assert pooled(1) == pooled(k)


@given(st.integers(0, 50), st.integers(1, 50))
@settings(max_examples=30, deadline=None)
def test_the_interval_of_a_share_holds_it_and_stays_between_none_and_all(part: int, rest: int) -> None:
    of = part + rest
    low, high = wilson(Fraction(part), Fraction(of))
    slack = Fraction(1, 10**30)
    assert -slack <= low <= Fraction(100 * part, of) + slack
    assert Fraction(100 * part, of) - slack <= high <= 100 + slack


def test_the_interval_of_a_share_worked_out() -> None:
    low, high = wilson(Fraction(10), Fraction(40))
    assert (round(float(low), 2), round(float(high), 2)) == (14.19, 40.19)


def test_zero_of_zero_and_something_of_zero_are_no_numbers(tmp_path: Path) -> None:
    rows = [row("fin_inquiries", 2022, 0), row("fin_investigations", 2022, 0)]
    rows += [row("fin_inquiries", 2023, 4), row("fin_investigations", 2023, 0)]
    data, _ = written(tmp_path, *rows)
    for year, flag in ((2022, "not-applicable"), (2023, "not-computable")):
        found = value("ratio(fin_inquiries, fin_investigations)", "serbia", year, data)
        assert found is not None
        assert found.value is None
        assert found.flags == (flag,)
    growth = value("growth(fin_investigations)", "serbia", 2023, data)
    assert growth is not None
    assert growth.flags == ("not-computable",)
    # What has no value is missing further up, never a zero.
    assert value("mean(ratio(fin_inquiries, fin_investigations))", "serbia", 2023, data).value is None  # type: ignore[union-attr]


def test_few_cases_and_other_cohorts_are_marked(tmp_path: Path) -> None:
    shares = ((2021, 5, 19), (2022, 5, 20), (2023, 5, 50), (2024, 60, 60), (2025, 61, 60))
    rows = [text for year, part, n in shares for text in
            (row("fin_inquiries", year, part), row("fin_investigations", year, n))]  # fmt: skip
    data, _ = written(tmp_path, *rows)
    found = [value("ratio(fin_inquiries, fin_investigations)", "serbia", year, data) for year, *_ in shares]
    assert [one.flags for one in found if one] == [("small-n",), ("caution",), (), (), ("cross-cohort",)]
    assert [one.low is not None for one in found if one] == [False, True, False, False, False]


def test_the_remaining_functions(tmp_path: Path) -> None:
    rows = [row("fin_investigations", year, n) for year, n in ((2020, 3), (2021, 8), (2022, 4))]
    rows += [row("population", 2021, 6_000_000, "inhabitants"), row("ml_convictions", 2022, 7, "verdicts")]
    data, _ = written(tmp_path, *rows)

    def of(formula: str, year: int) -> tuple[object, ...]:
        found = value(formula, "serbia", year, data)
        assert found is not None
        return found.value, found.unit, found.years, found.flags

    assert of("yearly_mean(fin_investigations, years=3)", 2022) == (5, "cases", (2020, 2021, 2022), ())
    assert of("yearly_mean(fin_investigations, years=3)", 2021) == (
        Fraction(11, 2),
        "cases",
        (2020, 2021),
        ("fewer-years",),
    )
    assert of("rate(fin_investigations, population, per=100000)", 2021)[0] == Fraction(8, 60)
    assert of("latest(fin_investigations)", 2025) == (4, "cases", (2022,), ())
    assert of("fallback(ml_persons_convicted, ml_convictions)", 2022) == (7, "verdicts", (2022,), ("fallback",))
    assert of("fallback(fin_investigations, ml_convictions)", 2022) == (4, "cases", (2022,), ())
    assert value("fallback(fin_investigations, ml_convictions)", "serbia", 2023, data) is None
    assert value("sum(fin_investigations, fin_inquiries)", "serbia", 2022, data) is None


def test_lira_of_two_years_are_converted_each_at_its_own_rate(tmp_path: Path) -> None:
    data, problems = written(
        tmp_path, *(row("str_value", year, 1_200_000_000, "TRY", country="turkiye") for year in (2014, 2024))
    )
    assert problems == ()
    found = [value("to_eur(str_value)", "turkiye", year, data) for year in (2014, 2024)]
    assert [round((one.value or 0) / 100_000) for one in found if one] == [4129, 337]


def test_ids_of_other_things_are_no_series() -> None:
    looking = {name for name, function in FUNCTIONS.items() if function.looks_up}
    assert looking == {"score", "worst_rating", "completeness", "attainment"}


def test_every_function_says_what_it_returns() -> None:
    assert all(one.says.endswith(".") for one in FUNCTIONS.values())
