"""Means of groups to any depth, and from articles through sections to the whole: one mean at every level; method, section 5."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from compliance.model.instrument import Instrument
from compliance.scoring.means import Mean, Rule, Term, mean_range, over_one, rule
from compliance.scoring.values import ArticleScore, Range

Side = Callable[[Sequence[Term], Rule], Mean | None]
"""The lowest or the highest mean of some terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What is averaged together: a section with its articles, an index with its dimensions."""

    key: str
    weight: Fraction
    by: Rule
    members: tuple["Term | Group", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """A group at one end of its range."""

    value: Fraction
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
    inner = {member.key: member for member in group.members if isinstance(member, Group)}
    kept = [member for member in terms if member.key in mean.keys]
    weights, _ = over_one([member.weight for member in kept])
    whole = sum(weights)
    shares: dict[str, Fraction] = {}
    for term, weight in zip(kept, weights, strict=True):
        share = Fraction(weight, whole)
        below = group_end(inner[term.key], side) if term.key in inner else None
        shares |= {key: share * part for key, part in below.shares.items()} if below else {term.key: share}
    return End(value=mean.value, shares=shares)


def _terms(group: Group) -> list[Term]:
    """The members of a group as terms; an inner group in which there is nothing drops out."""
    members = (member if isinstance(member, Term) else _term(member) for member in group.members)
    return [term for term in members if term]


def _term(group: Group) -> Term | None:
    terms = _terms(group)
    span = mean_range(terms, group.by)
    if span is None:
        return None
    optional = all(term.optional for term in terms)
    return Term(key=group.key, weight=group.weight, low=span.low, high=span.high, optional=optional)


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
    return _group(instrument, _own(instrument, terms, ids))


def within(instrument: Instrument, section: str) -> frozenset[str]:
    """Ids of a section and of all sections in it, to any depth."""
    children = (child.id for child in instrument.sections if child.within == section)
    return frozenset({section}).union(*(within(instrument, child) for child in children))


def is_flat(instrument: Instrument) -> bool:
    """Whether the whole is the arithmetic mean of all articles, so that one can be exchanged in their sum."""
    return instrument.aggregation.articles == "arithmetic" and not instrument.sections_aggregate


def _inside(instrument: Instrument, terms: Terms, section: str | None) -> tuple[Term | Group, ...]:
    """The articles of a section and the sections in it; of the whole, the outermost sections."""
    inner = (
        # An article may bear the same name as a section.
        _group(instrument, _inside(instrument, terms, child.id), f"section {child.id}", child.weight)
        for child in instrument.sections
        if child.within == section
    )
    return (*_own(instrument, terms, {section}), *inner)


def _own(instrument: Instrument, terms: Terms, sections: Collection[str | None]) -> tuple[Term, ...]:
    """The articles of some sections that apply or may, in treaty order."""
    inside = (article.number for article in instrument.articles if article.section in sections)
    return tuple(terms[number] for number in inside if number in terms)


def _group(
    instrument: Instrument, members: tuple[Term | Group, ...], key: str = "", weight: Fraction = Fraction(1)
) -> Group:
    by = rule(instrument.aggregation.articles, instrument.aggregation.floor)
    return Group(key=key, weight=weight, by=by, members=members)
