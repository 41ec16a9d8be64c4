"""The first sheets of a checklist workbook: who answers, how far each article has come, and how to fill it in."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from compliance import figures
from compliance.model.checklist import NOT_APPLICABLE
from compliance.queries.form import Form, Part
from compliance.report.excel.checklist.sections import ANSWER, DONE, TODO, todo
from compliance.report.excel.form import GUIDE, NAME_CELL, START, blank
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
        answered, done = sum(word != ANSWER for word in self.todo), self.todo.count(DONE)
        share = Formula(f"=D{row}/B{row}", Fraction(done, len(self.todo)))
        return self.label, len(self.todo), Formula(self.answered, answered), Formula(self.done, done), share


def start(form: Form, named: Sequence[tuple[str, Part]]) -> Sheet:
    """The first sheet: who answers, and how far each article has come."""
    top, place = NAME_CELL
    lead = "Each section has a sheet. Provisions go on the sheet Legal basis. How to: sheet Guide."
    headers = ("Criteria", "Answered", "Nothing missing", "Progress")
    above: tuple[Row, ...] = (
        (Styled(lead, "measure"), *[SPACE] * len(headers)),
        (SPACE, *[SPACE] * len(headers)),
        (Styled("Article", "header"), *(Styled(header, "header-indented") for header in headers)),
    )
    first = HEADER_ROW + len(above) + 1
    progress, sections = _progress(form, named, first)
    law = f"{form.instrument.title} ({form.instrument.number}); law as of {figures.day(form.cut_off)}"
    name = Entry(title="Your name", hint="It is written beside every answer that you change.")
    return replace(
        blank(form, START, law),
        tab="result",
        columns=(
            Column(header="Your name, as the author of what you change", width=62, header_style="label"),
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
    whole = _Progress(Styled("The whole checklist", "strong-label"), every, answered, done)
    return (whole, *lines), (first, *sections)


def _section_progress(name: str, part: Part, row: int) -> Iterator[_Progress]:
    """A section, in a row counted from 1, and its articles."""
    last = HEADER_ROW + len(part.questions)
    articles, column = (f"'{name}'!${place}${HEADER_ROW + 1}:${place}${last}" for place in ("A", letter(TODO)))
    by_article: dict[str, list[str]] = defaultdict(list)
    for question in part.questions:
        by_article[question.article].append(todo(question))
    yield _Progress(
        Link(f"internal:'{name}'!A1", part.title, "strong-label"),
        tuple(map(todo, part.questions)),
        f'=COUNTIF({column},"<>{ANSWER}")',
        f'=COUNTIF({column},"{DONE}")',
    )
    for place, (article, lacking) in enumerate(by_article.items(), row + 1):
        answered, done = (f'=COUNTIFS({articles},$A{place},{column},"{word}")' for word in (f"<>{ANSWER}", DONE))
        yield _Progress(article, tuple(lacking), answered, done)


def guide(form: Form) -> Sheet:
    """How to fill in the workbook, and what the words mean."""
    return replace(
        blank(form, GUIDE, "How to fill this in"),
        tab="reference",
        columns=(Column(header="Subject", width=26, style="label"), Column(header="What to know", width=110)),
        rows=_subjects(form),
        frozen=0,
        filtered=False,
    )


def _subjects(form: Form) -> tuple[tuple[str, str], ...]:
    """Subject and what to know of it."""
    scale = tuple(form.instrument.scale.values)
    by_level = any(field.key.startswith("ratings_by_part") for field in form.answers)
    levels = (
        "Levels of government",
        "Where law differs, rate each level and leave “Rating” empty: it follows from the levels. Where it does not, use “Rating” alone.",
    )
    return (
        ("The order of work", "Law first, then the rating: enter the provision on the sheet Legal basis, then rate, then say what is missing (gap) and how good the evidence is. “To do” says what an answer still lacks; cells in amber wait for it."),
        ("Ratings", f"From the best to the worst: {', '.join(scale)}. {NOT_APPLICABLE} needs a reason beside it."),
        ("An open answer", "While evaluators disagree or a document is awaited, give both ratings: the list holds neighbouring ones. The score then has a range."),
        ("What you do not know", "Leave it empty. An unanswered criterion widens the range of the score and is never zero; an invented answer falsifies it."),
        ("Gap", f"Below {scale[0]} a sentence says what the law lacks, so that a reader can act on it."),
        ("Evidence", "A: official gazette or official publication seen. B: consolidated text or document of a treaty body read, a copy too. C: secondary source, or a text older than an amendment of that provision. D: no source seen, a lead that does not count. A to C name a document."),
        ("Legal basis", "A row a provision; a criterion may have several. Choose the criterion and the act, give the article as cited, what it is for and its gist in your own words. To take a row away, empty its cells."),
        ("New acts and documents", "Add them in the empty rows of the sheets Acts and Documents; then they can be chosen. Rows that stand there already are changed by whoever keeps the register."),
        *((levels,) if by_level else ()),
        ("Dates", "As exact as the document gives them: 2017-07-18, 2017-07 or 2017."),
        ("Protection", "Cells with a green edge are open. Everything else is locked without a password, a guard against slips. You may sort, filter, hide, widen columns and add sheets of your own. Do not delete rows, merge cells or write formulas."),
        ("Sending it back", "Save as .xlsx and send the file. What others changed meanwhile stays; where both changed the same cell, somebody decides before anything is written."),
        ("This treaty", form.instrument.wording),
        *(("", note) for note in form.instrument.notes),
    )  # fmt: skip
