"""A reviewer accepts answer by answer; what changes afterwards is accepted no longer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import CHECKLIST, CLEAN, GAP, Desk, two_evaluators
from sheets import checklist_book
from test_contributions import DAY, ISLANDS, brought_in

LATER = ("--on", DAY)


@pytest.fixture(scope="module")
def submitted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checklist with two answers of three, submitted: one by the desk, one by Boro; Ana submitted it."""
    desk = Desk(tmp_path_factory.mktemp("submitted") / "work")
    brought_in(desk, "Boro", ISLANDS)
    desk.step("submitted", "Ana", DAY, "--note", "No reservation")
    return desk.root


@pytest.fixture
def desk(submitted: Path, tmp_path: Path) -> Desk:
    """A copy of that checklist."""
    return Desk(Path(shutil.copytree(submitted, tmp_path / "work")))


def accepted(desk: Desk) -> list[str]:
    """The criteria that count as accepted."""
    checklist, *_ = json.loads(desk.run("status", "--format", "json"))
    return list(checklist["accepted"])


def test_an_answer_is_accepted_as_it_stands(desk: Desk) -> None:
    before = desk.text
    assert "arcadia, lighthouses, 2026: 1 answer accepted, in all 1 of 3." in desk.run(
        "accept", "arcadia", "L.1.1", *LATER, by="Rea"
    )
    answer = desk.response()
    assert (answer.reviewed_by, str(answer.reviewed), len(answer.reviewed_digest or "")) == ("Rea", DAY, 12)
    added = f"    reviewed_by: Rea\n    reviewed: {DAY}\n    reviewed_digest: "
    assert added in desk.text
    kept = [line for line in desk.text.splitlines() if not line.startswith("    reviewed")]
    assert kept == before.splitlines(), "nothing else changes"
    assert accepted(desk) == ["L.1.1"]
    assert CLEAN in desk.run("check")


def test_status_counts_what_is_accepted(desk: Desk) -> None:
    assert "accepted" not in desk.run("status")
    desk.run("accept", "arcadia", "L.1.1", by="Rea")
    lines = desk.run("status").splitlines()
    assert "2/3       1/3" in next(line for line in lines if line.startswith("Arcadia  "))
    assert lines[-1] == "Arcadia, L 1: Accept one answer: L.1.2."
    assert "2/3       1/3" in desk.run("status", "--articles")
    desk.run("accept", "arcadia", "L.1.2", by="Rea")
    assert desk.run("status").splitlines()[-1] == "Arcadia, L 1: Review it."


@pytest.mark.parametrize("where", [("1",), ("1-1",), ("lights",), ("L.1.2", "1"), ("L.1.1", "L.1.2")])
def test_articles_and_sections_stand_for_what_is_answered_in_them(desk: Desk, where: tuple[str, ...]) -> None:
    assert "2 answers accepted, in all 2 of 3." in desk.run("accept", "arcadia", *where, by="Rea")
    assert accepted(desk) == ["L.1.1", "L.1.2"]


def test_what_is_accepted_stays_with_whoever_accepted_it(desk: Desk) -> None:
    desk.run("accept", "arcadia", "L.1.1", by="Rea")
    assert "1 answer accepted, in all 2 of 3." in desk.run("accept", "arcadia", "1", by="Rex")
    before = desk.files()
    assert "no answers accepted, in all 2 of 3." in desk.run("accept", "arcadia", "1", by="Rod")
    assert desk.files() == before
    assert (desk.response("L.1.1").reviewed_by, desk.response("L.1.2").reviewed_by) == ("Rea", "Rex")


@pytest.mark.parametrize("where", ["2", "L.2.1", "1-2", "procedural-law"])
def test_what_is_no_place_of_the_treaty_is_wrong_use(desk: Desk, where: str) -> None:
    before = desk.files()
    assert desk.status("accept", "arcadia", where, "--by", "Rea") == 2
    assert desk.status("accept", "arcadia", "L.1.1", where, "--by", "Rea") == 2
    assert desk.files() == before


def unanswered(desk: Desk) -> str:
    return desk.run("accept", "arcadia", "L.1.3", by="Rea")


def their_own(desk: Desk) -> str:
    return desk.run("accept", "arcadia", "1", by="boro")


