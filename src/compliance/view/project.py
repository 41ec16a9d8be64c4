"""What indicators need beside the figures: scores of law, cycle by cycle, and ratings by other bodies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from compliance.indicators.case import History, Score
from compliance.indicators.reports import report
from compliance.indicators.statistics import OtherSeries
from compliance.indicators.values import IndicatorReport
from compliance.inputs import Inputs
from compliance.model.instrument import Instrument
from compliance.model.logframe import Logframe
from compliance.scoring import ArticleScore, Assessment, checklist_as_of
from compliance.scoring.instruments import as_bound_status, score_articles, whole_range
from compliance.workspace import Country, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """How the law of a day stands to the whole of an instrument."""

    on: date
    instrument: Instrument
    articles: tuple[ArticleScore, ...]


def laws(workspace: Workspace, country: Country, cycle: str, instruments: Iterable[str]) -> tuple[Law, ...]:
    """The law of a cycle; without what binds and without distributions, which no indicator asks for."""
    parts, acts = workspace.parts(country.id), country.acts()
    filed = [(id_, country.checklists[cycle, id_].value) for id_ in instruments if (cycle, id_) in country.checklists]
    laws = []
    for id_, checklist in filed:
        day, instrument = checklist.cut_off, workspace.instruments[id_].value
        articles = score_articles(instrument, checklist_as_of(checklist, on=day, acts=acts), parts, day)
        laws.append(Law(on=day, instrument=instrument, articles=articles))
    return tuple(laws)


def laws_of(scores: Iterable[Assessment]) -> tuple[Law, ...]:
    """What indicators ask of the scores of a country."""
    return tuple(
        Law(on=assessment.on, instrument=assessment.whole.instrument, articles=assessment.whole.articles)
        for assessment in scores
    )


def indicator_reports(
    inputs: Inputs, country_id: str, cycle: str, now: Sequence[Law], on: date | None = None
) -> tuple[IndicatorReport, ...]:
    """Every indicator of a country, given its law in a cycle; that of earlier cycles is looked up, `on` is an earlier day."""
    if inputs.project is None or not now:
        return ()
    country = inputs.workspace.countries[country_id]
    instruments = tuple(inputs.workspace.instruments)
    before = [earlier for earlier in country.cycles() if earlier < cycle]
    past = (law for earlier in before for law in laws(inputs.workspace, country, earlier, instruments))
    ratings = country.external.value.ratings if country.external else ()
    last = max(law.on for law in now)
    project, scores = inputs.project, history((*past, *now))
    return report(
        aligned(project.logframe, outside(country, now)),
        project.statistics,
        project.rates,
        country_id,
        scores=scores,
        ratings=ratings,
        on=min(on or last, last),
    )


def outside(country: Country, now: Iterable[Law]) -> frozenset[str]:
    """The treaties to which a country is no Party on the day of its law."""
    bound = country.participation.value.instruments if country.participation else {}
    return frozenset(
        law.instrument.id
        for law in now
        if as_bound_status(law.instrument, bound.get(law.instrument.id), law.on) == "not-a-party"
    )


def aligned(logframe: Logframe, outside: Collection[str]) -> Logframe:
    """A logframe whose indicators of law bear the names of alignment where a treaty does not bind."""
    indicators = (
        replace(
            indicator,
            name=indicator.alignment_name or indicator.name,
            short=indicator.alignment_short or indicator.alignment_name or indicator.short,
        )
        if any(f"score({treaty})" in indicator.formula for treaty in outside)
        else indicator
        for indicator in logframe.indicators
    )
    return replace(logframe, indicators=tuple(indicators))


def other_figures(inputs: Inputs, reports: Sequence[IndicatorReport]) -> tuple[OtherSeries, ...]:
    """The figures of a country that stand behind no indicator, given its reports."""
    if inputs.project is None or not reports:
        return ()
    shown = {row.line for report in reports for row in (*report.rows, *report.set_aside)}
    return inputs.project.statistics.others(reports[0].country, shown, reports[0].on)


def history(laws: Iterable[Law]) -> History:
    """Scores by instrument, the earliest first; without those of which nothing applies."""
    scores: dict[str, list[Score]] = {}
    for law in sorted(laws, key=lambda law: law.on):
        if score := _score(law):
            scores.setdefault(law.instrument.id, []).append(score)
    return scores


def _score(law: Law) -> Score | None:
    span = whole_range(law.instrument, law.articles)
    if span is None:
        return None
    return Score(
        on=law.on, low=span.low, high=span.high, point=span.point, raised=lambda goals: _score(raised(law, goals))
    )


def raised(law: Law, goals: Mapping[str, str]) -> Law:
    """The law as it would be if articles had at least the rating named; what is better already stays."""
    values = law.instrument.scale.values
    moved = (
        _raised(article, values[goals[article.article.number]])
        if goals.get(article.article.number) in values
        else article
        for article in law.articles
    )
    return replace(law, articles=tuple(moved))


def _raised(article: ArticleScore, goal: Fraction) -> ArticleScore:
    worst, best = (replace(end, score=max(end.score, goal)) if end else None for end in (article.worst, article.best))
    return replace(article, worst=worst, best=best)
