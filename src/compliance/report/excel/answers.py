"""A filled-in data request → its answers as text, each with its cell, and everything that is wrong with the workbook.

The file comes from outside: nothing in it is computed or followed, and what it hides is checked like what it shows.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from compliance.catalogues import locale
from compliance.indicators.additions import Addition, NoFigure, not_a_number, row_of
from compliance.indicators.statistics import plain_number
from compliance.language import CLDR, ENGLISH, _, speaking
from compliance.numerals import LONGEST_TYPED, stored_number, typed_number
from compliance.outgoing import in_csv
from compliance.problems import Position, Problem, closest, printable
from compliance.report.excel.incoming import EMPTY, Cell, Page, Pages, one_line, opened, stray_character
from compliance.report.excel.request import ANSWERS, BETWEEN, FORM, KEYS, LOCKED, QUALIFIERS, SCOPES
from compliance.report.excel.values import HEADER_ROW
from compliance.source import LONGEST_FIELD, unseen

PREFILLED = frozenset(("unit", "scope"))
"""Columns that the request fills in itself: alone they are no answer."""
PROSE = frozenset(("scope_detail", "source", "note"))
"""Columns in which a day or a number that a spreadsheet made of a text does no harm."""

Key = tuple[str, str]
"""A series and a year, as text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One row in which something was filled in."""

    request: str
    """Id of the request that it answers."""
    cells: Mapping[str, str]
    """Texts by column of `statistics.csv`, the series and the year among them; empty cells are left out."""
    places: Mapping[str, Position]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A filled-in request."""

    path: str
    country: str
    """Id of the country that was asked."""
    requests: tuple[str, ...]
    """Ids of the requests whose sheets are there."""
    absent: tuple[str, ...]
    """Institutions whose sheets are not."""
    requested: int
    """How many figures are asked for on the sheets that are there."""
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
        return None, (Problem(Position(path), "not-a-request", what, "a workbook that was sent out", hint),)
    request = _request(pages[KEYS])
    if request is None:
        what, hint = "the hidden sheet does not say who was asked for what", "fill in the request as it was sent"
        return None, (Problem(Position(path, cell=KEYS), "not-a-request", what, "a request as it was sent", hint),)
    with speaking(locale(request.language)):
        return _read(path, pages, request)


def additions(answers: Answers) -> tuple[Addition, ...]:
    """The rows of `statistics.csv` that answers amount to; a row with a note alone says why there is no figure."""
    return tuple(
        Addition(cells=row_of(answers.country, answer.cells), places=answer.places, request=answer.request)
        for answer in answers.rows
        if _says(answer)
    )


def without(answers: Answers) -> tuple[NoFigure, ...]:
    """Why there is no figure, where an institution says so."""
    return tuple(
        NoFigure(answer.request, answer.cells["series"], answer.cells["year"], answer.cells["note"])
        for answer in answers.rows
        if not _says(answer) and "note" in answer.cells
    )


