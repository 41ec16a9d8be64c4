"""The two pages for a donor as HTML, of a country and of the region, with their charts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from compliance import charts
from compliance.charts import Chart
from compliance.indicators.values import IndicatorReport
from compliance.language import N_, _
from compliance.pages.data import records, table
from compliance.pages.drawings import Drawing, components, figures_of, finding, has_trend, panel, trend, years_of
from compliance.pages.html import Page, environment, stylesheet
from compliance.view.donor import DonorView, RegionBrief, cases
from compliance.view.donor.country import Headliner
from compliance.view.donor.shared import Brief
from compliance.view.reasons import words

PAGES = 2
"""Pages of a brief, whatever its language."""
FIGURES = "figures.csv"
"""The file inside the document that holds the numbers of every chart."""
PLACE = N_("figures.csv, attached to this file")
"""Where the numbers of every chart stand."""
CELL = 15.5
"""Width of a sparkline in a cell of the region, in millimetres."""


def donor_page(view: DonorView) -> Page:
    """The two pages of a country."""
    return _page(view, "donor.html", dict(brief_drawings(view)))


def region_donor_page(view: RegionBrief) -> Page:
    """The two pages of the region."""
    return _page(view, "donor-region.html", dict(region_drawings(view)))


def _page(view: Brief, template: str, drawn: Mapping[str, Drawing]) -> Page:
    """A document with its charts, and the numbers of every chart beside it in one file."""
    charts = {id_: drawing.chart for id_, drawing in drawn.items()}
    html = environment().get_template(template).render(brief=view, charts=charts, cases=cases)
    pictures = {f"chart:{id_}": chart.svg for id_, chart in charts.items()}
    if view.plan.funding and view.plan.funding.emblem:
        pictures["chart:emblem"] = european_union()
    rows = [{"chart": id_, **record} for id_, drawing in drawn.items() for record in records(drawing.rows)]
    return Page(html, stylesheet(), pictures, {FIGURES: table(rows)}, view.dated, PAGES)


def european_union() -> bytes:
    """The emblem of the European Union: twelve gold stars in a ring, upright on a ground of reflex blue, two by three."""
    stars = "".join(
        _star(270 + 180 * math.sin(math.radians(30 * hour)) + 135, 270 - 180 * math.cos(math.radians(30 * hour)))
        for hour in range(12)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="81mm" height="54mm" viewBox="0 0 810 540">'
        f'<rect width="810" height="540" fill="#003399"/><g fill="#FFCC00">{stars}</g></svg>'
    ).encode()


def _star(x: float, y: float) -> str:
    """A five-pointed star with one point upward, a ninth of the height of the emblem across its circle."""
    inner = 30 * math.sin(math.radians(18)) / math.cos(math.radians(36))
    points = (
        (x + r * math.sin(math.radians(36 * k)), y - r * math.cos(math.radians(36 * k)))
        for k in range(10)
        for r in ((30, inner)[k % 2],)
    )
    return f'<polygon points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in points)}"/>'


def brief_drawings(view: DonorView) -> Iterator[tuple[str, Drawing]]:
    """Every chart of the two pages of a country with its id."""
    for each in view.headliners:
        yield f"headline-{each.report.indicator.id}", _headline(each, view)
    if view.measured:
        rows = [_bullet(report) for report in view.measured]
        chart = charts.bullets(rows, finding=f"{view.name}: {view.measured_headline}.", table=_(PLACE))
        yield "bullets", Drawing(chart, [_against(report) for report in view.measured])
    chart = charts.section_bars(view.parts, finding=f"{view.name}: {view.parts_headline}.", table=_(PLACE))
    bars = [{"treaty": name, "part": bar.name, **bar.counts} for name, bars in view.parts for bar in bars]
    yield "parts", Drawing(chart, bars)
    drawn = [report for report, _sure in view.rows if has_trend(report)]
    years = years_of(drawn)
    for report in drawn:
        yield f"trend-{report.indicator.id}", Drawing(_spark(report, view.name, years), figures_of(report))


def _headline(each: Headliner, view: DonorView) -> Drawing:
    """The trend of a headline indicator with its plan; of one that cannot be published, the figures of its components."""
    report = each.report
    if has_trend(report) or not each.components:
        chart = panel(report, years_of([report]), name=view.name, table=_(PLACE), height=36)
        return Drawing(chart, figures_of(report))
    chart = components(report, view.reports, finding=f"{view.name}, {each.title}.", table=_(PLACE))
    rows = [{"component": part.indicator.id, "row": row} for part in each.components for row in figures_of(part)]
    return Drawing(chart, rows)


def region_drawings(view: RegionBrief) -> Iterator[tuple[str, Drawing]]:
    """Every chart of the two pages of the region with its id."""
    finding = f"{view.scores_headline}."
    chart = charts.dumbbell(view.scores, dates=view.dates, finding=finding, table=_(PLACE), pitch=4.8)
    # Scores then, now and as approved, by treaty.
    yield "scores", Drawing(chart, [{"treaty": name, "row": row} for name, rows in view.scores for row in rows])
    chart = charts.part_grid(view.parts, finding=f"{view.parts_headline}.", table=_(PLACE))
    rows = [{"country": name, "treaty": treaty, "part": bar.name, **bar.counts} for name, (treaty, bar) in view.parts]
    yield "parts", Drawing(chart, rows)
    years = years_of(report for cells, _sure in view.rows for report in cells)
    for cells, _sure in view.rows:
        axis = _axis(cells) if view.plan.axis == "shared" else None
        for report, name in zip(cells, view.names, strict=True):
            if has_trend(report, least=2):
                spark = _spark(report, name, years, axis, CELL)
                yield f"trend-{report.indicator.id}-{report.country}", Drawing(spark, figures_of(report))


def _against(report: IndicatorReport) -> Mapping[str, object]:
    """An indicator against its plan; `expected` is the value expected by the day of the figure, which sets the status."""
    status, now = report.status, report.status.now
    return {
        "indicator": report.indicator.id,
        "value": now.value if now else None,
        "year": now.year if now else None,
        "baseline": status.baseline,
        "expected": status.expected,
        "target": status.target,
        "due": status.target_date,
        "status": status.word,
    }


def _bullet(report: IndicatorReport) -> charts.BulletRow:
    """An indicator against what was expected of it by the day of its figure, and its target."""
    measure, status, now = report.indicator.measure, report.status, report.status.now
    unit = _(report.indicator.unit)
    due = _("target %(year)s") % {"year": status.target_date.year} if status.target_date else ""
    return charts.BulletRow(
        name=report.indicator.short or report.indicator.name,
        unit=f"{unit}, {now.year if now else ''}; {due}",
        actual=now.value if now else None,
        expected=status.expected,
        target=status.target,
        baseline=status.baseline,
        label=lambda number: words(Fraction(number), measure),
        status=status.word,
    )


def _axis(cells: Iterable[IndicatorReport]) -> tuple[Fraction, Fraction]:
    """From zero to the greatest of all figures, baselines and targets of an indicator, so that sparklines can be compared."""
    values = [Fraction(value) for report in cells for value in trend(report).values()]
    return min((Fraction(0), *values)), max((Fraction(1, 100), *values))


def _spark(
    report: IndicatorReport,
    name: str,
    years: tuple[int, int],
    axis: tuple[Fraction, Fraction] | None = None,
    width: float = 34,
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
        height=9 if width == CELL else 10,
    )