def of_a_checklist_that_they_submitted(desk: Desk) -> str:
    return desk.run("accept", "arcadia", "L.1.1", by="ana")


def as_an_evaluator(desk: Desk) -> str:
    return desk.run("accept", "arcadia", "L.1.2", by="Desk")


def with_their_name_taken_out(desk: Desk) -> str:
    (desk.root / CHECKLIST).write_text(desk.text.replace("Boro", "Ben"), "utf-8")
    return desk.run("accept", "arcadia", "1", by="Boro")


def with_a_line_that_names_nothing(desk: Desk) -> str:
    """Logs up to 2026 say that answers changed, and not which."""
    file = desk.root / desk.log_file
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    file.write_text("".join(f"{json.dumps({**line, 'changes': []})}\n" for line in lines), "utf-8")
    with_their_name_taken_out(desk)
    return desk.run("accept", "arcadia", "L.1.1", by="Boro")


def with_an_open_remark(desk: Desk) -> str:
    desk.run("remark", "arcadia", "L.1.2", "And rocks?", by="Rea")
    return desk.run("accept", "arcadia", "1", by="Rea")


def carried_over(desk: Desk) -> str:
    desk.change("    evidence: B\n\n", '    evidence: B\n    carried_over: "2024"\n\n')
    return desk.run("accept", "arcadia", "1", by="Rea")


def still_open(desk: Desk) -> str:
    desk.step("returned", "Rea", DAY, "--note", "x")
    return desk.run("accept", "arcadia", "1", by="Rea")


def before_it_was_answered(desk: Desk) -> str:
    return desk.run("accept", "arcadia", "1", "--on", "2026-07-01", by="Rea")


def with_a_problem(desk: Desk) -> str:
    desk.change("rating: met", "rating: mostyl")
    return desk.run("accept", "arcadia", "1", by="Rea")


def with_a_suspect_quotation(desk: Desk) -> str:
    (desk.root.parent / "act.txt").write_text("Section 4. Whoever moves a light is punished.\n", "utf-8")
    desk.run("evidence", "add", "arcadia", "lights-act", str(desk.root.parent / "act.txt"), by="Ana")
    gist = "        gist: Punishes whoever puts out a light at sea.\n"
    desk.change(gist, f"{gist}        quote: Whoever puts out a lamp\n        language: en\n")
    return desk.run("accept", "arcadia", "1", by="Rea")


REFUSED: dict[Callable[[Desk], str], str] = {
    unanswered: "Nothing is answered at L.1.3.",
    their_own: "boro wrote L.1.2 or a part of it, and nobody accepts their own work.",
    of_a_checklist_that_they_submitted: f"ana (Ana) submitted it on {int(DAY[8:])} ",
    as_an_evaluator: "Desk (desk) answered it, and nobody accepts their own work.",
    with_their_name_taken_out: "Boro wrote L.1.2 or a part of it, as the log says, and nobody accepts their own work.",
    with_a_line_that_names_nothing: "Boro changed answers on ",
    with_an_open_remark: "Remarks are open on L.1.2.",
    carried_over: "Nobody has confirmed what was carried over: L.1.1.",
    still_open: "It is returned: answers are accepted once it is submitted.",
    before_it_was_answered: "Answered later than 1 July 2026: L.1.2.",
    with_a_problem: "unknown-rating",
    with_a_suspect_quotation: "Quotations on L.1.1 do not stand in the stored text of the act.",
}


@pytest.mark.parametrize("way", REFUSED)
def test_what_cannot_be_accepted(desk: Desk, way: Callable[[Desk], str]) -> None:
    assert REFUSED[way] in (said := way(desk))
    assert "othing was written" in said
    assert "reviewed_by" not in desk.text


def test_the_log_keeps_somebody_from_their_own_answers_alone(desk: Desk) -> None:
    (desk.root / CHECKLIST).write_text(desk.text.replace("Boro", "Ben"), "utf-8")
    assert "1 answer accepted" in desk.run("accept", "arcadia", "L.1.1", by="Boro")
    assert "L.1.2 or a part of it, as the log says" in desk.run("accept", "arcadia", "L.1.2", by="boro")
    said = desk.step("reviewed", "Boro", DAY)
    assert "Boro changed answers on " in said
    assert "as the log says, and nobody reviews their own work." in said


