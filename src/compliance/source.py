"""Files → data with the place of everything; the only reader of YAML and CSV text.

Scalars stay text: what a text means is for the type to say that it fills (`NO` is Norway or a word, never false;
`15.10` is an article, never a number). Only a plain empty value, `null` or `~` means that a field is absent.
"""

from __future__ import annotations

import csv
import io
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from compliance.problems import Position, Problem

Data = str | list["Data"] | dict[str, "Data"] | None
"""What a YAML file holds: text, lists, mappings, nothing."""
Step = str | int
"""One step into the data: a key or an index."""

LARGEST = 5_000_000
"""Bytes; the largest real checklist is a twentieth of it."""
DEEPEST = 32
"""Levels of nesting; real files have nine."""
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
_WRITTEN_OUT = ("every value written out", "copy the value; a reader should not have to look for it")
_ABSENT = frozenset(("", "~", "null"))


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file, read: its data and where each piece stands."""

    path: str
    """The file, from the folder of the workspace."""
    text: str
    """Its text."""
    data: Data
    """What it holds."""
    root: Node
    """The parsed tree, which knows places."""

    def at(self, *steps: Step) -> Position:
        """Where the value at the end of `steps` stands, or the nearest thing around it that exists."""
        return self._position(self._nearest(steps)[1])

    def key(self, *steps: Step) -> Position:
        """Where the key at the end of `steps` stands."""
        return self._position(self._nearest(steps)[0])

    def _nearest(self, steps: tuple[Step, ...]) -> tuple[Node, Node]:
        key = value = self.root
        for step in steps:
            match value, step:
                case MappingNode(), str():
                    found = next(((k, v) for k, v in value.value if k.value == step), None)
                case SequenceNode(), int() if step < len(value.value):
                    found = (value.value[step],) * 2
                case _:
                    found = None
            if found is None:
                break
            key, value = found
        return key, value

    def _position(self, node: Node) -> Position:
        mark = node.start_mark
        return _position(self.path, self.text, mark.line, mark.column)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a CSV file."""

    line: int
    """Line of the file, from 1."""
    cells: dict[str, str]
    """Cell text by column; empty cells are left out."""


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file, read."""

    path: str
    """The file, from the folder of the workspace."""
    columns: tuple[str, ...]
    """Column names, in order."""
    rows: tuple[Row, ...]
    """Its rows, in order."""

    def at(self, row: int, column: str | None = None) -> Position:
        """The place of a cell; its column is counted in fields, as a spreadsheet shows it."""
        known = column in self.columns
        place = self.columns.index(column) + 1 if column is not None and known else 0
        return Position(self.path, self.rows[row].line, place)


def _position(path: str, text: str, line: int, column: int) -> Position:
    """A place counted from 0 as one counted from 1, with the line that stands there."""
    lines = text.split("\n", line + 1)
    excerpt = lines[line].rstrip("\r") if line < len(lines) else ""
    return Position(path, line + 1, column + 1, excerpt=excerpt)


def read_text(root: Path, file: Path) -> tuple[str, None] | tuple[None, Problem]:
    """The text of a file of the workspace, or the problem that prevents reading it.

    Windows line ends and a byte-order mark are taken as they come; nothing outside `root` is followed.
    """
    path = file.relative_to(root).as_posix()
    at = Position(path)
    if not file.resolve().is_relative_to(root.resolve()):
        return None, Problem(
            at,
            "outside-workspace",
            "the file is a link that leaves the folder",
            hint="copy the file into the folder instead of linking to it",
        )
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            return None, Problem(
                at, "not-a-file", f"{_what_it_is(found.st_mode)} stands where a file belongs", expected="a text file"
            )
        if found.st_size > LARGEST:
            return None, Problem(
                at,
                "too-large",
                f"the file has {found.st_size // 1_000_000} MB",
                expected=f"at most {LARGEST // 1_000_000} MB",
                hint="attach documents beside the data, not inside them",
            )
        raw = file.read_bytes()
    except OSError as error:
        return None, Problem(at, "unreadable-file", f"the file cannot be read: {os.strerror(error.errno or 0)}")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n"), None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start)
        column = error.start - raw.rfind(b"\n", 0, error.start) - 1
        return None, Problem(
            Position(path, line + 1, column + 1),
            "not-utf-8",
            "the text is not UTF-8",
            expected="a text saved as UTF-8",
            hint="save it anew with the encoding UTF-8",
        )


def _what_it_is(mode: int) -> str:
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a named pipe"), (stat.S_ISSOCK, "a socket"))
    return next((name for test, name in kinds if test(mode)), "a device")


def read(root: Path, file: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    """A YAML file of the workspace with the place of every node, and every problem of its form."""
    text, problem = read_text(root, file)
    if text is None:
        return None, (problem,) if problem else ()
    return parse(file.relative_to(root).as_posix(), text)


def parse(path: str, text: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """YAML text with the place of every node, and every problem of its form."""
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        return None, (_not_yaml(path, text, error),)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position)
        column = error.position - text.rfind("\n", 0, error.position) - 1
        return None, (
            Problem(
                _position(path, text, line, column),
                "forbidden-character",
                f"the text holds the character U+{_code_point(error.character):04X}, which no text file should",
                hint="delete it",
            ),
        )
    if root is None:
        return None, (Problem(Position(path, 1), "empty-file", "the file holds nothing", hint="delete it or fill it"),)
    walk = _Walk(path, text)
    return Document(path, text, walk.data(root), root), tuple(walk.problems)


def _code_point(character: object) -> int:
    return character if isinstance(character, int) else ord(str(character)[:1] or "\0")


def _not_yaml(path: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    at = _position(path, text, mark.line, mark.column) if mark else Position(path, 1)
    reason = " ".join(filter(None, (error.context, error.problem)))
    hint = "quote text that holds `: ` or ` #` or begins with a sign such as `-`, `[`, `{`, `*`, `&`, `!`, `%`, `@` or `` ` ``"
    return Problem(at, "not-yaml", f"the text is not YAML: {reason}", hint=hint)


class _Walk:
    """One walk over a parsed tree: its data, and what YAML could hide (aliases, tags, repeated keys) as problems."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.seen: set[int] = set()
        self.problems: list[Problem] = []

    def refuse(self, node: Node, code: str, what: str, expected: str | None = None, hint: str | None = None) -> None:
        at = _position(self.path, self.text, node.start_mark.line, node.start_mark.column)
        self.problems.append(Problem(at, code, what, expected, hint))

    def data(self, node: Node, depth: int = 0) -> Data:
        """The data of a node."""
        if id(node) in self.seen:
            self.refuse(node, "yaml-alias", "the value is repeated by an alias (`*`)", *_WRITTEN_OUT)
            return None
        self.seen.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            what = f"the value carries the tag `{node.tag}`"
            hint = "delete the tag; the field itself says what a text means"
            self.refuse(node, "yaml-tag", what, "plain text, lists and mappings", hint)
        match node:
            case ScalarNode():
                return None if node.style is None and node.value in _ABSENT else str(node.value)
            case _ if depth == DEEPEST:
                what = f"the data are nested more than {DEEPEST} levels deep"
                self.refuse(node, "too-deep", what, hint="look for a bracket or an indentation too many")
                return None
            case SequenceNode():
                return [self.data(item, depth + 1) for item in node.value]
            case MappingNode():
                return dict(self.entries(node, depth))
        raise TypeError(node)

    def entries(self, node: MappingNode, depth: int) -> Iterator[tuple[str, Data]]:
        """The entries of a mapping that hold something; of a repeated key the first counts."""
        first: dict[str, Node] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self.refuse(key, "yaml-key", "a key is not a plain word", "text before the colon")
            elif key.value == "<<":
                self.refuse(key, "yaml-alias", "the mapping is merged from elsewhere (`<<`)", *_WRITTEN_OUT)
            elif key.value in first:
                hint = f"the first stands on line {first[key.value].start_mark.line + 1}; keep one"
                self.refuse(key, "repeated-key", f"`{key.value}` stands here a second time", hint=hint)
            else:
                first[key.value] = key
                item = self.data(value, depth + 1)
                if item is not None:
                    yield key.value, item


