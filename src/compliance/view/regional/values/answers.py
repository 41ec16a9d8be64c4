"""The answers of countries side by side: bars, and articles by country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compliance.view.values.answers import Chip


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
