"""What the method says besides the score, computed apart: the share that reaches each rating, what meeting an article brings."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from compliance.model.checklist import NOT_APPLICABLE
from compliance.model.instrument import Scale
from compliance.scoring import ArticleScore, Bundle, InstrumentScore, Item, Range
from compliance.scoring.gaps import best, lacking, whole
from compliance.scoring.means import Term, mean_range


def at_least(score: InstrumentScore) -> Mapping[str, Range]:
    """Share of the items that apply rated so or better, by rating, the best first; empty where nothing applies."""
    items = [item for article in score.articles for item in article.items]
    return _by_rating(score, lambda word, scale: _share_terms(items, word, scale))


def weighted_at_least(score: InstrumentScore) -> Mapping[str, Range]:
    """The same shares with the weights of the score: they order two countries under every scale, before gates."""
    return _by_rating(score, lambda word, scale: _weighted_share_terms(score.articles, word, scale))


def _by_rating(score: InstrumentScore, terms: Callable[[str, Scale], list[Term]]) -> Mapping[str, Range]:
    scale = score.instrument.scale
    shares = {word: mean_range(terms(word, scale)) for word in tuple(scale.values)[:-1]}
    return {word: share for word, share in shares.items() if share}


def _share_terms(items: Sequence[Item], word: str, scale: Scale) -> list[Term]:
    """Whether each item reaches a rating, as terms of equal weight."""
    return [_reaching(item, Fraction(1), word, scale) for item in items if item.counts]


def _weighted_share_terms(articles: Sequence[ArticleScore], word: str, scale: Scale) -> list[Term]:
    """How much of each article reaches a rating, as terms with the articles' weights."""
    terms = []
    for article in articles:
        applying = [item for item in article.items if item.counts]
        share = mean_range([_reaching(item, item.weight, word, scale) for item in applying])
        if share:
            number, weight = article.article.number, article.article.weight
            terms.append(Term(key=number, weight=weight, low=share.low, high=share.high, optional=article.may_drop_out))
    return terms


def _reaching(item: Item, weight: Fraction, word: str, scale: Scale) -> Term:
    reached = [scale.values[rating] >= scale.values[word] for rating in item.outcomes if rating != NOT_APPLICABLE]
    return Term(
        key=item.id,
        weight=weight,
        low=Fraction(all(reached)),
        high=Fraction(any(reached)),
        optional=NOT_APPLICABLE in item.outcomes,
    )


def to_met(score: InstrumentScore, number: str) -> Bundle | None:
    """All answered criteria of an article below the best rating, raised to it; none where there are none."""
    article, now = score.article(number), whole(score.articles, score.instrument)
    ids = lacking(article, score.instrument.scale)
    return Bundle(article=number, criteria=ids, gain=now.gain(article, ids, best)) if ids and now else None
