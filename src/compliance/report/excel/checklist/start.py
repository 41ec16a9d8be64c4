"""The first sheets of a checklist workbook: who answers and how far each article has come, then how to fill it in and how to judge."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import get_args

from compliance import figures
from compliance.language import _
from compliance.model.checklist import NOT_APPLICABLE
from compliance.model.instrument import Grade, Obligation
from compliance.queries.form import Form, Part
from compliance.queries.form_fields import REASONS, Field
from compliance.queries.form_words import GRADES, KINDS, OBLIGATIONS, RATINGS, WHY_NOT
from compliance.report.excel.checklist.sections import TO_DO
from compliance.report.excel.checklist.todo import ANSWER, DONE, LACKING, is_rating, todo
from compliance.report.excel.form import GUIDE, NAME_CELL, START, blank
from compliance.report.excel.formulas import quoted
from compliance.report.excel.guide import OWN
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


Subject = tuple[str, str]
"""A subject, and what to know of it; a heading has nothing beside it."""


def guide(form: Form) -> Sheet:
    """How to fill in the workbook, how to judge, and what its words mean."""
    subjects = tuple(_subjects(form))
    labels = next((field.labels for field in form.answers if is_rating(field.key)), {})
    subject = Column(header=_("Subject"), width=28, style="guide", labels=labels)
    return replace(
        blank(form, GUIDE, _("How to fill this in, and how to judge")),
        tab="reference",
        columns=(subject, Column(header=_("What to know"), width=112)),
        rows=tuple((name, text or None) for name, text in subjects),
        strong=frozenset(place for place, (_name, text) in enumerate(subjects) if not text),
        frozen=0,
        filtered=False,
    )


def _subjects(form: Form) -> Iterator[Subject]:
    """Every group of subjects under its heading."""
    fields = {field.key: field for field in form.answers}
    yield _("How to work"), ""
    yield from _work()
    yield _("Ratings"), ""
    yield from _ratings(form, fields)
    yield _("Not applicable"), ""
    yield fields["rating"].label(NOT_APPLICABLE), _("The duty does not arise, and the criterion leaves the score; always with one of these reasons. What a reservation excludes leaves the score by the deposit itself, and is rated against the whole treaty here.")  # fmt: skip
    yield from ((fields["not_applicable"].label(reason), WHY_NOT[reason]) for reason in REASONS)
    yield _("Kinds of duty"), ""
    yield from ((KINDS[kind], OBLIGATIONS[kind]) for kind in get_args(Obligation))
    yield _("core"), _("Without a core criterion the purpose of its article fails: where it is not met or only partly met, the whole article is held back. Core is rare, and the reason stands beside it.")  # fmt: skip
    yield _("Evidence"), ""
    yield from ((grade, GRADES[grade]) for grade in get_args(Grade))
    yield _("A to C"), _("Each needs a document: beside the provision, beside its act, or beside the answer. The grade follows the weakest provision without which the rating would fall.")  # fmt: skip
    yield _("This treaty"), ""
    yield _("Wording"), form.instrument.wording
    for number, note in enumerate(form.instrument.notes, 1):
        yield _("Note %(number)s") % {"number": number}, note


def _work() -> Iterator[Subject]:
    yield _("The order of work"), _("Law first, then the rating: enter the provision, then rate, then say what is missing (gap) and how good the evidence is. “To do” says what an answer still lacks; cells in amber wait for it. Where it says “done”, the import will take the answer.")  # fmt: skip
    yield _("Legal basis"), _("The first provision may be typed in the row of its criterion; the others go on the sheet Legal basis, a row each. Give the act, the article as cited, what it is for and its gist in your own words. To take a row away, empty its cells.")  # fmt: skip
    yield _("Also serves"), _("A provision that answers several criteria is typed once: name the others under “Also serves”, by their numbers or those of whole articles, such as 185.2.2, 3, 185.4.1. Each gets a row of its own when the workbook comes back.")  # fmt: skip
    yield _("Documents of a provision"), _("A new row that names no document takes over those of its act, which are then written out. Not so where “Not seen” is filled in, or the grade of the answer is D.")  # fmt: skip
    yield _("Acts and documents"), _("New ones go into the empty rows of the sheets Acts and Documents; then they can be chosen. What is wrong in a row on file is corrected in its cell; the name by which it is chosen stays.")  # fmt: skip
    yield _("Remarks"), _("What reviewers asked stands on the sheet Remarks. Reply beside it, and write new remarks into its empty rows; they come back under your name.")  # fmt: skip
    yield _("From the other treaty"), _("Where a criterion is open and an answer to another treaty bears on it, that answer is shown beside it as a proposal. It is never copied by itself: look at the provisions, then answer.")  # fmt: skip
    yield _("Dates"), _("As exact as the document gives them: 2017-07-18, 2017-07 or 2017.")
    yield _("Protection"), _("Cells with a green edge are open. Everything else is locked without a password, a guard against slips. You may filter, hide, widen columns and add sheets of your own. Do not delete rows, merge cells or write formulas.")  # fmt: skip
    yield _("Sending it back"), _("Save as .xlsx and send the file. What others changed meanwhile stays; where both changed the same cell, somebody decides before anything is written.")  # fmt: skip


def _ratings(form: Form, fields: Mapping[str, Field]) -> Iterator[Subject]:
    """When an answer has each rating, and what goes with it."""
    scale, field = tuple(form.instrument.scale.values), fields["rating"]
    for word in scale:
        yield field.label(word), RATINGS[word] if word in RATINGS else _(OWN)
    yield _("An open answer"), _("Where the words that were read leave more than one rating open, evaluators disagree or a document is awaited, give both: the list holds neighbouring ones. The score then has a range. Example: child pornography is punished and nowhere defined, so partly or not met (185.9.2.c).")  # fmt: skip
    yield _("What you do not know"), _("Leave it empty. An unanswered criterion widens the range of the score and is never zero; an invented answer falsifies it.")  # fmt: skip
    yield _("Gap"), _("Below the best rating a sentence says what the law lacks, so that a reader can act on it. Beside the best rating there is none.")  # fmt: skip
    yield _("One limit counts once"), _("A limit that reaches two criteria lowers the one that the other names; the other is rated as if the limit were not there, and says where it is counted.")  # fmt: skip
    if any(key.startswith("ratings_by_part") for key in fields):
        yield _("Levels of government"), _("Where law differs, rate each level and leave “Rating” empty: it follows from the levels. Where it does not, use “Rating” alone.")  # fmt: skip
    if "rating_as_bound" in fields:
        yield _("Rating as bound"), _("“Rating” is judged against the whole treaty. Where a reservation or declaration narrows the criterion, “Rating as bound” says how the law stands to what still binds; the deposit stands beside it.")  # fmt: skip
