"""A composite index, unit by unit and year by year: a table for a terminal, exact figures for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from compliance import figures
from compliance.indicators.indices import observed
from compliance.inputs import Inputs
from compliance.model.index import Index
from compliance.queries.formats import Column, Ends, ends
from compliance.scoring.indices import IndexScore, index_scores
from compliance.scoring.values import Range
from compliance.view import words
from compliance.view.names import designations
from compliance.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension(Ends):
    """How a unit stands in a dimension."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable(Ends):
    """What a figure is worth, and how much it weighs."""

    series: str
    figure: Fraction | None
    share: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Ends):
    """How a unit stands in a year."""

    unit: str
    name: str
    year: int
    dimensions: tuple[Dimension, ...]
    variables: tuple[Variable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexTable:
    """How every unit stands on an index, year by year; in the order of the register, never as a league table."""

    index: str
    title: str
    normalisation: str
    aggregation: str
    units: tuple[Unit, ...]


def index_table(inputs: Inputs, index: Index) -> IndexTable:
    """An index as computed from the statistics on file."""
    workspace = inputs.workspace
    order = [jurisdiction.id for jurisdiction in workspace.listed()]
    scores = index_scores(index, observed(index, inputs.project.statistics)) if inputs.project else ()
    return IndexTable(
        index=index.id,
        title=index.title,
        normalisation=index.normalisation,
        aggregation=index.aggregation,
        units=tuple(
            _unit(workspace, score)
            for score in sorted(
                scores, key=lambda score: (score.year, order.index(score.unit) if score.unit in order else len(order))
            )
        ),
    )


def _unit(workspace: Workspace, score: IndexScore) -> Unit:
    jurisdiction = workspace.jurisdiction(score.unit)
    return Unit(
        unit=score.unit,
        name=jurisdiction.name(date.max) if jurisdiction else score.unit,
        year=score.year,
        dimensions=tuple(
            Dimension(id=dimension.dimension.id, **ends(dimension.range)) for dimension in score.dimensions
        ),
        variables=tuple(
            Variable(
                series=variable.variable.series,
                figure=variable.figure,
                share=score.shares[variable.variable.series],
                **ends(variable.range),
            )
            for variable in score.variables
        ),
        **ends(score.range),
    )


def columns(index: Index) -> tuple[Column[Unit], ...]:
    """The table of an index: a column for each dimension."""
    return (
        Column("unit", lambda unit: unit.name),
        Column("year", lambda unit: unit.year, "right"),
        Column("index", lambda unit: _points(index, unit), "right"),
        *(
            Column(dimension.id, lambda unit, place=place: _points(index, unit.dimensions[place]), "right", 2)  # type: ignore[misc]
            for place, dimension in enumerate(index.dimensions)
        ),
        Column("figures", _figures, "right", 1),
    )


def _points(index: Index, score: Ends) -> str:
    """Min-max indices as points of 100, like any score; z-scores as deviations from the mean."""
    if score.low is None or score.high is None:
        return words.score(None)
    if index.normalisation == "min-max":
        return words.score(Range(low=score.low, high=score.high))
    low, high = figures.signed(score.low, 2), figures.signed(score.high, 2)
    return low if low == high else f"{low} to {high}"


def _figures(unit: Unit) -> str:
    on_file = [variable for variable in unit.variables if variable.figure is not None]
    return f"{len(on_file)} of {len(unit.variables)}"


def notes(workspace: Workspace, table: IndexTable) -> tuple[str, ...]:
    """The obligatory footnotes of the names in a table."""
    return designations(workspace, date.max, [unit.name for unit in table.units])
