"""Mistakes of those who write YAML by hand: what happened, on the line where it happened; lines and columns count from 0."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Mistake(NamedTuple):
    """Something that somebody wrote otherwise than it was meant."""

    line: int
    column: int
    what: str
    hint: str


class Place(NamedTuple):
    """A place in a text."""

    line: int
    column: int


class Quoted(NamedTuple):
    """A text in quotation marks: where it opens, and where it ends, after its closing mark."""

    opened: Place
    closed: Place


_SPACE = "[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]"
"""Characters that look like a space and are none for YAML."""
_NAME = r"(?:[A-Za-z_][\w.-]*|\"[^\"\n]*\"|'[^'\n]*')"
"""The name of a field, plain or quoted."""
_ITEMS = r" *(?:- +)*"
"""The indentation of a line, with the dashes of the lists in which it begins an item."""
_NO_PLAIN_SPACE = re.compile(
    rf" *(?P<indent>{_SPACE})|{_ITEMS}(?:-|{_NAME}:)(?P<after>{_SPACE})|{_ITEMS}{_NAME}(?P<before>{_SPACE}+):"
)
_NO_DASH = re.compile(rf"{_ITEMS}(?P<sign>[–—•·‣]|\*(?= ))\s*")
_TIGHT_DASH = re.compile(rf"{_ITEMS}-(?=[^\s\d-])")
_TIGHT_COLON = re.compile(rf"{_ITEMS}(?P<name>{_NAME}):(?=[^\s:]|:\S)(?!//)")
_FIELD = re.compile(rf"{_ITEMS}{_NAME}:(?: |$)")
_LONE_NAME = re.compile(rf"{_ITEMS}(?P<name>\"[^\"]*\"|'[^']*')\s*$")
_SMART = "“”„‟‘’‚«»"
"""Quotation marks for readers, which quote nothing in YAML."""
_CONFLICT = re.compile(r"^<{7} [^\n]*$.*?^>{7}(?: [^\n]*)?$|^[<>]{7} [^\n]*$", re.MULTILINE | re.DOTALL)
_BEHIND = re.compile(r" #(?<=[^ \n#] #)|\t#|[^\s#]  +#")
_COMMENT = re.compile(r"(?<=\S)[ \t]+(?=#)")
_ODD_LINE = re.compile(
    rf"\n{_ITEMS}(?:-?{_SPACE}|-[^\s-]|[–—•·‣{_SMART}]|[A-Za-z_\"'][^\s:]*(?::(?:[^\s/]|{_SPACE})|{_SPACE}))"
)
_OPENERS = "[]{},&*!|>%@`"

_SPACES_HINT = "replace it by a plain space; text copied from a web page or a word processor brings such"
_TAB_HINT = "replace each tab by two spaces; most editors can do so by themselves"
_DASH_HINT = "begin each item of a list with a dash and a space: `- `"
_COLON_HINT = "write `{name}: ` with a space after the colon"
_FIELD_HINT = "write a field as `name: value`; a text that goes on is indented further, best below `>-`"
_CLOSE_HINT = (
    "close it where the text ends; inside, write \" as `\\\"` between double ones, ' as '' between single ones"
)
_WHOLE_HINT = "put the whole text into quotation marks; inside, write \" as `\\\"` between double ones, ' as '' between single ones"
INDENT_HINT = "indent the line as its neighbours; put a long text below `>-`, two spaces further in"
QUOTE_HINT = "put quotation marks around a text that holds `: ` or ` #`, or begins with a special character"
_STRAIGHT_HINT = "put straight quotation marks, \" or ', around the whole text"
_COMMENT_HINT = "put quotation marks around the text; a comment goes on a line of its own, above"


@dataclass(frozen=True)
class Stop:
    """Where the parser stopped in a text, and why."""

    text: str
    reason: str
    at: Place
    opened: Place
    """Where that began which it was reading; `at` where it says nothing of it."""
    quoted: Sequence[Quoted]

    @cached_property
    def lines(self) -> list[str]:
        """The text, line by line, with one after its end."""
        return [*self.text.split("\n"), ""]

    @property
    def line(self) -> str:
        """The line on which it stopped."""
        return self.lines[self.at.line]

    @cached_property
    def above(self) -> int:
        """The line before it that holds something, or the first."""
        numbers = range(self.at.line - 1, -1, -1)
        return next((n for n in numbers if self.lines[n].strip() and not self.lines[n].lstrip().startswith("#")), 0)

    def near(self) -> Iterator[tuple[int, str]]:
        """The lines that may be to blame, from the top."""
        numbers = {min(self.opened.line, self.at.line), self.above, self.at.line}
        return ((number, self.lines[number]) for number in sorted(numbers))


def diagnosed(stop: Stop) -> Mistake | None:
    """The mistake that made the parser stop; none where it is none of those that are known here."""
    return next(filter(None, (rule(stop) for rule in _RULES)), None)


def conflict(text: str) -> Mistake | None:
    """The first place at which Git left two versions of something; none where there is none."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return None
    marks = _CONFLICT.search(text)
    if marks is None:
        return None
    first, last = (text.count("\n", 0, end) for end in marks.span())
    down = f", down to line {last + 1}" if last > first else ""
    what = f"Git could not merge two versions, and both stand here{down}"
    hint = "keep what is right of both, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
    return Mistake(first, 0, what, hint)


