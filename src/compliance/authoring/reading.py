"""A checklist workbook that was returned → what stands in its cells, each with its place, and all that is wrong with its form."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from compliance.authoring.leaving import AGAIN, Book, Leaving
from compliance.authoring.merge import Texts
from compliance.model.dates import PartialDate
from compliance.numerals import stored_number
from compliance.problems import Position, Problem, closest, printable
from compliance.queries.form_fields import Field
from compliance.report.excel.checklist.registers import LOCKED
from compliance.report.excel.form import ACTS, BASES, CRITERION, DOCUMENTS, KEY, NAME_CELL, REMARKS, START
from compliance.report.excel.incoming import EMPTY, Cell, one_line, stray_character
from compliance.report.excel.values import HEADER_ROW
from compliance.source import LONGEST_FIELD


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What stands in one row."""

    key: str
    """The key of the row: a criterion, a legal basis, an act, a document; empty for a new one."""
    texts: Texts
    """Texts by field, as files write them."""
    places: Mapping[str, Position] = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A workbook that was returned."""

    leaving: Leaving
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
    corrected: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    """Rows of acts and documents on file, by the sheet on which they stand."""
    remarks: tuple[Row, ...] = ()
    """Remarks on file with what was replied, and new ones, each with `criterion` among its texts."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that a country and a treaty call for."""

    answers: tuple[Field, ...]
    bases: tuple[Field, ...]
    acts: tuple[Field, ...]
    documents: tuple[Field, ...]
    remarks: tuple[Field, ...] = ()


def read_book(book: Book, columns: Columns) -> tuple[Filled | None, tuple[Problem, ...]]:
    """What stands in the cells of a workbook, and every problem of its sheets, headers, rows and cells."""
    wanted = (*book.leaving.sheets, BASES, REMARKS, ACTS, DOCUMENTS)
    problems = [problem for name in wanted for problem in _sheet(book, name)]
    if problems:
        return None, tuple(problems)
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
    criterion = Field("criterion", CRITERION, sort="key")
    based = _Table(book, BASES, (criterion, *columns.bases), KEY)
    bases: dict[str, Row] = {}
    for n, row in enumerate(based.rows()):
        if not row.key or (based.knows(row, book.leaving.bases, bases) and based.stays(row)):
            bases[row.key or f"new {n}"] = _with_ids(row, columns.bases, ids)
    remarked = _Table(book, REMARKS, (criterion, *columns.remarks), KEY)
    remarks = tuple(_remarks(remarked, book.leaving))
    problems += [problem for table in (acts, documents, *sections, based, remarked) for problem in table.problems]
    problems += _gone(book, answers, bases)
    problems += _locked(acts, registered, book.leaving.acts, LOCKED[ACTS])
    problems += _locked(documents, consulted, book.leaving.documents, LOCKED[DOCUMENTS])
    filled = Filled(
        leaving=book.leaving,
        by=_name(book, problems),
        answers=answers,
        bases=tuple(row for row in bases.values() if row.key or row.texts),
        acts=new_acts,
        documents=new_documents,
        corrected={ACTS: _on_file(registered), DOCUMENTS: _on_file(consulted)},
        remarks=remarks,
    )
    return filled, tuple(sorted(set(problems)))


def _sheet(book: Book, name: str) -> Iterator[Problem]:
    """That a sheet is missing, or came from another workbook."""
    if name not in book.pages:
        shown = book.leaving.pages.get(name, name)
        hint = closest(shown, book.pages) or "give the sheet its name back"
        yield Problem(Position(book.path), "missing-sheet", f"there is no sheet `{shown}`", shown, hint)
        return
    page = book.pages[name]
    title = one_line(page.cell(1, 1))
    if title != " ".join(book.leaving.title.split()):
        what = f"the sheet is titled `{printable(title)[:60]}`" if title else "the sheet has lost its title"
        hint = f"it seems to be of another workbook; {AGAIN}"
        yield Problem(page.at(1, 1), "changed-key", what, book.leaving.title, hint)
    yield from page.merged_cells()


def _name(book: Book, problems: list[Problem]) -> str:
    """The name on the first page."""
    if START not in book.pages:
        return ""
    place = NAME_CELL[0] + 1, NAME_CELL[1] + 1
    page = book.pages[START]
    text, problem = _read(page.cell(*place), Field("by", "Your name"), page.at(*place))
    if not problem and len(text) > MOST_OF_NAME:
        what = f"the name has {len(text):,} characters"
        problem = Problem(page.at(*place), "too-long", what, f"at most {MOST_OF_NAME:,}", "write the name alone")
    problems += [problem] if problem else []
    return " ".join(text.split())


