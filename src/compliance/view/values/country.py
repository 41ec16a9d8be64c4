"""The view of a country: every text that a page or a sheet shows, and the exact numbers that charts draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from compliance.indicators.statistics import OtherSeries
from compliance.indicators.values import IndicatorReport
from compliance.model.checklist import Checklist
from compliance.model.instrument import Instrument
from compliance.model.plan import Plan
from compliance.scoring.values import ArticleScore, Assessment, Distribution, Range, SectionScore
from compliance.view.values.agreement import AgreementView
from compliance.view.values.answers import ArticleView, RemarkView, SectionView
from compliance.view.values.law import (
    ActView,
    BodyFindingView,
    DepositView,
    ExternalView,
    LevelsView,
    SourceView,
    TreatyView,
)
from compliance.view.values.progress import BridgesView, RegisterView, TimelineView
from compliance.view.values.reforms import GapView, LossesView, PathView, PriorityGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentView:
    """How a country stands to one treaty."""

    id: str
    number: str
    """Its number in the treaty series."""
    title: str
    short: str
    abbreviation: str
    opened: str
    law_date: str
    assessment: Assessment
    """The exact scores; what charts and formulas read of them has a name of its own below."""
    score: str
    """The score in words: `63`, or `44–67`."""
    is_point: bool
    score_word: str
    """What the score is called: compliance, or alignment of a country that is not bound."""
    open_range: str
    coverage: str
    """How much is answered: `73 of 134 criteria that count`."""
    as_bound: str
    """The score of what binds the country, or why there is none."""
    headline: str
    lead: str
    distribution_finding: str
    counts: Mapping[str, int]
    sections: tuple[SectionView, ...]
    gaps: tuple[GapView, ...]
    losses: LossesView | None
    """Where the missing points are; none where nothing applies."""
    path: PathView | None
    grades: Mapping[str, int]
    """Answers by grade of evidence, leads among them."""
    with_leads: Range | None
    """What the score would be if answers counted whose evidence is too weak."""
    unassessed: tuple[tuple[str, str, str], ...]
    """Articles that are not assessed: number, title, why."""

    @property
    def articles(self) -> tuple[ArticleView, ...]:
        """Its articles, in treaty order."""
        return tuple(article for section in self.sections for article in section.articles)

    @property
    def model(self) -> Instrument:
        """The instrument as it is on file: articles, sections, scale, kind."""
        return self.assessment.whole.instrument

    @property
    def scale(self) -> tuple[str, ...]:
        """Its ratings, the best first."""
        return tuple(self.model.scale.values)

    @property
    def is_treaty(self) -> bool:
        """Whether it is a treaty, not a standard."""
        return self.model.kind == "treaty"

    @property
    def financing(self) -> bool:
        """Whether answers about laundering hold for terrorist financing too, unless they say otherwise."""
        return any(response.terrorist_financing == "same" for response in self.checklist.responses.values())

    @property
    def checklist(self) -> Checklist:
        """The answers as they are on file."""
        return self.assessment.whole.checklist

    @property
    def on(self) -> date:
        """The day of the law."""
        return self.assessment.on

    @property
    def range(self) -> Range | None:
        """The exact score, between 0 and 1; none where nothing applies."""
        return self.assessment.whole.range

    @property
    def distribution(self) -> Distribution:
        """How many items have which rating, alternatives once."""
        return self.assessment.whole.distribution

    @property
    def leads(self) -> int:
        """Answers whose evidence is too weak to count."""
        return self.assessment.whole.leads

    @property
    def section_scores(self) -> tuple[SectionScore, ...]:
        """The exact scores of its sections, in the order of `sections`."""
        return self.assessment.whole.sections

    @property
    def article_scores(self) -> tuple[ArticleScore, ...]:
        """The exact scores of the articles that have criteria, in treaty order."""
        return self.assessment.whole.articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One of the messages of the summary."""

    head: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a deliverable was made from."""

    inputs: tuple[tuple[str, str], ...]
    versions: tuple[tuple[str, str], ...]
    """Programs that take part in every deliverable, each with its version."""
    makers: Mapping[str, tuple[tuple[str, str], ...]]
    """Programs that compute, draw and print, by the ending of the file that they make."""
    digest: str
    """SHA-256 over the inputs: equal digests, equal data."""

    def made_with(self, ending: str) -> tuple[tuple[str, str], ...]:
        """The programs that took part in the file of an ending, each with its version."""
        return (*self.versions, *self.makers.get(ending, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A word or an abbreviation and what it means here."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryView:
    """Everything that the deliverables of a country show."""

    id: str
    name: str
    footnotes: tuple[str, ...]
    plan: Plan
    cycle: str
    cut_off: date
    law_date: str
    status: str
    basis: str
    document: str
    edition: str
    headline: str
    lead: str
    texts_read: str
    """How recent the texts are that the answers rest on; empty where the register does not say."""
    messages: tuple[Message, ...]
    instruments: tuple[InstrumentView, ...]
    gaps: tuple[GapView, ...]
    """Open criteria of all treaties, the largest gain first."""
    priorities: tuple[PriorityGroup, ...]
    """What to change first, by the act to amend; only where the law was read."""
    grades: Mapping[str, int]
    grades_finding: str
    treaties: tuple[TreatyView, ...]
    position: str | None
    """The country's position towards the treaties, where it explains the rest."""
    deposits: tuple[DepositView, ...]
    findings: tuple[BodyFindingView, ...]
    external: tuple[ExternalView, ...]
    external_notes: tuple[tuple[str, str, tuple[int, ...]], ...]
    """Date, fact and sources about official assessments."""
    external_not_seen: str | None
    parts: tuple[str, ...]
    levels: tuple[LevelsView, ...]
    indicators: tuple[IndicatorReport, ...]
    indicator_headline: str
    indicator_counts: str
    """Indicators by status, and answers: how many there are, as every deliverable says it."""
    other_figures: tuple[OtherSeries, ...]
    acts: tuple[ActView, ...]
    sources: tuple[SourceView, ...]
    manifest: Manifest
    agreement: AgreementView | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    """Texts in Markdown that a project manager wrote for this country and cycle, by name."""
    register: RegisterView | None = None
    timeline: TimelineView | None = None
    bridges: BridgesView | None = None
    practice: tuple[RemarkView, ...] = ()
    comments: tuple[RemarkView, ...] = ()
    glossary: tuple[TermView, ...] = ()
