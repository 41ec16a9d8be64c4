"""Every chart of a country report, drawn from its view."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from compliance import charts, figures
from compliance.charts import Chart
from compliance.indicators.values import IndicatorReport, IndicatorValue
from compliance.language import _, capital
from compliance.scoring.values import SectionScore
from compliance.view import words as word
from compliance.view.palette import of_report, of_scale
from compliance.view.reasons import shown, status_reason, unit, words
from compliance.view.timeline import LANES
from compliance.view.values.agreement import TwiceRatedView
from compliance.view.values.country import CountryView, InstrumentView
from compliance.view.values.progress import EventView, TimelineView

HOLLOW = frozenset(
    ("approximate", "lower-bound", "derived", "inferred", "partial", "small-n", "fallback", "conflicting")
)
"""Flags that make a mark hollow: the figure is not what it should be."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart and the figures that it draws."""

    chart: Chart
    rows: Sequence[object] = ()
    """What it draws, row by row; empty for a legend, and for tiles that show nothing but ratings."""


def drawn(view: CountryView) -> Iterator[tuple[str, Drawing]]:
    """Every chart of the report with its id: those of the cover and of the sections that the plan asks for."""
    planned = {section.section for section in view.plan.planned()}
    for instrument in view.instruments:
        yield from _instrument(view, instrument, planned)
    for two in view.agreement.treaties if view.agreement and "agreement" in planned else ():
        yield from _agreement(two)
    if "indicators" in planned:
        drawn = [report for report in view.indicators if has_trend(report)]
        years = years_of(drawn)
        for report in drawn:
            chart = panel(report, years, name=view.name, table=sheet("Indicators"), width=66, height=23)
            yield f"indicator-{report.indicator.id}", Drawing(chart, figures_of(report))
        for report in view.indicators:
            if report.components and not report.values:
                finding = f"{view.name}, {status_reason(report)}"
                chart = components(report, view.indicators, finding=finding, table=sheet("Indicators"))
                yield f"components-{report.indicator.id}", Drawing(chart)
    if view.timeline and "timeline" in planned:
        yield "timeline", Drawing(_timeline(view, view.timeline), view.timeline.events)


def sheet(name: str) -> str:
    """Where the numbers of a chart stand: a sheet of the workbook, which speaks English."""
    return _("workbook, sheet %(sheet)s") % {"sheet": name}


MOST_ROWS = 34
"""Rows of a timeline that fit one page; the table beside it has them all."""


def _timeline(view: CountryView, timeline: TimelineView) -> Chart:
    """The latest laws, bills and recommendations over the years; those of longest ago are left to the table."""
    rows: dict[tuple[str, str], list[EventView]] = {}
    for event in timeline.events:
        rows.setdefault((event.lane, event.what), []).append(event)
    latest = sorted(rows, key=lambda key: rows[key][-1].day)[-MOST_ROWS:]
    groups = [
        (
            capital(_(lane)),
            [(what, events) for (place, what), events in rows.items() if place == lane and (lane, what) in latest],
        )
        for lane in LANES
    ]
    return charts.timeline(
        [(lane, drawn) for lane, drawn in groups if drawn],
        view.cut_off,
        finding=f"{view.name}: {timeline.headline}.",
        table=_("the table below the chart"),
    )


def figures_of(report: IndicatorReport) -> tuple[Mapping[str, object], ...]:
    """What the panel of an indicator draws, figure by figure; uncertain is what is not what it should be."""
    series = trend(report)
    points = (
        ("baseline", series.baseline),
        *(("observed", actual) for actual in series.actuals),
        *(("low end", charts.Actual(year=span.year, value=span.low)) for span in series.spans),
        *(("high end", charts.Actual(year=span.year, value=span.high)) for span in series.spans),
        ("expected", series.expected),
        *(("milestone", actual) for actual in series.milestones),
        ("target", series.target),
    )
    return tuple(
        {"what": what, "year": point.year, "value": point.value, "uncertain": point.hollow}
        for what, point in points
        if point
    )


