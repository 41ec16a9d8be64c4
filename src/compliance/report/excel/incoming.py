"""A workbook that comes from outside → its cells as values, each with its place, or what is wrong with the file.

It is unpacked by another process (`unpack`), which ends after some seconds or megabytes, whatever the file holds. This
is the only way by which a workbook comes in.
"""

import json
import math
import re
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from compliance.files import unreadable
from compliance.numerals import stored_number
from compliance.problems import Position, Problem, printable
from compliance.report.excel import unpack
from compliance.report.excel.values import HEADER_ROW, letter
from compliance.source import unseen

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
class Comment:
    """What somebody remarked on a cell."""

    row: int
    column: int
    by: str
    """Who wrote; empty where the workbook does not say."""
    text: str
    replies: tuple[tuple[str, str], ...] = ()
    """Who replied, and what."""


@dataclass(frozen=True, slots=True)
class Page:
    """A worksheet."""

    path: str
    title: str
    cells: Mapping[int, Mapping[int, Cell]] = field(repr=False)
    """Cells that hold something, by row and column, both from 1; rows are in order."""
    merged: tuple[str, ...]
    """Areas of merged cells by their corners: `A1:B2`."""
    comments: tuple[Comment, ...] = ()
    """Notes and threads on its cells, in their order."""

    def cell(self, row: int, column: int) -> Cell:
        """A cell; row and column are counted from 1."""
        return self.cells.get(row, {}).get(column, EMPTY)

    def rows(self, first: int) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """The rows that hold something, from one on."""
        return ((row, cells) for row, cells in self.cells.items() if row >= first)

    def at(self, row: int, column: int) -> Position:
        """The place of a cell; row and column are counted from 1."""
        return Position(self.path, cell=f"{printable(self.title)}!{letter(column - 1)}{row}")

    def headers(self, names: Mapping[str, str]) -> tuple[dict[str, int], tuple[Problem, ...]]:
        """Columns by name, given names by header; they may have been moved, but each stands there once."""
        places: dict[str, int] = {}
        problems = []
        for place, cell in self.cells.get(HEADER_ROW, {}).items():
            header = one_line(cell)
            if header in names and names[header] in places:
                what, at = f"the table has a second column `{header}`", self.at(HEADER_ROW, place)
                problems.append(Problem(at, "repeated-column", what, "one column of each name", "keep one"))
            elif header in names:
                places[names[header]] = place
        for header, name in names.items():
            if name not in places:
                what = f"there is no column `{header}`"
                hint = f"write it again above its column, in row {HEADER_ROW}; the headers were locked on purpose"
                at = Position(self.path, cell=f"{self.title}!{HEADER_ROW}:{HEADER_ROW}")
                problems.append(Problem(at, "missing-column", what, header, hint))
        return places, tuple(problems)

    def merged_cells(self, last: float = math.inf) -> Iterator[Problem]:
        """Areas of merged cells below the headers, as far as they begin at or above a row."""
        for area in self.merged:
            rows = [int(row) for row in re.findall("[0-9]+", area)]
            if max(rows) > HEADER_ROW and min(rows) <= last:
                what = "cells are merged, and what stood in all but the first is gone"
                at = Position(self.path, cell=f"{self.title}!{area}")
                yield Problem(at, "merged-cells", what, "one answer a cell", "take them apart and fill them in")


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
        return {sheet[0]: _page(at.path, *sheet) for sheet in answer["pages"]}, None
    at = Position(at.path, cell=printable(answer["cell"]))
    what = printable(answer["what"])
    if answer["code"] == "too-large":
        return None, _too_large(at, what)
    hint = "save it anew as .xlsx, without a password and without macros; a file that was cut off on its way must be sent again"
    return None, Problem(
        at, "not-a-workbook", f"the file cannot be read as a workbook: {what}", "an .xlsx workbook", hint
    )


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


def _page(path: str, name: str, merged: list[str], cells: list[tuple[int, int, Kind, str]], spoken: list[Any]) -> Page:
    rows: dict[int, dict[int, Cell]] = {}
    for row, column, kind, text in cells:
        rows.setdefault(row, {})[column] = Cell(kind, text)
    comments = (Comment(row, at, by, text, tuple(map(tuple, replies))) for row, at, by, text, replies in spoken)
    return Page(path, name, rows, tuple(merged), tuple(comments))


def one_line(cell: Cell) -> str:
    """What stands in a cell, on one line; a whole number as such."""
    return (stored_number(cell.text) or cell.text) if cell.kind == "number" else " ".join(cell.text.split())


def stray_character(text: str, at: Position) -> Problem | None:
    """That a text holds a character that no reader can see."""
    if (stray := unseen(text)) is None:
        return None
    what = f"the text holds the character U+{ord(stray):04X}, which no text should"
    return Problem(at, "forbidden-character", what, hint="delete it")


def _too_large(at: Position, what: str) -> Problem:
    expected = f"at most {unpack.LARGEST // 1_000_000} MB, {unpack.LARGEST_UNPACKED // 1_000_000} MB unpacked"
    return Problem(at, "too-large", what, expected, "send the workbook as it was, filled in")
