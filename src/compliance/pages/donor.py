"""The two pages for a donor as HTML, of a country and of the region, with their charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from compliance import charts
from compliance.charts import Chart
from compliance.indicators.values import IndicatorReport
from compliance.language import N_, _
from compliance.model.record import record
from compliance.pages.data import records, table
from compliance.pages.drawings import Drawing, figures_of, finding, has_trend, trend, years_of
from compliance.pages.html import Page, environment, stylesheet
from compliance.view.donor import DonorView, RegionBrief, RegionRow, ScoreProgress, cases
from compliance.view.reasons import words

PAGES = 2
"""Pages of a brief, whatever its language."""
FIGURES = "figures.csv"
"""The file inside the document that holds the numbers of every chart."""
PLACE = N_("figures.csv, attached to this file")
"""Where the numbers of every chart stand."""
CELL = 15.5
"""Width of a sparkline in a cell of the region, in millimetres."""
ROOMY = 4
"""Rows of scores of a treaty that have room; more of them stand closer."""


def donor_page(view: DonorView) -> Page:
    """The two pages of a country."""
    drawn = brief_drawings(view)
    html = environment().get_template("donor.html").render(brief=view, charts=_charts(drawn))
    return _page(html, drawn, view.dated)


def region_donor_page(view: RegionBrief) -> Page:
    """The two pages of the region."""
    drawn = region_drawings(view)
    html = environment().get_template("donor-region.html").render(brief=view, charts=_charts(drawn), cases=cases)
    return _page(html, drawn, view.dated)


def _charts(drawn: Mapping[str, Drawing]) -> Mapping[str, Chart]:
    return {id_: drawing.chart for id_, drawing in drawn.items()}


def _page(html: str, drawn: Mapping[str, Drawing], dated: date) -> Page:
    """A document with its charts, and the numbers of every chart beside it in one file."""
    pictures = {f"chart:{id_}": drawing.chart.svg for id_, drawing in drawn.items()}
    rows = [{"chart": id_, **record} for id_, drawing in drawn.items() for record in records(drawing.rows)]
    return Page(html, stylesheet(), pictures, {FIGURES: table(rows)}, dated, PAGES)


def brief_drawings(view: DonorView) -> Mapping[str, Drawing]:
    """Every chart of the two pages of a country by its id."""
    return dict(_of_country(view))


def region_drawings(view: RegionBrief) -> Mapping[str, Drawing]:
    """Every chart of the two pages of the region by its id."""
    return dict(_of_region(view))


def _of_country(view: DonorView) -> Iterator[tuple[str, Drawing]]:
    text = f"{view.name}: {view.scores_headline}."
    yield "scores", _scores(view.scores, view.dates, text)
    if view.measured:
        rows = [_bullet(report) for report in view.measured]
        text = f"{view.name}: {view.measured_headline}."
        yield (
            "bullets",
            Drawing(charts.bullets(rows, finding=text, table=_(PLACE)), [_against(report) for report in view.measured]),
        )
    drawn = [row.report for row in view.rows if has_trend(row.report)]
    years = years_of(drawn)
    for report in drawn:
        yield f"course-{report.indicator.id}", Drawing(_spark(report, view.name, years), figures_of(report))


def _of_region(view: RegionBrief) -> Iterator[tuple[str, Drawing]]:
    yield "scores", _scores(view.scores, view.dates, f"{view.scores_headline}.")
    years = years_of(report for row in view.rows for report in row.cells)
    for row in view.rows:
        axis = _axis(row) if view.plan.axis == "shared" else None
        for report, name in zip(row.cells, view.names, strict=True):
            if has_trend(report, least=2):
                spark = _spark(report, name, years, axis, CELL)
                yield f"course-{row.indicator.id}-{report.country}", Drawing(spark, figures_of(report))


def _scores(
    groups: Iterable[tuple[str, Sequence[ScoreProgress]]], dates: tuple[str | None, str, str | None], text: str
) -> Drawing:
    """Scores then, now and as agreed, by treaty."""
    listed = list(groups)
    close = any(len(rows) > ROOMY for __, rows in listed)
    chart = charts.dumbbell(
        listed,
        dates=dates,
        finding=text,
        table=_(PLACE),
        pitch=4.8 if close else 6.4,
    )
    return Drawing(chart, [{"treaty": name, "row": row} for name, rows in listed for row in rows])


@record
class _Against:
    """An indicator against its plan."""

    indicator: str
    value: Fraction | None
    year: int | None
    baseline: Fraction | None
    goal: Fraction | None
    """Its next milestone, else its target."""
    due: date | None
    """By when."""
    status: str


def _against(report: IndicatorReport) -> _Against:
    goal, due = _goal(report)
    now = report.status.now
    return _Against(
        indicator=report.indicator.id,
        value=now.value if now else None,
        year=now.year if now else None,
        baseline=report.status.baseline,
        goal=goal,
        due=due,
        status=report.status.word,
    )


def _goal(report: IndicatorReport) -> tuple[Fraction | None, date | None]:
    """The next milestone and its day, else the target and its own."""
    status = report.status
    if status.milestone is not None:
        return status.milestone, status.milestone_date
    return status.target, status.target_date


def _bullet(report: IndicatorReport) -> charts.BulletRow:
    """An indicator against its next milestone, else its target."""
    measure, now = report.indicator.measure, report.status.now
    goal, due = _goal(report)
    kind = _("milestone") if report.status.milestone is not None else _("target")
    return charts.BulletRow(
        name=report.indicator.short or report.indicator.name,
        unit=f"{_(report.indicator.unit)}, {now.year if now else ''}; {kind} {due.year if due else ''}",
        actual=now.value if now else None,
        milestone=goal,
        baseline=report.status.baseline,
        label=lambda number: words(Fraction(number), measure),
        status=report.status.word,
    )


def _axis(row: RegionRow) -> tuple[Fraction, Fraction]:
    """From zero to the greatest of all figures, baselines and targets of an indicator, so that sparklines can be compared."""
    values = [Fraction(value) for report in row.cells for value in trend(report).values()]
    return min((Fraction(0), *values)), max((Fraction(1, 100), *values))


def _spark(
    report: IndicatorReport,
    name: str,
    years: tuple[int, int],
    axis: tuple[Fraction, Fraction] | None = None,
    width: float = 27,
) -> Chart:
    measure = report.indicator.measure
    return charts.sparkline(
        trend(report),
        years,
        finding=f"{name}, {report.indicator.name}: {finding(report)}.",
        table=_(PLACE),
        label=lambda number: words(Fraction(number), measure),
        axis=axis,
        width=width,
        height=6 if width == CELL else 7,
    )
