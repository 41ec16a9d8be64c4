"""The past of an answer: its ratings with cause and day, the steps of its checklist, and what the log tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import get_args

from compliance import figures
from compliance.as_of.checklists import settled
from compliance.language import _, day
from compliance.model.checklist import NOT_APPLICABLE, UNANSWERED, Cause, Response
from compliance.model.instrument import Criterion, NotApplicable
from compliance.queries.form_fields import REASONS
from compliance.queries.log import Wanted, deed, entries
from compliance.screens.criterion import reference
from compliance.screens.work.answers import Rated, label_of, levels_of, rated, written
from compliance.screens.work.parts import WorkPage
from compliance.screens.work.raters import Choice
from compliance.screens.work.review import UnderReview, steps_of, title_of
from compliance.view import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """A rating that an answer had, or has."""

    day: str
    rating: str
    since: str
    cause: str
    evidence: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A line of the log, or one field that it tells of."""

    when: str
    by: str
    deed: str
    field: str
    old: str
    new: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPage(WorkPage):
    """The past of an answer."""

    place: str
    """The checklist, in words."""
    ref: str
    id: str
    duty: str
    back: str
    """The address of the answer; empty for whoever does not review it."""
    written: str
    ratings: tuple[Once, ...]
    steps: tuple[str, ...]
    lines: tuple[Logged, ...]

    @property
    def heading(self) -> str:
        """What it is the past of."""
        return _("History of %(reference)s") % {"reference": self.ref}

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return f"{self.heading}, {self.place}"


def criterion_of(under: UnderReview, article: str, id_: str) -> Criterion:
    """A criterion of an article; KeyError where there is none of that id."""
    criteria = (each for a in under.instrument.articles if a.number == article for each in a.criteria)
    return {each.id: each for each in criteria}[id_]


def past_page(under: UnderReview, criterion: Criterion, *, reviews: bool) -> PastPage:
    """The past of an answer."""
    response = under.filed.value.responses.get(criterion.id, Response())
    return PastPage(
        place=title_of(under),
        ref=reference(criterion),
        id=criterion.id,
        duty=criterion.requirement,
        back=under.at(criterion.id) if reviews else "",
        written=written(response),
        ratings=_ratings(under, response),
        steps=steps_of(under.filed.value),
        lines=_lines(under, criterion.id),
    )


def _ratings(under: UnderReview, response: Response) -> tuple[Once, ...]:
    """The ratings, the latest first."""
    now = settled(response)
    latest = Once(
        day=day(response.recorded or under.filed.value.cut_off),
        rating=in_words(rated(now, levels_of(under.workspace, under.country))),
        since=words.when(response.since) if response.since else "",
        cause=words.CAUSES[response.cause] if response.cause else "",
        evidence=words.evidence(response.evidence) if response.evidence else "",
        note="",
    )
    earlier = (
        Once(
            day=day(entry.recorded),
            rating=figures.DASH.join(map(words.rating, entry.rating)),
            since=words.when(entry.since) if entry.since else "",
            cause=words.CAUSES[entry.cause] if entry.cause else "",
            evidence=words.evidence(entry.evidence) if entry.evidence else "",
            note=entry.note or "",
        )
        for entry in reversed(response.history)
    )
    return (latest, *earlier)


def in_words(every: tuple[Rated, ...]) -> str:
    """Ratings in a line, with the levels of government where these are rated."""
    return ", ".join(f"{each.level}: {each.chip.word}" if each.level else each.chip.word for each in every)


def _lines(under: UnderReview, criterion: str) -> tuple[Logged, ...]:
    """What the log tells of an answer, the latest first, as one of two evaluators may read it."""
    lines = entries(under.country, Wanted(about=criterion), second=under.second)
    return tuple(
        Logged(
            when=f"{entry.when:%Y-%m-%d %H:%M}",
            by=entry.by,
            deed=deed(entry),
            field=label_of(change.field),
            old=change.old or "",
            new=change.new or "",
            why=": ".join(filter(None, (words.CAUSES[entry.cause] if entry.cause else "", entry.why))),
        )
        for entry in reversed(lines)
        if entry.file == under.file
        for change in entry.changed
        if change.about == criterion
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RerateForm:
    """A form to re-rate an answer, and what was typed into it."""

    ratings: tuple[Choice, ...]
    parts: tuple[Choice, ...]
    """The levels of government, where levels are rated."""
    causes: tuple[Choice, ...]
    reasons: tuple[Choice, ...]
    seen: str
    typed: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReratePage(WorkPage):
    """An adopted answer that can be re-rated, with its cause."""

    place: str
    ref: str
    id: str
    duty: str
    rated: tuple[Rated, ...]
    gap: str
    past: str
    """The address of its history."""
    form: RerateForm | None
    """None before adoption: then the answer itself is changed."""
    action: str
    done: str

    @property
    def heading(self) -> str:
        """What is re-rated."""
        return _("Re-rate %(reference)s") % {"reference": self.ref}

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return f"{self.heading}, {self.place}"


def rerate_page(
    under: UnderReview,
    criterion: Criterion,
    seen: str,
    *,
    done: str = "",
    typed: Mapping[str, str] | None = None,
    refused: tuple[str, ...] = (),
) -> ReratePage:
    """The form to re-rate an answer."""
    response = settled(under.filed.value.responses.get(criterion.id, Response()))
    levels = levels_of(under.workspace, under.country)
    query = under.at(criterion.id).partition("?")[2].partition("#")[0]
    at = under.article(under.articles[criterion.id])
    form = RerateForm(
        ratings=tuple(Choice(value=word, text=words.rating(word)) for word in words_of_rating(under)),
        parts=tuple(Choice(value=part, text=levels.get(part, part)) for part in response.ratings_by_part),
        causes=tuple(Choice(value=cause, text=words.CAUSES[cause]) for cause in get_args(Cause)),
        reasons=tuple(Choice(value=reason, text=words.REASONS[reason]) for reason in REASONS),
        seen=seen,
        typed=typed or {},
        refused=refused,
    )
    return ReratePage(
        place=title_of(under),
        ref=reference(criterion),
        id=criterion.id,
        duty=criterion.requirement,
        rated=rated(response, levels),
        gap=response.gap or "",
        past=f"{at}history/?{query}",
        form=form if under.filed.value.adopted else None,
        action=f"{at}rerate/?{query}",
        done=done,
    )


def words_of_rating(under: UnderReview) -> tuple[str, ...]:
    """What an answer can be re-rated to: a rating of the scale, not applicable, or unanswered, which withdraws a rating."""
    return (*under.instrument.scale.values, NOT_APPLICABLE, UNANSWERED)


def reasons_of(text: str) -> NotApplicable | None:
    """A reason why a criterion does not apply; none where the text is none that can be chosen."""
    return next((reason for reason in get_args(NotApplicable) if reason == text and reason in REASONS), None)


def cause_of(text: str) -> Cause | None:
    """A cause of a re-rating; none where the text is none."""
    return next((cause for cause in get_args(Cause) if cause == text), None)
