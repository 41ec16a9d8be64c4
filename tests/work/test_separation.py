"""Nobody judges their own work, whichever way around the rule they try."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from desk import CHECKLIST, CLEAN, GAP, Desk
from sheets import checklist_book
from test_contributions import DAY, ISLANDS, brought_in

PEOPLE = """\
people:
  - {id: ana, name: Ana Babić, also: [Ana B., Ана Бабић], roles: {arcadia: [evaluator, reviewer, manager]}}
  - {id: boro, name: Boro C., roles: {arcadia: [evaluator]}}
  - {id: rea, name: Rea D., roles: {"*": [reviewer]}}
  - {id: board, name: Board, roles: {"*": [manager]}}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "work")


def submitted(desk: Desk, by: str = "Boro C.") -> None:
    desk.step("submitted", by, DAY, "--note", "No islands")
    assert desk.checklist.status == "submitted"


def hidden_by_a_later_author(desk: Desk) -> None:
    brought_in(desk, "Ana B.", ISLANDS)
    brought_in(desk, "Boro C.", {"L.1.2": {"Gap": "Islands are left out, and no other act covers them."}})
    assert desk.response("L.1.2").author == "Boro C."


def another_case(desk: Desk) -> None:
    brought_in(desk, "ANA  B.", ISLANDS)


def without_the_full_stop(desk: Desk) -> None:
    brought_in(desk, "ana b", ISLANDS)


def accents_composed_otherwise(desk: Desk) -> None:
    desk.change("evaluators: [desk]", "evaluators: [Ana\u00a0B.\u200b]")


def author_edited_by_hand(desk: Desk) -> None:
    """The name is taken out of the answer; the log still tells of the import."""
    brought_in(desk, "Ana B.", ISLANDS)
    text = desk.text.replace("author: Ana B.", "author: Boro C.").replace("by: Ana B.", "by: Boro C.")
    (desk.root / CHECKLIST).write_text(text, "utf-8")
    assert "Ana B." not in desk.text


def re_rated(desk: Desk) -> None:
    words = ("rerate", "arcadia", "L.1.1", "mostly", "--cause", "error-corrected", "--note", "x", *GAP)
    desk.run(*words, by="Ana B.")
    assert desk.response().rating == ("mostly",)


def named_as_an_evaluator(desk: Desk) -> None:
    desk.change("evaluators: [desk]", "evaluators: [desk, Ana B.]")


WROTE = (
    hidden_by_a_later_author,
    another_case,
    without_the_full_stop,
    accents_composed_otherwise,
    author_edited_by_hand,
    re_rated,
    named_as_an_evaluator,
)


@pytest.mark.parametrize("way", WROTE)
def test_who_wrote_a_part_neither_reviews_nor_adopts(desk: Desk, way: Callable[[Desk], None]) -> None:
    way(desk)
    submitted(desk)
    before = desk.text
    assert ", and nobody reviews their own work." in desk.step("reviewed", "Ana B.", DAY)
    assert desk.text == before
    assert "submitted → reviewed." in desk.step("reviewed", "Rea D.", DAY)
    assert ", and nobody adopts their own work." in desk.step("adopted", "Ana B.", DAY)
    desk.step("adopted", "Board", DAY)
    assert desk.checklist.status == "adopted"


@pytest.mark.parametrize("way", WROTE)
@pytest.mark.parametrize("name", ["ana", "Ана Бабић", "ANA B"])
def test_a_form_of_the_name_is_the_same_person(desk: Desk, way: Callable[[Desk], None], name: str) -> None:
    way(desk)
    submitted(desk)
    (desk.root / "people.yaml").write_text(PEOPLE, "utf-8")
    assert "Ana Babić" in (said := desk.step("reviewed", name, DAY))
    assert ", and nobody reviews their own work." in said
    assert desk.checklist.status == "submitted"


def test_work_on_another_checklist_is_no_part_in_this_one(desk: Desk) -> None:
    assert desk.status("new", "arcadia", "--cycle", "2027", "--instrument", "lighthouses", "--from", "2026") == 0
    words = ("rerate", "arcadia", "L.1.1", "mostly", "--cause", "error-corrected", "--note", "x", *GAP)
    desk.run(*words, "--cycle", "2027", by="Ana B.")
    assert [line.value.file for line in desk.country.log] == ["2027/lighthouses.yaml"]
    desk.run("step", "arcadia", "submitted", "--cycle", "2026", "--note", "x", by="Boro C.")
    said = desk.run("step", "arcadia", "reviewed", "--cycle", "2026", by="Ana B.")
    assert "arcadia, lighthouses, 2026: submitted → reviewed." in said


def test_whoever_submitted_it_once_does_not_review_it(desk: Desk) -> None:
    desk.step("submitted", "Ana B.", "2026-07-01", "--note", "No islands")
    desk.step("returned", "Rea D.", "2026-07-02", "--note", "Say why")
    desk.step("submitted", "Boro C.", "2026-07-03", "--note", "There are none")
    said = desk.step("reviewed", "ana b.", "2026-07-04")
    assert "ana b. (Ana B.) submitted it on 1 July 2026, and nobody reviews their own work." in said
    assert "Boro C. submitted it on 3 July 2026" in desk.step("reviewed", "Boro C.", "2026-07-04")
    desk.step("reviewed", "Rea D.", "2026-07-04")
    assert desk.checklist.status == "reviewed"


