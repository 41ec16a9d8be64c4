"""What is missing, what would close it, and in which order, in words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from compliance.view.values.answers import Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class GapView:
    """An open criterion and what closing it would bring."""

    instrument: str
    """Short name of the instrument."""
    provision: str
    """Treaty reference with the word Article."""
    criterion: str
    missing: str
    chip: Chip
    gain: str
    """What the best rating would add, in points of the instrument's score."""
    size: Fraction
    """The same, exact, for sorting."""
    effort: str
    advice: str | None
    addressee: str | None
    amend: str | None
    """Short title of the act to amend."""
    model: str | None
    """A provision that can serve as a model."""
    id: str | None
    """Id of the recommendation."""
    status: str
    title: str
    next: str
    """What the next better rating would add, in points."""
    ends: tuple[Fraction, Fraction]
    """What the best rating would add at the low and at the high end of the score, in points, exact."""
    effort_class: int | None
    """What it takes, as a number for sorting; none without a recommendation that stands."""
    bundle: str | None
    """What else must change for the article to rise, where a gate holds it down, and what that brings."""
    unbeaten: bool
    """Whether no other change for the treaty gives more for the same or less effort, or as much for less."""
    step: int | None
    """At which step the path of all recommendations takes it up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReformView:
    """What would change by recommendations: one criterion, or several that pay only together."""

    name: str
    """Title of the article."""
    provision: str
    ends: tuple[Fraction, Fraction]
    """What it would add at the low and at the high end of the score, in points, exact."""
    effort: int
    """What it takes, as a number for sorting; of several, the sum."""
    word: str
    unbeaten: bool
    """Whether no other reform for the treaty gives more for the same or less effort, or as much for less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LossView:
    """Points missing from a score in one place."""

    name: str
    """Where: a section, or an article that a gate holds down."""
    points: Fraction
    """How many points of 100, exact."""
    gate: bool
    """Whether a core criterion takes them beyond what the ratings take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LossesView:
    """Where the points of a treaty are missing even if everything open turns out best."""

    headline: str
    """The finding, as the title of a figure."""
    most: str
    """The finding, as the headline of a page."""
    rows: tuple[LossView, ...]
    """Losses by section, then by gate, in treaty order; those of nothing are left out."""
    score: Fraction
    """What is left of 100 at best, exact."""
    settled: bool
    """Whether nothing is open, so that this is the score."""
    note: str
    """What is open beyond, and which sections have no row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step of a path."""

    provision: str
    """Treaty references of what it changes."""
    criteria: tuple[str, ...]
    together: bool
    """Whether several criteria change together because a gate holds their article down."""
    title: str
    effort: str
    gain: str
    """What it adds after the steps before, in points."""
    score: str
    """The score after it, to one decimal place: `63.2`, or `44.1–67.0`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathView:
    """The recommendations for a treaty in the order in which each brings most for its effort."""

    headline: str
    caption: str
    """How many steps, for which treaty, from which score."""
    steps: tuple[StepView, ...]
