"""Indicators over the years: a row a line, gaps for missing years, and a chart for each indicator with several figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from compliance import figures
from compliance.indicators.status import expected
from compliance.indicators.values import IndicatorReport
from compliance.report.excel import pace
from compliance.report.excel.logframe import figure, scaled, style
from compliance.report.excel.reference import measure
from compliance.report.excel.values import (
    HEADER_ROW,
    Cell,
    Column,
    Formula,
    Line,
    Sheet,
    Sparkline,
    Styled,
    Trend,
    letter,
)
from compliance.view.reasons import STATUS_WORDS, shown, unit
from compliance.view.values.country import CountryView

SHEET = "Indicator values"
NAMES = {"actual": "value", "planned": "expected", "low": "low end", "high": "high end"}
"""What the lines are called."""
BEFORE = (
    Column(header="Indicator", width=10, style="word"),
    Column(header="How it stands", width=76, style="word"),
    Column(header="Line", width=10, style="word"),
)
FINDING, LABELS = 1, 2
"""The columns of the findings, and of the names of the lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendRow:
    """One line: an indicator’s values, where they should be, or an end of their range."""

    report: IndicatorReport
    kind: Literal["actual", "planned", "low", "high"]
    points: Mapping[int, Fraction] = field(default_factory=dict)
    """Figures by year; a missing year is absent."""


def trend(view: CountryView, cells: Mapping[str, pace.Cells]) -> Iterator[Sheet]:
    """The sheet of values; nothing where no indicator has any. `cells` says where each stands on its own sheet."""
    rows = _lines_of(view.indicators)
    span = _years(rows)
    if rows:
        yield Sheet(
            name=SHEET,
            about="Values by year with where they should be, and a chart for each indicator with several years",
            title=f"{figures.count(len({row.report.indicator.id for row in rows}), 'indicator has', 'indicators have').capitalize()} figures",
            measure=measure(view, "Values by year, empty where there is no figure; expected: where the plan should stand at the end of the year"),
            columns=(*BEFORE, *(Column(header=str(year), width=12, style="decimal") for year in span)),
            rows=tuple(_cells(row, span, cells) for row in rows),
            frozen=3,
            charts=tuple(_charts(rows, span)),
            notes=(
                "The last value of each indicator follows what is typed on Indicators. Hollow points: too few cases to judge by.",
            ),
        )  # fmt: skip


def _lines_of(reports: Sequence[IndicatorReport]) -> tuple[TrendRow, ...]:
    """All lines of some indicators; ratings by other bodies have none."""
    own = (report for report in reports if not (report.status.now and report.status.now.word))
    return tuple(row for report in own for row in _rows(report))


def _rows(report: IndicatorReport) -> Iterator[TrendRow]:
    values = {indicator.year: indicator.value for indicator in report.values if indicator.value is not None}
    if values:
        yield TrendRow(report=report, kind="actual", points=values)
    ends = [indicator for indicator in report.values if indicator.low != indicator.high]
    if ends:
        low = {indicator.year: indicator.low for indicator in ends if indicator.low is not None}
        high = {indicator.year: indicator.high for indicator in ends if indicator.high is not None}
        yield TrendRow(report=report, kind="low", points=low)
        yield TrendRow(report=report, kind="high", points=high)
    start, target = report.plan.baseline, report.plan.target
    # Where the plan should stand at the end of each of its years.
    span = range(start.date.year, target.date.year + 1) if start and target else ()
    due = {year: expected(report.plan, date(year, 12, 31)) for year in span}
    planned = {year: value for year, value in due.items() if value is not None}
    if planned and (values or ends):
        yield TrendRow(report=report, kind="planned", points=planned)


def _years(rows: Sequence[TrendRow]) -> range:
    """All years from the first to the last of any line."""
    years = [year for row in rows for year in row.points]
    return range(min(years), max(years) + 1) if years else range(0)


def lines(reports: Sequence[IndicatorReport]) -> Mapping[str, Mapping[str, Cell]]:
    """The small line of each indicator that has several values, and its first and last year (`2014–2019`), by id."""
    columns = _columns(_years(_lines_of(reports)))
    return {
        row.report.indicator.id: {
            "trend": Sparkline(SHEET, number, columns),
            "years": f"{min(row.points)}–{max(row.points)}",
        }
        for number, row in enumerate(_lines_of(reports), HEADER_ROW + 1)
        if row.kind == "actual" and len(row.points) > 1
    }


def _columns(span: Sequence[int]) -> range:
    return range(len(BEFORE), len(BEFORE) + len(span))


def _cells(row: TrendRow, span: Sequence[int], cells: Mapping[str, pace.Cells]) -> tuple[Cell, ...]:
    report, kind = row.report, row.report.indicator.measure
    cell = cells[report.indicator.id]
    finding = Formula(
        '=Indicators!{id}&" "&Indicators!{name}&": "&Indicators!{status}'.format(**cell), _finding(report)
    )
    now = report.status.now
    points: list[Cell] = [figure(row.points.get(year), kind) for year in span]
    key = {"actual": "value", "low": "low", "high": "high"}.get(row.kind)
    if key and now and now.year in span and (last := row.points.get(now.year)) is not None:
        points[span.index(now.year)] = Styled(
            Formula(f"=Indicators!{cell[key]}", scaled(last, kind)), style(last, kind)
        )
    return (report.indicator.id, finding, NAMES[row.kind], *points)


def _finding(report: IndicatorReport) -> str:
    return f"{report.indicator.id} {report.indicator.name}: {STATUS_WORDS[report.status.word]}"


def _charts(rows: Sequence[TrendRow], span: Sequence[int]) -> Iterator[Trend]:
    """A chart for each indicator with figures of several years."""
    for id_ in dict.fromkeys(row.report.indicator.id for row in rows):
        mine = [(number, row) for number, row in enumerate(rows, HEADER_ROW + 1) if row.report.indicator.id == id_]
        first, row = mine[0]
        kind = row.report.indicator.measure
        if len(row.points) > 1:
            yield Trend(
                title=Formula(f"='{SHEET}'!${letter(FINDING)}${first}", _finding(row.report)),
                alt=_alt(row.report, mine),
                lines=tuple(_line(number, row, span) for number, row in mine),
                labels=LABELS,
                years=_columns(span),
                style=max((style(value, kind) for value in row.points.values()), key=lambda style: style != "count"),
                unit=unit(now) if (now := row.report.status.now) else row.report.indicator.unit,
            )


def _line(number: int, row: TrendRow, span: Sequence[int]) -> Line:
    last = span.index(max(row.points))
    if row.kind == "actual":
        few = (value.year for value in row.report.values if "small-n" in value.flags and value.value is not None)
        return Line(number, "actual", hollow=tuple(span.index(year) for year in few), last=last)
    if row.kind == "planned":
        return Line(number, "planned", last=last)
    return Line(number, "end")


def _alt(report: IndicatorReport, mine: Sequence[tuple[int, TrendRow]]) -> str:
    """What the chart shows, for those who do not see it."""
    values = [indicator for indicator in report.values if indicator.value is not None or indicator.low is not None]
    first, last, kind = values[0], values[-1], report.indicator.measure
    rows = figures.listed([str(number) for number, _ in mine])
    plan = ", with a dashed line where the plan should stand" if any(row.kind == "planned" for _, row in mine) else ""
    return (
        f"Lines of {report.indicator.id} {report.indicator.name} over the years, gaps where there is no figure{plan}: "
        f"{shown(first, kind)} in {first.year}, {shown(last, kind)} in {last.year}. The numbers stand in row {rows} of this sheet."
    )
