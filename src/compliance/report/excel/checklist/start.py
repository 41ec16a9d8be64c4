"""The first sheet of a checklist workbook: who answers, and how far each article has come."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from compliance import figures
from compliance.language import _
from compliance.queries.form import Form, Part
from compliance.report.excel.checklist.sections import TO_DO
from compliance.report.excel.checklist.todo import ANSWER, DONE, LACKING, todo
from compliance.report.excel.form import NAME_CELL, START, blank
from compliance.report.excel.formulas import quoted
from compliance.report.excel.values import HEADER_ROW, Cell, Column, Entry, Formula, Link, Row, Sheet, Styled, letter

SPACE = Styled(None, "data")
"""A cell outside all tables."""


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
        rows=(*above, *progress),
        strong=frozenset(row - HEADER_ROW - 1 for row in sections),
        frozen=0,
        filtered=False,
        entries={NAME_CELL: name},
        merged={(top, place, top, place + len(headers) - 1): "typed-name"},
        heights={top: 24},
    )


def _progress(form: Form, named: Sequence[tuple[str, Part]], first: int) -> tuple[tuple[Row, ...], tuple[int, ...]]:
    """The whole, then each section with its articles, and the rows of the whole and of sections, counted from 1."""
    rows: list[Row] = []
    sections: list[int] = []
    for name, part in named:
        sections.append(first + 1 + len(rows))
        rows += _section(name, part, sections[-1])
    every = [todo(question) for part in form.parts for question in part.questions]
    answered, done = ("=" + "+".join(f"{column}{row}" for row in sections) for column in "CD")
    whole = _row(first, Styled(_("The whole checklist"), "strong-label"), every, answered, done)
    return (whole, *rows), (first, *sections)


def _section(name: str, part: Part, row: int) -> Iterator[Row]:
    """A section, in a row counted from 1, and its articles."""
    last = HEADER_ROW + len(part.questions)
    articles, column = (f"'{name}'!${place}${HEADER_ROW + 1}:${place}${last}" for place in ("A", letter(TO_DO)))
    by_article: dict[str, list[str]] = defaultdict(list)
    for question in part.questions:
        by_article[question.article].append(todo(question))
    # Answered is what no longer waits for an answer; done is what lacks nothing.
    words = quoted(f"<>{LACKING[ANSWER]}"), quoted(LACKING[DONE])
    answered, done = (f"=COUNTIF({column},{word})" for word in words)
    link = Link(f"internal:'{name}'!A1", part.title, "strong-label")
    yield _row(row, link, [word for lacking in by_article.values() for word in lacking], answered, done)
    for place, (article, lacking) in enumerate(by_article.items(), row + 1):
        answered, done = (f"=COUNTIFS({articles},$A{place},{column},{word})" for word in words)
        yield _row(place, article, lacking, answered, done)


def _row(row: int, label: Cell, lacking: Sequence[str], answered: str, done: str) -> Row:
    """How far a section or an article has come, by what its criteria lack, with formulas for how many are answered and done."""
    count, whole = sum(word != LACKING[ANSWER] for word in lacking), lacking.count(LACKING[DONE])
    share = Formula(f"=D{row}/B{row}", Fraction(whole, len(lacking)))
    return label, len(lacking), Formula(answered, count), Formula(done, whole), share
