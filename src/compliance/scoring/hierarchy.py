"""From articles to the whole, through sections where an instrument says so: one mean at every level; method, section 5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from compliance.model.instrument import Instrument
from compliance.scoring.groups import Group
from compliance.scoring.means import Term, rule
from compliance.scoring.values import ArticleScore

Terms = Mapping[str, Term]
"""The articles that apply, or may, as terms of a mean, by number."""


def article_terms(articles: Sequence[ArticleScore]) -> Terms:
    """The articles that apply, or may, as terms of a mean, by number."""
    return {
        article.article.number: Term(
            key=article.article.number,
            weight=article.article.weight,
            low=article.worst.score,
            high=article.best.score,
            optional=article.may_drop_out,
        )
        for article in articles
        if article.worst and article.best
    }


def whole_group(instrument: Instrument, terms: Terms) -> Group:
    """What is averaged in the whole: all articles, or the outermost sections where they are a level."""
    members: tuple[Term | Group, ...] = tuple(terms.values())
    if instrument.sections_aggregate:
        members = _inside(instrument, terms, None)
    return _group(instrument, members)


def section_group(instrument: Instrument, terms: Terms, section: str) -> Group:
    """What is averaged in a section: all articles in it, to any depth, or its own and the sections in it."""
    if instrument.sections_aggregate:
        return _group(instrument, _inside(instrument, terms, section))
    ids = within(instrument, section)
    return _group(
        instrument,
        tuple(
            terms[article.number]
            for article in instrument.articles
            if article.number in terms and article.section in ids
        ),
    )


def within(instrument: Instrument, section: str) -> frozenset[str]:
    """Ids of a section and of all that stand in it, to any depth."""
    children = (one.id for one in instrument.sections if one.within == section)
    return frozenset({section}).union(*(within(instrument, child) for child in children))


def is_flat(instrument: Instrument) -> bool:
    """Whether the whole is the arithmetic mean of all articles, so that one can be exchanged in their sum."""
    return instrument.aggregation.articles == "arithmetic" and not instrument.sections_aggregate


def _inside(instrument: Instrument, terms: Terms, section: str | None) -> tuple[Term | Group, ...]:
    """The articles of a section and the sections in it; of the whole, the outermost sections."""
    own = (
        terms[article.number]
        for article in instrument.articles
        if article.number in terms and article.section == section
    )
    inner = (
        # An article may bear the same name as a section.
        _group(instrument, _inside(instrument, terms, it.id), f"section {it.id}", it.weight)
        for it in instrument.sections
        if it.within == section
    )
    return (*own, *inner)


def _group(
    instrument: Instrument, members: tuple[Term | Group, ...], key: str = "", weight: Fraction = Fraction(1)
) -> Group:
    by = rule(instrument.aggregation.articles, instrument.aggregation.floor)
    return Group(key=key, weight=weight, by=by, members=members)
