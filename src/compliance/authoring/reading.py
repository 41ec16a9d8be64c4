"""A checklist workbook that was returned → what stands in its cells, each with its place, and all that is wrong with its form."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from compliance.authoring.cells import Note, as_typed, by_cell, read_cell
from compliance.authoring.leaving import AGAIN, Book, Leaving
from compliance.authoring.merge import Texts
from compliance.authoring.order import displaced, moved
from compliance.authoring.spoken import in_english
from compliance.model.instrument import Criterion
from compliance.problems import Position, Problem, closest, printable
from compliance.queries.form_fields import FIRST, Field
from compliance.report.excel.form import ACTS, BASES, CRITERION, DOCUMENTS, KEY, LOCKED, NAME_CELL, REMARKS, START
from compliance.report.excel.incoming import EMPTY, Cell, Page, one_line
from compliance.report.excel.values import HEADER_ROW

ORDER = "the order of rows"
"""What is broken where a sheet was sorted in part, beside the names of sheets."""
Questions = Mapping[str, frozenset[str]]
"""What a criterion asks, in every language in which a workbook may ask it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What stands in one row."""

    key: str
    """The key of the row: a criterion, a legal basis, an act, a document; empty for a new one."""
    texts: Texts
    """Texts by field, as files write them; of a cell that cannot be read, what stood there when the workbook left."""
    places: Mapping[str, Position] = field(compare=False)
    wrong: Mapping[str, Cell] = field(default_factory=dict, compare=False)
    """Cells that cannot be read, by field."""


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
    problems: tuple[Problem, ...] = ()
    """All that is wrong with sheets, headers, rows and cells."""
    owners: Mapping[Problem, tuple[str, ...]] = field(default_factory=dict)
    """The criteria whose answers a problem spoils, where it does not stand in a cell of theirs."""
    broken: frozenset[str] = frozenset()
    """Sheets that could not be read row by row; where there are any, no answer can be trusted by itself."""
    notes: tuple[Note, ...] = ()
    """What was understood differently from what was typed."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that a country and a treaty call for."""

    answers: tuple[Field, ...]
    bases: tuple[Field, ...]
    acts: tuple[Field, ...]
    documents: tuple[Field, ...]
    remarks: tuple[Field, ...] = ()


def questions_of(criteria: Iterable[Criterion]) -> Questions:
    """What some criteria ask, in every language in which their instrument asks it."""
    return {
        criterion.id: frozenset(map(_on_one_line, (criterion.question, *criterion.questions.values())))
        for criterion in criteria
    }


def read_book(book: Book, columns: Columns, questions: Questions) -> Filled:
    """What stands in the cells of a workbook, and every problem of its sheets, headers, rows and cells."""
    return _Reader(book, columns, questions).filled()


