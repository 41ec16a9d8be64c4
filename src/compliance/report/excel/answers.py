"""A filled-in data request → its answers as text, each with its cell, and everything that is wrong with the workbook.

The file comes from outside: nothing in it is computed or followed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from compliance.indicators.additions import Addition
from compliance.problems import Position, Problem, closest, printable
from compliance.report.excel.opened import opened
from compliance.report.excel.request import ANSWERS, FIGURES, FORM, KEYS, LOCKED
from compliance.report.excel.values import HEAD, letter

MOST_ROWS = 10_000
"""Rows that are looked at; an empty sheet can claim a million."""
EMPTY = frozenset(("unit", "scope"))
"""Columns that the request fills in itself: alone they are no answer."""

Key = tuple[str, str]
"""A series and a year, as text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One row in which something was filled in."""

    cells: Mapping[str, str]
    """Texts by column of `statistics.csv`, the series and the year among them; empty cells are left out."""
    places: Mapping[str, Position]
    """The cell of each column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A filled-in request."""

    country: str
    """Id of the country that was asked."""
    asked: int
    """How many figures were asked for."""
    rows: tuple[Answer, ...]
    """The rows in which something was filled in, in order."""


def read_answers(file: Path) -> tuple[Answers | None, tuple[Problem, ...]]:
    """The answers in a workbook and every problem in its form; no answers where it is no request at all."""
    path = printable(file.name)
    book, problem = opened(file)
    if problem:
        return None, (problem,)
    if KEYS not in book.sheetnames or _text(book[KEYS].cell(1, 1).value) != FORM:
        what, hint = (
            "the workbook is no data request",
            "send the request anew; `compliance indicators request` writes it",
        )
        return None, (Problem(Position(path), "not-a-request", what, f"a workbook with the sheet {FIGURES}", hint),)
    if FIGURES not in book.sheetnames:
        what = f"there is no sheet `{FIGURES}`"
        hint = closest(FIGURES, book.sheetnames) or f"give the sheet its name back: {', '.join(book.sheetnames[:5])}"
        return None, (Problem(Position(path), "missing-sheet", what, FIGURES, hint),)
    keys = _keys(book[KEYS])
    return _Form(path, book[FIGURES], keys).read(_text(book[KEYS].cell(2, 1).value))


def additions(answers: Answers) -> tuple[Addition, ...]:
    """The rows of `statistics.csv` that answers come to; a row with a note alone says why there is no figure."""
    return tuple(
        Addition(cells=_row(answers.country, one.cells), places=one.places) for one in answers.rows if _answered(one)
    )


def _answered(answer: Answer) -> bool:
    return "value" in answer.cells or bool(answer.cells.keys() & {"scope_detail", "qualifier", "source", "url"})


def _row(country: str, cells: Mapping[str, str]) -> dict[str, str]:
    """An answer as a row of the table: used if it covers the country in the whole year, else set aside with the reason."""
    whole = cells.get("scope", "national") == "national"
    note = cells.get("note", "")
    if not whole:
        covers = f"Set aside: covers {cells.get('scope_detail', 'a part')} only"
        note = f"{note}; {covers[0].lower()}{covers[1:]}" if note else covers
    row = {**cells, "country": country, "scope": cells.get("scope", "national"), "note": note}
    row |= {"used": "yes" if whole else "no", "confidence": "verified"}
    return {name: text for name, text in row.items() if text}


def _keys(sheet: Any) -> tuple[Key, ...]:
    """What was asked."""
    rows = sheet.iter_rows(min_row=HEAD + 1, max_row=min(sheet.max_row, MOST_ROWS), max_col=2, values_only=True)
    return tuple((_text(series), _text(year)) for series, year in rows if series is not None and year is not None)


def _text(value: object) -> str:
    """What a cell holds, as the CSV file writes it: no exponents, no line breaks, no spaces around."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case int():
            return str(value)
        case float():
            number = Decimal(repr(value))
            return f"{number:f}".removesuffix(".0")
        case _:
            return " ".join(str(value).split())


