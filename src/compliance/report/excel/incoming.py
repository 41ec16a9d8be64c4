"""A workbook that comes from outside → its cells as values, each with its place, or what is wrong with the file.

It is unpacked by another process (`unpack`), which ends after some seconds or megabytes, whatever the file holds. This
is the only way by which a workbook comes in.
"""

from __future__ import annotations

import json
import re
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from compliance.problems import Position, Problem, printable
from compliance.report.excel import unpack
from compliance.report.excel.values import letter
from compliance.source import unreadable

Kind = Literal["empty", "text", "number", "truth", "date", "formula", "error", "strange"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell."""

    kind: Kind
    """What it is; `strange` is what no spreadsheet program writes."""
    text: str
    """A text as it stands, a number as the file writes it, a day as 2026-03-04, a formula with its equals sign."""


EMPTY = Cell("empty", "")
"""A cell in which nothing stands."""


@dataclass(frozen=True, slots=True)
class Area:
    """Cells that are merged; rows are counted from 1."""

    name: str
    """Its corners: `A1:B2`."""
    first_row: int
    last_row: int


@dataclass(frozen=True, slots=True)
class Page:
    """A worksheet."""

    path: str
    title: str
    cells: Mapping[int, Mapping[int, Cell]] = field(repr=False)
    """Cells that hold something, by row and column, both from 1; rows are in order."""
    merged: tuple[Area, ...]

    def cell(self, row: int, column: int) -> Cell:
        """A cell; row and column are counted from 1."""
        return self.cells.get(row, {}).get(column, EMPTY)

    def rows(self, first: int) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """The rows that hold something, from one on."""
        return ((row, cells) for row, cells in self.cells.items() if row >= first)

    def at(self, row: int, column: int) -> Position:
        """The place of a cell; row and column are counted from 1."""
        return Position(self.path, cell=f"{printable(self.title)}!{letter(column - 1)}{row}")


Pages = Mapping[str, Page]
"""Worksheets by name, in order."""


def opened(file: Path) -> tuple[Pages | None, Problem | None]:
    """The worksheets of a workbook, or what is wrong with the file; its name is the path of the problem."""
    at = Position(printable(file.name))
    raw, problem = _bytes(file, at)
    if problem:
        return None, problem
    answer = _unpacked(raw)
    if "pages" in answer:
        return {name: _page(at.path, name, merged, cells) for name, merged, cells in answer["pages"]}, None
    at = Position(at.path, cell=printable(answer["cell"]))
    what = printable(answer["what"])
    return None, _too_large(at, what) if answer["code"] == "too-large" else _no_workbook(at, what)


def _bytes(file: Path, at: Position) -> tuple[bytes, Problem | None]:
    """The bytes of a file of reasonable size."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            return b"", Problem(at, "not-a-file", "no file stands there", expected="a workbook")
        if status.st_size > unpack.LARGEST:
            return b"", _too_large(at, f"the file has {status.st_size // 1_000_000} MB")
        return file.read_bytes(), None
    except OSError as error:
        return b"", unreadable(at, error)


def _unpacked(raw: bytes) -> Mapping[str, Any]:
    """What the other process says of a workbook; that it was too much where it says nothing."""
    # The folder comes last, so that nothing in it is taken for a module of the standard library; how no workbook is packed
    # is not even loaded.
    start = (
        f"import sys; sys.path.append({str(Path(unpack.__file__).parents[1])!r}); "
        "sys.modules.update(bz2=None, lzma=None); import unpack; unpack.main()"
    )
    command = (sys.executable, "-I", "-S", "-c", start)
    what = f"to read it takes more than {unpack.SECONDS} seconds or {unpack.MEMORY // 1_000_000} MB of memory"
    ended = {"code": "too-large", "what": what, "cell": ""}
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=unpack.SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return ended
    answer: Mapping[str, Any] = json.loads(done.stdout) if done.returncode == 0 and done.stdout else ended
    return answer


def _page(path: str, name: str, merged: list[str], cells: list[tuple[int, int, Kind, str]]) -> Page:
    rows: dict[int, dict[int, Cell]] = {}
    for row, column, kind, text in cells:
        rows.setdefault(row, {})[column] = Cell(kind, text)
    return Page(path, name, rows, tuple(map(_area, merged)))


def _area(name: str) -> Area:
    rows = [int(row) for row in re.findall("[0-9]+", name)]
    return Area(name, min(rows), max(rows))


def _too_large(at: Position, what: str) -> Problem:
    expected = f"at most {unpack.LARGEST // 1_000_000} MB, {unpack.LARGEST_UNPACKED // 1_000_000} MB unpacked"
    return Problem(at, "too-large", what, expected, "send the workbook as it was, filled in")


def _no_workbook(at: Position, why: str) -> Problem:
    hint = "save it anew as .xlsx, without a password and without macros; a file that was cut off on its way must be sent again"
    return Problem(at, "not-a-workbook", f"the file cannot be read as a workbook: {why}", "an .xlsx workbook", hint)
