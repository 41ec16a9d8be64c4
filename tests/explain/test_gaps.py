"""What would close the gaps of a country, and in which order."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from test_explain import HERE, compliance


def test_the_lists_read_as_written_down(golden: Callable[[Path, str], None]) -> None:
    done = compliance("gaps", "arcadia", "--reach", "0.8")
    assert done.exit_code == 0
    golden(HERE / "golden" / "gaps.txt", done.output)


def test_csv_has_a_row_a_change() -> None:
    text = compliance("gaps", "arcadia", "--format", "csv").output
    found = list(csv.DictReader(io.StringIO(text)))
    unlock = next(row for row in found if row["kind"] == "unlock")
    assert unlock["criteria"] == "7.1.1 7.1.2"
    assert (unlock["effort"], unlock["met_low"], unlock["unbeaten"]) == ("8", "16.666667", "yes")
    assert next(row for row in found if row["criteria"] == "7.1.1")["met_high"] == "0.000000"


def test_json_is_exact_and_holds_the_path() -> None:
    (found,) = json.loads(compliance("gaps", "arcadia", "--reach", "3/4", "--format", "json").output)
    assert found["score"] == {"low": "59/144", "high": "43/72"}
    assert found["path"]["reached"] is True
    assert found["path"]["steps"][0] == {
        "criteria": ["7.3.1"],
        "effort": 2,
        "gain": {"low": "1/12", "high": "1/12"},
        "score": {"low": "71/144", "high": "49/72"},
    }
    assert found["questions"][0] == {"criterion": "7.2.2", "narrows_by": "1/6"}


def test_a_target_that_answers_must_decide_is_said_to_be_open() -> None:
    said = compliance("gaps", "arcadia", "--reach", "0.9").output
    assert "90.0 is not surely reached, as unanswered criteria decide the rest." in said


@pytest.mark.parametrize("wrong", ["75", "-1", "most", "1/0", "1e-5000", "1e999999999"])
def test_a_target_that_is_no_score_is_wrong_use(wrong: str) -> None:
    assert compliance("gaps", "arcadia", "--reach", wrong).exit_code == 2


def test_a_country_without_a_checklist_is_said_to_have_none() -> None:
    done = compliance("gaps", "arcadia", "--instrument", "ets-185")
    assert done.exit_code == 2
    assert "arcadia has no checklist of ets-185." in done.output


def test_an_unknown_instrument_is_wrong_use() -> None:
    done = compliance("gaps", "arcadia", "--instrument", "ht-8")
    assert done.exit_code == 2
    assert "did you mean `ht-7`?" in done.output
