"""Values, status and missing figures of an indicator for one country; all exact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal, assert_never, get_args

from compliance.model.external import ExternalRating
from compliance.model.logframe import CountryPlan, Indicator, Judgement, Result
from compliance.model.statistics import Observation

Flag = Literal[
    "approximate", "lower-bound", "derived", "conflicting", "inferred", "break",
    "cross-cohort", "small-n", "caution", "partial", "fallback", "fewer-years", "stale",
    "not-applicable", "not-computable",
]  # fmt: skip
Word = Literal[
    "met", "on-track", "at-risk", "off-track",
    "range-only", "no-data", "old-figure", "no-target", "draft", "not-judged", "context",
]  # fmt: skip

Reason = Literal[
    "no-figures", "context", "range", "stale", "zero-of-zero", "something-of-zero", "cohorts", "cohorts-above-all", "few-cases",
    "no-plan", "no-target", "no-baseline", "target-without-figure", "draft",
    "kept", "not-kept", "reached", "behind-baseline", "not-yet-due", "under-way",
]  # fmt: skip
"""Why an indicator has its status; a report has the figures that belong to it."""
NoAttainment = Literal["no-figure", "uncertain", "no-baseline", "no-target", "draft", "no-way"]
"""Why a component has no attainment."""


def judges(word: Word) -> bool:
    """Whether a status judges; the others are grey."""
    match word:
        case "met" | "on-track" | "at-risk" | "off-track":
            return True
        case "range-only" | "no-data" | "old-figure" | "no-target" | "draft" | "not-judged" | "context":
            return False
        case _:
            assert_never(word)


JUDGED: tuple[Word, ...] = tuple(word for word in get_args(Word) if judges(word))
"""The statuses that judge, the best first."""


def ordered(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Flags each once, in the order in which they are printed."""
    present = set(flags)
    return tuple(flag for flag in get_args(Flag) if flag in present) if present else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue:
    """The value of an indicator for one year."""

    year: int
    """The year; for a score the year of assessment."""
    as_of: date
    """The day as of which it holds: the end of the year, or the day of assessment."""
    value: Fraction | None
    """The value in the unit of the indicator: percentages and scores of 100, ranks from the worst; none where it is a
    range or has no meaning."""
    unit: str
    """The unit of this value; differs from the indicator's where a substitute series is used."""
    low: Fraction | None = None
    """For a score: the lowest that unanswered criteria allow; for a rate of few cases: the lower end of its interval."""
    high: Fraction | None = None
    """For a score: the highest; for a rate of few cases: the upper end."""
    numerator: Fraction | None = None
    """For a ratio: what is counted above the line."""
    denominator: Fraction | None = None
    """For a ratio: what is counted below the line."""
    years: tuple[int, ...] = ()
    """The years whose figures it uses, in order."""
    flags: tuple[Flag, ...] = ()
    """What to know about it, each once, in the order of `Flag`; only the latest value can be stale."""
    rows: tuple[Observation, ...] = ()
    """The figures that it came from, with their sources."""
    rates: tuple[tuple[str, int, Fraction], ...] = ()
    """The exchange rates used: currency, year, units for one euro."""
    per: Fraction | None = None
    """For a rate: of how many inhabitants."""
    word: str | None = None
    """For an official rating: how its body prints it, or prints the upper end of a range; the value is then its rank, the worst 1."""
    ratings: tuple[ExternalRating, ...] = ()

    def marked(self, *flags: Flag) -> IndicatorValue:
        """The same with more flags."""
        return replace(self, flags=ordered([*self.flags, *flags]))

    @property
    def few(self) -> bool:
        """Whether its cases are so few that it is shown as a count of a count."""
        both = self.numerator is not None and self.denominator is not None
        return both and bool({"small-n", "not-applicable", "not-computable"} & set(self.flags))

    @property
    def reliable(self) -> bool:
        """Whether a status may rest on it."""
        return self.value is not None and not {"cross-cohort", "small-n", "stale"} & set(self.flags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One component of a composite indicator."""

    indicator: Indicator
    year: int
    """The year for which it is looked at."""
    weight: Fraction
    """Its weight, of those of all components."""
    value: IndicatorValue | None
    """The value of the indicator in the year of the composite, if there is one."""
    attainment: Fraction | None
    """How much of the way from baseline to target it has gone, 0 to 100; none where that cannot be said."""
    missing: NoAttainment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorStatus:
    """The status of an indicator on a day."""

    word: Word
    reason: Reason
    now: IndicatorValue | None
    baseline: Fraction | None = None
    baseline_date: date | None = None
    """The day as of which the baseline holds."""
    milestone: Fraction | None = None
    """The next intermediate target after the latest value."""
    milestone_date: date | None = None
    target: Fraction | None = None
    target_date: date | None = None
    expected: Fraction | None = None
    """The value expected by the day of the latest value."""
    progress: Fraction | None = None
    """How much of the way to the expected value it has gone: 1 is all of it."""
    achievement: Fraction | None = None
    """How much of the way to the final target it has gone: 1 is all of it."""
    worse: bool = False
    """Whether it fell behind its baseline."""

    @property
    def judged(self) -> bool:
        """Whether it judges; otherwise it is grey."""
        return judges(self.word)

    @property
    def met_or_on_track(self) -> bool:
        """Whether the target is met, or as much of the way lies behind as was expected."""
        return self.word in {"met", "on-track"}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorReport:
    """One indicator of one country, ready to be shown."""

    indicator: Indicator
    country: str
    plan: CountryPlan
    """Baseline, milestones and target; all empty where the country has none."""
    values: tuple[IndicatorValue, ...]
    """Values by year; a year without figures is absent, which a chart shows as a gap."""
    status: IndicatorStatus
    on: date
    judgement: Judgement
    """The settings by which its figures became a status."""
    missing: tuple[str, ...]
    """Series of the formula without any usable figure, and scores and ratings that do not exist, in the order of the formula."""
    asked_for: tuple[str, ...] = ()
    """The same by name, for a request."""
    result: Result | None = None
    components: tuple[Component, ...] = ()
    """For a composite: its components in the year of its latest value; while it has none, in the latest year in which
    any of them has a figure."""
    set_aside: tuple[Observation, ...] = ()
    """Figures of its series that exist but are not used; the note of each says why."""

    @property
    def rows(self) -> tuple[Observation, ...]:
        """Every figure behind the values, each once, in the order of the file."""
        rows = {row.line: row for value in self.values for row in value.rows}
        return tuple(rows[line] for line in sorted(rows))
