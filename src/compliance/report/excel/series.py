"""The figures behind the indicators: every row of the statistics, with its source and its use."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from compliance import figures
from compliance.indicators.statistics import OtherSeries
from compliance.indicators.values import IndicatorReport
from compliance.model.statistics import Observation
from compliance.report.excel.reference import link, measure
from compliance.report.excel.values import Sheet, Styled, Table, column, columns_of, rows_of
from compliance.view.values.country import CountryView

Figure = tuple[str | None, Observation, bool]
"""A row of the statistics, after the indicator that it stands behind, if any, and whether it is used."""


CONTEXT = "none"
"""What stands in the place of an indicator where a figure stands behind none."""
FIGURES: Table[Figure] = (
    column("Indicator", lambda figure: figure[0] or CONTEXT, 10, "label"),
    column("Series", lambda figure: figure[1].series, 34),
    column("Year", lambda figure: figure[1].year, 7, "plain"),
    column("Figure", lambda figure: _value(figure[1].value), 14, "decimal"),
    column("Unit", lambda figure: figure[1].unit, 12),
    column("What it covers", lambda figure: figure[1].scope_detail or figure[1].scope, 20),
    column("Qualifier", lambda figure: ", ".join(figure[1].qualifier) or None, 16),
    column("Used", lambda figure: "yes" if figure[2] else "no", 7, "word"),
    column("Note", lambda figure: figure[1].note, 44),
    column("Source", lambda figure: figure[1].source, 44),
    column("Seen at", lambda figure: link(figure[1].url), 40, "link"),
    column("Confidence", lambda figure: figure[1].confidence, 12, "word"),
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
    yield from ((None, row, False) for series in others for row in series.rows)


def figures_of(reports: Sequence[IndicatorReport]) -> Iterator[Figure]:
    """The figures of some indicators, those that are used first."""
    for report in reports:
        yield from ((report.indicator.id, row, True) for row in report.rows)
        yield from ((report.indicator.id, row, False) for row in report.set_aside)
