"""The sheet of a section: what is asked, what is still to do, and the cells to fill in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from compliance import figures
from compliance.checks.needs import needs_law
from compliance.model.checklist import NONE, NOT_APPLICABLE, UNANSWERED
from compliance.queries.form import Form, Part, Question
from compliance.queries.form_fields import CONFIRMED, Field
from compliance.report.excel.form import BASES, CRITERION, SPARE, blank, fill_in, text_of
from compliance.report.excel.values import (
    HEADER_ROW,
    Block,
    Formula,
    Sheet,
    Shown,
    Styled,
    Table,
    column,
    columns_of,
    letter,
    rows_of,
)

DONE, ANSWER = "done", "answer"
"""What stands under “To do” of a criterion to which nothing is missing, and of one that waits for an answer."""
TODO = 5
"""Place of that column, counted from 0."""
LACKING = {"gap": "gap", "evidence": "evidence", "not_applicable": "reason", CONFIRMED: "confirm"}
"""What stands there where the cell of a field is missing."""


_Row = tuple[int, Question]
"""A criterion, after its row, counted from 1."""


def _todo_formula(form: Form, letters: Mapping[str, str], row: int, question: Question) -> str:
    """What is missing in the answer of a row, following its cells; `letters` are the columns of the fields."""
    best, *_, worst = form.instrument.scale.values
    cell = {key: f"{letter}{row}" for key, letter in letters.items()}
    ratings = [cell[key] for key in cell if _is_rating(key)]
    aside = (NOT_APPLICABLE, NONE, UNANSWERED)
    none = ",".join(f'{rating}="{NOT_APPLICABLE}"' for rating in ratings)
    tests = [
        ("reason", f'AND(OR({none}),{cell["not_applicable"]}="")'),
        ("evidence", f'AND({_some(ratings, aside)},{cell["evidence"]}="")'),
        ("gap", f'AND({_some(ratings, (*aside, best))},{cell["gap"]}="")'),
    ]
    if needs_law(question.criterion):
        last = HEADER_ROW + len(form.based) + SPARE[BASES]
        count = f"COUNTIF('{BASES}'!$A${HEADER_ROW + 1}:$A${last},$B{row})"
        tests.append(("legal basis", f"AND({_some(ratings, (*aside, worst))},{count}=0)"))
    if question.carried_over:
        tests.append(("confirm", f'{cell[CONFIRMED]}=""'))
    words = "&".join(f'IF({test},", {word}","")' for word, test in tests)
    return f'=IF({"&".join(ratings)}="","{ANSWER}",IF({words}="","{DONE}",MID({words},3,60)))'


def _is_rating(key: str) -> bool:
    """Whether a field holds a rating, of the whole or of a level of government."""
    return key.partition(".")[0] in ("rating", "ratings_by_part")


def todo(question: Question) -> str:
    """What is missing in an answer, in the words of its formula."""
    return ", ".join(question.needs) or DONE


def _some(ratings: Sequence[str], but: Sequence[str]) -> str:
    """Whether some rating is none of these words."""
    tests = (",".join(f'{cell}<>"{word}"' for word in ("", *but)) for cell in ratings)
    return f"OR({','.join(f'AND({test})' for test in tests)})"


def section(form: Form, name: str, part: Part) -> Sheet:
    """The sheet of a section: what is asked, what is still to do, and the cells to fill in."""
    table = _section_table(form)
    count = figures.count(len(part.questions), "criterion", "criteria")
    return replace(
        blank(form, name, f"{part.title}: {count}; fill in the cells with a green edge"),
        columns=columns_of(table),
        rows=rows_of(table, enumerate(part.questions, HEADER_ROW + 1)),
        frozen=3,
        marks=dict(_section_marks(form, len(part.questions))),
    )


def _first_field(form: Form) -> int:
    """The first column to fill in, counted from 0: one more is locked where answers are carried over."""
    return TODO + 2 if _carries_over(form) else TODO + 1


def _carries_over(form: Form) -> bool:
    return any(field.key == CONFIRMED for field in form.answers)


def _section_table(form: Form) -> Table[_Row]:
    """The columns of a section, locked ones first."""
    letters = {field.key: letter(place) for place, field in enumerate(form.answers, _first_field(form))}
    carried: Table[_Row] = (column("Carried over from", lambda row: row[1].carried_over or None, 11, "fixed-text"),)
    locked: Table[_Row] = (
        column("Article", lambda row: row[1].article, 17),
        column(CRITERION, lambda row: Styled(row[1].criterion.id, "label"), 12),
        column("Question", lambda row: row[1].criterion.question, 44, "question"),
        column("What the treaty asks", lambda row: _requirement(row[1]), 44),
        column("Where to look", lambda row: row[1].criterion.hint, 32),
        column("To do", lambda row: Formula(_todo_formula(form, letters, *row), todo(row[1])), 15, "todo"),
        *(carried if _carries_over(form) else ()),
    )
    return (*locked, *(_answer_column(form, field) for field in form.answers))


def _requirement(question: Question) -> str:
    """What the treaty asks, with its condition, its place and how it binds."""
    criterion = question.criterion
    condition = f"\nCondition: {criterion.condition}" if criterion.condition else ""
    core = f" · core: {criterion.core_reason or 'yes'}" if criterion.core else ""
    return f"{criterion.requirement}{condition}\n{criterion.provision} · {criterion.obligation}{core}"


def _answer_column(form: Form, field: Field) -> Shown[_Row]:
    """A column to fill in, with the answers on file."""
    return fill_in(form, field), lambda row: text_of(form, field, row[1].answer.get(field.key, ""))


def _section_marks(form: Form, count: int) -> Iterator[tuple[Block, str]]:
    """The cells for which “To do” says that something is missing, and itself."""
    todo, last = f"${letter(TODO)}{HEADER_ROW + 1}", HEADER_ROW + count - 1
    places = {field.key: place for place, field in enumerate(form.answers, _first_field(form))}

    def mark(place: int, formula: str) -> tuple[Block, str]:
        return (HEADER_ROW, place, last, place), formula

    for key, word in LACKING.items():
        if key in places:
            yield mark(places[key], f'=ISNUMBER(SEARCH("{word}",{todo}))')
    yield from (mark(place, f'={todo}="{ANSWER}"') for key, place in places.items() if _is_rating(key))
    yield mark(TODO, f'=AND({todo}<>"{DONE}",{todo}<>"")')
