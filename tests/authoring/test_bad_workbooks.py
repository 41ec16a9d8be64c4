"""Workbooks that people really send: each is merged, or refused with sheet and cell, and nothing is written then."""

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compliance.report.excel.form import digest_of

from .returned import (
    CHECKLIST,
    Fill,
    Page,
    answer,
    answering,
    back,
    bring_in,
    codes,
    compliance,
    export,
    opened,
    places,
    put,
    put_basis,
    put_row,
    rewrite,
    section_of,
)


def error(book: Any) -> None:
    cell = section_of(book, "12.2.3").at("12.2.3", "Gap")
    cell.value, cell.data_type = "#REF!", "e"


def deleted_basis(book: Any) -> None:
    page = Page(book, "Legal basis")
    page.sheet.delete_rows(page.row("12.2.3#0"))


def duplicated_basis(book: Any) -> None:
    page = Page(book, "Legal basis")
    source, target = page.row("12.2.3#0"), page.spare()
    for cell in page.sheet[source]:
        page.sheet.cell(target, cell.column).value = cell.value


def twice_head(book: Any) -> None:
    page = section_of(book, "12.2.3")
    page.sheet.cell(4, page.heads["Practice"]).value = "Gap"


def damaged_base(book: Any) -> None:
    book["Base"]["C3"] = "{}"


def older(book: Any) -> None:
    book["Base"]["A1"] = "compliance checklist 0"


SHEET = "Offences against letters"
BAD: tuple[tuple[str, Fill, str, str | None], ...] = (
    ("comma number", put("12.2.3", Evidence="1,5"), "unknown-word", f"{SHEET}!N9"),
    ("number as text", put("12.2.3", Gap=1.5), "not-text", f"{SHEET}!O9"),
    ("date as text", put("12.2.3", Gap=dt.datetime(2026, 3, 4)), "not-text", f"{SHEET}!O9"),
    ("truth value", put("12.2.3", Gap=True), "not-text", f"{SHEET}!O9"),
    ("date as number", put_basis("12.2.3#0", In_force_since=43000), "not-text", None),
    ("no such day", put_basis("12.2.3#0", In_force_since="2017-02-30"), "not-a-date", None),
    ("control character", put("12.2.3", Gap="a\x9fb"), "forbidden-character", f"{SHEET}!O9"),
    ("error", error, "formula-answer", f"{SHEET}!O9"),
    ("deleted basis", deleted_basis, "missing-row", "Legal basis"),
    ("duplicated basis", duplicated_basis, "repeated-row", None),
    ("head twice", twice_head, "repeated-column", None),
    ("moved basis", put_basis("12.2.3#0", Criterion="12.3.3"), "changed-key", "Legal basis!A9"),
    ("changed register", put_row("Acts", "criminal-code", Short_title="Penal Code"), "changed-key", "Acts!A5"),
    ("basis of nothing", put_basis(Act="Criminal Code", What_for="offence", Gist="something"), "missing-field", None),
    ("name with a comma", put_row("Documents", Short_name="gazette, 2027", Document="Official Gazette 4/2027"), "forbidden-character", None),
    ("damaged base", damaged_base, "not-a-checklist", "Base"),
    ("older export", older, "not-a-checklist", None),
    ("no base", lambda book: book.remove(book["Base"]), "not-a-checklist", None),
    ("grade without source", put("12.5.2", Rating="not-met", Gap="None.", Evidence="A"), "unsupported-grade", "Co-operation of posts!N6"),
    ("recommendation without effort", put("12.2.3", Recommendation="Do it."), "missing-field", f"{SHEET}!AA9"),
)  # fmt: skip


@pytest.mark.parametrize(("fill", "code", "place"), [one[1:] for one in BAD], ids=[one[0] for one in BAD])
def test_bad_input_is_refused_with_its_place(root: Path, fill: Fill, code: str, place: str | None) -> None:
    before = (root / CHECKLIST).read_bytes()
    done = bring_in(root, back(export(root), fill))
    assert done.exit_code == 1
    assert code in codes(done.stdout), done.output
    if place is not None:
        assert place in places(done.stdout), done.output
    assert (root / CHECKLIST).read_bytes() == before
    assert not list((root / "assessments/arcadia").glob("log*"))


def test_spaces_around_an_answer_are_no_change(root: Path) -> None:
    blanks = put("12.2.3", Rating=" mostly ", Gap="A letter without a stamp may have value. \n")
    done = bring_in(root, back(export(root), blanks))
    assert (done.exit_code, done.stderr) == (0, "Nothing changed.\n"), done.output


def test_a_sheet_of_another_country_is_noticed(root: Path) -> None:
    file = root.parent / "other.xlsx"
    compliance(root, "checklist", "export", "borduria", "--output", file)
    other = opened(file)

    def fill(book: Any) -> None:
        for row in other[SHEET].iter_rows():
            for cell in row:
                book[SHEET].cell(cell.row, cell.column).value = cell.value

    done = bring_in(root, back(export(root), fill))
    assert done.exit_code == 1
    assert f"back.xlsx:{SHEET}!A1: changed-key: the sheet is titled `Borduria*" in done.stdout


def test_a_country_that_is_not_here_is_said(root: Path) -> None:
    file = export(root)
    (root / "assessments/arcadia").rename(root.parent / "arcadia")
    done = bring_in(root, file)
    assert done.exit_code == 1
    assert "there is no assessments/arcadia/2026/lt-12.yaml here" in done.output


def _packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _with_macros(raw: bytes) -> bytes:
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    return out.getvalue()


