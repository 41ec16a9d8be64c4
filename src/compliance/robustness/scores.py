"""Scores of one country under many draws at once: formulas 1 and 2 of the method with every choice made anew.

Each end is exact within its draw, as in the engine: what may not apply is left out or kept, whichever lies further out.
Arrays run over items or articles first, over draws last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compliance.robustness.answers import HIGH, LOW, Answered, Answers, Floats, Places, Shape
from compliance.robustness.draws import Draws


def ends(shape: Shape, country: Answered, draws: Draws, floor: float) -> Floats:
    """Low and high end of the score of a country in each draw; ValueError where a draw gives no score."""
    every = np.arange(len(draws))
    found = np.empty((2, len(draws)))
    several = len(country.treatments) > 1
    for kind, answers in enumerate(country.treatments):
        chosen = every[draws.reservations == kind] if several else slice(None)
        some = _some(draws, country.country, chosen) if several else draws
        found[:, chosen] = _ends(shape, answers, some, some.errors[country.country], floor)
    if not (np.isfinite(found).all() and (found[LOW] <= found[HIGH] + 1e-12).all()):
        raise ValueError(f"a draw gives no score for {country.country}")
    return found


def _some(draws: Draws, country: str, chosen: Places | slice) -> Draws:
    """Some of the draws, for one country."""
    return Draws(
        criteria=draws.criteria[:, chosen],
        articles=draws.articles[:, chosen],
        values=draws.values[:, chosen],
        gate=draws.gate[chosen],
        mean=draws.mean[chosen],
        errors={country: draws.errors[country][:, chosen]},
        reservations=draws.reservations[chosen],
    )


def _ends(shape: Shape, answers: Answers, draws: Draws, errors: Floats, floor: float) -> Floats:
    """Both ends under one treatment of reservations."""
    place = _Places.of(shape, answers)
    ladder = draws.values
    caps = ladder[shape.caps[draws.gate].T, np.arange(len(draws))]
    surely = _rows(draws.criteria, answers.fixed)
    sums = np.add.reduceat(surely, place.starts, axis=0) if len(surely) else surely
    article_weights = draws.articles[place.articles]
    found = np.empty((2, len(draws)))
    for end in (LOW, HIGH):
        below = answers.below[end]
        values = _graded(_rows(errors, answers.fixed), below[:, answers.fixed], ladder)
        values *= surely
        totals = np.add.reduceat(values, place.starts, axis=0) if len(values) else values
        scores = np.empty((len(place.articles), len(draws)))
        scores[place.settled] = totals / sums
        for article, row, free in place.open:
            of_free = _graded(errors[free], below[:, free], ladder)
            base = (totals[row], sums[row]) if row is not None else None
            scores[article] = _extreme(base, of_free, draws.criteria[free], end)
        gates = place.core[end]
        if len(gates.items):
            capped = _graded(errors[gates.items], below[:, gates.items], caps)
            lowest = np.minimum.reduceat(capped, gates.starts, axis=0)
            scores[gates.articles] = np.minimum(scores[gates.articles], lowest)
        found[end] = _whole(_Articles(scores, article_weights, place.droppable, end), draws.mean, floor)
    return found


@dataclass(frozen=True, slots=True)
class _Gates:
    """Core items that can hold an article down at one end."""

    items: Places
    starts: Places
    articles: Places


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Where what applies stands in the arrays; an article is counted by its place among those that apply or may."""

    articles: Places
    """The articles that apply or may, by their place in the instrument."""
    settled: Places
    """Those of which something surely applies."""
    droppable: NDArray[np.bool_]
    """Whether each may drop out."""
    starts: Places
    """Where each settled article begins among the items that surely apply."""
    open: tuple[tuple[int, int | None, Places], ...]
    """Articles with items that may not apply: their place, their place among the settled, those items."""
    core: tuple[_Gates, _Gates]
    """The gates at either end: what may not apply cannot hold down the best choice."""

    @classmethod
    def of(cls, shape: Shape, answers: Answers) -> _Places:
        """Where everything stands for one country."""
        fixed, free = answers.fixed, answers.free
        articles = np.unique(shape.articles[np.concatenate((fixed, free))])
        surely, starts = np.unique(shape.articles[fixed], return_index=True)
        settled = np.searchsorted(articles, surely)
        rows = {int(article): row for row, article in enumerate(settled)}
        opened = [
            (int(np.searchsorted(articles, article)), free[shape.articles[free] == article])
            for article in np.unique(shape.articles[free])
        ]
        both = np.sort(np.concatenate((fixed, free)))
        return cls(
            articles=articles,
            settled=settled,
            droppable=~np.isin(articles, surely),
            starts=starts,
            open=tuple((article, rows.get(article), items) for article, items in opened),
            core=(_gates(shape, both, articles), _gates(shape, fixed, articles)),
        )


