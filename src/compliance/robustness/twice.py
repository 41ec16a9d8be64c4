"""What two blind evaluators found, as the chance that a rating is in truth another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from compliance.model.checklist import Checklist
from compliance.model.instrument import Scale

Kernel = Mapping[str, Mapping[str, float]]
"""For a rating, how likely each rating is the true one."""


def kernel(first: Checklist, second: Checklist, scale: Scale, least: int) -> Kernel | None:
    """How often a rating met another one, either evaluator first; none where too few criteria were rated twice."""
    pairs = [(one, other) for one, other in _pairs(first, second) if {one, other} <= scale.values.keys()]
    met = Counter((*pairs, *((other, one) for one, other in pairs)))
    if len(pairs) < least:
        return None
    return {word: _shares(word, met, scale) for word in scale.values}


def _pairs(first: Checklist, second: Checklist) -> Iterable[tuple[str, str]]:
    """Ratings of the criteria that both rated with one word for the whole country."""
    for id_, response in first.responses.items():
        other = second.responses.get(id_)
        if other and len(response.rating) == len(other.rating) == 1:
            yield response.rating[0], other.rating[0]


def _shares(word: str, met: Mapping[tuple[str, str], int], scale: Scale) -> Mapping[str, float]:
    """The share of each rating beside a rating; one that nobody gave stays itself."""
    all_ = sum(met.get((word, other), 0) for other in scale.values)
    return {other: met.get((word, other), 0) / all_ for other in scale.values} if all_ else {word: 1.0}
