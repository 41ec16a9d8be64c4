"""A checklist workbook that was returned → what stands in its cells, each with its place, and all that is wrong with its form."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from compliance.authoring.cells import Note, by_cell, read_cell
from compliance.authoring.leaving import AGAIN, Book, in_english
from compliance.authoring.merge import Texts
from compliance.authoring.rows import (
    Columns,
    Filled,
    Known,
    Questions,
    Row,
    as_read,
    displaced,
    moved,
    of_answer,
    without,
)
from compliance.authoring.sentences import MOST
from compliance.model.instrument import Criterion
from compliance.problems import Position, Problem, closest, printable
from compliance.queries.form_fields import Field
from compliance.report.excel.form import ACTS, BASES, CRITERION, DOCUMENTS, KEY, LOCKED, NAME_CELL, REMARKS, START
from compliance.report.excel.incoming import EMPTY, Cell, Page, one_line
from compliance.report.excel.values import HEADER_ROW

ORDER = "the order of rows"
"""What is broken where a sheet was sorted in part, beside the names of sheets."""


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
                ACTS: tuple(row for row in acts if row.key),
                DOCUMENTS: tuple(row for row in documents if row.key),
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

    def rows(
        self, name: str, fields: Sequence[Field], sent: Mapping[str, Texts], key: str = KEY
    ) -> tuple[Row, ...] | None:
        """The rows of a sheet in which something stands, whose key is in a column; none where it has lost its form."""
        if self.breaks(name, _sheet(self.book, name)):
            return None
        page = self.book.pages[name]
        columns, flaws = page.headers({field.header: field.key for field in fields} | {key: ""})
        # Merged cells of a section spoil the answers that they cover, of other sheets all: their keys are hidden.
        if self.breaks(name, flaws) or (key == KEY and self.breaks(name, page.merged_cells())):
            return None
        rows = []
        for number, cells in page.rows(HEADER_ROW + 1):
            typed = {name: (cells.get(place, EMPTY), page.at(number, place)) for name, place in columns.items()}
            rows.append(self.row(typed, fields, sent))
        return tuple(row for row in rows if row.holds)

    def row(
        self, typed: Mapping[str, tuple[Cell, Position]], fields: Sequence[Field], sent: Mapping[str, Texts]
    ) -> Row:
        """A row of its cells and their places by field; what is wrong with them is said."""
        key_cell, _ = typed[""]
        key = one_line(key_cell)
        raw = sent.get(key, {})
        before = as_read(raw, fields)
        texts: dict[str, str] = {}
        wrong: dict[str, Cell] = {} if key_cell.kind in ("text", "empty") else {"": key_cell}
        notes: list[Note] = []
        for column in fields:
            cell, at = typed[column.key]
            reading = read_cell(cell, column, at)
            if reading.problem:
                self.problems.append(reading.problem)
                wrong[column.key] = cell
            elif reading.note and cell.text != raw.get(column.key):
                notes.append(Note(at, reading.note))
            if text := before.get(column.key, "") if reading.problem else reading.text:
                texts[column.key] = text
        row = Row(key=key, texts=texts, places={name: at for name, (_, at) in typed.items()}, wrong=wrong)
        self.notes += notes if row.holds else []
        return row

    def register(self, name: str, fields: Sequence[Field]) -> tuple[Row, ...]:
        """The rows of a register; those that left with the workbook keep the name by which they are chosen."""
        sent = self.leaving.acts if name == ACTS else self.leaving.documents
        rows = self.rows(name, fields, sent) or ()
        self.problems += (problem for row in rows for problem in _locked(row, sent, fields, LOCKED[name]))
        return rows

    def section(self, name: str) -> Iterator[Row]:
        """The answers on a sheet, each criterion once."""
        read = self.rows(name, self.columns.answers, self.leaving.answers, self.criterion)
        if read is None:
            return
        asked = _asked(self.book.pages[name], self.questions)
        rows = [(row, asked.get(_row_of(row.places[""]), "")) for row in read]
        if self.breaks(ORDER, displaced(rows, self.leaving.answers, self.questions)):
            return
        seen: dict[str, Row] = {}
        ids = Counter(row.key for row, _ in rows)
        for row, own in rows:
            if key := self.key(row, own if ids[row.key] > 1 or row.key not in self.leaving.answers else "", seen):
                seen[key] = self.known.named(replace(row, key=key), self.columns.answers, self.notes)
        yield from seen.values()
        self.merged(self.book.pages[name], seen)

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
        if row.holds:
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
        rows = self.rows(BASES, fields, sent)
        if rows is None:
            return
        seen: dict[str, Row] = {}
        for row in rows:
            named = self.known.named(row, fields, self.notes)
            if not row.key:
                yield named
            elif self.knows(named, sent, seen) and self.stays(named):
                seen[row.key] = named
                yield named
        self.gone_bases(seen)

    def remarks(self) -> Iterator[Row]:
        """Remarks on file with what was replied, and new ones; what is wrong with one of them spoils no answer."""
        sent = _with_criterion(self.leaving.remarks)
        fields = (Field("criterion", self.criterion, sort="key"), *self.columns.remarks)
        seen: set[str] = set()
        for row in self.rows(REMARKS, fields, sent) or ():
            self.problems += _of_remark(row, sent, seen, fields)
            seen.add(row.key)
            yield self.known.named(row, fields, self.notes)

    def knows(self, row: Row, sent: Mapping[str, Texts], seen: Mapping[str, Row]) -> bool:
        """Whether a legal basis left with the workbook and comes back once; else says so."""
        if row.key not in sent:
            self.add(_stranger(row))
        elif row.key in seen:
            what = f"the row `{row.key}` stands here a second time; the first is {seen[row.key].places[''].cell}"
            hint = "delete one; for another provision take an empty row"
            self.add(Problem(row.places[""], "repeated-row", what, "one row of each", hint), row.owner)
        return row.key in sent and row.key not in seen

    def stays(self, row: Row) -> bool:
        """Whether a legal basis still belongs to the criterion with which it left; else says so."""
        left = row.owner
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
        rows = tuple(replace(row, texts=of_answer(row.texts)) for row in answers)
        was = {key: as_read(texts, self.columns.answers) for key, texts in self.leaving.answers.items()}
        based = {key: as_read(texts, self.columns.bases) for key, texts in self.leaving.bases.items()}
        on_file = tuple(replace(row, texts=without(row.texts, "criterion")) for row in bases if row.key)
        self.breaks(ORDER, (*moved(rows, was), *moved(on_file, based)))
        if not self.broken.intersection((ORDER, *self.leaving.sheets)):
            self.gone_answers({row.key for row in rows})

    def gone_answers(self, there: set[str]) -> None:
        """Answers whose rows were deleted."""
        hint = "a row without an answer stays empty; put it back, or take an earlier copy of the workbook"
        at = Position(self.book.path, cell=" | ".join(self.leaving.sheets))
        for key in (key for key in self.leaving.answers if key not in there):
            self.add(Problem(at, "missing-row", f"the row of `{key}` is gone", "every row as exported", hint), key)

    def name(self) -> str:
        """The name on the first page."""
        if START not in self.book.pages:
            return ""
        place = NAME_CELL[0] + 1, NAME_CELL[1] + 1
        page = self.book.pages[START]
        at = page.at(*place)
        reading = read_cell(page.cell(*place), Field("by", "Your name"), at)
        problem = reading.problem
        if not problem and len(reading.text) > MOST:
            what = f"the name has {len(reading.text):,} characters"
            problem = Problem(at, "too-long", what, f"at most {MOST:,}", "write the name alone")
        self.breaks(START, (problem,) if problem else ())
        return " ".join(reading.text.split())


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
    return int(re.sub("^[A-Z]+", "", at.cell.rpartition("!")[2]))


def _with_criterion(rows: Mapping[str, Texts]) -> Mapping[str, Texts]:
    """Rows with the criterion with which their keys begin."""
    return {key: {"criterion": key.partition("#")[0], **texts} for key, texts in rows.items()}


def _asked(page: Page, questions: Questions) -> Mapping[int, str]:
    """The criterion whose question stands in each row, whichever its column and its language; a question of several is of none."""
    by_question: dict[str, list[str]] = {}
    for criterion, texts in questions.items():
        for text in texts:
            by_question.setdefault(text, []).append(criterion)
    rows: dict[int, str] = {}
    for number, cells in page.rows(HEADER_ROW + 1):
        for cell in cells.values():
            asking = by_question.get(_on_one_line(cell.text), []) if cell.kind == "text" else []
            if len(asking) == 1:
                rows[number] = asking[0]
    return rows


def _stranger(row: Row) -> Problem:
    what = f"`{printable(row.key)[:60]}` is no row of this checklist"
    return Problem(row.places[""], "changed-key", what, "a row as it was exported", AGAIN)


def _of_remark(
    row: Row, sent: Mapping[str, Texts], seen: Collection[str], fields: Sequence[Field]
) -> Iterator[Problem]:
    """What is wrong with the row of a remark on file."""
    if row.key and row.key not in sent:
        yield _stranger(row)
    elif row.key in seen and row.key:
        what, hint = f"the row `{row.key}` stands here a second time", "delete one; new remarks go into an empty row"
        yield Problem(row.places[""], "repeated-row", what, "one row of each", hint)
    elif row.key:
        yield from _locked(row, sent, fields, "criterion")
        yield from _locked(row, sent, fields, "text")


def _lost(row: Row, own: str) -> Problem:
    """That the id of a row is not the one with which it left."""
    cell, what = row.wrong.get(""), f"the row of `{own}` has lost its id"
    if cell is not None and cell.kind in ("date", "number"):
        what = printable(f"the spreadsheet made a {cell.kind} of the id `{own}`: {cell.text}")
    elif row.key:
        what = f"the row of `{own}` now says `{printable(row.key)[:60]}`"
    return Problem(
        row.places[""], "changed-key", what, own, f"type `{own}` again, with ' before it, or undo the change"
    )


def _otherwise(row: Row, first: Row, fields: Sequence[Field]) -> Iterator[str]:
    """What the second row of a criterion says otherwise than the first."""
    for column in fields:
        if (text := row.texts.get(column.key, "")) != first.texts.get(column.key, ""):
            yield f"; here `{column.header}` is `{printable(text)}`" if text else f"; here `{column.header}` is empty"


def _locked(row: Row, sent: Mapping[str, Texts], fields: Sequence[Field], key: str) -> Iterator[Problem]:
    """That the closed cell of a row on file was changed: the name by which the row is chosen, the text of a remark."""
    column = next(field for field in fields if field.key == key)
    before = as_read(sent.get(row.key, {}), fields).get(key, "")
    if row.key and row.texts.get(key, "") != before:
        what = f"`{column.header}` of `{printable(row.key)[:60]}` was changed here"
        hint = "put it back; whatever is new goes into an empty row"
        yield Problem(row.places[key], "changed-key", what, before or "empty", hint)
