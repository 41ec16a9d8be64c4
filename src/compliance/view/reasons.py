"""What the codes of the engines say to a reader: values, flags, statuses and their reasons, deposits without effect."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import assert_never, get_args

from compliance import figures
from compliance.as_of.deposits import Unpermitted
from compliance.checks.law import without_effect
from compliance.indicators.values import Flag, IndicatorReport, IndicatorValue, NoAttainment, Word
from compliance.language import N_, Words, _, ngettext
from compliance.model.logframe import ArticleTarget, Measure, Target

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


def _status(word: Word) -> tuple[str, str]:  # noqa: PLR0911  # one for each status
    match word:
        case "met":
            return "✓", N_("Met")
        case "on-track":
            return "▲", N_("On track")
        case "at-risk":
            return "◆", N_("At risk")
        case "off-track":
            return "▼", N_("Off track")
        case "range-only":
            return "○", N_("Range only")
        case "no-data":
            return "○", N_("No data")
        case "old-figure":
            return "○", N_("Old figure")
        case "no-target":
            return "○", N_("No target")
        case "draft":
            return "○", N_("Draft target")
        case "not-judged":
            return "○", N_("Not judged")
        case "context":
            return "○", N_("Context")
        case _:
            assert_never(word)


STATUS_WORDS: Words[Word] = Words({word: _status(word)[1] for word in get_args(Word)})
"""The word that stands beside the glyph of each status; those that judge nothing carry no colour but grey."""
STATUS_SIGNS: Mapping[Word, str] = {word: _status(word)[0] for word in get_args(Word)}
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
    if value.word:
        return _rating(value, value.word)
    if value.few:
        return _("%(number)s of %(all)s") % _counts(value)
    if value.value is None and value.low is not None and value.high is not None:
        return figures.score_range(value.low / 100, value.high / 100)
    return words(value.value, measure)


def _rating(value: IndicatorValue, word: str) -> str:
    """The official rating; open downwards where not all that were asked for are known."""
    if value.value is not None:
        return word
    return _("%(rating)s or lower, %(number)s of %(all)s known") % {"rating": word, **_counts(value)}


def _counts(value: IndicatorValue) -> Mapping[str, str]:
    return {"number": figures.number(value.numerator or 0), "all": figures.number(value.denominator or 0)}


def no_attainment(missing: NoAttainment) -> str:
    """Why an indicator has no attainment."""
    match missing:
        case "no-figure":
            return _("no figure for the year")
        case "uncertain":
            return _("the figure is too uncertain to be judged")
        case "no-baseline":
            return _("no baseline is agreed")
        case "no-target":
            return _("no target is agreed")
        case "draft":
            return _("baseline or target is a draft")
        case "no-way":
            return _("the target equals the baseline")
        case _:
            assert_never(missing)


def status_reason(report: IndicatorReport) -> str:  # noqa: PLR0911, PLR0912  # one sentence for each reason
    """Why an indicator has its status, in a sentence or a few."""
    status, months = report.status, report.judgement.stale_after_months
    match status.reason:
        case "no-figures":
            return _no_figures(report)
        case "context":
            return _("Shown for context; it has no target.")
        case "range":
            seen = shown(status.now, report.indicator.measure)
            return _("Too much is unanswered for one figure: %(range)s.") % {"range": seen}
        case "stale":
            return ngettext(
                "The last figure is of %(year)s, older than %(months)s month.",
                "The last figure is of %(year)s, older than %(months)s months.",
                months,
            ) % {"year": max(status.now.years) if status.now else "", "months": months}
        case "zero-of-zero":
            return _("There was nothing to measure: zero of zero.")
        case "something-of-zero":
            return _("Something of zero cannot be computed; ask the source.")
        case "cohorts":
            return _("The two figures count different cases.")
        case "cohorts-above-all":
            return _("The share is above 100 %, because the two figures count different cases.")
        case "few-cases":
            seen = shown(status.now, report.indicator.measure)
            return _("Too few cases to judge: %(cases)s.") % {"cases": seen}
        case "no-plan":
            return _("No baseline and no target is agreed.")
        case "no-target":
            return _("No target is agreed.")
        case "no-baseline":
            return _("There is a target but no baseline.")
        case "target-without-figure":
            return _without_figure(report.plan.target)
        case "draft":
            text = _("Baseline and target are drafts that nobody has approved, from %(baseline)s to %(target)s.")
            return _compared(report, text)
        case "kept":
            return _compared(report, _("%(value)s in %(year)s: kept at %(baseline)s."))
        case "not-kept":
            return _compared(report, _("%(value)s in %(year)s: not kept at %(baseline)s."))
        case "reached":
            return _compared(report, _("%(value)s in %(year)s reaches the target of %(target)s."))
        case "behind-baseline":
            return _compared(report, _("%(value)s in %(year)s is behind the baseline of %(baseline)s."))
        case "not-yet-due":
            text = _("%(value)s in %(year)s is not behind the baseline; no progress is expected yet.")
            return _compared(report, text)
        case "under-way":
            text = _("%(value)s in %(year)s against %(expected)s expected: %(share)s of the way.")
            return _compared(report, text)
        case _:
            assert_never(status.reason)


def _compared(report: IndicatorReport, text: str) -> str:
    """A sentence about a value that was compared with its plan."""
    status, measure = report.status, report.indicator.measure
    now = status.now
    return text % {
        "value": words(now.value if now else None, measure),
        "year": now.year if now else "",
        "baseline": words(status.baseline, measure),
        "target": words(status.target, measure),
        "expected": words(status.expected, measure),
        "share": figures.percent(status.progress) if status.progress is not None else "",
    }


def _without_figure(target: Target | None) -> str:
    named = "; ".join(_goal(goal) for goal in target.articles) if target else ""
    # The articles have a figure as soon as few enough criteria are unanswered.
    text = _("The target names articles (%(articles)s); no single figure follows from them yet.")
    return text % {"articles": named} if named else _("The target has no figure.")


def _goal(target: ArticleTarget) -> str:
    """The rating that articles should reach, in words."""
    articles = figures.listed([_("Article %(number)s") % {"number": number} for number in target.articles])
    return _("%(treaty)s: %(articles)s to %(rating)s") % {
        "treaty": target.instrument,
        "articles": articles,
        "rating": _(target.rating),
    }


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
