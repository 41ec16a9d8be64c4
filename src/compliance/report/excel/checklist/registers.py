"""Legal bases, acts and documents: rows that can be added to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from compliance.queries.form import Form, Listed, shown
from compliance.queries.form_fields import Field
from compliance.report.excel.form import (
    ACTS,
    BASES,
    CRITERION,
    DOCUMENTS,
    KEY,
    LISTS,
    SPARE,
    blank,
    criterion_of,
    fill_in,
    lists_of,
    text_of,
)
from compliance.report.excel.values import (
    HEADER_ROW,
    Block,
    Cell,
    Column,
    Entry,
    Sheet,
    Shown,
    Styled,
    Table,
    columns_of,
    letter,
    rows_of,
)

DEMANDED = {BASES: ("act", "role", "gist"), ACTS: ("title", "kind"), DOCUMENTS: ("document",)}
"""Fields without which a row is not complete."""
ABOUT = {ACTS: "Acts to choose from", DOCUMENTS: "Documents consulted"}
"""What registers hold."""


def bases(form: Form) -> Sheet:
    """The legal bases: rows that can be changed, added to and taken away."""
    ids = f"={LISTS}!$A$1:$A${len(lists_of(form)[0])}"
    entry = Entry(
        choices=ids,
        hint="The criterion that the provision answers.",
        error=("No such criterion", "Choose from the list."),
    )
    criterion = Column(header=CRITERION, width=13, style="typed-text", header_style="header", entry=entry)
    table: Table[Listed | None] = (
        (criterion, lambda row: criterion_of(row) if row else None),
        *(_row_column(form, field) for field in form.bases),
    )
    sheet = _rows(form, BASES, "Provisions of national law on which answers rest", table, form.based)
    keys = ("criterion", *(field.key for field in form.bases))
    marks = _row_marks(BASES, keys, HEADER_ROW, len(sheet.rows))
    return replace(sheet, tab="input", allowed=("sort", "insert_rows"), marks=dict(marks))


def register(form: Form, name: str, fields: Sequence[Field], filed: Sequence[Listed]) -> Sheet:
    """Acts or documents: those on file are locked, new ones can be added below."""
    table = tuple(_filed_column(form, field, "text" if place else "label") for place, field in enumerate(fields))
    measure = f"{ABOUT[name]}; new ones go into the empty rows below"
    sheet = _rows(form, name, measure, table, filed)
    marks = _row_marks(name, [field.key for field in fields], HEADER_ROW + len(filed), len(sheet.rows))
    return replace(sheet, tab="reference", marks=dict(marks))


def _row_column(form: Form, field: Field) -> Shown[Listed | None]:
    """A column of rows that are open."""
    return fill_in(form, field), lambda row: text_of(form, field, row.texts.get(field.key, "") if row else "")


def _filed_column(form: Form, field: Field, style: str) -> Shown[Listed | None]:
    """A column of rows that are locked where they are on file."""
    header = "header" if style == "label" else None
    return replace(fill_in(form, field), header_style=header), _locked_cell(field, style)


def _locked_cell(field: Field, style: str) -> Callable[[Listed | None], Cell]:
    return lambda row: Styled(shown(row.texts.get(field.key, "")), style) if row else None


def _rows(form: Form, name: str, measure: str, table: Table[Listed | None], filed: Sequence[Listed]) -> Sheet:
    """A sheet of rows with empty ones below, and the hidden key that moves with its row."""
    key = Column(header=KEY, width=12, style="unlocked", hidden=True)
    keyed: Table[Listed | None] = (*table, (key, lambda row: row.key if row else None))
    rows = rows_of(keyed, (*filed, *[None] * SPARE[name]))
    return replace(blank(form, name, measure), columns=columns_of(keyed), rows=rows)


def _row_marks(name: str, keys: Sequence[str], first: int, count: int) -> Iterator[tuple[Block, str]]:
    """Cells without which a row is not complete, from a row counted from 0 on."""
    last = HEADER_ROW + count - 1
    for place, key in enumerate(keys):
        if key in DEMANDED[name]:
            formula = f'=AND($A{first + 1}<>"",{letter(place)}{first + 1}="")'
            yield (first, place, last, place), formula