class _Form:
    """The sheet of figures, being read: its columns by name, its rows by what they ask."""

    def __init__(self, path: str, sheet: Any, keys: Sequence[Key]) -> None:
        self.path, self.sheet, self.keys = path, sheet, keys
        self.columns: dict[str, int] = {}

    def at(self, row: int, column: str | int) -> Position:
        """The place of a cell."""
        place = column if isinstance(column, int) else self.columns[column]
        return Position(self.path, cell=f"{self.sheet.title}!{letter(place)}{row}")

    def read(self, country: str) -> tuple[Answers | None, tuple[Problem, ...]]:
        """The answers, and every problem of heads, rows and cells."""
        found = list(self._heads())
        if found:
            return None, tuple(found)
        asked, seen, answers = frozenset(self.keys), set[Key](), []
        for row in range(HEAD + 1, min(self.sheet.max_row, MOST_ROWS) + 1):
            cells = {name: self.sheet.cell(row, place + 1) for name, place in self.columns.items()}
            texts = {name: text for name, cell in cells.items() if (text := _text(cell.value))}
            filled = [name for name in ANSWERS if name in texts and name not in EMPTY]
            if not filled and "year" not in texts:
                continue  # an empty row, or a line under the table
            key = texts.get("series", ""), texts.get("year", "")
            problems = [*self._key(row, key, asked, seen), *self._formulas(row, cells)]
            seen.add(key)
            found += problems
            if filled and not problems:
                answers.append(Answer(cells=texts, places={name: self.at(row, name) for name in self.columns}))
        # A changed row is a missing one as well; it is said once.
        found += self._gone(seen) if seen <= asked else ()
        return Answers(country=country, asked=len(self.keys), rows=tuple(answers)), tuple(found)

    def _heads(self) -> Iterator[Problem]:
        """Heads that are missing or stand twice; columns may have been moved."""
        names = {head: name for name, head in (LOCKED | ANSWERS).items()}
        for place in range(min(self.sheet.max_column, 100)):
            head = _text(self.sheet.cell(HEAD, place + 1).value)
            if head not in names:
                continue
            if names[head] in self.columns:
                what = f"the table has a second column `{head}`"
                yield Problem(self.at(HEAD, place), "repeated-column", what, "one column of each name", "keep one")
            self.columns.setdefault(names[head], place)
        for head, name in names.items():
            if name not in self.columns:
                what, hint = f"there is no column `{head}`", "heads stand in row 4; they were locked on purpose"
                yield Problem(
                    Position(self.path, cell=f"{self.sheet.title}!{HEAD}:{HEAD}"), "missing-column", what, head, hint
                )

    def _key(self, row: int, key: Key, asked: Collection[Key], seen: Collection[Key]) -> Iterator[Problem]:
        """A row that asks for what was not asked, or asks a second time."""
        series, year = key
        if key not in asked:
            what = f"`{series or 'nothing'}` for {year or 'no year'} was not asked for"
            column = "year" if any(series == one for one, _ in asked) else "series"
            hint = closest(series, {one for one, _ in asked}) if column == "series" else None
            hint = hint or "leave series and year as they were; send other figures on a list of their own"
            yield Problem(self.at(row, column), "changed-key", what, "a row as it was sent", hint)
        elif key in seen:
            what = f"the figure of `{series}` for {year} stands here a second time"
            yield Problem(self.at(row, "series"), "repeated-row", what, "one row a figure", "delete it")

    def _formulas(self, row: int, cells: Mapping[str, Any]) -> Iterator[Problem]:
        for name in (*LOCKED, *ANSWERS):
            if cells[name].data_type == "f":
                hint = "type the figure itself; what it was computed from belongs in the note"
                yield Problem(
                    self.at(row, name), "formula-answer", "a formula stands where an answer belongs", None, hint
                )

    def _gone(self, seen: Collection[Key]) -> Iterator[Problem]:
        for series, year in self.keys:
            if (series, year) not in seen:
                hint = "a row without an answer stays empty; put it back, or fill in the request as it was sent"
                at = Position(self.path, cell=self.sheet.title)
                yield Problem(at, "missing-row", f"the row of `{series}` for {year} is gone", "every row as sent", hint)
