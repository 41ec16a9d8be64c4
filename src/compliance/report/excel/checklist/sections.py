"""The sheet of a section: what is asked, what is still to do, and the cells to fill in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from compliance import figures
from compliance.language import _
from compliance.queries.form import Form, Part, Question
from compliance.queries.form_fields import ALSO, FIRST, Field
from compliance.report.excel.checklist.todo import (
    CELLS,
    LACKING,
    WHOLE,
    formula,
    is_rating,
    name_of,
    quoted,
    title,
    whole_row,
)
from compliance.report.excel.form import CRITERION, blank, fill_in, text_of
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
from compliance.view import words

TO_DO = 5
"""Place of the column that says what is still to do, counted from 0."""

_Row = tuple[int, Question]
"""A criterion, after its row, counted from 1."""
_Keyed = tuple[str, Shown[_Row]]
"""A column after the field that stands in it."""


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


def _columns(form: Form, part: Part) -> Sequence[_Keyed]:
    """The columns of a section with their fields: what is asked, what is typed, and what else there is to know."""
    hidden = Column(header="", width=4, style="plain", hidden=True, printed=False)
    order: list[_Keyed] = [*_asked(part), *_typed(form), *_known(part), (WHOLE, (hidden, lambda _row: None))]
    letters = {key: letter(place) for place, (key, _shown) in enumerate(order)}
    cells: Mapping[str, Callable[[_Row], Cell]] = {
        "todo": lambda row: formula(form, letters, *row),
        WHOLE: lambda row: None if row[1].first else whole_row(form, letters, row[0], FIRST),
    }
    return tuple((key, (head, cells.get(key, cell))) for key, (head, cell) in order)


def _asked(part: Part) -> Iterator[_Keyed]:
    """The columns before those to fill in, which are closed; some only where the section has anything to show in them."""
    yield "article", column(_("Article"), lambda row: row[1].article, 20)
    yield "criterion", column(_(CRITERION), lambda row: Styled(row[1].criterion.id, "label"), 12)
    yield "question", column(_("Question"), lambda row: row[1].criterion.asked(), 44, "question")
    yield "requirement", column(_("What the treaty asks"), lambda row: _requirement(row[1]), 46)
    yield "hint", column(_("Where to look, and how to judge"), lambda row: _hint(row[1]), 40)
    yield "todo", column(title(), lambda _row: None, 16, "todo")
    if any(question.background.assigned for question in part.questions):
        yield "assigned", column(_("Assigned to"), lambda row: row[1].background.assigned or None, 18)
    if any(question.carried_over for question in part.questions):
        yield "carried", column(_("Carried over from"), lambda row: row[1].carried_over or None, 11, "fixed-text")
    if any(question.background.proposals for question in part.questions):
        header = _("From the other treaty; never copied by itself")
        yield "proposals", column(header, lambda row: row[1].background.proposals or None, 44, "fixed-text")


def _typed(form: Form) -> Iterator[_Keyed]:
    """The columns to fill in, and beside the rating as bound what narrows it."""
    for field in form.answers:
        yield field.key, (_first_column if field.key.startswith(FIRST) else _answer_column)(form, field)
        if field.key == "rating_as_bound":
            header = _("Reservations and declarations")
            yield "deposits", column(header, lambda row: row[1].background.deposits or None, 34)


def _known(part: Part) -> Iterator[_Keyed]:
    """The columns after those to fill in: open remarks and earlier ratings, where there are any."""
    backgrounds = tuple(question.background for question in part.questions)
    if any(background.remarks for background in backgrounds):
        header = _("Open remarks; reply on the sheet Remarks")
        yield "remarks", column(header, lambda row: row[1].background.remarks or None, 48)
    if any(background.history for background in backgrounds):
        yield "history", column(_("Earlier ratings"), lambda row: row[1].background.history or None, 44, "fixed-text")


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
    mental = (_("Mental element: %(text)s") % {"text": criterion.mental_element},) if criterion.mental_element else ()
    counted = (
        (
            _("A limit that reaches both lowers %(criteria)s alone.")
            % {"criteria": figures.listed(criterion.limit_counts_at)},
        )
        if criterion.limit_counts_at
        else ()
    )
    lines = (criterion.hint, criterion.note, *mental, *counted)
    return "\n".join(filter(None, lines)) or None


def _answer_column(form: Form, field: Field) -> Shown[_Row]:
    """A column to fill in, with the answers on file."""
    return fill_in(form, field), lambda row: text_of(form, field, row[1].answer.get(field.key, ""))


def _first_column(form: Form, field: Field) -> Shown[_Row]:
    """A column of the first provision: open where there is none yet; else it shows the one on file."""

    def cell(row: _Row) -> Cell:
        first = row[1].first
        return Styled(text_of(form, field, first.get(field.key, "")), "fixed-text") if first else None

    return fill_in(form, field), cell


def _marks(places: dict[str, int], last: int) -> Iterator[tuple[Block, str]]:
    """The cells for which “To do” says that something is missing or too much, and itself."""
    todo = f"${letter(TO_DO)}{HEADER_ROW + 1}"

    def mark(place: int, test: str) -> tuple[Block, str]:
        return (HEADER_ROW, place, last, place), test

    tests: dict[str, list[str]] = {}
    for word, key in CELLS.items():
        tests.setdefault(key, []).append(f"ISNUMBER(SEARCH({quoted(LACKING[word])},{todo}))")
    for key, lacking in tests.items():
        if key in places:
            yield mark(places[key], f"=OR({','.join(lacking)})")
    answer = f"{todo}={quoted(LACKING['answer'])}"
    yield from (mark(place, f"={answer}") for key, place in places.items() if is_rating(key))
    yield mark(TO_DO, f"=AND({todo}<>{quoted(LACKING['done'])},{todo}<>{quoted('')})")
