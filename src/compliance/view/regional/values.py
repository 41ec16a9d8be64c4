"""The countries of a region under one treaty: every text that a page or a sheet shows, and the exact numbers that charts draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from compliance.model.instrument import Instrument
from compliance.scoring.values import Range
from compliance.view.values.answers import Chip
from compliance.view.values.robust import EffectView

# --- the answers of countries side by side: bars, and articles by country ---------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    """The ratings of one country to one treaty."""

    country: str
    name: str
    """Its name."""
    counts: Mapping[str, int]
    """Criteria by rating; what is not settled counts by itself."""
    coverage: str
    """How much is answered: `79 of 131 answered`."""
    score: str
    """Its score in words: one figure, or the open range."""
    alignment: bool
    """Whether it is not bound, so that the score is called alignment."""
    good: int
    """Criteria with one of the best ratings, whatever is open."""
    lacking: int
    """Criteria that fall short, whatever is open."""
    open: int
    """Criteria not settled or not answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """How a country stands to one article."""

    country: str
    chip: Chip
    ends: tuple[str, str] | None
    """Its lowest and its highest rating; none where it does not apply."""
    score: str
    held_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One article, country by country."""

    number: str
    title: str
    cells: tuple[CellView, ...]
    """One a country, in the order of the treaty's bars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixSection:
    """The articles of one section."""

    title: str
    rows: tuple[MatrixRow, ...]
    """Its articles, in treaty order."""


# --- what several countries lack, and which provisions can serve as models --------------------------


Stand = Literal["good", "lacking", "unsettled", "unanswered", "not-applicable"]
"""How a country stands to what counts once: surely one of the best ratings, surely below them, between, not answered, or not concerned."""
STANDS: tuple[Stand, ...] = ("good", "lacking", "unsettled", "unanswered", "not-applicable")
"""All of them, in the order of tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedGapView:
    """What several countries surely lack."""

    criteria: tuple[str, ...]
    """Ids of the criteria: one, or alternatives that count once."""
    provision: str
    """Treaty reference with the word Article."""
    title: str
    core: bool
    duty: str
    """What the treaty asks."""
    by_stand: Mapping[Stand, tuple[str, ...]]
    """Names of the countries by how they stand, in order."""
    finding: str
    """How many lack it, and how the others stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateView:
    """A provision that can serve as a model, as the manager lists it."""

    country: str
    act: str
    article: str
    """`Art. 302(2)`; empty where only the act is known."""
    level: str | None
    """Level of government, in a country with parts."""
    chip: Chip
    grade: str
    """Grade of evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelView:
    """What some countries lack, with the listed provisions of others."""

    title: str
    provision: str
    """Treaty reference with the word Article."""
    duty: str
    lacking: tuple[str, ...]
    candidates: tuple[CandidateView, ...]
    """Provisions on which one of the best ratings rests, in the order of the register."""


# --- what each brings to co-operation ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """How one country stands to what co-operation under a treaty asks of it."""

    country: str
    name: str
    by_stand: Mapping[Stand, int]
    """Criteria by how it stands."""
    core_lacking: tuple[str, ...]
    party: bool
    """Whether it is a Party."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationView:
    """What each country brings to co-operation under a treaty."""

    headline: str
    criteria: int
    """How many criteria ask something of a Party that sends or receives a request."""
    sides: tuple[SideView, ...]


# --- where countries lie, and what moves that -------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionView:
    """Where the score of one country lies, as declared and under other choices of the method."""

    country: str
    name: str
    base: Range
    """Its score, as the method declares it."""
    declared: str
    """The same in words."""
    robust: Range | None
    """Its robustness range; none where none was computed."""
    effects: tuple[EffectView, ...]
    """What moves its score, the largest first; empty where nothing does."""
    moved_by: str
    """What surely moves its score, each with the share of the variance in which it takes part."""
    above: tuple[str, ...]
    """Names of the countries above whose range its own surely lies: as declared, and in nearly every draw."""
    alignment: bool
    """Whether it is not bound, so that the score is called alignment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RangesView:
    """Where the countries lie before one treaty."""

    headline: str
    """The finding, with the treaty."""
    finding: str
    """The same inside a sentence that names the treaty."""
    lead: str
    rows: tuple[PositionView, ...]
    """The countries, in the order of the register."""
    effects_headline: str
    basis: str
    """What robustness ranges and effects rest on; empty where none was computed."""

    def position(self, country: str) -> PositionView | None:
        """Where a country lies; none where it has no score."""
        return next((row for row in self.rows if row.country == country), None)


# --- the countries of a region before one treaty ----------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressView:
    """A country in two cycles."""

    country: str
    name: str
    before: Range
    after: Range
    then: str
    now: str
    scores: tuple[str, str]
    why: str
    """How many criteria changed, by cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitView:
    """What limits the comparison of one country before one treaty."""

    country: str
    name: str
    law_date: str
    status: str
    basis: str
    answered: str
    """`79 of 131`."""
    unanswered: str
    """Share of what applies that is unanswered."""
    not_applicable: str
    unsettled: str
    grades: tuple[str, ...]
    """Share of the answers of each grade of evidence, A to D."""
    by_grade: Mapping[str, int]
    graded: str
    """How many of the answers rest on the text of the law: `41 of 79 on the text of the law`."""
    provisions: str
    wording: str
    """For how many of them the original wording is on file."""
    translated: str
    """For how many of them a translation of it is on file."""
    recalled: str
    """How many were seen in no source."""
    bound: str
    """Whether what binds is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyComparison:
    """The countries of a region before one treaty."""

    instrument: Instrument
    opened: str
    best: str
    """The best ratings as a sentence says them: `met or mostly met`."""
    headline: str
    bars: tuple[BarView, ...]
    """Ratings, country by country, in the order of the register; only countries that were assessed."""
    matrix_headline: str
    matrix: tuple[MatrixSection, ...]
    ranges: RangesView
    gaps_headline: str
    gaps_lead: str
    gaps: tuple[SharedGapView, ...]
    """What two or more countries surely lack: the most widely shared first, then in treaty order."""
    models_headline: str
    models: tuple[ModelView, ...]
    """What some lack and others have, in treaty order; empty where the plan lists no model."""
    cooperation: CooperationView | None
    """What each brings to co-operation; none where the instrument asks nothing of those who send or receive requests."""
    progress: tuple[ProgressView, ...]
    progress_headline: str
    limits: tuple[LimitView, ...]
    """What limits the comparison, country by country."""

    @property
    def id(self) -> str:
        """Its id."""
        return self.instrument.id

    def bar(self, country: str) -> BarView | None:
        """The ratings of a country; none where it was not assessed."""
        return next((bar for bar in self.bars if bar.country == country), None)
