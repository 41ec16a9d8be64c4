"""Scores of one country under many draws at once: formulas 1 and 2 of the method with every choice made anew.

Each end is exact within its draw, as in the engine: what may not apply is left out or kept, whichever lies further out.
Arrays run over items or articles first, over draws last.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from compliance.robustness.answers import HIGH, LOW, Answered, Answers, Floats, Places, Shape
from compliance.robustness.draws import Draws


def ends(shape: Shape, country: Answered, draws: Draws, floor: float) -> Floats:
    """Low and high end of the score of a country in each draw; ValueError where a draw gives no score."""
    every = np.arange(len(draws))
    both = np.empty((2, len(draws)))
    several = len(country.treatments) > 1
    for kind, answers in enumerate(country.treatments):
        chosen = every[draws.reservations == kind] if several else slice(None)
        some = _some(draws, country.country, chosen) if several else draws
        both[:, chosen] = _ends(shape, answers, some, some.errors[country.country], floor)
    if not (np.isfinite(both).all() and (both[LOW] <= both[HIGH] + 1e-12).all()):
        raise ValueError(f"a draw gives no score for {country.country}")
    return both


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
    caps = draws.values[shape.caps[draws.gate].T, np.arange(len(draws))]
    article_weights = draws.articles[place.articles]
    weights = place.fixed.sums(draws.criteria)
    # Where both ends agree, which is wherever there is one rating, they share the work.
    alike = place.alike.sums(draws.criteria, _graded(errors, answers.below[LOW], draws.values, place.alike.items))
    both = np.empty((2, len(draws)))
    for end in (LOW, HIGH):
        below = answers.below[end]
        totals = alike + place.apart.sums(draws.criteria, _graded(errors, below, draws.values, place.apart.items))
        scores = np.empty_like(totals)
        scores[place.settled] = totals[place.settled] / weights[place.settled]
        for article, settled, free in place.open:
            of_free = _graded(errors, below, draws.values, free)
            base = (totals[article], weights[article]) if settled else None
            scores[article] = _extreme(base, of_free, draws.criteria[free], end)
        gates = place.core[end]
        if len(gates.items):
            lowest = np.minimum.reduceat(_graded(errors, below, caps, gates.items), gates.starts, axis=0)
            scores[gates.articles] = np.minimum(scores[gates.articles], lowest)
        both[end] = _whole(_Articles(scores, article_weights, place.droppable, end), draws.mean, floor)
    return both


@dataclass(frozen=True, slots=True)
class _Items:
    """Some items, and where they lie among the articles that apply or may."""

    items: Places
    starts: Places
    """Where each article begins among them."""
    articles: Places
    of: int

    def sums(self, weights: Floats, values: Floats | None = None) -> Floats:
        """By article, the weights of the items, times their values if given; 0 in the other articles."""
        added = np.zeros((self.of, weights.shape[1]))
        if len(self.items):
            terms = weights if len(self.items) == len(weights) else weights[self.items]
            terms = terms if values is None else np.multiply(values, terms, out=values)
            # One sum an article: three times as fast as `reduceat` along the first axis.
            for article, start, end in zip(self.articles, self.starts, (*self.starts[1:], len(terms)), strict=True):
                np.add.reduce(terms[start:end], axis=0, out=added[article])
        return added


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """The places in the arrays of what applies; an article is counted by its place among those that apply or may."""

    articles: Places
    """The articles that apply or may, by their place in the instrument."""
    fixed: _Items
    alike: _Items
    """Those of them whose ends agree."""
    apart: _Items
    """Those of them whose ends differ."""
    settled: Places
    """The articles of which something surely applies."""
    droppable: NDArray[np.bool_]
    open: tuple[tuple[int, bool, Places], ...]
    """Articles with items that may not apply: their place, whether something else surely applies, those items."""
    core: tuple[_Items, _Items]
    """The gates at either end: what may not apply cannot hold down the best choice."""

    @classmethod
    def of(cls, shape: Shape, answers: Answers) -> "_Places":
        """The places for one country."""
        fixed, free = answers.fixed, answers.free
        both = np.sort(np.concatenate((fixed, free)))
        articles = np.unique(shape.articles[both])
        items = partial(_items, shape, articles)
        alike = (answers.below[LOW] == answers.below[HIGH]).all(axis=0)[fixed]
        settled = items(fixed).articles
        return cls(
            articles=articles,
            fixed=items(fixed),
            alike=items(fixed[alike]),
            apart=items(fixed[~alike]),
            settled=settled,
            droppable=~np.isin(np.arange(len(articles)), settled),
            open=tuple(
                (int(place), bool(place in settled), free[shape.articles[free] == articles[place]])
                for place in items(free).articles
            ),
            core=(items(both[shape.core[both]]), items(fixed[shape.core[fixed]])),
        )


def _items(shape: Shape, articles: Places, items: Places) -> _Items:
    theirs, starts = np.unique(shape.articles[items], return_index=True)
    return _Items(items, starts, np.searchsorted(articles, theirs), len(articles))


def _graded(errors: Floats, below: Floats, levels: Floats, items: Places) -> Floats:
    """For each item and draw the level of its true rating: a step is reached where the error lies at or above its chance."""
    below = below[:, items]
    reached: Floats = levels[(below == 0).sum(axis=0)]
    moving = np.flatnonzero(((below > 0) & (below < 1)).any(axis=0))
    if len(moving) == len(errors):
        _raise(reached, errors, below, levels)
    elif len(moving):
        some = levels[(below == 0).sum(axis=0)[moving]]
        _raise(some, errors[items[moving]], below[:, moving], levels)
        reached[moving] = some
    return reached


def _raise(reached: Floats, errors: Floats, below: Floats, levels: Floats) -> None:
    for level, chance in zip(levels[1:], below, strict=True):
        if (chance < 1).any():
            np.copyto(reached, level, where=errors >= chance[:, None])


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
    wholes = np.empty(len(kinds))
    for kind, mean in enumerate(MEANS):
        chosen = np.flatnonzero(kinds == kind)
        if len(chosen):
            some = replace(articles, scores=articles.scores[:, chosen], weights=articles.weights[:, chosen])
            wholes[chosen] = mean(some, floor)
    return wholes


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
    lifted = np.log(np.maximum(articles.scores, floor))
    return _within(np.exp(_arithmetic(replace(articles, scores=lifted))), articles)


def _harmonic(articles: _Articles, floor: float) -> Floats:
    # The minus keeps the order: of reciprocals the greater belongs to the lesser score.
    lifted = -1 / np.maximum(articles.scores, floor)
    return _within(-1 / _arithmetic(replace(articles, scores=lifted)), articles)


def _within(means: Floats, articles: _Articles) -> Floats:
    """The means, nowhere outside the scores that they average: the floor does not lift what is all zero."""
    scores, free = articles.scores, articles.droppable
    if articles.end == HIGH or not free.any():
        most = scores.max(axis=0)
    else:  # what may drop out does so at the low end, or stays alone with the lowest
        most = scores.min(axis=0) if free.all() else scores[~free].max(axis=0)
    return np.clip(means, scores.min(axis=0), most)


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
