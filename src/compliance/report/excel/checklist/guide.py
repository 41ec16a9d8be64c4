"""The sheet that says how to fill in a checklist workbook, how to judge, and what its words mean."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import get_args

from compliance.language import _
from compliance.model.checklist import NOT_APPLICABLE
from compliance.model.instrument import Grade, Obligation
from compliance.queries.form import Form
from compliance.queries.form_fields import REASONS, Field
from compliance.queries.form_words import GRADES, KINDS, OBLIGATIONS, RATINGS, WHY_NOT
from compliance.report.excel.checklist.todo import is_rating
from compliance.report.excel.form import GUIDE, blank
from compliance.report.excel.guide import OWN
from compliance.report.excel.values import Column, Sheet

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
    yield from _not_applicable(fields["rating"].label(NOT_APPLICABLE), fields["not_applicable"])
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


def _not_applicable(word: str, field: Field) -> Iterator[Subject]:
    """What the word means, and each reason."""
    yield word, _("The duty does not arise, and the criterion leaves the score; always with one of these reasons. What a reservation excludes leaves the score by the deposit itself, and is rated against the whole treaty here.")  # fmt: skip
    yield from ((field.label(reason), WHY_NOT[reason]) for reason in REASONS)
