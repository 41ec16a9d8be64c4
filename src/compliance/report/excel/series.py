"""The figures behind the indicators: every row of the statistics, with its source and its use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance import figures
from compliance.indicators.values import IndicatorReport
from compliance.report.excel.reference import link, measure
from compliance.report.excel.values import Cell, Column, Sheet, Styled
from compliance.view.values import CountryView

COLUMNS = (
    Column(header="Indicator", width=10, style="label"),
    Column(header="Series", width=34),
    Column(header="Year", width=7, style="plain"),
    Column(header="Figure", width=14, style="decimal"),
    Column(header="Unit", width=12),
    Column(header="What it covers", width=20),
    Column(header="Qualifier", width=16),
    Column(header="Used", width=7, style="word"),
    Column(header="Note", width=44),
    Column(header="Source", width=44),
    Column(header="Seen at", width=40, style="link"),
    Column(header="Confidence", width=12, style="word"),
)


def series(view: CountryView) -> Iterator[Sheet]:
    """The sheet of figures; nothing where no indicator has any."""
    rows = tuple(rows_of(view.indicators))
    if rows:
        yield Sheet(
            name="Series",
            about="The figures behind the indicators, each with its source; those that are not used too, with the reason",
            tab="reference",
            title=f"{figures.count(len(rows), 'figure').capitalize()} behind the indicators",
            measure=measure(view, "Observed figures as their source gives them; one that serves several indicators stands under each"),
            columns=COLUMNS,
            rows=rows,
            frozen=3,
        )  # fmt: skip


def rows_of(reports: Sequence[IndicatorReport]) -> Iterator[tuple[Cell, ...]]:
    """The figures of some indicators, those that are used first."""
    for report in reports:
        for used, observed in (("yes", report.rows), ("no", report.set_aside)):
            for row in observed:
                yield (
                    report.indicator.id,
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