class _Reader:
    """A workbook being read, sheet by sheet."""

    def __init__(self, book: Book, columns: Columns, questions: Questions) -> None:
        self.book, self.columns, self.questions = in_english(book), columns, questions
        self.leaving = book.leaving
        self.criterion = self.leaving.headers.get("", {}).get("criterion", CRITERION)
        self.problems: list[Problem] = []
        self.owners: dict[Problem, tuple[str, ...]] = {}
        self.notes: list[Note] = []
        self.broken: set[str] = set()

    def filled(self) -> Filled:
        """All of it."""
        acts, documents = self.register(ACTS, self.columns.acts), self.register(DOCUMENTS, self.columns.documents)
        self.known = Known(self.leaving, acts, documents)
        answers = {row.key: row for name in self.leaving.sheets for row in self.section(name)}
        bases, remarks = tuple(self.bases()), tuple(self.remarks())
        self.displaced_rows(answers.values(), bases)
        return Filled(
            leaving=self.leaving,
            by=self.name(),
            answers=answers,
            bases=bases,
            acts=tuple(row for row in acts if not row.key),
            documents=tuple(row for row in documents if not row.key),
            corrected={
                name: tuple(row for row in rows if row.key) for name, rows in ((ACTS, acts), (DOCUMENTS, documents))
            },
            remarks=remarks,
            problems=tuple(sorted(set(self.problems))),
            owners=self.owners,
            broken=frozenset(self.broken),
            notes=tuple(sorted(set(self.notes), key=lambda note: by_cell(note.at))),
        )

    def add(self, problem: Problem, *owners: str) -> None:
        """A problem, and the criteria whose answers it spoils."""
        self.problems.append(problem)
        if owners:
            self.owners[problem] = tuple(dict.fromkeys((*self.owners.get(problem, ()), *owners)))

    def breaks(self, name: str, problems: Iterable[Problem]) -> bool:
        """Whether a sheet has lost its form, which is said; then no row of it can be trusted."""
        every = tuple(problems)
        self.problems += every
        self.broken |= {name} if every else set()
        return bool(every)

    def table(self, name: str, fields: Sequence[Field], key: str, sent: Mapping[str, Texts]) -> "_Table | None":
        """A sheet as a table; none where it has lost its form."""
        if self.breaks(name, _sheet(self.book, name)):
            return None
        table = _Table(self.book.pages[name], fields, key, sent)
        return None if self.breaks(name, table.flaws) else table

    def rows(self, table: "_Table") -> Iterator[Row]:
        """The rows of a table; what is wrong with their cells is said."""
        for row in table.rows():
            for problem in table.problems:
                self.add(problem)
            self.notes += table.notes
            yield row

    def register(self, name: str, fields: Sequence[Field]) -> tuple[Row, ...]:
        """The rows of a register; those that left with the workbook keep the name by which they are chosen."""
        sent = self.leaving.acts if name == ACTS else self.leaving.documents
        table = self.table(name, fields, KEY, sent)
        if table is None or self.breaks(name, table.page.merged_cells()):
            return ()
        rows = tuple(row for row in self.rows(table) if row.key or row.texts or row.wrong)
        for row in rows:
            for problem in _locked(row, sent, fields, LOCKED[name]):
                self.add(problem)
        return rows

    def section(self, name: str) -> Iterator[Row]:
        """The answers on a sheet, each criterion once."""
        table = self.table(name, self.columns.answers, self.criterion, self.leaving.answers)
        if table is None:
            return
        seen: dict[str, Row] = {}
        asked = _Asked(table.page, self.questions)
        rows = [(row, asked.by(row.places[""])) for row in self.rows(table)]
        if self.breaks(ORDER, displaced(rows, self.leaving.answers, self.questions)):
            return
        ids = Counter(row.key for row, _ in rows)
        for row, own in rows:
            if key := self.key(row, own if ids[row.key] > 1 or row.key not in self.leaving.answers else "", seen):
                seen[key] = self.known.named(replace(row, key=key), self.columns.answers, self.notes)
        yield from seen.values()
        self.merged(table.page, seen)

    def key(self, row: Row, own: str, seen: Mapping[str, Row]) -> str:
        """The criterion of a row that is to be read; empty for none. A row that lost its id is its `own` by its question."""
        at = row.places[""]
        if row.key in self.leaving.answers and "" not in row.wrong and own in ("", row.key):
            if row.key not in seen:
                return row.key
            what = f"the row `{row.key}` stands here a second time; the first is {seen[row.key].places[''].cell}"
            named = self.known.named(row, self.columns.answers, [])
            what += "".join(_otherwise(named, seen[row.key], self.columns.answers))
            hint = "delete one; for another provision take an empty row of the sheet Legal basis"
            self.add(Problem(at, "repeated-row", what, "one row of each", hint), row.key)
            return ""
        if own and own not in seen:
            self.add(_lost(row, own), own)
            return own
        if row.key or row.texts or row.wrong:
            what = f"`{printable(row.key)[:60]}` is no row of this checklist" if row.key else "the row has no id"
            hint = "every row keeps the id with which it left; notes of your own go on a sheet of your own"
            self.add(Problem(at, "changed-key", what, "a row as it was exported", hint))
        return ""

    def merged(self, page: Page, seen: Mapping[str, Row]) -> None:
        """Cells of answers that were merged."""
        rows = {_row_of(row.places[""]): key for key, row in seen.items()}
        for problem in page.merged_cells():
            numbers = [int(number) for number in re.findall("[0-9]+", problem.at.cell.rpartition("!")[2])]
            covered = [rows[number] for number in range(min(numbers), max(numbers) + 1) if number in rows]
            self.add(problem, *covered)

    def bases(self) -> Iterator[Row]:
        """The legal bases, those that left with the workbook once each."""
        sent = _with_criterion(self.leaving.bases)
        fields = (Field("criterion", self.criterion, sort="key"), *self.columns.bases)
        table = self.table(BASES, fields, KEY, sent)
        if table is None or self.breaks(BASES, table.page.merged_cells()):
            return
        seen: dict[str, Row] = {}
        for row in self.rows(table):
            named = self.known.named(row, fields, self.notes)
            if not row.key:
                if row.texts or row.wrong:
                    yield named
            elif self.knows(named, sent, seen) and self.stays(named):
                seen[row.key] = named
                yield named
        self.gone_bases(seen)

    def remarks(self) -> Iterator[Row]:
        """Remarks on file with what was replied, and new ones; what is wrong with one of them spoils no answer."""
        sent = _with_criterion(self.leaving.remarks)
        fields = (Field("criterion", self.criterion, sort="key"), *self.columns.remarks)
        table = self.table(REMARKS, fields, KEY, sent)
        if table is None or self.breaks(REMARKS, table.page.merged_cells()):
            return
        seen: set[str] = set()
        for row in self.rows(table):
            for problem in _of_remark(row, sent, seen, fields):
                self.add(problem)
            seen.add(row.key)
            if row.key or row.texts or row.wrong:
                yield self.known.named(row, fields, self.notes)

    def knows(self, row: Row, sent: Mapping[str, Texts], seen: Mapping[str, Row]) -> bool:
        """Whether a legal basis left with the workbook and comes back once; else says so."""
        criterion = row.key.partition("#")[0]
        if row.key not in sent:
            what = f"`{printable(row.key)[:60]}` is no row of this checklist"
            self.add(Problem(row.places[""], "changed-key", what, "a row as it was exported", AGAIN))
        elif row.key in seen:
            what = f"the row `{row.key}` stands here a second time; the first is {seen[row.key].places[''].cell}"
            hint = "delete one; for another provision take an empty row"
            self.add(Problem(row.places[""], "repeated-row", what, "one row of each", hint), criterion)
        return row.key in sent and row.key not in seen

    def stays(self, row: Row) -> bool:
        """Whether a legal basis still belongs to the criterion with which it left; else says so."""
        left = row.key.partition("#")[0]
        if (stays := row.texts.get("criterion", left) == left) is False:
            what = f"the row of `{left}` now says `{printable(row.texts['criterion'])[:60]}`"
            hint = "to move a provision, empty this row and take an empty one; when sorting, sort all columns"
            self.add(Problem(row.places["criterion"], "changed-key", what, left, hint), left)
            self.broken.add(BASES)
        return stays

    def gone_bases(self, seen: Mapping[str, Row]) -> None:
        """Legal bases whose rows were deleted."""
        spoilt = {owner for owners in self.owners.values() for owner in owners}
        for key in self.leaving.bases:
            criterion = key.partition("#")[0]
            if key not in seen and criterion not in spoilt:
                what = f"the row of a legal basis of `{criterion}` is gone"
                hint = "to take a legal basis away, empty the cells of its row; put the row back first"
                at = Position(self.book.path, cell=BASES)
                self.add(Problem(at, "missing-row", what, "every row as exported", hint), criterion)

    def displaced_rows(self, answers: Iterable[Row], bases: Sequence[Row]) -> None:
        """Answers that stand in the rows of others, and answers whose rows were deleted."""
        rows = tuple(replace(row, texts=_without_first(row.texts)) for row in answers)
        was = {key: as_read(texts, self.columns.answers) for key, texts in self.leaving.answers.items()}
        based = {key: as_read(texts, self.columns.bases) for key, texts in self.leaving.bases.items()}
        without = tuple(replace(row, texts=_without(row.texts, "criterion")) for row in bases if row.key)
        self.breaks(ORDER, (*moved(rows, was), *moved(without, based)))
        if not self.broken.intersection((ORDER, *self.leaving.sheets)):
            self.gone_answers({row.key for row in rows})

    def gone_answers(self, there: set[str]) -> None:
        """Answers whose rows were deleted."""
        hint = "a row without an answer stays empty; put it back, or take an earlier copy of the workbook"
        for key in self.leaving.answers:
            if key not in there:
                at = Position(self.book.path, cell=" | ".join(self.leaving.sheets))
                problem = Problem(at, "missing-row", f"the row of `{key}` is gone", "every row as exported", hint)
                self.add(problem, key)

    def name(self) -> str:
        """The name on the first page."""
        if START not in self.book.pages:
            return ""
        place = NAME_CELL[0] + 1, NAME_CELL[1] + 1
        page = self.book.pages[START]
        at = page.at(*place)
        reading = read_cell(page.cell(*place), Field("by", "Your name"), at)
        problem = reading.problem
        if not problem and len(reading.text) > MOST_OF_NAME:
            what = f"the name has {len(reading.text):,} characters"
            problem = Problem(at, "too-long", what, f"at most {MOST_OF_NAME:,}", "write the name alone")
        self.breaks(START, (problem,) if problem else ())
        return " ".join(reading.text.split())


