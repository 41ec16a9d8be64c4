"""Sobol' indices against SALib on the same outputs, and against what is known of a function."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
import pytest

from compliance.robustness.answers import Floats
from compliance.robustness.sobol import indices, intervals

ROWS, OUTPUTS = 1024, 3


@pytest.fixture(scope="module")
def salib() -> Any:
    """Loaded where it is asked for: it takes a second, and every process collects this file."""
    return import_module("SALib.analyze.sobol")


@pytest.fixture(scope="module")
def outputs() -> tuple[Floats, Floats, Floats]:
    """Ishigami's function, three times with other weights, on a plain random design."""
    random = np.random.default_rng(1)
    base, other = (random.uniform(-np.pi, np.pi, (ROWS, 3)) for _ in range(2))
    mixed = [np.where(np.arange(3) == factor, other, base) for factor in range(3)]

    def ishigami(x: Floats) -> Floats:
        values = [
            np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0]) for b in (0.1, 0.05, 0)
        ]
        return np.stack(values, axis=-1)

    return ishigami(base), ishigami(other), np.stack([ishigami(x) for x in mixed])


def test_equal_to_salib(salib: Any, outputs: tuple[Floats, Floats, Floats]) -> None:
    base, other, mixed = outputs
    found = indices(base, other, mixed)
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[-np.pi, np.pi]] * 3}
    for place in range(OUTPUTS):
        rows = np.stack([base[:, place], *mixed[:, :, place], other[:, place]], axis=1)
        theirs = salib.analyze(problem, rows.ravel(), calc_second_order=False, num_resamples=2)
        assert found.first[:, place] == pytest.approx(theirs["S1"], abs=1e-12)
        assert found.total[:, place] == pytest.approx(theirs["ST"], abs=1e-12)


def test_near_what_is_known_of_the_function(outputs: tuple[Floats, Floats, Floats]) -> None:
    found = indices(*outputs)
    assert found.first[:, 0] == pytest.approx([0.314, 0.442, 0], abs=0.15)
    assert found.total[:, 0] == pytest.approx([0.558, 0.442, 0.244], abs=0.15)


def test_intervals_hold_the_index_and_are_as_wide_as_those_of_salib(
    salib: Any, outputs: tuple[Floats, Floats, Floats]
) -> None:
    base, other, mixed = outputs
    low, high = intervals(base, other, mixed, np.random.default_rng(2), 500)
    found = indices(base, other, mixed)
    assert (low.total <= found.total).all()
    assert (found.total <= high.total).all()
    rows = np.stack([base[:, 0], *mixed[:, :, 0], other[:, 0]], axis=1)
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[-np.pi, np.pi]] * 3}
    theirs = salib.analyze(problem, rows.ravel(), calc_second_order=False, num_resamples=500, seed=3)
    assert (high.total - low.total)[:, 0] / 2 == pytest.approx(theirs["ST_conf"], rel=0.25)


def test_an_output_that_does_not_vary_has_no_indices() -> None:
    still = np.ones((8, 1))
    assert np.isnan(indices(still, still, still[None]).total).all()
