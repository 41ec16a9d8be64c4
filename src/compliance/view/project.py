"""What indicators need beside the figures: scores of law, cycle by cycle, and ratings by other bodies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from compliance.indicators.case import History, Score
from compliance.indicators.values import IndicatorReport
from compliance.inputs import Inputs
from compliance.scoring import ArticleScore, Assessment, InstrumentScore
from compliance.scoring.instruments import gather


def indicator_reports(
    inputs: Inputs,
    country: str,
    scores: Sequence[Assessment],
    earlier: Iterable[Assessment] = (),
    on: date | None = None,
) -> tuple[IndicatorReport, ...]:
    """Every indicator of a country whose law has scores; `earlier` are those of earlier cycles, `on` an earlier day."""
    if inputs.project is None or not scores:
        return ()
    external = inputs.workspace.countries[country].external
    ratings = external.value.ratings if external else ()
    last = max(one.on for one in scores)
    return inputs.project.report(country, history((*earlier, *scores)), min(on or last, last), ratings)


def history(scores: Iterable[Assessment]) -> History:
    """Scores by instrument, the earliest first; without those of which nothing applies."""
    found: dict[str, list[Score]] = {}
    for one in sorted(scores, key=lambda one: one.on):
        if score := _score(one.whole, one.on):
            found.setdefault(one.whole.instrument.id, []).append(score)
    return found


def _score(whole: InstrumentScore, on: date) -> Score | None:
    span = whole.range
    if span is None:
        return None
    return Score(
        on=on, low=span.low, high=span.high, point=span.point, raised=lambda goals: _score(raised(whole, goals), on)
    )


def raised(whole: InstrumentScore, goals: Mapping[str, str]) -> InstrumentScore:
    """A score as it would be if articles had at least the rating named; what is better already stays."""
    values = whole.instrument.scale.values
    moved = [
        _raised(one, values[goals[one.article.number]]) if goals.get(one.article.number) in values else one
        for one in whole.articles
    ]
    return gather(whole.instrument, whole.checklist, tuple(moved))


def _raised(one: ArticleScore, goal: Fraction) -> ArticleScore:
    worst, best = (replace(end, score=max(end.score, goal)) if end else None for end in (one.worst, one.best))
    return replace(one, worst=worst, best=best)