def test_who_wrote_one_answer_is_kept_from_another_by_the_log(desk: Desk) -> None:
    desk.run("rerate", "arcadia", "L.1.1", "mostly", "--cause", "error-corrected", "--note", "x", *GAP, by="Boro")
    first, between, second = desk.text.partition('  "L.1.2"')
    (desk.root / CHECKLIST).write_text(f"{first.partition('    author: Boro')[0]}\n{between}{second}", "utf-8")
    assert [bool(desk.response(id_).written) for id_ in ("L.1.1", "L.1.2")] == [False, True]
    said = desk.run("accept", "arcadia", "L.1.1", by="Boro")
    assert "Boro wrote L.1.1 or a part of it, as the log says, and nobody accepts their own work." in said


def test_who_brought_remarks_in_wrote_no_answer(desk: Desk) -> None:
    file = desk.root / desk.log_file
    first, *others = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    change = {"about": "L.1.2", "field": "remarks.1", "new": "And rocks?"}
    lines = ({**first, "by": "Rea", "changes": [change]}, *others)
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    assert "2 answers accepted" in desk.run("accept", "arcadia", "1", by="Rea")
    assert "submitted → reviewed" in desk.step("reviewed", "Rea", DAY)


@pytest.fixture
def disputed(tmp_path: Path) -> Desk:
    """An answer on which two evaluators differ, accepted by a reviewer."""
    desk = two_evaluators(Desk(tmp_path / "disputed"))
    desk.run("accept", "arcadia", "L.1.1", by="Rea")
    assert accepted(desk) == ["L.1.1"]
    return desk


def test_a_third_rating_takes_the_acceptance_away(disputed: Desk) -> None:
    disputed.run("adjudicate", "arcadia", "L.1.1", "mostly", "--reason", "Both read it anew", *GAP, by="Lea")
    answer = disputed.response()
    assert (answer.reviewed_by, answer.reviewed, answer.reviewed_digest) == (None, None, None)
    assert accepted(disputed) == []
    assert CLEAN in disputed.run("check")


def test_a_third_rating_given_anew_takes_it_away_too_and_makes_nobody_a_writer(disputed: Desk) -> None:
    disputed.run("adjudicate", "arcadia", "L.1.1", "mostly", "--reason", "Both read it anew", *GAP, by="Lea")
    disputed.run("accept", "arcadia", "L.1.1", by="Rea")
    assert accepted(disputed) == ["L.1.1"]
    words = ("rerate", "arcadia", "L.1.1", "partly", "--cause", "error-corrected", "--note", "A third look")
    assert "mostly → partly" in disputed.run(*words, by="Lea")
    answer = disputed.response()
    assert (answer.reviewed_by, answer.reviewed, answer.reviewed_digest) == (None, None, None)
    assert (answer.author, answer.written) == (None, ())
    assert CLEAN in disputed.run("check")
    assert "1 answer accepted" in disputed.run("accept", "arcadia", "L.1.1", by="Lea")


def by_a_re_rating(desk: Desk) -> None:
    words = ("rerate", "arcadia", "L.1.1", "mostly", "--cause", "error-corrected", "--note", "x", *GAP)
    desk.run(*words, by="Ana")


def by_an_import(desk: Desk) -> None:
    desk.step("returned", "Rea", DAY, "--note", "x")
    desk.run("checklist", "import", checklist_book(desk, {"L.1.1": {"Practice": "Two cases."}}), by="Ana")


@pytest.mark.parametrize("way", [by_a_re_rating, by_an_import])
def test_a_command_that_changes_an_answer_takes_the_acceptance_away(desk: Desk, way: Callable[[Desk], None]) -> None:
    desk.run("accept", "arcadia", "1", by="Rea")
    way(desk)
    answer = desk.response()
    assert answer.author == "Ana"
    assert (answer.reviewed_by, answer.reviewed, answer.reviewed_digest) == (None, None, None)
    assert accepted(desk) == ["L.1.2"]
    assert CLEAN in desk.run("check")


