"""What is missing, what would close it, and in which order, in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from compliance.view.values.answers import Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class GapView:
    """An open criterion and what closing it would bring."""

    instrument: str
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
    model: str | None
    id: str | None
    status: str
    title: str
    next: str
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
class PriorityView:
    """A recommendation that rests on law that was read."""

    id: str
    serves: tuple[tuple[str, str, str], ...]
    """What it serves: short name of the treaty and reference, id of the treaty, id of the criterion."""
    title: str
    core: bool
    substantive: bool
    """Whether it concerns an offence or a power, not a formality."""
    asked: str
    """The treaty bodies that asked for it; empty where none did."""
    text: str
    chip: Chip
    """The rating, of several the lowest."""
    grade: str
    """The weakest grade of evidence."""
    status: str
    model: str | None

    who: str
    severity: int
    """The place of that rating from the worst."""

    @property
    def rank(self) -> tuple[bool, bool, bool, int]:
        """Its place: core before other, offence or power before formality, asked for by a treaty body before own, then the worse rating."""
        return not self.core, not self.substantive, not self.asked, self.severity


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityGroup:
    """What to change in one act, the first priority first."""

    act: str
    """Short title of the act to amend, or what else is to be made."""
    rows: tuple[PriorityView, ...]

    @property
    def who(self) -> str:
        """Who should do most of it, by when."""
        return Counter(row.who for row in self.rows).most_common(1)[0][0]


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
    most: str
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
    criteria: tuple[str, ...]
    together: bool
    """Whether several criteria change together because a gate holds their article down."""
    title: str
    effort: str
    gain: str
    score: str
    """The score after it, to one decimal place: `63.2`, or `44.1–67.0`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathView:
    """The recommendations for a treaty in the order in which each brings most for its effort."""

    headline: str
    caption: str
    steps: tuple[StepView, ...]
