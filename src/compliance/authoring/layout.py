"""The layout of the house: the lines that write a value in a YAML file, each text in the style that suits it."""

import io
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from threading import Lock
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString, LiteralScalarString

from compliance.source import Data, parse, texts_in

WIDEST = 108
"""Columns of a line; a longer text is folded."""
DATES = frozenset(("in_force", "until", "since", "adopted", "published"))
"""Fields whose value may be a year alone, which then stands without quotation marks."""

_WORD = re.compile(r"[A-Za-z_][\w-]*")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_IN_FLOW = frozenset(",[]{}")
_OTHERS_READ = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
"""Words that other programs take for something else than text."""
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|\t|\r")
_NEEDS_MARKS = re.compile(r"^[^\w(“„‘«]|^\d|: |:$| #|^\s|\s$")


def written(data: Mapping[str, Data], indent: int = 0) -> list[str]:
    """The lines of some fields in the layout of the house."""
    return [line for name, value in data.items() for line in entry(key_of(name), name, value, indent)]


def key_of(name: str) -> str:
    """The name of a field as it stands before the colon; ids are always quoted."""
    # `on` is a field of ours; programs that take it for a truth value read none of these files.
    plain = _WORD.fullmatch(name) and (name == "on" or name.lower() not in _OTHERS_READ)
    return name if plain else json.dumps(name, ensure_ascii=False)


def entry(key: str, name: str, value: Data, indent: int) -> list[str]:
    """The lines of a field: its key as written, its value in the layout of the house."""
    if value == {}:  # as every answer of a new checklist, whose writing took most of its time
        return [f"{' ' * indent}{key}: {{}}"]
    holder = "k" * min(len(key), 100)
    lines = _dumped({holder: _shaped(value, name, WIDEST - indent - len(key) - 2, WIDEST - indent - 2)}, indent)
    if not _holds(lines, {holder: value}):
        lines = _dumped({holder: _quoted(value)}, indent, _UNFOLDED)
    return [" " * indent + key + lines[0].removeprefix(holder), *lines[1:]]


def item_lines(value: Data, dash: int) -> list[str]:
    """The lines of an item of a list."""
    room = WIDEST - dash - 2
    lines = _dumped({"k": [_shaped(value, "", room, room)]}, dash - 2)
    if not _holds(lines, {"k": [value]}):
        lines = _dumped({"k": [_quoted(value)]}, dash - 2, _UNFOLDED)
    return [line[max(0, 2 - dash) :] for line in lines[1:]]  # a list of others may stand at the beginning of its lines


_UNFOLDED = 1_000_000
"""Columns of a line that is never broken."""


def _holds(lines: Sequence[str], data: dict[str, Data]) -> bool:
    """Whether some lines say what they should: where a text holds tabs or spaces of other scripts, a fold can lose them."""
    texts = "".join(texts_in(data)).replace("\n", "")
    if texts.isprintable():
        return True
    document, problems = parse("", "\n".join(lines))
    return document is not None and not problems and document.data == data


def _quoted(data: Data) -> Any:
    """Some data with every text between quotation marks."""
    match data:
        case str():
            return DoubleQuotedScalarString(data)
        case list():
            return CommentedSeq(_quoted(item) for item in data)
        case dict():
            return CommentedMap((_key(name), _quoted(item)) for name, item in data.items())
    return data


_DUMPING = Lock()
"""Held by whoever writes with a dumper, which does one thing at a time: a server saves in several countries at once."""


def _dumped(value: object, indent: int, width: int = WIDEST) -> list[str]:
    """The lines of a value; all but the first are indented."""
    out = io.StringIO()
    with _DUMPING:
        _dumper(width - max(indent, 0)).dump(value, out)
    lines = out.getvalue().removesuffix("\n").split("\n")
    space = " " * max(indent, 0)
    return [lines[0], *(space + line if line else "" for line in lines[1:])]


@cache
def _dumper(width: int) -> Any:
    yaml = YAML()
    yaml.width, yaml.allow_unicode = width, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _shaped(value: Data, name: str, room: int, below: int) -> Any:
    """A value with the style of each piece: `room` columns are left on its line, `below` on the lines after it."""
    match value:
        case dict():
            fields = CommentedMap(
                (_key(field), _shaped(item, field, below - len(field) - 2, below - 2)) for field, item in value.items()
            )
            if not fields:
                fields.fa.set_flow_style()
            return fields
        case list():
            items = CommentedSeq(_shaped(item, name, below - 2, below - 2) for item in value)
            short = all(isinstance(item, str) and "\n" not in item for item in value)
            if short and sum(len(str(item)) + 4 for item in value) <= room:
                items = CommentedSeq(_text(str(item), name, WIDEST, flow=True) for item in value)
                items.fa.set_flow_style()
            return items
        case str():
            return _text(value, name, room)
    return value


def _key(name: str) -> Any:
    return name if key_of(name) == name else DoubleQuotedScalarString(name)


def _text(text: str, name: str, room: int, *, flow: bool = False) -> Any:
    """A text with its style: plain where it can be, folded where it is long, its lines kept where it has any."""
    if (day := _as_date(text, name)) is not None:
        return day
    if not text or _UNSAFE.search(text):
        return DoubleQuotedScalarString(text)
    if "\n" in text:
        ragged = any(line[:1].isspace() for line in text.split("\n")) or text.endswith("\n\n") or not text.strip()
        return DoubleQuotedScalarString(text) if ragged else LiteralScalarString(text)
    marked = bool(_NEEDS_MARKS.search(text)) or text.lower() in _OTHERS_READ or (flow and bool(set(text) & _IN_FLOW))
    if not flow and len(text) + 2 * marked > room and " " in text and text == text.strip():
        return FoldedScalarString(text)
    return DoubleQuotedScalarString(text) if marked else text


def _as_date(text: str, name: str) -> date | int | str | None:
    """What is written without quotation marks although it begins with a digit: a day, a month, in fields of dates a year."""
    if not _DATE.fullmatch(text):
        return None
    match len(text):
        case 4:
            return int(text) if name in DATES and text[0] != "0" else None
        case 7:
            return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
