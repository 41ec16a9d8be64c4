"""A value compared with its plan: expected value, progress, achievement, status."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from compliance.indicators.values import Flag, IndicatorStatus, IndicatorValue, Reason, Word
from compliance.model.logframe import CountryPlan, Indicator, Judgement, Profile

SHARES: Mapping[Profile, Callable[[Fraction], Fraction]] = {
    "linear": lambda gone: gone,
    "late": lambda gone: gone**2,
    "end": lambda gone: Fraction(int(gone >= 1)),
}
"""How much of the way is expected after a share of the time."""


def judge(indicator: Indicator, plan: CountryPlan, now: IndicatorValue | None, judgement: Judgement) -> IndicatorStatus:
    """The status of an indicator, and why it has it."""
    context = indicator.level == "context" or indicator.direction == "neutral"
    if now is None:
        reason: Reason | None = "no-figures"
    else:
        reason = "context" if context else _doubt(now) or _without_target(plan)
    if reason is not None or now is None or now.value is None:
        reason = reason or "no-figures"
        return _status(plan, now, "context" if context else word(reason, None, judgement), reason)
    return _judged(indicator, plan, now, now.value, judgement)


def word(reason: Reason, gone: Fraction | None, judgement: Judgement) -> Word:  # noqa: PLR0911  # one for each reason
    """The status that a reason gives; `gone` is how much of the way to the expected value lies behind."""
    match reason:
        case "context":
            return "context"
        case "range":
            return "range-only"
        case "no-figures":
            return "no-data"
        case "stale":
            return "old-figure"
        case "zero-of-zero" | "something-of-zero" | "cohorts" | "cohorts-above-all" | "few-cases":
            return "not-judged"
        case "no-plan" | "no-target" | "no-baseline" | "target-without-figure":
            return "no-target"
        case "draft":
            return "draft"
        case "reached":
            return "met"
        case "kept" | "not-yet-due":
            return "on-track"
        case "not-kept" | "behind-baseline":
            return "off-track"
        case "under-way":
            gone = gone or Fraction(0)
            return "on-track" if gone >= judgement.on_track else "at-risk" if gone >= judgement.at_risk else "off-track"
        case _:
            assert_never(reason)


def _doubt(now: IndicatorValue) -> Reason | None:
    """Why a value cannot be judged, if it cannot; of several reasons the first."""
    if now.value is None and now.low is not None:
        return "range"
    above = now.value is not None and now.value > 100
    reasons: Mapping[Flag, Reason] = {
        "stale": "stale",
        "not-applicable": "zero-of-zero",
        "not-computable": "something-of-zero",
        "cross-cohort": "cohorts-above-all" if above else "cohorts",
        "small-n": "few-cases",
    }
    return next((reason for flag, reason in reasons.items() if flag in now.flags), None)


def _without_target(plan: CountryPlan) -> Reason | None:
    if plan.target is None:
        return "no-target" if plan.baseline else "no-plan"
    if plan.target.value is None:
        return "target-without-figure"
    if plan.baseline is None:
        return "no-baseline"
    return None if plan.approved else "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The part of a plan in which a day lies: between milestones if there are any, else from baseline to target."""

    start: date
    low: Fraction
    end: date
    high: Fraction
    gone: Fraction
    """How much of its time has gone, 0 to 1."""
    share: Fraction
    """How much of its way is expected by then, 0 to 1."""

    @property
    def expected(self) -> Fraction:
        """The value expected on the day."""
        return self.low + (self.high - self.low) * self.share


def stretch(plan: CountryPlan, on: date) -> Stretch | None:
    """The stretch of a plan in which a day lies; after the target the last, none without baseline or target."""
    if plan.baseline is None or plan.target is None or plan.target.value is None:
        return None
    points = [
        (plan.baseline.date, plan.baseline.value),
        *((milestone.date, milestone.value) for milestone in plan.milestones),
        (plan.target.date, plan.target.value),
    ]
    pairs = list(pairwise(points))
    (start, low), (end, high) = next((pair for pair in pairs if on <= pair[1][0]), pairs[-1])
    whole = (end - start).days
    # A stretch without length, where two points share a day, is over as soon as it begins.
    gone = Fraction(1) if on >= end or whole <= 0 else max(Fraction((on - start).days, whole), Fraction(0))
    share = gone if plan.milestones else SHARES[plan.profile](gone)
    return Stretch(start=start, low=low, end=end, high=high, gone=gone, share=share)


def expected(plan: CountryPlan, on: date) -> Fraction | None:
    """The value expected on a day: between milestones if there are any, else along its profile."""
    within = stretch(plan, on)
    return within.expected if within else None


def progress(start: Fraction, goal: Fraction, now: Fraction) -> Fraction | None:
    """How much of the way from `start` to `goal` has been gone; none where there is no way to go."""
    return (now - start) / (goal - start) if goal != start else None


def _judged(
    indicator: Indicator, plan: CountryPlan, now: IndicatorValue, value: Fraction, judgement: Judgement
) -> IndicatorStatus:
    if plan.baseline is None or plan.target is None or plan.target.value is None:
        raise ValueError("a status needs a baseline and a target")
    start, end, due = plan.baseline.value, plan.target.value, expected(plan, now.as_of)
    sign = 1 if indicator.direction == "higher" else -1
    worse = (value - start) * sign < 0
    if end == start:
        kept = abs(value - start) <= plan.tolerance
        reason: Reason = "kept" if kept else "not-kept"
        return _status(plan, now, word(reason, None, judgement), reason, worse=worse and not kept)
    # A milestone may lie at or behind the baseline, where a dip is planned; then there is no way to go yet.
    gone = progress(start, due, value) if due is not None and (due - start) * sign > 0 else None
    reached = (value - end) * sign >= 0
    reason = "reached" if reached else "behind-baseline" if worse else "not-yet-due" if gone is None else "under-way"
    return _status(plan, now, word(reason, gone, judgement), reason, gone=gone, due=due, worse=worse and not reached)


def _status(
    plan: CountryPlan,
    now: IndicatorValue | None,
    status: Word,
    reason: Reason,
    *,
    gone: Fraction | None = None,
    due: Fraction | None = None,
    worse: bool = False,
) -> IndicatorStatus:
    start, target, value = plan.baseline, plan.target, now.value if now and now.reliable else None
    end = target.value if target else None
    ahead = next((milestone for milestone in plan.milestones if now is None or milestone.date >= now.as_of), None)
    return IndicatorStatus(
        word=status,
        reason=reason,
        now=now,
        baseline=start.value if start else None,
        baseline_date=start.date if start else None,
        milestone=ahead.value if ahead else None,
        milestone_date=ahead.date if ahead else None,
        target=end,
        target_date=target.date if target else None,
        expected=due,
        progress=gone,
        achievement=progress(start.value, end, value) if start and end is not None and value is not None else None,
        worse=worse,
    )
