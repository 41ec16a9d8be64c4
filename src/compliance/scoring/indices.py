"""Composite indices: figures to exact scores, by the same means as articles and treaties; method, section 5."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from compliance.model.index import Dimension, Index, Variable
from compliance.scoring.groups import Group, group_end, group_range
from compliance.scoring.means import Term, highest, lowest, rule
from compliance.scoring.values import Range

Observed = Mapping[tuple[str, int, str], Fraction]
"""Figures by unit, year and series; one that is missing has no entry."""

PLACES = 20
"""To so many decimal places a standard deviation is computed; everything else about a z-score is exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableScore:
    """The value of a unit on a variable."""

    variable: Variable
    figure: Fraction | None
    """The figure; none where it is missing."""
    range: Range
    """What it is worth; from the worst to the best that a figure can be worth where it is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionScore:
    """The value of a unit on a dimension."""

    dimension: Dimension
    range: Range | None
    """The mean of what is in it; none where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexScore:
    """The index of a unit in a year."""

    unit: str
    year: int
    range: Range
    dimensions: tuple[DimensionScore, ...]
    variables: tuple[VariableScore, ...]
    shares: Mapping[str, Fraction]
    """What share of the whole each variable is, by series: the product of the weights along its way."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The series without a figure."""
        return tuple(variable.variable.series for variable in self.variables if variable.figure is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How figures of one variable become values: the distance from a zero, in steps, kept between ends."""

    zero: Fraction
    """The figure that is worth 0."""
    step: Fraction
    """How much of the figure is worth 1; below zero where less is better."""
    ends: Range
    """What the worst and the best figure are worth; a missing one lies between."""

    def value(self, figure: Fraction) -> Fraction:
        """What a figure is worth."""
        return min(max((figure - self.zero) / self.step, self.ends.low), self.ends.high)


def index_scores(index: Index, observed: Observed) -> tuple[IndexScore, ...]:
    """The index of every unit that has a figure, year by year; units in the order of their figures."""
    measures = {variable.series: measure(index, variable, observed) for variable in index.variables}
    figures = [(year, unit) for unit, year, series in observed if series in measures]
    units = dict.fromkeys((year, unit) for year in index.years for of, unit in figures if of == year)
    return tuple(_score(index, measures, observed, unit, year) for year, unit in units)


def figures_of(index: Index, series: str, observed: Observed) -> tuple[Fraction, ...]:
    """All figures of a series in the years of an index."""
    return tuple(figure for (_, year, of), figure in observed.items() if of == series and year in index.years)


def measure(index: Index, variable: Variable, observed: Observed) -> Measure:
    """How the figures of a variable become values; ValueError where they do not differ, so that nothing distinguishes them."""
    values = figures_of(index, variable.series, observed)
    made = _z_scores(variable, values) if index.normalisation == "z-score" else _min_max(variable, values)
    if made is None:
        raise ValueError(f"the figures of {variable.series} do not differ")
    return made


def _min_max(variable: Variable, values: tuple[Fraction, ...]) -> Measure | None:
    ends = sorted(values, reverse=variable.direction == "lower")
    worst = variable.worst if variable.worst is not None else ends[0] if ends else None
    best = variable.best if variable.best is not None else ends[-1] if ends else None
    if worst is None or best is None or (best <= worst if variable.direction == "higher" else best >= worst):
        return None
    return Measure(zero=worst, step=best - worst, ends=Range(low=Fraction(0), high=Fraction(1)))


def _z_scores(variable: Variable, figures: tuple[Fraction, ...]) -> Measure | None:
    if not figures:
        return None
    mean = sum(figures, Fraction(0)) / len(figures)
    deviation = _root(sum(((value - mean) ** 2 for value in figures), Fraction(0)) / len(figures))
    if not deviation:
        return None
    step = deviation if variable.direction == "higher" else -deviation
    values = [(value - mean) / step for value in figures]
    return Measure(zero=mean, step=step, ends=Range(low=min(values), high=max(values)))


def _root(square: Fraction) -> Fraction:
    """A square root, rounded down to the last place."""
    scale = 10**PLACES
    return Fraction(isqrt(square.numerator * scale**2 // square.denominator), scale)


def _score(index: Index, measures: Mapping[str, Measure], observed: Observed, unit: str, year: int) -> IndexScore:
    variables = tuple(
        _variable(variable, measures[variable.series], observed.get((unit, year, variable.series)))
        for variable in index.variables
    )
    whole = _group(index, variables, None)
    low, high = group_end(whole, lowest), group_end(whole, highest)
    if low is None or high is None:
        raise ValueError(f"the index {index.id} has no variable")
    return IndexScore(
        unit=unit,
        year=year,
        range=Range(low=low.value, high=high.value),
        dimensions=tuple(
            DimensionScore(dimension=dimension, range=group_range(_group(index, variables, dimension)))
            for dimension in index.dimensions
        ),
        variables=variables,
        shares=low.shares,
    )


def _variable(variable: Variable, by: Measure, figure: Fraction | None) -> VariableScore:
    span = by.ends if figure is None else Range(low=by.value(figure), high=by.value(figure))
    return VariableScore(variable=variable, figure=figure, range=span)


def _group(index: Index, variables: tuple[VariableScore, ...], dimension: Dimension | None) -> Group:
    """What is averaged in a dimension, or in the whole: its variables and the dimensions in it."""
    id_ = dimension.id if dimension else None
    own = (
        Term(key=of.series, weight=of.weight, low=variable.range.low, high=variable.range.high, optional=False)
        for variable in variables
        if (of := variable.variable).dimension == id_
    )
    inner = (_group(index, variables, dimension) for dimension in index.dimensions if dimension.within == id_)
    return Group(
        key=f"dimension {id_}",  # a series may bear the same name
        weight=dimension.weight if dimension else Fraction(1),
        by=rule(index.aggregation, index.floor),
        members=(*own, *inner),
    )
