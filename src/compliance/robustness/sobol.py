"""Sobol' indices of groups of inputs from Saltelli's design: first order after Saltelli (2010), total after Jansen (1999)."""

from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from compliance.robustness.answers import Floats


class Indices(NamedTuple):
    """Indices of every factor, for every output; nan where an output does not vary."""

    first: Floats
    total: Floats


def indices(base: Floats, other: Floats, mixed: Floats) -> Indices:
    """The indices; `base` and `other` by row and output, `mixed`, which takes one factor from `other`, by factor too."""
    weights = np.full((1, len(base)), 1 / len(base))
    first, total = _weighted(_terms(base, other, mixed), weights)
    return Indices(first[0], total[0])


def intervals(base: Floats, other: Floats, mixed: Floats, random: Generator, resamples: int) -> tuple[Indices, Indices]:
    """Within which ends 95 % of the indices lie if the rows are drawn again from themselves."""
    rows = len(base)
    weights = random.multinomial(rows, np.full(rows, 1 / rows), size=resamples) / rows
    first, total = _weighted(_terms(base, other, mixed), weights)
    ends = [np.quantile(index, (0.025, 0.975), axis=0) for index in (first, total)]
    low, high = map(Indices, *ends)
    return low, high


class _Terms(NamedTuple):
    """What the estimators average over rows; by row, then factor or nothing, then output."""

    gained: Floats
    squared: Floats
    sums: Floats
    squares: Floats


def _terms(base: Floats, other: Floats, mixed: Floats) -> _Terms:
    # The first-order estimator is the calmer the nearer the outputs lie to zero; means of all runs are taken away.
    middle = np.concatenate((base[None], other[None], mixed)).mean(axis=(0, 1))
    base, other, mixed = base - middle, other - middle, mixed - middle
    away = (mixed - base).transpose(1, 0, 2)
    return _Terms(other[:, None] * away, away**2 / 2, (base + other) / 2, (base**2 + other**2) / 2)


def _weighted(terms: _Terms, weights: Floats) -> tuple[Floats, Floats]:
    """First and total indices under each row of weights, by factor and output."""
    gained, squared, sums, squares = (np.tensordot(weights, term, axes=1) for term in terms)
    variance = squares - sums**2
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = 1 / np.where(variance > STILL, variance, np.nan)[:, None]
    return gained * shares, squared * shares


STILL = 1e-18
"""The variance of an output that does not vary but by rounding."""
