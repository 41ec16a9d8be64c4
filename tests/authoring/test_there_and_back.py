"""A checklist leaves as a workbook and comes back: what was typed goes in, and nothing else changes."""

import difflib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from documents import EVERYTHING, ROOT, each
from libreoffice import converted

from .returned import (
    CHECKLIST,
    Page,
    answering,
    back,
    both,
    bring_in,
    compliance,
    export,
    log_of,
    opened,
    put,
    put_basis,
    put_row,
    rewrite,
    section_of,
)


def text(root: Path, file: str = CHECKLIST) -> str:
    return (root / file).read_text("utf-8")


def difference(before: str, after: str) -> list[str]:
    """Lines that went and lines that came."""
    lines = difflib.ndiff(before.split("\n"), after.split("\n"))
    return [line for line in lines if line[0] in "+-"]


COUNTRIES = sorted(path.parents[1].name for path in ROOT.glob("assessments/*/2026/ets-185.yaml"))
TREATIES = ("ets-185", "ets-198")
"""The usual run sends the one of one country and the other of another, `./run fuzz` both of all."""


@each(*(COUNTRIES if EVERYTHING else COUNTRIES[::3]))
def test_a_checklist_that_nobody_filled_in_changes_no_byte(tmp_path: Path, country: str) -> None:
    here, folder = ROOT / "assessments", tmp_path / "assessments"
    shutil.copytree(here / country, folder / country)  # of the others, nothing stands in its checklists
    shutil.copy(here / "jurisdictions.yaml", folder)
    for checklist in folder.glob("*/*/*.yaml"):  # what is submitted takes nothing in until it is returned
        checklist.write_text(checklist.read_text("utf-8").replace("status: submitted\n", "status: draft\n"), "utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    for instrument in TREATIES if EVERYTHING else (TREATIES[COUNTRIES.index(country) % 2],):
        file = tmp_path / f"{instrument}.xlsx"
        done = compliance(tmp_path, "checklist", "export", country, "--instrument", instrument, "--output", file)
        assert done.exit_code == 0, done.output
        done = bring_in(tmp_path, file)
        assert (done.exit_code, done.stderr) == (0, "Nothing changed.\n"), done.output
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before
    assert not list((folder / country).glob("log*"))


def test_one_rating_is_one_line_and_who_gave_it(root: Path) -> None:
    before = text(root)
    done = bring_in(root, answering(export(root), {"12.2.3": {"Rating": "partly"}}))
    assert done.exit_code == 0, done.output
    assert done.stdout == "12.2.3  rating: mostly → partly\n"
    changed = difference(before, text(root))
    assert changed[:2] == ["-     rating: mostly", "+     rating: partly"]
    assert [line.split(":")[0] for line in changed[2:4]] == ["+     author", "+     answered"]
    day = changed[3].removeprefix("+     answered: ")
    written = ["+     written:", "+       - by: Ana Anić", f"+         on: {day}", "+         fields: [rating]"]
    assert changed[4:] == written
    log = json.loads(log_of(root).read_text("utf-8"))
    assert (log["by"], log["what"], log["file"]) == ("Ana Anić", "imported", "2026/lt-12.yaml")
    assert log["changes"] == [{"about": "12.2.3", "field": "rating", "old": "mostly", "new": "partly"}]
    assert compliance(root, "check").exit_code == 0


def test_comments_order_and_layout_survive(root: Path) -> None:
    rewrite(
        root,
        '  "12.2.3":\n    rating: mostly',
        '  # asked on 3 May\n  "12.2.3":  # see minutes\n    rating:   mostly # so far',
    )
    before = text(root)
    bring_in(root, answering(export(root), {"12.2.3": {"Rating": "partly"}, "12.3.3": {"Practice": "None yet."}}))
    changed = difference(before, text(root))
    assert "-     rating:   mostly # so far" in changed
    assert "+     rating: partly # so far" in changed
    assert "+     practice: None yet." in changed
    assert not [line for line in changed if line.startswith("-") and "rating" not in line]


def test_windows_line_ends_stay(root: Path) -> None:
    path = root / CHECKLIST
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    bring_in(root, answering(export(root), {"12.2.3": {"Rating": "partly"}}))
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert b"rating: partly\r\n    legal_basis" in raw


def test_every_kind_of_answer_comes_back(root: Path) -> None:
    answer = {"Rating": "partly, mostly", "Evidence": "B", "Gap": "Too slow.", "Documents": "code; study"}
    advice = {"To whom": "Post Office", "Act to amend": "Procedure Code", "Effort": "by-law"}
    basis: dict[str, Any] = {"Criterion": "12.3.3", "Act": "Hills Post Act", "Provision": 12, "What for": "offence"}
    fill = both(
        put("12.5.2", **answer, Analysis="= not a formula\nsecond line"),
        put("12.5.2", Recommendation="Answer within thirty days.", **advice),
        put("12.3.3", Crown_of_Arcadia="none", Rating=None, Arcadian_Coast="met", Hills_of_Arcadia="not-met"),
        put_basis(**basis, Part="hills", Gist="attempt", In_force_since="2017-07", Documents="study"),
    )
    done = bring_in(root, back(export(root), fill))
    assert done.exit_code == 0, done.output
    after = text(root)
    assert (
        """
  "12.5.2":
    rating: [partly, mostly]
    analysis: |-
      = not a formula
      second line
    gap: Too slow.
    evidence: B
    sources: [code, study]
    recommendation:
      id: xa-12-01
      text: Answer within thirty days.
      addressee: Post Office
      amend: procedure-code
      effort: by-law
    author: Ana Anić
"""
        in after
    )
    assert (
        """
  "12.3.3":
    ratings_by_part:
      state: none
      coast: met
      hills: not-met
    legal_basis:
      - act: hills-post-act
        provision: "12"
        role: offence
        part: hills
        in_force: 2017-07
        gist: attempt
        sources: [study]
    gap: Attempt is not punished.
"""
        in after
    )
    assert compliance(root, "check").exit_code == 0
    done = bring_in(root, export(root, "again.xlsx"))
    assert done.stderr == "Nothing changed.\n"


def test_new_acts_and_documents_are_registered_and_used_at_once(root: Path) -> None:
    act = {"Short title": "Seals Act", "Title in English": "Act on Seals", "Kind": "act", "Status": "in-force"}
    basis = {"Criterion": "12.3.3", "Act": "Seals Act", "Provision": "3a", "What for": "offence", "Gist": "attempt"}
    fill = both(
        put_row("Documents", Short_name="gazette-2027", Document="Official Gazette of Arcadia 4/2027"),
        put_row("Acts", **act, Documents="gazette-2027"),
        put_basis(**basis, Documents="gazette-2027"),
    )
    done = bring_in(root, back(export(root), fill))
    assert done.exit_code == 0, done.output
    assert "new  xa-seals-act: Act on Seals" in done.stdout
    assert "id: xa-seals-act" in text(root, "assessments/arcadia/legislation.yaml")
    assert "id: gazette-2027" in text(root, "assessments/arcadia/sources.yaml")
    assert "act: xa-seals-act" in text(root)
    assert len(log_of(root).read_text("utf-8").splitlines()) == 3
    assert compliance(root, "check").exit_code == 0


def test_a_legal_basis_whose_cells_are_emptied_goes(root: Path) -> None:
    def fill(book: Any) -> None:
        bases = Page(book, "Legal basis")
        row = bases.row("12.4.2#1")
        for cell in bases.sheet[row]:
            if cell.column != bases.heads["Row"]:
                cell.value = None
        section_of(book, "12.4.2").put("12.4.2", {"Evidence": "D"})

    done = bring_in(root, back(export(root), fill))
    assert done.exit_code == 0, done.output
    assert "hills-post-act (empty)" not in done.stdout
    assert "hills-post-act" not in text(root)


def test_the_name_on_the_first_page_is_the_author(root: Path) -> None:
    def fill(book: Any) -> None:
        book["Start"]["B4"] = " Mira Šćepanović "
        section_of(book, "12.2.3").put("12.2.3", {"Rating": "partly"})

    file = back(export(root), fill)
    assert compliance(root, "checklist", "import", file).exit_code == 0
    assert "author: Mira Šćepanović" in text(root)


def test_without_a_name_nothing_is_written(root: Path) -> None:
    before = text(root)
    done = compliance(root, "checklist", "import", answering(export(root), {"12.2.3": {"Rating": "partly"}}))
    assert done.exit_code == 2
    assert "--by NAME" in done.output
    assert text(root) == before


def test_an_answer_that_was_carried_over_is_confirmed(root: Path) -> None:
    rewrite(root, '"12.2.3":\n    rating: mostly', '"12.2.3":\n    carried_over: "2024"\n    rating: mostly')
    rewrite(root, '"12.3.3":\n    rating: not-met', '"12.3.3":\n    carried_over: "2024"\n    rating: not-met')
    file = export(root)
    page = section_of(opened(file), "12.2.3")
    assert page.at("12.2.3", "Carried over from").value == "2024"
    bring_in(root, answering(file, {"12.2.3": {"Still holds?": "yes"}}))
    assert text(root).count("carried_over:") == 1
    assert "fields: [carried_over]" in text(root)
    assert "author: Ana Anić" in text(root)


def test_a_checklist_that_is_closed_takes_nothing(root: Path) -> None:
    file = answering(export(root), {"12.2.3": {"Rating": "partly"}})
    rewrite(root, "status: draft\n", "status: submitted\n")
    done = bring_in(root, file)
    assert done.exit_code == 1
    assert "submitted: it must be returned first" in done.output


def test_a_rehearsal_writes_nothing(root: Path) -> None:
    before = text(root)
    done = bring_in(root, answering(export(root), {"12.2.3": {"Rating": "partly"}}), "--dry-run")
    assert (done.exit_code, done.stderr) == (0, "1 answer would change, in 1 file.\n")
    assert text(root) == before


@pytest.mark.any_python
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_saves_is_read(root: Path, tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        section_of(book, "12.2.3").put("12.2.3", {"Rating": "partly", "Analysis": "Saved by another program."})
        book.create_sheet("My notes")["A1"] = "whatever"
        book["Legal basis"].column_dimensions["C"].width = 99
        book["Legal basis"].row_dimensions[6].hidden = True

    before, file = text(root), back(export(root), fill)
    done = bring_in(root, *converted(tmp_path / "saved", "xlsx", file))
    assert done.exit_code == 0, done.output
    assert done.stdout == "12.2.3  rating: mostly → partly\n12.2.3  analysis: (empty) → Saved by another program.\n"
    assert [line for line in difference(before, text(root)) if line.startswith("-")] == ["-     rating: mostly"]


def test_rows_may_be_sorted_and_columns_moved(root: Path) -> None:
    def fill(book: Any) -> None:
        for name in ("Legal basis", section_of(book, "12.2.3").sheet.title):
            sheet = book[name]
            rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
            full = [row for row in rows if any(row)]
            for n, row in enumerate(reversed(full), 5):
                for place, value in enumerate(row, 1):
                    cell = sheet.cell(n, place)
                    cell.value = value
                    cell.data_type = "s" if isinstance(value, str) and place != 6 else cell.data_type
        section_of(book, "12.2.3").put("12.2.3", {"Rating": "partly"})

    done = bring_in(root, back(export(root), fill))
    assert (done.exit_code, done.stdout) == (0, "12.2.3  rating: mostly → partly\n"), done.output
