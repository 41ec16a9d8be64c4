"""Changed workbooks: each is read as it was, or refused with its place, in seconds and megabytes, and nothing else is written."""

from __future__ import annotations

import csv
import io
import re
import shutil
import time
import warnings
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from documents import DATA, EVERYTHING
from memory import forget_peak, memory
from openpyxl import load_workbook
from workbooks import ALIKE, REFUSED, SAME, SHEET, Mutant, chosen, mutants, size_of, with_number, with_text

from compliance.cli import main
from compliance.report.excel import unpack
from compliance.report.excel.incoming import EMPTY, Page, opened

EVERY = mutants()
TRIED = EVERY if EVERYTHING else chosen(EVERY, 40)
"""All of them by `./run fuzz`; else one of each kind."""
SECONDS = 10
MEGABYTES = 400
STATISTICS, CHECKLIST = "indicators/statistics.csv", "assessments/arcadia/2026/lt-12.yaml"
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What may not reach a terminal."""


def called(root: Path, *arguments: str | Path) -> Any:
    return CliRunner().invoke(main, ["--workspace", str(root), *map(str, arguments)])


def state(root: Path) -> dict[str, str]:
    files = (file for file in sorted(root.rglob("*")) if file.is_file() and file.name != ".lock")
    return {file.relative_to(root).as_posix(): file.read_text("utf-8", "replace") for file in files}


def filled(name: str, raw: bytes) -> bytes:
    """A workbook with an answer in it."""
    if name == "request":
        return with_text(with_number(raw, SHEET, "G5", "1200"), SHEET, "L5", "Yearbook")
    return with_text(raw, "Offences against letters", "G9", "partly")


class Desk:
    """A workspace to which workbooks come back, and what comes of them as they are."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder, folder / "workspace"
        shutil.copytree(DATA, self.root)
        draft = (self.root / CHECKLIST).read_text("utf-8").replace("status: submitted", "status: draft")
        (self.root / CHECKLIST).write_text(draft, "utf-8")
        asked = (
            "indicators",
            "request",
            "arcadia",
            "--from",
            "2019",
            "--to",
            "2020",
            "--output",
            folder / "request.xlsx",
            "--by",
            "Ana Anić",
        )
        sent = "checklist", "export", "arcadia", "--instrument", "lt-12", "--output", folder / "checklist.xlsx"
        for arguments in (asked, sent):
            assert called(self.root, *arguments).exit_code == 0
        self.before = state(self.root)
        self.books = {name: filled(name, (folder / f"{name}.xlsx").read_bytes()) for name in ("request", "checklist")}
        self.usual = {name: self.back(name, raw) for name, raw in self.books.items()}
        assert all(changes for _, changes in self.usual.values())

    def back(self, book: str, raw: bytes) -> tuple[Any, dict[str, str]]:
        """What the command says of a workbook, and the files that it changes, with their texts; they are put back."""
        file = self.folder / "back.xlsx"
        file.write_bytes(raw)
        command = ("indicators", "import", file) if book == "request" else ("checklist", "import", file)
        done = called(self.root, *command, "--by", "Ana Anić")
        after = state(self.root)
        assert not self.before.keys() - after.keys(), "nothing is taken away"
        changes = {name: text for name, text in after.items() if text != self.before.get(name)}
        for name in changes:
            if name in self.before:
                (self.root / name).write_text(self.before[name], "utf-8", newline="")
            else:
                (self.root / name).unlink()
        return done, changes


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


COMMAND = 100
"""Megabytes that the command takes before it looks at a file, and some."""


def written(mutant: Mutant, changes: dict[str, str]) -> str:
    """What was written into the file that such a workbook is for."""
    if mutant.book == "request":
        return changes[STATISTICS]
    return changes[CHECKLIST]


def gap_of(text: str) -> str:
    """The answer that was typed, as another reader of YAML finds it."""
    answer = yaml.load(text, yaml.BaseLoader)["responses"]["12.2.3"]
    return str(answer["gap"])


