"""Where the missing points are, and what closing a gap would bring; method, formula 4."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from compliance.model.checklist import NOT_APPLICABLE
from compliance.model.instrument import Scale
from compliance.scoring.answers import ladder, ordered, raised
from compliance.scoring.articles import score_article
from compliance.scoring.instruments import article_terms
from compliance.scoring.means import mean_range
from compliance.scoring.values import (
    ArticleScore,
    Bundle,
    Completion,
    CriterionScore,
    Gain,
    Gap,
    InstrumentScore,
    Item,
    Loss,
    Losses,
    Question,
    Range,
    State,
)

Raise = Callable[[str, Scale], str]
"""From a rating to a better one."""


def losses(score: InstrumentScore) -> Losses:
    """Where the missing points are, at either end."""
    worst = {it.article.number: it.worst for it in score.articles}
    best = {it.article.number: it.best for it in score.articles}
    return Losses(
        at_worst=tuple(_losses(score, score.counted_at_worst, worst)),
        at_best=tuple(_losses(score, score.counted_at_best, best)),
    )


def gaps(score: InstrumentScore) -> tuple[Gap, ...]:
    """What each answered criterion below the best rating would bring, in treaty order."""
    return tuple(
        Gap(
            article=article.article.number,
            criterion=it,
            next=_gain(score, article, [it.criterion.id], raised),
            full=_gain(score, article, [it.criterion.id], _best),
        )
        for article in score.articles
        for it in article.criteria
        if _below_best(it, score.instrument.scale)
    )


def questions(score: InstrumentScore) -> tuple[Question, ...]:
    """How much an answer to each unanswered criterion would narrow the score, in treaty order."""
    return tuple(
        Question(article=article.article.number, criterion=it, least=_narrowing(score, article, it))
        for article in score.articles
        for it in article.criteria
        if it.state == "unanswered"
    )


def unlock(score: InstrumentScore, number: str) -> Bundle | None:
    """All criteria whose gates surely hold an article down, raised by one rating; none where no gate does."""
    article = score.article(number)
    binding = [_leading(item, score.instrument.scale) for item in article.items if item.id in article.capped]
    return _bundle(score, article, binding, raised)


def to_met(score: InstrumentScore, number: str) -> Bundle | None:
    """All answered criteria of an article below the best rating, raised to it; none where there are none."""
    article, scale = score.article(number), score.instrument.scale
    leading = [_leading(item, scale) for item in article.items if item.outcomes != (ladder(scale)[-1],)]
    return _bundle(score, article, [it for it in leading if _below_best(it, scale)], _best)


def _losses(
    score: InstrumentScore, counted: Sequence[str], completions: Mapping[str, Completion | None]
) -> Iterator[Loss]:
    values = score.instrument.scale.values
    top = values[ladder(score.instrument.scale)[-1]]
    total = sum(score.article(number).article.weight for number in counted)
    for number in counted:
        article, completion = score.article(number), completions[number]
        if completion is None:
            continue
        share = article.article.weight / total
        within = sum(item.weight for item in article.items if item.id in completion.ratings)
        for item in article.items:
            if item.id in completion.ratings:
                missing = share * item.weight / within * (top - values[completion.ratings[item.id]])
                if missing:
                    yield Loss(article=number, item=item.id, points=missing)
        if completion.mean > completion.score:
            yield Loss(article=number, item=None, points=share * (completion.mean - completion.score))


def _below_best(score: CriterionScore, scale: Scale) -> bool:
    return score.state in {"rated", "open"} and score.worst != ladder(scale)[-1]


def _best(_: str, scale: Scale) -> str:
    return ladder(scale)[-1]


def _leading(item: Item, scale: Scale) -> CriterionScore:
    """The criterion; of a group, the member that is nearest to the best."""
    rungs = (NOT_APPLICABLE, *ladder(scale))
    return max(item.criteria, key=lambda it: (rungs.index(it.worst), rungs.index(it.best)))


def _bundle(
    score: InstrumentScore, article: ArticleScore, criteria: Sequence[CriterionScore], better: Raise
) -> Bundle | None:
    ids = tuple(it.criterion.id for it in criteria)
    if not ids:
        return None
    return Bundle(article=article.article.number, criteria=ids, gain=_gain(score, article, ids, better))


def _gain(score: InstrumentScore, article: ArticleScore, ids: Sequence[str], better: Raise) -> Gain:
    """What raising some criteria of an article adds, the score computed anew with its gates."""
    scale = score.instrument.scale
    after = [_raise(it, better, scale) if it.criterion.id in ids else it for it in article.criteria]
    now, then = _known(score.range), _anew(score, article, after)
    return Gain(low=then.low - now.low, high=then.high - now.high)


def _narrowing(score: InstrumentScore, article: ArticleScore, criterion: CriterionScore) -> Fraction:
    scale = score.instrument.scale
    answers = [_rated(criterion, {word}, scale) for word in scale.values]
    widths = [
        _anew(score, article, [answer if it is criterion else it for it in article.criteria]).width
        for answer in answers
    ]
    return _known(score.range).width - max(widths)


def _anew(score: InstrumentScore, article: ArticleScore, criteria: Sequence[CriterionScore]) -> Range:
    """The score of the instrument with other criteria in one article."""
    changed = score_article(article.article, criteria, score.instrument.scale)
    return _known(mean_range(article_terms([changed if it is article else it for it in score.articles])))


def _known(score: Range | None) -> Range:
    if score is None:
        raise ValueError("where a criterion counts, its instrument has a score")
    return score


def _raise(score: CriterionScore, better: Raise, scale: Scale) -> CriterionScore:
    return _rated(score, {word if word == NOT_APPLICABLE else better(word, scale) for word in score.outcomes}, scale)


def _rated(score: CriterionScore, words: set[str], scale: Scale) -> CriterionScore:
    """The criterion with other possible ratings."""
    outcomes = ordered(words, scale)
    values = [scale.values[word] for word in outcomes if word != NOT_APPLICABLE]
    state: State = "open" if len(outcomes) > 1 else "rated"
    return replace(score, outcomes=outcomes, state=state, value=Range(low=values[0], high=values[-1]))
