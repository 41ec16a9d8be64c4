"""Functions that look beyond a single figure: scores of law, ratings by other bodies, completeness of the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from compliance import figures
from compliance.indicators.case import Case
from compliance.indicators.formula import Call, Name
from compliance.indicators.values import IndicatorValue
from compliance.language import _
from compliance.model.external import ExternalRating

SCALES: Mapping[str, tuple[str, ...]] = {
    "technical-compliance": ("NC", "PC", "LC", "C"),
    "effectiveness": ("low", "moderate", "substantial", "high"),
}
"""Ratings of other bodies, the worst first; a place on them is a rank and never a score of ours."""


def score(call: Call, year: int, case: Case) -> IndicatorValue | None:
    """The score of an instrument that holds in a year: the last one made, until the next."""
    past = [one for one in case.scores.get(_name(call), ()) if one.on.year <= year]
    if not past:
        return None
    now = past[-1]
    return IndicatorValue(
        year=year,
        as_of=now.on,
        value=None if now.point is None else 100 * now.point,
        unit="score 0–100",
        low=100 * now.low,
        high=100 * now.high,
        years=(now.on.year,),
    )


def _name(call: Call) -> str:
    return call.arguments[0].text if isinstance(call.arguments[0], Name) else ""


def worst_rating(call: Call, year: int, case: Case) -> IndicatorValue | None:
    """The worst official rating among some items, by the last rating of each; open downwards while some are not known."""
    asked = [one.text for one in call.arguments if isinstance(one, Name)]
    given = {one.item: one for one in case.ratings if one.item in asked and _year(one) <= year}
    ranked = [one for one in given.values() if _rank(one)]
    if not ranked:
        return None
    worst = min(_rank(one) for one in ranked)
    settled = worst == 1 or len(given) == len(asked)
    word = next(one.rating for one in ranked if _rank(one) == worst)
    return IndicatorValue(
        year=year,
        as_of=max(_day(one) for one in given.values()),
        value=Fraction(worst) if settled else None,
        unit="official rating",
        low=Fraction(1) if not settled else None,
        high=Fraction(worst) if not settled else None,
        word=word
        if settled
        else _("%(rating)s or lower, %(number)s of %(all)s known")
        % {"rating": word, "number": figures.number(len(given)), "all": figures.number(len(asked))},
        numerator=Fraction(len(given)),
        denominator=Fraction(len(asked)),
        years=tuple(sorted({_year(one) for one in given.values()})),
        flags=() if len(given) == len(asked) else ("partial",),
        ratings=tuple(given[item] for item in asked if item in given),
    )


def _rank(one: ExternalRating) -> int:
    """The place of a rating on its scale, the worst 1; 0 where it is none of it, such as not applicable."""
    scale = SCALES.get(one.scale, ())
    return scale.index(one.rating) + 1 if one.rating in scale else 0


def _day(one: ExternalRating) -> date:
    return one.date.last if one.date else date.min


def _year(one: ExternalRating) -> int:
    return _day(one).year


def dated(ratings: Sequence[ExternalRating], on: date) -> tuple[ExternalRating, ...]:
    """The ratings that were seen in a report of a known date up to a day, the earliest first."""
    seen = [one for one in ratings if one.sources and one.date and one.date.last <= on]
    return tuple(sorted(seen, key=_day))


def completeness(_: Call, year: int, case: Case) -> IndicatorValue | None:
    """The share of the needed series with a figure in a year that has ended; zero is a figure, a derived one is none."""
    found = [value for series in case.needed if (value := case.figures.get((series, year)))]
    begun = found or any(known <= year for _, known in case.figures)
    if not begun or not case.needed or date(year, 12, 31) > case.on:
        return None
    there = Fraction(sum("derived" not in value.flags for value in found))
    return IndicatorValue(
        year=year,
        as_of=date(year, 12, 31),
        value=100 * there / len(case.needed),
        unit="percent",
        numerator=there,
        denominator=Fraction(len(case.needed)),
        years=(year,),
    )