MOST_OF_NAME = 2000
"""Characters of a name; as many as the command takes."""


def _sheet(book: Book, name: str) -> Iterator[Problem]:
    """That a sheet is missing, or came from another workbook."""
    if name not in book.pages:
        shown = book.leaving.pages.get(name, name)
        hint = closest(shown, book.pages) or "give the sheet its name back"
        yield Problem(Position(book.path), "missing-sheet", f"there is no sheet `{shown}`", shown, hint)
        return
    page = book.pages[name]
    title = one_line(page.cell(1, 1))
    if title != _on_one_line(book.leaving.title):
        what = f"the sheet is titled `{printable(title)[:60]}`" if title else "the sheet has lost its title"
        hint = f"it seems to be of another workbook; {AGAIN}" if title else "write it again into this cell"
        yield Problem(page.at(1, 1), "changed-key", what, book.leaving.title, hint)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _row_of(at: Position) -> int:
    """The number of the row of a cell."""
    return int(re.sub("^[A-Z]+", "", at.cell.rpartition("!")[2]))


def _without(texts: Texts, key: str) -> Texts:
    return {name: text for name, text in texts.items() if name != key}


def _without_first(texts: Texts) -> Texts:
    """An answer without its first provision, which its row shows and no file has there."""
    return {name: text for name, text in texts.items() if not name.startswith(FIRST)}


