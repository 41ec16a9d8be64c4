"""The region as a whole: its countries, one by one and together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from compliance.model.plan import Plan
from compliance.scoring.values import Assessment
from compliance.view.regional.values import BarView, TreatyComparison
from compliance.view.values.answers import Chip
from compliance.view.values.country import Manifest, Message


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
