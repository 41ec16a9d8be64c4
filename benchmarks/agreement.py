"""Agreement of two evaluators on a whole treaty, against its definition in numpy on the same ratings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from random import Random

import numpy as np

from benchmarks.measure import ROOT, Bench, Row, pairs
from compliance.inputs import read_inputs
from compliance.scoring.agreement import DRAWS, Table, added, alpha, interval

INSTRUMENT, STEPS, TIMES = "ets-185", 4, 500
Pair = tuple[int, int]


def agreement(runs: int) -> Bench:
    """α from pairs of ratings, and its interval."""
    articles = _rated()
    flat = [pair for article in articles for pair in article]
    tables = [_table(article) for article in articles]
    found = alpha(added(tables))
    theirs = _theirs(flat)
    once = pairs(partial(_times, TIMES, _ours, flat), partial(_times, TIMES, _theirs, flat), runs)
    drawn = pairs(partial(interval, tables, "bench"), partial(_times, DRAWS, _theirs, flat), runs)
    same = found is not None and abs(float(found) - theirs) < 1e-12
    return Bench(
        f"Agreement on {len(flat)} criteria of {INSTRUMENT}, rated at random",
        "The definition of α in numpy on the same ratings, so many times; for the interval it draws nothing.",
        (
            once.row(f"α from pairs of ratings, {TIMES} times", most=1),
            drawn.row(f"its interval, {DRAWS:,} draws of articles", most=1),
            Row("the number", "equal" if same else "other", bar="equal", cleared=same),
        ),
    )


def _rated() -> list[list[Pair]]:
    """Every criterion of a treaty with two ratings, three of four alike."""
    stream = Random(1)
    instrument = read_inputs(ROOT)[0].workspace.instruments[INSTRUMENT].value
    made = [[stream.randrange(STEPS) for _ in article.criteria] for article in instrument.articles if article.criteria]
    return [[(one, one if stream.random() < 3 / 4 else stream.randrange(STEPS)) for one in article] for article in made]


def _table(given: Sequence[Pair]) -> Table:
    counted = Counter(given)
    return tuple(tuple(counted[first, second] for second in range(STEPS)) for first in range(STEPS))


def _ours(given: Sequence[Pair]) -> None:
    alpha(_table(given))


def _theirs(given: Sequence[Pair]) -> float:
    first, second = np.array(given).T
    coincidences = np.zeros((STEPS, STEPS))
    np.add.at(coincidences, (first, second), 1)
    coincidences += coincidences.T
    totals = coincidences.sum(axis=0)
    reach = np.cumsum(totals) - totals / 2  # the middle of each rating among all, in order
    apart = (reach[:, None] - reach[None, :]) ** 2
    return float(1 - (totals.sum() - 1) * (coincidences * apart).sum() / (np.outer(totals, totals) * apart).sum())


def _times(number: int, work: Callable[[Sequence[Pair]], object], given: Sequence[Pair]) -> None:
    for _ in range(number):
        work(given)
