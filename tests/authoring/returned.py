"""Workbooks of checklists as they leave, are filled in by somebody, and come back."""

import copyreg
import io
import json
import pickle
import re
import shutil
import warnings
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner, Result
from documents import DATA
from openpyxl import load_workbook
from openpyxl.utils.indexed_list import IndexedList

from compliance.cli import main
from compliance.report.excel import unpack

CHECKLIST = "assessments/arcadia/2026/lt-12.yaml"
"""The checklist that tests send out: of a country with parts, with one answer of every kind."""
HEADS = 4
"""The row of the heads."""


def compliance(root: Path, *arguments: str | Path) -> Result:
    """What the command answers."""
    done = CliRunner().invoke(main, ["--workspace", str(root), *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def answer(root: Path, criterion: str = "12.2.3") -> Any:
    """An answer of the file, as another reader of YAML finds it."""
    return yaml.load((root / CHECKLIST).read_text("utf-8"), yaml.BaseLoader)["responses"].get(criterion, {})


def log_of(root: Path) -> Path:
    """The log of this year."""
    (file,) = (root / "assessments/arcadia").glob("log-*.jsonl")
    return file


def a_workspace(folder: Path) -> Path:
    """The made-up workspace with a checklist that is still open."""
    root = Path(shutil.copytree(DATA, folder / "workspace"))
    rewrite(root, "status: submitted", "status: draft")
    return root


def partly(root: Path, file: Path, *options: str) -> Result:
    """What an import answers that takes what is sound and sends the rest back."""
    return bring_in(root, file, "--partial", root.parent / "rest.xlsx", *options)


def rewrite(root: Path, old: str, new: str, file: str = CHECKLIST) -> None:
    """What somebody does with an editor."""
    text = (root / file).read_text("utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    (root / file).write_text(text.replace(old, new), "utf-8")


EXPORTED: dict[tuple[str, frozenset[tuple[str, bytes]]], bytes] = {}
"""Workbooks that have left, by language and the files of the workspace: the same files give the same workbook."""


def export(root: Path, name: str = "out.xlsx", language: str = "") -> Path:
    """The workbook as it leaves."""
    file, held = root.parent / name, (path for path in root.rglob("*") if path.is_file())
    state = language, frozenset((str(path.relative_to(root)), path.read_bytes()) for path in held)
    if state not in EXPORTED:
        spoken = ("--language", language) if language else ()
        done = compliance(root, "checklist", "export", "arcadia", "--instrument", "lt-12", *spoken, "--output", file)
        assert done.exit_code == 0, done.output
        EXPORTED[state] = file.read_bytes()
    file.write_bytes(EXPORTED[state])
    return file


def exported(root: Path, language: str) -> Path:
    """The same in a language."""
    return export(root, f"{language}.xlsx", language)


@lru_cache(maxsize=8)
def unpacked(raw: bytes) -> Any:
    """What the process that reads a workbook says of it, said in this process."""
    return json.loads(json.dumps(unpack.answer(raw)))


def bring_in(root: Path, file: Path, *options: str | Path) -> Result:
    """What the import answers; Ana Anić filled it in."""
    return compliance(root, "checklist", "import", file, "--by", "Ana Anić", *options)


class Page:
    """A sheet of a workbook, by heads and keys."""

    def __init__(self, book: Any, name: str) -> None:
        self.sheet = book[name]
        cells = self.sheet[HEADS]
        self.heads = {cell.value: cell.column for cell in cells if cell.value}
        self.key = "Row" if "Row" in self.heads else "Criterion"

    def row(self, key: str) -> int:
        """The row of a criterion, a legal basis, an act."""
        column = self.heads[self.key]
        rows = range(HEADS + 1, self.sheet.max_row + 1)
        return next(row for row in rows if self.sheet.cell(row, column).value == key)

    def spare(self) -> int:
        """The first empty row."""
        rows = range(HEADS + 1, self.sheet.max_row + 2)
        columns = self.heads.values()
        return next(row for row in rows if not any(self.sheet.cell(row, column).value for column in columns))

    def at(self, key: str | int, head: str) -> Any:
        """A cell."""
        return self.sheet.cell(key if isinstance(key, int) else self.row(key), self.heads[head])

    def put(self, key: str | int, cells: Mapping[str, Any]) -> None:
        """Fills in some cells."""
        for head, value in cells.items():
            cell = self.at(key, head)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # typed into a cell for text, whatever it begins with


def section_of(book: Any, criterion: str) -> Page:
    """The sheet on which a criterion stands."""
    for name in book.sheetnames:
        if book[name].cell(HEADS, 2).value == "Criterion":
            page = Page(book, name)
            if any(page.sheet.cell(row, 2).value == criterion for row in range(HEADS, page.sheet.max_row + 1)):
                return page
    raise KeyError(criterion)


def opened(file: Path) -> Any:
    """A workbook as openpyxl sees it, which says that it cannot keep bars in cells."""
    book = pickle.loads(_pickled(file.read_bytes()))
    for sheet in book:  # which pickle does not keep
        sheet.row_dimensions.default_factory, sheet.column_dimensions.default_factory = (
            sheet._add_row,
            sheet._add_column,
        )
    return book


copyreg.pickle(IndexedList, lambda kept: (IndexedList, (list(kept),)))  # else it has the styles of others


@lru_cache(maxsize=8)
def _pickled(raw: bytes) -> bytes:
    """The same, read once: to unpickle it takes a fifth of the time."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pickle.dumps(load_workbook(io.BytesIO(raw)))


def back(file: Path, fill: Callable[[Any], object]) -> Path:
    """The workbook as somebody sends it back."""
    book = opened(file)
    fill(book)
    returned = file.with_name("back.xlsx")
    book.save(returned)
    return returned


Fill = Callable[[Any], None]
"""What somebody does to a workbook."""


def put(criterion: str, **cells: Any) -> Fill:
    """Fills in cells of a criterion."""
    typed = {head.replace("_", " "): value for head, value in cells.items()}
    return lambda book: section_of(book, criterion).put(criterion, typed)


def put_row(sheet: str, key: str = "", **cells: Any) -> Fill:
    """Fills in cells of a row of a sheet; without a key, of the first empty one."""
    typed = {head.replace("_", " "): value for head, value in cells.items()}

    def fill(book: Any) -> None:
        page = Page(book, sheet)
        page.put(key or page.spare(), typed)

    return fill


put_basis = partial(put_row, "Legal basis")


def both(*fills: Fill) -> Fill:
    """Fills in one after the other."""

    def fill(book: Any) -> None:
        for each in fills:
            each(book)

    return fill


def merged(book: Any) -> None:
    page = section_of(book, "12.2.3")
    page.sheet.merge_cells(start_row=page.row("12.2.2"), end_row=page.row("12.2.3"), start_column=9, end_column=9)


def deleted(book: Any) -> None:
    page = section_of(book, "12.2.3")
    page.sheet.delete_rows(page.row("12.2.3"))


def duplicated(book: Any) -> None:
    page = section_of(book, "12.2.3")
    source, target = page.row("12.2.3"), page.sheet.max_row + 1
    for cell in page.sheet[source]:
        page.sheet.cell(target, cell.column).value = cell.value


def formula(book: Any) -> None:
    section_of(book, "12.2.3").at("12.2.3", "Gap").value = '="a"&"b"'


def answering(file: Path, answers: Mapping[str, Mapping[str, Any]]) -> Path:
    """The workbook with some answers, by criterion and head."""

    def fill(book: Any) -> None:
        for criterion, cells in answers.items():
            section_of(book, criterion).put(criterion, cells)

    return back(file, fill)


def codes(output: str) -> list[str]:
    """The codes of problems, in order."""
    return [code for _, code in re.findall(r"^back\.xlsx(:.+?)?: ([a-z-]+): ", output, re.MULTILINE)]


def places(output: str) -> list[str]:
    """The cells of problems, in order."""
    return re.findall(r"^back\.xlsx:(.+?): [a-z-]+: ", output, re.MULTILINE)
