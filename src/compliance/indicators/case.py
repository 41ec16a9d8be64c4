"""What a formula may look at: one country on one day, with its figures, the scores of its law and ratings by others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from compliance.indicators.formula import Term
from compliance.indicators.values import IndicatorValue, ordered
from compliance.model.external import ExternalRating
from compliance.model.logframe import CountryPlan, Indicator, Judgement, Result
from compliance.model.statistics import Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The score of the law of a country against an instrument on a day."""

    on: date
    low: Fraction
    """The lowest that unanswered criteria allow, 0 to 1."""
    high: Fraction
    point: Fraction | None
    """The single figure, 0 to 1; none where the range is too wide for one."""
    raised: Callable[[Mapping[str, str]], Score | None] = lambda _: None
    """The score if articles, by number, had at least the rating named; none where that cannot be said."""


History = Mapping[str, Sequence[Score]]
"""Scores by instrument, one a cycle, the earliest first."""


Figures = Mapping[tuple[str, int], IndicatorValue]
"""Observed figures as values, by series and year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One country on one day: all that a formula may look at."""

    on: date
    """The day; figures of years that end later do not exist yet."""
    years: range
    """From the first year of which anything is known to the year of the day."""
    figures: Figures
    """The used figures of the country, by series and year."""
    rates: Mapping[tuple[str, int], Fraction]
    """Units of a currency for one euro, by currency and year."""
    breaks: Mapping[str, tuple[int, ...]]
    """The years from which the country counts a series in a new way, by series."""
    scores: History
    """Scores of instruments up to the day, by id."""
    ratings: Sequence[ExternalRating]
    """Official ratings by other bodies up to the day, the earliest first; only those seen in a dated report."""
    results: Mapping[str, Result]
    indicators: Mapping[str, Indicator]
    formulas: Mapping[str, Term]
    needed: tuple[str, ...]
    """The series that the formulas ask for, without substitutes."""
    plans: Mapping[str, CountryPlan]
    """What the country sets out to reach, by indicator."""
    judgement: Judgement


def observed(used: Mapping[tuple[str, int], Observation], breaks: Mapping[str, tuple[int, ...]]) -> Figures:
    """The figures in use as values, each marked as its source and the breaks of its series say."""
    return {
        (series, year): IndicatorValue(
            year=year,
            as_of=date(year, 12, 31),
            value=row.value,
            unit=row.unit,
            years=(year,),
            flags=ordered([*row.qualifier, *(("break",) if year in breaks.get(series, ()) else ())]),
            rows=(row,),
        )
        for (series, year), row in used.items()
    }


def years(figures: Iterable[tuple[str, int]], scores: History, ratings: Iterable[ExternalRating], on: date) -> range:
    """From the first year of which anything is known to the year of a day."""
    known = {year for _, year in figures}
    known |= {score.on.year for history in scores.values() for score in history}
    known |= {external.date.last.year for external in ratings if external.date}
    return range(min(known, default=on.year), on.year + 1)
