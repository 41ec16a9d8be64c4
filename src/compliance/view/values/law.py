"""What binds a country, what its law consists of and what others say about it, in words; `sources` are numbers of documents."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.view.values.answers import Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositView:
    """One deposit."""

    treaty: str
    kind: str
    provisions: str
    gist: str
    dates: str
    effect: str
    finding: str | None
    """Why the treaty does not permit it, if it does not."""
    evidence: str
    """Whether its text was seen, and in which document, or what is missing."""
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyView:
    """How a country stands to one treaty, assessed or related."""

    name: str
    title: str
    status: str
    signed: str
    bound: str
    in_force: str
    reservations: str
    """Whether its deposits are known."""
    note: str | None
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalView:
    """One official rating."""

    item: str
    title: str
    rating: str
    """As its body prints it."""
    previous: str
    report: str
    note: str | None
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFindingView:
    """What a treaty body found or asked for."""

    id: str
    instrument: str
    """Short name of the treaty; empty where it concerns none."""
    articles: str
    criteria: tuple[str, ...]
    body: str
    document: str
    asked: str
    state: str
    follow_up: str | None
    note: str | None
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """The wording of a provision."""

    provision: str
    quote: str
    language: str | None
    translation: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActView:
    """One act of the register."""

    id: str
    short: str
    title: str
    originals: tuple[tuple[str, str], ...]
    """Titles in the original: language, text."""
    level: str
    gazette: str
    in_force: str
    since: str
    """The same; a dash where no source seen gives the day."""
    read: str
    """What was read of it: whole or parts, consolidated to which amendment; empty where the register says so of no act."""
    version: str
    """The same without the parts."""
    status: str
    url: str | None
    note: str | None
    used: int
    """How many criteria rest on it."""
    quotes: tuple[QuoteView, ...]
    """Its provisions whose wording is on file, in the order in which the treaties ask for them."""
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One document consulted."""

    number: int
    document: str
    quality: str
    url: str | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelsView:
    """An article by level of government."""

    instrument: str
    number: str
    title: str
    chips: tuple[Chip, ...]
    """Its rating in each part, under the part's and the State's law, then in the country."""
    lowest: str
    """The parts that set the country's rating."""
