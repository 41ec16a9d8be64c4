"""Files with a record on each line: tables in CSV, logs with a JSON value on each."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from compliance.files import read_text, shown
from compliance.problems import Position, Problem, position_of, printable
from compliance.source import (
    FORBIDDEN,
    LONGEST_FIELD,
    Data,
    Document,
    empty_file,
    left_by_git,
    on_line,
    texts_in,
    wrong_text,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a CSV file."""

    line: int
    cells: dict[str, str]
    """Cell text by column; empty cells are left out."""


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file, read."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def at(self, line: int, column: str | None = None) -> Position:
        """The place of a cell; its column is counted in fields, as a spreadsheet shows it."""
        return Position(self.path, line, self.columns.index(column) + 1 if column in self.columns else 0)


def read_lines(root: Path, file: Path, *, grows: bool = False) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """What the lines of a file hold that has a JSON value on each, and every line that is broken.

    Empty lines are passed over; in a file that grows, so is what a stopped writer left of a last line: it has no end and
    is no JSON value.
    """
    text, problem = read_text(root, file)
    if text is None and (problem is None or not grows or (text := _whole_lines(file, problem)) is None):
        return (), (problem,) if problem else ()
    path, lines = shown(root, file), text.split("\n")
    documents: list[Document] = []
    broken: list[Problem] = []
    for number, line in enumerate(lines):
        if line.strip():
            document, problems = read_line(path, text, line, number)
            documents += (document,) if document else ()
            broken += problems if document or not grows or number < len(lines) - 1 else ()
    return tuple(documents), tuple(broken)


def _whole_lines(file: Path, problem: Problem) -> str | None:
    """The text of a file as far as its last line is whole, where a stopped writer left that line in half a character."""
    if problem.code != "not-utf-8":
        return None
    try:
        return file.read_bytes().rpartition(b"\n")[0].decode("utf-8-sig").replace("\r\n", "\n") + "\n"
    except UnicodeDecodeError:
        return None


def read_line(path: str, text: str, line: str, number: int) -> tuple[Document | None, tuple[Problem, ...]]:
    """What one line of a text holds, a JSON value, and what is wrong with it; `number` counts from 0."""
    try:
        data = json.loads(line, object_pairs_hook=_once, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        column, why = (error.colno - 1, error.msg) if isinstance(error, json.JSONDecodeError) else (0, str(error))
        at, what = position_of(path, text, number, column), f"the line is no JSON value: {printable(why)}"
        hint = "take the line from an older copy of the file; nobody writes it by hand"
        return None, (Problem(at, "broken-line", what, "one JSON object on a line", hint),)
    document = on_line(path, text, data, number)
    # A value holds no other characters than its line, but for what an escape writes.
    if len(line) <= LONGEST_FIELD and "\\" not in line and line.isprintable():
        return document, ()
    place = partial(position_of, path, text, number, 0)
    return document, tuple(problem for value in texts_in(data) for problem in wrong_text(value, place))


def _once(pairs: list[tuple[str, Data]]) -> dict[str, Data]:
    """The fields of a JSON object, of which each stands once; a field that is null is absent, as in YAML."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a field stands twice")
    return {name: value for name, value in fields.items() if value is not None}


def read_table(root: Path, file: Path) -> tuple[Table | None, tuple[Problem, ...]]:
    """A CSV file of the workspace with the line of every row, and every problem of its form."""
    text, problem = read_text(root, file)
    if text is None:
        return None, (problem,) if problem else ()
    path = shown(root, file)
    if both := left_by_git(path, text):
        return None, (both,)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0"))
        return None, (Problem(Position(path, line + 1), "forbidden-character", FORBIDDEN.format(0), hint="delete it"),)
    lines = csv.reader(io.StringIO(text), strict=True)
    try:
        header = tuple(next(lines, ()))
        if not header:
            return None, (empty_file(path),)
        return _rows(path, header, lines)
    except csv.Error as error:
        at, hint = Position(path, lines.line_num), "quote a text that holds a comma or a quotation mark"
        return None, (Problem(at, "not-csv", f"the text is not CSV: {error}", hint=hint),)


def _rows(path: str, header: tuple[str, ...], lines: Iterator[list[str]]) -> tuple[Table, tuple[Problem, ...]]:
    rows, problems = [], []
    last = lines.line_num  # type: ignore[attr-defined]  # csv readers count lines
    for n, name in enumerate(header):
        if name in header[:n]:
            at, what = Position(path, 1, n + 1), f"the table has a second column `{name}`"
            problems.append(Problem(at, "repeated-column", what, "one column of each name", "keep one"))
    for cells in lines:
        # A cell may hold line breaks, so a row begins after the last line of the row before.
        line, last = last + 1, lines.line_num  # type: ignore[attr-defined]
        if len(cells) != len(header):
            if cells:
                what, expected = f"the row has {len(cells)} cells", f"{len(header)} cells, as the first row has columns"
                hint = "quote a text that holds a comma"
                problems.append(Problem(Position(path, line), "wrong-cell-count", what, expected, hint))
            continue
        together = "".join(cells)
        if len(together) > LONGEST_FIELD or not together.isprintable():  # nearly all are
            for n, cell in enumerate(cells, 1):
                problems += wrong_text(cell, partial(Position, path, line, n))
        rows.append(Row(line, {name: text for name, cell in zip(header, cells, strict=True) if (text := cell.strip())}))
    return Table(path, header, tuple(rows)), tuple(problems)
