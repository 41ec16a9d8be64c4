"""What several kinds of page share: links, bars, tiles, and what every page has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from compliance import figures
from compliance.language import _, ngettext
from compliance.model.checklist import UNANSWERED
from compliance.queries.formats import Column
from compliance.scoring.values import Item, Range
from compliance.screens.address import Address
from compliance.view import words
from compliance.view.palette import NOT_SETTLED
from compliance.view.values.answers import Chip, CriterionView

LEAD = "lead"
"""The part of a bar for answers whose evidence is too weak to count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A way to another page, or to a place in it."""

    text: str
    to: Address
    anchor: str = ""


class Table(NamedTuple):
    """What stands beside a page as CSV: columns, and a record a row."""

    columns: tuple[Column[Any], ...]
    records: tuple[Any, ...]


class Line(NamedTuple):
    """A line of the picture of a page: a name, bars, and a value in words or what a bar says."""

    name: str
    bars: tuple[Bar, ...] = ()
    text: str = ""


class Entry(NamedTuple):
    """How the search finds a page: what it is, what it is called, and what is searched beside that."""

    kind: str
    title: str
    text: str


Kind = Literal[
    "region", "beneficiary", "heat", "article", "criterion", "treaty", "indicators", "indicator",
    "sources", "all-sources", "method", "data", "search", "missing",
]  # fmt: skip
"""What a page is: the name of its template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site: what every page has, and what it shows by name."""

    kind: Kind
    address: Address
    title: str
    """What the browser and search engines call it."""
    description: str
    """What it says, in a sentence: for search engines and for whoever shares it."""
    crumbs: tuple[Link, ...] = ()
    """The pages above it, the first page first."""
    kicker: str = ""
    """Where one is, above the heading."""
    heading: str
    """The finding, as the only heading of the first level."""
    shown: Mapping[str, Any]
    """What it shows: for its template, and for other programs as JSON beside it."""
    more: Mapping[str, Any] = field(default_factory=dict)
    """What its template shows besides, or in full: what leads from page to page, and what the JSON of another page holds."""
    table: Table | None = None
    """What stands beside it as CSV; none where it has no table."""
    heads: tuple[str, ...] = ()
    """What the bars of its picture are about, where a line has several."""
    lines: tuple[Line, ...] | None = None
    """What its picture shows under the heading; none where it is not one of those that people share."""
    entry: Entry | None = None
    """How the search finds it; none of a page that only leads to others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One part of a bar."""

    kind: str
    """The rating, `not-settled`, `lead` or `unanswered`."""
    word: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Criteria by rating, in the order of every legend; alternatives count once."""

    label: str
    """What it is about: a beneficiary, a section."""
    segments: tuple[Segment, ...]
    """Its parts, those of nothing left out."""

    @property
    def total(self) -> int:
        """How many criteria count."""
        return sum(segment.count for segment in self.segments)

    @property
    def documented(self) -> int:
        """How many of them have an answer that counts."""
        return sum(segment.count for segment in self.segments if segment.kind not in (LEAD, UNANSWERED))

    @property
    def text(self) -> str:
        """The same as a sentence, for whoever does not see it."""
        counted = ngettext("%(number)s criterion", "%(number)s criteria", self.total)
        parts = ", ".join(f"{figures.number(segment.count)} {segment.word}" for segment in self.segments)
        return f"{self.label}, {counted % {'number': figures.number(self.total)}}: {parts}"


def word_of(kind: str) -> str:
    """What a part of a bar is called."""
    special = {
        NOT_SETTLED: _("between two ratings"),
        LEAD: _("rated without a source"),
        UNANSWERED: _("unanswered"),
    }
    return special[kind] if kind in special else words.rating(kind)


def bar(label: str, items: Iterable[Item], scale: Iterable[str]) -> Bar:
    """The bar of some items that count."""
    counts = Counter(_part(item) for item in items if item.counts)
    order = (*scale, NOT_SETTLED, LEAD, UNANSWERED)
    return Bar(
        label=label,
        segments=tuple(Segment(kind=kind, word=word_of(kind), count=counts[kind]) for kind in order if counts[kind]),
    )


def _part(item: Item) -> str:
    if item.state == "open":
        return NOT_SETTLED
    if item.state == "unanswered" and any(score.lead for score in item.criteria):
        return LEAD
    return item.word


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A criterion as a small square that leads to it."""

    id: str
    ref: str
    core: bool
    chip: Chip
    lead: bool

    @property
    def word(self) -> str:
        """Its rating in words."""
        return _("rated without a source") if self.lead else self.chip.word

    @property
    def text(self) -> str:
        """What it says to whoever does not see it."""
        return ", ".join((f"{self.ref}: {self.word}", *((_("core"),) if self.core else ())))


def tile(row: CriterionView) -> Tile:
    """A criterion as a tile."""
    return Tile(id=row.id, ref=row.ref, core=row.core, chip=row.chip, lead=row.lead)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score between its ends, in words and exactly."""

    text: str
    low: Fraction | None
    high: Fraction | None
    point: bool
    """Whether it is one figure."""


def score(span: Range | None) -> Score:
    """A score as a page shows it."""
    return Score(
        text=words.score(span),
        low=span.low if span else None,
        high=span.high if span else None,
        point=bool(span and span.point is not None),
    )
