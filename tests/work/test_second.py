"""The second evaluator's checklist: begun, filled in as a workbook, submitted and compared, beside a first that nobody touches."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from desk import CHECKLIST, CLEAN, SECOND, Desk, two_evaluators
from openpyxl import load_workbook

NEW = ("new", "arcadia", "--second", "--cycle", "2026", "--instrument", "lighthouses")
WORKBOOKS = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "work")
    desk.run(*NEW, "--evaluator", "Boro B.")
    return desk


def answered(file: Path) -> Path:
    """A workbook whose first criterion somebody answered, with a provision."""
    book = load_workbook(file)
    _type(book["Lights"], {"Rating": "partly", "Evidence": "B", "Gap": "Lights on rocks are left out."})
    law = {"Criterion": "L.1.1", "Act": "Lights Act", "Provision": "4", "What for": "offence", "Gist": "Of lights."}
    _type(book["Legal basis"], {**law, "Documents": "gazette"})
    book.save(file)
    return file


def _type(sheet: Any, cells: dict[str, str]) -> None:
    """Fills in the first row below the heads."""
    heads = {cell.value: cell.column for cell in sheet[4]}
    for head, text in cells.items():
        sheet.cell(5, heads[head]).value = text


def exported(desk: Desk, *options: str) -> Path:
    file = desk.root.parent / f"{len(options)}.xlsx"
    assert "3 criteria" in desk.run("checklist", "export", "arcadia", *options, "--output", str(file))
    return file


def test_an_empty_checklist_is_written_beside_the_first(desk: Desk) -> None:
    checklist = desk.country.second["2026", "lighthouses"].value
    first = desk.checklist
    assert (checklist.status, checklist.evaluators) == ("draft", ("Boro B.",))
    assert (checklist.cut_off, checklist.basis) == (first.cut_off, first.basis)
    assert len(checklist.responses) == 3
    assert not any(response.has_rating for response in checklist.responses.values())
    assert CLEAN in desk.run("check")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (NEW, "lighthouses.second.yaml exists already"),
        (
            ("new", "arcadia", "--second", "--cycle", "2031", "--instrument", "lighthouses"),
            "there is no assessments/arcadia/2031/lighthouses.yaml",
        ),
        ((*NEW, "--from", "2025"), "there is no round of `lighthouses` `2025`"),
    ],
)
def test_a_second_checklist_that_cannot_be(desk: Desk, words: tuple[str, ...], said: str) -> None:
    before = desk.files()
    assert said in desk.run(*words)
    assert desk.files() == before


def test_an_evaluator_of_the_first_is_no_second(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "work")
    before = desk.files()
    assert "same-evaluators: `DESK` is among the evaluators" in desk.run(*NEW, "--evaluator", "DESK")
    assert desk.files() == before


def test_a_new_round_carries_over_what_the_second_evaluator_answered(tmp_path: Path) -> None:
    desk = two_evaluators(Desk(tmp_path / "work"))
    later = ("--cycle", "2027", "--from", "2026", "--instrument", "lighthouses")
    desk.run("new", "arcadia", *later, "--cut-off", "2027-06-30")
    desk.run("new", "arcadia", "--second", *later)
    first, second = (of["2027", "lighthouses"].value for of in (desk.country.checklists, desk.country.second))
    assert (first.responses["L.1.1"].rating, second.responses["L.1.1"].rating) == (("met",), ("partly",))
    assert second.responses["L.1.1"].carried_over == "2026"
    assert str(second.cut_off) == "2027-06-30"


@WORKBOOKS
def test_a_workbook_goes_into_the_second_checklist_alone(desk: Desk) -> None:
    first = desk.text
    file = answered(exported(desk, "--second"))
    assert load_workbook(file)["Start"]["A1"].value == "Arcadia, L 1, 2026, second evaluator"
    said = desk.run("checklist", "import", str(file), "--second", by="Boro B.")
    assert "L.1.1  rating: (empty) → partly" in said
    response = desk.country.second["2026", "lighthouses"].value.responses["L.1.1"]
    assert (response.rating, response.gap) == (("partly",), "Lights on rocks are left out.")
    assert desk.text == first
    assert CLEAN in desk.run("check")
    assert "2026 lighthouses second" in desk.run("log", "arcadia", "--second")


@WORKBOOKS
def test_a_workbook_of_the_one_is_not_imported_as_that_of_the_other(desk: Desk) -> None:
    of_first, of_second = exported(desk), exported(desk, "--second")
    before = desk.files()
    said = desk.run("checklist", "import", str(of_first), "--second", by="Boro B.")
    assert "0.xlsx is the workbook of the first evaluator (Arcadia, L 1, 2026): leave --second out." in said
    said = desk.run("checklist", "import", str(of_second), by="desk")
    assert (
        "1.xlsx is the workbook of the second evaluator (Arcadia, L 1, 2026, second evaluator): say --second." in said
    )
    assert desk.files() == before


@WORKBOOKS
def test_a_hidden_sheet_that_was_changed_to_another_evaluator_is_damaged(desk: Desk) -> None:
    file = exported(desk, "--second")
    book = load_workbook(file)
    book["Base"]["A2"].value = book["Base"]["A2"].value.replace(', "evaluator": "second"', "")
    book.save(file)
    assert "not-a-checklist" in desk.run("checklist", "import", str(file), by="desk")


@WORKBOOKS
@pytest.mark.parametrize(("options", "by", "which"), [(("--second",), "Desk", "first"), ((), "boro b", "second")])
def test_who_answered_one_brings_in_nothing_of_the_other(
    desk: Desk, options: tuple[str, ...], by: str, which: str
) -> None:
    file = exported(desk, *options)
    before = desk.files()
    assert f"{by} answered the {which} evaluator's checklist too" in desk.run(
        "checklist", "import", str(file), *options, by=by
    )
    assert desk.files() == before


def test_a_checklist_that_both_answered_is_not_submitted(desk: Desk) -> None:
    desk.change('"L.1.2": {}', '"L.1.2": {author: Desk}', SECOND)
    said = desk.step("submitted", "Boro B.", "2026-07-01", "--note", "A part", "--second")
    assert "Desk answered the first evaluator's checklist too" in said


def test_both_submit_and_are_compared(desk: Desk) -> None:
    waits = "arcadia, lighthouses, 2026: The {} evaluator, {}, has not submitted: the checklist is draft.\n"
    both = waits.format("first", "desk") + waits.format("second", "Boro B.")
    assert (
        desk.run("agreement", "arcadia") == f"{both}Both rate blind: nothing is compared until both have submitted.\n"
    )
    assert desk.status("agreement", "arcadia") == 1
    note = ("--note", "Islands were not looked into")
    assert (
        desk.step("submitted", "Boro B.", "2026-07-01", *note, "--second")
        == "arcadia, lighthouses, second, 2026: draft → submitted.\n"
    )
    assert desk.run("agreement", "arcadia").startswith(waits.format("first", "desk") + "Both rate blind")
    assert "Arcadia, L 1, second: Wait for the first evaluator." in desk.run("status", "arcadia")
    desk.step("submitted", "desk", "2026-07-01", *note)
    assert "Arcadia, L 1, second: Compare the two: `compliance agreement`." in desk.run("status", "arcadia")
    assert "First: desk. Second: Boro B.\n" in desk.run("agreement", "arcadia")


def test_the_second_checklist_is_submitted_or_returned_and_nothing_else(desk: Desk) -> None:
    assert "is compared, not reviewed: it stays submitted" in desk.step("reviewed", "Rea", "2026-07-01", "--second")
    assert "is compared, not adopted: it stays submitted" in desk.step("adopted", "Rea", "2026-07-01", "--second")
    desk.step("submitted", "Boro B.", "2026-07-01", "--note", "A part", "--second")
    assert "submitted → returned" in desk.step("returned", "Rea", "2026-07-02", "--note", "Say more", "--second")


def test_a_first_checklist_is_not_adopted_before_the_second_is_submitted_unless_somebody_says_why(desk: Desk) -> None:
    desk.step("submitted", "desk", "2026-07-01", "--note", "A part")
    desk.step("reviewed", "Rea", "2026-07-02")
    said = desk.step("adopted", "Board", "2026-07-03")
    assert said == (
        "The second evaluator, Boro B., has not submitted: the checklist is draft.\n"
        "Wait, or say in a note why it is adopted without a comparison.\nNothing was written.\n"
    )
    assert "reviewed → adopted" in desk.step("adopted", "Board", "2026-07-03", "--note", "Boro is ill")


def test_remarks_and_assignments_go_to_the_checklist_that_is_meant(desk: Desk) -> None:
    first = desk.text
    assert (
        desk.run("remark", "arcadia", "L.1.1", "Why?", "--second", "--on", "2026-07-01", by="Rea")
        == "L.1.1, remark 1: open.\n"
    )
    assert (
        desk.run("assign", "arcadia", "1", "Boro B.", "--second", by="Lea")
        == "arcadia, lighthouses, second, 2026, 1: Boro B.\n"
    )
    second = desk.country.second["2026", "lighthouses"].value
    assert second.responses["L.1.1"].remarks[0].text == "Why?"
    assert second.assigned == {"1": ("Boro B.",)}
    assert desk.text == first


def test_status_shows_both_and_of_the_other_counts_alone(desk: Desk) -> None:
    desk.run("remark", "arcadia", "L.1.1", "Why?", "--second", "--on", "2026-07-01", by="Rea")
    said = desk.run("status", "arcadia")
    assert [line.split()[-1] for line in said.splitlines() if "/3" in line]
    assert "Arcadia, L 1: Answer two criteria: L.1.2, L.1.3." in said
    assert "Arcadia, L 1, second: Reply to one remark." in said
    said = desk.run("status", "arcadia", "--second")
    assert "Arcadia, L 1: Answer two criteria." in said
    assert "Arcadia, L 1, second: Reply to one remark: L.1.1." in said
    first, second = json.loads(desk.run("status", "arcadia", "--format", "json"))
    assert (first["evaluator"], first["answered"], first["unanswered"]) == ("first", 1, ["L.1.2", "L.1.3"])
    assert (second["evaluator"], second["answered"], second["criteria"]) == ("second", 0, 3)
    assert second.keys().isdisjoint(("unanswered", "open_remarks", "articles", "next"))


def test_a_second_checklist_that_is_not_there_is_missed(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "work")
    missed = "arcadia has no second evaluator's checklist in 2026; `compliance new --second` writes one."
    assert missed in desk.step("submitted", "Boro B.", "2026-07-01", "--second")
    assert missed in desk.run("checklist", "export", "arcadia", "--second", "--output", str(tmp_path / "x.xlsx"))


def test_a_mistake_in_the_checklist_of_the_other_is_counted_and_not_quoted(desk: Desk) -> None:
    for mistake in ("{rating: secretly}", "secretly"):
        desk.change('"L.1.1": {}', f'"L.1.1": {mistake}', SECOND)
        for words in (("score", "arcadia"), ("remark", "arcadia", "L.1.1", "Why?", "--by", "Rea")):
            said = desk.run(*words)
            assert "of the other evaluator, and both rate blind: `compliance check` says which." in said
            assert "secretly" not in said
        assert "secretly" in desk.run("remark", "arcadia", "L.1.1", "Why?", "--second", by="Rea")
        desk.change(f'"L.1.1": {mistake}', '"L.1.1": {}', SECOND)
    desk.change("rating: met", "rating: openly")
    assert "openly" not in desk.run("remark", "arcadia", "L.1.1", "Why?", "--second", by="Rea")
    assert "openly" in desk.run("remark", "arcadia", "L.1.1", "Why?", by="Rea")


def test_a_quotation_of_the_second_evaluator_is_suspected_where_they_may_read_it_alone(desk: Desk) -> None:
    quoted = "[{act: lights-act, provision: '4', role: offence, gist: x, quote: nothing like it, language: en, sources: [gazette]}]"
    desk.change('"L.1.1": {}', f'"L.1.1": {{rating: met, evidence: B, legal_basis: {quoted}}}', SECOND)
    text = desk.root.parent / "act.txt"
    text.write_text("Article 4. Whoever puts out a light at sea is punished.", "utf-8")
    assert "no suspects" in desk.run("evidence", "add", "arcadia", "lights-act", str(text), by="Rea")
    assert "nothing like it" not in desk.run("evidence", "arcadia")
    note = ("--note", "A part")
    desk.step("submitted", "Boro B.", "2026-07-01", *note, "--second")
    desk.step("submitted", "desk", "2026-07-01", *note)
    assert "L.1.1, lights-act 4 (assessments/arcadia/2026/lighthouses.second.yaml" in desk.run("evidence", "arcadia")


def test_a_step_of_the_second_that_the_file_lost_is_missed(desk: Desk) -> None:
    desk.step("submitted", "Boro B.", "2026-07-01", "--note", "A part", "--second")
    desk.step("submitted", "desk", "2026-07-01", "--note", "A part")
    assert CLEAN in desk.run("check")
    text = (desk.root / SECOND).read_text("utf-8")
    (desk.root / SECOND).write_text(text.replace("by: Boro B.", "by: somebody"), "utf-8")
    assert "log-differs: the log says that `2026/lighthouses.second.yaml` became `submitted`" in desk.run("check")
    assert CHECKLIST.name not in desk.run("check")
