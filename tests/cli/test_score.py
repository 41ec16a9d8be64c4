"""Scores and indicators on the command line: tables for people, exact figures for programs."""

import csv
import io
import json
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from documents import DATA

from compliance.cli import main

FOOTNOTE = "* This name is used without prejudice to positions on the border of 1911."


def compliance(*arguments: str) -> Result:
    done = CliRunner().invoke(main, ["--workspace", str(DATA), *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_table_shows_ranges_and_says_what_a_name_needs() -> None:
    done = compliance("score")
    assert done.exit_code == 0
    lines = [" ".join(line.split()) for line in done.output.splitlines() if line.strip()]
    assert any(line.startswith("Arcadia LT 12 2026 2026-06-30 38–53 10 of 11 ") for line in lines)
    assert any(line.startswith("Arcadia LT 31 2026 2026-06-30 92 4 of 4 3 1 ") for line in lines)
    assert any(line.startswith("Borduria* LT 12 ") and line.endswith("alignment") for line in lines)
    assert lines[-1] == FOOTNOTE


def test_a_table_without_the_name_needs_no_footnote() -> None:
    assert FOOTNOTE not in compliance("score", "arcadia").output
    assert "Borduria" not in compliance("score", "arcadia").output


@pytest.mark.parametrize("command", ["score", "coverage", "indicators"])
def test_of_nothing_on_file_no_empty_table_is_drawn(command: str, tmp_path: Path) -> None:
    (tmp_path / "assessments").mkdir()
    (tmp_path / "assessments" / "jurisdictions.yaml").write_text("jurisdictions: []\n", "utf-8")
    done = CliRunner().invoke(main, ["--workspace", str(tmp_path), command])
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "nothing is on file for such a table.\n")


def test_json_is_exact() -> None:
    found = json.loads(compliance("score", "arcadia", "--format", "json").output)
    proceeds = next(one for one in found if one["instrument"] == "lt-31")
    # Article 1 is met, Article 2 half met and half mostly met: (1 + (1 + 2/3) / 2) / 2.
    assert Fraction(proceeds["whole"]["low"]) == Fraction(proceeds["whole"]["high"]) == Fraction(11, 12)
    assert Fraction(proceeds["whole"]["point"]) == Fraction(11, 12)
    assert proceeds["as_bound"] is None
    assert proceeds["as_bound_status"] == "reservations-unknown"


def test_json_says_why_something_is_left_out() -> None:
    letters, _ = json.loads(compliance("score", "arcadia", "--format", "json").output)
    reasons = {one["criterion"]: one["reason"] for one in letters["excluded"]}
    assert reasons["12.2.4"] == "condition-not-met"
    assert reasons["12.5.3"] == "other-treaty-applies"
    assert letters["whole"]["point"] is None
    assert set(letters["by_part"]) == {"coast", "hills"}


def test_csv_has_six_places_and_empty_cells_for_what_is_not_known() -> None:
    found = rows(compliance("score", "--format", "csv").output)
    assert [(one["country"], one["instrument"]) for one in found] == [
        ("arcadia", "lt-12"),
        ("arcadia", "lt-31"),
        ("borduria", "lt-12"),
    ]
    assert found[1]["low"] == found[1]["high"] == "91.666667"
    assert found[2]["unanswered"] == "9"


def test_indicators_say_why_they_stand_where_they_do() -> None:
    done = compliance("indicators")
    assert done.exit_code == 0
    assert "Too few cases to judge: 5 of 12." in done.output
    assert "One figure set aside." in done.output
    assert done.output.rstrip().endswith(FOOTNOTE)


def test_indicators_as_csv_carry_their_sources() -> None:
    found = rows(compliance("indicators", "arcadia", "--format", "csv").output)
    assert found
    assert {"country", "indicator", "year", "value"} <= found[0].keys()
    assert any("Yearbook of the Posts" in value for one in found for value in one.values())


@pytest.mark.parametrize("command", ["score", "indicators", "build"])
def test_an_unknown_country_is_wrong_use_with_a_hint(command: str) -> None:
    done = compliance(command, "arkadia")
    assert done.exit_code == 2
    assert "there is no country `arkadia`. did you mean `arcadia`?" in done.output