def swallowed(line: str, end: Place, value: str) -> Mistake | None:
    """The comment behind an unquoted text, where it is rather a part of it: behind several words, or where it is a number."""
    behind = re.match(r"[ \t]+(?=#)", line[end.column :])
    hash_ = end.column + behind.end() if behind else 0
    if behind is None or (len(value.split()) < 2 and not line[hash_ + 1 : hash_ + 2].isdigit()):
        return None
    what = f"` #` begins a comment, so the text ends before it: `{line[hash_:][:40]}` is not read"
    return Mistake(end.line, hash_, what, _COMMENT_HINT)


def odd_lines(text: str) -> tuple[int, ...]:
    """The lines that YAML may read otherwise than they look."""
    return tuple(_lines(_ODD_LINE, text))


def commented_lines(text: str) -> tuple[int, ...]:
    """The lines on which there may be a comment behind something."""
    return tuple(_lines(_BEHIND, text)) if " #" in text or "\t#" in text else ()


def _lines(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """The numbers of the lines on which a pattern is found that may begin with the end of the line before."""
    number = before = 0
    for match in pattern.finditer(f"\n{text}"):
        number += text.count("\n", before, match.start())
        before = match.start()
        yield number


def misread_name(line: str, place: Place) -> Mistake | None:
    """Why the name of a field with which a line begins is not what it looks like; none where it is."""
    if line[place.column] in _SMART:
        return Mistake(*place, f"`{line[place.column]}` is no quotation mark of YAML", _STRAIGHT_HINT)
    return _misread(place.line, line)


def misread_text(line: str, place: Place) -> Mistake | None:
    """Why a text that has a line below its name is not what it looks like; none where it is."""
    return _misread(place.line, line) or _tight_colon(place.line, line)


def _misread(number: int, line: str) -> Mistake | None:
    """The space or the dash with which YAML does not read a line as it looks."""
    return _odd_space(number, line) or _odd_dash(number, line)


def _odd_dash(number: int, line: str) -> Mistake | None:
    """The dash of a list that is another sign, or has no space behind it."""
    if sign := _NO_DASH.match(line):
        return Mistake(number, sign.start("sign"), f"`{sign['sign']}` begins no item of a list", _DASH_HINT)
    if dash := _TIGHT_DASH.match(line):
        return Mistake(number, dash.end() - 1, "no space follows the dash of a list item", _DASH_HINT)
    return None


_DOES = {
    "indent": "indents the line",
    "after": "stands in the place of a plain one",
    "before": "stands before the colon",
}
"""What a space does that is none for YAML, by the group of `_NO_PLAIN_SPACE`."""


def _odd_space(number: int, line: str) -> Mistake | None:
    space = _NO_PLAIN_SPACE.match(line)
    if space is None:
        return None
    group, does = next((group, does) for group, does in _DOES.items() if space[group])
    what = f"a space that YAML does not know, U+{ord(space[group][0]):04X}, {does}"
    return Mistake(number, space.start(group), what, _SPACES_HINT)


def _tight_colon(number: int, line: str) -> Mistake | None:
    colon = _TIGHT_COLON.match(line)
    if colon is None:
        return None
    what = f"no space follows the colon after `{colon['name']}`"
    return Mistake(number, colon.end() - 1, what, _COLON_HINT.format(name=colon["name"]))


def _spaces(stop: Stop) -> Mistake | None:
    """A space of another kind that indents, or follows a colon or a dash."""
    return next(filter(None, (_odd_space(number, line) for number, line in stop.near())), None)


def _tabs(stop: Stop) -> Mistake | None:
    """A tab that indents."""
    if stop.line[stop.at.column : stop.at.column + 1] != "\t":
        return None
    return Mistake(*stop.at, "a tab stands where only spaces indent", _TAB_HINT)


def _unclosed(stop: Stop) -> Mistake | None:
    """A quotation mark that is never closed, or only by one of another text."""
    if "end of stream" in stop.reason and "quoted" in stop.reason:
        return Mistake(*stop.opened, "the quotation mark that opens here is never closed", _CLOSE_HINT)
    for span in stop.quoted:
        last = span.closed.line == stop.at.line and span.closed.column <= stop.at.column
        if last and any(_FIELD.match(stop.lines[n]) for n in range(span.opened.line + 1, span.closed.line + 1)):
            what = f"the quotation mark that opens here is closed only on line {span.closed.line + 1}, by one that opens another text"
            return Mistake(*span.opened, what, _CLOSE_HINT)
    return None


def _more_after_quote(stop: Stop) -> Mistake | None:
    """Something behind the quotation mark that closes a text."""
    for span in stop.quoted:
        if span.closed.line == stop.at.line and not stop.line[span.closed.column : stop.at.column].strip():
            what = "the text in quotation marks ends before this, and more follows"
            return Mistake(*stop.at, what, _WHOLE_HINT) if span.closed.column <= stop.at.column else None
    return None


def _dashes(stop: Stop) -> Mistake | None:
    """An item of a list whose dash is another sign, or has no space behind it."""
    return next(filter(None, (_odd_dash(number, line) for number, line in stop.near())), None)


def _cut_by_comment(stop: Stop) -> Mistake | None:
    """A comment in the middle of a text."""
    if not any(words in stop.reason for words in ("expected key", "expected ','", "expected ':'")):
        return None
    for number, line in stop.near():
        hash_ = _unquoted_hash(line) if number < stop.at.line else None
        if hash_ is not None:
            return Mistake(number, hash_, "` #` begins a comment here, and the text goes on behind it", _COMMENT_HINT)
    return None


def _unquoted_hash(line: str) -> int | None:
    """Where a comment begins behind several words, or with a number, on a line without quotation marks."""
    comment = _COMMENT.search(line)
    if comment is None or '"' in line[: comment.start()] or "'" in line[: comment.start()]:
        return None
    words = line[: comment.start()].rpartition(": ")[2].split()
    return comment.end() if len(words) > 1 or line[comment.end() + 1 : comment.end() + 2].isdigit() else None


def _beginnings(stop: Stop) -> Mistake | None:
    """A text that begins with a character that means something in YAML."""
    if "mapping values" in stop.reason or not any(words in stop.reason for words in _BEGINNING):
        return _bracket(stop)
    place = stop.opened if stop.opened.line == stop.at.line else stop.at
    character = stop.lines[place.line][place.column : place.column + 1]
    return _begins(place, character) if character and character in f"{_OPENERS}-?" else None


_BEGINNING = ("cannot start any token", "alias", "anchor", "block scalar", "node content", "not allowed in this context", "tag")  # fmt: skip
"""What the parser says of a text that begins with a character that means something."""


def _bracket(stop: Stop) -> Mistake | None:
    """A text that begins with a bracket or a brace, and goes on behind its end."""
    begin = re.match(rf"{_ITEMS}(?:{_NAME}: +)?(?=[\[{{])", stop.line)
    if begin is None or "expected key" not in stop.reason or begin.end() >= stop.at.column:
        return None
    return _begins(Place(stop.at.line, begin.end()), stop.line[begin.end()])


def _begins(place: Place, character: str) -> Mistake:
    what = f"an unquoted text cannot begin with `{character}`, which has a meaning of its own"
    return Mistake(*place, what, "put quotation marks around the text")


def _colons(stop: Stop) -> Mistake | None:
    """A field without its colon, or without a space behind it."""
    if "expected ':'" in stop.reason:
        number = stop.opened.line
        return _tight_colon(number, stop.lines[number]) or _no_colon(stop, number)
    lone = "expected key" in stop.reason and _LONE_NAME.match(stop.lines[stop.above])
    return _no_colon(stop, stop.above) if lone else None


def _no_colon(stop: Stop, number: int) -> Mistake:
    line = stop.lines[number]
    column = len(line) - len(line.lstrip(" "))
    name = re.match(rf"- +({_NAME})|({_NAME})", line[column:])
    word = name and (name[1] or name[2])
    known = word and (word[0] in "\"'" or re.search(rf"^{_ITEMS}{re.escape(word)}:(?: |$)", stop.text, re.MULTILINE))
    nothing = "the line has no `: `, so it is no field, and it continues no text"
    what = f"no colon follows `{word}`" if known else nothing
    return Mistake(number, column, what, _FIELD_HINT)


def _second_colon(stop: Stop) -> Mistake | None:
    """A colon where none can be: a second on its line, or the first of a line that YAML takes for the text above."""
    if "mapping values are not allowed" not in stop.reason:
        return None
    begin = re.match(_ITEMS, stop.line)
    head = stop.line[begin.end() if begin else 0 : stop.at.column]
    if ": " in head:
        text = head.partition(": ")[2].lstrip()
        if text.startswith(tuple(_SMART)):
            place = Place(stop.at.line, stop.line.index(text))
            return Mistake(*place, f"`{text[0]}` is no quotation mark of YAML", _STRAIGHT_HINT)
        return Mistake(*stop.at, "a second `: ` stands in one line", QUOTE_HINT)
    return _continued(stop, head)


def _continued(stop: Stop, head: str) -> Mistake:
    """A field that YAML takes for the rest of what stands above it."""
    above = stop.lines[stop.above]
    if tight := _tight_colon(stop.above, above):
        return tight
    if ":" not in above and _indent(above) == _indent(stop.line):
        return _no_colon(stop, stop.above)
    if len(head.split()) > 1:
        return Mistake(*stop.at, "a `: ` stands in a text that begins above", QUOTE_HINT)
    what = "the line is indented further than the field above it, which has its value already"
    return Mistake(stop.at.line, _indent(stop.line), what, INDENT_HINT)


def _indentation(stop: Stop) -> Mistake | None:
    """A line that begins in a column in which nothing above it begins."""
    if "expected key" not in stop.reason or _indent(stop.line) != stop.at.column:
        return None
    wide, open_ = stop.at.column, set[int]()
    for number in range(stop.at.line - 1, -1, -1):
        line = stop.lines[number]
        if _FIELD.match(line) and (not open_ or _indent(line) < min(open_)):
            open_.add(_indent(line))
    if wide in open_:
        return None
    spaces = "space" if wide == 1 else "spaces"
    what = f"the line is indented by {wide} {spaces}, as no field is to which it could belong"
    return Mistake(*stop.at, what, INDENT_HINT)


def _documents(stop: Stop) -> Mistake | None:
    """A line of dashes, after which YAML begins anew."""
    if "another document" not in stop.reason:
        return None
    return Mistake(*stop.at, "`---` begins a second document, and a file holds one", "delete the line")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_RULES: tuple[Callable[[Stop], Mistake | None], ...] = (
    _spaces, _tabs, _unclosed, _more_after_quote, _documents, _dashes, _cut_by_comment, _beginnings, _colons,
    _second_colon, _indentation,
)  # fmt: skip
"""What is looked for, the surest first."""
