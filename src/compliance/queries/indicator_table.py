"""Project indicators of countries: a table for a terminal, every value for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from compliance.indicators.values import IndicatorReport
from compliance.inputs import Inputs
from compliance.queries.datasets import INDICATORS, every_value
from compliance.queries.formats import Column
from compliance.view.names import country_name, designations, in_order
from compliance.view.project import indicator_reports, laws
from compliance.view.reasons import STATUS_SIGNS, STATUS_WORDS, shown, status_reason, words
from compliance.view.sparkline import sparkline
from compliance.workspace import Workspace

__all__ = ["VALUES", "columns", "every_value", "footnotes", "reports"]


def reports(inputs: Inputs, countries: Sequence[str], year: int | None = None) -> tuple[IndicatorReport, ...]:
    """Every indicator of some countries, or of all, in their latest cycle or at the end of a year; none without a project."""
    if inputs.project is None:
        return ()
    workspace, on = inputs.workspace, date(year, 12, 31) if year else None
    return tuple(
        report
        for id_ in in_order(workspace, countries)
        for cycle in workspace.countries[id_].cycles()[-1:]
        for law in [laws(workspace, workspace.countries[id_], cycle, tuple(workspace.instruments))]
        for report in indicator_reports(inputs, id_, cycle, law, on)
    )


def footnotes(inputs: Inputs, countries: Sequence[str]) -> tuple[str, ...]:
    """The obligatory footnotes of the names of some countries, or of all."""
    listed = in_order(inputs.workspace, countries)
    known = [jurisdiction for id_ in listed if (jurisdiction := inputs.workspace.jurisdiction(id_))]
    return (
        designations(inputs.workspace, date.max, [jurisdiction.names[-1].text["en"] for jurisdiction in known])
        if known
        else ()
    )


def columns(workspace: Workspace) -> tuple[Column[IndicatorReport], ...]:
    """The table of indicators."""
    return (
        Column("country", lambda report: country_name(workspace, report)),
        Column("indicator", lambda report: report.indicator.id),
        Column("name", lambda report: report.indicator.short or report.indicator.name),
        Column("trend", sparkline),
        Column("now", lambda report: shown(report.status.now, report.indicator.measure)),
        Column("year", lambda report: report.status.now.year if report.status.now else ""),
        Column("baseline", lambda report: words(report.status.baseline, report.indicator.measure)),
        Column("target", lambda report: words(report.status.target, report.indicator.measure)),
        Column("status", lambda report: f"{STATUS_SIGNS[report.status.word]} {STATUS_WORDS[report.status.word]}"),
        Column("why", status_reason),
    )


VALUES = INDICATORS.columns
"""The table of every value with its sources."""
