"""The first page: all beneficiaries side by side, in the order of the register, never ranked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compliance import figures
from compliance.language import _
from compliance.queries.formats import Column
from compliance.screens.address import ROOT, Address
from compliance.screens.changes import Since, since_last_cycle
from compliance.screens.downloads import Download, downloads
from compliance.screens.measures import Figure, figure, reports_by_indicator
from compliance.screens.parts import Bar, Link, Page, Score, Table, bar, score
from compliance.screens.publication import Publication
from compliance.view import messages, words
from compliance.view.values.country import CountryView, InstrumentView, Message


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One beneficiary."""

    id: str
    name: str
    to: Address
    note: str
    """That it is no Party, and its score is called alignment; empty where it is one."""
    standings: tuple[Standing, ...]
    age: str
    """How recent the texts are that its answers rest on."""
    evidence: str
    """How many of its answers rest on law that was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Treaty:
    """One treaty, as the head of a column."""

    id: str
    abbreviation: str
    short: str
    to: Address
    headline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One part of a headline indicator."""

    indicator: str
    name: str
    to: Address
    figures: tuple[Figure, ...]
    """One a beneficiary, in the order of the register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A headline indicator: itself where it has a value, and its components as far as they have a figure."""

    id: str
    name: str
    to: Address
    unit: str
    figures: tuple[Figure, ...]
    components: tuple[Component, ...]
    known: int
    """Cells of components that have a figure."""

    @property
    def cells(self) -> int:
        """How many cells its components have."""
        return sum(len(component.figures) for component in self.components)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPage(Page):
    """All beneficiaries side by side."""

    lead: str
    finding: str
    """How much is answered and what open means."""
    law_date: str
    basis: str
    treaties: tuple[Treaty, ...]
    rows: tuple[Row, ...]
    spread: str
    messages: tuple[Message, ...]
    headlines: tuple[Headline, ...]
    progress: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    """By treaty, the scores that have one of an earlier cycle beside them: beneficiary, why, and from which to which."""
    since: Since
    """The ratings that changed since the last cycle."""
    downloads: tuple[Download, ...]
    """The deliverables that can be taken away."""
    limits: tuple[str, ...]
    """What to know before comparing."""

    def table(self) -> Table:
        """Scores and shares, a row a beneficiary and treaty."""
        return Table(_COLUMNS, tuple((row, standing) for row in self.rows for standing in row.standings))


_COLUMNS: tuple[Column[tuple[Row, Standing]], ...] = (
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


def region_page(published: Publication) -> RegionPage:
    """The first page of a site."""
    region = published.region
    rows = tuple(_row(view) for view in published.beneficiaries.values())
    progress = tuple(
        (
            treaty.instrument.abbreviation,
            tuple((moved.name, moved.why, f"{moved.scores[0]} → {moved.scores[1]}") for moved in treaty.progress),
        )
        for treaty in region.treaties
        if treaty.progress
    )
    return RegionPage(
        address=ROOT,
        title=published.site.title,
        description=region.headline + ".",
        kicker=_kicker(published),
        heading=region.headline,
        lead=published.site.lead,
        finding=region.lead,
        law_date=region.law_date,
        basis=region.basis,
        treaties=tuple(
            Treaty(
                id=treaty.id,
                abbreviation=treaty.instrument.abbreviation,
                short=treaty.instrument.called_shortly(),
                to=(treaty.id,),
                headline=treaty.headline,
            )
            for treaty in region.treaties
        ),
        rows=rows,
        spread=region.spread,
        messages=region.messages,
        headlines=tuple(_headlines(published)),
        progress=progress,
        since=since_last_cycle(tuple(published.beneficiaries.values())),
        downloads=downloads(published.offers, ""),
        limits=region.limits,
    )


def _kicker(published: Publication) -> str:
    parts = (
        figures.count(len(published.beneficiaries), "beneficiary", "beneficiaries"),
        figures.count(len(published.instruments), "treaty", "treaties"),
        _("cycle %(cycle)s") % {"cycle": published.cycle},
        *((_("draft"),) if published.draft else ()),
    )
    return words.sentence(" · ".join(parts)).rstrip(".")


def _row(view: CountryView) -> Row:
    outside = [treaty.abbreviation for treaty in view.instruments if treaty.assessment.alignment]
    note = _("alignment; not a Party to %(treaties)s") % {"treaties": figures.listed(outside)} if outside else ""
    read = sum(view.grades.get(grade, 0) for grade in ("A", "B"))
    return Row(
        id=view.id,
        name=view.name,
        to=(view.id,),
        note=note,
        standings=tuple(standing(view.id, treaty) for treaty in view.instruments),
        age=view.texts_read,
        evidence=_("%(read)s of %(all)s answers on law that was read")
        % {"read": figures.number(read), "all": figures.number(sum(view.grades.values()))},
    )


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


def _headlines(published: Publication) -> Iterator[Headline]:
    by_indicator = reports_by_indicator(published)
    for reports in by_indicator.values():
        indicator = next(iter(reports.values())).indicator
        if not indicator.headline:
            continue
        parts = next((report.components for report in reports.values() if report.components), ())
        components = tuple(
            Component(
                indicator=part.indicator.id,
                name=part.indicator.name,
                to=("indicators", part.indicator.id),
                figures=tuple(figure(published, of) for of in by_indicator[part.indicator.id].values()),
            )
            for part in parts
            if part.indicator.id in by_indicator
        )
        yield Headline(
            id=indicator.id,
            name=indicator.name,
            to=("indicators", indicator.id),
            unit=_(indicator.unit),
            figures=tuple(figure(published, report) for report in reports.values()),
            components=components,
            known=sum(each.known for component in components for each in component.figures),
        )


def crumb(published: Publication) -> Link:
    """The way back to the first page."""
    return Link(text=_("Region") if len(published.beneficiaries) > 1 else _("Start"), to=ROOT)
