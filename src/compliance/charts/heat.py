"""The heat map."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from compliance import figures
from compliance.charts.scores import Score
from compliance.charts.sheet import Chart
from compliance.model.record import record


@record
class Tile:
    """One criterion."""

    rating: str
    """Its rating, or `informative`."""
    core: bool = False
    """Whether it is core."""


@record
class ArticleRow:
    """One article."""

    number: str
    """Its number."""
    title: str
    """Its title; cut at a word where it is too long."""
    tiles: tuple[Tile, ...]
    """Its criteria in treaty order."""
    ends: tuple[str, str] | None = None
    """The lowest and the highest rating it can have; none where it is not scored."""
    score: Score | None = None
    """Its score; none where it is not scored."""
    held_back: bool = False
    """Whether a core criterion holds it back."""


@record
class HeatGroup:
    """Articles of one section."""

    name: str
    """Name of the section."""
    rows: tuple[ArticleRow, ...]
    """Its articles."""


def heat_map(
    groups: Sequence[HeatGroup], *, finding: str, table: str, width: float = 170, max_height: float = 214
) -> tuple[Chart, ...]:
    """Every article a row, every criterion a tile; as many charts as the height needs."""
    raise NotImplementedError