def read_table(root: Path, file: Path) -> tuple[Table | None, tuple[Problem, ...]]:
    """A CSV file of the workspace with the line of every row, and every problem of its form."""
    text, problem = read_text(root, file)
    if text is None:
        return None, (problem,) if problem else ()
    path = file.relative_to(root).as_posix()
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0"))
        return None, (
            Problem(
                Position(path, line + 1),
                "forbidden-character",
                "the text holds the character U+0000, which no text file should",
                hint="delete it",
            ),
        )
    lines = csv.reader(io.StringIO(text), strict=True)
    try:
        head = tuple(next(lines, ()))
        if not head:
            return None, (
                Problem(Position(path, 1), "empty-file", "the file holds nothing", hint="delete it or fill it"),
            )
        return _rows(path, head, lines)
    except csv.Error as error:
        return None, (
            Problem(
                Position(path, lines.line_num),
                "not-csv",
                f"the text is not CSV: {error}",
                hint="quote a text that holds a comma or a quotation mark",
            ),
        )


def _rows(path: str, head: tuple[str, ...], lines: Iterator[list[str]]) -> tuple[Table, tuple[Problem, ...]]:
    rows, found = [], []
    for cells in lines:
        line = lines.line_num  # type: ignore[attr-defined]  # csv readers count lines
        if len(cells) != len(head):
            if cells:
                found.append(
                    Problem(
                        Position(path, line),
                        "wrong-cell-count",
                        f"the row has {len(cells)} cells",
                        expected=f"{len(head)} cells, as the first row has columns",
                        hint="quote a text that holds a comma",
                    )
                )
            continue
        rows.append(Row(line, {name: cell.strip() for name, cell in zip(head, cells, strict=True) if cell.strip()}))
    return Table(path, head, tuple(rows)), tuple(found)