def _with_criterion(rows: Mapping[str, Texts]) -> Mapping[str, Texts]:
    """Rows with the criterion with which their keys begin."""
    return {key: {"criterion": key.partition("#")[0], **texts} for key, texts in rows.items()}


def _of_remark(
    row: Row, sent: Mapping[str, Texts], seen: Collection[str], fields: Sequence[Field]
) -> Iterator[Problem]:
    """What is wrong with the row of a remark on file."""
    if row.key and row.key not in sent:
        what = f"`{printable(row.key)[:60]}` is no row of this checklist"
        yield Problem(row.places[""], "changed-key", what, "a row as it was exported", AGAIN)
    elif row.key in seen and row.key:
        what, hint = f"the row `{row.key}` stands here a second time", "delete one; new remarks go into an empty row"
        yield Problem(row.places[""], "repeated-row", what, "one row of each", hint)
    elif row.key:
        yield from _locked(row, sent, fields, "criterion")
        yield from _locked(row, sent, fields, "text")


class _Table:
    """A sheet being read: its columns by header, its rows by key."""

    def __init__(self, page: Page, fields: Sequence[Field], key: str, sent: Mapping[str, Texts]) -> None:
        self.page, self.fields, self.sent = page, fields, sent
        self.columns, self.flaws = page.headers({field.header: field.key for field in fields} | {key: ""})
        self.problems: tuple[Problem, ...] = ()
        self.notes: tuple[Note, ...] = ()

    def rows(self) -> Iterator[Row]:
        """The rows in which something stands; problems and notes are those of the row that came last."""
        for number, cells in self.page.rows(HEADER_ROW + 1):
            row = self._row(number, cells)
            if row.key or row.texts or row.wrong:
                yield row

    def _row(self, number: int, cells: Mapping[int, Cell]) -> Row:
        places = {key: self.page.at(number, place) for key, place in self.columns.items()}
        key_cell = cells.get(self.columns[""], EMPTY)
        key = one_line(key_cell)
        before = as_read(self.sent.get(key, {}), self.fields)
        raw = self.sent.get(key, {})
        texts: dict[str, str] = {}
        wrong: dict[str, Cell] = {} if key_cell.kind in ("text", "empty") else {"": key_cell}
        problems, notes = [], []
        for column in self.fields:
            at, cell = places[column.key], cells.get(self.columns[column.key], EMPTY)
            reading = read_cell(cell, column, at)
            text = before.get(column.key, "") if reading.problem else reading.text
            if reading.problem:
                problems.append(reading.problem)
                wrong[column.key] = cell
            elif reading.note and cell.text != raw.get(column.key):
                notes.append(Note(at, reading.note))
            if text:
                texts[column.key] = text
        self.problems, self.notes = tuple(problems), tuple(notes)
        return Row(key=key, texts=texts, places=places, wrong=wrong)


class _Asked:
    """The question that stands in a row of a section, whichever its column and its language."""

    def __init__(self, page: Page, questions: Questions) -> None:
        by_question: dict[str, list[str]] = {}
        for criterion, texts in questions.items():
            for text in texts:
                by_question.setdefault(text, []).append(criterion)
        self.rows: dict[int, str] = {}
        for number, cells in page.rows(HEADER_ROW + 1):
            for cell in cells.values():
                asking = by_question.get(_on_one_line(cell.text), []) if cell.kind == "text" else []
                if len(asking) == 1:
                    self.rows[number] = asking[0]

    def by(self, at: Position) -> str:
        """The criterion whose question stands in the row of a cell; empty where that is not known."""
        return self.rows.get(_row_of(at), "")


