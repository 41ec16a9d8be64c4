"""Project indicators of countries: a table for a terminal, every value for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from compliance import figures
from compliance.indicators.statistics import OtherSeries
from compliance.indicators.values import IndicatorReport
from compliance.inputs import Inputs
from compliance.queries.datasets import INDICATORS, every_value
from compliance.queries.formats import Column
from compliance.view import counts
from compliance.view.assessed import assessments
from compliance.view.indicator import sparkline_over_years
from compliance.view.names import country_name, designations, in_order
from compliance.view.project import indicator_reports, laws, other_figures
from compliance.view.reasons import STATUS_SIGNS, STATUS_WORDS, shown, status_reason, words
from compliance.workspace import Workspace

__all__ = ["VALUES", "columns", "every_value", "footnotes", "reports", "summaries"]


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


def summaries(inputs: Inputs, computed: Sequence[IndicatorReport]) -> Iterator[str]:
    """A line for each country: how many indicators and answers there are, in the words of every deliverable, and what stands behind no indicator."""
    by_country: dict[str, list[IndicatorReport]] = {}
    for report in computed:
        by_country.setdefault(report.country, []).append(report)
    workspace = inputs.workspace
    for id_, reports in by_country.items():
        country = workspace.countries[id_]
        scores = assessments(workspace, country, country.cycles()[-1], tuple(workspace.instruments))
        jurisdiction = workspace.jurisdiction(id_)
        name = jurisdiction.names[-1].text["en"] if jurisdiction else id_
        yield f"{name}: {counts.indicators_in_words(reports)} {counts.answers_in_words(scores)}"
        others = other_figures(inputs, reports)
        if others:
            rows = figures.count(sum(len(series.rows) for series in others), "figure")
            yield f"{name}, {rows} behind no indicator: {'; '.join(map(_context, others))}."


def _context(series: OtherSeries) -> str:
    """A series behind no indicator: `seizure_requests 13 requests (2017)`."""
    rows = [f"{row.written} {row.unit} ({row.year}{'' if row.used else ', set aside'})" for row in series.rows]
    return f"{series.id} {', '.join(rows)}"


def columns(workspace: Workspace) -> tuple[Column[IndicatorReport], ...]:
    """The table of indicators."""
    return (
        Column("country", lambda report: country_name(workspace, report)),
        Column("indicator", lambda report: report.indicator.id),
        Column("name", lambda report: report.indicator.short or report.indicator.name),
        Column("trend", sparkline_over_years, rank=5),
        Column("now", lambda report: shown(report.status.now, report.indicator.measure)),
        Column("year", lambda report: report.status.now.year if report.status.now else "", rank=1),
        Column("unit", lambda report: report.status.now.unit if report.status.now else report.indicator.unit, rank=3),
        Column("baseline", lambda report: words(report.status.baseline, report.indicator.measure), rank=2),
        Column("expected", lambda report: words(report.status.expected, report.indicator.measure), rank=4),
        Column("target", lambda report: words(report.status.target, report.indicator.measure), rank=1),
        Column("status", lambda report: f"{STATUS_SIGNS[report.status.word]} {STATUS_WORDS[report.status.word]}"),
        Column("why", status_reason, rank=6),
    )


VALUES = INDICATORS.columns
"""The table of every value with its sources."""
