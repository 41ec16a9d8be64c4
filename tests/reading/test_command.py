"""`compliance check` as a user starts it: exit status, formats, explanations, and never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).parents[1] / "problems" / "_base"
CHECKLIST = Path("assessments/arcadia/2026/lighthouses.yaml")


def compliance(*arguments: str, folder: Path = BASE) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-c", "from compliance.cli import main; main()", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "COLUMNS": "100"},
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    root = Path(shutil.copytree(BASE, tmp_path / "a folder, with: signs"))
    text = (root / CHECKLIST).read_text("utf-8").replace("rating: met", "rating: mett")
    (root / CHECKLIST).write_text(text, "utf-8")
    return root


def test_a_clean_workspace_ends_with_0_and_says_nothing_but_a_count() -> None:
    done = compliance("check")
    assert (done.returncode, done.stdout) == (0, "")
    assert "no problems" in done.stderr


def test_a_problem_ends_with_1(faulty: Path) -> None:
    done = compliance("check", folder=faulty)
    assert done.returncode == 1
    assert done.stdout.startswith(f"{CHECKLIST}:10:13: unknown-rating: ")
    assert "1 problem," in done.stderr


def test_json_is_one_object_a_line(faulty: Path) -> None:
    done = compliance("--workspace", str(faulty), "check", "--format", "json")
    (problem,) = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert problem == {
        "path": CHECKLIST.as_posix(),
        "line": 10,
        "column": 13,
        "cell": None,
        "code": "unknown-rating",
        "severity": "problem",
        "what": "`rating` is `mett`",
        "expected": "met | mostly | partly | not-met | not-applicable",
        "hint": "did you mean `met`?",
    }


def test_github_is_one_annotation_a_line(faulty: Path) -> None:
    done = compliance("check", "--format", "github", folder=faulty)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f"::error file={CHECKLIST},line=10,col=13,title=unknown-rating::`rating` is `mett`. Expected: met | mostly | partly | not-met | not-applicable. did you mean `met`?"
    ]


def test_an_unknown_code_is_wrong_use_and_the_nearest_is_named() -> None:
    done = compliance("check", "--explain", "unknown-ratting")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean `unknown-rating`?" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [("chek",), ("check", "--format", "xml"), ("--workspace", "nowhere", "check"), ("check", "surplus")],
    ids=" ".join,
)
def test_wrong_use_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert compliance(*arguments).returncode == 2


def test_output_that_cannot_show_a_letter_is_no_traceback(faulty: Path) -> None:
    (faulty / "assessments" / "Кривични.yaml").touch()
    done = subprocess.run(
        [sys.executable, "-c", "from compliance.cli import main; main()", "check"],
        cwd=faulty,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == 1
