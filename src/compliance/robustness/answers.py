"""From assessments to arrays: for each country and item, how likely a rating lies below each step, at either end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compliance.model.checklist import NOT_APPLICABLE
from compliance.model.instrument import Grade, Scale
from compliance.robustness.settings import Settings
from compliance.scoring import Assessment, InstrumentScore, Item

Kernel = Mapping[str, Mapping[str, float]]
"""For a rating, how likely each rating is the true one."""


def kernel(table: Mapping[str, Mapping[str, int]], least: int) -> Kernel | None:
    """How often a rating met another one, either evaluator first; none where too few criteria were rated twice."""
    if sum(sum(row.values()) for row in table.values()) < least:
        return None
    met = {word: {other: table[word][other] + table[other][word] for other in table} for word in table}
    # A rating that nobody gave stays itself.
    return {
        word: {other: count / total for other, count in others.items()}
        if (total := sum(others.values()))
        else {word: 1.0}
        for word, others in met.items()
    }


Floats = NDArray[np.float64]
Places = NDArray[np.intp]
LOW, HIGH = 0, 1
"""The two ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What all countries share: the items of an instrument in treaty order."""

    articles: Places
    """For each item, the place of its article."""
    weights: Floats
    article_weights: Floats
    core: NDArray[np.bool_]
    values: Floats
    """Values of the ratings, the worst first."""
    caps: Places
    """The rating that an article cannot exceed, by kind of gate (off, as declared, softer) and by rating of a core item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers of one country under one treatment of its reservations."""

    below: Floats
    """Chance that the true rating lies below each step above the worst, by end, step and item."""
    fixed: Places
    free: Places


@dataclass(frozen=True, slots=True)
class Answered:
    """A country: its answers under each treatment of reservations; one where all treatments are the same."""

    country: str
    treatments: tuple[Answers, ...]
    """Against the whole treaty; as bound; what is reserved counted as not met."""


def shape(score: InstrumentScore) -> Shape:
    """What all countries share."""
    scale, articles = score.instrument.scale, [article for article in score.articles if article.items]
    items = [(place, item) for place, article in enumerate(articles) for item in article.items]
    return Shape(
        articles=np.array([place for place, _ in items], dtype=np.intp),
        weights=np.array([float(item.weight) for _, item in items]),
        article_weights=np.array([float(article.article.weight) for article in articles]),
        core=np.array([item.core for _, item in items], dtype=np.bool_),
        values=np.array([float(value) for value in tuple(scale.values.values())[::-1]]),
        caps=_caps(scale),
    )


def _caps(scale: Scale) -> Places:
    """Caps by kind of gate and rating: none; as declared; one step softer."""
    ladder = list(scale.values)[::-1]
    top = len(ladder) - 1
    declared = [ladder.index(scale.caps[word]) if word in scale.caps else top for word in ladder]
    return np.array([[top] * len(ladder), declared, [min(cap + 1, top) for cap in declared]], dtype=np.intp)


class _Rated(NamedTuple):
    """What is known of one item."""

    outcomes: tuple[str, ...]
    sampled: bool
    """Whether its rating may be in error: it has one, which leaves not everything open."""
    grade: Grade | None
    """The weakest grade of evidence behind it."""


def answered(country: str, assessment: Assessment, settings: Settings, kernel: Kernel | None = None) -> Answered:
    """The answers of a country under each treatment of its reservations; `kernel` is what rating twice has shown."""
    scale = assessment.whole.instrument.scale
    whole = _items(assessment.whole)
    treatments = [whole]
    if assessment.as_bound:
        bound = _items(assessment.as_bound)
        worst = _Rated(outcomes=tuple(scale.values)[-1:], sampled=False, grade=None)
        # What a reservation takes whole out of what binds counts as not met where reservations are refused.
        excluded = {
            item.id
            for article in assessment.as_bound.articles
            for item in article.items
            if item.state == "not-applicable" and any(criterion.reason == "reservation" for criterion in item.criteria)
        }
        refused = {key: worst if key in excluded else rated for key, rated in whole.items()}
        if not bound == whole == refused:
            treatments += [bound, refused]
    chances = _chances(scale, settings, kernel)
    return Answered(country, tuple(_answers(rateds.values(), scale, chances) for rateds in treatments))


def _items(score: InstrumentScore) -> dict[str, _Rated]:
    return {item.id: _rated(item, score.instrument.scale) for article in score.articles for item in article.items}


def _rated(item: Item, scale: Scale) -> _Rated:
    everything = set(scale.values) <= set(item.outcomes)
    grades = [criterion.response.evidence for criterion in item.criteria if criterion.answered and criterion.response]
    return _Rated(
        outcomes=item.outcomes,
        sampled=item.has_rating and not everything,
        grade=max(grades, key=lambda grade: grade or "Z", default=None),
    )


Chances = Mapping[Grade | None, Floats]
"""By grade: for each rating, how likely the true one lies below each step above the worst."""


def _chances(scale: Scale, settings: Settings, kernel: Kernel | None) -> Chances:
    """What is found by rating twice, else by grade the chance of a neighbouring rating, half of it to each side."""
    if kernel:
        ladder = list(scale.values)[::-1]
        chances = np.array([[kernel[word].get(other, 0) for other in ladder] for word in ladder])
        return {grade: _below(chances) for grade, _ in settings.errors}
    return {grade: _below(_neighbouring(len(scale.values), chance)) for grade, chance in settings.errors}


def _neighbouring(steps: int, chance: float) -> Floats:
    """The chance of each true rating, given a rating; at an end of the scale the half that would leave it stays."""
    moved = np.diag(np.full(steps - 1, chance / 2), 1)
    moved = moved + moved.T
    return np.asarray(moved + np.diag(1 - moved.sum(axis=1)))


def _below(chances: Floats) -> Floats:
    return np.cumsum(chances, axis=1)[:, :-1]


def _answers(items: Iterable[_Rated], scale: Scale, chances: Chances) -> Answers:
    rated = list(items)
    applies = [item.outcomes != (NOT_APPLICABLE,) for item in rated]
    may_not = [NOT_APPLICABLE in item.outcomes for item in rated]
    ends = [_ends(item, scale, chances) for item in rated]
    return Answers(
        below=np.ascontiguousarray(np.array(ends).transpose(1, 2, 0)),
        fixed=np.flatnonzero(np.logical_not(may_not)),
        free=np.flatnonzero(np.logical_and(applies, may_not)),
    )


def _ends(item: _Rated, scale: Scale, chances: Chances) -> Floats:
    """By end and step, how likely the true rating lies below it: of several ratings the likeliest, and the least so."""
    ladder = list(scale.values)[::-1]
    ratings = [ladder.index(word) for word in item.outcomes if word != NOT_APPLICABLE] or [0]
    below = (chances[item.grade] if item.sampled else _below(np.eye(len(ladder))))[ratings]
    return np.array([below.max(axis=0), below.min(axis=0)])
