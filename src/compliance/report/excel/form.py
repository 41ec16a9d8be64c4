"""What the sheets of a checklist workbook share: their names, by which it is read again, and columns to fill in."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from compliance.language import N_, _
from compliance.queries.form import Form, Listed, Part, shown
from compliance.queries.form_fields import Field
from compliance.report.excel.values import HEADER_ROW, LONGEST_NAME, NOT_IN_NAMES, Column, Entry, Sheet, letter
from compliance.source import digest

FORM = "compliance checklist 3"
"""What the first cell of the hidden sheet says of every such workbook; another layout has another number."""
START, GUIDE, BASES, REMARKS, ACTS, DOCUMENTS = (
    N_("Start"), N_("Guide"), N_("Legal basis"), N_("Remarks"), N_("Acts"), N_("Documents"),
)  # fmt: skip
"""The sheets beside those of the sections, by the name that they have in English."""
LISTS, BASE = "Lists", "Base"
"""Names of the sheets that are hidden, in every language."""
CRITERION = N_("Criterion")
"""Header of the column of criteria, in English."""
KEY = "Row"
"""Header of the hidden column by which a row is found again."""
NAME_CELL = (HEADER_ROW - 1, 1)
"""Row and column of the cell for the evaluator's name, counted from 0."""
SPARE = {BASES: 150, REMARKS: 60, ACTS: 30, DOCUMENTS: 40}
"""Empty rows to fill in."""
LOCKED = {ACTS: "short", DOCUMENTS: "id"}
"""The field by which other sheets name a row, which stays as it is where the row is on file."""
LONGEST_CHOICE = 250
"""Characters of a list that fits into the cells themselves; a longer one stands on the sheet of lists."""
NOT_LISTED = (N_("Not one of the list"), N_("Choose from the list, or press Escape."))
"""Title and text of what is said of a word that is not on a list."""


def title_of(form: Form) -> str:
    """What stands at the top of every sheet; by it a sheet of another workbook is noticed."""
    second = (_("second evaluator"),) if form.second else ()
    return ", ".join((form.name, form.instrument.abbreviation, form.cycle, *second))


def digest_of(meta: Mapping[str, Any], rows: Sequence[tuple[str, str, str]]) -> str:
    """The digest of the hidden sheet: of everything that it says but the digest itself."""
    about = json.dumps({name: meta[name] for name in sorted(meta) if name != "digest"}, ensure_ascii=False)
    return digest("\n".join((about, *("\t".join(row) for row in rows))))


def sheet_names() -> Mapping[str, str]:
    """The names of the sheets beside those of the sections in the language that is spoken, by that in English.

    A name that another sheet has already stays English.
    """
    names: dict[str, str] = {}
    for key in (START, GUIDE, BASES, REMARKS, ACTS, DOCUMENTS):
        name = NOT_IN_NAMES.sub(" ", _(key))[:LONGEST_NAME].strip()
        taken = {text.lower() for text in (LISTS, BASE, *names.values())}
        names[key] = name if name and name.lower() not in taken else key
    return names


def names_of(parts: Sequence[Part]) -> tuple[str, ...]:
    """The names of the sheets of some sections: their titles, as far as a spreadsheet takes them."""
    names: list[str] = []
    for part in parts:
        plain = NOT_IN_NAMES.sub(" ", part.title)[:LONGEST_NAME].strip() or "Section"
        taken = {name.lower() for name in (*sheet_names().values(), LISTS, BASE, *names)}
        numbered = (plain, *(f"{plain[:27]} {n}" for n in range(2, 99)))
        names.append(next(name for name in numbered if name.lower() not in taken))
    return tuple(names)


def blank(form: Form, name: str, measure: str) -> Sheet:
    """A sheet on which nothing stands yet but its title and the footnotes of the name; those beside the sections are named in English."""
    return Sheet(
        name=sheet_names().get(name, name),
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
    long = dict.fromkeys(_offered(field) for field in fields if _is_long(field))
    return (ids, *long)


def _offered(field: Field) -> tuple[str, ...]:
    """The words that a column offers, as its cells show them."""
    return tuple(field.label(word) for word in field.choices)


def _is_long(field: Field) -> bool:
    """Whether a field offers words of its own that a cell cannot list itself."""
    words = _offered(field) if field.sort not in ("act", "documents") else ()
    return len(",".join(words)) >= LONGEST_CHOICE or any("," in word for word in words)


def fill_in(form: Form, field: Field) -> Column:
    """A column to fill in."""
    choices = _choices(form, field)
    title, text = NOT_LISTED
    error = (_(title), _(text)) if choices else None
    # Several documents are typed with commas between them; the list then only helps.
    entry = Entry(choices=choices, hint=field.hint, error=error, strict=field.sort != "documents")
    style = "typed-rating" if field.sort == "words" else "typed-text"
    return Column(header=field.header, width=field.width, style=style, labels=field.labels, entry=entry)


def criterion_column(form: Form) -> Column:
    """The column in which a criterion is chosen."""
    ids = f"={LISTS}!$A$1:$A${len(lists_of(form)[0])}"
    error = _("No such criterion"), _("Choose from the list.")
    entry = Entry(choices=ids, hint=_("The criterion that this row is about."), error=error)
    return Column(header=_(CRITERION), width=13, style="typed-text", header_style="header", entry=entry)


def _choices(form: Form, field: Field) -> tuple[str, ...] | str:
    """The words of a list, or where they stand."""
    registers = {"act": (ACTS, form.registered), "documents": (DOCUMENTS, form.consulted)}
    if field.sort in registers:
        sheet, filed = registers[field.sort]
        return f"='{sheet_names()[sheet]}'!$A${HEADER_ROW + 1}:$A${HEADER_ROW + len(filed) + SPARE[sheet]}"
    if _is_long(field):
        column = letter(lists_of(form).index(_offered(field)))
        return f"={LISTS}!${column}$1:${column}${len(field.choices)}"
    return _offered(field)


def text_of(form: Form, field: Field, text: str) -> str | None:
    """What a cell shows of a field: an act by its short title, a word of the file as the language calls it."""
    if field.sort == "act":
        text = next((row.texts.get("short", row.key) for row in form.registered if row.key == text), text)
    return shown(field.label(text)) if text else None


def criterion_of(basis: Listed) -> str:
    """The criterion that a legal basis answers, by which its key begins."""
    return basis.key.partition("#")[0]
