"""A region: its countries under each treaty, one by one and together; every text that a page or a sheet shows, and the exact numbers that charts draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from compliance.model.instrument import Instrument
from compliance.model.plan import Plan
from compliance.robustness.values import Effect
from compliance.scoring.values import Assessment, Item, Range
from compliance.view.messages import Standing
from compliance.view.values.answers import Chip
from compliance.view.values.country import Manifest, Message

# --- the answers of countries side by side: bars, and articles by country ---------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    """The ratings of one country to one treaty."""

    country: str
    name: str
    assessment: Assessment
    counts: Mapping[str, int]
    """Criteria by rating; what is not settled counts by itself."""
    standing: Standing
    """How many criteria surely have one of the best ratings, surely fall short, and are open."""
    coverage: str
    """How much is answered: `79 of 131 answered`."""
    score: str
    finding: str
    bound: str
    """What binds, or why that cannot be said; empty for a standard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """How a country stands to one article."""

    country: str
    chip: Chip
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
    """The articles of one section, in treaty order."""

    title: str
    rows: tuple[MatrixRow, ...]


# --- what counts once: what several countries lack, and which provisions can serve as models --------


Stand = Literal["good", "lacking", "unsettled", "unanswered", "not-applicable"]
"""How a country stands to what counts once: surely one of the best ratings, surely below them, between, not answered, or not concerned."""
STANDS: tuple[Stand, ...] = get_args(Stand)
"""All of them, in the order of tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateView:
    """A provision that can serve as a model, as the manager lists it."""

    country: str
    act: str
    article: str
    """`Art. 302(2)`; empty where only the act is known."""
    level: str | None
    chip: Chip
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """What counts once, a criterion or alternatives, in all countries that were assessed."""

    criteria: tuple[str, ...]
    provision: str
    """Treaty references with the word Article; which element of a sentence it is, where the sentence is split."""
    title: str
    core: bool
    duty: str
    """What the treaty asks; of alternatives, each of them."""
    names: Mapping[str, str]
    """Names of the countries by id, in the order of the register."""
    items: Mapping[str, Item]
    stands: Mapping[str, Stand]
    finding: str = ""
    """Of a shared gap: how many lack it, and how the others stand."""
    candidates: tuple[CandidateView, ...] = ()
    """Provisions on which one of the best ratings rests, as far as the manager lists them as models."""

    def those(self, how: Stand) -> tuple[str, ...]:
        """Ids of the countries that stand so."""
        return tuple(country for country, stand in self.stands.items() if stand == how)

    @property
    def by_stand(self) -> Mapping[Stand, tuple[str, ...]]:
        """Names of the countries by how they stand."""
        return {how: tuple(self.names[id_] for id_ in self.those(how)) for how in STANDS}


# --- what each brings to co-operation ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """How one country stands to what co-operation under a treaty asks of it."""

    name: str
    by_stand: Mapping[Stand, int]
    core_lacking: tuple[str, ...]
    party: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationView:
    """What each country brings to co-operation under a treaty."""

    headline: str
    sides: tuple[SideView, ...]


# --- where countries lie, and what moves that -------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionView:
    """Where the score of one country lies, as declared and under other choices of the method."""

    country: str
    name: str
    base: Range
    """Its score, as the method declares it."""
    robust: Range | None
    """Its robustness range; none where none was computed."""
    effects: tuple[Effect, ...]
    """What moves its score, the largest first; empty where nothing does."""
    moved_by: str
    """What surely moves its score, each with the share of the variance in which it takes part."""
    above: tuple[str, ...]
    """Names of the countries above whose range its own surely lies: as declared, and in nearly every draw."""
    alignment: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RangesView:
    """Where the countries lie before one treaty."""

    headline: str
    finding: str
    """The same inside a sentence that names the treaty."""
    lead: str
    rows: tuple[PositionView, ...]
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

    name: str
    before: Range
    after: Range
    then: str
    now: str
    scores: tuple[str, str]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitView:
    """What limits the comparison of one country before one treaty."""

    name: str
    law_date: str
    answered: str
    """`79 of 131`."""
    unanswered: str
    """Share of what applies that is unanswered."""
    not_applicable: str
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
    gaps: tuple[Across, ...]
    """What two or more countries surely lack: the most widely shared first, then in treaty order."""
    models_headline: str
    models: tuple[Across, ...]
    """What some lack and others have, in treaty order; empty where the plan lists no model."""
    cooperation: CooperationView | None
    """What each brings to co-operation; none where the instrument asks nothing of those who send or receive requests."""
    progress: tuple[ProgressView, ...]
    progress_headline: str
    limits: tuple[LimitView, ...]

    @property
    def id(self) -> str:
        """Id of the treaty."""
        return self.instrument.id

    def bar(self, country: str) -> BarView | None:
        """The ratings of a country; none where it was not assessed."""
        return next((bar for bar in self.bars if bar.country == country), None)


# --- the region as a whole --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One country of the region."""

    id: str
    name: str
    """Its name, with its mark."""
    law_date: str
    """The day of its law, in words; several where its treaties differ."""
    status: str
    basis: str
    assessments: Mapping[str, Assessment]
    """Its exact scores, by instrument."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardGap:
    """What a country surely lacks."""

    instrument: str
    provision: str
    """Treaty reference with the word Article."""
    core: bool
    missing: str
    chip: Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """A third of a page on one country."""

    member: Member
    treaties: tuple[BarView, ...]
    gaps: tuple[CardGap, ...]
    """The first of its gaps: core ones first, then in treaty order."""
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TileView:
    """A country in its place on the grid of the region."""

    row: int
    """From 0, as its column."""
    column: int
    name: str
    bars: tuple[tuple[str, Mapping[str, int]], ...]
    """Short name of a treaty and the criteria by rating."""
    scores: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalView:
    """Everything that the deliverables of a region show."""

    plan: Plan
    cycle: str
    footnotes: tuple[str, ...]
    document: str
    edition: str
    cut_off: date
    law_date: str
    """The day of the law in words; first and last where countries differ."""
    status: str
    basis: str
    members: tuple[Member, ...]
    """The countries that were assessed, in the order of the register."""
    missing: tuple[str, ...]
    """Names of countries of the register without a checklist in this cycle."""
    treaties: tuple[TreatyComparison, ...]
    headline: str
    lead: str
    messages: tuple[Message, ...]
    reach: str
    spread: str
    order_headline: str
    """Whether any ranges lie apart, once where it is the same for all treaties."""
    outside: tuple[str, ...]
    limits_headline: str
    limits: tuple[str, ...]
    tiles: tuple[TileView, ...]
    cards: tuple[CardView, ...]
    texts: Mapping[str, str]
    """Texts of its own for this cycle, by the name that sections give their files."""
    manifest: Manifest

    def names(self) -> Mapping[str, str]:
        """Names of the countries by id."""
        return {member.id: member.name for member in self.members}
