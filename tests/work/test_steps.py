"""The way of a checklist to adoption: what follows what, what stands in the way, what is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import CLEAN, GAP, Desk

from compliance.queries.work_tables import bar


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "work")


def test_from_draft_to_adoption(desk: Desk) -> None:
    before = desk.text
    desk.step("submitted", "Ana", "2026-07-01", "--note", "Islands were not looked into")
    desk.step("returned", "Rea", "2026-07-05", "--note", "Say why")
    desk.step("submitted", "Ana", "2026-07-06", "--note", "There are none")
    desk.step("reviewed", "Rea", "2026-07-10")
    desk.step("adopted", "Board", "2026-07-10")
    steps = [(one.status, one.by, one.on.isoformat(), one.note) for one in desk.checklist.steps]
    assert steps == [
        ("submitted", "Ana", "2026-07-01", "Islands were not looked into"),
        ("returned", "Rea", "2026-07-05", "Say why"),
        ("submitted", "Ana", "2026-07-06", "There are none"),
        ("reviewed", "Rea", "2026-07-10", None),
        ("adopted", "Board", "2026-07-10", None),
    ]
    assert desk.checklist.status == "adopted"
    assert desk.log == [
        "Ana: draft → submitted",
        "Rea: submitted → returned",
        "Ana: returned → submitted",
        "Rea: submitted → reviewed",
        "Board: reviewed → adopted",
    ]
    assert CLEAN in desk.run("check")
    untouched = before[before.index("responses:") :]
    assert desk.text.endswith(untouched), "the answers are not touched"


@pytest.mark.parametrize(
    ("taken", "wanted", "said"),
    [
        ([], "reviewed", "It is draft; what can follow is submitted."),
        ([], "adopted", "It is draft; what can follow is submitted."),
        (["submitted"], "submitted", "It is submitted already."),
        (["submitted"], "adopted", "It is submitted; what can follow is returned or reviewed."),
        (["submitted", "returned"], "reviewed", "It is returned; what can follow is submitted."),
        (["submitted", "reviewed", "adopted"], "returned", "re-rated with its cause"),
    ],
)
def test_a_step_that_cannot_follow(desk: Desk, taken: list[str], wanted: str, said: str) -> None:
    for n, status in enumerate(taken, 1):
        desk.step(status, f"Person {n}", f"2026-07-0{n}", "--note", "As agreed")
    before = desk.files()
    assert said in desk.step(wanted, "Somebody else", "2026-08-01", "--note", "As agreed")
    assert desk.files() == before


def test_what_is_unanswered_needs_a_note(desk: Desk) -> None:
    assert "Two criteria are unanswered: L.1.2, L.1.3." in desk.step("submitted", "Ana", "2026-07-01")
    assert desk.checklist.steps == ()
    desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    assert desk.checklist.status == "submitted"


def test_what_is_carried_over_has_to_be_confirmed(desk: Desk) -> None:
    desk.change("    evidence: B\n", '    evidence: B\n    carried_over: "2024"\n')
    said = desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    assert "One answer carried over: L.1.1. Confirm each in the workbook, or by deleting `carried_over`." in said
    assert desk.checklist.status == "draft"


def test_a_problem_in_the_file_stands_in_the_way(desk: Desk) -> None:
    desk.change("rating: met", "rating: mostyl")
    said = desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    assert "lighthouses.yaml:10:13: unknown-rating" in said
    assert "nothing was written" in said
    assert "status: draft" in desk.text


def test_nobody_reviews_their_own_answers(desk: Desk) -> None:
    desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    said = desk.step("reviewed", "desk", "2026-07-02")
    assert "desk answered it, and nobody reviews their own work." in said
    desk.change("    evidence: B\n", "    evidence: B\n    author: Boro\n")
    said = desk.step("reviewed", "Boro", "2026-07-02")
    assert "Boro wrote answers or parts of them (L.1.1), and nobody reviews their own work." in said
    assert desk.checklist.status == "submitted"


def test_a_step_does_not_lie_before_the_last(desk: Desk) -> None:
    desk.step("submitted", "Ana", "2026-07-05", "--note", "No islands")
    said = desk.step("reviewed", "Rea", "2026-07-04")
    assert "The step before was taken on 5 July 2026, later than 4 July 2026." in said


@pytest.mark.parametrize("on", ["2199-01-01", "yesterday", "2026-02-30"])
def test_a_day_that_is_none_or_lies_ahead_is_wrong_use(desk: Desk, on: str) -> None:
    before = desk.files()
    assert desk.status("step", "arcadia", "submitted", "--note", "x", "--by", "Ana", "--on", on) == 2
    assert desk.files() == before


@pytest.mark.parametrize("by", ["", "   ", "A\x1b[31mna", "x" * 3000])
def test_a_name_that_nobody_can_read_is_wrong_use(desk: Desk, by: str) -> None:
    assert desk.status("step", "arcadia", "submitted", "--note", "x", "--by", by) == 2


def test_nobody_replies_to_their_own_note_before_they_submit(desk: Desk) -> None:
    desk.run(
        "rerate", "arcadia", "L.1.1", "partly", "--cause", "error-corrected", "--note", "x", "--gap", "y", by="Ana"
    )
    desk.run("remark", "arcadia", "L.1.1", "The Ministry was asked", by="ana")
    assert "Reply to" not in desk.run("status", "arcadia")
    assert "draft → submitted" in desk.step("submitted", "Ana", "2026-07-04", "--note", "No islands")
    assert "Remarks are open on L.1.1." in desk.step("reviewed", "Rea", "2026-07-05")


def test_remarks_stand_in_the_way_until_they_are_settled(desk: Desk) -> None:
    desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    assert "remark 1: open" in desk.run("remark", "arcadia", "L.1.1", "And moving one?", "--on", "2026-07-02", by="Rea")
    assert "Remarks are open on L.1.1." in desk.step("reviewed", "Rea", "2026-07-03")
    desk.step("returned", "Rea", "2026-07-03")
    assert "Nobody replied to the remarks on L.1.1." in desk.step("submitted", "Ana", "2026-07-04", "--note", "x")
    desk.run("remark", "arcadia", "L.1.1", "It is covered", "--reply", "1", "--on", "2026-07-04", by="Ana")
    desk.step("submitted", "Ana", "2026-07-04", "--note", "No islands")
    desk.run("remark", "arcadia", "L.1.1", "Fine", "--close", "1", "--on", "2026-07-05", by="Rea")
    (remark,) = desk.response().remarks
    assert (remark.by, remark.text, str(remark.closed)) == ("Rea", "And moving one?", "2026-07-05")
    assert [(one.by, one.text) for one in remark.replies] == [("Ana", "It is covered"), ("Rea", "Fine")]
    desk.step("reviewed", "Rea", "2026-07-06")
    assert desk.checklist.status == "reviewed"


def test_a_remark_that_is_not_open_cannot_be_answered(desk: Desk) -> None:
    assert "L.1.1 has no open remark 1." in desk.run("remark", "arcadia", "L.1.1", "x", "--reply", "1", by="Ana")


def test_work_is_shared_out_and_shown(desk: Desk) -> None:
    desk.run("assign", "arcadia", "1", "Ana B.", "Boro C.", by="Lea")
    assert desk.checklist.assigned == {"1": ("Ana B.", "Boro C.")}
    assert "Ana B., Boro C." in desk.run("status", "--articles")
    desk.run("assign", "arcadia", "1", by="Lea")
    assert desk.checklist.assigned == {}
    assert [desk.status("assign", "arcadia", place, "Ana", "--by", "Lea") for place in ("2", "1-2", "2-1", "1-1")] == [
        2,
        2,
        2,
        0,
    ]


def test_status_says_what_to_do_next(desk: Desk) -> None:
    assert "Arcadia, L 1: Answer two criteria: L.1.2, L.1.3." in desk.run("status")
    desk.change("rating: met", "rating: mostyl")
    assert "Mend one problem" in desk.run("status")
    desk.change("rating: mostyl", "rating: met")
    desk.adopt()
    assert "Seal it." in desk.run("status")
    desk.seal()
    assert "Nothing: it is sealed." in desk.run("status")
    desk.rerate("mostly", *GAP)
    assert "Seal it anew: L.1.1 re-rated." in desk.run("status")


def test_what_was_returned_and_replied_to_may_be_submitted_again(desk: Desk) -> None:
    desk.step("submitted", "Ana", "2026-07-01", "--note", "A first part")
    desk.run("remark", "arcadia", "L.1.1", "Why?", "--on", "2026-07-02", by="Rea")
    desk.step("returned", "Rea", "2026-07-03")
    assert "Arcadia, L 1: Reply to one remark: L.1.1.\n" in desk.run("status")
    desk.run("remark", "arcadia", "L.1.1", "So.", "--reply", "1", "--on", "2026-07-04", by="Ana")
    said = " ".join(desk.run("status").split())
    assert "Arcadia, L 1: Answer two criteria: L.1.2, L.1.3, or submit it again with --note." in said


def test_a_checklist_that_cannot_be_read_is_not_forgotten(desk: Desk) -> None:
    desk.change("cut_off: 2026-06-30", "cut_off: soon")
    assert "One problem elsewhere: `compliance check` says which." in desk.run("status")


def test_a_bar_is_full_only_where_all_is_done() -> None:
    assert [bar(part, 1000) for part in (0, 500, 999, 1000)] == ["░" * 10, "█" * 5 + "░" * 5, "█" * 9 + "▉", "█" * 10]