MOST_OF_NAME = 2000
"""Characters of a name; as many as the command takes."""


class _Table:
    """A sheet being read: its columns by head, its rows by key."""

    def __init__(self, book: Book, name: str, fields: Sequence[Field], key: str) -> None:
        self.page, self.fields = book.pages[name], fields
        self.places, problems = self.page.headers({field.header: field.key for field in fields} | {key: ""})
        self.problems = list(problems)

    def rows(self) -> Iterator[Row]:
        """The rows in which something stands; none where a column is missing, for no cell could be assigned."""
        if self.problems:
            return
        for number, cells in self.page.rows(HEADER_ROW + 1):
            row = self._row(number, cells)
            if row.key or row.texts:
                yield row

    def _row(self, number: int, cells: Mapping[int, Cell]) -> Row:
        texts: dict[str, str] = {}
        places = {key: self.page.at(number, place) for key, place in self.places.items()}
        for column in self.fields:
            text, problem = _read(cells.get(self.places[column.key], EMPTY), column, places[column.key])
            if problem:
                self.problems.append(problem)
            if text:
                texts[column.key] = text
        return Row(key=one_line(cells.get(self.places[""], EMPTY)), texts=texts, places=places)

    def knows(self, row: Row, sent: Mapping[str, Texts], seen: Mapping[str, Row]) -> bool:
        """Whether a row left with the workbook and comes back once; else says so."""
        if row.key not in sent:
            what = f"`{printable(row.key)[:60]}` is no row of this checklist"
            hint = closest(row.key, sent) or AGAIN
            self.problems.append(Problem(row.places[""], "changed-key", what, "a row as it was exported", hint))
        elif row.key in seen:
            what = f"the row `{row.key}` stands here a second time; the first is {seen[row.key].places[''].cell}"
            hint = "delete one; for another provision take an empty row"
            self.problems.append(Problem(row.places[""], "repeated-row", what, "one row of each", hint))
        return row.key in sent and row.key not in seen

    def stays(self, row: Row) -> bool:
        """Whether a legal basis still belongs to the criterion with which it left; else says so."""
        left = row.key.partition("#")[0]
        if (stays := row.texts.get("criterion", left) == left) is False:
            what = f"the row of `{left}` now says `{printable(row.texts['criterion'])[:60]}`"
            hint = "to move a provision, empty this row and take an empty one; when sorting, sort all columns"
            self.problems.append(Problem(row.places["criterion"], "changed-key", what, left, hint))
        return stays


def _read(cell: Cell, field: Field, at: Position) -> tuple[str, Problem | None]:
    """The text of a cell as a file writes it, or why it is none."""
    if cell.kind in ("formula", "error"):
        formula = "a formula stands where an answer belongs"
        what = formula if cell.kind == "formula" else f"the cell holds {cell.text[:60]}"
        return "", Problem(at, "formula-answer", what, _expected(field), "type the answer itself")
    if cell.kind == "empty":
        return "", None
    if (text := _exact(cell, field)) is not None:
        return _word(_tidy(text), field, at)
    what = f"the spreadsheet holds {_NAMES[cell.kind]}, {printable(cell.text)[:60]}, where `{field.header}` belongs"
    return "", Problem(at, "not-text", what, _expected(field), "type it again in a cell with the format “text”")


def _exact(cell: Cell, field: Field) -> str | None:
    """What was surely typed: a text, a day where one belongs, the whole number of an article or a year."""
    match cell.kind:
        case "text":
            return cell.text
        case "date" if field.sort == "date" and " " not in cell.text:
            return cell.text
        case "number":
            text = stored_number(cell.text) or ""
            year = field.sort == "date" and re.fullmatch("[12][0-9]{3}", text)
            article = field.key == "provision" and re.fullmatch("[1-9][0-9]*", text)
            return text if year or article else None
    return None


_NAMES = {"truth": "a truth value", "number": "a number", "date": "a date", "strange": "what no program writes"}


def _tidy(text: str) -> str:
    """A text without what no reader sees: spaces at its ends, line ends of another machine."""
    text = re.sub("\r\n|[\r\u2028\u2029\x85\x0b\x0c]", "\n", text).replace("\ufeff", "")
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