def has_trend(report: IndicatorReport, least: int = 1) -> bool:
    """Whether there are figures to draw; a rating in words, and a conversion above 100 %, stand in the table."""
    drawn = trend(report)
    return len(drawn.actuals) + len(drawn.spans) >= least


def _instrument(
    view: CountryView, instrument: InstrumentView, planned: Container[str]
) -> Iterator[tuple[str, Drawing]]:
    score, place = instrument.assessment.whole, sheet(f"Criteria {instrument.abbreviation}")
    palette = of_scale(of_report(view), score.instrument.scale.values)
    groups = [_mosaic_group(section) for section in score.sections if section.articles]
    # The edge of a square in millimetres is such that the mosaics of two treaties share a cover.
    edge = min(4.0, 33 / max(len(column) for _names, columns in groups for column in columns))
    finding = f"{instrument.distribution_finding}."
    chart = charts.mosaic(groups, finding=f"{view.name}, {finding}", table=place, edge=edge, palette=palette)
    yield f"mosaic-{instrument.id}", Drawing(chart)
    if "summary" in planned:
        chart = charts.distribution_bar(instrument.counts, finding=finding, table=place, palette=palette)
        yield f"distribution-{instrument.id}", Drawing(chart, [instrument.counts])
    if "articles" in planned:
        rows = [
            {"name": s.title, "articles": s.span, "counts": s.counts, "score": s.range} for s in instrument.sections
        ]
        chart = charts.section_profile(
            instrument.sections, finding=f"{instrument.headline}.", table=place, palette=palette
        )
        yield f"profile-{instrument.id}", Drawing(chart, rows)
    if instrument.losses and "gaps" in planned:
        chart = charts.waterfall(
            instrument.losses.rows,
            instrument.losses.score,
            finding=f"{instrument.losses.headline}.",
            table=place,
            settled=instrument.losses.settled,
        )
        yield f"losses-{instrument.id}", Drawing(chart, instrument.losses.rows)


def _agreement(two: TwiceRatedView) -> Iterator[tuple[str, Drawing]]:
    """The table of two evaluators' ratings, and their agreement on the whole and on sections."""
    place = sheet("Agreement")
    table = two.blocks[0].table
    chart = charts.rating_table(table, finding=f"{two.abbreviation}: {two.headline}.", table=place)
    yield f"ratings-{two.id}", Drawing(chart, [{"first": first, **theirs} for first, theirs in table.items()])
    rows = [(row[0], block) for row, block in zip(two.rows, two.blocks, strict=True)]
    text = _("%(treaty)s: Krippendorff’s α %(alpha)s for the whole treaty.")
    finding = text % {"treaty": two.abbreviation, "alpha": two.rows[0][5]}
    data = [
        {
            "name": name,
            "alpha": block.alpha,
            "ends": (block.interval.low, block.interval.high) if block.interval else None,
        }
        for name, block in rows
    ]
    yield f"alpha-{two.id}", Drawing(charts.alpha_intervals(rows, finding=finding, table=place), data)


def _mosaic_group(score: SectionScore) -> charts.MosaicGroup:
    """A section by its title, or by its articles where that is too long, with the ratings of each article."""
    span = word.span([article.article.number for article in score.articles])
    columns = tuple(tuple(criterion.word for criterion in article.criteria) for article in score.articles)
    return (score.section.called(), span), columns


def years_of(reports: Iterable[IndicatorReport]) -> tuple[int, int]:
    """The first and the last year of any figure, so that all panels share one axis."""
    years = [value.year for report in reports for value in report.values]
    return (min(years), max(years)) if years else (0, 0)


