"""The sheets to fill in: a section with what is asked and still to do; legal bases, remarks, acts and documents, to be added to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from compliance import figures
from compliance.language import N_, _
from compliance.queries.form import Form, Listed, Part, Question, shown
from compliance.queries.form_fields import ALSO, FIRST, Field
from compliance.report.excel.checklist.todo import (
    CELLS,
    LACKING,
    ON_BASES,
    WHOLE,
    formula,
    is_rating,
    name_of,
    whole_row,
)
from compliance.report.excel.form import (
    ACTS,
    BASES,
    CRITERION,
    DOCUMENTS,
    KEY,
    LOCKED,
    REMARKS,
    SPARE,
    blank,
    criterion_column,
    criterion_of,
    fill_in,
    text_of,
)
from compliance.report.excel.formulas import quoted
from compliance.report.excel.values import (
    HEADER_ROW,
    Block,
    Cell,
    Column,
    Sheet,
    Shown,
    Styled,
    T,
    Table,
    column,
    columns_of,
    letter,
    rows_of,
)
from compliance.view import words

TO_DO = 5
"""Place of the column that says what is still to do, counted from 0."""

_Row = tuple[int, Question]
"""A criterion, after its row, counted from 1."""
_Keyed = tuple[str, Shown[T]]
"""A column after the field that stands in it."""
HIDDEN = Column(header="", width=4, style="plain", hidden=True, printed=False)
"""Whether a provision is whole."""


def section(form: Form, name: str, part: Part, number: int) -> Sheet:
    """The sheet of a section, the sections counted from 1: what is asked, what is still to do, and the cells to fill in."""
    keyed = _columns(form, part)
    table: Table[_Row] = tuple(shown for _key, shown in keyed)
    count = figures.count(len(part.questions), "criterion", "criteria")
    measure = _("%(section)s: %(criteria)s; fill in the cells with a green edge")
    last = HEADER_ROW + len(part.questions) - 1
    places = {key: place for place, (key, _shown) in enumerate(keyed)}
    return replace(
        blank(form, name, measure % {"section": part.title, "criteria": count}),
        columns=columns_of(table),
        rows=rows_of(table, enumerate(part.questions, HEADER_ROW + 1)),
        frozen=3,
        wide=2,
        marks=dict(_marks(places, last)),
        names={
            name_of(key, number): (HEADER_ROW, places[field], last, places[field])
            for key, field in ((ALSO, f"{FIRST}{ALSO}"), (WHOLE, WHOLE))
        },
    )


def _columns(form: Form, part: Part) -> Sequence[_Keyed[_Row]]:
    """The columns of a section with their fields; formulas need to know where every other column stands."""
    order = tuple(_shown(form, part))
    letters = {key: letter(place) for place, (key, _shown) in enumerate(order)}
    cells: Mapping[str, Callable[[_Row], Cell]] = {
        "todo": lambda row: formula(form, letters, *row),
        WHOLE: lambda row: None if row[1].first else whole_row(form, letters, row[0], FIRST),
    }
    return tuple((key, (head, cells.get(key, cell))) for key, (head, cell) in order)


def _shown(form: Form, part: Part) -> Iterator[_Keyed[_Row]]:
    """What is asked, what is typed, and what else there is to know, as far as the section has anything to show."""
    backgrounds = tuple(question.background for question in part.questions)
    yield "article", column(_("Article"), lambda row: row[1].article, 20)
    yield "criterion", column(_(CRITERION), lambda row: Styled(row[1].criterion.id, "label"), 12)
    yield "question", column(_("Question"), lambda row: row[1].criterion.asked(), 44, "question")
    yield "requirement", column(_("What the treaty asks"), lambda row: _requirement(row[1]), 46)
    yield "hint", column(_("Where to look, and how to judge"), lambda row: _hint(row[1]), 40)
    yield "todo", column(_("To do"), lambda _row: None, 16, "todo")
    if any(background.assigned for background in backgrounds):
        yield "assigned", column(_("Assigned to"), lambda row: row[1].background.assigned or None, 18)
    if any(question.carried_over for question in part.questions):
        yield "carried", column(_("Carried over from"), lambda row: row[1].carried_over or None, 11, "fixed-text")
    if any(background.proposals for background in backgrounds):
        header = _("From the other treaty; never copied by itself")
        yield "proposals", column(header, lambda row: row[1].background.proposals or None, 44, "fixed-text")
    for field in form.answers:
        yield field.key, _typed_column(form, field)
        if field.key == "rating_as_bound":  # beside it what narrows it
            header = _("Reservations and declarations")
            yield "deposits", column(header, lambda row: row[1].background.deposits or None, 34)
    if any(background.remarks for background in backgrounds):
        header = _("Open remarks; reply on the sheet Remarks")
        yield "remarks", column(header, lambda row: row[1].background.remarks or None, 48)
    if any(background.history for background in backgrounds):
        yield "history", column(_("Earlier ratings"), lambda row: row[1].background.history or None, 44, "fixed-text")
    yield WHOLE, (HIDDEN, lambda _row: None)


def _requirement(question: Question) -> str:
    """What the treaty asks, with its condition, its place, how it binds, and what it allows to narrow."""
    criterion = question.criterion
    condition = (_("Condition: %(text)s") % {"text": criterion.condition},) if criterion.condition else ()
    binds = (words.OBLIGATION[criterion.obligation] or _("mandatory"),)
    core = (_("core: %(reason)s") % {"reason": criterion.core_reason or _("yes")},) if criterion.core else ()
    allowed = (
        " ".join((_("May be narrowed (%(provision)s):") % {"provision": each.provision}, each.detail))
        for each in (criterion.permitted if criterion.scored else ())
    )
    return "\n".join((criterion.requirement, *condition, " · ".join((criterion.provision, *binds, *core)), *allowed))


def _hint(question: Question) -> str | None:
    """Where to look for an answer, and what to know when judging."""
    criterion = question.criterion
    lines = [criterion.hint, criterion.note]
    if criterion.mental_element:
        lines.append(_("Mental element: %(text)s") % {"text": criterion.mental_element})
    if counted := criterion.limit_counts_at:
        lines.append(_("A limit that reaches both lowers %(criteria)s alone.") % {"criteria": figures.listed(counted)})
    return "\n".join(filter(None, lines)) or None


def _typed_column(form: Form, field: Field) -> Shown[_Row]:
    """A column to fill in, with the answers on file; of a first provision it is open where there is none yet."""

    def cell(row: _Row) -> Cell:
        question = row[1]
        if not field.key.startswith(FIRST):
            return text_of(form, field, question.answer.get(field.key, ""))
        return Styled(text_of(form, field, question.first.get(field.key, "")), "fixed-text") if question.first else None

    return fill_in(form, field), cell


def _marks(places: Mapping[str, int], last: int) -> Iterator[tuple[Block, str]]:
    """The cells for which “To do” says that something is missing or too much, and itself."""
    todo = f"${letter(TO_DO)}{HEADER_ROW + 1}"
    tests: dict[str, list[str]] = {}
    for word, key in CELLS.items():
        tests.setdefault(key, []).append(f"ISNUMBER(SEARCH({quoted(LACKING[word])},{todo}))")
    marks = [(places[key], f"=OR({','.join(lacking)})") for key, lacking in tests.items() if key in places]
    answer = f"={todo}={quoted(LACKING['answer'])}"
    marks += [(place, answer) for key, place in places.items() if is_rating(key)]
    marks.append((TO_DO, f"=AND({todo}<>{quoted(LACKING['done'])},{todo}<>{quoted('')})"))
    return (((HEADER_ROW, place, last, place), test) for place, test in marks)


DEMANDED = {
    BASES: ("act", "role", "gist"),
    REMARKS: ("text",),
    ACTS: ("title", "kind"),
    DOCUMENTS: ("document",),
}
"""Fields without which a row is not complete."""
ABOUT = {
    ACTS: N_("Acts to choose from; correct what is wrong in its row, new ones go into the empty rows below"),
    DOCUMENTS: N_("Documents consulted; correct what is wrong in its row, new ones go into the empty rows below"),
}
"""What registers hold."""
_Filed = Listed | None
"""A row that is on file, or an empty one."""


def bases(form: Form) -> Sheet:
    """The legal bases: rows that can be changed, added to and taken away."""
    keyed: list[_Keyed[_Filed]] = [
        ("criterion", (criterion_column(form), lambda row: criterion_of(row) if row else None)),
        *((field.key, _filed_column(form, field)) for field in form.bases),
    ]
    about = _("Provisions of national law on which answers rest; one that serves several criteria needs a single row")
    sheet = _filled(form, BASES, about, keyed, form.based)
    places = {key: place for place, key in enumerate((*(key for key, _shown in keyed), "", WHOLE))}
    letters = {key: letter(place) for key, place in places.items()}
    values = [*(1 + ("sources" in row.texts) for row in form.based), *[0] * SPARE[BASES]]
    wholes = (whole_row(form, letters, row, value=value) for row, value in enumerate(values, HEADER_ROW + 1))
    last = HEADER_ROW + len(values) - 1
    return replace(
        sheet,
        tab="input",
        allowed=("sort", "insert_rows"),
        columns=(*sheet.columns, HIDDEN),
        rows=tuple((*row, whole) for row, whole in zip(sheet.rows, wholes, strict=True)),
        names={
            name_of(key, ON_BASES): (HEADER_ROW, places[key], last, places[key]) for key in ("criterion", ALSO, WHOLE)
        },
    )


def remarks(form: Form) -> Sheet:
    """What reviewers asked and what was replied: replies go beside each, new remarks into the empty rows below."""
    text, reply = form.remarks
    about = _("Remarks on answers; reply beside them, new remarks go into the empty rows below")
    keyed: list[_Keyed[_Filed]] = [
        ("criterion", (criterion_column(form), lambda row: Styled(criterion_of(row), "label") if row else None)),
        ("by", column(_("By"), lambda row: row.texts.get("by") if row else None, 18)),
        ("on", column(_("On"), lambda row: row.texts.get("on") if row else None, 16)),
        ("text", (fill_in(form, text), lambda row: Styled(shown(row.texts["text"]), "text") if row else None)),
        ("", column(_("Replies"), lambda row: shown(row.texts.get("replies", "")) or None if row else None, 44)),
        ("", column(_("State"), lambda row: row.texts.get("state") if row else None, 22)),
        # Closed in an empty row, which is a new remark, and where the remark is settled.
        ("", (fill_in(form, reply), lambda row: None if row and row.fixed is False else Styled(None, "text"))),
    ]
    return replace(_filled(form, REMARKS, about, keyed, form.remarked, kept=len(form.remarked)), tab="input")


def register(form: Form, name: str, fields: Sequence[Field], filed: Sequence[Listed]) -> Sheet:
    """Acts or documents: those on file can be corrected, new ones added below; the name of one on file stays."""
    keyed = [(field.key, _filed_column(form, field, names=field.key == LOCKED[name])) for field in fields]
    return replace(_filled(form, name, _(ABOUT[name]), keyed, filed, kept=len(filed)), tab="reference")


def _filed_column(form: Form, field: Field, *, names: bool = False) -> Shown[_Filed]:
    """A column of rows on file, closed where the field names its row or nothing is typed in it."""

    def cell(row: _Filed) -> Cell:
        text = text_of(form, field, row.texts.get(field.key, "") if row else "")
        return Styled(text, "label" if names else "text") if row and (names or row.fixed) else text

    return replace(fill_in(form, field), header_style="header" if names else None), cell


def _filled(  # what stands there, and from which row on it has to be whole
    form: Form, name: str, about: str, keyed: Sequence[_Keyed[_Filed]], filed: Sequence[Listed], *, kept: int = 0
) -> Sheet:
    """A sheet of rows with empty ones below, and the hidden key that moves with its row; a row after `kept` marks what it lacks."""
    key = Column(header=KEY, width=12, style="unlocked", hidden=True)
    table: Table[_Filed] = (*(shown for _key, shown in keyed), (key, lambda row: row.key if row else None))
    rows = rows_of(table, (*filed, *[None] * SPARE[name]))
    first, last = HEADER_ROW + kept, HEADER_ROW + len(rows) - 1
    marks = {
        (first, place, last, place): f'=AND($A{first + 1}<>"",{letter(place)}{first + 1}="")'
        for place, (field, _shown) in enumerate(keyed)
        if field in DEMANDED[name]
    }
    return replace(blank(form, name, about), columns=columns_of(table), rows=rows, marks=marks)