def _gates(shape: Shape, items: Places, articles: Places) -> _Gates:
    core = items[shape.core[items]]
    gated, starts = np.unique(shape.articles[core], return_index=True)
    return _Gates(core, starts, np.searchsorted(articles, gated))


def _rows(values: Floats, rows: Places) -> Floats:
    """Some rows; without a copy where they are all rows."""
    return values if len(rows) == len(values) else values[rows]


def _graded(errors: Floats, below: Floats, levels: Floats) -> Floats:
    """For each item and draw the level of its true rating: a step is reached where the error lies at or above its chance."""
    reached = np.empty_like(errors)
    reached[:] = levels[0]
    for level, chance in zip(levels[1:], below, strict=True):
        np.copyto(reached, level, where=errors >= chance[:, None])
    return reached


def _extreme(base: tuple[Floats, Floats] | None, free: Floats, weights: Floats, end: int) -> Floats:
    """The lowest or highest mean of what stays, given as total and weight, and of any of what may be left out."""
    # What moves a mean furthest comes first, so the best choice is one of the beginnings of this order.
    order = np.argsort(free if end == LOW else -free, axis=0)
    weights = np.take_along_axis(weights, order, axis=0)
    totals = np.cumsum(weights * np.take_along_axis(free, order, axis=0), axis=0)
    sums = np.cumsum(weights, axis=0)
    pick = np.min if end == LOW else np.max
    if base is None:
        return np.asarray(pick(totals / sums, axis=0))
    total, weight = base
    means = np.concatenate(((total / weight)[None], (total + totals) / (weight + sums)))
    return np.asarray(pick(means, axis=0))


@dataclass(frozen=True, slots=True)
class _Articles:
    """Scores of articles at one end, and what a mean over them needs."""

    scores: Floats
    weights: Floats
    droppable: NDArray[np.bool_]
    end: int


def _whole(articles: _Articles, kinds: Places, floor: float) -> Floats:
    """The score of the whole: in each draw the mean over articles that the draw asks for."""
    found = np.empty(len(kinds))
    for kind, mean in enumerate(MEANS):
        chosen = np.flatnonzero(kinds == kind)
        if len(chosen):
            some = replace(articles, scores=articles.scores[:, chosen], weights=articles.weights[:, chosen])
            found[chosen] = mean(some, floor)
    return found


def _arithmetic(articles: _Articles, _: float = 0.0) -> Floats:
    """The extreme mean over articles, some of which may drop out."""
    scores, weights, free = articles.scores, articles.weights, articles.droppable
    stay = ~free
    weight = weights[stay].sum(axis=0)
    total = (weights[stay] * scores[stay]).sum(axis=0)
    if not free.any():
        return np.asarray(total / weight)
    return _extreme((total, weight) if stay.any() else None, scores[free], weights[free], articles.end)


def _geometric(articles: _Articles, floor: float) -> Floats:
    lifted = _lifted(articles.scores, floor)
    return _lowered(np.exp(_arithmetic(replace(articles, scores=np.log(lifted)))), floor)


def _harmonic(articles: _Articles, floor: float) -> Floats:
    lifted = _lifted(articles.scores, floor)
    return _lowered(-1 / _arithmetic(replace(articles, scores=-1 / lifted)), floor)


def _lifted(scores: Floats, floor: float) -> Floats:
    """Scores on a scale that begins at the floor, so that one zero does not make all others count for nothing."""
    return np.asarray(floor + (1 - floor) * scores)


def _lowered(scores: Floats, floor: float) -> Floats:
    """Scores back on the scale from 0 to 1: all zeros are zero, all ones are one."""
    return np.asarray((scores - floor) / (1 - floor))


def _with_lowest(articles: _Articles, _: float) -> Floats:
    """Half the mean, half the lowest article; the choice that is extreme for the mean is so for the lowest too."""
    scores, free = articles.scores, articles.droppable
    if articles.end == LOW:
        lowest = scores.min(axis=0)
    elif free.all():
        lowest = scores.max(axis=0)  # the best choice keeps the best article alone
    else:
        lowest = scores[~free].min(axis=0)
    return np.asarray((_arithmetic(articles) + lowest) / 2)


MEANS: tuple[Callable[[_Articles, float], Floats], ...] = (_arithmetic, _geometric, _harmonic, _with_lowest)
"""The means over articles, in the order of the settings."""
