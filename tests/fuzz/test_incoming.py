"""The reader of workbooks from outside, cell by cell: it agrees with openpyxl and is stricter where that guesses."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from documents import DATA
from openpyxl import Workbook, load_workbook
from workbooks import packed, parts_of, with_cell, with_text

from compliance.cli import main
from compliance.report.excel import incoming, unpack
from compliance.report.excel.incoming import Cell, opened


def simple(fill: Any = None) -> bytes:
    book, out = Workbook(), BytesIO()
    sheet: Any = book.active
    sheet.title = "Figures"
    sheet["A1"], sheet["B1"] = 1, "two"
    if fill:
        fill(sheet)
    book.save(out)
    return out.getvalue()


def a1(raw: bytes) -> tuple[str, str]:
    """Kind and text of the first cell."""
    answer = unpack.answer(raw)
    assert "pages" in answer, answer
    row, column, kind, text = answer["pages"][0][2][0]
    assert (row, column) == (1, 1)
    return kind, text


@pytest.mark.parametrize(
    ("kind", "inside", "expected"),
    [
        ("n", "12", ("number", "12")), ("n", " 1.5E+3 ", ("number", "1.5E+3")), ("n", "1_000", ("strange", "1_000")), ("n", "\u0661", ("strange", "\u0661")),
        ("n", "1e400", ("strange", "1e400")), ("n", "INF", ("strange", "INF")), ("n", "0x10", ("strange", "0x10")), ("n", "1,5", ("strange", "1,5")),
        ("b", "1", ("truth", "TRUE")), ("b", "2", ("strange", "2")), ("e", "#REF!", ("error", "#REF!")), ("str", "a_x0009_b_xD800_", ("text", "a\tb\ud800")), ("d", "2026-03-04T00:00:00", ("date", "2026-03-04")),
    ],
)  # fmt: skip
def test_a_value_is_what_a_spreadsheet_writes_or_strange(kind: str, inside: str, expected: tuple[str, str]) -> None:
    assert a1(with_cell(simple(), "Figures", "A1", f"<v>{inside}</v>", kind)) == expected


@pytest.mark.parametrize(
    ("kind", "inside"), [("s", "<v>-1</v>"), ("s", "<v>9999</v>"), ("s", "<v>\u0661</v>"), ("zz", "<v>1</v>"), ("n", "<v>1</v><v>2</v>")]
)  # fmt: skip
def test_what_cannot_be_told_is_refused_with_its_cell(kind: str, inside: str) -> None:
    answer = unpack.answer(with_cell(simple(), "Figures", "A1", inside, kind))
    assert (answer["code"], answer["cell"]) == ("not-a-workbook", "Figures!A1")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('r="B1"', 'r="A1"'), ('r="B1"', 'r="B2"'), ('r="B1"', 'r="ZZZZ1"'), ('r="B1"', 'r=""'), ('<row r="1"', '<row r="0"'), ('<row r="1"', '<row r="\u0661"'), ('<row r="1"', '<row r="1048577"'),
        ("<sheetData>", '<!DOCTYPE x><sheetData>'), ("<sheetData>", "<sheetData>" + "<x>" * 60 + "</x>" * 60), ("</sheetData>", "</sheetData><mergeCells><mergeCell ref='x'/></mergeCells>"),
    ],
)  # fmt: skip
def test_cells_out_of_place_are_refused(old: str, new: str) -> None:
    parts = parts_of(simple())
    text = parts["xl/worksheets/sheet1.xml"].decode()
    assert old in text
    answer = unpack.answer(packed(parts | {"xl/worksheets/sheet1.xml": text.replace(old, new, 1).encode()}))
    assert answer.get("code") == "not-a-workbook", answer


def test_days_and_times_are_those_of_openpyxl() -> None:
    days = [
        datetime(1900, 1, 1),
        datetime(1900, 2, 28),
        datetime(1900, 3, 1),
        datetime(2026, 2, 28),
        datetime(2024, 2, 29, 13, 5),
        datetime(9999, 12, 31),
    ]

    def fill(sheet: Any) -> None:
        for n, day in enumerate(days, 2):
            sheet.cell(n, 1).value = day

    cells = unpack.answer(simple(fill))["pages"][0][2]
    found = [text for row, column, kind, text in cells if kind == "date"]
    assert found == [str(day).removesuffix(" 00:00:00") for day in days]


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # openpyxl cannot keep bars in cells
@pytest.mark.parametrize("book", ["request", "checklist"])
def test_a_workbook_as_it_leaves_reads_as_openpyxl_reads_it(book: str, tmp_path: Path) -> None:
    file, root = tmp_path / "out.xlsx", shutil.copytree(DATA, tmp_path / "workspace")
    command = (
        ["indicators", "request", "borduria", "--by", "Ana"]
        if book == "request"
        else ["checklist", "export", "arcadia", "--instrument", "lt-12"]
    )
    assert CliRunner().invoke(main, ["--workspace", str(root), *command, "--output", str(file)]).exit_code == 0
    pages, problem = opened(file)
    assert problem is None
    assert pages is not None
    for sheet in load_workbook(file).worksheets:
        page = pages[sheet.title]
        assert set(page.merged) == {str(area) for area in sheet.merged_cells.ranges}
        rows: Any = sheet.iter_rows()
        for cells in rows:
            for cell in cells:
                ours = page.cell(cell.row, cell.column)
                match cell.value:
                    case None | "":
                        assert ours == incoming.EMPTY
                    case str() if cell.data_type == "f":
                        assert ours.kind == "formula"
                    case str() as text:
                        assert ours == Cell("text", text)
                    case number:
                        assert (ours.kind, float(ours.text)) == ("number", number)


def test_a_process_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "back.xlsx").write_bytes(simple())
    (tmp_path / "unpack").mkdir()
    (tmp_path / "unpack" / "__init__.py").write_text("import time\ndef main():\n    time.sleep(60)\n", "utf-8")
    monkeypatch.setattr(unpack, "SECONDS", 1)
    monkeypatch.setattr(unpack, "__file__", str(tmp_path / "unpack" / "__init__.py"))
    start = time.monotonic()
    _, problem = opened(tmp_path / "back.xlsx")
    assert problem is not None
    assert (problem.code, time.monotonic() - start < 30) == ("too-large", True)


@pytest.mark.parametrize("body", ["import os; os.kill(os.getpid(), 9)", "raise SystemExit(3)", "pass"])
def test_a_process_that_dies_is_a_problem(body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "back.xlsx").write_bytes(simple())
    (tmp_path / "unpack").mkdir()
    (tmp_path / "unpack" / "__init__.py").write_text(f"def main():\n    {body}\n", "utf-8")
    monkeypatch.setattr(unpack, "__file__", str(tmp_path / "unpack" / "__init__.py"))
    _, problem = opened(tmp_path / "back.xlsx")
    assert problem is not None
    assert problem.code == "too-large"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems limit memory otherwise")
def test_the_process_has_a_limit_of_memory_and_writes_no_file(tmp_path: Path) -> None:
    tried = f"import sys; sys.path.append({str(Path(unpack.__file__).parents[1])!r}); import unpack; unpack._limit()\n"
    tried += f"try:\n    bytearray({unpack.MEMORY})\nexcept MemoryError:\n    print('no memory')\n"
    tried += f"import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\ntry:\n    open({str(tmp_path / 'x')!r}, 'w').write('x' * 9999)\nexcept OSError:\n    print('no file')\n"
    done = subprocess.run([sys.executable, "-c", tried], capture_output=True, text=True, check=False)
    assert done.stdout.split("\n")[:2] == ["no memory", "no file"], done
    assert timedelta(seconds=unpack.SECONDS) < timedelta(seconds=10)


def test_the_reader_needs_nothing_but_the_standard_library() -> None:
    names = {
        line.split()[1].partition(".")[0]
        for file in Path(unpack.__file__).parent.glob("*.py")
        for line in file.read_text("utf-8").splitlines()
        if line.startswith(("import ", "from ")) and not line.startswith("from .")
    }
    assert names - {"__future__"} <= sys.stdlib_module_names


def test_text_typed_into_a_cell_comes_back(tmp_path: Path) -> None:
    for text in ("a\tb", "a\nb", "  a ", "_x0041_", "ж😀\u00a0", "<&>\"'"):
        kind, found = a1(with_text(simple(), "Figures", "A1", text.replace("_x0041_", "_x005F_x0041_")))
        assert (kind, found) == ("text", text)
