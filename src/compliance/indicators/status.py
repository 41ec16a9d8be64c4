"""How a value stands against its plan: expected value, progress, achievement, and the word for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from compliance import figures
from compliance.indicators.values import Flag, IndicatorStatus, IndicatorValue, Word, shown, words
from compliance.language import _, ngettext
from compliance.model.logframe import ArticleTarget, CountryPlan, Indicator, Judgement, Profile

SHARES: Mapping[Profile, Callable[[Fraction], Fraction]] = {
    "linear": lambda gone: gone,
    "late": lambda gone: gone**2,
    "end": lambda gone: Fraction(int(gone >= 1)),
}
"""How much of the way is expected after a share of the time."""


def judge(
    indicator: Indicator, plan: CountryPlan, now: IndicatorValue | None, nothing: str, judgement: Judgement
) -> IndicatorStatus:
    """How an indicator stands; `nothing` is the reason to give where there is no value."""
    word, reason = _grey(indicator, plan, now, nothing, judgement)
    if word is not None or now is None or now.value is None:
        return _status(plan, now, word or "no-data", reason)
    return _judged(indicator, plan, now, now.value, judgement)


def _grey(
    indicator: Indicator, plan: CountryPlan, now: IndicatorValue | None, nothing: str, judgement: Judgement
) -> tuple[Word | None, str]:
    """The status that judges nothing and its reason, where one applies."""
    if _is_context(indicator):
        return "context", _("Shown for context; it has no target.") if now else nothing
    if now is None:
        return "no-data", nothing
    return _doubt(indicator, now, judgement) or _without_target(plan)


def _doubt(indicator: Indicator, now: IndicatorValue, judgement: Judgement) -> tuple[Word, str] | None:
    """Why a value cannot be judged, if it cannot."""
    seen = shown(now, indicator.measure)
    if now.value is None and now.low is not None:
        return "range-only", _("Too much is unanswered for one figure: %(range)s.") % {"range": seen}
    reasons: Mapping[Flag, tuple[Word, str]] = {
        "stale": (
            "no-data",
            ngettext(
                "The last figure is of %(year)s, older than %(months)s month.",
                "The last figure is of %(year)s, older than %(months)s months.",
                judgement.stale_after_months,
            )
            % {"year": max(now.years), "months": judgement.stale_after_months},
        ),
        "not-applicable": ("not-judged", _("There was nothing to measure: zero of zero.")),
        "not-computable": ("not-judged", _("Something of zero cannot be computed; ask the source.")),
        "cross-cohort": ("not-judged", _cohorts(now)),
        "small-n": ("not-judged", _("Too few cases to judge: %(cases)s.") % {"cases": seen}),
    }
    return next((reason for flag, reason in reasons.items() if flag in now.flags), None)


def _cohorts(now: IndicatorValue) -> str:
    above = now.value is not None and now.value > 100
    if above:
        return _("The share is above 100 %, because the two figures count different cases.")
    return _("The two figures count different cases.")


def _is_context(indicator: Indicator) -> bool:
    return indicator.level == "context" or indicator.direction == "neutral"


def _without_target(plan: CountryPlan) -> tuple[Word | None, str]:
    if plan.target is None:
        return "no-target", _("No target is agreed.") if plan.baseline else _("No baseline and no target is agreed.")
    if plan.target.value is None:
        named = "; ".join(_goal(target) for target in plan.target.articles)
        # The articles have a figure as soon as few enough criteria are unanswered.
        text = _("The target names articles (%(articles)s); no single figure follows from them yet.")
        return "no-target", text % {"articles": named} if named else _("The target has no figure.")
    if plan.baseline is None:
        return "no-target", _("There is a target but no baseline.")
    return None, ""


def _goal(target: ArticleTarget) -> str:
    """The rating that articles should reach, in words."""
    articles = figures.listed([_("Article %(number)s") % {"number": number} for number in target.articles])
    return _("%(treaty)s: %(articles)s to %(rating)s") % {
        "treaty": target.instrument,
        "articles": articles,
        "rating": _(target.rating),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The part of a plan in which a day lies: between milestones if there are any, else from baseline to target."""

    start: date
    """The day on which it begins."""
    low: Fraction
    """Where it begins."""
    end: date
    """The day on which it ends."""
    high: Fraction
    """Where it ends."""
    gone: Fraction
    """How much of its time has gone, 0 to 1."""
    share: Fraction
    """How much of its way is expected by then, 0 to 1."""

    @property
    def expected(self) -> Fraction:
        """Where the plan should stand on the day."""
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
    gone = _share_of_time(start, end, on)
    share = gone if plan.milestones else SHARES[plan.profile](gone)
    return Stretch(start=start, low=low, end=end, high=high, gone=gone, share=share)