UNREAD = re.compile("[\u061c\u180e\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Characters that no reader sees, which are left out, and said."""


def tidied(text: str) -> str:
    """What a cell says: nothing that no reader sees, no spaces at the ends of lines, one kind of line end."""
    text = re.sub("\r\n|[\r\u2028\u2029\x85\x0b\x0c]", "\n", UNREAD.sub("", text)).strip()
    return "\n".join(line.rstrip() for line in text.split("\n"))


def agree(page: Page, sheet: Any) -> None:
    """That openpyxl finds in every cell of a sheet what we do, as far as it tells."""
    for cells in sheet.iter_rows(max_row=min(sheet.max_row, 2000), max_col=min(sheet.max_column, 200)):
        for cell in cells:
            ours, theirs = page.cell(cell.row, cell.column), cell.value
            match theirs:
                case None | "":
                    same = ours is EMPTY or not ours.text.strip() or (page.merged and ours.kind != "empty")
                case _ if cell.data_type == "f":
                    same = ours.kind == "formula"
                case bool():
                    same = ours.text == str(theirs).upper()
                case int() | float():
                    same = ours.kind == "strange" or (ours.kind == "number" and float(ours.text) == theirs)
                case str():
                    same = ours.kind == "strange" or ours.text == theirs or "_x" in theirs or cell.data_type == "e"
                case _:
                    same = ours.kind in ("date", "strange")
            assert same, (page.title, cell.coordinate, theirs, ours)


def test_enough_of_them_are_made() -> None:
    assert len(EVERY) >= 400
    assert {one.kind for one in TRIED} == {one.kind for one in EVERY}
    assert len(TRIED) >= 40


@pytest.mark.parametrize("mutant", TRIED, ids=str)
def test_a_changed_workbook_is_read_as_it_was_or_refused(mutant: Mutant, desk: Desk) -> None:
    raw = mutant.make(Random(f"{mutant}"), desk.books[mutant.book])
    held = forget_peak()
    start = time.process_time()
    done, changes = desk.back(mutant.book, raw)
    assert time.process_time() - start < SECONDS
    assert COMMAND + memory("VmHWM") - held + unpack.MEMORY / 1_000_000 < MEGABYTES
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    assert not UNSEEN.search(done.output), done.output
    if done.exit_code:
        assert done.exit_code == 1, done.output
        assert changes == {}
        assert re.search(r"^(back\.xlsx\S*.*: |The checklist is )", done.stdout, re.MULTILINE), done.output
        assert mutant.expected in (REFUSED, SAME, ALIKE), done.output
        return
    assert mutant.expected != REFUSED, (done.output, [written(mutant, changes)[-300:]] if changes else "")
    _, usual = desk.usual[mutant.book]
    if mutant.expected == SAME:
        assert written(mutant, changes) == written(mutant, usual)
    elif mutant.expected == "kept":
        cells = opened(desk.folder / "back.xlsx")[0]
        assert cells is not None
        assert gap_of(written(mutant, changes)) == tidied(cells["Offences against letters"].cell(9, 15).text)
    elif mutant.expected != ALIKE:
        line = written(mutant, changes).removeprefix(desk.before[STATISTICS])
        assert line.count("\n") == 1
        assert mutant.expected in next(csv.reader([line])), line
    if mutant.expected in (SAME, ALIKE) and size_of(raw) < 3_000_000:
        _alike(desk)


def _alike(desk: Desk) -> None:
    """That openpyxl, where it can open the workbook, reads the same."""
    pages, _ = opened(desk.folder / "back.xlsx")
    assert pages is not None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO((desk.folder / "back.xlsx").read_bytes()), keep_links=False)
        except Exception:  # where the other reader gives up, there is nothing to compare
            return
    for sheet in book.worksheets:
        if sheet.title in pages:
            agree(pages[sheet.title], sheet)