def _word(text: str, field: Field, at: Position) -> tuple[str, Problem | None]:
    """A text where the column takes any, or one of its words."""
    if flaw := _flaw(text, at):
        return "", flaw
    match field.sort:
        case "words":
            return _words(text, field, at)
        case "choice" if text and text not in field.choices:
            return "", _unknown(text, field, field.choices, at)
        case "documents":
            return ", ".join(filter(None, (item.strip() for item in text.replace(";", ",").split(",")))), None
        case "date" if text:
            try:
                PartialDate.parse(text)
            except ValueError:
                what = f"`{field.header}` is `{text[:60]}`, which is no date"
                return "", Problem(at, "not-a-date", what, _expected(field))
    return text, None


def _flaw(text: str, at: Position) -> Problem | None:
    """Why no file can hold a text; none where it can."""
    if stray := stray_character(text, at):
        return stray
    if len(text) > LONGEST_FIELD:
        what, hint = f"the text has {len(text):,} characters", "say it in fewer words; put documents beside the data"
        return Problem(at, "too-long", what, f"at most {LONGEST_FIELD:,}", hint)
    return None


def _words(text: str, field: Field, at: Position) -> tuple[str, Problem | None]:
    """One rating or several, with commas between."""
    words = [word.strip() for word in text.split(",")]
    single = tuple(word for word in field.choices if "," not in word)
    for word in words:
        if word not in single and text:
            return "", _unknown(word, field, single, at)
    return ", ".join(words) if text else "", None


def _unknown(word: str, field: Field, words: Sequence[str], at: Position) -> Problem:
    code = "unknown-rating" if field.sort == "words" else "unknown-word"
    shown = [field.label(each) for each in words]
    hint = closest(word.lower(), shown) or "choose from the list of the cell"
    return Problem(at, code, f"`{field.header}` is `{printable(word)[:60]}`", " | ".join(shown), hint)


def _expected(field: Field) -> str:
    match field.sort:
        case "date":
            return "a day that exists, such as 2017-07-18, 2017-07 or 2017"
        case "words" | "choice":
            return " | ".join(field.label(word) for word in field.choices if "," not in word)
        case _:
            return "a text"


def _new(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if not row.key)


def _on_file(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.key)


def _remarks(table: _Table, leaving: Leaving) -> Iterator[Row]:
    """Rows of remarks: new ones, and those on file, which still say what they said."""
    seen: dict[str, Row] = {}
    for row in table.rows():
        if row.key and table.knows(row, leaving.remarks, seen) and table.stays(row):
            seen[row.key] = row
            table.problems += _locked(table, (row,), leaving.remarks, "text")
        if not row.key or row.key in seen:
            yield row


def _ids(leaving: Leaving, rows: Sequence[Row]) -> Mapping[str, str]:
    """Ids of acts by what a cell may say: the short title as it left, or the id itself; a new act is known by its title."""
    known = {id_: id_ for id_ in leaving.acts}
    known |= {texts["short"]: id_ for id_, texts in leaving.acts.items() if "short" in texts}
    return {row.texts["short"]: row.texts["short"] for row in rows if not row.key and "short" in row.texts} | known


def _with_ids(row: Row, fields: Sequence[Field], ids: Mapping[str, str]) -> Row:
    """A row in which acts are named by their ids; one that nobody knows stays as it is and is found by the check."""
    acts = {field.key for field in fields if field.sort == "act"}
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


def _locked(table: _Table, rows: Sequence[Row], left: Mapping[str, Texts], key: str) -> Iterator[Problem]:
    """Rows whose closed cell was changed: the name by which a row is chosen, the text of a remark."""
    column = next(field for field in table.fields if field.key == key)
    for row in rows:
        before = as_read(left.get(row.key, {}), table.fields).get(key, "")
        if row.key and row.texts.get(key, "") != before:
            what = f"`{column.header}` of `{printable(row.key)[:60]}` was changed here"
            hint = "put it back; whatever is new goes into an empty row"
            yield Problem(row.places[key], "changed-key", what, before or "empty", hint)


def as_read(texts: Texts, fields: Sequence[Field]) -> Texts:
    """Texts that left with a workbook as its reader gives them back, so that only what somebody typed differs."""
    kept = {key: _tidy(text) for key, text in texts.items()}
    lists = {field.key for field in fields if field.sort in ("documents", "words")}
    kept = {key: re.sub(r"\s*,\s*", ", ", text) if key in lists else text for key, text in kept.items()}
    return {key: text for key, text in kept.items() if text}
