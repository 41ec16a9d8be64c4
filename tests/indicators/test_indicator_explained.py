"""What the commands on indicators print: the table with its courses, and where a value comes from."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from click.testing import CliRunner
from observed import ROOT, reports

from compliance.cli import main
from compliance.inputs import read_inputs
from compliance.queries.formats import as_json
from compliance.queries.indicators import indicator_record
from compliance.queries.indicators import reports as standing
from compliance.view.indicator import as_text, sparkline

DATA, TRAINING = ROOT / "tests" / "data", ROOT / "examples" / "training"


def compliance(*arguments: str, root: Path = DATA) -> str:
    """What a command prints."""
    done = CliRunner().invoke(main, ["--workspace", str(root), *arguments])
    assert done.exit_code == 0, done.output
    return done.output.replace("\u00a0", " ")


def test_a_course_has_a_bar_a_year_and_a_space_for_a_year_without_a_figure() -> None:
    assert sparkline(reports("kosovo")["I21"]) == "▁▁       ▇▂"
    assert sparkline(reports("bosnia-and-herzegovina")["I12"]) == "▇▂▁"
    assert sparkline(reports("kosovo")["I05"]) == ""
    one = reports("kosovo")["I21"]
    flat = tuple(replace(value, value=Fraction(5)) for value in one.values)
    assert set(sparkline(replace(one, values=flat))) == {"▃", " "}


def test_the_table_needs_no_word_and_may_stand_at_an_earlier_year() -> None:
    assert compliance("indicators", "arcadia") == compliance("indicators", "table", "arcadia")
    assert compliance("indicators") == compliance("indicators", "table")
    then = compliance("indicators", "arcadia", "--year", "2024")
    assert "2025" not in then
    assert "◆" in then or "▲" in then or "▼" in then


def test_the_arithmetic_of_a_status_is_written_out() -> None:
    text = compliance("indicators", "explain", "L2", "arcadia")
    for line in (
        "formula: pooled_ratio(letters_tried, letters_opened, years=3)",
        "trend: 2024 ▁▇ 2025, percent",
        "13.9 %, as of 31 December 2025",
        "100 · 100 / 720 = 13.8889",
        "years: 2023, 2024 and 2025",
        "2023  Letters opened (letters_opened): 280 cases [approximate]",
        "baseline: 11 on 31 December 2023, approved by Steering committee on 1 March 2023",
        "milestone: 14 by 31 December 2025",
        "target: 16 by 31 December 2027, approved by Steering committee on 1 March 2023",
        "expected: 11 + (14 − 11) · 1 (731/731 days) = 14",
        "progress: (13.8889 − 11) / (14 − 11) = 96.3 %",
        "achievement: (13.8889 − 11) / (16 − 11) = 57.8 %",
    ):
        assert f"  {line}\n" in text


def test_an_amount_says_at_which_rate_it_was_converted_and_a_figure_where_it_was_seen() -> None:
    text = compliance("indicators", "explain", "L4", "arcadia")
    assert "exchange rate: 2.6 XTS for one euro, mean of 2025" in text
    text = compliance("indicators", "explain", "I22", "kosovo", root=ROOT)
    assert "100 · 26,000,000 / 136,000,000 = 19.1176" in text
    assert "https://lajmi.net/" in text
    assert "marked: approximate; at least; not every year of the window has figures" in text


def test_a_year_without_a_value_says_so() -> None:
    assert "none for 2021" in compliance("indicators", "explain", "L2", "arcadia", "2021")
    assert json.loads(compliance("indicators", "explain", "L2", "arcadia", "2021", "--format", "json"))["value"] is None


def test_other_programs_read_exact_figures() -> None:
    given = json.loads(compliance("indicators", "explain", "L2", "arcadia", "--format", "json"))
    assert (given["value"], given["numerator"], given["denominator"]) == ("125/9", "100", "720")
    assert (given["progress"], given["status"], given["year"]) == ("26/27", "on-track", 2025)
    assert [one["value"] for one in given["trend"]] == ["160/13", "125/9"]
    assert {one["source"] for one in given["figures"]} == {"Yearbook of the Posts", "Courts of Arcadia, statistics"}


def test_every_indicator_of_every_country_can_be_explained() -> None:
    for root in (DATA, TRAINING):
        inputs, _ = read_inputs(root)
        for one in standing(inputs, ()):
            for year in (None, 2018):
                assert as_text(inputs, one, year)
                assert json.loads(as_json(indicator_record(one, year)))["indicator"] == one.indicator.id


def test_an_unknown_indicator_is_wrong_use_with_a_hint() -> None:
    done = CliRunner().invoke(main, ["--workspace", str(DATA), "indicators", "explain", "L22", "arcadia"])
    assert done.exit_code == 2
    assert "there is no indicator `L22`. did you mean `L2`?" in done.output


def test_the_plan_and_what_to_know_are_told() -> None:
    inputs, _ = read_inputs(TRAINING)
    (one,) = [it for it in standing(inputs, ("exempla",)) if it.indicator.id == "I30"]
    told = as_text(inputs, one, None)
    for said in (
        ", approved by Steering committee (fictional) on 1 March 2017",
        "ets-185: Article 6, Article 11, Article 12 and Article 16 to mostly through Cybercrime Bill of 2020",
        "What is not assessed is a range, never zero.",
        "source of verification: The assessments of this workspace, with their legal sources",
        "holder: Project team; National evaluators",
        "split by: country, section, article",
        "assumes: Parliaments adopt the laws that are named in the targets",
    ):
        assert said in told, said
