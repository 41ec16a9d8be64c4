"""From articles to the whole, through sections where an instrument says so: one mean at every level; method, section 5."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from compliance.model.instrument import Instrument, Section
from compliance.scoring.means import Mean, Rule, Term, mean_range, rule
from compliance.scoring.values import ArticleScore, Range

Terms = Mapping[str, Term]
"""The articles that apply, or may, as terms of a mean, by number."""
Side = Callable[[Sequence[Term], Rule], Mean | None]
"""The lowest or the highest mean of some terms."""


def article_terms(articles: Sequence[ArticleScore]) -> Terms:
    """The articles that apply, or may, as terms of a mean, by number."""
    return {
        it.article.number: Term(
            key=it.article.number,
            weight=it.article.weight,
            low=it.worst.score,
            high=it.best.score,
            optional=it.may_drop_out,
        )
        for it in articles
        if it.worst and it.best
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """An instrument at one end of its range."""

    score: Fraction
    """The score."""
    shares: Mapping[str, Fraction]
    """The articles in it, in treaty order, and what share of the whole each of them is."""


def whole_end(instrument: Instrument, terms: Terms, side: Side) -> End | None:
    """The worst or the best that the articles leave possible; none where nothing applies."""
    mean = side(_members(instrument, terms, None), _rule(instrument))
    if mean is None:
        return None
    found = _shares(instrument, terms, None, Fraction(1), side)
    return End(score=mean.value, shares={number: found[number] for number in terms if number in found})


def whole_range(instrument: Instrument, terms: Terms) -> Range | None:
    """The score of an instrument, given its articles; none where nothing applies."""
    return mean_range(_members(instrument, terms, None), _rule(instrument))


def section_range(instrument: Instrument, terms: Terms, section: Section) -> Range | None:
    """The score of a section, given the articles of the instrument; none where nothing in it applies."""
    return mean_range(_members(instrument, terms, section.id), _rule(instrument))


def within(instrument: Instrument, section: str) -> frozenset[str]:
    """Ids of a section and of all that stand in it, to any depth."""
    children = (one.id for one in instrument.sections if one.within == section)
    return frozenset({section}).union(*(within(instrument, child) for child in children))


def is_flat(instrument: Instrument) -> bool:
    """Whether the whole is the arithmetic mean of all articles, so that one can be exchanged in their sum."""
    return instrument.aggregation.articles == "arithmetic" and not instrument.sections_aggregate


def _rule(instrument: Instrument) -> Rule:
    return rule(instrument.aggregation.articles, instrument.aggregation.floor)


def _members(instrument: Instrument, terms: Terms, section: str | None) -> list[Term]:
    """What is averaged in a section, or in the whole: its own articles, and its sections where they are a level."""
    if instrument.sections_aggregate:
        own = [terms[it.number] for it in instrument.articles if it.number in terms and it.section == section]
        inner = [_section_term(instrument, terms, it) for it in instrument.sections if it.within == section]
        return [*own, *(term for term in inner if term)]
    if section is None:
        return list(terms.values())
    inside = within(instrument, section)
    return [terms[it.number] for it in instrument.articles if it.number in terms and it.section in inside]


def _section_term(instrument: Instrument, terms: Terms, section: Section) -> Term | None:
    """A section as a term of the mean around it; none where nothing in it applies."""
    members = _members(instrument, terms, section.id)
    span = mean_range(members, _rule(instrument))
    if span is None:
        return None
    optional = all(it.optional for it in members)
    return Term(key=_key(section), weight=section.weight, low=span.low, high=span.high, optional=optional)


def _key(section: Section) -> str:
    """How a section is told from an article of the same name."""
    return f"section {section.id}"


def _shares(
    instrument: Instrument, terms: Terms, section: str | None, whole: Fraction, side: Side
) -> dict[str, Fraction]:
    """The share that each article has in a section or in the whole, which is itself a share of what is around it."""
    members = _members(instrument, terms, section)
    mean = side(members, _rule(instrument))
    kept = [it for it in members if mean and it.key in mean.keys]
    weight = sum((it.weight for it in kept), Fraction(0))
    parts = {it.key: whole * it.weight / weight for it in kept}
    found = {key: part for key, part in parts.items() if key in terms}
    for inner in instrument.sections if instrument.sections_aggregate else ():
        if inner.within == section and _key(inner) in parts:
            found |= _shares(instrument, terms, inner.id, parts[_key(inner)], side)
    return found
