"""What the codes of the engines say to a reader: values, flags, statuses and their reasons, deposits without effect."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import get_args

from compliance import figures
from compliance.as_of.deposits import Unpermitted
from compliance.checks.law import without_effect
from compliance.indicators.values import JUDGED, Flag, IndicatorReport, IndicatorValue, NoAttainment, Reason, Word
from compliance.language import N_, Words, _, ngettext
from compliance.model.logframe import Measure, Target

FLAG_WORDS: Words[Flag] = Words({
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
})  # fmt: skip
"""What each flag tells a reader."""


STATUS_WORDS: Words[Word] = Words({
    "met": N_("Met"),
    "on-track": N_("On track"),
    "at-risk": N_("At risk"),
    "off-track": N_("Off track"),
    "range-only": N_("Range only"),
    "no-data": N_("No data"),
    "old-figure": N_("Old figure"),
    "no-target": N_("No target"),
    "draft": N_("Draft target"),
    "not-judged": N_("Not judged"),
    "context": N_("Context"),
})  # fmt: skip
"""The word that stands beside the glyph of each status; those that judge nothing carry no colour but grey."""
STATUS_SIGNS: Mapping[Word, str] = {
    **dict(zip(JUDGED, "✓▲◆▼", strict=True)),
    **{word: "○" for word in get_args(Word) if word not in JUDGED},
}
"""The glyph before the word of each status; grey ones share a hollow disc."""
SCOPES = (N_("part"), N_("agency"), N_("part-year"), N_("law"))
"""What figures cover that are not of the whole country, where nobody says it closer."""
UNITS = (N_("percent"), N_("index 0–100"), N_("score 0–100"), N_("official rating"))
"""The units that functions of the language give; those of figures are as the data have them."""


def unit(value: IndicatorValue) -> str:
    """What a value counts."""
    if value.per is not None:
        return _("per %(number)s inhabitants") % {"number": figures.number(value.per)}
    return _(value.unit)


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
    counts = {"number": figures.number(value.numerator or 0), "all": figures.number(value.denominator or 0)}
    if value.word and value.value is None:
        # An official rating is open downwards where not all that were asked for are known.
        return _("%(rating)s or lower, %(number)s of %(all)s known") % {"rating": value.word, **counts}
    if value.word:
        return value.word
    if value.few:
        return _("%(number)s of %(all)s") % counts
    if value.value is None and value.low is not None and value.high is not None:
        return figures.score_range(value.low / 100, value.high / 100)
    return words(value.value, measure)


_NO_ATTAINMENT: Words[NoAttainment] = Words({
    "no-figure": N_("no figure for the year"),
    "uncertain": N_("the figure is too uncertain to be judged"),
    "no-baseline": N_("no baseline is agreed"),
    "no-target": N_("no target is agreed"),
    "draft": N_("baseline or target is a draft"),
    "no-way": N_("the target equals the baseline"),
})  # fmt: skip


def no_attainment(missing: NoAttainment) -> str:
    """Why an indicator has no attainment."""
    return _NO_ATTAINMENT[missing]


_REASONS: Words[Reason] = Words({
    "context": N_("Shown for context; it has no target."),
    "range": N_("Too much is unanswered for one figure: %(range)s."),
    "zero-of-zero": N_("There was nothing to measure: zero of zero."),
    "something-of-zero": N_("Something of zero cannot be computed; ask the source."),
    "cohorts": N_("The two figures count different cases."),
    "cohorts-above-all": N_("The share is above 100 %, because the two figures count different cases."),
    "few-cases": N_("Too few cases to judge: %(cases)s."),
    "no-plan": N_("No baseline and no target is agreed."),
    "no-target": N_("No target is agreed."),
    "no-baseline": N_("There is a target but no baseline."),
    "draft": N_("Baseline and target are drafts that nobody has approved, from %(baseline)s to %(target)s."),
    "kept": N_("%(value)s in %(year)s: kept at %(baseline)s."),
    "not-kept": N_("%(value)s in %(year)s: not kept at %(baseline)s."),
    "reached": N_("%(value)s in %(year)s reaches the target of %(target)s."),
    "behind-baseline": N_("%(value)s in %(year)s is behind the baseline of %(baseline)s."),
    "not-yet-due": N_("%(value)s in %(year)s is not behind the baseline; no progress is expected yet."),
    "under-way": N_("%(value)s in %(year)s against %(expected)s expected: %(share)s of the way."),
})  # fmt: skip
"""What each reason says; the others are put together from more than the values below."""


def status_reason(report: IndicatorReport) -> str:
    """Why an indicator has its status, in a sentence or a few."""
    status, measure, months = report.status, report.indicator.measure, report.judgement.stale_after_months
    now = status.now
    match status.reason:
        case "no-figures":
            return _no_figures(report)
        case "target-without-figure":
            return _without_figure(report.plan.target)
        case "stale":
            return ngettext(
                "The last figure is of %(year)s, older than %(months)s month.",
                "The last figure is of %(year)s, older than %(months)s months.",
                months,
            ) % {"year": max(now.years) if now else "", "months": months}
    text = _REASONS[status.reason]
    if "%(" not in text:  # a per cent sign of its own is no place for a value
        return text
    return text % {
        "range": shown(now, measure),
        "cases": shown(now, measure),
        "value": words(now.value if now else None, measure),
        "year": now.year if now else "",
        "baseline": words(status.baseline, measure),
        "target": words(status.target, measure),
        "expected": words(status.expected, measure),
        "share": figures.percent(status.progress) if status.progress is not None else "",
    }


def _without_figure(target: Target | None) -> str:
    """That articles are to reach a rating, from which no single figure follows as long as too many criteria are unanswered."""
    named = []
    for goal in target.articles if target else ():
        articles = figures.listed([_("Article %(number)s") % {"number": number} for number in goal.articles])
        values = {"treaty": goal.instrument, "articles": articles, "rating": _(goal.rating)}
        named.append(_("%(treaty)s: %(articles)s to %(rating)s") % values)
    text = _("The target names articles (%(articles)s); no single figure follows from them yet.")
    return text % {"articles": "; ".join(named)} if named else _("The target has no figure.")


def _no_figures(report: IndicatorReport) -> str:
    """What there is no value for want of."""
    names, parts, aside = report.asked_for, report.components, len(report.set_aside)
    sentences = [
        _("Missing: %(figures)s.") % {"figures": "; ".join(names)}
        if names
        else _("No year has all the figures that it needs.")
    ]
    if aside:
        text = ngettext("%(figures)s set aside.", "%(figures)s set aside.", aside)
        sentences.append(text % {"figures": figures.count(aside, "figure").capitalize()})
    if parts:
        total = sum((part.weight for part in parts), Fraction(0))
        known = sum((part.weight for part in parts if part.attainment is not None), Fraction(0))
        text = _("Not published: components worth %(weight)s of 100 have an attainment.")
        sentences.insert(0, text % {"weight": figures.number(100 * known / total)})
        sentences += [
            f"{part.indicator.name}: {no_attainment(part.missing)}." for part in parts if part.value and part.missing
        ]
    return " ".join(sentences)


def unpermitted(why: Unpermitted) -> str:
    """Why the treaty does not permit a deposit, as the end of a sentence that begins with the deposit."""
    return _(without_effect(why.reason)) % why.values
