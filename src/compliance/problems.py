"""What is wrong in the data, where it stands, and how to say so; nothing here prints."""

import difflib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file: a line and column of text, or a cell of a workbook."""

    path: str
    """The file, from the folder of the workspace."""
    line: int = 0
    """Line, from 1; 0 where the whole file is meant."""
    column: int = 0
    """Column, from 1; 0 where the whole line is meant."""
    cell: str = ""
    """Sheet and cell, such as `Ratings!D17`."""
    excerpt: str = field(default="", compare=False)

    def __str__(self) -> str:
        place = [self.cell] if self.cell else [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.path, *place])


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in the data files, or a finding that a reader should know."""

    at: Position
    code: str
    """Stable code; `docs/problems/<code>.md` explains it."""
    what: str
    expected: str | None = field(default=None, compare=False)
    hint: str | None = field(default=None, compare=False)
    severity: Literal["problem", "finding"] = field(default="problem", compare=False)
    """A finding is no mistake in the files: it is printed and changes no exit code."""
    missing: str | None = field(default=None, compare=False)
    """The field that is missing, where one is: its problem stands at what should hold it."""


def position_of(path: str, text: str, line: int, column: int) -> Position:
    """A place counted from 0 as one counted from 1, with the line that stands there."""
    lines = text.split("\n", line + 1)
    excerpt = lines[line].rstrip("\r") if line < len(lines) else ""
    return Position(path, line + 1, column + 1, excerpt=excerpt)


def unknown(at: Position, code: str, name: str, known: Iterable[str], expected: str | None = None) -> Problem:
    """That a name leads nowhere; `unknown-series` as a code says that there is no series of that name."""
    names = tuple(known)
    what = f"there is no {code.removeprefix('unknown-')} `{name}`"
    return Problem(at, code, what, expected or " | ".join(names), closest(name, names))


def closest(word: str, words: Iterable[str]) -> str | None:
    """A hint that names the nearest of `words`, if one is near."""
    near = nearest(word, words)
    return f"did you mean `{near}`?" if near else None


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The nearest of `words`, if one is near."""
    return next(iter(difflib.get_close_matches(word, sorted(words), n=1, cutoff=0.6)), None)


def serious(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without the findings."""
    return tuple(problem for problem in problems if problem.severity == "problem")


def printable(text: str) -> str:
    """A text in which no character can move the cursor, break a line or fail to be printed."""
    if text.isprintable():  # as nearly every text is, of which there is one for each cell of a workbook
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


_WIDEST_EXCERPT = 160


def excerpt(at: Position) -> list[str]:
    """The user's own line with a caret under the place; a long line is cut around it."""
    if not at.excerpt.strip():
        return []
    start = 0 if at.column <= _WIDEST_EXCERPT - 20 else at.column - _WIDEST_EXCERPT // 2
    # Character for character, so that the caret stays under its place.
    shown = at.excerpt[start : start + _WIDEST_EXCERPT]
    line = "".join(char if char.isprintable() else " " if char.isspace() else "\ufffd" for char in shown)
    caret = [f"      | {' ' * (at.column - 1 - start)}^"] if at.column else []
    return [f"{at.line:5} | {line}", *caret]


def as_text(problem: Problem) -> str:
    """A problem for a terminal: place first, the user's own line, what, expected, hint."""
    mark = "finding: " if problem.severity == "finding" else ""
    lines = [printable(f"{problem.at}: {mark}{problem.code}: {problem.what}"), *excerpt(problem.at)]
    lines += [printable(f"        expected: {problem.expected}")] if problem.expected else []
    lines += [printable(f"        hint: {problem.hint}")] if problem.hint else []
    return "\n".join(lines)


def as_json(problem: Problem) -> str:
    """A problem as one line of JSON."""
    at = problem.at
    place = {"path": at.path, "line": at.line or None, "column": at.column or None, "cell": at.cell or None}
    rest = {name: getattr(problem, name) for name in ("code", "severity", "what", "expected", "hint")}
    # The name of a file may hold bytes that are no text; JSON writes them as escapes.
    return json.dumps(place | rest, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")


def as_github(problem: Problem) -> str:
    """A problem as an annotation of a continuous-integration run."""
    level = "notice" if problem.severity == "finding" else "error"
    path = printable(problem.at.path).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    place = f"file={path},line={problem.at.line or 1},col={problem.at.column or 1}"
    text = ". ".join(filter(None, (problem.what, problem.expected and f"Expected: {problem.expected}", problem.hint)))
    return f"::{level} {place},title={problem.code}::{printable(text).replace('%', '%25')}"


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
"""How problems can be printed, by name."""
