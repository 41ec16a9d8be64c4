"""What became of recommendations, laws and scores over time, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, assert_never

Mark = Literal["begun", "in-force", "ended", "expected"]
"""What a chart marks an event with."""
Stage = Literal["open", "drafted", "adopted", "dropped", "gone"]
"""The status of a recommendation; `gone` where the cycle no longer lists it."""


def is_waiting(status: Stage | Literal[""]) -> bool:
    """Whether something is still expected of a recommendation; an empty status means that it was not made yet."""
    match status:
        case "open" | "drafted":
            return True
        case "adopted" | "dropped" | "gone" | "":
            return False
        case _:
            assert_never(status)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One recommendation and what became of it."""

    id: str
    instrument: str
    provisions: str
    criteria: tuple[tuple[str, str], ...]
    """The criteria that it serves: instrument and id."""
    text: str
    addressee: str
    effort: str
    due: str
    """By when, as printed; empty where no day is set."""
    overdue: bool
    """Whether that day has passed and something is still expected."""
    stages: tuple[str, ...]
    """The status in each cycle, as printed; a dash before it was made."""
    status: Stage | Literal[""]
    """The status in the cycle reported."""

    @property
    def waiting(self) -> bool:
        """Whether something is still expected."""
        return is_waiting(self.status)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView:
    """Every recommendation across the cycles."""

    headline: str
    lead: str
    cycles: tuple[str, ...]
    rows: tuple[RegisterRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """Something dated in the life of a law, a bill, a recommendation or a treaty."""

    day: date
    """The earliest day that it can be, for the chart."""
    last: date
    """The latest day that it can be."""
    mark: Mark
    when: str
    """The day, month or year, as its source gives it."""
    kind: str
    """What happened, in a word or two: `adopted`, `in force`."""
    lane: str
    """Where the chart shows it: `laws`, `secondary law`, `bills`, `recommendations`, `treaties`."""
    what: str
    note: str
    ahead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """Everything that happened to one thing, as a row of a table."""

    lane: str
    what: str
    cells: tuple[str, str, str]
    """When it began, since when it is in force, when it ended or is expected; a dash where no source says so."""
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView:
    """The dated events of law reform."""

    headline: str
    lead: str
    events: tuple[EventView, ...]
    lines: tuple[LineView, ...]
    """The same by what they happened to, kind by kind; the latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeView:
    """From the score of one cycle to that of the next, for one treaty."""

    instrument: str
    abbreviation: str
    headline: str
    steps: tuple[tuple[str, ...], ...]
    """From the first score over the causes to the last: what, criteria, at worst, at best."""
    changes: tuple[tuple[str, ...], ...]
    """One row a changed criterion: why, id, treaty reference, before, after, law since."""
    notes: tuple[str, ...]
    """What to know, and the sums in exact fractions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgesView:
    """What lies between two cycles."""

    headline: str
    lead: str
    cycles: tuple[str, str]
    treaties: tuple[BridgeView, ...]
