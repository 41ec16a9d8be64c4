"""Targets that name articles → the figures that follow from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from compliance.indicators.case import Case, Score
from compliance.indicators.evaluate import evaluate
from compliance.indicators.formula import Term
from compliance.model.logframe import ArticleTarget, CountryPlan, Milestone


def resolved(plan: CountryPlan, term: Term, case: Case) -> CountryPlan:
    """A plan whose target has a figure where articles are named: the formula over the scores with those articles raised."""
    target = plan.target
    if target is None or target.value is not None or not target.articles:
        return plan
    start = plan.baseline.date if plan.baseline else None
    stones = plan.milestones or _stones(target.articles, target.date, start, term, case)
    return replace(
        plan, target=replace(target, value=_reached(target.articles, start, term, case)), milestones=tuple(stones)
    )


def _stones(
    articles: Sequence[ArticleTarget], end: date, start: date | None, term: Term, case: Case
) -> list[Milestone]:
    """A milestone for each earlier day by which some of the articles are due."""
    days = sorted({target.date for target in articles if target.date and target.date < end})
    reached = [(day, [target for target in articles if target.date and target.date <= day]) for day in days]
    values = [(day, _reached(due, start, term, case)) for day, due in reached]
    return [Milestone(date=day, value=value) for day, value in values if value is not None]


def _reached(articles: Sequence[ArticleTarget], start: date | None, term: Term, case: Case) -> Fraction | None:
    """What a formula comes to once articles are raised; none while too much is unanswered for one figure."""
    raised: dict[str, tuple[Score, ...]] = {}
    for instrument, scores in case.scores.items():
        goals = {
            number: target.rating
            for target in articles
            if target.instrument == instrument
            for number in target.articles
        }
        moved = _basis(scores, start).raised(goals) if goals and scores else None
        if goals and moved is None:
            return None
        raised[instrument] = (moved,) if moved else (_basis(scores, start),) if scores else ()
    value = evaluate(term, case.on.year, replace(case, scores=raised))
    return value.value if value else None


def _basis(history: Sequence[Score], start: date | None) -> Score:
    """The score from which a target is counted: the last by the day of the baseline, else the first on file.

    Not the latest: a target must not move because other articles have moved meanwhile.
    """
    before = [score for score in history if start and score.on <= start]
    return before[-1] if before else history[0]
