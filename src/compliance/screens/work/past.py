"""The past of an answer: its ratings with cause and day, the steps of its checklist, and what the log tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import get_args

from compliance.as_of.checklists import settled
from compliance.model.checklist import NOT_APPLICABLE, UNANSWERED, Cause, Response
from compliance.model.instrument import Criterion, NotApplicable
from compliance.model.log import Change, Entry
from compliance.queries.form_fields import REASONS
from compliance.queries.log import Wanted, entries
from compliance.screens.work.answer_words import Levels, levels_of
from compliance.screens.work.parts import WorkPage
from compliance.screens.work.review import UnderReview
from compliance.view import words


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfAnswer(WorkPage):
    """A page about one answer alone."""

    under: UnderReview
    criterion: Criterion

    @property
    def response(self) -> Response:
        """The answer, the third rating where two evaluators differed."""
        return settled(self.under.response(self.criterion.id))

    @property
    def levels(self) -> Levels:
        """The levels of government of its country."""
        return levels_of(self.under.workspace, self.under.country)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPage(_OfAnswer):
    """The past of an answer."""

    reviews: bool
    """Whether whoever looks reviews the answer."""

    @property
    def lines(self) -> Iterator[tuple[Entry, Change]]:
        """What the log tells of it, field by field, the latest first, as one of two evaluators may read it."""
        every = entries(self.under.country, Wanted(about=self.criterion.id), second=self.under.second)
        for entry in reversed(every):
            if entry.file == self.under.file:
                yield from ((entry, change) for change in entry.changed if change.about == self.criterion.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReratePage(_OfAnswer):
    """An adopted answer that can be re-rated, with its cause; before adoption the answer itself is changed."""

    seen: str
    """By which it is known whether the answer changed while it was read."""
    done: str
    typed: Mapping[str, str] = field(default_factory=dict)
    """What was typed where it was refused, by the name of the field."""
    refused: tuple[str, ...] = ()

    @property
    def choices(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """What can be chosen, by the name of the field: values, and what each is called."""
        return {
            "part": tuple((part, self.levels.get(part, part)) for part in self.response.ratings_by_part),
            "rating": tuple((word, words.rating(word)) for word in words_of_rating(self.under)),
            "cause": tuple((cause, words.CAUSES[cause]) for cause in CAUSES),
            "reason": tuple((reason, words.REASONS[reason]) for reason in REASONS),
        }


CAUSES: tuple[Cause, ...] = get_args(Cause)


def criterion_of(under: UnderReview, article: str, id_: str) -> Criterion:
    """A criterion of an article; KeyError where there is none of that id."""
    criteria = (each for a in under.instrument.articles if a.number == article for each in a.criteria)
    return {each.id: each for each in criteria}[id_]


def words_of_rating(under: UnderReview) -> tuple[str, ...]:
    """What an answer can be re-rated to: a rating of the scale, not applicable, or unanswered, which withdraws a rating."""
    return (*under.instrument.scale.values, NOT_APPLICABLE, UNANSWERED)


def reasons_of(text: str) -> NotApplicable | None:
    """A reason why a criterion does not apply; none where the text is none that can be chosen."""
    return next((reason for reason in get_args(NotApplicable) if reason == text and reason in REASONS), None)


def cause_of(text: str) -> Cause | None:
    """A cause of a re-rating; none where the text is none."""
    return next((cause for cause in CAUSES if cause == text), None)
