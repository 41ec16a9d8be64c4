"""How project indicators stand, as one table for a terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from compliance.indicators.records import COLUMNS as VALUES
from compliance.indicators.records import records
from compliance.indicators.values import STATUS_SIGNS, STATUS_WORDS, IndicatorReport, shown, words
from compliance.inputs import Inputs
from compliance.outgoing import in_csv
from compliance.view.names import country_name, designations, in_order
from compliance.view.project import indicator_reports, laws
from compliance.view.sparkline import sparkline
from compliance.workspace import Workspace

COLUMNS = ("country", "indicator", "name", "course", "now", "year", "baseline", "target", "status", "why")
"""Heads of the table."""


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
        status.reason,
    )
