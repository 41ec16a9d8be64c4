"""A workbook with the answers that wait to be mended and no others: as they were typed, each fault marked and explained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from compliance.language import _
from compliance.queries.form import Form
from compliance.queries.form_fields import Field
from compliance.report.excel.checklist import sheets, written
from compliance.report.excel.form import (
    ACTS,
    BASES,
    CRITERION,
    DOCUMENTS,
    KEY,
    LOCKED,
    REMARKS,
    START,
    names_of,
    sheet_names,
    text_of,
)
from compliance.report.excel.incoming import Cell as Typed
from compliance.report.excel.values import HEADER_ROW, Cell, Formula, Row, Sheet, Store, Styled

CLOSED = frozenset(("label", "text", "fixed-text"))
"""Styles of cells in which nothing is typed."""

LONGEST = 32_767
"""Characters that a cell can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A row that waits to be mended."""

    sheet: str
    """The name of its sheet in English; empty for an answer, whose section has it."""
    key: str
    """The key by which its row is found; empty for a row that is new."""
    texts: Mapping[str, str]
    """Texts by field, as files write them."""
    wrong: Mapping[str, Typed]
    """Cells that could not be read, by field."""
    comments: Mapping[str, str]
    """What is to be mended, by field; empty for the row itself."""


def mending_workbook(form: Form, pending: Sequence[Pending], by: str) -> bytes:
    """The workbook of what waits, over a form that holds those answers as they left."""
    return written(form, tuple(_overlaid(form, page, pending, by) for page in sheets(form)))


def _overlaid(form: Form, page: Sheet | Store, pending: Sequence[Pending], by: str) -> Sheet | Store:
    """A sheet with what was typed there."""
    if isinstance(page, Store):
        return page
    name = next((name for name, shown in sheet_names().items() if shown == page.name), page.name)
    if name == START:
        first, cell, *others = page.columns
        return replace(page, columns=(first, replace(cell, header=by), *others))
    section = name in names_of(form.parts)
    rows = tuple(row for row in pending if row.sheet == ("" if section else name))
    criterion = Field("criterion", _(CRITERION), sort="key")
    beside = {
        BASES: (criterion, *form.bases),
        REMARKS: (criterion, *form.remarks),
        ACTS: form.acts,
        DOCUMENTS: form.documents,
    }
    fields = form.answers if section else beside.get(name, ())
    key = _(CRITERION) if section else KEY
    return _Overlay(form, page, fields, key, closed=LOCKED.get(name, "")).laid(rows) if fields and rows else page


class _Overlay:
    """A sheet over which rows are laid that wait to be mended."""

    def __init__(self, form: Form, page: Sheet, fields: Sequence[Field], key: str, *, closed: str) -> None:
        self.form, self.page, self.fields, self.closed = form, page, fields, closed
        self.places = {column.header: place for place, column in enumerate(page.columns)}
        self.key = self.places[key]
        self.rows = [list(row) for row in page.rows]
        self.comments = dict(page.comments)
        keys = {number: cell for number, row in enumerate(page.rows) if (cell := row[self.key])}
        self.numbers = {str(cell.cell if isinstance(cell, Styled) else cell): number for number, cell in keys.items()}
        self.spare = (number for number in range(len(page.rows)) if number not in keys)

    def laid(self, pending: Sequence[Pending]) -> Sheet:
        """The sheet with those rows."""
        for each in pending:
            on_file = self.numbers.get(each.key) if each.key else None
            number = next(self.spare, None) if on_file is None else on_file
            if number is not None:
                self.lay(number, each, on_file=on_file is not None)
        rows: tuple[Row, ...] = tuple(map(tuple, self.rows))
        return replace(self.page, rows=rows, comments=self.comments)

    def lay(self, number: int, each: Pending, *, on_file: bool) -> None:
        """Writes what was typed into a row, and what is wrong beside it; rows are counted from 0."""
        for field in self.fields:
            place = self.places[field.header]
            if not self.is_closed(self.rows[number][place], field, each, on_file=on_file):
                self.rows[number][place] = self.cell(field, each)
            if text := each.comments.get(field.key):
                self.comments[number + HEADER_ROW, place] = text
        if text := each.comments.get(""):
            self.comments[number + HEADER_ROW, self.places[self.fields[0].header]] = text

    def is_closed(self, cell: Cell, field: Field, each: Pending, *, on_file: bool) -> bool:
        """Whether a cell keeps what it says: the name of an entry on file, a remark, a provision; an empty one that was typed into does not."""
        if not isinstance(cell, Styled) or cell.style not in CLOSED:
            return on_file and field.key == self.closed
        is_typed = field.key in each.texts or field.key in each.wrong
        return not is_typed if cell.cell is None else on_file

    def cell(self, field: Field, each: Pending) -> Cell:
        """A cell as it was typed; one that could not be read stays what it was, so that nobody takes it for mended."""
        if field.key in each.wrong:
            return _as_typed(each.wrong[field.key])
        text = text_of(self.form, field, each.texts.get(field.key, ""))
        return Styled(text, "mend") if field.key in each.comments else text


def _as_typed(cell: Typed) -> Cell:
    """A cell of a workbook that was returned, as one that leaves again."""
    match cell.kind:
        case "formula":
            return Styled(Formula(cell.text, ""), "mend")
        case "error" | "truth":
            return Styled(Formula(f"={cell.text}", cell.text), "mend")
        case "number":
            return Styled(Decimal(cell.text), "mend")
        case "date" if len(cell.text) == len("2017-07-18"):
            return Styled(date.fromisoformat(cell.text), "mend-date")
        case _:
            # As far as a cell can hold it.
            writable = (char for char in cell.text if not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff")
            return Styled("".join(writable)[:LONGEST], "mend")
