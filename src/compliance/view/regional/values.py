"""The view of a region: every text that a page or a sheet shows, and the exact numbers that charts draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from compliance.model.instrument import Instrument
from compliance.model.plan import Plan
from compliance.scoring.values import Assessment, Range
from compliance.view.values import Chip, EffectView, GapView, Manifest, Message

Stand = Literal["good", "lacking", "unsettled", "unanswered", "not-applicable"]
"""How a country stands to what counts once: surely one of the best ratings, surely below them, between, not answered, or not concerned."""
STANDS: tuple[Stand, ...] = ("good", "lacking", "unsettled", "unanswered", "not-applicable")
"""All of them, in the order of tables."""
Ready = Literal["ready", "in-part", "held-up", "not-known", "no-basis"]
"""How far two countries can work together under a treaty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One country of the region."""

    id: str
    """Id of the country."""
    name: str
    """Its name, with its mark."""
    law_date: str
    """The day of its law, in words; several where its treaties differ."""
    status: str
    """Draft, submitted and so on."""
    basis: str
    """What its answers rest on."""
    assessments: Mapping[str, Assessment]
    """Its exact scores, by instrument."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    """The ratings of one country to one treaty."""

    country: str
    """Id of the country."""
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
    """Id of the country."""
    chip: Chip
    """The rating of the article as it is shown."""
    ends: tuple[str, str] | None
    """Its lowest and its highest rating; none where it does not apply."""
    score: str
    """Its score in words."""
    held_back: bool
    """Whether a core criterion surely holds it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One article, country by country."""

    number: str
    """Its number."""
    title: str
    """Its title."""
    cells: tuple[CellView, ...]
    """One a country, in the order of the treaty's bars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixSection:
    """The articles of one section."""

    title: str
    """Title of the section."""
    rows: tuple[MatrixRow, ...]
    """Its articles, in treaty order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedGapView:
    """What several countries surely lack."""

    criteria: tuple[str, ...]
    """Ids of the criteria: one, or alternatives that count once."""
    provision: str
    """Treaty reference with the word Article."""
    title: str
    """Title of the article."""
    core: bool
    """Whether it is core."""
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
    """Name of the country."""
    act: str
    """Short title of the act."""
    article: str
    """`Art. 302(2)`; empty where only the act is known."""
    level: str | None
    """Level of government, in a country with parts."""
    gist: str
    """What it says."""
    chip: Chip
    """The rating that rests on it."""
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
    """Number of the article."""
    title: str
    """Its title."""
    provision: str
    """Treaty reference with the word Article."""
    duty: str
    """What the treaty asks."""
    lacking: tuple[str, ...]
    """Names of the countries that surely lack it."""
    candidates: tuple[CandidateView, ...]
    """Provisions on which one of the best ratings rests: those seen in the text of the law first, then the better rating."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """How one country stands to what co-operation under a treaty asks of it."""

    country: str
    """Id of the country."""
    name: str
    """Its name."""
    by_stand: Mapping[Stand, int]
    """Criteria by how it stands."""
    core_lacking: tuple[str, ...]
    """Treaty references of the core criteria that it surely lacks."""
    party: bool
    """Whether it is a Party, so that the treaty is a basis between it and others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyView:
    """How far two countries can work together under a treaty."""

    first: str
    """Id of the one."""
    other: str
    """Id of the other."""
    both: int
    """Criteria of co-operation that both surely meet, fully or mostly."""
    lacking: int
    """Criteria that at least one of them surely lacks."""
    open: int
    """Criteria of which neither can be said."""
    ready: Ready
    """What that allows to say."""
    word: str
    """The same, for a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationView:
    """Who is ready to work with whom under a treaty."""

    headline: str
    """The finding."""
    criteria: int
    """How many criteria ask something of a Party that sends or receives a request."""
    sides: tuple[SideView, ...]
    """Country by country."""
    pairs: Mapping[tuple[str, str], ReadyView]
    """Pair by pair, by both ids in the order of the register."""
    compared: str
    """What is compared."""
    rule: str
    """What the words mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressView:
    """A country in two cycles."""

    country: str
    """Id of the country."""
    name: str
    """Its name."""
    before: Range
    """Its score then."""
    after: Range
    """Its score now."""
    then: str
    """Cycle and day of the law then."""
    now: str
    """Cycle and day of the law now."""
    scores: tuple[str, str]
    """Both scores in words."""
    why: str
    """How many criteria changed, by cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionView:
    """The score of one country, as declared and under other choices of the method."""

    country: str
    """Id of the country."""
    name: str
    """Its name."""
    base: Range
    """Its score, as the method declares it."""
    declared: str
    """The same in words."""
    robust: Range | None
    """Its robustness range; none where none was computed."""
    robust_words: str
    """The same in words; a dash where there is none."""
    effects: tuple[EffectView, ...]
    """What moves its score, the largest first; empty where nothing does."""
    drivers: str
    """What surely moves its score, in words."""
    alignment: bool
    """Whether it is not bound, so that the score is called alignment."""

    def effect(self, name: str) -> EffectView | None:
        """How much a choice moves it; none where nothing does."""
        return next((one for one in self.effects if one.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Countries that cannot be told apart for sure."""

    title: str
    """What may be said about them."""
    positions: tuple[PositionView, ...]
    """The countries, in the order of the register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideView:
    """What may be said about one country beside another."""

    word: str
    """`ahead`, `probably ahead`, `behind`, `probably behind` or `not distinguishable`."""
    said: bool
    """Whether that tells the two apart."""
    ahead: bool
    """Whether the first is ahead, at least probably."""
    share: Fraction
    """The share of draws in which the first lies wholly above the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """What may be said about the order of the countries before one treaty."""

    headline: str
    """The finding, with the treaty."""
    finding: str
    """The same inside a sentence that names the treaty."""
    lead: str
    """What it rests on."""
    groups: tuple[GroupView, ...]
    """Groups in place of a league table; one group that is no group where robustness was not computed."""
    pairs: Mapping[tuple[str, str], BesideView]
    """Every ordered pair of countries, by both ids; empty where robustness was not computed."""
    pairs_headline: str
    """The finding about pairs."""
    effects: tuple[EffectView, ...]
    """What moves the order, the largest first; empty where it hardly moves."""
    effects_headline: str
    """The finding about what moves scores and their order."""
    effects_lead: str
    """What moves the order, as a sentence."""
    basis: str
    """What ranges, pairs and effects rest on; empty where none was computed."""
    samples: str
    """Rows of the design behind the effects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitView:
    """What limits the comparison of one country before one treaty."""

    country: str
    """Id of the country."""
    name: str
    """Its name."""
    law_date: str
    """The day of its law."""
    status: str
    """How far its checklist has come."""
    basis: str
    """What its answers rest on."""
    answered: str
    """`79 of 131`."""
    unanswered: str
    """Share of what applies that is unanswered."""
    not_applicable: str
    """How many criteria do not apply."""
    unsettled: str
    """How many answers are not settled."""
    grades: tuple[str, ...]
    """Share of the answers of each grade of evidence, A to D."""
    by_grade: Mapping[str, int]
    """Answers by grade of evidence."""
    graded: str
    """How many of the answers rest on the text of the law: `41 of 79 on the text of the law`."""
    provisions: str
    """How many provisions are cited."""
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
    """The treaty."""
    opened: str
    """Place and day of opening for signature."""
    best: str
    """The best ratings as a sentence says them: `met or mostly met`."""
    headline: str
    """The finding about the answers."""
    bars: tuple[BarView, ...]
    """Ratings, country by country, in the order of the register; only countries that were assessed."""
    share_heads: tuple[str, ...]
    """Heads of the shares of the better ratings."""
    open_note: str | None
    """What to know about ratings that are not settled."""
    matrix_headline: str
    """The finding about articles."""
    matrix: tuple[MatrixSection, ...]
    """Articles by country."""
    order: OrderView
    """What may be said about the order."""
    gaps_headline: str
    """The finding about shared gaps."""
    gaps_lead: str
    """How they are counted."""
    gaps: tuple[SharedGapView, ...]
    """What two or more countries surely lack: the most widely shared first, then in treaty order."""
    models_headline: str
    """The finding about model provisions."""
    models_note: str
    """What is lacking and has no model."""
    models: tuple[ModelView, ...]
    """What some lack and others have, in treaty order."""
    cooperation: CooperationView | None
    """Who is ready to work with whom; none where the instrument asks nothing of those who send or receive requests, or one country stands alone."""
    progress: tuple[ProgressView, ...]
    """Countries with an earlier cycle."""
    progress_headline: str
    """The finding about them."""
    limits: tuple[LimitView, ...]
    """What limits the comparison, country by country."""

    @property
    def id(self) -> str:
        """Its id."""
        return self.instrument.id

    def bar(self, country: str) -> BarView | None:
        """The ratings of a country; none where it was not assessed."""
        return next((one for one in self.bars if one.country == country), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardTreaty:
    """What a card says about one treaty."""

    id: str
    """Id of the treaty."""
    abbreviation: str
    """Its short name."""
    score: str
    """The score in words."""
    score_word: str
    """What the score is called."""
    coverage: str
    """How much is answered."""
    finding: str
    """The finding about the answers."""
    bound: str
    """What binds, or why that cannot be said; empty for a standard."""
    bar: BarView
    """The ratings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """A third of a page on one country."""

    member: Member
    """The country."""
    treaties: tuple[CardTreaty, ...]
    """Treaty by treaty."""
    gaps: tuple[GapView, ...]
    """Its largest gaps in all treaties."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TileView:
    """A country in its place on the grid of the region."""

    row: int
    """Row, from 0."""
    column: int
    """Column, from 0."""
    country: str
    """Id of the country."""
    name: str
    """Its name."""
    bars: tuple[tuple[str, Mapping[str, int]], ...]
    """Short name of a treaty and the criteria by rating."""
    scores: tuple[str, ...]
    """Scores in words, treaty by treaty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalView:
    """Everything that the deliverables of a region show."""

    plan: Plan
    """What the comparison contains."""
    cycle: str
    """The round of assessment."""
    footnotes: tuple[str, ...]
    """Obligatory footnotes of the names that occur."""
    document: str
    """Title in the running head."""
    edition: str
    """Edition, law date and standing, in the foot of every page."""
    cut_off: date
    """The latest day of the law."""
    law_date: str
    """The day of the law in words; first and last where countries differ."""
    status: str
    """How far the checklists have come."""
    basis: str
    """What the answers rest on."""
    members: tuple[Member, ...]
    """The countries that were assessed, in the order of the register."""
    missing: tuple[str, ...]
    """Names of countries of the register without a checklist in this cycle."""
    treaties: tuple[TreatyComparison, ...]
    """Treaty by treaty."""
    headline: str
    """The finding of the whole."""
    lead: str
    """The sentence under it."""
    messages: tuple[Message, ...]
    """Messages, made from the numbers."""
    reach: str
    """The finding about how far the answers reach."""
    spread: str
    """The finding about how the answers of countries differ."""
    order_headline: str
    """The finding about the order, once where it is the same for all treaties."""
    outside: tuple[str, ...]
    """Who is not a Party to what, in a sentence each."""
    limits_headline: str
    """The finding about what limits the comparison."""
    limits: tuple[str, ...]
    """What to know before comparing, sentence by sentence."""
    tiles: tuple[TileView, ...]
    """The region as a grid, not a map."""
    cards: tuple[CardView, ...]
    """Country by country."""
    texts: Mapping[str, str]
    """Texts of its own for this cycle, by the name that sections give their files."""
    manifest: Manifest
    """What it was made from."""

    def names(self) -> Mapping[str, str]:
        """Names of the countries by id."""
        return {one.id: one.name for one in self.members}
