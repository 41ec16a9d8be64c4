"""Logframe, statistics, rates and scores → the report of each indicator of a country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from compliance.indicators.case import Case, History, Score, observed, years
from compliance.indicators.external import dated
from compliance.indicators.formula import Call, Fault, Name, Term, parse, terms
from compliance.indicators.functions import FUNCTIONS, evaluate
from compliance.indicators.statistics import Statistics
from compliance.indicators.status import judge
from compliance.indicators.values import Component, IndicatorReport, IndicatorValue, NoAttainment
from compliance.model.external import ExternalRating
from compliance.model.logframe import ArticleTarget, CountryPlan, Indicator, Logframe, Milestone


def report(
    logframe: Logframe,
    statistics: Statistics,
    rates: Mapping[tuple[str, int], Fraction],
    country: str,
    *,
    scores: History,
    ratings: Sequence[ExternalRating] = (),
    on: date,
) -> tuple[IndicatorReport, ...]:
    """The report of every indicator for one country on a day, in the order of the logframe."""
    known, breaks = statistics.used(country, on), statistics.breaks(country)
    past = {id_: tuple(score for score in history if score.on <= on) for id_, history in scores.items()}
    seen = dated(ratings, on)
    formulas = {indicator.id: _formula(indicator) for indicator in logframe.indicators}
    indicators = {indicator.id: indicator for indicator in logframe.indicators}
    plans = {id_: each.countries[country] for id_, each in indicators.items() if country in each.countries}
    case = Case(
        on=on,
        years=years(known, past, seen, on),
        figures=observed(known, breaks),
        rates=rates,
        breaks=breaks,
        scores=past,
        ratings=seen,
        results={result.id: result for result in logframe.results},
        indicators=indicators,
        formulas=formulas,
        needed=tuple(dict.fromkeys(series for term in formulas.values() for series in _needed(term))),
        plans=plans,
        judgement=logframe.judgement,
    )
    # A target of articles is a score of today's law with them raised, which only the whole case can compute.
    case = replace(case, plans={id_: _resolved(plan, formulas[id_], case) for id_, plan in plans.items()})
    return tuple(_report(indicator, statistics, country, case) for indicator in logframe.indicators)


def _needed(term: Term) -> Iterator[str]:
    """The series that a formula needs, without substitutes."""
    match term:
        case Name(text):
            yield text
        case Call(function) if FUNCTIONS[function].looks_up:
            return
        case Call("fallback", (preferred, _)):
            yield from _needed(preferred)
        case Call(_, arguments):
            for argument in arguments:
                yield from _needed(argument)


def _formula(indicator: Indicator) -> Term:
    term = parse(indicator.formula)
    if isinstance(term, Fault):
        raise TypeError(f"the formula of {indicator.id} was not checked: {term.what}")
    return term


def _report(indicator: Indicator, statistics: Statistics, country: str, case: Case) -> IndicatorReport:
    term, plan = case.formulas[indicator.id], case.plans.get(indicator.id, CountryPlan())
    computed = (evaluate(term, year, case) for year in case.years)
    # What is only carried over from an earlier year is no new value.
    fresh = (value for value in computed if value is not None and value.year in value.years)
    values = _aged(tuple(fresh), case)
    now = values[-1] if values else None
    absent = tuple(dict.fromkeys(_missing(term, case)))
    # A score that is missing has the name of the first indicator that shows it.
    shows = {each.formula: each.name for each in [*case.indicators.values()][::-1]}
    return IndicatorReport(
        indicator=indicator,
        country=country,
        plan=plan,
        values=values,
        status=judge(indicator, plan, now, case.judgement),
        missing=absent,
        asked_for=tuple(shows.get(f"score({id_})", statistics.name(id_)) for id_ in absent),
        on=case.on,
        judgement=case.judgement,
        result=case.results.get(indicator.result),
        components=_components(term, now, case),
        set_aside=statistics.set_aside(country, _series(term, case)),
    )


def _series(term: Term, case: Case) -> frozenset[str]:
    """Every name in a formula and, through attainments, in the formulas of its components."""
    names = {name.text for name in terms(term) if isinstance(name, Name)}
    inside = (_series(case.formulas[name], case) for name in names & case.formulas.keys())
    return frozenset(names.union(*inside))


def _aged(values: tuple[IndicatorValue, ...], case: Case) -> tuple[IndicatorValue, ...]:
    """The values, the latest marked if its figures are too old to judge by; scores and ratings hold until the next."""
    if not values or not values[-1].rows:
        return values
    last = max(values[-1].years)
    # A year's figures are dated its last day, so a month is over only when the next has begun.
    months = (case.on.year - last) * 12 + case.on.month - 12
    if months <= case.judgement.stale_after_months:
        return values
    return (*values[:-1], values[-1].marked("stale"))


def _components(term: Term, now: IndicatorValue | None, case: Case) -> tuple[Component, ...]:
    """The components of a composite in the year of its latest value, else in the latest year with any of their figures."""
    if now is not None:
        return _attainments(term, now.year, case)
    past = (_attainments(term, year, case) for year in reversed(case.years))
    latest = next((parts for parts in past if any(part.value for part in parts)), None)
    return latest or _attainments(term, case.on.year, case)


def _attainments(term: Term, year: int, case: Case) -> tuple[Component, ...]:
    """The components of a weighted mean of attainments in a year; none for any other formula."""
    if not isinstance(term, Call) or term.function != "weighted_mean":
        return ()
    return tuple(
        _component(argument, weight or Fraction(0), year, case)
        for argument, weight in zip(term.arguments, term.weights, strict=True)
        if isinstance(argument, Call) and argument.function == "attainment"
    )


def _component(attained: Call, weight: Fraction, year: int, case: Case) -> Component:
    name = attained.arguments[0]
    indicator = case.indicators[name.text if isinstance(name, Name) else ""]
    value = evaluate(case.formulas[indicator.id], year, case)
    attainment = evaluate(attained, year, case)
    return Component(
        indicator=indicator,
        year=year,
        weight=weight,
        value=value,
        attainment=attainment.value if attainment else None,
        missing=None if attainment else _why_not(indicator.id, value, case),
    )


def _why_not(indicator: str, value: IndicatorValue | None, case: Case) -> NoAttainment:
    """Why an indicator has no attainment."""
    plan = case.plans.get(indicator)
    if value is None:
        return "no-figure"
    if not value.reliable:
        return "uncertain"
    if plan is None or plan.baseline is None:
        return "no-baseline"
    if plan.target is None or plan.target.value is None:
        return "no-target"
    return "no-way" if plan.approved else "draft"


def _missing(term: Term, case: Case) -> tuple[str, ...]:
    """Series without any usable figure and scores that do not exist, in the order of the formula."""
    match term:
        case Name(text):
            return () if any(series == text for series, _ in case.figures) else (text,)
        case Call("score", (Name(text),)):
            return () if case.scores.get(text) else (text,)
        case Call("worst_rating", items):
            known = {external.item for external in case.ratings}
            return tuple(name.text for name in items if isinstance(name, Name) and name.text not in known)
        case Call("attainment", (Name(text),)):
            return _missing(case.formulas[text], case)
        case Call("fallback", (preferred, other)):
            return _missing(preferred, case) if _missing(other, case) else ()
        case _:
            return tuple(name for argument in term.arguments for name in _missing(argument, case))


def _resolved(plan: CountryPlan, term: Term, case: Case) -> CountryPlan:
    """A plan whose target has a figure where articles are named: the formula over the scores with those articles raised."""
    target = plan.target
    if target is None or target.value is not None or not target.articles:
        return plan
    start = plan.baseline.date if plan.baseline else None
    stones = plan.milestones or _stones(target.articles, target.date, start, term, case)
    figured = replace(target, value=_reached(target.articles, start, term, case))
    return replace(plan, target=figured, milestones=tuple(stones))


def _stones(
    articles: Sequence[ArticleTarget], end: date, start: date | None, term: Term, case: Case
) -> list[Milestone]:
    """A milestone for each earlier day by which some of the articles are due."""
    stones = []
    for day in sorted({target.date for target in articles if target.date and target.date < end}):
        due = [target for target in articles if target.date and target.date <= day]
        if (value := _reached(due, start, term, case)) is not None:
            stones.append(Milestone(date=day, value=value))
    return stones


def _reached(articles: Sequence[ArticleTarget], start: date | None, term: Term, case: Case) -> Fraction | None:
    """The value of a formula once articles are raised; none while too much is unanswered for one figure."""
    raised: dict[str, tuple[Score, ...]] = {}
    for instrument, scores in case.scores.items():
        theirs = [target for target in articles if target.instrument == instrument]
        goals = {number: target.rating for target in theirs for number in target.articles}
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
