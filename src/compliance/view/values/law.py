"""What binds a country, what its law consists of and what others say about it, in words."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.view.values.answers import Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositView:
    """One deposit."""

    treaty: str
    """Short name of the treaty."""
    kind: str
    """What it is."""
    provisions: str
    """Provisions that it names."""
    gist: str
    """What it says."""
    dates: str
    """When it was deposited, and withdrawn."""
    effect: str
    """Its effect on the score."""
    finding: str | None
    """Why the treaty does not permit it, if it does not."""
    evidence: str
    """Whether its text was seen, and in which document, or what is missing."""
    sources: tuple[int, ...]
    """Numbers of the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyView:
    """How a country stands to one treaty, assessed or related."""

    name: str
    """Short name."""
    title: str
    """Title, where it is known."""
    status: str
    """Party, signatory or neither."""
    signed: str
    """Date of signature."""
    bound: str
    """Date of ratification or accession."""
    in_force: str
    """Date of entry into force."""
    reservations: str
    """Whether its deposits are known."""
    note: str | None
    """What to know about it."""
    sources: tuple[int, ...]
    """Numbers of the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalView:
    """One official rating."""

    item: str
    """What was rated."""
    title: str
    """Its title."""
    rating: str
    """As its body prints it."""
    previous: str
    """The one before."""
    report: str
    """Body, report and date."""
    note: str | None
    """What to know about it."""
    sources: tuple[int, ...]
    """Numbers of the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFindingView:
    """What a treaty body found or asked for."""

    id: str
    """Id within the country."""
    instrument: str
    """Short name of the treaty; empty where it concerns none."""
    articles: str
    """Articles, as they are cited."""
    criteria: tuple[str, ...]
    """Criteria on which it bears."""
    body: str
    """Who found it."""
    document: str
    """The document that says so, with its date."""
    asked: str
    """What was found or asked for."""
    state: str
    """What became of it, in a word or two."""
    follow_up: str | None
    """What was done or said since, with its date."""
    note: str | None
    """What to know about it."""
    sources: tuple[int, ...]
    """Numbers of the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """The wording of a provision."""

    provision: str
    """The provision, as it is cited."""
    quote: str
    """Its wording in the original language."""
    language: str | None
    """Language of the wording."""
    translation: str | None
    """Its translation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActView:
    """One act of the register."""

    id: str
    """Its id."""
    short: str
    """Short title."""
    title: str
    """Full title."""
    originals: tuple[tuple[str, str], ...]
    """Titles in the original: language, text."""
    level: str
    """Level of government."""
    gazette: str
    """Gazette and amendments."""
    in_force: str
    """Since when, until when."""
    read: str
    """What was read of it: whole or parts, consolidated to which amendment; empty where the register says so of no act."""
    status: str
    """Whether it is in force."""
    url: str | None
    """Where the text can be read."""
    note: str | None
    """What to know about it."""
    used: int
    """How many criteria rest on it."""
    quotes: tuple[QuoteView, ...]
    """Its provisions whose wording is on file, in the order in which the treaties ask for them."""
    sources: tuple[int, ...]
    """Numbers of the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One document consulted."""

    number: int
    """Its number in the report."""
    document: str
    """Author, title and date."""
    quality: str
    """What kind of document it is."""
    url: str | None
    """Where it was seen."""
    note: str | None
    """What to know about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelsView:
    """An article by level of government."""

    instrument: str
    """Short name of the instrument."""
    number: str
    """Number of the article."""
    title: str
    """Its title."""
    chips: tuple[Chip, ...]
    """Its rating in each part, under the part's and the State's law, then in the country."""
    lowest: str
    """The parts that set the country's rating."""
