"""A composite index, unit by unit and year by year: a table for a terminal, exact figures for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from compliance import figures
from compliance.indicators.indices import observed
from compliance.inputs import Inputs
from compliance.model.index import Index
from compliance.queries.formats import Column, ends, picked
from compliance.scoring.indices import IndexScore, index_scores
from compliance.scoring.values import Range
from compliance.view import words
from compliance.view.names import designations
from compliance.workspace import Workspace


def scored(inputs: Inputs, index: Index) -> tuple[IndexScore, ...]:
    """An index as computed from the statistics on file: year by year in the order of the register, never as a league table."""
    order = [jurisdiction.id for jurisdiction in inputs.workspace.listed()]
    scores = index_scores(index, observed(index, inputs.project.statistics)) if inputs.project else ()

    def place(score: IndexScore) -> tuple[int, int]:
        return score.year, order.index(score.unit) if score.unit in order else len(order)

    return tuple(sorted(scores, key=place))


def _called(workspace: Workspace, score: IndexScore) -> str:
    jurisdiction = workspace.jurisdiction(score.unit)
    return jurisdiction.name(date.max) if jurisdiction else score.unit


def index_record(workspace: Workspace, index: Index, scores: Iterable[IndexScore]) -> Mapping[str, object]:
    """How every unit stands on an index, what each figure is worth, and how much it weighs."""
    return {
        "index": index.id,
        **picked(index, "title", "normalisation", "aggregation"),
        "units": [
            {
                **ends(score.range),
                "unit": score.unit,
                "name": _called(workspace, score),
                "year": score.year,
                "dimensions": [{**ends(each.range), "id": each.dimension.id} for each in score.dimensions],
                "variables": [
                    {
                        **ends(each.range),
                        "series": each.variable.series,
                        "figure": each.figure,
                        "share": score.shares[each.variable.series],
                    }
                    for each in score.variables
                ],
            }
            for score in scores
        ],
    }


def columns(workspace: Workspace, index: Index) -> tuple[Column[IndexScore], ...]:
    """The table of an index: a column for each dimension."""
    return (
        Column("unit", lambda score: _called(workspace, score)),
        Column("year", lambda score: score.year, "right"),
        Column("index", lambda score: _points(index, score.range), "right"),
        *(
            Column(dimension.id, lambda score, place=place: _points(index, score.dimensions[place].range), "right", 2)  # type: ignore[misc]
            for place, dimension in enumerate(index.dimensions)
        ),
        Column("figures", lambda score: f"{_on_file(score)} of {len(score.variables)}", "right", 1),
    )


def _points(index: Index, span: Range | None) -> str:
    """Min-max indices as points of 100, like any score; z-scores as deviations from the mean."""
    if span is None or index.normalisation == "min-max":
        return words.score(span)
    low, high = figures.signed(span.low, 2), figures.signed(span.high, 2)
    return low if low == high else f"{low} to {high}"


def _on_file(score: IndexScore) -> int:
    return sum(variable.figure is not None for variable in score.variables)


def notes(workspace: Workspace, scores: Iterable[IndexScore]) -> tuple[str, ...]:
    """The obligatory footnotes of the names in a table."""
    return designations(workspace, date.max, [_called(workspace, score) for score in scores])
