"""What lies between two scores of a country: the criteria that changed, why, and a bridge whose steps add up exactly."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter, itemgetter
from typing import Literal, get_args

from compliance.as_of.checklists import began
from compliance.model.checklist import Cause, Checklist, Response
from compliance.model.dates import PartialDate
from compliance.scoring.articles import scored_anew
from compliance.scoring.instruments import whole_range
from compliance.scoring.values import CriterionScore, InstrumentScore, Range

Why = Cause | Literal["bill"]
"""Why the rating of a criterion changed: a cause, or a bill, which changes no law until it is one."""

CAUSES: tuple[Why, ...] = (*get_args(Cause), "bill")
"""All causes, in the order in which a bridge takes its steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A criterion whose state or ratings changed."""

    criterion: str
    before: CriterionScore | None
    """How it stood; none where the criteria did not have it."""
    after: CriterionScore | None
    """How it stands; none where the criteria no longer have it."""
    cause: Why
    since: PartialDate | None
    """From when the newer of the two answers holds, or else its law was in force, where that is on file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the changes of one cause add to a score, at both ends of its range."""

    cause: Why
    criteria: int
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """The way from one score to another: before, plus the steps, is exactly after, at both ends."""

    before: InstrumentScore
    after: InstrumentScore
    changes: tuple[Change, ...]
    """The criteria that changed, by cause and then in treaty order; one twice if it changed for two causes."""
    steps: tuple[Step, ...]
    """One step for each cause, in the fixed order; none where an end has no score."""


def bridge(scores: Sequence[InstrumentScore], *, bill: bool = False) -> Bridge:
    """The bridge over scores of one country and instrument, from the first to the last; the last leg may be a bill's."""
    legs = list(itertools.pairwise(scores))
    by_leg = [_changes(*leg, by_bill=bill and leg is legs[-1]) for leg in legs]
    changes = sorted(itertools.chain(*by_leg), key=lambda change: CAUSES.index(change.cause))
    steps = _summed(list(_steps(legs, by_leg))) if scores[0].range and scores[-1].range else ()
    return Bridge(before=scores[0], after=scores[-1], changes=tuple(changes), steps=steps)


def _changes(before: InstrumentScore, after: InstrumentScore, *, by_bill: bool) -> tuple[Change, ...]:
    was, now = before.criteria(), after.criteria()
    every = (
        _change(key, was.get(key), now.get(key), (before, after), by_bill=by_bill)
        for key in dict.fromkeys((*was, *now))
    )
    return tuple(change for change in every if change)


def _change(
    key: str,
    before: CriterionScore | None,
    after: CriterionScore | None,
    scores: tuple[InstrumentScore, InstrumentScore],
    *,
    by_bill: bool,
) -> Change | None:
    """How a criterion changed, if it did."""
    if before and after and (before.state, before.outcomes) == (after.state, after.outcomes):
        return None
    if all(criterion is None or not criterion.scored for criterion in (before, after)):
        return None  # what is never scored moves nothing
    sides = zip((before, after), scores, strict=True)
    newer = _newer([(criterion, score.checklist) for criterion, score in sides if criterion])
    cause: Why = "method-changed"
    if (
        before
        and after
        and before.criterion == after.criterion
        and scores[0].instrument.scale == scores[1].instrument.scale
    ):
        # The same answer that counts on one side alone: the grade from which evidence counts is another.
        floor = _record(before) == _record(after) and bool(before.lead) != bool(after.lead)
        cause = cause if floor else "bill" if by_bill else _cause(before, after, newer)
    since = newer.since if newer and newer.since else _in_force(before, after)
    # What a bill would change holds from no day yet.
    return Change(criterion=key, before=before, after=after, cause=cause, since=None if cause == "bill" else since)


def _cause(before: CriterionScore, after: CriterionScore, newer: Response | None) -> Cause:
    """Why the rating of a criterion changed: the cause on file, else the usual one."""
    if _record(before) == _record(after):
        # The same answer counts otherwise: another deposit is in effect, or on one of the days its law was not in force.
        return "reservation-changed" if before.deposit != after.deposit else "law-changed"
    if newer and newer.cause:
        return newer.cause
    if not (before.answered and after.answered):
        return "evidence-found"
    same_law = before.response and after.response and before.response.since == after.response.since
    return "error-corrected" if same_law else "law-changed"


def _in_force(before: CriterionScore | None, after: CriterionScore | None) -> PartialDate | None:
    """Since when anything behind an answer was in force, where that decides whether it holds."""
    if before is None or after is None or _record(before) != _record(after) or before.lead or after.lead:
        return None
    sides = [side.response.legal_basis for side in (before, after) if side.response and not side.answered]
    return min((basis.in_force for bases in sides for basis in bases if basis.in_force), default=None)


_ON_FILE = attrgetter("rating", "ratings_by_part", "rating_as_bound", "since", "recorded", "cause", "evidence")
"""What identifies an answer on file, whatever the day."""


def _record(score: CriterionScore) -> object:
    return score.response and _ON_FILE(score.response)


def _newer(sides: Sequence[tuple[CriterionScore, Checklist]]) -> Response | None:
    """Of the answers on both sides, the one of the later cycle, then of the later law, then the later recorded."""
    answers = [
        ((checklist.cut_off, began(response), response.recorded or checklist.cut_off), response)
        for criterion, checklist in sides
        if (response := criterion.response) and (criterion.answered or criterion.lead or response.history)
    ]
    # Of equals the answer of the later score, which comes last.
    return max(reversed(answers), key=itemgetter(0))[1] if answers else None


def _steps(
    legs: Sequence[tuple[InstrumentScore, InstrumentScore]], by_leg: Sequence[Sequence[Change]]
) -> Iterator[Step]:
    """The steps of all legs: the score recomputed with the changes of one cause after the other."""
    last = legs[0][0].range
    for (before, after), changes in zip(legs, by_leg, strict=True):
        criteria = dict(before.criteria())
        # Other criteria, weights or scales are a change of method, whatever the ratings.
        theirs = {change.cause for change in changes}
        theirs |= {"method-changed"} if before.instrument != after.instrument else set()
        causes = [cause for cause in CAUSES if cause in theirs]
        for cause in causes:
            moved = [change for change in changes if change.cause == cause]
            criteria |= {change.criterion: change.after for change in moved if change.after}
            reached = after.range if cause == causes[-1] else _range(before, criteria)
            # Where nothing applies there is no score to step to: the next step goes all the way.
            gained = (reached.low - last.low, reached.high - last.high) if reached and last else (Fraction(0),) * 2
            yield Step(cause=cause, criteria=len(moved), low=gained[0], high=gained[1])
            last = reached or last


def _range(before: InstrumentScore, criteria: Mapping[str, CriterionScore]) -> Range | None:
    """The score by the criteria of before, with the answers of now."""
    articles = scored_anew(before.articles, lambda each: criteria[each.criterion.id], before.instrument)
    return whole_range(before.instrument, articles)


def _summed(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Steps of several legs, added up by cause."""
    by_cause = {cause: [step for step in steps if step.cause == cause] for cause in CAUSES}
    return tuple(
        Step(
            cause=cause,
            criteria=sum(step.criteria for step in theirs),
            low=sum((step.low for step in theirs), Fraction(0)),
            high=sum((step.high for step in theirs), Fraction(0)),
        )
        for cause, theirs in by_cause.items()
        if theirs
    )
