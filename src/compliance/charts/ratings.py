"""Charts of ratings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from compliance import figures
from compliance.charts.scores import Score
from compliance.charts.sheet import Chart
from compliance.model.record import record


@record
class MosaicGroup:
    """Neighbouring columns of a mosaic."""

    names: tuple[str, ...]
    """Names, the longest first; the first that fits is drawn."""
    columns: tuple[tuple[str, ...], ...]
    """For each article the ratings of its criteria in treaty order, `informative` where one is never scored."""


@record
class ProfileRow:
    """One section of the profile."""

    name: str
    """Name of the section."""
    articles: str
    """Its articles, such as `Arts. 2–13`."""
    counts: Mapping[str, int]
    """Number of criteria by rating."""
    score: Score | None
    """Its score; none where nothing is scored."""


def mosaic(
    groups: Sequence[MosaicGroup], *, finding: str, table: str, width: float = 170, edge: float | None = None
) -> Chart:
    """A column an article, a square a criterion, from the ground up in treaty order."""
    raise NotImplementedError


def distribution_bar(counts: Mapping[str, int], *, finding: str, table: str, width: float = 170) -> Chart:
    """One bar of all criteria by rating, with a key in the same order joined by lines."""
    raise NotImplementedError


def score_strip(score: Score, *, finding: str, table: str, as_bound: Score | None = None, width: float = 54) -> Chart:
    """Where a score lies from 0 to 100 and what unanswered criteria leave open."""
    raise NotImplementedError


def section_profile(rows: Sequence[ProfileRow], *, finding: str, table: str, width: float = 170) -> Chart:
    """A row a section: bar and number of criteria by rating, score with its open range."""
    raise NotImplementedError