def _says(answer: Answer) -> bool:
    return bool(answer.cells.keys() & {"value", "scope_detail", "qualifier", "source", "url"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one institution was asked: its sheet, and the units of each figure by series and year."""

    id: str
    sheet: str
    institution: str
    units: Mapping[Key, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Request:
    """What the hidden sheet says: it is typed by nobody, and believed no more than what is."""

    country: str
    language: str
    asked: tuple[_Asked, ...]


def _request(page: Page) -> _Request | None:
    """Who was asked for what, and in which language; none where that cannot be made out."""
    country, language = one_line(page.cell(2, 1)), one_line(page.cell(3, 1))
    sheets: dict[str, tuple[str, str]] = {}
    units: dict[str, dict[Key, tuple[str, ...]]] = {}
    for cells in (cells for _row_number, cells in page.rows(HEADER_ROW + 1)):
        what, id_, third, fourth, fifth = (one_line(cells.get(place, EMPTY)) for place in range(1, 6))
        if what == "request":
            sheets[id_] = third, fourth
        elif what == "figure":
            units.setdefault(id_, {})[third, fourth] = tuple(filter(None, fifth.split(BETWEEN)))
    asked = tuple(_Asked(id_, *names, units.get(id_, {})) for id_, names in sheets.items())
    words = "".join((country, *(word for each in asked for key in each.units for word in (each.id, *key))))
    years = (year for each in asked for _series, year in each.units)
    if not all(re.fullmatch("[0-9]{4}", year) for year in years):
        return None
    sound = asked and units.keys() <= sheets.keys() and language in CLDR and len(country) <= 100 and not unseen(words)
    return _Request(country, language, asked) if sound else None


def _read(path: str, pages: Pages, request: _Request) -> tuple[Answers | None, tuple[Problem, ...]]:
    """The answers on every sheet that is there; one institution may send back its own alone."""
    there = _sheets(pages, request.asked)
    if not there:
        names = ", ".join(each.sheet for each in request.asked)
        what, hint = "no sheet of an institution is there", f"give the sheets their names back: {names}"
        return None, (Problem(Position(path), "missing-sheet", what, names, hint),)
    every: list[Problem] = []
    rows: list[Answer] = []
    for asked, page in there:
        answered, problems = _Form(page, asked, request.language).read()
        rows += answered
        every += problems
    present = {asked.id for asked, _page in there}
    answers = Answers(
        path=path,
        country=request.country,
        requests=tuple(asked.id for asked, _page in there),
        absent=tuple(each.institution for each in request.asked if each.id not in present),
        requested=len({key for asked, _page in there for key in asked.units}),
        rows=tuple(rows),
    )
    return answers, tuple(every)


def _sheets(pages: Pages, asked: Sequence[_Asked]) -> list[tuple[_Asked, Page]]:
    """The sheet of each institution: the one of its name, or the one that asks for exactly its figures under another."""
    by_name = {name.strip().casefold(): page for name, page in pages.items()}
    there = [(each, by_name[each.sheet.casefold()]) for each in asked if each.sheet.casefold() in by_name]
    taken = [page.title for _each, page in there]
    others = [page for name, page in pages.items() if name != KEYS and name not in taken]
    for each in asked:
        if each.sheet.casefold() not in by_name:
            there += [(each, page) for page in others if _asks(page) == each.units.keys()][:1]
    return there


def _asks(page: Page) -> Collection[Key]:
    """The series and years that stand on a sheet."""
    columns, _problems = page.headers(_headers(page))
    if not LOCKED.keys() <= columns.keys():
        return ()
    keys = {
        (one_line(cells.get(columns["series"], EMPTY)), one_line(cells.get(columns["year"], EMPTY)))
        for _number_of_row, cells in page.rows(HEADER_ROW + 1)
    }
    return {key for key in keys if all(key)}


def _headers(page: Page) -> Mapping[str, str]:
    """Columns by their header, in the language of the request or in English, whichever stands there."""
    there = {one_line(cell) for cell in page.cells.get(HEADER_ROW, {}).values()}
    return {english if english in there else _(english): name for name, english in (LOCKED | ANSWERS).items()}


class _Form:
    """The sheet of an institution, being read: its columns by name, its rows by what they ask."""

    def __init__(self, page: Page, asked: _Asked, language: str) -> None:
        self.page, self.asked, self.language = page, asked, language
        self.columns, self.problems = page.headers(_headers(page))

    def at(self, row: int, column: str) -> Position:
        """The place of a cell."""
        return self.page.at(row, self.columns[column])

    def read(self) -> tuple[tuple[Answer, ...], tuple[Problem, ...]]:
        """The answers, and every problem of headers, rows and cells."""
        every = [*self.problems, *self.page.merged_cells(HEADER_ROW + len(self.asked.units))]
        if every:
            return (), tuple(every)
        seen, answers = set[Key](), []
        for row, filled_in in self.page.rows(HEADER_ROW + 1):
            cells = {name: filled_in.get(place, EMPTY) for name, place in self.columns.items()}
            there = {name for name, cell in cells.items() if cell.text.strip()}
            filled = [name for name in ANSWERS if name in there and name not in PREFILLED]
            if not filled and "year" not in there:
                continue  # an empty row, or a line under the table
            key = one_line(cells["series"]), one_line(cells["year"])
            wrong = (
                self._cell(name, cells[name], key, self.at(row, name)) for name in (*LOCKED, *ANSWERS) if name in there
            )
            problems = [*self._key(row, key, seen), *(problem for problem in wrong if problem)]
            seen.add(key)
            every += problems
            if filled and not problems:
                texts = {name: text for name, cell in cells.items() if (text := self._text(name, cell, key))}
                places = {name: self.at(row, name) for name in self.columns}
                answers.append(Answer(request=self.asked.id, cells=texts, places=places))
        # A changed row is a missing one as well; it is reported once.
        gone = [key for key in self.asked.units if key not in seen] if seen <= self.asked.units.keys() else []
        for series, year in gone:
            hint = "a row without an answer stays empty; put it back, or fill in the request as it was sent"
            at, what = Position(self.page.path, cell=self.page.title), f"the row of `{series}` for {year} is gone"
            every.append(Problem(at, "missing-row", what, "every row as sent", hint))
        return tuple(answers), tuple(every)

    def _text(self, name: str, cell: Cell, key: Key) -> str:
        """The text of a cell, as the CSV file writes it; empty where nobody can tell."""
        if name == "value" and cell.kind == "text":
            return number_of(cell.text.strip(), self.language) or ""
        if cell.kind == "number":
            return stored_number(cell.text) or ""
        match name:
            case "unit":
                return _word(one_line(cell), {unit: unit for unit in self.asked.units.get(key, ())})
            case "scope":
                return _word(one_line(cell), SCOPES)
            case "qualifier":  # words with spaces between, however they stand apart
                word = _word(one_line(cell), QUALIFIERS)
                several = (_word(each, QUALIFIERS) for each in re.split(r"[\s,;]+", one_line(cell)))
                return word if word in QUALIFIERS else " ".join(several)
        return one_line(cell)

    def _cell(self, name: str, cell: Cell, key: Key, at: Position) -> Problem | None:
        shown = printable(cell.text)[:60]
        if cell.kind in ("formula", "error"):
            what = "a formula stands where an answer belongs" if cell.kind == "formula" else f"the cell holds {shown}"
            hint = "type the figure itself; what it was computed from belongs in the note"
            return Problem(at, "formula-answer", what, None, hint)
        text = self._text(name, cell, key)
        if name == "value":
            if cell.kind == "date":
                what = f"the spreadsheet made the day {shown} of what was typed"
                hint = "give the cell the format “number”, then type the figure again"
                return Problem(at, "not-a-number", what, "the figure in digits", hint)
            number = text and cell.kind in ("text", "number")
            return None if number else not_a_number(at, shown, english=self.language == ENGLISH)
        if cell.kind in ("truth", "strange") or not text or (cell.kind == "date" and name not in PROSE):
            header = _((LOCKED | ANSWERS)[name])
            what = f"the spreadsheet holds `{shown}` where `{header}` belongs"
            return Problem(at, "not-text", what, "a text", "type it again in a cell with the format “text”")
        return unfit(text, at)

    def _key(self, row: int, key: Key, seen: Collection[Key]) -> Iterator[Problem]:
        """A row that asks for what was not asked, or asks a second time."""
        series, year = key
        if key not in self.asked.units:
            what = f"`{series or 'nothing'}` for {year or 'no year'} was not asked for"
            known = {id_ for id_, _year in self.asked.units}
            column = "year" if series in known else "series"
            hint = closest(series, known) if column == "series" else None
            hint = hint or "leave series and year as they were; send other figures on a list of their own"
            yield Problem(self.at(row, column), "changed-key", what, "a row as it was sent", hint)
        elif key in seen:
            what = f"the figure of `{series}` for {year} stands here a second time"
            yield Problem(self.at(row, "series"), "repeated-row", what, "one row a figure", "delete it")


def number_of(text: str, language: str) -> str | None:
    """The number that a text writes in a language, or in any where it can be no other: `1.234,5` in an English form."""
    number = typed_number(text, language) or plain_number(text)
    return number if number and sum(map(str.isdigit, number)) <= LONGEST_TYPED else None


def _word(text: str, words: Mapping[str, str]) -> str:
    """A word as the file has it, whether it is written so or in the language of the form, in whatever letters; another as it is."""
    folded = {form.casefold(): word for word, english in words.items() for form in (word, english, _(english))}
    return folded.get(text.casefold(), text)


def unfit(text: str, at: Position) -> Problem | None:
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