FILES: tuple[tuple[str, Callable[[bytes], bytes], str], ...] = (
    ("truncated", lambda raw: raw[: len(raw) // 2], "not-a-workbook"),
    ("password", lambda _: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5000), "not-a-workbook"),
    ("empty", lambda _: b"", "not-a-workbook"),
    ("text", lambda _: b"criterion,rating\n12.2.3,met\n", "not-a-workbook"),
    ("bomb", lambda _: _packed(a=bytes(200_000_000)), "too-large"),
    ("macros", _with_macros, "not-a-workbook"),
)


@pytest.mark.parametrize(("make", "code"), [one[1:] for one in FILES], ids=[one[0] for one in FILES])
def test_what_is_no_workbook_is_refused(root: Path, make: Callable[[bytes], bytes], code: str) -> None:
    before, file = (root / CHECKLIST).read_bytes(), root.parent / "back.xlsx"
    file.write_bytes(make(export(root).read_bytes()))
    done = bring_in(root, file)
    assert (done.exit_code, codes(done.stdout)) == (1, [code]), done.output
    assert (root / CHECKLIST).read_bytes() == before


def test_hidden_rows_count(root: Path) -> None:
    def fill(book: Any) -> None:
        page = section_of(book, "12.2.3")
        page.put("12.2.3", {"Rating": "partly"})
        page.sheet.row_dimensions[page.row("12.2.3")].hidden = True

    assert bring_in(root, back(export(root), fill)).stdout == "12.2.3  rating: mostly → partly\n"


def test_an_older_export_is_merged_with_what_changed_meanwhile(root: Path) -> None:
    file = answering(export(root), {"12.2.3": {"Rating": "partly"}})
    rewrite(root, "gap: Attempt is not punished.", "gap: Attempt is no offence.")
    done = bring_in(root, file)
    assert done.exit_code == 0, done.output
    after = (root / CHECKLIST).read_text("utf-8")
    assert "gap: Attempt is no offence." in after
    assert '"12.2.3":\n    rating: partly' in after


@pytest.mark.parametrize(
    "text",
    [
        "columns\tof\ta table",
        "wide\u3000spaces\u2003of\u2009other\u00a0scripts",
        "- item\n\u2003- deeper: 'x' # y\n\t\"z\" \\ |",
        "soft\u00adhyphen " * 200,
        "word\t" * 400 + "end",
    ],
)
def test_what_a_word_processor_leaves_is_kept(root: Path, text: str) -> None:
    done = bring_in(root, answering(export(root), {"12.2.3": {"Gap": text}}))
    assert done.exit_code == 0, done.output
    assert answer(root)["gap"] == text.strip()


def _forged(change: Callable[[dict[str, Any]], object]) -> Fill:
    """Another hidden sheet, with the digest that belongs to it."""

    def fill(book: Any) -> None:
        page = book["Base"]
        meta = json.loads(page["A2"].value)
        rows = [tuple(str(one or "") for one in row[:3]) for row in page.iter_rows(min_row=3, values_only=True)]
        change(meta)
        meta["digest"] = digest_of(meta, rows)  # type: ignore[arg-type]  # three texts each
        page["A2"] = json.dumps(meta)

    return fill


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("country", "x" * 5000), ("country", "a\0b"), ("country", "../.."), ("country", "\x1b[2J"), ("country", None), ("cycle", 2026),
        ("sheets", "Acts"), ("sheets", [[]]), ("fields", ["rating"]), ("fields", []), ("title", 7), ("extra", "x"),
    ],
)  # fmt: skip
def test_a_forged_hidden_sheet_is_refused(root: Path, name: str, value: object) -> None:
    before = (root / CHECKLIST).read_bytes()
    done = bring_in(root, back(export(root), _forged(lambda meta: meta.update({name: value}))))
    assert (done.exit_code, codes(done.stdout)) == (1, ["not-a-checklist"]), done.output
    assert done.output.isprintable() or not re.search("[\x00-\x09\x0b-\x1f]", done.output)
    assert (root / CHECKLIST).read_bytes() == before


def test_columns_that_the_hidden_sheet_leaves_out_are_noticed_after_a_change_of_the_file_too(root: Path) -> None:
    file = back(export(root), _forged(lambda meta: meta.update(fields=["rating"])))
    rewrite(root, "Making a false seal is no offence.", "Making one is no offence.")
    assert codes(bring_in(root, file).stdout) == ["not-a-checklist"]


def test_the_same_hidden_sheet_written_anew_is_none_the_worse(root: Path) -> None:
    done = bring_in(root, back(export(root), _forged(lambda _: None)))
    assert (done.exit_code, done.stderr) == (0, "Nothing changed.\n"), done.output


@pytest.mark.parametrize(("kind", "key", "text"), [
    ("answer", "12.2.3", "{}"), ("stray", "12.2.3", "{}"), ("answer", "x" * 301, "{}"), ("answer", "12.2.3", "[]"),
])  # fmt: skip
def test_an_answer_that_the_file_never_had_is_no_base(root: Path, kind: str, key: str, text: str) -> None:
    def fill(book: Any) -> None:
        page = book["Base"]
        meta = json.loads(page["A2"].value)
        rows = [tuple(str(one or "") for one in row[:3]) for row in page.iter_rows(min_row=3, values_only=True)]
        place = next(n for n, row in enumerate(rows) if row[:2] == ("answer", "12.2.3"))
        rows[place] = (kind, key, text)
        for column, value in enumerate(rows[place], 1):
            page.cell(place + 3, column).value = value
        meta["digest"] = digest_of(meta, rows)  # type: ignore[arg-type]  # three texts each
        page["A2"] = json.dumps(meta)

    assert codes(bring_in(root, back(export(root), fill)).stdout) == ["not-a-checklist"]
