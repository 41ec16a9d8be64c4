"""Figures of indicators as cells, the figures behind them with their sources, and the logframe in a donor’s form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from compliance import figures
from compliance.indicators.statistics import OtherSeries
from compliance.indicators.values import IndicatorReport
from compliance.model.logframe import Baseline, Level, Measure, Milestone, Target
from compliance.model.statistics import Observation
from compliance.report.excel.formats import OPEN
from compliance.report.excel.reference import link, measure
from compliance.report.excel.values import Cell, Formula, Sheet, Styled, Table, column, columns_of, rows_of
from compliance.view.values.country import CountryView

STYLES: Mapping[Measure, str] = {
    "percentage": "percent",
    "score": "score",
    "money": "count",
    "number": "decimal",
    "ordinal": "decimal",
}
"""Styles of figures of each kind."""
EPOCH = date(1899, 12, 30)
"""The day from which a spreadsheet counts days."""


def scaled(value: Fraction, kind: Measure) -> Fraction:
    """A figure as a cell holds it: percentages as ratios, for they carry their sign."""
    return value / 100 if kind == "percentage" else value


def style(value: Fraction | None, kind: Measure) -> str:
    """The style of a figure: that of its kind, whole numbers without decimals."""
    whole = kind in {"number", "ordinal"} and value is not None and value.denominator == 1
    return "count" if whole else STYLES[kind]


def figure(value: Fraction | None, kind: Measure) -> Styled | None:
    """A figure that stands fast; nothing where there is none."""
    return None if value is None else Styled(scaled(value, kind), style(value, kind))


def typed(value: Fraction | None, kind: Measure) -> Styled:
    """A figure that a reader may change, or type where there is none."""
    return Styled(None if value is None else scaled(value, kind), OPEN[style(value, kind)])


def amount(text: str, value: Fraction | None, kind: Measure) -> Styled:
    """A formula for a figure, with the engine’s value."""
    return Styled(Formula(text, "" if value is None else scaled(value, kind)), STYLES[kind])


Figure = tuple[str, Observation, bool]
"""A row of the statistics, after the indicator that it stands behind, if any, and whether it is used."""
CONTEXT = "none"
"""What stands in the place of an indicator where a figure stands behind none."""
FIGURES: Table[Figure] = (
    column("Indicator", lambda figure: figure[0], 10, "label"),
    column("Series", lambda figure: figure[1].series, 34),
    column("Year", lambda figure: figure[1].year, 7, "plain"),
    column("Figure", lambda figure: Styled(figure[1].value, style(figure[1].value, "number")), 14, "decimal"),
    column("Unit", lambda figure: figure[1].unit, 12),
    column("What it covers", lambda figure: figure[1].scope_detail or figure[1].scope, 20),
    column("Qualifier", lambda figure: ", ".join(figure[1].qualifier) or None, 16),
    column("Used", lambda figure: "yes" if figure[2] else "no", 7, "word"),
    column("Note", lambda figure: figure[1].note, 44),
    column("Source", lambda figure: figure[1].source, 44),
    column("Seen at", lambda figure: link(figure[1].url), 40, "link"),
    column("Confidence", lambda figure: figure[1].confidence, 12, "word"),
)


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
    return ((CONTEXT, row, False) for series in others for row in series.rows)


def figures_of(reports: Sequence[IndicatorReport]) -> Iterator[Figure]:
    """The figures of some indicators, those that are used first."""
    for report in reports:
        yield from ((report.indicator.id, row, True) for row in report.rows)
        yield from ((report.indicator.id, row, False) for row in report.set_aside)


LEVELS: dict[Level, str] = {
    "impact": "Impact",
    "outcome": "Outcome",
    "intermediate-outcome": "Intermediate outcome",
    "output": "Output",
    "context": "Context",
}
TYPES: dict[Measure, str] = {
    "number": "Quantitative",
    "percentage": "Percentage",
    "money": "Quantitative",
    "score": "Quantitative",
    "ordinal": "Qualitative",
}
"""Types of indicators as the form names them."""
NOTE = (
    "Order of columns as in the form: result, indicator, baseline, intermediate targets, target, current value, source, assumptions. "
    "An indicator without a baseline or a target has empty cells; none is made up."
)


def opsys(view: CountryView) -> Sheet:
    """The logframe in the order of the European Commission’s form (OPSYS): a row an indicator, values only, to be copied."""
    form = form_of(view.indicators)
    return Sheet(
        name="OPSYS",
        about="The logframe in the order of the European Commission’s form, to copy into it",
        tab="reference",
        title="The logframe in the order of OPSYS",
        measure=measure(view, "Values as reported; nothing here follows what is typed elsewhere"),
        columns=columns_of(form),
        rows=rows_of(form, view.indicators),
        frozen=3,
        wide=3,
        notes=(NOTE,),
    )


def form_of(reports: Sequence[IndicatorReport]) -> Table[IndicatorReport]:
    """What the form asks of an indicator, in its order, with room for the most intermediate targets, one at least."""
    stones = max((1, *(len(report.plan.milestones) for report in reports)))
    return (
        column("Result level", lambda report: LEVELS[report.result.level if report.result else report.indicator.level], 14),
        column("Result", lambda report: report.result.statement if report.result else None, 36),
        column("Indicator code", lambda report: report.indicator.id, 10, "word"),
        column("Indicator", lambda report: report.indicator.name, 40, "label"),
        column("Definition", lambda report: report.indicator.definition, 40),
        column("Type", lambda report: TYPES[report.indicator.measure], 13),
        column("Unit", lambda report: report.indicator.unit, 16),
        column("Baseline, value", lambda report: _value(report, report.plan.baseline), 12, "decimal"),
        column("Baseline, year", lambda report: _year(report.plan.baseline), 9, "plain"),
        column("Baseline, source and comment", lambda report: _joined(report.plan.baseline.source, report.plan.baseline.comment) if report.plan.baseline else None, 34),
        *(column for place in range(stones) for column in _milestone(place)),
        column("Target, value", lambda report: _value(report, report.plan.target), 12, "decimal"),
        column("Target, year", lambda report: _year(report.plan.target), 9, "plain"),
        column("Target, comment", lambda report: report.plan.target.comment if report.plan.target else None, 34),
        column("Way expected (outcome profile)", lambda report: report.plan.profile if report.plan.target else None, 12, "word"),
        column("Current value", _current, 14, "decimal"),
        column("Current value, year", lambda report: report.status.now.year if report.status.now else None, 9, "plain"),
        column("Current value, comment", lambda report: report.status.reason, 40),
        column("Source of verification", lambda report: report.indicator.source_of_verification, 34),
        column("Responsible", lambda report: report.indicator.responsible, 24),
        column("Frequency", lambda report: report.indicator.frequency, 12),
        column("Disaggregation", lambda report: ", ".join(report.indicator.disaggregation) or None, 18),
        column("Assumptions", lambda report: "\n".join((*(report.result.assumptions if report.result else ()), *report.indicator.assumptions)) or None, 36),
        column("Predefined code", lambda report: report.indicator.predefined_code, 12, "word"),
        column("State", lambda report: ("approved" if report.plan.approved else "draft") if report.plan.baseline or report.plan.target else None, 11, "word"),
        column("Approved by, on", _approved, 24),
        column("Comment", lambda report: _joined(report.plan.comment, report.indicator.caveats), 40),
    )  # fmt: skip


def _milestone(place: int) -> Table[IndicatorReport]:
    """The columns of an intermediate target, counted from 0."""

    def stone(report: IndicatorReport) -> Milestone | None:
        return next(iter(report.plan.milestones[place:]), None)

    header = f"Intermediate target {place + 1}"
    return (
        column(f"{header}, value", lambda report: _value(report, stone(report)), 12, "decimal"),
        column(f"{header}, date", lambda report: due.date if (due := stone(report)) else None, 12, "date"),
    )


def _value(report: IndicatorReport, point: Baseline | Milestone | Target | None) -> Styled | None:
    return figure(point.value if point else None, report.indicator.measure)


def _year(point: Baseline | Target | None) -> int | None:
    return point.date.year if point else None


def _current(report: IndicatorReport) -> Cell:
    """The latest value, or the word of another body."""
    now = report.status.now
    return now.word if now and now.word else figure(now.value if now else None, report.indicator.measure)


def _approved(report: IndicatorReport) -> str | None:
    """Who approved baseline and target, and when; each once."""
    points = (report.plan.baseline, report.plan.target)
    approvals = [point.approved for point in points if point and point.approved]
    return "; ".join(dict.fromkeys(f"{each.by}, {figures.day(each.date)}" for each in approvals)) or None


def _joined(*texts: str | None) -> str | None:
    return " ".join(text for text in texts if text) or None