def trend(report: IndicatorReport) -> charts.Trend:
    """What an indicator was, is and should become, for any chart of it."""
    status = report.status
    return charts.Trend(
        actuals=tuple(actual for value in report.values if (actual := _actual(value))),
        spans=tuple(span for value in report.values if (span := _open(value))),
        expected=_planned(status.now.year if status.now else None, status.expected),
        draft=bool(report.plan.baseline or report.plan.target) and not report.plan.approved,
        baseline=_planned(status.baseline_date.year if status.baseline_date else None, status.baseline),
        milestones=tuple(charts.Actual(year=each.date.year, value=each.value) for each in report.plan.milestones),
        target=_planned(status.target_date.year if status.target_date else None, status.target),
    )


def panel(
    report: IndicatorReport, years: tuple[int, int], *, name: str, table: str, width: float = 83, height: float = 42
) -> Chart:
    """An indicator over the years with its plan; its unit stands beside it."""
    measure = report.indicator.measure
    return charts.indicator_panel(
        trend(report),
        years,
        finding=f"{name}, {report.indicator.name}: {finding(report)}.",
        table=table,
        label=_axis(report) if measure == "money" else lambda number: words(Fraction(number), measure),
        axis=_axis(report),
        whole=100 if measure == "score" else 0,
        width=width,
        height=height,
    )


def components(report: IndicatorReport, reports: Iterable[IndicatorReport], *, finding: str, table: str) -> Chart:
    """The components of an index that cannot be published, each with the figures that exist."""
    by_id = {other.indicator.id: other for other in reports}
    total = sum((part.weight for part in report.components), Fraction(0))
    rows = [
        charts.ComponentRow(
            name=part.indicator.short or part.indicator.name,
            weight=100 * part.weight / total,
            trend=trend(by_id[part.indicator.id]),
            latest=_latest(by_id[part.indicator.id]),
        )
        for part in sorted(report.components, key=lambda part: -part.weight)
    ]
    return charts.component_rows(rows, finding=finding, table=table)


def _latest(report: IndicatorReport) -> str | None:
    """The latest figure of an indicator with its year: `EUR 1.6 million, 2024`."""
    return finding(report) if report.status.now else None


def _axis(report: IndicatorReport) -> Callable[[figures.Number], str]:
    """How the numbers of a panel's axis are printed; the unit stands under the panel."""
    if _in_millions(report):
        return lambda number: figures.number(Fraction(number) / MILLION)
    return figures.number


def _actual(value: IndicatorValue) -> charts.Actual | None:
    """A value as a mark; none for a rating in words, and for a conversion of other cases above all of them."""
    if value.value is None or value.word or ("cross-cohort" in value.flags and value.value > 100):
        return None
    return charts.Actual(year=value.year, value=value.value, hollow=bool(HOLLOW & set(value.flags)))


def _open(value: IndicatorValue) -> charts.Span | None:
    """An open range as a bar; none where there is a figure."""
    if value.value is not None or value.word or value.low is None or value.high is None:
        return None
    return charts.Span(year=value.year, low=value.low, high=value.high)


def _planned(year: int | None, value: Fraction | None) -> charts.Actual | None:
    return None if year is None or value is None else charts.Actual(year=year, value=value)


MILLION = 1_000_000


def _in_millions(report: IndicatorReport) -> bool:
    values = [value.value for value in report.values if value.value is not None]
    return report.indicator.measure == "money" and max(values, default=Fraction(0)) >= MILLION


def axis_unit(report: IndicatorReport) -> str:
    """What the axis of a panel counts."""
    if _in_millions(report):
        return _("EUR million")
    now = report.status.now
    return capital(unit(now) if now else _(report.indicator.unit))


def finding(report: IndicatorReport) -> str:
    """What the latest figure says, for the title of a panel: `1,279 reports in 2024`."""
    now, measure = report.status.now, report.indicator.measure
    if now is None:
        return _("no figure on file")
    # A count of a count, and what is no number, say themselves what they count.
    bare = measure != "number" or now.few
    value = shown(now, measure) if bare else f"{shown(now, measure)} {unit(now)}"
    return _("%(value)s in %(year)s") % {"value": value, "year": now.year}
