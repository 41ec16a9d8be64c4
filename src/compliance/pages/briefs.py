"""The charts of a donor brief: scores then and now, and the course of each indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from compliance import charts
from compliance.charts import Chart
from compliance.indicators.values import IndicatorReport, words
from compliance.pages.drawings import course, finding, years_of
from compliance.view.donor import DonorView, ScoreThen


def brief_drawings(view: DonorView) -> Mapping[str, Chart]:
    """Every chart of the two pages by its id."""
    return dict(_drawings(view))


def _drawings(view: DonorView) -> Iterator[tuple[str, Chart]]:
    groups = [(name, [_row(row) for row in rows]) for name, rows in view.scores]
    said = f"{view.country.name}: {view.scores_headline}."
    yield "scores", charts.dumbbell(groups, dates=view.dates, finding=said, table="workbook, sheet Summary")
    drawn = [row.report for row in view.rows if any(value.value is not None for value in row.report.values)]
    years = years_of(drawn)
    for report in drawn:
        yield f"course-{report.indicator.id}", _spark(view, report, years)


def _row(row: ScoreThen) -> charts.DumbbellRow:
    now = charts.Score(low=row.now[0], high=row.now[1], point=row.now[2]) if row.now else None
    return charts.DumbbellRow(name=row.name, baseline=row.before, now=now, target=row.target)


def _spark(view: DonorView, report: IndicatorReport, years: tuple[int, int]) -> Chart:
    measure = report.indicator.measure
    return charts.sparkline(
        course(report),
        years,
        finding=f"{view.country.name}, {report.indicator.name}: {finding(report)}.",
        table="workbook, sheet Indicators",
        label=lambda number: words(Fraction(number), measure),
    )
