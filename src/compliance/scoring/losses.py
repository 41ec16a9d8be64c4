"""Where the missing points are; method, formula 4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from compliance.scoring.answers import ladder
from compliance.scoring.values import Completion, InstrumentScore, Loss, Losses


def losses(score: InstrumentScore) -> Losses:
    """Where the missing points are, at either end."""
    worst = {article.article.number: article.worst for article in score.articles}
    best = {article.article.number: article.best for article in score.articles}
    low, high = (score.range.low, score.range.high) if score.range else (None, None)
    return Losses(
        at_worst=tuple(_losses(score, score.shares_at_worst, worst, low)),
        at_best=tuple(_losses(score, score.shares_at_best, best, high)),
    )


def _losses(
    score: InstrumentScore,
    shares: Mapping[str, Fraction],
    completions: Mapping[str, Completion | None],
    end: Fraction | None,
) -> Iterator[Loss]:
    values = score.instrument.scale.values
    top = values[ladder(score.instrument.scale)[-1]]
    even = Fraction(0)
    for number, share in shares.items():
        article, completion = score.article(number), completions[number]
        if completion is None:
            continue
        even += share * completion.score
        rated = [item for item in article.items if item.id in completion.ratings]
        within = sum((item.weight for item in rated), Fraction(0))
        mean = Fraction(0)
        for item in rated:
            value = values[completion.ratings[item.id]]
            mean += item.weight / within * value
            if value != top:
                yield Loss(article=number, item=item.id, points=share * item.weight / within * (top - value))
        if mean != completion.score:
            yield Loss(article=number, item=None, points=share * (mean - completion.score))
    if end is not None and even != end:
        yield Loss(article=None, item=None, points=even - end)
