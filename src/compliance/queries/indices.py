"""A composite index, unit by unit and year by year: a table for a terminal, exact figures for other programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from compliance import figures
from compliance.indicators.indices import observed
from compliance.indicators.project import Project
from compliance.model.index import Index
from compliance.scoring.indices import IndexScore, index_scores
from compliance.scoring.values import Range
from compliance.view import words
from compliance.view.exact import exact, exact_range
from compliance.view.names import designations
from compliance.workspace import Workspace


def indexed(project: Project, id_: str) -> tuple[IndexScore, ...]:
    """How every unit stands on an index, year by year."""
    index = project.indices[id_]
    return index_scores(index, observed(index, project.statistics))


def columns(index: Index) -> tuple[str, ...]:
    """Heads of the table."""
    return ("unit", "year", "index", *(dimension.id for dimension in index.dimensions), "figures")


def rows(workspace: Workspace, index: Index, indexes: Sequence[IndexScore]) -> tuple[tuple[str, ...], ...]:
    """One row a unit and year, in the order of `columns`; units in the order of the register, never as a league table."""
    return tuple(
        (
            _name(workspace, it),
            str(it.year),
            _said(index, it.range),
            *(_said(index, dimension.range) for dimension in it.dimensions),
            f"{len(it.variables) - len(it.missing)} of {len(it.variables)}",
        )
        for it in _ordered(workspace, indexes)
    )


def as_json(workspace: Workspace, index: Index, indexes: Sequence[IndexScore]) -> str:
    """Every figure, what it is worth and how much it weighs; exact fractions as text, missing as null."""
    return json.dumps(
        {
            "index": index.id,
            "title": index.title,
            "normalisation": index.normalisation,
            "aggregation": index.aggregation,
            "units": [_json(workspace, index) for index in _ordered(workspace, indexes)],
        },
        ensure_ascii=False,
        indent=1,
    )


def _ordered(workspace: Workspace, indexes: Sequence[IndexScore]) -> list[IndexScore]:
    order = [jurisdiction.id for jurisdiction in workspace.listed()]
    return sorted(
        indexes, key=lambda index: (index.year, order.index(index.unit) if index.unit in order else len(order))
    )


def notes(workspace: Workspace, indexes: Sequence[IndexScore]) -> tuple[str, ...]:
    """The obligatory footnotes of the names in a table."""
    return designations(workspace, date.max, [_name(workspace, index) for index in indexes])


def _name(workspace: Workspace, score: IndexScore) -> str:
    """The present name of a unit."""
    unit = workspace.jurisdiction(score.unit)
    return unit.name(date.max) if unit else score.unit


def _said(index: Index, span: Range | None) -> str:
    """Min-max indices as points of 100, like any score; z-scores as deviations from the mean."""
    if index.normalisation == "min-max" or span is None:
        return words.score(span)
    low, high = figures.signed(span.low, 2), figures.signed(span.high, 2)
    return low if low == high else f"{low} to {high}"


def _json(workspace: Workspace, score: IndexScore) -> Mapping[str, object]:
    return {
        "unit": score.unit,
        "name": _name(workspace, score),
        "year": score.year,
        **exact_range(score.range),
        "dimensions": [
            {"id": dimension.dimension.id, **exact_range(dimension.range)} for dimension in score.dimensions
        ],
        "variables": [
            {
                "series": variable.variable.series,
                "figure": exact(variable.figure),
                **exact_range(variable.range),
                "share": exact(score.shares[variable.variable.series]),
            }
            for variable in score.variables
        ],
    }
