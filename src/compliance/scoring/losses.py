"""Where the missing points are; method, formula 4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compliance.scoring.answers import ladder
from compliance.scoring.values import Completion, InstrumentScore, Loss, Losses


def losses(score: InstrumentScore) -> Losses:
    """Where the missing points are, at either end."""
    worst = {it.article.number: it.worst for it in score.articles}
    best = {it.article.number: it.best for it in score.articles}
    return Losses(
        at_worst=tuple(_losses(score, score.counted_at_worst, worst)),
        at_best=tuple(_losses(score, score.counted_at_best, best)),
    )


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
