"""Requests for data: what a ministry receives, and what becomes of what it sends back."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from documents import DATA
from openpyxl import load_workbook

from compliance.cli import main

FILE = "indicators/statistics.csv"
REQUESTS = "indicators/requests.yaml"
SHEET = "Authorities"
"""The sheet of those whom the logframe does not name."""
FIRST = 5
"""The first row under the heads."""


def compliance(root: Path, *arguments: str | Path) -> Result:
    by = ["--by", "Ana"] if arguments[0] == "indicators" and "--by" not in arguments else []
    done = CliRunner().invoke(main, ["--workspace", str(root), *map(str, arguments), *by])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "workspace"))


@pytest.fixture
def request_file(root: Path) -> Path:
    """A request for the figures of two years."""
    file = root.parent / "request.xlsx"
    done = compliance(root, "indicators", "request", "arcadia", "--from", "2019", "--to", "2020", "--output", file)
    assert done.exit_code == 0, done.output
    return file


def filled(file: Path, fill: Callable[[Any, Callable[..., None]], None]) -> Path:
    """The request as somebody sends it back; `put(row, Head=value)` fills in cells."""
    book = load_workbook(file)
    sheet = book[SHEET]
    heads = {sheet.cell(4, place).value: place for place in range(1, sheet.max_column + 1)}

    def put(row: int, **cells: Any) -> None:
        for head, value in cells.items():
            sheet.cell(row, heads[head.replace("_", " ")]).value = value

    fill(book, put)
    back = file.with_name("back.xlsx")
    book.save(back)
    return back


def _row_of(file: Path, series: str, sheet: str | None = None) -> int:
    """The first row that asks for a series."""
    rows = load_workbook(file)[sheet or SHEET].iter_rows(min_row=FIRST, max_col=1)
    return next(cells[0].row for cells in rows if cells[0].value == series)


def codes(output: str) -> list[str]:
    return re.findall(r"^back\.xlsx\S*: ([a-z-]+): ", output, re.MULTILINE)


def test_a_request_has_a_row_for_each_missing_figure(request_file: Path) -> None:
    sheet = load_workbook(request_file)[SHEET]
    asked = [tuple(cell.value for cell in row[:2]) for row in sheet.iter_rows(min_row=FIRST) if row[1].value]
    assert ("letters_opened", 2019) in asked
    assert len(set(asked)) == len(asked)
    assert {year for _, year in asked} == {2019, 2020}
    assert [cell.value for cell in sheet[4]][6:14] == [
        "Value", "Unit", "Covers", "Covers exactly", "How exact", "Source", "Web address", "Note",
    ]  # fmt: skip


def test_figures_on_file_are_not_asked_for(root: Path) -> None:
    file = root.parent / "request.xlsx"
    compliance(root, "indicators", "request", "arcadia", "--from", "2022", "--to", "2024", "--output", file)
    sheet = load_workbook(file)[SHEET]
    assert not [row for row in sheet.iter_rows(min_row=FIRST, values_only=True) if row[:2] == ("letters_opened", 2023)]


def test_only_answers_can_be_typed_and_words_are_chosen(request_file: Path) -> None:
    sheet = load_workbook(request_file)[SHEET]
    assert sheet.protection.sheet
    assert [cell.protection.locked for cell in sheet[FIRST]] == [True] * 6 + [False] * 8 + [True] * 2
    lists = " ".join(str(one.formula1) for one in sheet.data_validations.dataValidation)
    assert "national,part,agency,part-year,law" in lists
    assert "lower-bound" in lists


def test_a_name_with_a_mark_carries_its_footnote(root: Path) -> None:
    file = root.parent / "request.xlsx"
    compliance(root, "indicators", "request", "borduria", "--from", "2020", "--to", "2020", "--output", file)
    for name in ("README", SHEET):
        sheet = load_workbook(file)[name]
        assert str(sheet.cell(sheet.max_row, 1).value).startswith("* This name")


def test_answers_are_added_and_nothing_else_changes(root: Path, request_file: Path) -> None:
    def fill(_: Any, put: Callable[..., None]) -> None:
        put(FIRST, Value=1200, Source='Posts, "Yearbook"\nsecond edition', How_exact="approximate")
        put(FIRST + 1, Note="not kept before 2021")

    before = (root / FILE).read_bytes()
    done = compliance(root, "indicators", "import", filled(request_file, fill))
    assert done.exit_code == 0, done.output
    after = (root / FILE).read_bytes()
    assert after.startswith(before)
    series, year, unit = (load_workbook(request_file)[SHEET].cell(FIRST, place).value for place in (1, 2, 8))
    added = f'arcadia,{year},{series},1200,{unit},national,,approximate,yes,,"Posts, ""Yearbook"" second edition",,verified\n'
    assert after.removeprefix(before).decode() == added
    assert f"arcadia {year} {series}: 1200 {unit}" in done.output
    assert compliance(root, "check").exit_code == 0


def test_windows_line_ends_stay(root: Path, request_file: Path) -> None:
    before = (root / FILE).read_bytes().replace(b"\n", b"\r\n")
    (root / FILE).write_bytes(before)
    back = filled(request_file, lambda _, put: put(FIRST, Value=3, Source="Yearbook"))
    assert compliance(root, "indicators", "import", back).exit_code == 0
    after = (root / FILE).read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n") == before.count(b"\n") + 1


def test_a_part_is_set_aside_with_its_reason(root: Path, request_file: Path) -> None:
    back = filled(
        request_file, lambda _, put: put(FIRST, Value=3, Source="x", Covers="agency", Covers_exactly="Coast office")
    )
    assert "set aside" in compliance(root, "indicators", "import", back).output
    last = (root / FILE).read_text("utf-8").splitlines()[-1]
    assert ",agency,Coast office,,no,Set aside: covers Coast office only,x,,verified" in last


@pytest.mark.parametrize(
    ("value", "code", "hint"),
    [
        ("1,234.567,8", "not-a-number", "the figure alone"),
        ("n/a", "not-a-number", "leave the cell empty"),
        ("–", "not-a-number", "leave the cell empty"),
        ("over 300", "not-a-number", "the figure alone"),
        (True, "not-a-number", "leave the cell empty"),
        (-4, "negative-figure", None),
        (12.5, "part-of-a-count", None),
        ("=1+1", "formula-answer", "type the figure itself"),
        ("1e400", "not-a-number", "the figure alone"),
        ("1e100000000", "not-a-number", "the figure alone"),
        ("1_000", "not-a-number", "the figure alone"),
        ("\u0661\u0662", "not-a-number", None),
        (date(2020, 5, 12), "not-a-number", "give the cell the format “number”"),
        (1e300, "not-a-number", None),
    ],
)
def test_what_is_no_figure_is_said_at_its_cell(
    root: Path, request_file: Path, value: object, code: str, hint: str | None
) -> None:
    before = (root / FILE).read_bytes()
    done = compliance(
        root, "indicators", "import", filled(request_file, lambda _, put: put(FIRST, Value=value, Source="Yearbook"))
    )
    assert done.exit_code == 1
    assert codes(done.output) == [code]
    assert f"back.xlsx:{SHEET}!G{FIRST}: " in done.output
    assert hint is None or f"hint: {hint}" in done.output
    assert (root / FILE).read_bytes() == before


@pytest.mark.parametrize("value", ["1,234", "1 234", "1\u00a0234", "1\u202f234", " 1234 ", "1'234", 1234, 1234.0])
def test_a_number_may_be_typed_with_thousands_apart(root: Path, request_file: Path, value: object) -> None:
    before = (root / FILE).read_bytes()
    back = filled(request_file, lambda _, put: put(FIRST, Value=value, Source="Yearbook"))
    assert compliance(root, "indicators", "import", back).exit_code == 0
    assert b",1234," in (root / FILE).read_bytes().removeprefix(before)


@pytest.mark.parametrize(
    ("head", "value", "code"),
    [
        ("Source", "#REF!", "formula-answer"),
        ("Source", "=A1", "formula-answer"),
        ("Source", "a\u202eb", "forbidden-character"),
        ("Source", "x" * 30_001, "too-long"),
        ("Source", True, "not-text"),
        ("Web address", "javascript:alert(1)", "not-an-address"),
        ("Web address", "www.example.org", "not-an-address"),
        ("Note", "+381 11 222", "formula-answer"),
    ],
)
def test_what_is_no_text_for_a_column_is_said_at_its_cell(
    root: Path, request_file: Path, head: str, value: object, code: str
) -> None:
    before = (root / FILE).read_bytes()

    def fill(book: Any, put: Callable[..., None]) -> None:
        put(FIRST, Value=3, Source="Yearbook")
        cell = next(one for one in book[SHEET][4] if one.value == head)
        book[SHEET].cell(FIRST, cell.column).value = value

    done = compliance(root, "indicators", "import", filled(request_file, fill))
    assert (done.exit_code, codes(done.output)) == (1, [code]), done.output
    assert (root / FILE).read_bytes() == before


def _renamed(book: Any, put: Callable[..., None]) -> None:
    put(FIRST, Year=1066)
    book[SHEET].title = "Answers"


def _shifted(book: Any, put: Callable[..., None]) -> None:
    put(FIRST, Year=1066)


def _deleted(book: Any, put: Callable[..., None]) -> None:
    book[SHEET].delete_rows(FIRST + 1)


def _twice(book: Any, put: Callable[..., None]) -> None:
    sheet = book[SHEET]
    for place in (1, 2):
        sheet.cell(sheet.max_row + (place == 1), place).value = sheet.cell(FIRST, place).value


def _second_column(book: Any, put: Callable[..., None]) -> None:
    put(4, Covers="Value")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_renamed, ["missing-sheet"]),
        (_shifted, ["changed-key"]),
        (_deleted, ["missing-row"]),
        (_twice, ["repeated-row"]),
        (_second_column, ["missing-column", "repeated-column"]),
        (lambda book, put: put(FIRST, Value=3), ["missing-field"]),
        (lambda book, put: put(FIRST, Value=3, Source="x", Covers="everything"), ["unknown-word"]),
        (lambda book, put: put(FIRST, Value=3, Source="x", Covers="part"), ["scope-not-said"]),
        (lambda book, put: put(FIRST, Value=3, Source="x", Unit="dogs"), ["wrong-unit"]),
    ],
)
def test_a_form_that_was_changed_is_refused(
    root: Path, request_file: Path, change: Callable[[Any, Callable[..., None]], None], expected: list[str]
) -> None:
    before = (root / FILE).read_bytes()
    done = compliance(root, "indicators", "import", filled(request_file, change))
    assert (done.exit_code, sorted(codes(done.output))) == (1, expected)
    assert (root / FILE).read_bytes() == before


def test_moved_columns_and_rows_are_found(root: Path, request_file: Path) -> None:
    def fill(book: Any, put: Callable[..., None]) -> None:
        put(FIRST, Value=3, Source="x")
        book[SHEET].insert_cols(3)
        book[SHEET].insert_rows(FIRST)

    assert compliance(root, "indicators", "import", filled(request_file, fill)).exit_code == 0


def test_a_second_import_changes_nothing(root: Path, request_file: Path) -> None:
    back = filled(request_file, lambda _, put: put(FIRST, Value=3, Source="x"))
    compliance(root, "indicators", "import", back)
    once = (root / FILE).read_bytes()
    requests = (root / REQUESTS).read_bytes()
    done = compliance(root, "indicators", "import", back, "--by", "Boro")
    assert (done.exit_code, codes(done.output)) == (0, [])
    assert "no figures added, 1 figure as before" in done.output
    assert (root / FILE).read_bytes() == once
    assert (root / REQUESTS).read_bytes() == requests


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not-a-workbook"),
        (b"country,year\n", "not-a-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not-a-workbook"),  # with a password
        (packed(letter=b"Dear colleague"), "not-a-workbook"),
        (packed(bomb=bytes(60_000_000)), "too-large"),
        (packed(**{f"part{n}": b"" for n in range(600)}), "too-large"),
        (packed(workbook=b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "not-a-workbook"),
        (bytes(5_000_001), "too-large"),
    ],
    ids=["empty", "text", "password", "no-parts", "bomb", "many-parts", "definitions", "large"],
)
def test_what_is_no_workbook_is_refused(root: Path, content: bytes, code: str) -> None:
    back = root.parent / "back.xlsx"
    back.write_bytes(content)
    done = compliance(root, "indicators", "import", back)
    assert (done.exit_code, codes(done.output)) == (1, [code])


NUMBERS = ["1.234,5", "1,234.5", "1234,5", "1 234,5", "1\u202f234.5", "1'234,5"]


@pytest.mark.parametrize("value", NUMBERS)
def test_a_number_of_which_the_marks_leave_no_doubt_is_taken_in_any_language(
    root: Path, request_file: Path, value: str
) -> None:
    """An amount of money, in an English form, as it is written elsewhere."""
    row = _row_of(request_file, "gain_taken")
    back = filled(request_file, lambda _, put: put(row, Value=value, Unit="EUR", Source="Yearbook"))
    assert compliance(root, "indicators", "import", back).exit_code == 0
    assert (root / FILE).read_text("utf-8").splitlines()[-1].startswith("arcadia,2019,gain_taken,1234.5,EUR,")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_off_is_refused(root: Path, request_file: Path, share: float) -> None:
    back = request_file.with_name("back.xlsx")
    whole = request_file.read_bytes()
    back.write_bytes(whole[: int(len(whole) * share)])
    assert codes(compliance(root, "indicators", "import", back).output) == ["not-a-workbook"]


def test_years_that_have_not_ended_are_not_asked_for(root: Path) -> None:
    done = compliance(root, "indicators", "request", "arcadia", "--to", "2199", "--output", root / "request.xlsx")
    assert done.exit_code == 2
    assert not (root / "request.xlsx").exists()
