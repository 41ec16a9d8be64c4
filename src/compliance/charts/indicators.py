"""Charts of indicators."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from compliance import figures
from compliance.charts.scores import Score
from compliance.charts.sheet import Chart
from compliance.model.record import record


@record
class Actual:
    """A value in a year."""

    year: int
    """The year."""
    value: figures.Number
    """The value."""
    hollow: bool = False
    """Whether it is partial, derived, a lower bound or rests on few cases."""


@record
class Course:
    """What an indicator was, is and should become; any part may be missing."""

    actuals: tuple[Actual, ...] = ()
    """Observed values."""
    baseline: Actual | None = None
    """Where it started."""
    milestones: tuple[Actual, ...] = ()
    """Planned values on the way."""
    target: Actual | None = None
    """Planned value at the end."""


@record
class BulletRow:
    """An indicator against its next milestone."""

    name: str
    """Name."""
    unit: str
    """Unit and place."""
    actual: figures.Number | None = None
    """Latest value."""
    milestone: figures.Number | None = None
    """Next milestone or target."""
    baseline: figures.Number | None = None
    """Where it started."""
    label: Callable[[figures.Number], str] = figures.number
    """How its values are printed."""


@record
class DumbbellRow:
    """A score then, now and as planned."""

    name: str
    """Name."""
    baseline: Fraction | None = None
    """Where it started, 0 to 1."""
    now: Score | None = None
    """Where it stands."""
    target: Fraction | None = None
    """Where it should be."""


def sparkline(
    course: Course, years: tuple[int, int], *, finding: str, table: str, width: float = 27, height: float = 7
) -> Chart:
    """A series in a table row."""
    raise NotImplementedError


def indicator_panel(
    course: Course,
    years: tuple[int, int],
    *,
    finding: str,
    table: str,
    label: Callable[[figures.Number], str] = figures.number,
    width: float = 83,
    height: float = 44,
) -> Chart:
    """A series with its baseline, milestones and target."""
    raise NotImplementedError


def bullets(rows: Sequence[BulletRow], *, finding: str, table: str, width: float = 170) -> Chart:
    """Actual values against the next milestone."""
    raise NotImplementedError


def dumbbell(
    groups: Sequence[tuple[str, Sequence[DumbbellRow]]],
    *,
    dates: tuple[str | None, str, str | None],
    finding: str,
    table: str,
    width: float = 170,
) -> Chart:
    """Baseline, now and target on one line."""
    raise NotImplementedError
