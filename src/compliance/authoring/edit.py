"""Changes in YAML files that leave everything else as it stands: comments, order, layout, line ends.

A round trip through a parser re-flows what nobody touched. So only the lines of a value that differs are written anew,
in the layout of the house; the rest is copied, and the result is read once more before anybody sees it.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from compliance.authoring.layout import entry, item_lines, key_of
from compliance.problems import Problem
from compliance.source import Data, Document, Step, parse

Order = Callable[[tuple[Step, ...]], Sequence[str]]
"""The order of the fields at the end of some steps; a new field is put where it belongs."""


def fields_in(data: Data) -> dict[str, Data]:
    """The fields of some data, in a mapping of its own; nothing where it has none."""
    return dict(data) if isinstance(data, dict) else {}


def records_in(data: Data) -> list[dict[str, Data]]:
    """The records of a list, each in a mapping of its own; nothing where it has none."""
    return [dict(item) for item in data if isinstance(item, dict)] if isinstance(data, list) else []


def filled(fields: Mapping[str, Data]) -> dict[str, Data]:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value}


def begun(path: str, text: str) -> Document:
    """A document that is not on file yet, of a text of ours."""
    document, _ = parse(path, text)
    if document is None:
        raise ValueError(f"{path} cannot be read as it begins")
    return document


def edited(document: Document, changes: Mapping[tuple[Step, ...], Data], order: Order | None = None) -> str:
    """The text of a document after some changes: the value at the end of each way, or None to take it away.

    A way that ends with the length of a list adds an item.
    """
    data = document.data
    for steps, value in changes.items():
        data = changed(data, steps, value)
    return rewritten(document, data, order)


def changed(data: Data, steps: tuple[Step, ...], value: Data) -> Data:
    """Some data with another value at the end of a way; None takes it away."""
    if not steps:
        return value
    match data, steps[0]:
        case ((dict() | None), str(key)):
            fields = data or {}
            inner = changed(fields.get(key), steps[1:], value)
            if inner is None:
                return {name: item for name, item in fields.items() if name != key}
            return {**fields, key: inner}
        case ((list() | None), int(place)):
            items = data or []
            inner = changed(items[place] if place < len(items) else None, steps[1:], value)
            return [*items[:place], *(() if inner is None else (inner,)), *items[place + 1 :]]
    raise ValueError(f"{steps[0]!r} is no step into {type(data).__name__}")


def rewritten(document: Document, data: Data, order: Order | None = None) -> str:
    """The text of a document made to hold other data; only lines of what differs are touched."""
    if data == document.data:
        return document.text
    lines = document.text.split("\n")
    edits = tuple(_Differences(lines, order or (lambda _: ())).of(document.root, data, ()))
    text = "\n".join(_applied(lines, edits))
    again, problems = parse(document.path, text)
    if again is None or problems or again.data != data:
        raise ValueError(f"{document.path}: the edited text does not hold what it should")
    return text


def in_bytes(raw: bytes, text: str) -> bytes:
    """A text as the bytes of the file that it replaces would have it: byte-order mark and line ends kept, line by line."""
    before = raw.removeprefix(b"\xef\xbb\xbf").decode()
    mark = raw[: len(raw) - len(before.encode())]
    if "\r\n" not in before:
        return mark + text.encode()
    old, new = before.split("\n"), text.split("\n")
    plain = [line.removesuffix("\r") for line in old]
    ends = "\r" if sum(line.endswith("\r") for line in old) * 2 >= len(old) - 1 else ""
    kept: list[str] = []
    for kind, first, last, start, end in SequenceMatcher(None, plain, new, autojunk=False).get_opcodes():
        kept += old[first:last] if kind == "equal" else [line + ends for line in new[start:end]]
    return mark + "\n".join(kept).encode()


class _Edit(NamedTuple):
    """Lines that take the place of others."""

    first: int
    """The first line that goes, counted from 0."""
    end: int
    """The line after the last that goes; equal to `first` where lines are only added."""
    lines: list[str]


def _applied(lines: Sequence[str], edits: Sequence[_Edit]) -> list[str]:
    """Lines after some edits; of several at one place the earlier stands first."""
    result = list(lines)
    for edit in sorted(edits, key=lambda edit: (edit.first, edit.end))[::-1]:
        first = edit.first
        # Where a paragraph goes, one of the two empty lines around it goes with it.
        gone = edit.end > first and not edit.lines
        if gone and first and not lines[first - 1].strip() and not "".join(lines[edit.end : edit.end + 1]).strip():
            first -= 1
        result[first : edit.end] = edit.lines
    return result


class _Differences:
    """The edits by which a text comes to hold other data."""

    def __init__(self, lines: Sequence[str], order: Order) -> None:
        self.lines, self.order = lines, order

    def of(self, node: Node, data: Data, steps: tuple[Step, ...]) -> Iterator[_Edit]:
        """The edits below a node that goes on standing where it stands."""
        match node, data:
            case MappingNode(flow_style=False), dict():
                yield from self.fields(node, data, steps)
            case SequenceNode(flow_style=False), list():
                yield from self.items(node, data, steps)
            case _:
                raise ValueError("the whole of a file changes its kind")

    def fields(self, node: MappingNode, data: dict[str, Data], steps: tuple[Step, ...]) -> Iterator[_Edit]:
        """The edits of a mapping, in the order of the text."""
        held = {key.value: (key, value) for key, value in node.value}
        anchors = self._anchors(list(held), [name for name in data if name not in held], steps)
        indent, blank = node.value[0][0].start_mark.column, self._is_spaced(node, steps)
        first = self._above(node.value[0][0].start_mark.line, indent)
        yield from self._added(anchors.get(None, ()), data, first, indent, (False, blank))
        for name, (key, value) in held.items():
            end = self.last(key, value) + 1
            if name not in data:
                if _data(value) is not None:
                    kept = self._comments(key.start_mark.line, end, value, indent)
                    yield _Edit(key.start_mark.line, end, kept)
            elif _data(value) != data[name]:
                yield from self.value(key, value, data[name], (*steps, name))
            yield from self._added(anchors.get(name, ()), data, end, indent, (blank, False))

    def _anchors(
        self, held: Sequence[str], new: Sequence[str], steps: tuple[Step, ...]
    ) -> Mapping[str | None, list[str]]:
        """New fields by the field after which each is put; None for the beginning."""
        places = {name: place for place, name in enumerate(self.order(steps))}
        anchors: dict[str | None, list[str]] = {}
        for name in sorted(new, key=lambda name: places.get(name, len(places))):
            place = places.get(name, len(places))
            before = [other for other in held if places.get(other, -1) < place] if name in places else list(held)
            anchors.setdefault(before[-1] if before else None, []).append(name)
        return anchors

    def _added(  # where, and with empty lines before or after
        self, names: Sequence[str], data: dict[str, Data], line: int, indent: int, blank: tuple[bool, bool]
    ) -> Iterator[_Edit]:
        for name in names:
            lines = entry(key_of(name), name, data[name], indent)
            yield _Edit(line, line, [*[""] * blank[0], *lines, *[""] * blank[1]])

    def value(self, key: ScalarNode, value: Node, data: Data, steps: tuple[Step, ...]) -> Iterator[_Edit]:
        """The edits by which a field comes to hold another value."""
        if data and _is_block(value, data):
            yield from self.of(value, data, steps)
            return
        line, column, end = key.start_mark.line, key.start_mark.column, self.last(key, value) + 1
        name = self.lines[line][column : key.end_mark.column]
        new = entry(name, key.value, data, column)
        aside = self._aside(key.end_mark.line, key, value)
        if not aside and isinstance(value, MappingNode | SequenceNode) and not _is_open(value):
            aside = self._aside(end - 1, key, value)
        new[0] = self.lines[line][:column] + new[0][column:] + (f" {aside}" if aside else "")
        kept = self._comments(line + 1, end, value, column)
        if kept and self.lines[line][:column].strip():
            kept = []  # the item begins on this line: what stands inside cannot go before it
            new += self._comments(line + 1, end, value, column)
        yield _Edit(line, end, [*kept, *new])

    def items(self, node: SequenceNode, data: list[Data], steps: tuple[Step, ...]) -> Iterator[_Edit]:
        """The edits of a list: equal items stay, the others are changed in their order, added or taken away."""
        old, new = [_signed(_data(item)) for item in node.value], [_signed(item) for item in data]
        dash = node.start_mark.column
        starts = [self._dash(item.start_mark.line, dash) for item in node.value]
        ends = [self.last(item, item) + 1 for item in node.value]
        blank = self._is_spaced(node, steps)
        for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                continue
            shared = min(last - first, end - start)
            for step in range(shared):
                place = first + step
                yield from self.item(node.value[place], data[start + step], (starts[place], ends[place], dash), steps)
            for place in range(first + shared, last):
                yield _Edit(
                    starts[place], ends[place], self._comments(starts[place], ends[place], node.value[place], dash)
                )
            at = ends[first + shared - 1] if first + shared else starts[0]
            for item in data[start + shared : end]:
                lines = item_lines(item, dash)
                yield _Edit(at, at, [*[""] * (blank and at > starts[0]), *lines, *[""] * (blank and at == starts[0])])

    def item(self, node: Node, data: Data, place: tuple[int, int, int], steps: tuple[Step, ...]) -> Iterator[_Edit]:
        """The edits by which an item of a list comes to hold another value."""
        start, end, dash = place
        if isinstance(node, MappingNode) and isinstance(data, dict) and _is_block(node, data):
            head = node.value[0][0]
            names = [key.value for key, _ in node.value]
            anchors = self._anchors(names, [name for name in data if name not in names], (*steps, 0))
            # The first field shares its line with the dash, so nothing can be put before it and it cannot go alone.
            if head.value in data and None not in anchors and head.start_mark.line == start:
                yield from self.fields(node, data, (*steps, 0))
                return
        kept = self._comments(start, end, node, dash)
        yield _Edit(start, end, [*kept, *item_lines(data, dash)])

    def last(self, key: Node, value: Node) -> int:
        """The last line of a field or an item, without empty lines and comments that follow it."""
        match value:
            case MappingNode(flow_style=False) if value.value:
                return max(self.last(*pair) for pair in value.value)
            case SequenceNode(flow_style=False) if value.value:
                return max(self.last(item, item) for item in value.value)
            case ScalarNode(style="|" | ">"):
                line = value.end_mark.line - (value.end_mark.column == 0)
                while line > value.start_mark.line and not self.lines[line].strip():
                    line -= 1
                return line
            case ScalarNode(style="" | None, value=""):
                return key.end_mark.line
            case _:
                return value.end_mark.line

    def _dash(self, line: int, column: int) -> int:
        """The line of the dash of an item that begins on a line or above it."""
        while line and not self.lines[line][column:].startswith("-"):
            line -= 1
        return line

    def _above(self, line: int, indent: int) -> int:
        """The first line of the comment right above a field, or the field's own."""
        while line and self.lines[line - 1].startswith(" " * indent + "#"):
            line -= 1
        return line

    def _is_spaced(self, node: MappingNode | SequenceNode, steps: tuple[Step, ...]) -> bool:
        """Whether the fields or items of a node stand apart by empty lines."""
        pairs = node.value if isinstance(node, MappingNode) else [(item, item) for item in node.value]
        if len(pairs) < 2:
            return len(steps) == 1
        ends = [self.last(*pair) + 1 for pair in pairs[:-1]]
        return any(end < len(self.lines) and not self.lines[end].strip() for end in ends)

    def _aside(self, line: int, key: Node, value: Node) -> str:
        """The comment at the end of a line that belongs to a field."""
        after = key.end_mark
        if isinstance(value, ScalarNode) and value.style in ("|", ">"):
            rest = self.lines[line][value.start_mark.column :] if value.start_mark.line == line else ""
        elif value.end_mark.line == line and not _is_open(value):
            rest = self.lines[line][value.end_mark.column :]
        elif value.start_mark.line > line:
            rest = self.lines[line][after.column + 1 :]
        else:
            rest = ""
        match = re.search(r"(?:^|\s)(#.*)", rest)
        return match[1].rstrip() if match else ""

    def _comments(self, first: int, end: int, node: Node, indent: int) -> list[str]:
        """The comments that stand on lines of their own between two lines and would go with them."""
        texts = {
            line
            for scalar in _scalars(node)
            for line in range(scalar.start_mark.line + (scalar.style in ("|", ">")), scalar.end_mark.line + 1)
            if scalar.end_mark.line > scalar.start_mark.line and (line < scalar.end_mark.line or scalar.end_mark.column)
        }
        return [
            " " * indent + self.lines[line].strip()
            for line in range(first, end)
            if line not in texts and self.lines[line].lstrip().startswith("#")
        ]


