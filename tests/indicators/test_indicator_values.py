"""Values worked out by hand from the figures on file."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from observed import figure, row, statistics, value, written

from compliance import figures

SHARES = [
    ("ratio(cyber_cases_sent_to_court, cyber_proceedings_registered)", "albania", 2019, Fraction(10, 115), "8.6957"),
    ("ratio(cyber_cases_sent_to_court, cyber_proceedings_registered)", "albania", 2020, Fraction(6, 156), "3.8462"),
    (
        "pooled_ratio(cyber_cases_sent_to_court, cyber_proceedings_registered, years=3)",
        "albania", 2020, Fraction(16, 271), "5.9041",
    ),
    ("ratio(cyber_persons_convicted, cyber_persons_indicted)", "albania", 2019, Fraction(18, 11), "163.6364"),
    ("ratio(cyber_proceedings_registered, all_proceedings_registered)", "albania", 2019, Fraction(115, 30748), "0.3740"),
    ("ratio(cyber_proceedings_registered, all_proceedings_registered)", "albania", 2020, Fraction(156, 27890), "0.5593"),
    ("ratio(cyber_proceedings_registered, all_proceedings_registered)", "albania", 2023, Fraction(312, 24095), "1.2949"),
    ("ratio(cyber_indictments, cyber_prosecution_decisions)", "turkiye", 2021, Fraction(19947, 123245), "16.1848"),
    ("ratio(str_analysed, str_received)", "turkiye", 2024, Fraction(453196, 558595), "81.1314"),
    ("ratio(to_eur(assets_confiscated_value), to_eur(assets_frozen_seized_value))", "kosovo", 2015, Fraction(1, 160), "0.6250"),
    ("ratio(to_eur(assets_confiscated_value), to_eur(assets_frozen_seized_value))", "kosovo", 2023, Fraction(24, 88), "27.2727"),
    ("ratio(to_eur(assets_confiscated_value), to_eur(assets_frozen_seized_value))", "kosovo", 2024, Fraction(2, 48), "4.1667"),
    (
        "pooled_ratio(to_eur(assets_confiscated_value), to_eur(assets_frozen_seized_value), years=5, otherwise=3)",
        "kosovo", 2024, Fraction(26, 136), "19.1176",
    ),
    ("ratio(ml_persons_convicted, ml_persons_indicted)", "kosovo", 2022, Fraction(3, 2), "150.0000"),
    ("ratio(to_eur(fiu_freeze_to_seizure_value), to_eur(fiu_freeze_value))", "albania", 2015, Fraction(11, 16), "68.7500"),
    ("ratio(to_eur(fiu_freeze_to_seizure_value), to_eur(fiu_freeze_value))", "albania", 2024, Fraction(104, 107), "97.1963"),
    ("ratio(fiu_disseminations, str_received)", "bosnia-and-herzegovina", 2024, Fraction(11, 1279), "0.8600"),
    ("ratio(fiu_disseminations, str_received)", "albania", 2024, Fraction(234, 1632), "14.3382"),
    ("ratio(fiu_disseminations, str_received)", "north-macedonia", 2017, Fraction(35, 232), "15.0862"),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "country", "year", "share", "printed"), SHARES)
def test_shares(formula: str, country: str, year: int, share: Fraction, printed: str) -> None:
    assert figure(formula, country, year) == 100 * share
    assert figures.number(figure(formula, country, year), 4) == printed


def test_growth_of_recorded_offences() -> None:
    growth = figure("growth(cyber_offences_recorded)", "serbia", 2019)
    assert growth == Fraction(100 * (946 - 622), 622)
    assert figures.number(growth, 2) == "52.09"


def test_marks_in_euro_at_the_fixed_rate() -> None:
    found = value("to_eur(str_value)", "bosnia-and-herzegovina", 2024)
    assert found is not None
    assert found.value is not None
    assert figures.number(found.value) == "152,462,126"
    assert found.rates == (("BAM", 2024, Fraction("1.95583")),)


SUMS = [
    ("turkiye", 2021, ("cyber_indictments", "cyber_nonprosecution_decisions", "cyber_other_prosecution_decisions"), 123245),
    ("turkiye", 2021, ("str_received", "fiu_authority_requests", "fiu_other_notifications"), 515627),
    ("bosnia-and-herzegovina", 2024, ("str_from_banks", "str_from_other_obliged"), 1277),
]  # fmt: skip


@pytest.mark.parametrize(("country", "year", "parts", "total"), SUMS)
def test_parts_add_up_as_the_sources_print_them(country: str, year: int, parts: tuple[str, ...], total: int) -> None:
    assert figure(f"sum({', '.join(parts)})", country, year) == total


def test_all_reports_are_those_of_banks_of_others_and_two_cases_of_the_analysts() -> None:
    parts = figure("sum(str_from_banks, str_from_other_obliged)", "bosnia-and-herzegovina", 2024)
    assert parts == 836 + 441
    assert figure("str_received", "bosnia-and-herzegovina", 2024) == parts + 2 == 1279


def test_a_part_of_the_country_or_of_the_year_is_not_the_country() -> None:
    assert value("cyber_offences_recorded", "bosnia-and-herzegovina", 2017) is None
    assert value("assets_frozen_seized_value", "kosovo", 2018) is None
    assert value("str_received", "turkiye", 2016) is None


def test_a_recorded_zero_is_a_figure_and_an_absent_one_is_not() -> None:
    assert figure("to_eur(assets_confiscated_value)", "albania", 2019) == 0
    assert value("to_eur(assets_confiscated_value)", "albania", 2020) is None


def test_no_decision_is_a_zero_and_gives_no_ratio_without_a_value_seized(tmp_path: Path) -> None:
    data, problems = written(
        tmp_path,
        row("confiscation_orders", 2021, 0, "decisions", country="montenegro"),
        row("assets_confiscated_value", 2021, 0, "EUR", country="montenegro"),
    )
    assert problems == ()
    assert (found := value("confiscation_orders", "montenegro", 2021, data))
    assert found.value == 0
    ratio = "ratio(to_eur(assets_confiscated_value), to_eur(assets_frozen_seized_value))"
    assert value(ratio, "montenegro", 2021, data) is None


def test_parts_that_a_source_rounds_are_told_in_a_note_and_not_put_right() -> None:
    (total,) = (
        one
        for one in statistics().observations
        if (one.country, one.series, one.year) == ("bosnia-and-herzegovina", "str_value", 2024)
    )
    parts = Fraction("270.87") + Fraction("24.93") + Fraction("2.38")
    assert (parts, total.value) == (Fraction("298.18"), 1_000_000 * Fraction("298.19"))
    assert total.note == "Parts in the source add to 298.18m"


def test_every_figure_says_where_it_comes_from() -> None:
    data = statistics()
    assert len(data.observations) == 161
    assert {one.country for one in data.observations} == {
        "albania", "bosnia-and-herzegovina", "kosovo", "montenegro", "north-macedonia", "serbia", "turkiye",
    }  # fmt: skip
    assert all(one.source and (one.url or one.confidence == "recalled") for one in data.observations)


def test_flags_come_from_the_source_and_from_the_arithmetic() -> None:
    assert (found := value("ratio(cyber_persons_convicted, cyber_persons_indicted)", "albania", 2019))
    assert found.flags == ("cross-cohort", "small-n")
    assert (found := value("ratio(ml_persons_convicted, ml_persons_indicted)", "kosovo", 2022))
    assert found.flags == ("cross-cohort", "small-n")
    assert (found := value("assets_frozen_seized_value", "kosovo", 2024))
    assert found.flags == ("lower-bound",)
    pooled = "pooled_ratio(cyber_cases_sent_to_court, cyber_proceedings_registered, years=3)"
    assert (found := value(pooled, "albania", 2020))
    assert (found.flags, found.years) == (("fewer-years",), (2019, 2020))
    assert (found.numerator, found.denominator) == (Fraction(16), Fraction(271))
    assert [one.line for one in found.rows] == sorted(one.line for one in found.rows)


def test_nothing_reaches_across_a_break() -> None:
    assert value("growth(all_proceedings_per_100k)", "albania", 2024) is None
    assert figures.number(figure("growth(all_proceedings_per_100k)", "albania", 2022), 2) == "−8.18"
    assert value("yearly_mean(all_proceedings_per_100k, years=3)", "albania", 2024) is None
    assert figure("yearly_mean(all_proceedings_per_100k, years=3)", "albania", 2023) == Fraction(1002 + 920 + 872, 3)
    assert (found := value("all_proceedings_per_100k", "albania", 2024))
    assert found.flags == ("break",)


def test_a_window_needs_more_than_half_of_its_years_and_the_year_itself() -> None:
    pooled = "pooled_ratio(cyber_cases_sent_to_court, cyber_proceedings_registered, years=3)"
    assert value(pooled, "albania", 2019) is None
    assert value(pooled, "albania", 2021) is None
    five = "pooled_ratio(to_eur(assets_confiscated_value), to_eur(assets_frozen_seized_value), years=5)"
    assert value(five, "kosovo", 2024) is None
