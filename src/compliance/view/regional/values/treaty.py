"""The countries of a region before one treaty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compliance.model.instrument import Instrument
from compliance.scoring.values import Range
from compliance.view.regional.values.answers import BarView, MatrixSection
from compliance.view.regional.values.cooperation import CooperationView
from compliance.view.regional.values.ranking import OrderView
from compliance.view.regional.values.shared_gaps import ModelView, SharedGapView


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
        return next((bar for bar in self.bars if bar.country == country), None)