def expected(plan: CountryPlan, on: date) -> Fraction | None:
    """Where a plan should stand on a day: between milestones if there are any, else along its profile."""
    found = stretch(plan, on)
    return found.expected if found else None


def _share_of_time(first: date, last: date, on: date) -> Fraction:
    if on >= last:
        return Fraction(1)
    return max(Fraction((on - first).days, (last - first).days), Fraction(0)) if last > first else Fraction(1)


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
    said = {
        "value": words(value, indicator.measure),
        "year": now.year,
        "baseline": words(start, indicator.measure),
        "target": words(end, indicator.measure),
        "expected": words(due, indicator.measure),
    }
    if end == start:
        kept = abs(value - start) <= plan.tolerance
        text = (
            _("%(value)s in %(year)s: kept at %(baseline)s.")
            if kept
            else _("%(value)s in %(year)s: not kept at %(baseline)s.")
        )
        reason = text % said
        return _status(plan, now, "on-track" if kept else "off-track", reason, worse=worse and not kept)
    # A milestone may lie at or behind the baseline, where a dip is planned; then there is no way to go yet.
    gone = progress(start, due, value) if due is not None and (due - start) * sign > 0 else None
    if (value - end) * sign >= 0:
        reason = _("%(value)s in %(year)s reaches the target of %(target)s.") % said
        return _status(plan, now, "met", reason, gone=gone, due=due)
    if worse:
        reason = _("%(value)s in %(year)s is behind the baseline of %(baseline)s.") % said
        return _status(plan, now, "off-track", reason, gone=gone, due=due, worse=True)
    if gone is None:
        reason = _("%(value)s in %(year)s is not behind the baseline; no progress is expected yet.") % said
        return _status(plan, now, "on-track", reason, due=due)
    text = _("%(value)s in %(year)s against %(expected)s expected: %(share)s of the way.")
    reason = text % {**said, "share": figures.percent(gone)}
    return _status(plan, now, _band(gone, judgement), reason, gone=gone, due=due)


def _band(gone: Fraction, judgement: Judgement) -> Word:
    if gone >= judgement.on_track:
        return "on-track"
    return "at-risk" if gone >= judgement.at_risk else "off-track"


def _status(
    plan: CountryPlan,
    now: IndicatorValue | None,
    word: Word,
    reason: str,
    *,
    gone: Fraction | None = None,
    due: Fraction | None = None,
    worse: bool = False,
) -> IndicatorStatus:
    start, target = plan.baseline, plan.target
    value, end = now.value if now else None, target.value if target else None
    known = now.reliable if now else False
    next_one = next((milestone for milestone in plan.milestones if now is None or milestone.date >= now.as_of), None)
    return IndicatorStatus(
        word=word,
        reason=reason,
        now=now,
        baseline=start.value if start else None,
        baseline_date=start.date if start else None,
        milestone=next_one.value if next_one else None,
        milestone_date=next_one.date if next_one else None,
        target=end,
        target_date=target.date if target else None,
        expected=due,
        progress=gone,
        achievement=progress(start.value, end, value)
        if start and end is not None and value is not None and known
        else None,
        worse=worse,
    )
