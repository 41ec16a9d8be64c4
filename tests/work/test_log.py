"""The log: a line a change, read with its places, added to whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk import CLEAN, FOLDER, GAP, Desk

LOG = FOLDER / "log.jsonl"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "work")
    desk.step("submitted", "Ана Б.", "2026-07-01", "--note", "Keine Inseln – „bisher“")
    return desk


def test_a_line_says_who_when_what_and_why(desk: Desk) -> None:
    (line,) = (desk.root / LOG).read_text("utf-8").splitlines()
    said = json.loads(line)
    wanted = {"by": "Ана Б.", "what": "step", "old": "draft", "new": "submitted", "why": "Keine Inseln – „bisher“"}
    assert wanted.items() <= said.items()
    assert said["when"].endswith("+00:00")
    assert (said["cycle"], said["instrument"], said["file"]) == ("2026", "lighthouses", "2026/lighthouses.yaml")
    assert len(said["before"]) == len(said["after"]) == 64
    assert json.loads(desk.run("log", "arcadia", "--format", "json"))[0]["by"] == "Ана Б."


def test_lines_are_only_added(desk: Desk) -> None:
    before = (desk.root / LOG).read_bytes()
    desk.rerate("mostly", *GAP)
    desk.step("reviewed", "Rea", "2026-07-02")
    after = (desk.root / LOG).read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == 3
    assert [line.split()[2] for line in desk.run("log", "arcadia").splitlines()[3:-1]]
    assert desk.run("log", "arcadia", "--about", "L.1.1").count("re-rated") == 1
    assert "submitted" not in desk.run("log", "arcadia", "--about", "L.1.1")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"when": "2026', "log.jsonl:2:10: broken-line"),
        ("[]", "log.jsonl:2:1: not-a-mapping"),
        ("nonsense", "log.jsonl:2:1: broken-line"),
        ('{"a": 1, "a": 2}', "log.jsonl:2:1: broken-line: the line is no JSON value: a field stands twice"),
        ('{"when": "2026-07-01T09:00:00Z"}', "log.jsonl:2:1: missing-field"),
        ("[" * 100_000, "log.jsonl:2"),
        ("9" * 10_000, "log.jsonl:2"),
    ],
)
def test_a_broken_line_has_its_place_and_is_never_lost(desk: Desk, line: str, said: str) -> None:
    whole = (desk.root / LOG).read_text("utf-8")
    (desk.root / LOG).write_text(f"{whole}{line}\n", "utf-8")
    assert said in desk.run("check")
    before = desk.files()
    desk.step("reviewed", "Rea", "2026-07-02")
    assert desk.files() == before
    (desk.root / LOG).write_text(whole, "utf-8")
    assert CLEAN in desk.run("check")


def test_a_last_line_without_its_end_stays_whole(desk: Desk) -> None:
    file = desk.root / LOG
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    desk.step("reviewed", "Rea", "2026-07-02")
    assert desk.log == ["Ана Б.: draft → submitted", "Rea: submitted → reviewed"]


def test_a_step_taken_back_by_hand_is_noticed(desk: Desk) -> None:
    desk.step("reviewed", "Rea", "2026-07-02")
    text = desk.text
    (desk.root / FOLDER / "2026/lighthouses.yaml").write_text(
        text[: text.index("steps:")].replace("status: reviewed", "status: draft") + text[text.index("responses:") :],
        "utf-8",
    )
    assert "log-differs: the log says that `2026/lighthouses.yaml` became `reviewed`" in desk.run("check")


def test_a_re_rating_taken_back_by_hand_is_noticed(desk: Desk) -> None:
    desk.rerate("mostly", *GAP)
    desk.change("    rating: mostly\n", "    rating: partly\n")
    assert "log-differs: the log says that `L.1.1` became `mostly`" in desk.run("check")
