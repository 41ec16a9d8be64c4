"""Two evaluators of a checklist: who has still to submit, and afterwards how far they agree and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from compliance.checks.acceptances import accepted_digest, answers_in
from compliance.language import _, day
from compliance.model.checklist import Checklist, Decision, Response
from compliance.queries.raters import waiting
from compliance.scoring import DoubleRating
from compliance.screens.work.answers import Rated, levels_of, rated, written
from compliance.screens.work.parts import WorkPage
from compliance.screens.work.review import Bar, UnderReview, bar
from compliance.view import words
from compliance.view.agreement import agreement_view, double_ratings
from compliance.view.values.agreement import DifferenceView, TwiceRatedView
from compliance.workspace import Filed, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value to choose, and what it is called."""

    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfRater:
    """The answer of one evaluator."""

    whose: str
    rated: tuple[Rated, ...]
    gap: str
    bases: tuple[str, ...]
    evidence: str
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A decision, and why another one took its place."""

    rating: str
    why: str
    by: str
    replaced: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A criterion on which two evaluators differ."""

    view: DifferenceView
    href: str
    answers: tuple[OfRater, ...]
    earlier: tuple[Settled, ...]
    gap: str
    """The gap on file, which stays unless another is given."""
    seen: str
    """By which it is known whether an answer changed meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was typed of a third rating that was refused, and why it was."""

    criterion: str
    reasons: tuple[str, ...]
    typed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatersPage(WorkPage):
    """Two evaluators of a checklist."""

    bar: Bar
    heading: str
    waiting: tuple[str, ...]
    """Who has still to submit, in sentences; as long as there is one, nothing else is shown."""
    two: TwiceRatedView | None
    table: tuple[tuple[str, tuple[int, ...]], ...]
    """Ratings of the first evaluator by those of the second: a word and its counts."""
    scale: tuple[str, ...]
    disputes: tuple[Dispute, ...]
    ratings: tuple[Choice, ...]
    decides: bool
    """Whether whoever reads may decide."""
    adopted: bool
    """Whether decisions change by a re-rating alone."""
    lead: str
    action: str
    done: str
    refused: Decided | None

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return ": ".join((_("Two evaluators"), self.bar.title))


def raters_page(
    under: UnderReview, *, on: date, decides: bool, done: str = "", refused: Decided | None = None
) -> RatersPage:
    """The page of two evaluators of a checklist, which is the first one's."""
    both = _compared(under.workspace, under.country.id, *under.key)
    seen = agreement_view(both)
    two = seen.treaties[0] if seen else None
    return RatersPage(
        bar=bar(under, on=on),
        heading=two.headline if two else _("Both evaluators rate blind until both have submitted"),
        waiting=tuple(waiting(under.country, under.key)),
        two=two,
        table=tuple(
            (words.rating(word), tuple(row.values())) for word, row in (two.blocks[0].table.items() if two else ())
        ),
        scale=tuple(words.rating(word) for word in (two.blocks[0].table if two else ())),
        disputes=tuple(_disputes(under, both[0], two)) if two else (),
        ratings=tuple(Choice(value=word, text=words.rating(word)) for word in under.instrument.scale.values),
        decides=decides,
        adopted=under.filed.value.adopted,
        lead=seen.lead if seen else "",
        action=f"{under.base}raters/",
        done=done,
        refused=refused,
    )


@lru_cache(maxsize=1)  # α is drawn thousands of times
def _compared(workspace: Workspace, country: str, cycle: str, instrument: str) -> tuple[DoubleRating, ...]:
    return double_ratings(workspace, workspace.countries[country], cycle, (instrument,))


def _disputes(under: UnderReview, both: DoubleRating, two: TwiceRatedView) -> Iterator[Dispute]:
    second = under.country.second[under.key]
    for view in two.differences:
        response = both.first.responses.get(view.criterion, Response())
        yield Dispute(
            view=view,
            href=under.at(view.criterion),
            answers=(
                _of_rater(under, two.evaluators[0], under.filed.value, view.criterion),
                _of_rater(under, two.evaluators[1], second.value, view.criterion),
            ),
            earlier=tuple(map(_decision, response.adjudication.earlier if response.adjudication else ())),
            gap=response.gap or "",
            seen=seen_of(under.filed, second, view.criterion),
        )


def seen_of(first: Filed[Checklist], second: Filed[Checklist], criterion: str) -> str:
    """By which it is known whether one of two answers changed."""
    return "-".join(accepted_digest(answers_in(filed).get(criterion, {})) for filed in (first, second))


def _of_rater(under: UnderReview, whose: str, checklist: Checklist, criterion: str) -> OfRater:
    response = checklist.responses.get(criterion, Response())
    acts = under.country.acts()
    return OfRater(
        whose=whose,
        rated=rated(response, levels_of(under.workspace, under.country)),
        gap=response.gap or "",
        bases=tuple(
            f"{acts[each.act].short if each.act in acts else each.act} {words.cite(each.provision)}: {each.gist}"
            for each in response.legal_basis
        ),
        evidence=words.evidence(response.evidence) if response.evidence else "",
        written=written(response),
    )


def _decision(each: Decision) -> Settled:
    answers = each.ratings_by_part.values() if each.ratings_by_part else (each.rating,)
    return Settled(
        rating=", ".join(words.rating(word) for answer in answers for word in answer),
        why=each.reason,
        by=f"{each.by}, {day(each.on)}",
        replaced=each.replaced,
    )
