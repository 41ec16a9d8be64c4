"""Terms in groups to any depth: a group becomes one by its mean, and is then a term of the group around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from compliance.scoring.means import Mean, Rule, Term, mean_range, over_one
from compliance.scoring.values import Range

Side = Callable[[Sequence[Term], Rule], Mean | None]
"""The lowest or the highest mean of some terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What is averaged together: a section with its articles, an index with its dimensions."""

    key: str
    """What it stands for."""
    weight: Fraction
    """Its weight in the group around it."""
    by: Rule
    """How its members are averaged."""
    members: tuple[Term | Group, ...]
    """Terms, and groups in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """A group at one end of its range."""

    value: Fraction
    """Its mean."""
    shares: Mapping[str, Fraction]
    """The terms in it, those of inner groups included, and what share of the whole each of them is."""


def group_range(group: Group) -> Range | None:
    """Between which ends the mean of a group lies; none where there is nothing in it."""
    return mean_range(_terms(group), group.by)


def group_end(group: Group, side: Side) -> End | None:
    """A group at its worst or its best; none where there is nothing in it."""
    terms = _terms(group)
    mean = side(terms, group.by)
    if mean is None:
        return None
    inner = {it.key: it for it in group.members if isinstance(it, Group)}
    kept = [it for it in terms if it.key in mean.keys]
    weights, _ = over_one([it.weight for it in kept])
    whole = sum(weights)
    shares: dict[str, Fraction] = {}
    for term, weight in zip(kept, weights, strict=True):
        share = Fraction(weight, whole)
        below = group_end(inner[term.key], side) if term.key in inner else None
        shares |= {key: share * part for key, part in below.shares.items()} if below else {term.key: share}
    return End(value=mean.value, shares=shares)


def _terms(group: Group) -> list[Term]:
    """The members of a group as terms; an inner group in which there is nothing drops out."""
    found = (it if isinstance(it, Term) else _term(it) for it in group.members)
    return [term for term in found if term]


def _term(group: Group) -> Term | None:
    terms = _terms(group)
    span = mean_range(terms, group.by)
    if span is None:
        return None
    optional = all(term.optional for term in terms)
    return Term(key=group.key, weight=group.weight, low=span.low, high=span.high, optional=optional)
