"""The sheet of a section: what is asked, what is still to do, and the cells to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compliance import figures
from compliance.checks.needs import needs_law
from compliance.model.checklist import NONE, NOT_APPLICABLE, UNANSWERED
from compliance.queries.form import Asked, Form, Part
from compliance.queries.form_fields import CONFIRMED, Field
from compliance.report.excel.form import BASES, CRITERION, SPARE, blank, fill_in, text_of
from compliance.report.excel.values import (
    HEADER_ROW,
    Formula,
    Mark,
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


@dataclass(frozen=True, slots=True)
class _Place:
    """A criterion in its row, counted from 1."""

    row: int
    asked: Asked


@dataclass(frozen=True, slots=True)
class Answers:
    """What decides whether an answer is complete: the form and the columns of its fields."""

    form: Form
    letters: Mapping[str, str]

    @property
    def scale(self) -> tuple[str, ...]:
        """The ratings, the best first."""
        return tuple(self.form.instrument.scale.values)

    def formula(self, place: _Place) -> str:
        """The same, following the cells."""
        cell = {key: f"{letter}{place.row}" for key, letter in self.letters.items()}
        ratings = [cell[key] for key in cell if _is_rating(key)]
        aside = (NOT_APPLICABLE, NONE, UNANSWERED)
        none = ",".join(f'{rating}="{NOT_APPLICABLE}"' for rating in ratings)
        tests = [
            ("reason", f'AND(OR({none}),{cell["not_applicable"]}="")'),
            ("evidence", f'AND({_some(ratings, aside)},{cell["evidence"]}="")'),
            ("gap", f'AND({_some(ratings, (*aside, self.scale[0]))},{cell["gap"]}="")'),
        ]
        if needs_law(place.asked.criterion):
            last = HEADER_ROW + len(self.form.based) + SPARE[BASES]
            count = f"COUNTIF('{BASES}'!$A${HEADER_ROW + 1}:$A${last},$B{place.row})"
            tests.append(("legal basis", f"AND({_some(ratings, (*aside, self.scale[-1]))},{count}=0)"))
        if place.asked.carried_over:
            tests.append(("confirm", f'{cell[CONFIRMED]}=""'))
        words = "&".join(f'IF({test},", {word}","")' for word, test in tests)
        return f'=IF({"&".join(ratings)}="","{ANSWER}",IF({words}="","{DONE}",MID({words},3,60)))'


def _is_rating(key: str) -> bool:
    """Whether a field holds a rating, of the whole or of a level of government."""
    return key.partition(".")[0] in ("rating", "ratings_by_part")


def todo(asked: Asked) -> str:
    """What is missing in an answer, in the words of its formula."""
    return ", ".join(asked.needs) or DONE


def _some(ratings: Sequence[str], but: Sequence[str]) -> str:
    """Whether some rating is none of these words."""
    tests = (",".join(f'{cell}<>"{word}"' for word in ("", *but)) for cell in ratings)
    return f"OR({','.join(f'AND({test})' for test in tests)})"


def section(form: Form, name: str, part: Part) -> Sheet:
    """The sheet of a section: what is asked, what is still to do, and the cells to fill in."""
    table = _section_table(form)
    count = figures.count(len(part.asked), "criterion", "criteria")
    return replace(
        blank(form, name, f"{part.title}: {count}; fill in the cells with a green edge"),
        columns=columns_of(table),
        rows=rows_of(table, (_Place(row, asked) for row, asked in enumerate(part.asked, HEADER_ROW + 1))),
        frozen=3,
        marks=tuple(_section_marks(form, len(part.asked))),
    )


def _first_field(form: Form) -> int:
    """The first column to fill in, counted from 0: one more is locked where answers are carried over."""
    return TODO + 2 if _carries_over(form) else TODO + 1


def _carries_over(form: Form) -> bool:
    return any(field.key == CONFIRMED for field in form.answers)


def _section_table(form: Form) -> Table[_Place]:
    """The columns of a section, locked ones first."""
    places = enumerate(form.answers, _first_field(form))
    answers = Answers(form, {field.key: letter(place) for place, field in places})
    carried: Table[_Place] = (
        column("Carried over from", lambda place: place.asked.carried_over or None, 11, "fixed-text"),
    )
    locked: Table[_Place] = (
        column("Article", lambda place: place.asked.article, 17),
        column(CRITERION, lambda place: Styled(place.asked.criterion.id, "label"), 12),
        column("Question", lambda place: place.asked.criterion.question, 44, "question"),
        column("What the treaty asks", lambda place: _requirement(place.asked), 44),
        column("Where to look", lambda place: place.asked.criterion.hint, 32),
        column("To do", lambda place: Formula(answers.formula(place), todo(place.asked)), 15, "todo"),
        *(carried if _carries_over(form) else ()),
    )
    return (*locked, *(_answer_column(form, field) for field in form.answers))


def _requirement(asked: Asked) -> str:
    """What the treaty asks, with its condition, its place and how it binds."""
    criterion = asked.criterion
    condition = f"\nCondition: {criterion.condition}" if criterion.condition else ""
    core = f" · core: {criterion.core_reason or 'yes'}" if criterion.core else ""
    return f"{criterion.requirement}{condition}\n{criterion.provision} · {criterion.obligation}{core}"


def _answer_column(form: Form, field: Field) -> Shown[_Place]:
    """A column to fill in, with the answers on file."""
    return fill_in(form, field), lambda place: text_of(form, field, place.asked.answer.get(field.key, ""))


def _section_marks(form: Form, count: int) -> Iterator[Mark]:
    """The cells for which “To do” says that something is missing, and itself."""
    todo, last = f"${letter(TODO)}{HEADER_ROW + 1}", HEADER_ROW + count - 1
    places = {field.key: place for place, field in enumerate(form.answers, _first_field(form))}

    def mark(place: int, formula: str) -> Mark:
        return Mark((HEADER_ROW, place, last, place), formula)

    for key, word in LACKING.items():
        if key in places:
            yield mark(places[key], f'=ISNUMBER(SEARCH("{word}",{todo}))')
    yield from (mark(place, f'={todo}="{ANSWER}"') for key, place in places.items() if _is_rating(key))
    yield mark(TODO, f'=AND({todo}<>"{DONE}",{todo}<>"")')
