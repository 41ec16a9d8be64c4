"""The score of an article: what counts once, gates, rating; method, formula 1."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from compliance.model.checklist import NOT_APPLICABLE
from compliance.model.instrument import Article, Instrument, Scale
from compliance.scoring.answers import Outcomes, best_of, ladder, ordered
from compliance.scoring.means import Rule, Term, highest, lowest, over_one, rule
from compliance.scoring.values import ArticleScore, Completion, CriterionScore, Item, State

FLAG = Fraction(1, 5)
"""The share of an article, by weight, that may be not applicable before the article is flagged."""


def score_article(article: Article, criteria: Sequence[CriterionScore], instrument: Instrument) -> ArticleScore:
    """The score of an article, from those of its criteria."""
    scale, by = instrument.scale, _rule(instrument)
    items = _items(criteria, scale)
    terms = [_term(item, scale) for item in items if item.counts]
    # Caps never lie below the ratings that they cap, so the choice with the extreme mean has the extreme score too.
    low, high = lowest(terms, by), highest(terms, by)
    return ArticleScore(
        article=article,
        criteria=tuple(criteria),
        items=items,
        worst=_complete(items, _ends(items, low.keys, 0), low.value, scale) if low else None,
        best=_complete(items, _ends(items, high.keys, -1), high.value, scale) if high else None,
        may_drop_out=bool(terms) and all(term.optional for term in terms),
        flagged=len(items) > 1 and _left_out(items) > FLAG,
    )


def scored_anew(
    articles: Iterable[ArticleScore], anew: Callable[[CriterionScore], CriterionScore | None], instrument: Instrument
) -> tuple[ArticleScore, ...]:
    """The articles with some of their criteria scored otherwise; an article in which none is stays as it is."""
    after = []
    for article in articles:
        changed = [anew(criterion) for criterion in article.criteria]
        criteria = [now or before for now, before in zip(changed, article.criteria, strict=True)]
        after.append(score_article(article.article, criteria, instrument) if any(changed) else article)
    return tuple(after)


def article_term(score: ArticleScore, changed: Mapping[str, CriterionScore], instrument: Instrument) -> Term | None:
    """An article as a term of the mean of its instrument, with some criteria changed; none where nothing applies."""
    scale, by = instrument.scale, _rule(instrument)
    article, items = score.article, list(score.items)
    for place, item in enumerate(items):
        if any(member.criterion.id in changed for member in item.criteria):
            members = [changed.get(member.criterion.id, member) for member in item.criteria]
            items[place] = _item(item.id, members, scale)
    terms = [_term(item, scale) for item in items if item.counts]
    low, high = lowest(terms, by), highest(terms, by)
    if low is None or high is None:
        return None
    return Term(
        key=article.number,
        weight=article.weight,
        low=min([low.value, *_caps(items, _ends(items, low.keys, 0), scale).values()]),
        high=min([high.value, *_caps(items, _ends(items, high.keys, -1), scale).values()]),
        optional=all(term.optional for term in terms),
    )


def article_rating(score: Fraction, ratings: Iterable[str], scale: Scale) -> str:
    """The rating of an article: the best only if every item has it, else the nearest of the others, ties down."""
    *others, best = ladder(scale)
    if all(rating == best for rating in ratings):
        return best
    (here, *values), _ = over_one([score, *(scale.values[word] for word in others)])
    distances = {word: abs(value - here) for word, value in zip(others, values, strict=True)}
    return min(others, key=distances.__getitem__)


def _rule(instrument: Instrument) -> Rule:
    return rule(instrument.aggregation.criteria, instrument.aggregation.floor)


def _items(criteria: Sequence[CriterionScore], scale: Scale) -> tuple[Item, ...]:
    """The scored criteria, each group of alternatives in the place of its first member."""
    gathered: dict[str, list[CriterionScore]] = {}
    for score in criteria:
        if score.scored:
            gathered.setdefault(score.group or score.criterion.id, []).append(score)
    return tuple(_item(key, members, scale) for key, members in gathered.items())


def _item(key: str, members: Sequence[CriterionScore], scale: Scale) -> Item:
    outcomes: Outcomes = frozenset(members[0].outcomes)
    for member in members[1:]:
        outcomes = best_of(outcomes, frozenset(member.outcomes), scale)
    return Item(
        id=key,
        criteria=tuple(members),
        weight=max(member.criterion.weight for member in members),
        core=any(member.criterion.core for member in members),
        state=_state(members, outcomes),
        outcomes=ordered(outcomes, scale),
    )


def _state(members: Sequence[CriterionScore], outcomes: Outcomes) -> State:
    if len(outcomes) == 1:
        return "not-applicable" if NOT_APPLICABLE in outcomes else "rated"
    return "open" if any(member.has_rating for member in members) else "unanswered"


def _ratings(item: Item) -> list[str]:
    return [word for word in item.outcomes if word != NOT_APPLICABLE]


def _term(item: Item, scale: Scale) -> Term:
    ratings = _ratings(item)
    return Term(
        key=item.id,
        weight=item.weight,
        low=scale.values[ratings[0]],
        high=scale.values[ratings[-1]],
        optional=NOT_APPLICABLE in item.outcomes,
    )


def _ends(items: Sequence[Item], kept: frozenset[str], end: int) -> dict[str, str]:
    """The first or last possible rating of the items kept."""
    return {item.id: _ratings(item)[end] for item in items if item.id in kept}


def _complete(items: Sequence[Item], ratings: Mapping[str, str], mean: Fraction, scale: Scale) -> Completion:
    """The article with these ratings: their mean, held down by its gates."""
    caps = _caps(items, ratings, scale)
    score = min([mean, *caps.values()])
    return Completion(
        ratings=ratings,
        mean=mean,
        score=score,
        rating=article_rating(score, ratings.values(), scale),
        capped_by=tuple(key for key, cap in caps.items() if cap == score < mean),
    )


def _caps(items: Sequence[Item], ratings: Mapping[str, str], scale: Scale) -> dict[str, Fraction]:
    """What the article cannot exceed, by core item that sets a cap."""
    gates = [item for item in items if item.core and ratings.get(item.id) in scale.caps]
    return {item.id: scale.values[scale.caps[ratings[item.id]]] for item in gates}


def _left_out(items: Sequence[Item]) -> Fraction:
    """The share of an article, by weight, that does not apply."""
    weights, _ = over_one([item.weight for item in items])
    return Fraction(sum(weight for item, weight in zip(items, weights, strict=True) if not item.counts), sum(weights))
