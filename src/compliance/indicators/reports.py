"""Logframe, statistics, rates and scores → what each indicator of a country comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from compliance import figures
from compliance.indicators.evaluate import Case, Score, components, evaluate, missing, ordered
from compliance.indicators.formula import Fault, Name, Term, parse, terms
from compliance.indicators.statistics import Statistics
from compliance.indicators.status import judge
from compliance.indicators.values import Component, IndicatorReport, IndicatorValue
from compliance.model.logframe import CountryPlan, Indicator, Logframe


def report(
    logframe: Logframe,
    statistics: Statistics,
    rates: Mapping[tuple[str, int], Fraction],
    country: str,
    *,
    scores: Mapping[str, Score],
    on: date,
) -> tuple[IndicatorReport, ...]:
    """What every indicator of the logframe comes to for one country on a day, in the order of the logframe."""
    case = Case(
        on=on,
        figures=statistics.used(country, on),
        rates=rates,
        breaks=statistics.breaks(country),
        scores=scores,
        indicators={one.id: one for one in logframe.indicators},
        formulas={one.id: _formula(one) for one in logframe.indicators},
        plans={one.id: one.countries[country] for one in logframe.indicators if country in one.countries},
        judgement=logframe.judgement,
    )
    return tuple(_report(one, statistics, country, case) for one in logframe.indicators)


def _formula(indicator: Indicator) -> Term:
    term = parse(indicator.formula)
    if isinstance(term, Fault):
        raise TypeError(f"the formula of {indicator.id} was not checked: {term.what}")
    return term


def _report(indicator: Indicator, statistics: Statistics, country: str, case: Case) -> IndicatorReport:
    term, plan = case.formulas[indicator.id], case.plans.get(indicator.id, CountryPlan())
    found = (evaluate(term, year, case) for year in case.years)
    values = _aged(tuple(value for value in found if value is not None), case)
    now = values[-1] if values else None
    absent, parts = missing(term, case), _components(term, now, case)
    aside = statistics.set_aside(country, _series(term, case))
    nothing = _nothing(tuple(_named(one, statistics, case) for one in absent), len(aside), parts)
    return IndicatorReport(
        indicator=indicator,
        country=country,
        plan=plan,
        values=values,
        status=judge(indicator, plan, now, nothing, case.judgement),
        missing=absent,
        components=parts,
        set_aside=aside,
    )


def _series(term: Term, case: Case) -> frozenset[str]:
    """Every name in a formula and, through attainments, in the formulas of its components."""
    names = {one.text for one in terms(term) if isinstance(one, Name)}
    inside = (_series(case.formulas[name], case) for name in names & case.formulas.keys())
    return frozenset(names.union(*inside))


def _aged(values: tuple[IndicatorValue, ...], case: Case) -> tuple[IndicatorValue, ...]:
    """The values, the latest marked if its figures are too old to judge by."""
    if not values:
        return ()
    last = max(values[-1].years)
    # A year's figures are dated its last day, so a month is over only when the next has begun.
    months = (case.on.year - last) * 12 + case.on.month - 12
    if months <= case.judgement.stale_after_months:
        return values
    return (*values[:-1], replace(values[-1], flags=ordered([*values[-1].flags, "stale"])))


def _components(term: Term, now: IndicatorValue | None, case: Case) -> tuple[Component, ...]:
    """The components of a composite in the year of its latest value, else in the latest year with any of their figures."""
    if now is not None:
        return components(term, now.year, case)
    past = (components(term, year, case) for year in reversed(case.years))
    found = next((parts for parts in past if any(part.value for part in parts)), None)
    return found or components(term, case.on.year, case)


def _named(missed: str, statistics: Statistics, case: Case) -> str:
    """The name of a missing series, or of the indicator that shows a missing score."""
    shows = (one.name for one in case.indicators.values() if one.formula == f"score({missed})")
    return next(shows, statistics.name(missed))


def _nothing(absent: tuple[str, ...], aside: int, parts: tuple[Component, ...]) -> str:
    """Why there is no value."""
    sentences = [f"Missing: {'; '.join(absent)}." if absent else "No year has all the figures that it needs."]
    if aside:
        sentences.append(f"{figures.count(aside, 'figure').capitalize()} set aside.")
    if parts:
        total = sum((part.weight for part in parts), Fraction(0))
        there = sum((part.weight for part in parts if part.attainment is not None), Fraction(0))
        weight = f"components worth {figures.number(100 * there / total)} of 100 have an attainment"
        sentences.insert(0, f"Not published: {weight}.")
        sentences += [f"{part.indicator.name}: {part.missing}." for part in parts if part.value and part.missing]
    return " ".join(sentences)
