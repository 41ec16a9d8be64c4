"""How project indicators stand, as one table for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from compliance.indicators.values import STATUS_WORDS, IndicatorReport, shown, words
from compliance.inputs import Inputs
from compliance.view.scores import Scored
from compliance.workspace import Workspace

COLUMNS = ("country", "indicator", "name", "now", "year", "baseline", "target", "status", "why")
"""Heads of the table."""


def reports(inputs: Inputs, found: Iterable[Scored]) -> tuple[IndicatorReport, ...]:
    """Every indicator of every country that has scores; none where the folder has no project."""
    scores: dict[str, dict[str, tuple[Fraction, Fraction, Fraction | None]]] = {}
    days: dict[str, date] = {}
    for country, _, one in found:
        span = one.whole.range
        days[country] = one.on
        if span:
            scores.setdefault(country, {})[one.whole.instrument.id] = (span.low, span.high, span.point)
    project = inputs.project
    if project is None:
        return ()
    return tuple(one for country, day in days.items() for one in project.report(country, scores.get(country, {}), day))


def rows(workspace: Workspace, computed: Iterable[IndicatorReport]) -> tuple[tuple[str, ...], ...]:
    """One row an indicator and country, in the order of `COLUMNS`."""
    return tuple(_row(workspace, one) for one in computed)


def _row(workspace: Workspace, one: IndicatorReport) -> tuple[str, ...]:
    status, measure = one.status, one.indicator.measure
    jurisdiction = workspace.jurisdiction(one.country)
    name = (
        jurisdiction.name(status.now.as_of)
        if jurisdiction and status.now
        else jurisdiction.names[-1].text["en"]
        if jurisdiction
        else one.country
    )
    return (
        name,
        one.indicator.id,
        one.indicator.short or one.indicator.name,
        shown(status.now, measure),
        str(status.now.year) if status.now else "",
        words(status.baseline, measure),
        words(status.target, measure),
        STATUS_WORDS[status.word],
        status.reason,
    )