def _scalars(node: Node) -> Iterator[ScalarNode]:
    match node:
        case ScalarNode():
            yield node
        case SequenceNode():
            for item in node.value:
                yield from _scalars(item)
        case MappingNode():
            for pair in node.value:
                for item in pair:
                    yield from _scalars(item)


def _data(node: Node) -> Data:
    """What a node holds, as the reader of files says it."""
    match node:
        case MappingNode():
            pairs = ((key.value, _data(value)) for key, value in node.value)
            return {key: value for key, value in pairs if value is not None}
        case SequenceNode():
            return [_data(item) for item in node.value]
        case ScalarNode():
            text = str(node.value)
            return None if not node.style and text in ("", "~", "null") else text
    raise TypeError(node)


def _signed(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False)


def _is_open(node: Node) -> bool:
    return isinstance(node, MappingNode | SequenceNode) and node.flow_style is False


def _is_block(node: Node, data: Data) -> bool:
    """Whether a node stands on lines of its own and will go on holding fields, or items."""
    kinds = (MappingNode, dict), (SequenceNode, list)
    return _is_open(node) and bool(node.value) and any(isinstance(node, a) and isinstance(data, b) for a, b in kinds)


def steps_of(problem: Problem, documents: Mapping[str, Document]) -> tuple[Step, ...]:
    """The way to what a problem is about, or to what is missing there; none where it stands in none of some documents."""
    at, document = problem.at, documents.get(problem.at.path)
    steps = ways(document).get((at.line, at.column), ()) if document is not None else ()
    return (*steps, problem.missing) if problem.missing else steps


def ways(document: Document) -> Mapping[tuple[int, int], tuple[Step, ...]]:
    """The way to what stands at each line and column of a document, from 1; of several things at one place the outermost.

    Where the entries of a field of the whole document begin, the first of them stands: nothing is wrong with all of them alike.
    """
    by_place: dict[tuple[int, int], tuple[Step, ...]] = {}
    level: list[tuple[tuple[Step, ...], Node]] = [((), document.root)]
    while level:
        deeper: list[tuple[tuple[Step, ...], Node]] = []
        for steps, node in level:
            if len(steps) != 1 or not isinstance(node, MappingNode) or not _is_open(node):
                by_place.setdefault((node.start_mark.line + 1, node.start_mark.column + 1), steps)
            for n, item in enumerate(node.value if isinstance(node.value, list) else ()):
                key, value = item if isinstance(item, tuple) else (item, item)
                way = (*steps, key.value if isinstance(item, tuple) else n)
                by_place.setdefault((key.start_mark.line + 1, key.start_mark.column + 1), way)
                deeper.append((way, value))
        level = deeper
    return by_place
