"""Functions that look beyond a single figure: scores of law, ratings by other bodies, completeness of the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from compliance.indicators.case import Case
from compliance.indicators.formula import Call, Name
from compliance.indicators.values import IndicatorValue
from compliance.model.external import ExternalRating

ITEMS = (*(f"R.{n}" for n in range(1, 41)), *(f"IO.{n}" for n in range(1, 12)))
"""What the FATF rates: its Recommendations and its Immediate Outcomes."""
SCALES: Mapping[str, tuple[str, ...]] = {
    "technical-compliance": ("NC", "PC", "LC", "C"),
    "effectiveness": ("low", "moderate", "substantial", "high"),
}
"""Ratings of other bodies, the worst first; a place on them is a rank and never a score of ours."""


def score(call: Call, year: int, case: Case) -> IndicatorValue | None:
    """The score of an instrument that holds in a year: the last one made, until the next."""
    name = call.arguments[0].text if isinstance(call.arguments[0], Name) else ""
    past = [score for score in case.scores.get(name, ()) if score.on.year <= year]
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


def worst_rating(call: Call, year: int, case: Case) -> IndicatorValue | None:
    """The worst official rating among some items, by the last rating of each; open downwards while some are not known."""
    items = [name.text for name in call.arguments if isinstance(name, Name)]
    known = (external for external in case.ratings if external.item in items and _day(external).year <= year)
    externals = {external.item: external for external in known}
    ranked = [external for external in externals.values() if _rank(external)]
    if not ranked:
        return None
    lowest = min(ranked, key=_rank)
    worst = _rank(lowest)
    settled = worst == 1 or len(externals) == len(items)
    return IndicatorValue(
        year=year,
        as_of=max(_day(external) for external in externals.values()),
        value=Fraction(worst) if settled else None,
        unit="official rating",
        low=Fraction(1) if not settled else None,
        high=Fraction(worst) if not settled else None,
        word=lowest.rating,
        numerator=Fraction(len(externals)),
        denominator=Fraction(len(items)),
        years=tuple(sorted({_day(external).year for external in externals.values()})),
        flags=() if len(externals) == len(items) else ("partial",),
        ratings=tuple(externals[item] for item in items if item in externals),
    )


def _rank(external: ExternalRating) -> int:
    """The place of a rating on its scale, the worst 1; 0 where it is none of it, such as not applicable."""
    scale = SCALES.get(external.scale, ())
    return scale.index(external.rating) + 1 if external.rating in scale else 0


def _day(external: ExternalRating) -> date:
    return external.date.last if external.date else date.min


def dated(ratings: Sequence[ExternalRating], on: date) -> tuple[ExternalRating, ...]:
    """The ratings that were seen in a report of a known date up to a day, the earliest first."""
    seen = [external for external in ratings if external.sources and external.date and external.date.last <= on]
    return tuple(sorted(seen, key=_day))


def completeness(_call: Call, year: int, case: Case) -> IndicatorValue | None:
    """The share of the needed series with a figure in a year that has ended; zero is a figure, a derived one is none."""
    indicators = [value for series in case.needed if (value := case.figures.get((series, year)))]
    begun = indicators or any(known <= year for _, known in case.figures)
    if not begun or not case.needed or date(year, 12, 31) > case.on:
        return None
    there = Fraction(sum("derived" not in value.flags for value in indicators))
    return IndicatorValue(
        year=year,
        as_of=date(year, 12, 31),
        value=100 * there / len(case.needed),
        unit="percent",
        numerator=there,
        denominator=Fraction(len(case.needed)),
        years=(year,),
    )
