"""The figures behind the indicators: every row of the statistics, with its source and its use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from compliance import figures
from compliance.indicators.statistics import OtherSeries
from compliance.indicators.values import IndicatorReport
from compliance.model.statistics import Observation
from compliance.report.excel.reference import link, measure
from compliance.report.excel.values import Sheet, Styled, Table, column, columns_of, rows_of
from compliance.view.values.country import CountryView


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the statistics behind an indicator."""

    indicator: str | None
    """The indicator that it stands behind; none where it is on file for context alone."""
    row: Observation
    is_used: bool


CONTEXT = "none"
"""What stands in the place of an indicator where a figure stands behind none."""
FIGURES: Table[Figure] = (
    column("Indicator", lambda figure: figure.indicator or CONTEXT, 10, "label"),
    column("Series", lambda figure: figure.row.series, 34),
    column("Year", lambda figure: figure.row.year, 7, "plain"),
    column("Figure", lambda figure: _value(figure.row.value), 14, "decimal"),
    column("Unit", lambda figure: figure.row.unit, 12),
    column("What it covers", lambda figure: figure.row.scope_detail or figure.row.scope, 20),
    column("Qualifier", lambda figure: ", ".join(figure.row.qualifier) or None, 16),
    column("Used", lambda figure: "yes" if figure.is_used else "no", 7, "word"),
    column("Note", lambda figure: figure.row.note, 44),
    column("Source", lambda figure: figure.row.source, 44),
    column("Seen at", lambda figure: link(figure.row.url), 40, "link"),
    column("Confidence", lambda figure: figure.row.confidence, 12, "word"),
)


def _value(value: Fraction) -> Styled:
    return Styled(value, "count" if value.denominator == 1 else "decimal")


def series(view: CountryView) -> Iterator[Sheet]:
    """The sheet of figures; nothing where no indicator has any."""
    rows = rows_of(FIGURES, (*figures_of(view.indicators), *context_of(view.other_figures)))
    if rows:
        yield Sheet(
            name="Series",
            about="The figures behind the indicators, each with its source; those that are not used too, with the reason",
            tab="reference",
            title=f"{figures.count(len(rows), 'figure').capitalize()}: behind the indicators, and for context",
            measure=measure(view, "Observed figures as their source gives them; one that serves several indicators stands under each, one that serves none at the end"),
            columns=columns_of(FIGURES),
            rows=rows,
            frozen=3,
        )  # fmt: skip


def context_of(others: Iterable[OtherSeries]) -> Iterator[Figure]:
    """The figures that stand behind no indicator."""
    yield from (Figure(None, row, is_used=False) for series in others for row in series.rows)


def figures_of(reports: Sequence[IndicatorReport]) -> Iterator[Figure]:
    """The figures of some indicators, those that are used first."""
    for report in reports:
        yield from (Figure(report.indicator.id, row, is_used=True) for row in report.rows)
        yield from (Figure(report.indicator.id, row, is_used=False) for row in report.set_aside)
