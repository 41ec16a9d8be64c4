"""The page of one beneficiary: what treaty bodies found, what to change first, how its law stands, what is on file."""

from __future__ import annotations

from dataclasses import dataclass

from compliance import figures
from compliance.language import _
from compliance.queries.formats import Column
from compliance.screens.address import Address
from compliance.screens.changes import Since, since_last_cycle
from compliance.screens.downloads import Download, downloads
from compliance.screens.measures import Figure, figure
from compliance.screens.parts import Bar, Page, Score, Table, bar, score
from compliance.screens.publication import Publication
from compliance.screens.region import Standing, crumb, standing
from compliance.view.messages import items_of
from compliance.view.values.answers import Chip
from compliance.view.values.country import CountryView, InstrumentView, Message
from compliance.view.values.law import BodyFindingView, DepositView, ExternalView, TreatyView


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A criterion that a priority serves."""

    text: str
    to: Address
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """A recommendation that rests on law that was read."""

    id: str
    serves: tuple[Served, ...]
    title: str
    core: bool
    asked: str
    """The treaty bodies that asked for it; empty where none did."""
    text: str
    chip: Chip
    grade: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAmend:
    """What to change in one act."""

    act: str
    priorities: tuple[Priority, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRow:
    """One section of a treaty."""

    title: str
    span: str
    anchor: str
    bar: Bar
    documented: str
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A treaty by section."""

    abbreviation: str
    short: str
    to: Address
    headline: str
    rows: tuple[ProfileRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An indicator with a figure."""

    id: str
    name: str
    to: Address
    unit: str
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class BeneficiaryPage(Page):
    """One beneficiary."""

    id: str
    name: str
    lead: str
    edition: str
    messages: tuple[Message, ...]
    standings: tuple[Standing, ...]
    findings: tuple[BodyFindingView, ...]
    external: tuple[ExternalView, ...]
    external_not_seen: str | None
    priorities: tuple[ToAmend, ...]
    profiles: tuple[Profile, ...]
    treaties: tuple[TreatyView, ...]
    position: str | None
    deposits: tuple[DepositView, ...]
    indicator_headline: str
    measures: tuple[Measure, ...]
    since: Since
    """The ratings that changed since the last cycle."""
    downloads: tuple[Download, ...]
    """The deliverables that can be taken away."""
    sources: Address
    """Where its sources are listed."""

    @property
    def number_of_priorities(self) -> int:
        """How many recommendations it has to offer."""
        return sum(len(group.priorities) for group in self.priorities)

    def table(self) -> Table:
        """Its priorities, a row a recommendation."""
        return Table(_COLUMNS, tuple((group, row) for group in self.priorities for row in group.priorities))


_COLUMNS: tuple[Column[tuple[ToAmend, Priority]], ...] = (
    Column("recommendation", lambda pair: pair[1].id),
    Column("act", lambda pair: pair[0].act),
    Column("serves", lambda pair: "; ".join(served.text for served in pair[1].serves)),
    Column("core", lambda pair: pair[1].core),
    Column("asked_by", lambda pair: pair[1].asked),
    Column("text", lambda pair: pair[1].text),
    Column("rating", lambda pair: pair[1].chip.word),
    Column("evidence", lambda pair: pair[1].grade),
    Column("who", lambda pair: pair[1].who),
)


def beneficiary_page(published: Publication, view: CountryView) -> BeneficiaryPage:
    """The page of one beneficiary."""
    return BeneficiaryPage(
        address=(view.id,),
        title=f"{view.name}: {published.site.title}",
        description=f"{view.headline}.",
        crumbs=(crumb(published),),
        kicker=" · ".join((view.name, _("cycle %(cycle)s") % {"cycle": published.cycle}, view.status)),
        heading=view.headline,
        id=view.id,
        name=view.name,
        lead=view.lead,
        edition=view.edition,
        messages=view.messages,
        standings=tuple(standing(view.id, treaty) for treaty in view.instruments),
        findings=view.findings,
        external=view.external,
        external_not_seen=view.external_not_seen,
        priorities=_priorities(view),
        profiles=tuple(profile(view.id, treaty) for treaty in view.instruments),
        treaties=view.treaties,
        position=view.position,
        deposits=view.deposits,
        indicator_headline=view.indicator_headline,
        measures=_measures(published, view),
        since=since_last_cycle((view,)),
        downloads=downloads(published.offers, view.id),
        sources=(view.id, "sources"),
    )


def _priorities(view: CountryView) -> tuple[ToAmend, ...]:
    articles = {
        criterion.id: (view.id, treaty.id, article.number)
        for treaty in view.instruments
        for article in treaty.articles
        for criterion in article.criteria
    }
    return tuple(
        ToAmend(
            act=group.act,
            priorities=tuple(
                Priority(
                    id=row.id,
                    serves=tuple(
                        Served(text=text, to=articles[criterion], anchor=criterion)
                        for text, _instrument, criterion in row.serves
                    ),
                    title=row.title,
                    core=row.core,
                    asked=row.asked,
                    text=row.text,
                    chip=row.chip,
                    grade=row.grade,
                    who=row.who,
                )
                for row in group.rows
            ),
        )
        for group in view.priorities
    )


def profile(country: str, treaty: InstrumentView) -> Profile:
    """A treaty by section."""
    return Profile(
        abbreviation=treaty.abbreviation,
        short=treaty.short,
        to=(country, treaty.id),
        headline=treaty.headline,
        rows=tuple(
            _profile_row(section.title, section.span, treaty, place)
            for place, section in enumerate(treaty.sections)
            if any(item.counts for item in items_of(treaty.section_scores[place].within))
        ),
    )


def _profile_row(title: str, span: str, treaty: InstrumentView, place: int) -> ProfileRow:
    scored = treaty.section_scores[place]
    own = bar(title, items_of(scored.within), treaty.scale)
    values = {"part": figures.number(own.documented), "all": figures.number(own.total)}
    return ProfileRow(
        title=title,
        span=span,
        anchor=scored.section.id,
        bar=own,
        documented=_("%(part)s of %(all)s") % values,
        score=score(scored.score),
    )


def _measures(published: Publication, view: CountryView) -> tuple[Measure, ...]:
    return tuple(
        Measure(
            id=report.indicator.id,
            name=report.indicator.name,
            to=("indicators", report.indicator.id),
            unit=_(report.indicator.unit),
            figure=figure(published, report),
        )
        for report in view.indicators
        if report.values
    )
