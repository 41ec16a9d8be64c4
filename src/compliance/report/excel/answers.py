"""A filled-in data request → its answers as text, each with its cell, and everything that is wrong with the workbook.

The file comes from outside: nothing in it is computed or followed, and what it hides is checked like what it shows.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from compliance.indicators.additions import Addition, not_a_number
from compliance.language import CLDR, ENGLISH
from compliance.numerals import stored_number, typed_number
from compliance.outgoing import in_csv
from compliance.problems import Position, Problem, closest, printable
from compliance.report.excel.incoming import EMPTY, Cell, Page, one_line, opened, stray_character
from compliance.report.excel.request import ANSWERS, FIGURES, FORM, KEYS, LOCKED
from compliance.report.excel.values import HEADER_ROW
from compliance.source import LONGEST_FIELD, unseen

PREFILLED = frozenset(("unit", "scope"))
"""Columns that the request fills in itself: alone they are no answer."""

Key = tuple[str, str]
"""A series and a year, as text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One row in which something was filled in."""

    cells: Mapping[str, str]
    """Texts by column of `statistics.csv`, the series and the year among them; empty cells are left out."""
    places: Mapping[str, Position]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A filled-in request."""

    country: str
    """Id of the country that was asked."""
    requested: int
    """How many figures were asked for."""
    rows: tuple[Answer, ...]


def read_answers(file: Path) -> tuple[Answers | None, tuple[Problem, ...]]:
    """The answers in a workbook and every problem in its form; no answers where it is no request at all."""
    path = printable(file.name)
    pages, problem = opened(file)
    if pages is None:
        return None, (problem,) if problem else ()
    if KEYS not in pages or one_line(pages[KEYS].cell(1, 1)) != FORM:
        what = "the workbook is no data request"
        hint = "send the request anew; `compliance indicators request` writes it"
        return None, (Problem(Position(path), "not-a-request", what, f"a workbook with the sheet {FIGURES}", hint),)
    if FIGURES not in pages:
        what = f"there is no sheet `{FIGURES}`"
        hint = closest(FIGURES, pages) or f"give the sheet its name back: {', '.join(list(pages)[:5])}"
        return None, (Problem(Position(path), "missing-sheet", what, FIGURES, hint),)
    request = _request(pages[KEYS])
    if (
        unseen("".join((request.country, *(word for key in request.keys for word in key))))
        or len(request.country) > 100
    ):
        what, hint = "the hidden sheet does not say who was asked for what", "fill in the request as it was sent"
        return None, (Problem(Position(path, cell=KEYS), "not-a-request", what, "a request as it was sent", hint),)
    return _Form(pages[FIGURES], request).read()


def additions(answers: Answers) -> tuple[Addition, ...]:
    """The rows of `statistics.csv` that answers amount to; a row with a note alone says why there is no figure."""
    says = {"value", "scope_detail", "qualifier", "source", "url"}
    return tuple(
        Addition(cells=_row(answers.country, answer.cells), places=answer.places)
        for answer in answers.rows
        if answer.cells.keys() & says
    )


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


@dataclass(frozen=True, slots=True)
class _Request:
    """What the hidden sheet says: it is typed by nobody, and believed no more than what is."""

    country: str
    keys: tuple[Key, ...]
    language: str


def _request(page: Page) -> _Request:
    """Who was asked for what, and in which language."""
    rows = [tuple(one_line(cells.get(place, EMPTY)) for place in (1, 2, 3)) for _, cells in page.rows(HEADER_ROW + 1)]
    language = next((text for _, _, text in rows if text in CLDR), ENGLISH)
    return _Request(
        one_line(page.cell(2, 1)), tuple((series, year) for series, year, _ in rows if series and year), language
    )