BY_HAND = (
    ("gist: Punishes whoever puts out a light", "gist: Punishes whoever breaks a light"),
    ("    evidence: B\n    reviewed_by", "    evidence: A\n    reviewed_by"),
    ("    evidence: B\n    reviewed_by", "    evidence: B\n    author: Boro\n    reviewed_by"),
    ("        provision: \"4\"\n", "        provision: \"5\"\n"),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new"), BY_HAND)
def test_a_change_by_hand_is_seen(desk: Desk, old: str, new: str) -> None:
    desk.run("accept", "arcadia", "1", by="Rea")
    desk.change(old, new)
    said = desk.run("check")
    assert "finding: stale-acceptance: the answer to L.1.1 is another than the one that Rea accepted" in said
    assert accepted(desk) == ["L.1.2"]
    assert "One answer is not accepted: L.1.1." in desk.step("reviewed", "Rea", DAY)
    desk.run("accept", "arcadia", "L.1.1", by="Rea")
    assert CLEAN in desk.run("check")
    assert accepted(desk) == ["L.1.1", "L.1.2"]


def test_the_layout_of_an_answer_is_no_change(desk: Desk) -> None:
    desk.run("accept", "arcadia", "1", by="Rea")
    desk.change(
        '        provision: "4"\n        role: offence\n', "        role: offence\n        provision: '4' # seen\n"
    )
    assert accepted(desk) == ["L.1.1", "L.1.2"]
    assert CLEAN in desk.run("check")


def test_an_acceptance_typed_by_hand_does_not_count(desk: Desk) -> None:
    desk.change("    evidence: B\n\n", "    evidence: B\n    reviewed_by: Rea\n\n")
    assert "stale-acceptance" in desk.run("check")
    assert accepted(desk) == []


def test_a_remark_on_an_accepted_answer_is_an_objection_until_it_is_settled(desk: Desk) -> None:
    desk.run("accept", "arcadia", "1", by="Rea")
    desk.run("remark", "arcadia", "L.1.1", "And moving one?", by="Rex")
    assert accepted(desk) == ["L.1.2"]
    assert CLEAN in desk.run("check")
    desk.run("remark", "arcadia", "L.1.1", "--close", "1", by="Rex")
    assert accepted(desk) == ["L.1.1", "L.1.2"]


def test_without_acceptances_a_checklist_is_reviewed_as_a_whole(desk: Desk) -> None:
    desk.step("reviewed", "Rea", DAY)
    assert desk.checklist.status == "reviewed"


def test_who_begins_to_accept_answers_accepts_all_of_them_or_says_why_not(desk: Desk) -> None:
    desk.run("accept", "arcadia", "L.1.1", by="Rea")
    said = desk.step("reviewed", "Rea", DAY)
    assert "One answer is not accepted: L.1.2. Accept them, or say why in a note." in said
    said = desk.step("reviewed", "Rea", DAY, "--note", "L.1.2 was read with L.1.1")
    assert "submitted → reviewed." in said
    assert "One answer is not accepted: L.1.2." in desk.step("adopted", "Board", DAY)
    desk.run("accept", "arcadia", "L.1.2", by="Rea")
    desk.step("adopted", "Board", DAY)
    assert desk.checklist.status == "adopted"


def test_what_is_re_rated_after_adoption_is_accepted_anew_before_the_next_seal(desk: Desk) -> None:
    desk.run("accept", "arcadia", "1", by="Rea")
    desk.step("reviewed", "Rea", DAY)
    desk.step("adopted", "Board", DAY)
    desk.seal(DAY)
    before = desk.files()
    words = ("rerate", "arcadia", "L.1.1", "mostly", "--cause", "error-corrected", "--note", "x", *GAP)
    desk.run(*words, by="Boro")
    assert accepted(desk) == ["L.1.2"]
    assert "1 answer accepted, in all 2 of 3." in desk.run("accept", "arcadia", "L.1.1", by="Rea")
    desk.seal(DAY, "--why", "L.1.1 was re-rated")
    assert CLEAN in desk.run("check")
    assert desk.files().keys() - before.keys() == {"assessments/arcadia/2026/seal-2.json"}


def test_a_sealed_answer_takes_no_acceptance(desk: Desk) -> None:
    desk.step("reviewed", "Rea", DAY)
    desk.step("adopted", "Board", DAY)
    desk.seal(DAY)
    before = desk.files()
    assert "sealed-changed" in desk.run("accept", "arcadia", "L.1.1", by="Rea")
    assert desk.files() == before
