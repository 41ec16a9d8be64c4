"""How project indicators stand, as one table for a terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from compliance.indicators.records import COLUMNS as VALUES
from compliance.indicators.records import records
from compliance.indicators.values import IndicatorReport
from compliance.inputs import Inputs
from compliance.outgoing import in_csv
from compliance.view.names import designations, in_order
from compliance.view.project import indicator_reports, laws
from compliance.view.reasons import STATUS_SIGNS, STATUS_WORDS, shown, status_reason, words
from compliance.workspace import Workspace

COLUMNS = ("country", "indicator", "name", "course", "now", "year", "baseline", "target", "status", "why")
"""Heads of the table."""
BARS = "▁▂▃▅▇"
"""The steps of a sparkline, from the least to the greatest value of its own row."""


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
    return designations(inputs.workspace, date.max, [one.names[-1].text["en"] for one in known]) if known else ()


def as_csv(computed: Iterable[IndicatorReport]) -> str:
    """Every value with its sources, one a row; exact fractions as text, missing as nothing."""
    text = io.StringIO()
    table = csv.DictWriter(text, VALUES, lineterminator="\n")
    table.writeheader()
    table.writerows(
        {name: in_csv(cell) for name, cell in record.items()} for report in computed for record in records(report)
    )
    return text.getvalue().rstrip("\n")


def sparkline(report: IndicatorReport) -> str:
    """The values as a line of bars from the first year with a figure to the last; a year without one is a space."""
    known = {value.year: value.value for value in report.values if value.value is not None}
    if not known:
        return ""
    low, high = min(known.values()), max(known.values())
    years = range(min(known), max(known) + 1)
    return "".join(_bar(known[year], low, high) if year in known else " " for year in years)


def _bar(value: Fraction, low: Fraction, high: Fraction) -> str:
    return BARS[int((value - low) / (high - low) * (len(BARS) - 1))] if high > low else BARS[len(BARS) // 2]


def rows(workspace: Workspace, computed: Iterable[IndicatorReport]) -> tuple[tuple[str, ...], ...]:
    """One row an indicator and country, in the order of `COLUMNS`."""
    return tuple(_row(workspace, report) for report in computed)


def _row(workspace: Workspace, report: IndicatorReport) -> tuple[str, ...]:
    status, measure = report.status, report.indicator.measure
    return (
        country_name(workspace, report),
        report.indicator.id,
        report.indicator.short or report.indicator.name,
        sparkline(report),
        shown(status.now, measure),
        str(status.now.year) if status.now else "",
        words(status.baseline, measure),
        words(status.target, measure),
        f"{STATUS_SIGNS[status.word]} {STATUS_WORDS[status.word]}",
        status_reason(report),
    )


def country_name(workspace: Workspace, report: IndicatorReport) -> str:
    """The name of the country of a report, on the day of its latest value."""
    jurisdiction, now = workspace.jurisdiction(report.country), report.status.now
    if jurisdiction is None:
        return report.country
    return jurisdiction.name(now.as_of) if now else jurisdiction.names[-1].text["en"]