def _lost(row: Row, own: str) -> Problem:
    """That the id of a row is not the one with which it left."""
    at, cell = row.places[""], row.wrong.get("")
    hint = f"type `{own}` again, with ' before it, or undo the change"
    if cell is not None and cell.kind in ("date", "number"):
        what = f"the spreadsheet made {(cell.kind == 'date' and 'a date') or 'a number'} of the id `{own}`: {cell.text}"
        return Problem(at, "changed-key", printable(what), own, hint)
    what = (
        f"the row of `{own}` now says `{printable(row.key)[:60]}`" if row.key else f"the row of `{own}` has lost its id"
    )
    return Problem(at, "changed-key", what, own, hint)


def _otherwise(row: Row, first: Row, fields: Sequence[Field]) -> Iterator[str]:
    """What the second row of a criterion says otherwise than the first."""
    for column in fields:
        if (text := row.texts.get(column.key, "")) != first.texts.get(column.key, ""):
            yield f"; here `{column.header}` is `{printable(text)}`" if text else f"; here `{column.header}` is empty"


class Known:
    """What cells name: criteria, acts and documents, whatever their capitals and blanks."""

    def __init__(self, leaving: Leaving, acts: Sequence[Row], documents: Sequence[Row]) -> None:
        new = {short: short for row in acts if not row.key and (short := row.texts.get("short"))}
        known = {id_: id_ for id_ in leaving.acts}
        known |= {texts["short"]: id_ for id_, texts in leaving.acts.items() if "short" in texts}
        self.acts = _Names(new | known)
        ids = (*leaving.documents, *(row.texts["id"] for row in documents if "id" in row.texts))
        self.documents = _Names({id_: id_ for id_ in ids})
        self.criteria = _Names({id_: id_ for id_ in leaving.answers})

    def named(self, row: Row, fields: Sequence[Field], notes: list[Note]) -> Row:
        """A row in which acts are named by their ids; what nobody knows stays as it is and is found by the check."""
        sorts = {field.key: field.sort for field in fields}
        texts = {key: self._named(text, sorts.get(key, "text")) for key, text in row.texts.items()}
        for key, text in texts.items():
            if text != row.texts[key] and row.texts[key] not in self.acts.exact:
                notes.append(Note(row.places[key], f"`{printable(row.texts[key])[:60]}` as `{text}`"))
        return replace(row, texts=texts)

    def _named(self, text: str, sort: str) -> str:
        match sort:
            case "act":
                return self.acts.of(text)
            case "documents":
                return ", ".join(self.documents.of(name.strip()) for name in text.split(","))
            case "key":
                return self.criteria.of(text)
        return text


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


class _Names:
    """Names and what each means, also without capitals and blanks as far as that means one thing."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.exact = names
        self.bare: dict[str, set[str]] = {}
        for name, meant in names.items():
            self.bare.setdefault(_bare(name), set()).add(meant)

    def of(self, text: str) -> str:
        """What a text means, or the text itself."""
        meant = self.bare.get(_bare(text), set())
        return self.exact.get(text) or (next(iter(meant)) if len(meant) == 1 else text)


def _locked(row: Row, sent: Mapping[str, Texts], fields: Sequence[Field], key: str) -> Iterator[Problem]:
    """That the closed cell of a row on file was changed: the name by which the row is chosen, the text of a remark."""
    column = next(field for field in fields if field.key == key)
    before = as_read(sent.get(row.key, {}), fields).get(key, "")
    if row.key and row.texts.get(key, "") != before:
        what = f"`{column.header}` of `{printable(row.key)[:60]}` was changed here"
        hint = "put it back; whatever is new goes into an empty row"
        yield Problem(row.places[key], "changed-key", what, before or "empty", hint)


def as_read(texts: Texts, fields: Sequence[Field]) -> Texts:
    """Texts that left with a workbook as its reader gives them back, so that only what somebody typed differs."""
    kept = {key: as_typed(text) for key, text in texts.items()}
    lists = {field.key for field in fields if field.sort in ("documents", "words")}
    kept = {key: re.sub(r"\s*,\s*", ", ", text) if key in lists else text for key, text in kept.items()}
    return {key: text for key, text in kept.items() if text}