class _Form:
    """The sheet of figures, being read: its columns by name, its rows by what they ask."""

    def __init__(self, page: Page, request: _Request) -> None:
        self.page, self.request = page, request
        self.columns, self.problems = page.headers({header: name for name, header in (LOCKED | ANSWERS).items()})

    def at(self, row: int, column: str) -> Position:
        """The place of a cell."""
        return self.page.at(row, self.columns[column])

    def read(self) -> tuple[Answers | None, tuple[Problem, ...]]:
        """The answers, and every problem of headers, rows and cells."""
        every = [*self.problems, *self.page.merged_cells(HEADER_ROW + len(self.request.keys))]
        if every:
            return None, tuple(every)
        requested, seen, answers = frozenset(self.request.keys), set[Key](), []
        for row, filled_in in self.page.rows(HEADER_ROW + 1):
            cells = {name: filled_in.get(place, EMPTY) for name, place in self.columns.items()}
            there = {name for name, cell in cells.items() if cell.text.strip()}
            filled = [name for name in ANSWERS if name in there and name not in PREFILLED]
            if not filled and "year" not in there:
                continue  # an empty row, or a line under the table
            key = one_line(cells["series"]), one_line(cells["year"])
            problems = [*self._key(row, key, requested, seen), *self._cells(row, cells)]
            seen.add(key)
            every += problems
            if filled and not problems:
                texts = {name: text for name, cell in cells.items() if (text := self._text(name, cell))}
                answers.append(Answer(cells=texts, places={name: self.at(row, name) for name in self.columns}))
        # A changed row is a missing one as well; it is reported once.
        every += self._gone(seen) if seen <= requested else ()
        read = Answers(country=self.request.country, requested=len(self.request.keys), rows=tuple(answers))
        return read, tuple(every)

    def _text(self, name: str, cell: Cell) -> str:
        """The text of a cell, as the CSV file writes it; empty where nobody can tell."""
        if name == "value" and cell.kind == "text":
            return typed_number(cell.text.strip(), self.request.language) or ""
        if cell.kind == "number":
            return stored_number(cell.text) or ""
        return one_line(cell)

    def _cells(self, row: int, cells: Mapping[str, Cell]) -> Iterator[Problem]:
        """What is wrong in the cells of a row, one problem each."""
        for name in (*LOCKED, *ANSWERS):
            if cells[name].text.strip() and (problem := self._cell(name, cells[name], self.at(row, name))):
                yield problem

    def _cell(self, name: str, cell: Cell, at: Position) -> Problem | None:
        shown = printable(cell.text)[:60]
        if cell.kind in ("formula", "error"):
            what = "a formula stands where an answer belongs" if cell.kind == "formula" else f"the cell holds {shown}"
            hint = "type the figure itself; what it was computed from belongs in the note"
            return Problem(at, "formula-answer", what, None, hint)
        text = self._text(name, cell)
        if name == "value":
            number = text and cell.kind in ("text", "number")
            return None if number else not_a_number(at, shown, english=self.request.language == ENGLISH)
        if cell.kind in ("truth", "date", "strange") or not text:
            what = f"the spreadsheet holds `{shown}` where `{(LOCKED | ANSWERS)[name]}` belongs"
            return Problem(at, "not-text", what, "a text", "type it again in a cell with the format “text”")
        return _unfit(text, at)

    def _key(self, row: int, key: Key, requested: Collection[Key], seen: Collection[Key]) -> Iterator[Problem]:
        """A row that asks for what was not asked, or asks a second time."""
        series, year = key
        if key not in requested:
            what = f"`{series or 'nothing'}` for {year or 'no year'} was not asked for"
            column = "year" if any(series == one for one, _ in requested) else "series"
            hint = closest(series, {one for one, _ in requested}) if column == "series" else None
            hint = hint or "leave series and year as they were; send other figures on a list of their own"
            yield Problem(self.at(row, column), "changed-key", what, "a row as it was sent", hint)
        elif key in seen:
            what = f"the figure of `{series}` for {year} stands here a second time"
            yield Problem(self.at(row, "series"), "repeated-row", what, "one row a figure", "delete it")

    def _gone(self, seen: Collection[Key]) -> Iterator[Problem]:
        for series, year in self.request.keys:
            if (series, year) not in seen:
                hint = "a row without an answer stays empty; put it back, or fill in the request as it was sent"
                at = Position(self.page.path, cell=self.page.title)
                yield Problem(at, "missing-row", f"the row of `{series}` for {year} is gone", "every row as sent", hint)


def _unfit(text: str, at: Position) -> Problem | None:
    """Why a text cannot stand in a table; none where it can."""
    if stray := stray_character(text, at):
        return stray
    if len(text) > LONGEST_FIELD:
        what, hint = f"the value has {len(text):,} characters", "say it in fewer words"
        return Problem(at, "too-long", what, f"at most {LONGEST_FIELD:,}", hint)
    if in_csv(text) != text:
        what = f"the text begins with `{text[0]}`, so that a spreadsheet would compute it"
        return Problem(at, "formula-answer", what, "a text", "begin it with a word")
    return None
