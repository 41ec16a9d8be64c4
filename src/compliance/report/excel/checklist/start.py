"""The first sheet of a checklist workbook: who answers, and how far each article has come."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from compliance import figures
from compliance.language import _
from compliance.queries.form import Form, Part
from compliance.report.excel.checklist.sections import TO_DO
from compliance.report.excel.checklist.todo import ANSWER, DONE, LACKING, quoted, todo
from compliance.report.excel.form import NAME_CELL, START, blank
from compliance.report.excel.values import HEADER_ROW, Cell, Column, Entry, Formula, Link, Row, Sheet, Styled, letter

SPACE = Styled(None, "data")
"""A cell outside all tables."""


@dataclass(frozen=True, slots=True)
class _Progress:
    """How far a section or an article has come."""

    label: Cell
    todo: tuple[str, ...]
    answered: str
    """Formula for how many are answered."""
    done: str
    """Formula for how many lack nothing."""

    def cells(self, row: int) -> Row:
        """Its row of the first sheet, counted from 1."""
        answered = sum(word != LACKING[ANSWER] for word in self.todo)
        done = self.todo.count(LACKING[DONE])
        share = Formula(f"=D{row}/B{row}", Fraction(done, len(self.todo)))
        return self.label, len(self.todo), Formula(self.answered, answered), Formula(self.done, done), share


def start(form: Form, named: Sequence[tuple[str, Part]]) -> Sheet:
    """The first sheet: who answers, and how far each article has come."""
    top, place = NAME_CELL
    lead = _("Each section has a sheet. Provisions go on the sheet Legal basis. How to: sheet Guide.")
    headers = (_("Criteria"), _("Answered"), _("Nothing missing"), _("Progress"))
    above: tuple[Row, ...] = (
        (Styled(lead, "measure"), *[SPACE] * len(headers)),
        (SPACE, *[SPACE] * len(headers)),
        (Styled(_("Article"), "header"), *(Styled(header, "header-indented") for header in headers)),
    )
    first = HEADER_ROW + len(above) + 1
    progress, sections = _progress(form, named, first)
    values = {
        "treaty": form.instrument.called(),
        "number": form.instrument.number,
        "day": figures.day(form.cut_off),
    }
    law = _("%(treaty)s (%(number)s); law as of %(day)s") % values
    name = Entry(title=_("Your name"), hint=_("It is written beside every answer that you change."))
    return replace(
        blank(form, START, law),
        tab="result",
        columns=(
            Column(header=_("Your name, as the author of what you change"), width=62, header_style="label"),
            *(Column(header="", width=14, style="count", header_style="typed-name") for _ in headers[:-1]),
            Column(header="", width=22, style="share", header_style="typed-name", bars="share"),
        ),
        rows=(*above, *(line.cells(row) for row, line in enumerate(progress, first))),
        strong=frozenset(row - HEADER_ROW - 1 for row in sections),
        frozen=0,
        filtered=False,
        entries={NAME_CELL: name},
        merged={(top, place, top, place + len(headers) - 1): "typed-name"},
        heights={top: 24},
    )


def _progress(
    form: Form, named: Sequence[tuple[str, Part]], first: int
) -> tuple[tuple[_Progress, ...], tuple[int, ...]]:
    """The whole, then each section with its articles, and the rows of the whole and of sections, counted from 1."""
    lines: list[_Progress] = []
    sections: list[int] = []
    for name, part in named:
        sections.append(first + 1 + len(lines))
        lines += _section_progress(name, part, sections[-1])
    every = tuple(todo(question) for part in form.parts for question in part.questions)
    answered, done = ("=" + "+".join(f"{column}{row}" for row in sections) for column in "CD")
    whole = _Progress(Styled(_("The whole checklist"), "strong-label"), every, answered, done)
    return (whole, *lines), (first, *sections)


def _section_progress(name: str, part: Part, row: int) -> Iterator[_Progress]:
    """A section, in a row counted from 1, and its articles."""
    last = HEADER_ROW + len(part.questions)
    articles, column = (f"'{name}'!${place}${HEADER_ROW + 1}:${place}${last}" for place in ("A", letter(TO_DO)))
    by_article: dict[str, list[str]] = defaultdict(list)
    for question in part.questions:
        by_article[question.article].append(todo(question))
    yield _Progress(
        Link(f"internal:'{name}'!A1", part.title, "strong-label"),
        tuple(map(todo, part.questions)),
        f"=COUNTIF({column},{quoted(f'<>{LACKING[ANSWER]}')})",
        f"=COUNTIF({column},{quoted(LACKING[DONE])})",
    )
    for place, (article, lacking) in enumerate(by_article.items(), row + 1):
        answered, done = (
            f"=COUNTIFS({articles},$A{place},{column},{quoted(word)})"
            for word in (f"<>{LACKING[ANSWER]}", LACKING[DONE])
        )
        yield _Progress(article, tuple(lacking), answered, done)
