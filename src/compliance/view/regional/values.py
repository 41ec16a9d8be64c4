"""The countries of a region under one treaty: every text that a page or a sheet shows, and the exact numbers that charts draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
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
    """Criteria by rating; one that is not settled at the lower."""
    coverage: str
    """How much is answered: `79 of 131 answered`."""
    score: str
    """Its score in words: one figure, or the open range."""
    shares: tuple[str, ...]
    """Answered, of how many, shares of the better ratings, not applicable: a row of the table."""


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


# --- what several countries lack, and whose provisions can serve as models --------------------------


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
    """A provision that can serve as a model."""

    country: str
    act: str
    article: str
    """`Art. 302(2)`; empty where only the act is known."""
    level: str | None
    """Level of government, in a country with parts."""
    gist: str
    chip: Chip
    grade: str
    """Grade of evidence."""
    wording: bool
    """Whether the wording is on file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelView:
    """What some countries lack and others have, with the provisions that can serve as models."""

    criteria: tuple[str, ...]
    """Ids of the criteria: one, or alternatives that count once."""
    article: str
    title: str
    provision: str
    """Treaty reference with the word Article."""
    duty: str
    lacking: tuple[str, ...]
    candidates: tuple[CandidateView, ...]
    """Provisions on which one of the best ratings rests: those seen in the text of the law first, then the better rating."""


# --- who is ready to work with whom -----------------------------------------------------------------


Ready = Literal["ready", "in-part", "held-up", "not-known", "no-basis"]
"""How far two countries can work together under a treaty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """How one country stands to what co-operation under a treaty asks of it."""

    country: str
    name: str
    by_stand: Mapping[Stand, int]
    """Criteria by how it stands."""
    core_lacking: tuple[str, ...]
    party: bool
    """Whether it is a Party, so that the treaty is a basis between it and others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyView:
    """How far two countries can work together under a treaty."""

    first: str
    other: str
    both: int
    """Criteria of co-operation that both surely meet, fully or mostly."""
    lacking: int
    """Criteria that at least one of them surely lacks."""
    open: int
    """Criteria of which neither can be said."""
    ready: Ready
    word: str
    """The same, for a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationView:
    """Who is ready to work with whom under a treaty."""

    headline: str
    criteria: int
    """How many criteria ask something of a Party that sends or receives a request."""
    sides: tuple[SideView, ...]
    pairs: Mapping[tuple[str, str], ReadyView]
    """Pair by pair, by both ids in the order of the register."""
    compared: str
    rule: str


# --- what may be said about the order of countries, and what moves it -------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionView:
    """The score of one country, as declared and under other choices of the method."""

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
    drivers: str
    """What surely moves its score, in words."""
    moved_by: str
    """The same, each with the share of the variance in which it takes part."""
    alignment: bool
    """Whether it is not bound, so that the score is called alignment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Countries that cannot be distinguished for sure."""

    title: str
    positions: tuple[PositionView, ...]
    """The countries, in the order of the register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideView:
    """What may be said about one country beside another."""

    word: str
    """`ahead`, `probably ahead`, `behind`, `probably behind` or `not distinguishable`."""
    distinguished: bool
    """Whether that tells the two apart."""
    ahead: bool
    """Whether the first is ahead, at least probably."""
    share: Fraction
    """The share of draws in which the first lies wholly above the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesView:
    """How often one country stands at each place of the order."""

    country: str
    name: str
    shares: tuple[Fraction, ...]
    """The share of draws in which it stands at each place by the middle of its range, from the highest."""
    settled: bool
    """Whether one place is surely its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """What may be said about the order of the countries before one treaty."""

    headline: str
    """The finding, with the treaty."""
    finding: str
    """The same inside a sentence that names the treaty."""
    lead: str
    groups: tuple[GroupView, ...]
    """Groups in place of a league table; one group that is no group where robustness was not computed."""
    pairs: Mapping[tuple[str, str], BesideView]
    """Every ordered pair of countries, by both ids; empty where robustness was not computed."""
    pairs_headline: str
    places: tuple[PlacesView, ...]
    """How often each country stands at each place, in the order of the register; empty where fewer than two were compared."""
    places_headline: str
    effects: tuple[EffectView, ...]
    """What moves the order, the largest first; empty where it hardly moves."""
    effects_headline: str
    effects_lead: str
    """What moves the order, as a sentence."""
    basis: str
    """What ranges, pairs and effects rest on; empty where none was computed."""
    samples: str
    """Rows of the design behind the effects."""

    def position(self, country: str) -> PositionView | None:
        """The score of a country; none where it has none."""
        return next(
            (position for group in self.groups for position in group.positions if position.country == country), None
        )


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
    share_heads: tuple[str, ...]
    """Heads of the shares of the better ratings."""
    matrix_headline: str
    matrix: tuple[MatrixSection, ...]
    order: OrderView
    gaps_headline: str
    gaps_lead: str
    gaps: tuple[SharedGapView, ...]
    """What two or more countries surely lack: the most widely shared first, then in treaty order."""
    models_headline: str
    models_note: str
    models: tuple[ModelView, ...]
    """What some lack and others have, in treaty order."""
    cooperation: CooperationView | None
    """Who is ready to work with whom; none where the instrument asks nothing of those who send or receive requests, or one country stands alone."""
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
