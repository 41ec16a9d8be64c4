"""What several countries lack, and whose provisions can serve as models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from compliance.view.values.answers import Chip

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
