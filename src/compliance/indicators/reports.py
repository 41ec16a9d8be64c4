"""Logframe, statistics, rates and scores → what each indicator of a country comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from compliance import figures
from compliance.indicators.case import Case, History, observed, years
from compliance.indicators.evaluate import components, evaluate, missing
from compliance.indicators.external import dated
from compliance.indicators.formula import Call, Fault, Name, Term, parse, terms
from compliance.indicators.statistics import Statistics
from compliance.indicators.status import judge
from compliance.indicators.targets import resolved
from compliance.indicators.values import Component, IndicatorReport, IndicatorValue, ordered
from compliance.language import _, ngettext
from compliance.model.external import ExternalRating
from compliance.model.logframe import CountryPlan, Indicator, Logframe


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
    """What every indicator of the logframe comes to for one country on a day, in the order of the logframe."""
    known, breaks = statistics.used(country, on), statistics.breaks(country)
    past = {id_: tuple(score for score in given if score.on <= on) for id_, given in scores.items()}
    seen = dated(ratings, on)
    formulas = {indicator.id: _formula(indicator) for indicator in logframe.indicators}
    plans = {
        indicator.id: indicator.countries[country]
        for indicator in logframe.indicators
        if country in indicator.countries
    }
    case = Case(
        on=on,
        years=years(known, past, seen, on),
        figures=observed(known, breaks),
        rates=rates,
        breaks=breaks,
        scores=past,
        ratings=seen,
        results={result.id: result for result in logframe.results},
        indicators={indicator.id: indicator for indicator in logframe.indicators},
        formulas=formulas,
        needed=tuple(dict.fromkeys(series for term in formulas.values() for series in _needed(term))),
        plans=plans,
        judgement=logframe.judgement,
    )
    case = replace(case, plans={id_: resolved(plan, formulas[id_], case) for id_, plan in plans.items()})
    return tuple(_report(indicator, statistics, country, case) for indicator in logframe.indicators)


def _needed(term: Term) -> Iterator[str]:
    """The series that a formula asks for; a substitute is not asked for."""
    match term:
        case Name(text):
            yield text
        case Call("score" | "worst_rating" | "attainment"):
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
    found = (evaluate(term, year, case) for year in case.years)
    # What is only carried over from an earlier year is no new value.
    fresh = (value for value in found if value is not None and value.year in value.years)
    values = _aged(tuple(fresh), case)
    now = values[-1] if values else None
    absent, parts = missing(term, case), _components(term, now, case)
    aside = statistics.set_aside(country, _series(term, case))
    names = tuple(_named(one, statistics, case) for one in absent)
    nothing = _nothing(names, len(aside), parts)
    return IndicatorReport(
        indicator=indicator,
        country=country,
        plan=plan,
        values=values,
        status=judge(indicator, plan, now, nothing, case.judgement),
        missing=absent,
        asked_for=names,
        on=case.on,
        judgement=case.judgement,
        result=case.results.get(indicator.result),
        components=parts,
        set_aside=aside,
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
    shows = (indicator.name for indicator in case.indicators.values() if indicator.formula == f"score({missed})")
    return next(shows, statistics.name(missed))


def _nothing(absent: tuple[str, ...], aside: int, parts: tuple[Component, ...]) -> str:
    """Why there is no value."""
    sentences = [
        _("Missing: %(figures)s.") % {"figures": "; ".join(absent)}
        if absent
        else _("No year has all the figures that it needs.")
    ]
    if aside:
        text = ngettext("%(figures)s set aside.", "%(figures)s set aside.", aside)
        sentences.append(text % {"figures": figures.count(aside, "figure").capitalize()})
    if parts:
        total = sum((part.weight for part in parts), Fraction(0))
        there = sum((part.weight for part in parts if part.attainment is not None), Fraction(0))
        text = _("Not published: components worth %(weight)s of 100 have an attainment.")
        sentences.insert(0, text % {"weight": figures.number(100 * there / total)})
        sentences += [f"{part.indicator.name}: {part.missing}." for part in parts if part.value and part.missing]
    return " ".join(sentences)
