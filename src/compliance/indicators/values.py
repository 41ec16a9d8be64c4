"""What an indicator comes to for one country: values, status, and what is missing. All of it is exact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from compliance import figures
from compliance.language import N_, Words, _
from compliance.model.external import ExternalRating
from compliance.model.logframe import CountryPlan, Indicator, Judgement, Measure, Result
from compliance.model.statistics import Observation

Flag = Literal[
    "approximate", "lower-bound", "derived", "conflicting", "inferred", "break",
    "cross-cohort", "small-n", "caution", "partial", "fallback", "fewer-years", "stale",
    "not-applicable", "not-computable",
]  # fmt: skip
Word = Literal["met", "on-track", "at-risk", "off-track", "range-only", "no-data", "no-target", "not-judged", "context"]

FLAG_WORDS: Words[Flag] = Words(
    {
        "approximate": N_("approximate"),
        "lower-bound": N_("at least"),
        "derived": N_("derived from another figure of the source"),
        "conflicting": N_("another figure of the source conflicts"),
        "inferred": N_("year, offence or stage read from the context"),
        "break": N_("counted in a new way from this year"),
        "cross-cohort": N_("the two figures count different cases, so the share can pass 100 %"),
        "small-n": N_("few cases"),
        "caution": N_("rate of few cases, with its interval"),
        "partial": N_("computed from some of its components"),
        "fallback": N_("a substitute series"),
        "fewer-years": N_("not every year of the window has figures"),
        "stale": N_("old figure"),
        "not-applicable": N_("nothing to measure: zero of zero"),
        "not-computable": N_("not computable: something of zero"),
    }
)
"""What each flag tells a reader."""

STATUS_WORDS: Words[Word] = Words(
    {
        "met": N_("Met"),
        "on-track": N_("On track"),
        "at-risk": N_("At risk"),
        "off-track": N_("Off track"),
        "range-only": N_("Range only"),
        "no-data": N_("No data"),
        "no-target": N_("No target"),
        "not-judged": N_("Not judged"),
        "context": N_("Context"),
    }
)
"""The word that stands beside the sign of each status; the last five carry no colour but grey."""

STATUS_SIGNS: dict[Word, str] = {
    "met": "✓",
    "on-track": "▲",
    "at-risk": "◆",
    "off-track": "▼",
    "range-only": "○",
    "no-data": "○",
    "no-target": "○",
    "not-judged": "○",
    "context": "○",
}
"""The sign that stands before the word of each status; grey ones share a hollow disc."""

JUDGED: frozenset[Word] = frozenset(("met", "on-track", "at-risk", "off-track"))
"""The statuses that judge."""


def ordered(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Flags each once, in the order in which they are printed."""
    given = set(flags)
    return tuple(flag for flag in FLAG_WORDS if flag in given) if given else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue:
    """The value of an indicator for one year."""

    year: int
    """The year; for a score the year of assessment."""
    as_of: date
    """The day for which it stands: the end of the year, or the day of assessment."""
    value: Fraction | None
    """The value in the unit of the indicator: percentages and scores of 100, ranks from the worst; none where it is a
    range or has no meaning."""
    unit: str
    """The unit of this value; differs from the indicator's where a substitute series stands in."""
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
    """What to know about it, each once, in the order of `FLAG_WORDS`; only the latest value can be stale."""
    rows: tuple[Observation, ...] = ()
    """The figures that it came from, with their sources."""
    rates: tuple[tuple[str, int, Fraction], ...] = ()
    """The exchange rates used: currency, year, units for one euro."""
    word: str | None = None
    """For an official rating: how its body prints it; the value is then its rank, the worst 1."""
    ratings: tuple[ExternalRating, ...] = ()
    """The official ratings from which it came."""

    @property
    def reliable(self) -> bool:
        """Whether a status may rest on it."""
        return self.value is not None and not {"cross-cohort", "small-n", "stale"} & set(self.flags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One component of a composite indicator."""

    indicator: Indicator
    """The indicator."""
    year: int
    """The year for which it is looked at."""
    weight: Fraction
    """Its weight, of those of all components."""
    value: IndicatorValue | None
    """The value of the indicator in the year of the composite, if there is one."""
    attainment: Fraction | None
    """How much of the way from baseline to target it has gone, 0 to 100; none where that cannot be said."""
    missing: str | None
    """Why there is no attainment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorStatus:
    """How an indicator stands on a day."""

    word: Word
    """The status; `STATUS_WORDS` has its printed form."""
    reason: str
    """Why, in one sentence."""
    now: IndicatorValue | None
    """The latest value."""
    baseline: Fraction | None = None
    """Where it started."""
    baseline_date: date | None = None
    """The day for which the baseline stands."""
    milestone: Fraction | None = None
    """The next intermediate target after the latest value."""
    milestone_date: date | None = None
    """When that is due."""
    target: Fraction | None = None
    """Where it should arrive."""
    target_date: date | None = None
    """When that is due."""
    expected: Fraction | None = None
    """Where it should stand at the day of the latest value."""
    progress: Fraction | None = None
    """How much of the way to the expected value it has gone: 1 is all of it."""
    achievement: Fraction | None = None
    """How much of the way to the final target it has gone: 1 is all of it."""
    worse: bool = False
    """Whether it fell behind its baseline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorReport:
    """One indicator of one country, ready to be shown."""

    indicator: Indicator
    """The indicator."""
    country: str
    """Id of the country."""
    plan: CountryPlan
    """Baseline, milestones and target; all empty where the country has none."""
    values: tuple[IndicatorValue, ...]
    """Values by year; a year without figures is absent, which a chart shows as a gap."""
    status: IndicatorStatus
    """How it stands."""
    on: date
    """The day for which it is told."""
    judgement: Judgement
    """The settings by which its figures became a status."""
    missing: tuple[str, ...]
    """Series of the formula without any usable figure, and scores and ratings that do not exist, in the order of the formula."""
    asked_for: tuple[str, ...] = ()
    """The same by name, as it can be asked for."""
    result: Result | None = None
    """The result that it shows."""
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


def words(value: Fraction | None, measure: Measure) -> str:
    """A value as print shows it: `8.7 %`, `EUR 48.0 million`, `1,279`, `63`; a dash where there is none."""
    if value is None:
        return figures.NOTHING
    match measure:
        case "percentage":
            return figures.percent(value / 100, 1)
        case "money":
            return figures.money(value, "EUR")
        case "number" | "ordinal" | "score":
            return figures.number(value, 0 if measure == "score" or value.denominator == 1 else 1)


def shown(value: IndicatorValue | None, measure: Measure) -> str:
    """A value as a reader sees it: a range where it is one, a count of a count where cases are few."""
    if value is None:
        return figures.NOTHING
    if value.word:
        return value.word
    if counted(value):
        text = _("%(number)s of %(all)s")
        return text % {"number": figures.number(value.numerator or 0), "all": figures.number(value.denominator or 0)}
    if value.value is None and value.low is not None and value.high is not None:
        return figures.score_range(value.low / 100, value.high / 100)
    return words(value.value, measure)


SCOPES = (N_("part"), N_("agency"), N_("part-year"), N_("law"))
"""What figures cover that are not of the whole country, where nobody says it closer."""
UNITS = (N_("percent"), N_("index 0–100"), N_("score 0–100"), N_("official rating"))
"""The units that functions of the language give; those of figures are as the data have them."""


def counted(value: IndicatorValue) -> bool:
    """Whether a value is shown as a count of a count, as its cases are few."""
    both = value.numerator is not None and value.denominator is not None
    return both and bool({"small-n", "not-applicable", "not-computable"} & set(value.flags))
