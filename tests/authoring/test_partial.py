"""Sound answers go in, and the others leave again as a workbook in which the cells to be mended are marked."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from libreoffice import converted

from compliance.report.excel.formats import ROSE
from compliance.report.excel.values import SIGNED

from .returned import (
    CHECKLIST,
    Page,
    answer,
    back,
    both,
    bring_in,
    deleted,
    duplicated,
    export,
    opened,
    partly,
    put,
    put_basis,
    put_row,
    rewrite,
    section_of,
)

REST = "rest.xlsx"
SHEET = "Offences against letters"


def comment(cell: Any) -> str:
    """What the program remarks on a cell."""
    assert cell.comment, cell.coordinate
    text, signed, below = cell.comment.text.partition(f"\n{SIGNED}\n")
    assert (bool(signed), below) == (True, "")
    return str(text)


def named(book: Any) -> None:
    book["Start"]["B4"] = "Ana Anić"


FILLED = both(
    named,
    put("12.3.3", Practice="Sound, of a criterion."),
    put("12.2.3", Rating="Partly"),
    put("12.2.1", Rating="largely", Practice="Typed with care."),
    put("12.2.2", Rating="mostly"),
    put_basis("12.1.b#0", In_force_since="07/08/2017", Provision=15.1),
    put_basis(Criterion="12.1.b", Act="Criminal Code", What_for="offence", Gist="New."),
)
"""Two sound answers, three with a fault each: a word, a legal basis, a missing gap."""


def test_sound_answers_are_written_and_the_rest_leaves_again(root: Path) -> None:
    done = partly(root, back(export(root), FILLED))
    assert done.exit_code == 1
    assert answer(root, "12.2.3")["rating"] == "partly"
    assert answer(root, "12.3.3")["practice"] == "Sound, of a criterion."
    assert (answer(root, "12.2.1")["rating"], answer(root, "12.2.2")["rating"]) == ("partly", "met")
    assert "Typed with care." not in (root / CHECKLIST).read_text("utf-8")
    assert done.stderr.splitlines() == [
        "2 answers changed, in 1 file.",
        f"3 answers wait: 4 cells to be mended in {root.parent / REST}, then import again.",
    ]


def test_the_rest_holds_the_other_answers_alone_with_each_fault_marked(root: Path) -> None:
    partly(root, back(export(root), FILLED))
    book = opened(root.parent / REST)
    assert book.sheetnames[2:] == [SHEET, "Legal basis", "Remarks", "Acts", "Documents", "Lists", "Base"]
    page = Page(book, SHEET)
    ids = [page.sheet.cell(row, 2).value for row in range(5, page.sheet.max_row + 1)]
    assert ids == ["12.1.b", "12.2.1", "12.2.2"]
    rating = page.at("12.2.1", "Rating")
    assert (rating.value, rating.fill.start_color.rgb) == ("largely", f"FF{ROSE.lstrip('#')}")
    assert page.at("12.2.1", "Practice").value == "Typed with care."
    assert comment(rating) == (
        "`Rating` is `largely`\nExpected: met | mostly | partly | not-met | not-applicable\n"
        "Hint: choose from the list of the cell"
    )
    assert comment(page.at("12.2.2", "Gap")).startswith("the rating is `mostly`, but no `gap` says what is missing")
    assert page.at("12.2.2", "Rating").comment is None
    bases = Page(book, "Legal basis")
    assert [bases.sheet.cell(row, 1).value for row in (5, 6, 7, 8)] == ["12.1.b", "12.2.1", "12.2.2", "12.1.b"]
    assert bases.at(8, "Gist").value == "New."
    assert bases.at(5, "Provision").value == 15.1
    assert "07/08/2017" in comment(bases.at(5, "In force since"))
    assert book["Start"]["B4"].value == "Ana Anić"


def test_a_rest_that_nobody_mended_is_refused_again_with_the_same_faults(root: Path) -> None:
    first = partly(root, back(export(root), FILLED))
    before = (root / CHECKLIST).read_bytes()
    again = bring_in(root, root.parent / REST)
    codes = [line.split(": ")[1] for line in first.stdout.splitlines() if line.startswith("back.xlsx:")]
    assert [line.split(": ")[1] for line in again.stdout.splitlines() if line.startswith("rest.xlsx:")] == codes
    assert (again.exit_code, (root / CHECKLIST).read_bytes()) == (1, before)


MENDED = both(
    put("12.2.1", Rating="mostly"),
    put("12.2.2", Gap="Some letters are left out."),
    put_basis("12.1.b#0", In_force_since="2017-08-07", Provision="15.10"),
)


def test_a_rest_that_was_mended_goes_in_and_its_comments_are_no_remarks(root: Path) -> None:
    partly(root, back(export(root), FILLED))
    done = bring_in(root, back(root.parent / REST, MENDED))
    assert done.exit_code == 0, done.output
    assert "remark" not in done.stdout
    assert answer(root, "12.2.1")["practice"] == "Typed with care."
    assert answer(root, "12.2.2")["gap"] == "Some letters are left out."
    bases = answer(root, "12.1.b")["legal_basis"]
    assert bases[0]["provision"] == "15.10"
    assert bases[0]["gist"] == "a carrier is whoever conveys letters for a fee"
    assert bases[1] == {"act": "criminal-code", "role": "offence", "gist": "New.", "sources": ["code"]}
    assert answer(root, "12.2.3")["rating"] == "partly"


def test_what_is_mended_in_the_first_workbook_goes_in_as_well(root: Path) -> None:
    file = back(export(root), FILLED)
    partly(root, file)
    assert bring_in(root, back(file, MENDED)).exit_code == 0
    assert answer(root, "12.2.1")["practice"] == "Typed with care."


def test_a_sound_answer_that_somebody_changed_meanwhile_is_not_touched_by_the_rest(root: Path) -> None:
    partly(root, back(export(root), FILLED))
    rewrite(root, "practice: Sound, of a criterion.", "practice: Changed meanwhile.")
    assert bring_in(root, back(root.parent / REST, MENDED)).exit_code == 0
    assert answer(root, "12.3.3")["practice"] == "Changed meanwhile."


def test_a_conflict_stays_a_conflict(root: Path) -> None:
    file = back(export(root), both(put("12.2.3", Gap="Theirs."), put("12.3.3", Practice="Sound.")))
    rewrite(root, "gap: A letter without a stamp may have value.", "gap: Ours.")
    done = partly(root, file)
    assert (done.exit_code, answer(root, "12.2.3")["gap"], answer(root, "12.3.3")["practice"]) == (1, "Ours.", "Sound.")
    gap = Page(opened(root.parent / REST), SHEET).at("12.2.3", "Gap")
    assert comment(gap).splitlines() == [
        "Both this workbook and the file changed this, each to something else.",
        "It was: A letter without a stamp may have value.",
        "here: Theirs.",
        "in the file: Ours.",
    ]
    again = bring_in(root, root.parent / REST)
    assert (again.exit_code, answer(root, "12.2.3")["gap"]) == (1, "Ours.")
    assert "        ours:   Ours.\n" in again.stdout
    assert bring_in(root, root.parent / REST, "--theirs").exit_code == 0
    assert answer(root, "12.2.3")["gap"] == "Theirs."


def test_an_answer_waits_for_the_act_that_it_names(root: Path) -> None:
    fill = both(
        put_row("Acts", Short_title="Seals Act", Kind="act"),
        put_basis(Criterion="12.3.3", Act="Seals Act", What_for="offence", Gist="attempt"),
        put("12.2.3", Rating="partly"),
        put("12.2.2", Rating="mostly"),
    )
    done = partly(root, back(export(root), fill))
    assert [line for line in done.stdout.splitlines() if line.startswith("back")] == [
        "back.xlsx:Acts!B14: missing-field: `Title in English` is missing",
        "back.xlsx:Offences against letters!O8: missing-gap: the rating is `mostly`, but no `gap` says what is missing",
    ]
    assert (answer(root, "12.2.3")["rating"], answer(root, "12.3.3").get("legal_basis")) == ("partly", None)
    assert "Seals" not in (root / "assessments/arcadia/legislation.yaml").read_text("utf-8")

    def mend(book: Any) -> None:
        acts = Page(book, "Acts")
        row = next(row for row in range(5, 60) if acts.at(row, "Short title").value == "Seals Act")
        missing = comment(acts.at(row, "Title in English"))
        assert missing == "`Title in English` is missing\nHint: fill in the cell, or empty the row"
        acts.put(row, {"Title in English": "Act on Seals"})
        section_of(book, "12.2.2").put("12.2.2", {"Gap": "Some letters are left out."})

    assert bring_in(root, back(root.parent / REST, mend)).exit_code == 0
    assert answer(root, "12.3.3")["legal_basis"][0]["act"] == "xa-seals-act"


def test_a_row_that_was_deleted_is_back_as_it_left(root: Path) -> None:
    fill = both(put("12.3.3", Practice="Sound."), deleted)
    assert partly(root, back(export(root), fill)).exit_code == 1
    assert answer(root, "12.3.3")["practice"] == "Sound."
    page = Page(opened(root.parent / REST), SHEET)
    assert page.at("12.2.3", "Gap").value == "A letter without a stamp may have value."
    assert bring_in(root, root.parent / REST).stderr == "Nothing changed.\n"


def test_a_row_that_stood_twice_says_what_the_second_said(root: Path) -> None:
    def fill(book: Any) -> None:
        duplicated(book)
        page = section_of(book, "12.2.3")
        page.put(page.sheet.max_row, {"Gap": "Said otherwise below."})

    partly(root, back(export(root), fill))
    page = Page(opened(root.parent / REST), SHEET)
    assert page.at("12.2.3", "Gap").value == "A letter without a stamp may have value."
    assert "here `Gap` is `Said otherwise below.`" in comment(page.at("12.2.3", "Rating"))


def register(root: Path) -> str:
    return (root / "assessments/arcadia/legislation.yaml").read_text("utf-8")


def test_a_correction_that_waits_keeps_no_answer_back_and_stands_in_the_rest(root: Path) -> None:
    correction = put_row("Acts", "criminal-code", Title_in_English="Penal Code", In_force_since="07/08/2017")
    done = partly(root, back(export(root), both(put("12.3.3", Practice="Sound."), correction)))
    assert (done.exit_code, answer(root, "12.3.3")["practice"]) == (1, "Sound.")
    assert done.stderr.endswith(f"1 row waits: 1 cell to be mended in {root.parent / REST}, then import again.\n")
    assert "Penal Code" not in register(root)
    page = Page(opened(root.parent / REST), "Acts")
    assert page.at("criminal-code", "Title in English").value == "Penal Code"
    assert "can be two days" in comment(page.at("criminal-code", "In force since"))
    done = bring_in(root, back(root.parent / REST, put_row("Acts", "criminal-code", In_force_since="2017-08-07")))
    assert (done.exit_code, done.stderr) == (0, "1 entry changed, in 1 file.\n"), done.output
    assert "title: Penal Code\n" in register(root)


def test_the_name_of_an_entry_stays_in_the_rest_and_what_was_typed_over_it_is_said(root: Path) -> None:
    done = partly(root, back(export(root), put_row("Acts", "criminal-code", Short_title="CC")))
    assert done.exit_code == 1
    cell = Page(opened(root.parent / REST), "Acts").at("criminal-code", "Short title")
    assert cell.value == "Criminal Code"
    assert comment(cell).partition("\n")[0] == "`Short title` of `criminal-code` was changed here"
    assert bring_in(root, root.parent / REST).stderr == "Nothing changed.\n"


@pytest.mark.any_python
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_rest_that_libreoffice_saved_goes_in(root: Path, tmp_path: Path) -> None:
    partly(root, back(export(root), FILLED))
    done = bring_in(root, *converted(tmp_path / "saved", "xlsx", back(root.parent / REST, MENDED)))
    assert done.exit_code == 0, done.output
    assert "remark" not in done.stdout
    assert answer(root, "12.1.b")["legal_basis"][0]["provision"] == "15.10"


def test_a_rehearsal_writes_neither_answers_nor_a_rest(root: Path) -> None:
    before = (root / CHECKLIST).read_bytes()
    done = partly(root, back(export(root), FILLED), "--dry-run")
    assert done.exit_code == 1
    assert "2 answers would change, in 1 file." in done.stderr
    assert (root / CHECKLIST).read_bytes() == before
    assert not (root.parent / REST).exists()


def test_where_a_sheet_has_lost_its_form_no_answer_is_taken_apart(root: Path) -> None:
    def fill(book: Any) -> None:
        FILLED(book)
        book["Acts"].title = "Laws"

    before = (root / CHECKLIST).read_bytes()
    done = partly(root, back(export(root), fill))
    assert (done.exit_code, (root / CHECKLIST).read_bytes()) == (1, before)
    assert "there is no sheet `Acts`" in done.stdout
    assert "`Rating` is `largely`" in done.stdout
    assert not (root.parent / REST).exists()


def test_of_a_sheet_that_was_sorted_in_part_no_answer_is_taken(root: Path) -> None:
    def fill(book: Any) -> None:
        section_of(book, "12.5.2").put("12.5.2", {"Practice": "Sound, of another sheet."})
        page, ids = section_of(book, "12.2.3"), ("12.2.1", "12.2.3", "12.3.1.a")
        gaps = [page.at(key, "Gap").value for key in ids]
        for key, gap in zip(ids, (*gaps[1:], gaps[0]), strict=True):
            page.put(key, {"Gap": gap})

    before = (root / CHECKLIST).read_bytes()
    done = partly(root, back(export(root), fill))
    assert (done.exit_code, (root / CHECKLIST).read_bytes()) == (1, before)
    assert done.stderr == "3 problems; nothing was written.\n"


def test_with_nothing_to_mend_all_goes_in_and_no_rest_leaves(root: Path) -> None:
    done = partly(root, back(export(root), put("12.2.3", Rating="partly")))
    assert (done.exit_code, done.stderr) == (0, "1 answer changed, in 1 file.\n")
    assert not (root.parent / REST).exists()


def test_the_rest_is_never_written_over_what_was_returned(root: Path) -> None:
    file = back(export(root), FILLED)
    raw = file.read_bytes()
    done = bring_in(root, file, "--partial", file)
    assert (done.exit_code, file.read_bytes()) == (2, raw)
