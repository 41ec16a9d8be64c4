"""Project indicators: where each started, stands and should arrive, and the figures behind it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compliance import figures
from compliance.indicators.values import FLAG_WORDS, STATUS_WORDS, IndicatorReport
from compliance.model.logframe import Measure
from compliance.report.excel.reference import link, measure
from compliance.report.excel.values import Cell, Column, Sheet, Styled
from compliance.view.values import CountryView


def indicators(view: CountryView) -> Iterator[Sheet]:
    """Indicators and their figures; nothing where none is reported."""
    if view.indicators:
        yield _indicators(view)
    if any(one.rows or one.set_aside for one in view.indicators):
        yield _figures(view)


def _indicators(view: CountryView) -> Sheet:
    judged = [STATUS_WORDS[one.status.word] for one in view.indicators]
    counts = figures.listed([f"{judged.count(word)} {word.lower()}" for word in dict.fromkeys(judged)])
    return Sheet(
        name="Indicators",
        about="Project indicators: value, baseline, milestone, target and status",
        tab="result",
        title=f"{figures.count(len(judged), 'indicator').capitalize()}, by status {counts}",
        measure=measure(view, "Latest value against baseline, milestone and target; values from the engine"),
        columns=(
            Column(head="Indicator", width=10, style="label"),
            Column(head="Name", width=44),
            Column(head="Unit", width=16),
            Column(head="Year", width=7, style="plain"),
            Column(head="Value", width=12, style="decimal"),
            Column(head="Low end", width=12, style="decimal"),
            Column(head="High end", width=12, style="decimal"),
            Column(head="Baseline", width=12, style="decimal"),
            Column(head="Baseline, date", width=13, style="date"),
            Column(head="Milestone", width=12, style="decimal"),
            Column(head="Milestone, date", width=13, style="date"),
            Column(head="Target", width=12, style="decimal"),
            Column(head="Target, date", width=13, style="date"),
            Column(head="Achieved of the target", width=10, style="share"),
            Column(head="Status", width=14, style="status"),
            Column(head="Reason", width=48),
            Column(head="What to know", width=40),
        ),
        rows=tuple(_row(one) for one in view.indicators),
        frozen=2,
    )


def _row(one: IndicatorReport) -> tuple[Cell, ...]:
    status, now, kind = one.status, one.status.now, one.indicator.measure
    flags = "; ".join(FLAG_WORDS[flag] for flag in now.flags) if now else ""
    return (
        one.indicator.id,
        one.indicator.name,
        now.unit if now else one.indicator.unit,
        now.year if now else None,
        # A rating by another body stays in its words; its rank is no figure of ours.
        now.word if now and now.word else _figure(now.value if now else None, kind),
        _figure(now.low if now and not now.word else None, kind),
        _figure(now.high if now and not now.word else None, kind),
        _figure(status.baseline, kind),
        status.baseline_date,
        _figure(status.milestone, kind),
        status.milestone_date,
        _figure(status.target, kind),
        status.target_date,
        status.achievement,
        STATUS_WORDS[status.word],
        status.reason,
        flags or None,
    )


def _figure(value: Fraction | None, kind: Measure) -> Cell:
    """A figure in the format of its kind: percentages as ratios, scores in points, whole numbers without decimals."""
    if value is None:
        return None
    match kind:
        case "percentage":
            return Styled(value / 100, "percent")
        case "score":
            return Styled(value, "score")
        case "money":
            return Styled(value, "count")
        case "number" | "ordinal":
            return Styled(value, "count" if value.denominator == 1 else "decimal")


def _figures(view: CountryView) -> Sheet:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.indicator.id,
            row.series,
            row.year,
            Styled(row.value, "count" if row.value.denominator == 1 else "decimal"),
            row.unit,
            row.scope_detail or row.scope,
            ", ".join(row.qualifier) or None,
            used,
            row.note,
            row.source,
            link(row.url),
            row.confidence,
        )
        for one in view.indicators
        for used, observed in (("yes", one.rows), ("no", one.set_aside))
        for row in observed
    )
    return Sheet(
        name="Indicator figures",
        about="The figures behind the indicators, each with its source",
        tab="reference",
        title=f"{figures.count(len(rows), 'figure').capitalize()} behind the indicators",
        measure=measure(view, "Observed figures as their source gives them"),
        columns=(
            Column(head="Indicator", width=10, style="label"),
            Column(head="Series", width=24),
            Column(head="Year", width=7, style="plain"),
            Column(head="Figure", width=14, style="decimal"),
            Column(head="Unit", width=12),
            Column(head="What it covers", width=20),
            Column(head="Qualifier", width=16),
            Column(head="Used", width=7, style="word"),
            Column(head="Note", width=44),
            Column(head="Source", width=44),
            Column(head="Seen at", width=40, style="link"),
            Column(head="Confidence", width=12, style="word"),
        ),
        rows=rows,
        frozen=3,
    )
