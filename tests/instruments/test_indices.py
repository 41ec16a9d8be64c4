"""Composite indices: the made-up library offices, against numpy and by hand; what a missing figure does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from compliance.cli import main
from compliance.indicators.indices import observed
from compliance.indicators.project import Project
from compliance.inputs import read_inputs
from compliance.model.index import Dimension, Index, Variable
from compliance.model.instrument import MeanKind
from compliance.scoring.indices import IndexScore, index_scores

LIBRARY = Path(__file__).parents[2] / "examples" / "library"
KINDS: tuple[MeanKind, ...] = ("arithmetic", "geometric", "harmonic")


@cache
def project() -> Project:
    inputs, problems = read_inputs(LIBRARY)
    assert problems == ()
    assert inputs.project
    return inputs.project


def scores(index: Index) -> Mapping[tuple[str, int], IndexScore]:
    return {(it.unit, it.year): it for it in index_scores(index, observed(index, project().statistics))}


def figures(index: Index) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """A row a unit and year, a column a variable, as the table has them; what is missing is no number."""
    seen = observed(index, project().statistics)
    keys = list(scores(index))
    return np.array([[float(seen.get((*key, it.series), np.nan)) for it in index.variables] for key in keys])


def average(kind: MeanKind, columns: list[np.ndarray[tuple[int], np.dtype[np.float64]]], weights: list[float]):  # type: ignore[no-untyped-def]
    x, w = np.array(columns).T, np.array(weights)
    match kind:
        case "arithmetic":
            return np.average(x, axis=1, weights=w)
        case "geometric":
            return np.exp(np.average(np.log(np.maximum(x, 0.01)), axis=1, weights=w))
        case _:
            return 1 / np.average(1 / np.maximum(x, 0.01), axis=1, weights=w)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("missing", ["worst", "best"])
def test_numpy_finds_the_same_between_goalposts(kind: MeanKind, missing: str) -> None:
    index = replace(project().indices["reading"], aggregation=kind)
    goals = np.array([[float(it.worst or 0), float(it.best or 0)] for it in index.variables])
    x = np.clip((figures(index) - goals[:, 0]) / (goals[:, 1] - goals[:, 0]), 0, 1)
    x = np.nan_to_num(x, nan=0.0 if missing == "worst" else 1.0)
    hours, seats, books, waiting, training, complaints = x.T
    space = average(kind, [hours, seats], [2, 1])
    service = average(kind, [space, average(kind, [books, waiting], [1, 1])], [1, 1])
    expected = average(kind, [service, average(kind, [training, complaints], [1, 1])], [1, 0.5])
    found = [it.range.low if missing == "worst" else it.range.high for it in scores(index).values()]
    assert np.max(np.abs(expected - np.array([float(it) for it in found]))) < 1e-12


@pytest.mark.parametrize("missing", ["worst", "best"])
def test_numpy_finds_the_same_z_scores(missing: str) -> None:
    index = project().indices["reading-z"]
    x = figures(index)
    z = (x - np.nanmean(x, axis=0)) / np.nanstd(x, axis=0)
    z *= np.array([1 if it.direction == "higher" else -1 for it in index.variables])
    ends = np.nanmin(z, axis=0) if missing == "worst" else np.nanmax(z, axis=0)
    expected = np.where(np.isnan(z), ends, z).mean(axis=1)
    found = [it.range.low if missing == "worst" else it.range.high for it in scores(index).values()]
    assert np.max(np.abs(expected - np.array([float(it) for it in found]))) < 1e-12


def test_by_hand() -> None:
    """Two variables between goalposts, one of them twice as heavy: (2 · 3/4 + 1/4) / 3."""
    index = made(
        Variable(series="a", direction="higher", worst=Fraction(0), best=Fraction(8), weight=Fraction(2)),
        Variable(series="b", direction="lower", worst=Fraction(20), best=Fraction(0)),
    )
    (score,) = index_scores(index, {("here", 2025, "a"): Fraction(6), ("here", 2025, "b"): Fraction(15)})
    assert score.range.low == score.range.high == Fraction(7, 12)
    assert score.shares == {"a": Fraction(2, 3), "b": Fraction(1, 3)}


def test_a_figure_beyond_a_goalpost_is_worth_no_more_and_no_less() -> None:
    index = made(Variable(series="a", direction="higher", worst=Fraction(10), best=Fraction(20)))
    found = index_scores(index, {("one", 2025, "a"): Fraction(5), ("two", 2025, "a"): Fraction(99)})
    assert [it.range.point for it in found] == [0, 1]


def test_a_missing_figure_is_a_range_and_no_zero() -> None:
    meadow = scores(project().indices["reading"])["meadow", 2025]
    assert meadow.missing == ("new_books",)
    assert 0 < meadow.range.low < meadow.range.high < 1
    assert meadow.range.point is None
    settled = scores(project().indices["reading"])["meadow", 2024]
    assert settled.range.settled


def test_without_goalposts_the_figures_on_file_are_the_scale() -> None:
    """Figures of all years together, so that a year can be better than the one before."""
    index = replace(made(Variable(series="a", direction="lower")), years=(2024, 2025))
    seen = {("x", 2024, "a"): Fraction(30), ("y", 2024, "a"): Fraction(20), ("x", 2025, "a"): Fraction(10)}
    assert [it.range.point for it in index_scores(index, seen)] == [0, Fraction(1, 2), 1]


def test_figures_that_do_not_differ_are_no_scale() -> None:
    index = made(Variable(series="a", direction="higher"))
    with pytest.raises(ValueError, match="do not differ"):
        index_scores(index, {("x", 2025, "a"): Fraction(1), ("y", 2025, "a"): Fraction(1)})


def test_an_empty_dimension_drops_out() -> None:
    index = replace(
        made(Variable(series="a", direction="higher", worst=Fraction(0), best=Fraction(1), dimension="full")),
        dimensions=(Dimension(id="full", title="Full"), Dimension(id="empty", title="Empty")),
    )
    (score,) = index_scores(index, {("x", 2025, "a"): Fraction(1, 2)})
    assert [it.range and it.range.point for it in score.dimensions] == [Fraction(1, 2), None]
    assert score.range.point == Fraction(1, 2)


def made(*variables: Variable) -> Index:
    return Index(id="made", title="Made", years=(2025,), normalisation="min-max", variables=variables)


def printed(*words: str) -> str:
    said = CliRunner().invoke(main, ["--workspace", str(LIBRARY), "index", *words])
    assert said.exit_code == 0, said.output
    return said.stdout


def test_the_command_prints_a_table() -> None:
    rows = [line.split() for line in printed("reading").splitlines()]
    assert ["Hill", "Library", "Office", "2025", "19", "30", "32", "29", "7", "6", "of", "6"] in rows
    assert ["Meadow", "Library", "Office", "2025", "24–52", "20–62", "49", "8–77", "37", "5", "of", "6"] in rows
    assert "+0.91" in printed("reading-z")


def test_the_command_gives_exact_figures_to_programs() -> None:
    given = json.loads(printed("reading", "--format", "json"))
    hill = next(it for it in given["units"] if (it["unit"], it["year"]) == ("hill", 2025))
    hours = next(it for it in hill["variables"] if it["series"] == "opening_hours")
    assert (hours["figure"], hours["low"], hours["high"]) == ("20", "1/3", "1/3")
    assert sum(Fraction(it["share"]) for it in hill["variables"]) == 1


def test_an_unknown_index_is_wrong_use() -> None:
    said = CliRunner().invoke(main, ["--workspace", str(LIBRARY), "index", "readng"])
    assert said.exit_code == 2
    assert "did you mean `reading`?" in said.output
