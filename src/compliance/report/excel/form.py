"""What the sheets of a checklist workbook share: their names, by which it is read again, and columns to fill in."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from compliance.language import _
from compliance.queries.form import Form, Listed, Part, shown
from compliance.queries.form_fields import Field
from compliance.report.excel.values import HEADER_ROW, LONGEST_NAME, NOT_IN_NAMES, Column, Entry, Sheet, letter
from compliance.source import digest

FORM = "compliance checklist 2"
"""What the first cell of the hidden sheet says of every such workbook; another layout has another number."""
START, GUIDE, BASES, ACTS, DOCUMENTS, LISTS, BASE = (
    "Start", "Guide", "Legal basis", "Acts", "Documents", "Lists", "Base",
)  # fmt: skip
"""Names of the sheets beside those of the sections; the last two are hidden."""
CRITERION = "Criterion"
"""Header of the column of criteria."""
KEY = "Row"
"""Header of the hidden column by which a row is found again."""
NAME_CELL = (HEADER_ROW - 1, 1)
"""Row and column of the cell for the evaluator's name, counted from 0."""
SPARE = {BASES: 150, ACTS: 30, DOCUMENTS: 40}
"""Empty rows to fill in."""
LONGEST_CHOICE = 250
"""Characters of a list that fits into the cells themselves; a longer one stands on the sheet of lists."""
NOT_LISTED = ("Not one of the list", "Choose from the list, or press Escape.")
"""Title and text of what is said of a word that is not on a list."""


def title_of(form: Form) -> str:
    """What stands at the top of every sheet; by it a sheet of another workbook is noticed."""
    second = (_("second evaluator"),) if form.second else ()
    return ", ".join((form.name, form.instrument.abbreviation, form.cycle, *second))


def digest_of(meta: Mapping[str, Any], rows: Sequence[tuple[str, str, str]]) -> str:
    """The digest of the hidden sheet: of everything that it says but the digest itself."""
    about = json.dumps({name: meta[name] for name in sorted(meta) if name != "digest"}, ensure_ascii=False)
    return digest("\n".join((about, *("\t".join(row) for row in rows))))


def names_of(parts: Sequence[Part]) -> tuple[str, ...]:
    """The names of the sheets of some sections: their titles, as far as a spreadsheet takes them."""
    names: list[str] = []
    for part in parts:
        plain = NOT_IN_NAMES.sub(" ", part.title)[:LONGEST_NAME].strip() or "Section"
        taken = {name.lower() for name in (START, GUIDE, BASES, ACTS, DOCUMENTS, LISTS, BASE, *names)}
        numbered = (plain, *(f"{plain[:27]} {n}" for n in range(2, 99)))
        names.append(next(name for name in numbered if name.lower() not in taken))
    return tuple(names)


def blank(form: Form, name: str, measure: str) -> Sheet:
    """A sheet on which nothing stands yet but its title and the footnotes of the name."""
    return Sheet(
        name=name,
        tab="input",
        title=title_of(form),
        measure=measure,
        note=" ".join(form.footnotes),
        columns=(),
        rows=(),
        paper="A3",
        allowed=("sort",),
    )


def lists_of(form: Form) -> tuple[tuple[str, ...], ...]:
    """Words to choose from that do not fit into the cells: the ids of the criteria first."""
    ids = tuple(question.criterion.id for part in form.parts for question in part.questions)
    fields = (*form.answers, *form.bases, *form.acts, *form.documents)
    long = dict.fromkeys(field.choices for field in fields if _is_long(field))
    return (ids, *long)


def _is_long(field: Field) -> bool:
    """Whether a field offers words of its own that a cell cannot list itself."""
    words = field.choices if field.sort not in ("act", "documents") else ()
    return len(",".join(words)) >= LONGEST_CHOICE or any("," in word for word in words)


def fill_in(form: Form, field: Field) -> Column:
    """A column to fill in."""
    choices = _choices(form, field)
    # Several documents are typed with commas between them; the list then only helps.
    entry = Entry(
        choices=choices, hint=field.hint, error=NOT_LISTED if choices else None, strict=field.sort != "documents"
    )
    style = "typed-rating" if field.sort == "words" else "typed-text"
    return Column(header=field.header, width=field.width, style=style, entry=entry)


def _choices(form: Form, field: Field) -> tuple[str, ...] | str:
    """The words of a list, or where they stand."""
    match field.sort:
        case "act":
            return _first_column(ACTS, len(form.registered) + SPARE[ACTS])
        case "documents":
            return _first_column(DOCUMENTS, len(form.consulted) + SPARE[DOCUMENTS])
        case _ if _is_long(field):
            column = letter(lists_of(form).index(field.choices))
            return f"={LISTS}!${column}$1:${column}${len(field.choices)}"
        case _:
            return field.choices


def _first_column(sheet: str, rows: int) -> str:
    return f"={sheet}!$A${HEADER_ROW + 1}:$A${HEADER_ROW + rows}"


def text_of(form: Form, field: Field, text: str) -> str | None:
    """What a cell shows of a field: an act by its short title."""
    if field.sort == "act":
        text = next((row.texts.get("short", row.key) for row in form.registered if row.key == text), text)
    return shown(text) if text else None


def criterion_of(basis: Listed) -> str:
    """The criterion that a legal basis answers, by which its key begins."""
    return basis.key.partition("#")[0]
