"""What a careful reader would ask about the figures in use. A note at the figure, or a break of its series, answers it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, groupby, pairwise

from compliance import figures
from compliance.indicators.formula import Call, Fault, Name, parse, terms
from compliance.indicators.functions import FUNCTIONS
from compliance.indicators.statistics import Statistics
from compliance.model.logframe import Logframe
from compliance.model.statistics import Observation, Series
from compliance.problems import Problem
from compliance.tables import Table

SLIP = 300
"""From so many times on, a jump is most likely a slip between units, thousands and millions."""
SMALL = 100
"""Figures up to this may jump: ten cases after one are no surprise."""
CENSUS = Fraction(5, 100)
"""A population does not change by more than this in a year, unless it is counted anew."""


LOOK = "look at the source again; if it is right, say so in the note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """What the checks of plausibility look at."""

    table: Table
    statistics: Statistics
    jump: Fraction
    """The jump from one year to the next that is pointed out."""
    shares: tuple[tuple[str, str], ...]
    """The pairs of series of which formulas take a share."""
    per_head: tuple[tuple[str, str], ...]
    """The pairs of a series and a population that formulas relate."""
    used: Mapping[str, Mapping[str, Mapping[int, Observation]]]
    """The figures in use by series, then by country, then by year."""

    def runs(self, series: Series) -> Iterator[list[Observation]]:
        """The figures of each country of a series in order of year, cut where the country counts in a new way."""
        for country, by_year in self.used.get(series.id, {}).items():
            new = [change.year for change in series.breaks if change.country == country]
            # What is counted in one way has the same breaks before it.
            for _, run in groupby(sorted(by_year), key=lambda year, new=new: sum(start <= year for start in new)):  # type: ignore[misc]
                yield [by_year[year] for year in run]

    def pairs(self, series: Series | None) -> Iterator[tuple[Observation, Observation]]:
        """Every figure of such a run with the next."""
        return chain.from_iterable(map(pairwise, self.runs(series) if series else ()))

    def of(self, series: str | None, country: str) -> Mapping[int, Observation]:
        """The figures in use of a series and a country, by year."""
        return self.used.get(series or "", {}).get(country, {})

    def finding(self, row: Observation, code: str, what: str, hint: str = LOOK) -> Problem:
        """A finding about a figure."""
        return Problem(self.table.at(row.line, "value"), code, what, None, hint, "finding")


def doubts(table: Table, statistics: Statistics, logframe: Logframe) -> Iterator[Problem]:
    """Everything that is hard to believe in the figures in use."""
    used: dict[str, dict[str, dict[int, Observation]]] = defaultdict(lambda: defaultdict(dict))
    for row in statistics.observations:
        if row.used:
            used[row.series][row.country].setdefault(row.year, row)
    doubts = Doubts(
        table=table,
        statistics=statistics,
        jump=logframe.judgement.jump,
        shares=tuple(dict.fromkeys(_pairs(logframe, {name for name, function in FUNCTIONS.items() if function.share}))),
        per_head=tuple(dict.fromkeys(_pairs(logframe, {"rate"}))),
        used=used,
    )
    return chain.from_iterable(check(doubts) for check in CHECKS)


def _pairs(logframe: Logframe, functions: Collection[str]) -> Iterator[tuple[str, str]]:
    """The pairs of plain series that formulas give to some functions."""
    for indicator in logframe.indicators:
        term = parse(indicator.formula)
        for inner in () if isinstance(term, Fault) else terms(term):
            match inner:
                case Call(function, (Name(above), Name(below))) if function in functions:
                    yield above, below


def growth_against_levels(doubts: Doubts) -> Iterator[Problem]:
    """Printed changes that do not follow from the printed figures."""
    for series in doubts.statistics.register.series:
        if series.growth_of is None:
            continue
        for row in chain.from_iterable(doubts.runs(series)):
            levels = doubts.of(series.growth_of, row.country)
            before, now = levels.get(row.year - 1), levels.get(row.year)
            if before is None or now is None or not before.value or "approximate" in row.qualifier or row.note:
                continue
            computed = 100 * (now.value - before.value) / before.value
            places = len(row.written.partition(".")[2])
            if abs(computed - row.value) > Fraction(1, 10**places):
                change = f"from {before.written} to {now.written} is {figures.number(computed, places or 1)}"
                yield doubts.finding(row, "growth-against-levels", f"`{series.id}` is {row.written}, but {change}")


def jumps(doubts: Doubts) -> Iterator[Problem]:
    """Figures many times larger or smaller than the year before."""
    for series in doubts.statistics.register.series:
        if series.kind == "growth" or series.id in {population for _, population in doubts.per_head}:
            continue
        for before, now in doubts.pairs(series):
            alike = now.year == before.year + 1 and before.unit == now.unit and not now.note
            times = _times(before, now, doubts.jump) if alike else None
            what = f"`{series.id}` is {now.written} after {before.written} in {before.year}"
            if times is not None and times >= SLIP:
                hint = "look whether one of the two is printed in thousands or millions; else say in the note that it is right"
                yield doubts.finding(now, "magnitude-slip", what, hint)
            elif times is not None:
                hint = "ask the source; a change in counting is a break in series.yaml"
                yield doubts.finding(now, "sudden-jump", what, hint)


def _times(before: Observation, now: Observation, least: Fraction) -> Fraction | None:
    """How many times the larger of two figures is the smaller; none where that is less than `least`, or they are small."""
    # Floats sort out nearly all pairs, which are far from the limit; the rest is compared exactly.
    rough = sorted((float(before.value), float(now.value)))
    if rough[0] <= 0 or rough[1] <= SMALL or rough[1] < rough[0] * float(least) * 0.99:
        return None
    low, high = sorted((before.value, now.value))
    return high / low if high >= least * low else None


def rebased_populations(doubts: Doubts) -> Iterator[Problem]:
    """Populations, printed or implied by a rate, that change more in a year than people do."""
    hint = "take one census for all years, or record a break in series.yaml"
    for population in dict.fromkeys(population for _, population in doubts.per_head):
        for before, now in doubts.pairs(doubts.statistics.series.get(population)):
            change = now.value / before.value - 1 if before.value else None
            if change is not None and not now.note and abs(change) > CENSUS * (now.year - before.year):
                what = f"`{population}` is {now.written} after {before.written} in {before.year}"
                yield doubts.finding(now, "population-rebased", what, hint)
    for series in doubts.statistics.register.series:
        for before, now in doubts.pairs(series if series.rate_of else None):
            yield from _implied(doubts, series, before, now, hint)


def _implied(doubts: Doubts, series: Series, before: Observation, now: Observation, hint: str) -> Iterator[Problem]:
    """The finding that two printed rates imply populations that lie too far apart."""
    levels = doubts.of(series.rate_of, now.country)
    counts = levels.get(before.year), levels.get(now.year)
    if now.note or counts[0] is None or counts[1] is None or not (before.value and now.value and counts[0].value):
        return
    people = [100_000 * count.value / rate.value for count, rate in zip(counts, (before, now), strict=True) if count]
    if abs(people[1] / people[0] - 1) > CENSUS * (now.year - before.year):
        implied = [figures.number(value) for value in people]
        both = f"`{series.id}` and `{series.rate_of}`"
        what = f"{both} imply {implied[1]} inhabitants after {implied[0]} in {before.year}"
        yield doubts.finding(now, "population-rebased", what, hint)


def shares_above_all(doubts: Doubts) -> Iterator[Problem]:
    """Figures greater than those of which a formula takes their share, where neither is declared a part of the other."""
    for above, below in doubts.shares:
        series = doubts.statistics.series.get(above)
        if series and series.part_of == below:
            continue
        for country, by_year in doubts.used.get(above, {}).items():
            for year, row in by_year.items():
                whole = doubts.of(below, country).get(year)
                if whole and row.value > whole.value and not row.note:
                    what = f"`{above}` is {row.written}, more than `{below}` ({whole.written}), so its share is above 100 percent"
                    hint = "two cohorts, such as convictions of cases of earlier years? say so in the note"
                    yield doubts.finding(row, "share-above-100", what, hint)


def missing_populations(doubts: Doubts) -> Iterator[Problem]:
    """Figures in use of which a formula takes a rate, in a year without a population."""
    for counted, population in doubts.per_head:
        for country, by_year in doubts.used.get(counted, {}).items():
            people = doubts.of(population, country)
            for year, row in by_year.items():
                if year not in people:
                    what = f"there is no `{population}` of {country} for {year}, so `{counted}` gives no rate"
                    at, hint = doubts.table.at(row.line, "year"), f"add a row of `{population}`"
                    yield Problem(at, "no-population", what, hint=hint)


CHECKS = (growth_against_levels, jumps, rebased_populations, shares_above_all, missing_populations)
"""What is looked for in the figures in use."""
