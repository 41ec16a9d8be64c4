"""A checklist workbook that came back → what stands in its cells, each with its place, and all that is wrong with its form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

from compliance.model.dates import PartialDate
from compliance.problems import Position, Problem, closest, printable
from compliance.report.excel.form import (
    ACTS,
    BASE,
    BASES,
    CRITERION,
    DOCUMENTS,
    FORM,
    KEY,
    NAME_CELL,
    START,
)
from compliance.report.excel.opened import opened
from compliance.report.excel.values import HEAD, letter
from compliance.source import digest
from compliance.view.form import Field

MOST_ROWS = 10_000
"""Rows that are looked at; an empty sheet can claim a million."""
MOST_COLUMNS = 100
"""Columns that are looked at."""
AGAIN = "export the checklist anew with `compliance checklist export`, and fill that in"
"""What helps where a workbook cannot be trusted."""
Texts = Mapping[str, str]
"""Texts by field; what is empty is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What a workbook says of itself: which checklist it is, and as it stood when it left."""

    country: str
    """Id of the country."""
    cycle: str
    """The round of assessment."""
    instrument: str
    """Id of the instrument."""
    edition: str
    """Edition of its criteria."""
    version: str
    """SHA-256 of the checklist."""
    title: str
    """What stands at the top of each of its sheets."""
    sheets: tuple[str, ...]
    """Names of the sheets of sections."""
    fields: tuple[str, ...]
    """Columns of its answers."""
    answers: Mapping[str, Texts]
    """Answers by criterion."""
    bases: Mapping[str, Texts]
    """Legal bases by key."""
    acts: Mapping[str, Texts]
    """Acts by id."""
    documents: Mapping[str, Texts]
    """Documents by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What stands in one row."""

    key: str
    """The key of the row: a criterion, a legal basis, an act, a document; empty for a new one."""
    texts: Texts
    """Texts by field, as files write them."""
    places: Mapping[str, Position] = field(compare=False)
    """The cell of each field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A workbook that came back."""

    leaving: Leaving
    """How it left."""
    by: str
    """The name on its first page; empty where none was given."""
    answers: Mapping[str, Row]
    """Rows of answers by criterion."""
    bases: tuple[Row, ...]
    """Rows of legal bases, each with `criterion` among its texts."""
    acts: tuple[Row, ...]
    """New acts."""
    documents: tuple[Row, ...]
    """New documents."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that a country and a treaty call for."""

    answers: tuple[Field, ...]
    bases: tuple[Field, ...]
    acts: tuple[Field, ...]
    documents: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that was opened, and how it left."""

    path: str
    pages: Any
    leaving: Leaving


def open_book(file: Path) -> tuple[Book | None, tuple[Problem, ...]]:
    """A checklist workbook and how it left, or why it is none."""
    path = printable(file.name)
    pages, problem = opened(file)
    if problem:
        return None, (problem,)
    if BASE not in pages.sheetnames or not str(pages[BASE].cell(1, 1).value).startswith(FORM[:-1]):
        what = "the workbook is no checklist"
        return None, (Problem(Position(path), "not-a-checklist", what, "a workbook as it was exported", AGAIN),)
    if pages[BASE].cell(1, 1).value != FORM:
        what = f"the workbook says `{printable(str(pages[BASE].cell(1, 1).value))}`, which this program does not write"
        return None, (Problem(Position(path), "not-a-checklist", what, FORM, AGAIN),)
    leaving = _leaving(pages[BASE])
    if leaving is None:
        what = "the hidden sheet with the version that the workbook left with is damaged"
        at = Position(path, cell=BASE)
        return None, (Problem(at, "not-a-checklist", what, "a workbook as it was exported", AGAIN),)
    return Book(path, pages, leaving), ()


def _leaving(sheet: Any) -> Leaving | None:
    """How a workbook left; none where the sheet that says so was touched."""
    # To ask openpyxl for a cell is to make it, so nothing is asked beyond what is there.
    ends = {"max_row": min(sheet.max_row, MOST_ROWS), "max_col": min(sheet.max_column, MOST_COLUMNS)}
    rows = [
        [str(cell) for cell in row if cell is not None] for row in sheet.iter_rows(min_row=3, values_only=True, **ends)
    ]
    records = [(row[0], row[1], "".join(row[2:])) for row in rows if len(row) > 2]
    try:
        meta = json.loads(str(sheet.cell(2, 1).value))
        texts = [(kind, key, json.loads(text)) for kind, key, text in records]
        if meta["digest"] != digest("\n".join("\t".join(record) for record in records)):
            return None
        kinds = {name: {key: given for kind, key, given in texts if kind == name} for name in _KINDS}
        return Leaving(
            country=str(meta["country"]),
            cycle=str(meta["cycle"]),
            instrument=str(meta["instrument"]),
            edition=str(meta["edition"]),
            version=str(meta["version"]),
            title=str(meta["title"]),
            sheets=tuple(str(name) for name in meta["sheets"]),
            fields=tuple(str(name) for name in meta["fields"]),
            answers=kinds["answer"],
            bases=kinds["basis"],
            acts=kinds["act"],
            documents=kinds["document"],
        )
    except (ValueError, KeyError, TypeError):
        return None


_KINDS = ("answer", "basis", "act", "document")


def read_book(book: Book, columns: Columns) -> tuple[Filled | None, tuple[Problem, ...]]:
    """What stands in the cells of a workbook, and every problem of its sheets, heads, rows and cells."""
    wanted = (*book.leaving.sheets, BASES, ACTS, DOCUMENTS)
    found = [problem for name in wanted for problem in _sheet(book, name)]
    if found:
        return None, tuple(found)
    acts = _Table(book, ACTS, columns.acts, KEY)
    documents = _Table(book, DOCUMENTS, columns.documents, KEY)
    registered, consulted = tuple(acts.rows()), tuple(documents.rows())
    new_acts, new_documents = _new(registered), _new(consulted)
    ids = _ids(book.leaving, registered)
    answers: dict[str, Row] = {}
    sections = [_Table(book, name, columns.answers, CRITERION) for name in book.leaving.sheets]
    for table in sections:
        for row in table.rows():
            if row.key and table.knows(row, book.leaving.answers, answers):
                answers[row.key] = _with_ids(row, columns.answers, ids)
    criterion = Field(key="criterion", head=CRITERION, sort="key")
    based = _Table(book, BASES, (criterion, *columns.bases), KEY)
    bases: dict[str, Row] = {}
    for n, row in enumerate(based.rows()):
        if not row.key or (based.knows(row, book.leaving.bases, bases) and based.stays(row)):
            bases[row.key or f"new {n}"] = _with_ids(row, columns.bases, ids)
    found += [problem for table in (acts, documents, *sections, based) for problem in table.problems]
    found += _gone(book, answers, bases)
    found += _locked(acts, registered, book.leaving.acts)
    found += _locked(documents, consulted, book.leaving.documents)
    filled = Filled(
        leaving=book.leaving,
        by=_name(book, found),
        answers=answers,
        bases=tuple(row for row in bases.values() if row.key or row.texts),
        acts=new_acts,
        documents=new_documents,
    )
    return filled, tuple(sorted(set(found)))


def _sheet(book: Book, name: str) -> Iterator[Problem]:
    """That a sheet is missing, or came from another workbook."""
    if name not in book.pages.sheetnames:
        hint = closest(name, book.pages.sheetnames) or "give the sheet its name back"
        yield Problem(Position(book.path), "missing-sheet", f"there is no sheet `{name}`", name, hint)
        return
    page = book.pages[name]
    title = _plain(page.cell(1, 1).value)
    if title != book.leaving.title:
        at = Position(book.path, cell=f"{name}!A1")
        what = f"the sheet is titled `{title[:60]}`" if title else "the sheet has lost its title"
        yield Problem(at, "changed-key", what, book.leaving.title, f"it seems to be of another workbook; {AGAIN}")
    for area in page.merged_cells.ranges:
        if area.max_row > HEAD:
            at = Position(book.path, cell=f"{name}!{area.coord}")
            what, hint = (
                "cells are merged, and what stood in all but the first is gone",
                "take them apart and fill them in",
            )
            yield Problem(at, "merged-cells", what, "one answer a cell", hint)


def _name(book: Book, found: list[Problem]) -> str:
    """The name on the first page."""
    if START not in book.pages.sheetnames:
        return ""
    cell = book.pages[START].cell(NAME_CELL[0] + 1, NAME_CELL[1] + 1)
    at = Position(book.path, cell=f"{START}!{cell.coordinate}")
    text, problem = _read(cell, Field(key="by", head="Your name"), at)
    found += [problem] if problem else []
    return text


def _plain(value: object) -> str:
    return " ".join(str(value).split()) if value is not None else ""


class _Table:
    """A sheet being read: its columns by head, its rows by key."""

    def __init__(self, book: Book, name: str, fields: Sequence[Field], key: str) -> None:
        self.book, self.page, self.fields, self.key = book, book.pages[name], fields, key
        self.problems: list[Problem] = []
        self.places = self._heads()

    def at(self, row: int, place: int) -> Position:
        """The place of a cell; its column is counted from 0."""
        return Position(self.book.path, cell=f"{self.page.title}!{letter(place)}{row}")

    def _heads(self) -> Mapping[str, int]:
        """Columns by field; they may have been moved, but not renamed."""
        names = {field.head: field.key for field in self.fields} | {self.key: ""}
        places: dict[str, int] = {}
        for place in range(min(self.page.max_column, MOST_COLUMNS)):
            head = _plain(self.page.cell(HEAD, place + 1).value)
            if head in names and names[head] in places:
                what = f"the table has a second column `{head}`"
                self.problems.append(
                    Problem(self.at(HEAD, place), "repeated-column", what, "one column of each name", "keep one")
                )
            elif head in names:
                places[names[head]] = place
        for head, key in names.items():
            if key not in places:
                at = Position(self.book.path, cell=f"{self.page.title}!{HEAD}:{HEAD}")
                hint = f"heads stand in row {HEAD}; they were locked on purpose"
                self.problems.append(Problem(at, "missing-column", f"there is no column `{head}`", head, hint))
        return places

    def rows(self) -> Iterator[Row]:
        """The rows in which something stands; none where a column is missing, for nothing could be told apart."""
        if self.problems:
            return
        last, width = min(self.page.max_row, MOST_ROWS), min(self.page.max_column, MOST_COLUMNS)
        for number, cells in enumerate(self.page.iter_rows(min_row=HEAD + 1, max_row=last, max_col=width), HEAD + 1):
            if any(cell.value is not None for cell in cells):
                row = self._row(number, cells)
                if row.key or row.texts:
                    yield row

    def _row(self, number: int, cells: Sequence[Any]) -> Row:
        texts: dict[str, str] = {}
        places: dict[str, Position] = {}
        for one in self.fields:
            place = self.places[one.key]
            places[one.key] = self.at(number, place)
            if place < len(cells) and cells[place].value is not None:
                text, problem = _read(cells[place], one, places[one.key])
                if problem:
                    self.problems.append(problem)
                if text:
                    texts[one.key] = text
        key = self.places[""]
        places[""] = self.at(number, key)
        return Row(key=_plain(cells[key].value) if key < len(cells) else "", texts=texts, places=places)

    def knows(self, row: Row, asked: Mapping[str, Texts], seen: Mapping[str, Row]) -> bool:
        """Whether a row left with the workbook and comes back once; else says so."""
        if row.key not in asked:
            what = f"`{printable(row.key)[:60]}` is no row of this checklist"
            hint = closest(row.key, asked) or AGAIN
            self.problems.append(Problem(row.places[""], "changed-key", what, "a row as it was exported", hint))
        elif row.key in seen:
            what = f"the row `{row.key}` stands here a second time; the first is {seen[row.key].places[''].cell}"
            hint = "delete one; for another provision take an empty row"
            self.problems.append(Problem(row.places[""], "repeated-row", what, "one row of each", hint))
        return row.key in asked and row.key not in seen

    def stays(self, row: Row) -> bool:
        """Whether a legal basis still belongs to the criterion with which it left; else says so."""
        left = row.key.partition("#")[0]
        if (stays := row.texts.get("criterion", left) == left) is False:
            what = f"the row of `{left}` now says `{printable(row.texts['criterion'])[:60]}`"
            hint = "to move a provision, empty this row and take an empty one; when sorting, sort all columns"
            self.problems.append(Problem(row.places["criterion"], "changed-key", what, left, hint))
        return stays


def _read(cell: Any, one: Field, at: Position) -> tuple[str, Problem | None]:
    """The text of a cell as a file writes it, or why it is none."""
    value = cell.value
    if cell.data_type in ("f", "e"):
        what = "a formula stands where an answer belongs" if cell.data_type == "f" else f"the cell holds {value}"
        return "", Problem(at, "formula-answer", what, _expected(one), "type the answer itself")
    if value is None:
        return "", None
    if (text := _exact(value, one)) is not None:
        return _word(_tidy(text), one, at)
    said = value.isoformat(sep=" ") if isinstance(value, datetime) else value
    what = f"the spreadsheet holds {_kind(value)}, {said}, where `{one.head}` belongs"
    return "", Problem(at, "not-text", what, _expected(one), "type it again in a cell with the format “text”")


def _exact(value: object, one: Field) -> str | None:
    """What was surely typed: a text, a day where one belongs, the whole number of an article or a year."""
    match value:
        case str():
            return value
        case datetime() if one.sort == "date" and value.time() == time():
            return value.date().isoformat()
        case int() if not isinstance(value, bool):
            whole = (one.sort == "date" and 1000 <= value <= 2999) or (one.key == "provision" and value > 0)
            return str(value) if whole else None
    return None


def _kind(value: object) -> str:
    match value:
        case bool():
            return "a truth value"
        case int() | float():
            return "a number"
        case _:
            return "a date"


def _tidy(text: str) -> str:
    """A text without what no reader sees: spaces at its ends, line ends of another machine, signs that cannot be printed."""
    text = (
        text.replace("_x000D_", "")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\x85", "\n")
    )
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


def _word(text: str, one: Field, at: Position) -> tuple[str, Problem | None]:
    """A text where the column takes any, or one of its words."""
    if any(not (sign.isprintable() or sign in "\n\t\u00ad\u00a0\u200b\u200c\u200d") for sign in text):
        bad = next(sign for sign in text if not (sign.isprintable() or sign in "\n\t\u00ad\u00a0\u200b\u200c\u200d"))
        what = f"the text holds the character U+{ord(bad):04X}, which no text should"
        return "", Problem(at, "forbidden-character", what, hint="delete it")
    match one.sort:
        case "words":
            return _words(text, one, at)
        case "choice" if text and text not in one.choices:
            return "", _unknown(text, one, one.choices, at)
        case "documents":
            return ", ".join(filter(None, (item.strip() for item in text.replace(";", ",").split(",")))), None
        case "date" if text:
            try:
                PartialDate.parse(text)
            except ValueError:
                what = f"`{one.head}` is `{text[:60]}`, which is no date"
                return "", Problem(at, "not-a-date", what, _expected(one))
    return text, None


def _words(text: str, one: Field, at: Position) -> tuple[str, Problem | None]:
    """One rating or several, with commas between."""
    words = [word.strip() for word in text.split(",")]
    single = tuple(word for word in one.choices if "," not in word)
    for word in words:
        if word not in single and text:
            return "", _unknown(word, one, single, at)
    return ", ".join(words) if text else "", None


def _unknown(word: str, one: Field, words: Sequence[str], at: Position) -> Problem:
    code = "unknown-rating" if one.sort == "words" else "unknown-word"
    hint = closest(word.lower(), words) or "choose from the list of the cell"
    return Problem(at, code, f"`{one.head}` is `{printable(word)[:60]}`", " | ".join(words), hint)


def _expected(one: Field) -> str:
    match one.sort:
        case "date":
            return "a day that exists, such as 2017-07-18, 2017-07 or 2017"
        case "words" | "choice":
            return " | ".join(word for word in one.choices if "," not in word)
        case _:
            return "a text"


def _new(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if not row.key)


def _ids(leaving: Leaving, rows: Sequence[Row]) -> Mapping[str, str]:
    """Ids of acts by what a cell may say: the short title as it left, or the id itself; a new act is known by its title."""
    known = {id_: id_ for id_ in leaving.acts}
    known |= {texts["short"]: id_ for id_, texts in leaving.acts.items() if "short" in texts}
    return {row.texts["short"]: row.texts["short"] for row in rows if not row.key and "short" in row.texts} | known


def _with_ids(row: Row, fields: Sequence[Field], ids: Mapping[str, str]) -> Row:
    """A row in which acts are named by their ids; one that nobody knows stays as it is and is found by the check."""
    acts = {one.key for one in fields if one.sort == "act"}
    return replace(row, texts={key: ids.get(text, text) if key in acts else text for key, text in row.texts.items()})


def _gone(book: Book, answers: Mapping[str, Row], bases: Mapping[str, Row]) -> Iterator[Problem]:
    """Rows that were deleted."""
    hint = "a row without an answer stays empty; put it back, or take an earlier copy of the workbook"
    for key in book.leaving.answers:
        if key not in answers:
            at = Position(book.path, cell=" | ".join(book.leaving.sheets))
            yield Problem(at, "missing-row", f"the row of `{key}` is gone", "every row as exported", hint)
    for key in book.leaving.bases:
        if key not in bases:
            at = Position(book.path, cell=BASES)
            what = f"the row of a legal basis of `{key.partition('#')[0]}` is gone"
            hint = "to take a legal basis away, empty the cells of its row; put the row back first"
            yield Problem(at, "missing-row", what, "every row as exported", hint)


def _locked(table: _Table, rows: Sequence[Row], left: Mapping[str, Texts]) -> Iterator[Problem]:
    """Rows of a register that were changed although they are locked."""
    for row in rows:
        before = as_read(left.get(row.key, {}), table.fields)
        for one in table.fields if row.key else ():
            if row.texts.get(one.key, "") != before.get(one.key, ""):
                what = f"`{one.head}` of `{printable(row.key)[:60]}` was changed here"
                hint = "entries on file are changed in the register itself; add new ones in the empty rows"
                yield Problem(row.places[one.key], "changed-key", what, before.get(one.key) or "empty", hint)


def as_read(texts: Texts, fields: Sequence[Field]) -> Texts:
    """Texts that left with a workbook as its reader gives them back, so that only what somebody typed differs."""
    kept = {key: _tidy(text) for key, text in texts.items()}
    lists = {one.key for one in fields if one.sort in ("documents", "words")}
    kept = {key: re.sub(r"\s*,\s*", ", ", text) if key in lists else text for key, text in kept.items()}
    return {key: text for key, text in kept.items() if text}
