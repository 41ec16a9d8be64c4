"""Legal bases, remarks, acts and documents: rows that can be added to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from compliance.language import N_, _
from compliance.queries.form import Form, Listed, shown
from compliance.queries.form_fields import ALSO, Field
from compliance.report.excel.checklist.todo import ON_BASES, WHOLE, name_of, whole_row
from compliance.report.excel.form import (
    ACTS,
    BASES,
    DOCUMENTS,
    KEY,
    REMARKS,
    SPARE,
    blank,
    criterion_column,
    criterion_of,
    fill_in,
    text_of,
)
from compliance.report.excel.values import (
    HEADER_ROW,
    Block,
    Cell,
    Column,
    Sheet,
    Shown,
    Styled,
    Table,
    column,
    columns_of,
    letter,
    rows_of,
)

DEMANDED = {
    BASES: ("act", "role", "gist"),
    REMARKS: ("text",),
    ACTS: ("title", "kind"),
    DOCUMENTS: ("document",),
}
"""Fields without which a row is not complete."""
LOCKED = {ACTS: "short", DOCUMENTS: "id"}
"""The field by which other sheets name a row, which stays as it is where the row is on file."""
ABOUT = {
    ACTS: N_("Acts to choose from; correct what is wrong in its row, new ones go into the empty rows below"),
    DOCUMENTS: N_("Documents consulted; correct what is wrong in its row, new ones go into the empty rows below"),
}
"""What registers hold."""

_Row = Listed | None
"""A row that is on file, or an empty one."""


def bases(form: Form) -> Sheet:
    """The legal bases: rows that can be changed, added to and taken away."""
    table: Table[_Row] = (_criterion(form), *(_row_column(form, field) for field in form.bases))
    about = _("Provisions of national law on which answers rest; one that serves several criteria needs a single row")
    sheet = _with_whole(form, _rows(form, BASES, about, table, form.based))
    keys = ("criterion", *(field.key for field in form.bases))
    marks = _row_marks(BASES, keys, HEADER_ROW, len(sheet.rows))
    return replace(sheet, tab="input", allowed=("sort", "insert_rows"), marks=dict(marks))


def _with_whole(form: Form, sheet: Sheet) -> Sheet:
    """The sheet of legal bases with the hidden column that says whether each is whole, and names for formulas."""
    keys = ("criterion", *(field.key for field in form.bases), "", WHOLE)
    letters = {key: letter(place) for place, key in enumerate(keys)}
    last = HEADER_ROW + len(sheet.rows) - 1
    values = [1 + ("sources" in row.texts) for row in form.based]
    rows = tuple(
        (
            *row,
            whole_row(
                form,
                letters,
                number,
                value=values[number - HEADER_ROW - 1] if number <= HEADER_ROW + len(values) else 0,
            ),
        )
        for number, row in enumerate(sheet.rows, HEADER_ROW + 1)
    )
    hidden = Column(header="", width=4, style="plain", hidden=True, printed=False)
    places = {name: keys.index(name) for name in ("criterion", ALSO, WHOLE)}
    names = {name_of(name, ON_BASES): (HEADER_ROW, place, last, place) for name, place in places.items()}
    return replace(sheet, columns=(*sheet.columns, hidden), rows=rows, names=names)


def remarks(form: Form) -> Sheet:
    """What reviewers asked and what was replied: replies go beside each, new remarks into the empty rows below."""
    text, reply = form.remarks
    about = _("Remarks on answers; reply beside them, new remarks go into the empty rows below")
    table: Table[_Row] = (
        (criterion_column(form), _closed(criterion_of, "label")),
        column(_("By"), lambda row: row.texts.get("by") if row else None, 18),
        column(_("On"), lambda row: row.texts.get("on") if row else None, 16),
        (fill_in(form, text), _closed(lambda row: shown(row.texts["text"]), "text")),
        column(_("Replies"), lambda row: shown(row.texts.get("replies", "")) or None if row else None, 44),
        column(_("State"), lambda row: row.texts.get("state") if row else None, 22),
        (fill_in(form, reply), _reply),
    )
    sheet = _rows(form, REMARKS, about, table, form.remarked)
    first = HEADER_ROW + len(form.remarked)
    marks = _row_marks(REMARKS, ("criterion", "by", "on", "text"), first, len(sheet.rows))
    return replace(sheet, tab="input", marks=dict(marks))


def _reply(row: _Row) -> Cell:
    """The cell for a reply: closed in an empty row, which is a new remark, and where the remark is settled."""
    return None if row and row.fixed is False else Styled(None, "text")


def _closed(text: Callable[[Listed], str], style: str) -> Callable[[_Row], Cell]:
    """A cell that is closed where its row is on file."""
    return lambda row: Styled(text(row), style) if row else None


def register(form: Form, name: str, fields: Sequence[Field], filed: Sequence[Listed]) -> Sheet:
    """Acts or documents: those on file can be corrected, new ones added below; the name of one on file stays."""
    table = tuple(_filed_column(form, field, closed=field.key == LOCKED[name]) for field in fields)
    sheet = _rows(form, name, _(ABOUT[name]), table, filed)
    marks = _row_marks(name, [field.key for field in fields], HEADER_ROW + len(filed), len(sheet.rows))
    return replace(sheet, tab="reference", marks=dict(marks))


def _criterion(form: Form) -> Shown[_Row]:
    return criterion_column(form), lambda row: criterion_of(row) if row else None


def _row_column(form: Form, field: Field) -> Shown[_Row]:
    """A column of rows that are open."""
    return fill_in(form, field), lambda row: text_of(form, field, row.texts.get(field.key, "") if row else "")


def _filed_column(form: Form, field: Field, *, closed: bool) -> Shown[_Row]:
    """A column of a register, closed where the row is fixed or the field names it."""

    def cell(row: _Row) -> Cell:
        text = text_of(form, field, row.texts.get(field.key, "") if row else "")
        is_closed = row is not None and (closed or row.fixed)
        return Styled(text, "label" if closed else "text") if is_closed else text

    return replace(fill_in(form, field), header_style="header" if closed else None), cell


def _rows(form: Form, name: str, measure: str, table: Table[_Row], filed: Sequence[Listed]) -> Sheet:
    """A sheet of rows with empty ones below, and the hidden key that moves with its row."""
    key = Column(header=KEY, width=12, style="unlocked", hidden=True)
    keyed: Table[_Row] = (*table, (key, lambda row: row.key if row else None))
    rows = rows_of(keyed, (*filed, *[None] * SPARE[name]))
    return replace(blank(form, name, measure), columns=columns_of(keyed), rows=rows)


def _row_marks(name: str, keys: Sequence[str], first: int, count: int) -> Iterator[tuple[Block, str]]:
    """Cells without which a row is not complete, from a row counted from 0 on."""
    last = HEADER_ROW + count - 1
    for place, key in enumerate(keys):
        if key in DEMANDED[name]:
            formula = f'=AND($A{first + 1}<>"",{letter(place)}{first + 1}="")'
            yield (first, place, last, place), formula
