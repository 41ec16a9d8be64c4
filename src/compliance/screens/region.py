"""The first page: all beneficiaries side by side, in the order of the register, never ranked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from compliance import figures
from compliance.indicators.values import IndicatorReport
from compliance.language import _
from compliance.model.logframe import Indicator
from compliance.queries.formats import Column, picked
from compliance.screens.address import ROOT, Address
from compliance.screens.changes import since_last_cycle
from compliance.screens.downloads import downloads
from compliance.screens.measures import INDICATORS, figure, indicator_head, reports_by_indicator
from compliance.screens.parts import Bar, Line, Link, Page, Score, Table, bar, score
from compliance.screens.publication import Publication
from compliance.view import messages, words
from compliance.view.values.country import CountryView, InstrumentView


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one beneficiary stands to one treaty."""

    instrument: str
    abbreviation: str
    to: Address
    good: str
    """`96 of 128`: surely with one of the two best ratings, of those that count."""
    good_words: str
    """`met or mostly met`."""
    documented: str
    score: Score
    score_word: str
    bar: Bar


_COLUMNS: tuple[Column[tuple[CountryView, Standing]], ...] = (
    Column("beneficiary", lambda pair: pair[0].id),
    Column("name", lambda pair: pair[0].name),
    Column("instrument", lambda pair: pair[1].instrument),
    Column("criteria", lambda pair: pair[1].bar.total),
    Column("documented", lambda pair: pair[1].bar.documented),
    Column("score", lambda pair: pair[1].score.text),
    Column("low", lambda pair: pair[1].score.low),
    Column("high", lambda pair: pair[1].score.high),
    Column("ratings", lambda pair: "; ".join(f"{part.word} {part.count}" for part in pair[1].bar.segments)),
)
"""Scores and shares, a row a beneficiary and treaty."""


def region_page(published: Publication) -> Page:
    """The first page of a site."""
    region, views = published.region, tuple(published.beneficiaries.values())
    standings = {view.id: tuple(standing(view.id, treaty) for treaty in view.instruments) for view in views}
    return Page(
        kind="region",
        address=ROOT,
        title=published.site.title,
        description=region.headline + ".",
        kicker=_kicker(published),
        heading=region.headline,
        shown={
            "lead": published.site.lead,
            "finding": region.lead,
            **picked(region, "law_date", "basis"),
            "treaties": [
                {
                    "id": treaty.id,
                    "abbreviation": treaty.instrument.abbreviation,
                    "short": treaty.instrument.called_shortly(),
                    "to": (treaty.id,),
                    "headline": treaty.headline,
                }
                for treaty in region.treaties
            ],
            "rows": [_row(view, standings[view.id]) for view in views],
            **picked(region, "spread", "messages"),
            "headlines": list(_headlines(published)),
            # By treaty, the scores that have one of an earlier cycle beside them: beneficiary, why, from which to which.
            "progress": [
                (
                    treaty.instrument.abbreviation,
                    [(moved.name, moved.why, f"{moved.scores[0]} → {moved.scores[1]}") for moved in treaty.progress],
                )
                for treaty in region.treaties
                if treaty.progress
            ],
            "since": since_last_cycle(views),
            "downloads": downloads(published.offers, ""),
            "limits": region.limits,
        },
        table=Table(_COLUMNS, tuple((view, each) for view in views for each in standings[view.id])),
        heads=tuple(treaty.instrument.abbreviation for treaty in region.treaties),
        lines=tuple(Line(view.name, tuple(each.bar for each in standings[view.id])) for view in views),
    )


def _kicker(published: Publication) -> str:
    parts = (
        figures.count(len(published.beneficiaries), "beneficiary", "beneficiaries"),
        figures.count(len(published.instruments), "treaty", "treaties"),
        _("cycle %(cycle)s") % {"cycle": published.cycle},
        *((_("draft"),) if published.draft else ()),
    )
    return words.sentence(" · ".join(parts)).rstrip(".")


def _row(view: CountryView, standings: tuple[Standing, ...]) -> Mapping[str, Any]:
    """One beneficiary: how it stands to each treaty, and how much of its answers rests on law that was read."""
    outside = [treaty.abbreviation for treaty in view.instruments if treaty.assessment.alignment]
    note = _("alignment; not a Party to %(treaties)s") % {"treaties": figures.listed(outside)} if outside else ""
    read = sum(view.grades.get(grade, 0) for grade in ("A", "B"))
    return {
        **picked(view, "id", "name"),
        "to": (view.id,),
        "note": note,
        "standings": standings,
        "age": view.texts_read,
        "evidence": _("%(read)s of %(all)s answers on law that was read")
        % {"read": figures.number(read), "all": figures.number(sum(view.grades.values()))},
    }


def standing(country: str, treaty: InstrumentView) -> Standing:
    """How one beneficiary stands to one treaty."""
    items = messages.items_of(treaty.article_scores)
    counts = messages.standing(items, treaty.model.scale)
    whole = bar(treaty.abbreviation, items, treaty.scale)
    values = {"part": figures.number(counts.good), "all": figures.number(counts.all)}
    return Standing(
        instrument=treaty.id,
        abbreviation=treaty.abbreviation,
        to=(country, treaty.id),
        good=_("%(part)s of %(all)s") % values,
        good_words=words.best_two(treaty.model.scale),
        documented=_("%(number)s documented") % {"number": figures.number(whole.documented)},
        score=score(treaty.range),
        score_word=treaty.score_word,
        bar=whole,
    )


def _headlines(published: Publication) -> Iterator[Mapping[str, Any]]:
    """The headline indicators: each where it has a value, and its components as far as they have a figure."""
    by_indicator = reports_by_indicator(published)
    for reports in by_indicator.values():
        indicator = next(iter(reports.values())).indicator
        if indicator.headline:
            parts = next((report.components for report in reports.values() if report.components), ())
            components = [
                _component(published, part.indicator, by_indicator)
                for part in parts
                if part.indicator.id in by_indicator
            ]
            yield {
                **indicator_head(indicator),
                "figures": tuple(figure(published, report) for report in reports.values()),
                "components": components,
                # Of the cells of its components those that have a figure.
                "known": sum(each.known for component in components for each in component["figures"]),
            }


def _component(
    published: Publication, indicator: Indicator, by_indicator: Mapping[str, Mapping[str, IndicatorReport]]
) -> dict[str, Any]:
    return {
        "indicator": indicator.id,
        "name": indicator.name,
        "to": (*INDICATORS, indicator.id),
        "figures": tuple(figure(published, report) for report in by_indicator[indicator.id].values()),
    }


def crumb(published: Publication) -> Link:
    """The way back to the first page."""
    return Link(text=_("Region") if len(published.beneficiaries) > 1 else _("Start"), to=ROOT)
