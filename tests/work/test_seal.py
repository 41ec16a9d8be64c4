"""The seal: every figure comes out again, no sealed answer changes unseen, a new seal names the one before."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from desk import CHECKLIST, CLEAN, FOLDER, GAP, Desk

from compliance.view.manifest import concerns

SEAL = FOLDER / "2026/seal-1.json"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "work")
    desk.adopt()
    return desk


def test_what_is_sealed_holds(desk: Desk) -> None:
    assert "seal-1.json" in desk.seal()
    assert "holds. All 16 figures are recomputed and equal." in desk.run("verify")
    assert desk.status("verify", "arcadia", "2026") == 0
    assert CLEAN in desk.run("check")
    said = json.loads((desk.root / SEAL).read_text("utf-8"))
    assert said["figures"]["lighthouses / whole / low"] == "1/2"
    assert said["versions"]["lighthouses"] == "1"
    assert said["checklists"]["lighthouses"]["answers"]["L.1.1"]["rating"] == "met"
    text = (desk.root / CHECKLIST).read_bytes()
    assert said["inputs"][CHECKLIST.as_posix()] == hashlib.sha256(text).hexdigest()
    assert desk.log[-1] == "Board: None → seal 1"


def test_only_what_is_adopted_is_sealed(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "draft")
    before = desk.files()
    assert "Only what is adopted is sealed: lighthouses is draft." in desk.seal()
    assert desk.files() == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("gist: Punishes whoever", "gist: Fines whoever", "the answer to L.1.1 changed after it was sealed"),
        ("evidence: B", "evidence: A", "the answer to L.1.1 changed after it was sealed"),
        ("cut_off: 2026-06-30", "cut_off: 2026-06-29", "the checklist was sealed on 2026-07-21 with another head"),
        ("  L.1.1:\n", "  L.1.2:\n    rating: not-met\n    gap: Islands.\n    evidence: D\n  L.1.1:\n", "L.1.2 was answered after"),
    ],
)  # fmt: skip
def test_no_sealed_answer_changes_unseen(desk: Desk, old: str, new: str, said: str) -> None:
    desk.seal()
    desk.change(old, new)
    assert f"sealed-changed: {said}" in desk.run("check")
    assert desk.status("verify") == 1
    assert said in desk.run("verify")
    assert "nothing was written" in desk.seal("2026-07-22", "--why", "x")
    desk.change(new, old)
    assert CLEAN in desk.run("check")


def test_layout_and_comments_are_no_change(desk: Desk) -> None:
    desk.seal()
    desk.change("    rating: met\n", "    # looked up again in the gazette\n    rating: 'met'\n")
    assert CLEAN in desk.run("check")
    assert desk.status("verify") == 3, "another file, and nothing that it says is another"
    said = desk.run("verify")
    assert "holds. All 16 figures are recomputed and equal. One file is not as sealed." in said
    assert f"changed since: {CHECKLIST.as_posix()}" in said


def test_the_first_figure_that_differs_is_named(desk: Desk) -> None:
    desk.seal()
    desk.change("rating: met", "rating: mostly")
    desk.change("    evidence: B\n", "    gap: Moving one.\n    evidence: B\n")
    said = desk.run("verify")
    assert "figures differ, the first: lighthouses / whole / low: sealed 1/2, now 1/3." in said
    found = json.loads(desk.run("verify", "--format", "json"))[0]
    assert found["holds"] is False
    assert "lighthouses / L.1.1: sealed met, now mostly" in found["figures"]


def test_another_input_is_named_where_it_moves_a_figure(desk: Desk) -> None:
    desk.seal()
    instrument = Path("assessments/instruments/lighthouses.yaml")
    desk.change('partly: "1/3"', 'partly: "1/2"', instrument)
    assert desk.status("verify") == 3, "no answer is partly, so no figure moves"
    assert f"changed since: {instrument.as_posix()}" in desk.run("verify")
    desk.change('edition: "1"', 'edition: "2"', instrument)
    assert "another version: lighthouses: sealed 1, now 2" in desk.run("verify")


def test_a_re_rating_with_its_cause_is_the_way(desk: Desk) -> None:
    desk.seal()
    desk.rerate("mostly", *GAP)
    assert CLEAN in desk.run("check")
    said = desk.run("verify")
    assert "re-rated since: L.1.1, met before: error-corrected" in said
    assert "Seal it anew: every answer that changed has its cause." in said
    assert "say why a new one is necessary" in desk.seal("2026-08-02")
    desk.seal("2026-08-02", "--why", "Moving a light was overlooked")
    assert "seal 2 of 2026-08-02 by Board: holds." in desk.run("verify")
    second = json.loads((desk.root / FOLDER / "2026/seal-2.json").read_text("utf-8"))
    assert second["before"] == {"number": "1", "sha256": hashlib.sha256((desk.root / SEAL).read_bytes()).hexdigest()}
    assert "Nothing changed since seal 2." in desk.seal("2026-08-03", "--why", "x")


def test_a_history_written_by_hand_does_not_cover_another_change(desk: Desk) -> None:
    desk.seal()
    desk.rerate("mostly", *GAP)
    desk.change("    cause: error-corrected\n    history", "    history")
    assert "sealed-changed" in desk.run("check")


def test_a_cause_without_the_rating_before_is_no_re_rating(desk: Desk) -> None:
    desk.seal()
    desk.change("    rating: met\n", "    rating: mostly\n    gap: Moving one.\n")
    desk.change("    evidence: B\n", "    evidence: B\n    recorded: 2026-08-01\n    cause: error-corrected\n")
    assert "sealed-changed: the answer to L.1.1 changed" in desk.run("check")
    before = "    history:\n      - {rating: met, recorded: 2026-06-30, cause: evidence-found}\n"
    desk.change("    cause: error-corrected\n", f"    cause: error-corrected\n{before}")
    assert CLEAN in desk.run("check"), "the same by hand, as the command does it"


def test_a_sealed_checklist_that_is_gone_is_named_where_it_was_sealed(desk: Desk) -> None:
    desk.seal()
    (desk.root / CHECKLIST).unlink()
    line = (desk.root / SEAL).read_text("utf-8").splitlines().index('  "lighthouses": {') + 1
    assert f"{SEAL}:{line}:" in desk.run("check")
    assert "sealed-changed: lighthouses.yaml is gone, though it is sealed" in desk.run("check")


def test_a_seal_is_never_changed(desk: Desk) -> None:
    desk.seal()
    desk.rerate("mostly", *GAP)
    desk.seal("2026-08-02", "--why", "Moving a light was overlooked")
    desk.change('"by": "Board"', '"by": "Bored"', SEAL)
    assert "broken-seal: seal 1 changed since" in desk.run("check")
    assert desk.status("verify") == 1
    (desk.root / SEAL).unlink()
    assert "broken-seal: seal 1, which it follows, is gone" in desk.run("check")


def test_deliverables_are_sealed_and_verified(desk: Desk, tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for name in ("arcadia-2026.pdf", "arcadia-2026-donor.pdf", "borduria-2026.pdf", "arcadia-2026.xlsx"):
        (reports / name).write_text(name, "utf-8")
    desk.seal("2026-07-21", "--deliverables", str(reports))
    said = json.loads((desk.root / SEAL).read_text("utf-8"))["deliverables"]
    assert list(said) == ["arcadia-2026-donor.pdf", "arcadia-2026.pdf", "arcadia-2026.xlsx"]
    assert desk.status("verify", "--deliverables", str(reports)) == 0
    (reports / "arcadia-2026.pdf").write_text("another", "utf-8")
    assert "not the deliverable that was sealed: arcadia-2026.pdf" in desk.run("verify", "--deliverables", str(reports))
    assert desk.status("verify", "--deliverables", str(reports)) == 1


@pytest.mark.parametrize("path", ["log.jsonl", "log-2027.jsonl", "2026/seal-1.json", "texts/lights-act.txt"])
def test_what_is_kept_of_the_work_makes_no_deliverable_out_of_date(path: str) -> None:
    assert not concerns(f"assessments/arcadia/{path}", country="arcadia", plan="country", everyone=True)
    assert concerns("assessments/arcadia/2026/lighthouses.yaml", country="arcadia", plan="country", everyone=True)


def test_nothing_sealed_is_said(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "work2")
    assert "Nothing is sealed in the folder." in desk.run("verify")
    (desk.root / SEAL).write_text("{", "utf-8")
    assert desk.status("verify") == 1