def typed_by_hand(desk: Desk, by: str, on: str) -> str:
    """What the check says of a step to `reviewed` that no command took."""
    last = "    note: No islands\n"
    desk.change(f"{last}responses:", f"{last}  - {{status: reviewed, by: {by}, on: {on}}}\nresponses:")
    desk.change("status: submitted\nbasis", "status: reviewed\nbasis")
    return desk.run("check")


@pytest.mark.parametrize("by", ["DESK", "Ana B", "Boro C."])
def test_a_step_that_was_typed_by_hand_is_no_way_around(desk: Desk, by: str) -> None:
    desk.change(
        "    evidence: B\n", "    evidence: B\n    written:\n      - {by: Ana B., on: 2026-07-01, fields: [rating]}\n"
    )
    desk.step("submitted", "Boro C.", "2026-07-02", "--note", "No islands")
    assert f"reviewed-by-author: `{by}` reviewed a checklist of their own" in typed_by_hand(desk, by, "2026-07-03")
    assert "nothing was written" in desk.step("adopted", "Board", "2026-07-04")


def test_a_reviewer_who_writes_later_had_reviewed_it(desk: Desk) -> None:
    desk.change(
        "    evidence: B\n", "    evidence: B\n    written:\n      - {by: Rea D., on: 2026-07-03, fields: [rating]}\n"
    )
    desk.step("submitted", "Boro C.", "2026-07-02", "--note", "No islands")
    assert CLEAN in typed_by_hand(desk, "Rea D.", "2026-07-03")
    assert "reviewed it: somebody else has to review it" in desk.step("adopted", "Board", "2026-07-04")


def test_who_reviewed_and_then_wrote_has_not_reviewed_it(desk: Desk) -> None:
    desk.step("submitted", "Ana B.", "2026-07-01", "--note", "No islands")
    desk.step("reviewed", "Rea D.", "2026-07-04")
    words = ("rerate", "arcadia", "L.1.1", "mostly", "--cause", "error-corrected", "--note", "x", *GAP)
    desk.run(*words, "--on", "2026-07-05", by="Rea D.")
    said = desk.step("adopted", "Board", "2026-07-06")
    assert "Rea D. wrote answers or parts of them (L.1.1), and reviewed it: somebody else has to review it." in said
    desk.step("returned", "Ada", "2026-07-06", "--note", "Rea re-rated it")
    desk.step("submitted", "Ana B.", "2026-07-07", "--note", "No islands")
    desk.step("reviewed", "Ada", "2026-07-08")
    desk.step("adopted", "Board", "2026-07-09")
    assert desk.checklist.status == "adopted"


def test_answers_come_in_under_the_name_of_whoever_gave_them(desk: Desk) -> None:
    book = checklist_book(desk, ISLANDS, name="Ana B.")
    before = desk.files()
    said = desk.run("checklist", "import", book, by="Boro C.")
    assert "The workbook says that Ana B. answered, and --by says Boro C." in said
    assert desk.files() == before
    desk.run("checklist", "import", book, by="ana b")
    assert desk.response("L.1.2").author == "ana b"


def test_a_remark_is_settled_by_whoever_asked(desk: Desk) -> None:
    desk.run("remark", "arcadia", "L.1.1", "And moving one?", "--on", "2026-07-01", by="Rea D.")
    before = desk.files()
    said = desk.run("remark", "arcadia", "L.1.1", "Done", "--close", "1", "--on", "2026-07-02", by="Ana B.")
    assert "Rea D. asked, and only who asked settles a remark: Ana B. can reply to remark 1." in said
    assert desk.files() == before
    desk.run("remark", "arcadia", "L.1.1", "Done", "--reply", "1", "--on", "2026-07-02", by="Ana B.")
    desk.run("remark", "arcadia", "L.1.1", "Even at night?", "--reply", "1", "--on", "2026-07-02", by="Rea D.")
    desk.run("remark", "arcadia", "L.1.1", "--close", "1", "--on", "2026-07-03", by="rea  d.")
    (remark,) = desk.response().remarks
    assert [reply.by for reply in remark.replies] == ["Ana B.", "Rea D."]
    assert (str(remark.closed), remark.closed_by) == ("2026-07-03", "rea  d.".replace("  ", " "))
    assert CLEAN in desk.run("check")


def test_a_manager_settles_a_remark_of_somebody_else(desk: Desk) -> None:
    (desk.root / "people.yaml").write_text(PEOPLE.replace("reviewer, manager", "reviewer"), "utf-8")
    desk.run("remark", "arcadia", "L.1.1", "And moving one?", "--on", "2026-07-01", by="Rea D.")
    said = desk.run("remark", "arcadia", "L.1.1", "--close", "1", "--on", "2026-07-02", by="ana")
    assert "only who asked or a manager of arcadia settles a remark: Ana Babić can reply" in said
    desk.run("remark", "arcadia", "L.1.1", "--close", "1", "--on", "2026-07-02", by="board")
    assert desk.response().remarks[0].closed_by == "Board"
