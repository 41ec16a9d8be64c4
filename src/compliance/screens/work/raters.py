"""Two evaluators of a checklist: who has still to submit, and afterwards how far they agree and what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from compliance.checks.acceptances import accepted_digest, answers_in
from compliance.model.checklist import Checklist, Decision, Response
from compliance.model.legislation import Act
from compliance.queries.raters import waiting
from compliance.scoring import DoubleRating
from compliance.screens.work.answer_words import Levels, levels_of
from compliance.screens.work.answers import Refused
from compliance.screens.work.parts import WorkPage
from compliance.screens.work.review import Bar, UnderReview
from compliance.view import words
from compliance.view.agreement import agreement_view, double_ratings
from compliance.view.values.agreement import DifferenceView, TwiceRatedView
from compliance.workspace import Filed, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A criterion on which two evaluators differ."""

    view: DifferenceView
    answers: tuple[Response, Response]
    """That of the first evaluator, that of the second."""
    third: Response
    """The first answer with the third rating, where somebody decided."""
    seen: str
    """By which it is known whether an answer changed meanwhile."""

    @property
    def earlier(self) -> tuple[Decision, ...]:
        """The decisions of which another one took the place."""
        return self.third.adjudication.earlier if self.third.adjudication else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RatersPage(WorkPage):
    """Two evaluators of a checklist."""

    bar: Bar
    waiting: tuple[str, ...]
    """Who has still to submit, in sentences; as long as there is one, nothing else is shown."""
    two: TwiceRatedView | None
    lead: str
    disputes: tuple[Dispute, ...]
    levels: Levels
    acts: Mapping[str, Act]
    decides: bool
    """Whether whoever reads may decide."""
    done: str
    refused: Refused | None

    @property
    def ratings(self) -> tuple[tuple[str, str], ...]:
        """What can be decided: ratings of the scale, and what each is called."""
        return tuple((word, words.rating(word)) for word in self.bar.under.instrument.scale.values)


def raters_page(
    under: UnderReview, *, on: date, decides: bool, done: str = "", refused: Refused | None = None
) -> RatersPage:
    """The page of two evaluators of a checklist, which is the first one's."""
    # Before both have submitted nothing is compared, so that the page knows nothing that either of them answered.
    both = _compared(under.workspace, under.country.id, *under.key)
    seen = agreement_view(both)
    two = seen.treaties[0] if seen else None
    return RatersPage(
        bar=Bar(under=under, on=on),
        waiting=tuple(waiting(under.country, under.key)),
        two=two,
        lead=seen.lead if seen else "",
        disputes=tuple(_disputes(under, both[0], two)) if two else (),
        levels=levels_of(under.workspace, under.country),
        acts=under.country.acts(),
        decides=decides,
        done=done,
        refused=refused,
    )


@lru_cache(maxsize=1)  # α is drawn thousands of times
def _compared(workspace: Workspace, country: str, cycle: str, instrument: str) -> tuple[DoubleRating, ...]:
    return double_ratings(workspace, workspace.countries[country], cycle, (instrument,))


def _disputes(under: UnderReview, both: DoubleRating, two: TwiceRatedView) -> Iterator[Dispute]:
    second = under.country.second[under.key]
    for view in two.differences:
        yield Dispute(
            view=view,
            answers=(under.response(view.criterion), second.value.responses.get(view.criterion, Response())),
            third=both.first.responses.get(view.criterion, Response()),
            seen=seen_of(under.filed, second, view.criterion),
        )


def seen_of(first: Filed[Checklist], second: Filed[Checklist], criterion: str) -> str:
    """By which it is known whether one of two answers changed."""
    return "-".join(accepted_digest(answers_in(filed).get(criterion, {})) for filed in (first, second))


def decided(each: Decision) -> str:
    """What was decided, in words."""
    answers = each.ratings_by_part.values() if each.ratings_by_part else (each.rating,)
    return ", ".join(words.rating(word) for answer in answers for word in answer)
