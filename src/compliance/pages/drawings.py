"""Every chart of a country report, drawn from its view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from compliance import charts, figures
from compliance.charts import Chart
from compliance.indicators.values import IndicatorReport, IndicatorValue
from compliance.language import _, capital
from compliance.model.record import record
from compliance.scoring.values import ArticleScore, SectionScore
from compliance.view import messages
from compliance.view import words as word
from compliance.view.palette import of_report, of_scale
from compliance.view.reasons import shown, unit, words
from compliance.view.timeline import LANES
from compliance.view.values.agreement import TwiceRatedView
from compliance.view.values.country import CountryView, InstrumentView
from compliance.view.values.progress import EventView, TimelineView
from compliance.view.values.reforms import ReformView
from compliance.view.values.robust import RobustView

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


def drawn(view: CountryView) -> Mapping[str, Drawing]:
    """Every chart of the report by its id, with the figures behind it."""
    return dict(_drawings(view))


def drawings(view: CountryView) -> Mapping[str, Chart]:
    """Every chart of the report by its id."""
    return {id_: drawing.chart for id_, drawing in _drawings(view)}


def _drawings(view: CountryView) -> Iterator[tuple[str, Drawing]]:
    yield "range-key", Drawing(charts.range_legend())
    for instrument in view.instruments:
        yield from _instrument(view, instrument)
    yield from _reforms(view)
    for two in view.agreement.treaties if view.agreement else ():
        yield from _agreement(two)
    for robust in view.robust:
        yield from _robustness(robust)
    drawn = [report for report in view.indicators if not report.indicator.headline and has_trend(report)]
    years = years_of(drawn)
    for report in drawn:
        yield f"indicator-{report.indicator.id}", Drawing(_panel(view, report, years), figures_of(report))
    if view.timeline:
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


@record
class _Figure:
    """One figure of the trend of an indicator."""

    what: str
    year: int
    value: figures.Number
    uncertain: bool
    """Whether it is not what it should be."""


def figures_of(report: IndicatorReport) -> tuple[_Figure, ...]:
    """What the panel of an indicator draws."""
    series = trend(report)
    points = (
        ("baseline", series.baseline),
        *(("observed", actual) for actual in series.actuals),
        *(("milestone", actual) for actual in series.milestones),
        ("target", series.target),
    )
    return tuple(
        _Figure(what=what, year=actual.year, value=actual.value, uncertain=actual.hollow)
        for what, actual in points
        if actual
    )


def _robustness(robust: RobustView) -> Iterator[tuple[str, Drawing]]:
    chart = charts.robust_ranges(robust.standings, finding=f"{robust.headline}.", table=sheet("Robustness"))
    rows = [
        {"name": row.name, "own": row.own, "declared": row.base, "low": row.range.low, "high": row.range.high}
        for row in robust.standings
    ]
    yield f"robust-{robust.instrument}", Drawing(chart, rows)
    if robust.effects:
        finding = f"{robust.abbreviation}: {robust.effects_headline[:1].lower()}{robust.effects_headline[1:]}."
        dots = charts.effect_dots(robust.effects, finding=finding, table=sheet("Robustness factors"))
        yield f"effects-{robust.instrument}", Drawing(dots, robust.effects)


def has_trend(report: IndicatorReport, least: int = 1) -> bool:
    """Whether there are figures to draw; a range alone, and a rating in words, stand in the table."""
    return sum(value.value is not None and not value.word for value in report.values) >= least


def _instrument(view: CountryView, instrument: InstrumentView) -> Iterator[tuple[str, Drawing]]:
    score, place = instrument.assessment.whole, sheet(f"Criteria {instrument.abbreviation}")
    palette = of_scale(of_report(view), score.instrument.scale.values)
    sections = [s for s in score.sections if s.articles]
    groups = tuple(charts.MosaicGroup(names=(s.section.called(), _span(s)), columns=_columns(s)) for s in sections)
    yield (
        f"mosaic-{instrument.id}",
        Drawing(
            charts.mosaic(
                groups,
                finding=f"{view.name}, {instrument.abbreviation}: {instrument.headline}.",
                table=place,
                edge=_edge(groups),
                palette=palette,
            )
        ),
    )
    yield (
        f"distribution-{instrument.id}",
        Drawing(
            charts.distribution_bar(
                instrument.counts, width=83, finding=f"{instrument.distribution_finding}.", table=place, palette=palette
            ),
            [instrument.counts],
        ),
    )
    if score.range:
        bound = instrument.assessment.as_bound
        strip = charts.score_strip(
            score.range,
            finding=_("%(name)s for %(treaty)s: %(score)s of 100.")
            % {"name": instrument.score_word, "treaty": instrument.abbreviation, "score": instrument.score},
            table=sheet("Summary"),
            as_bound=bound.range if bound and bound.range != score.range else None,
        )
        yield f"score-{instrument.id}", Drawing(strip, [score.range])
    profile = [{"name": s.title, "articles": s.span, "counts": s.counts, "score": s.range} for s in instrument.sections]
    chart = charts.section_profile(instrument.sections, finding=f"{instrument.headline}.", table=place, palette=palette)
    yield f"profile-{instrument.id}", Drawing(chart, profile)
    rows = [(section.section.called(), [_row(article) for article in section.articles]) for section in sections]
    for number, part in enumerate(
        charts.heat_map(rows, finding=f"{instrument.heat_headline}.", table=place, max_height=204, palette=palette), 1
    ):
        # All parts draw the articles of one table; the first carries it.
        yield (
            f"heat-{instrument.id}-{number}",
            Drawing(part, [row for _title, section in rows for row in section] if number == 1 else ()),
        )


def _reforms(view: CountryView) -> Iterator[tuple[str, Drawing]]:
    """Where points are missing in each treaty, and what the recommendations would bring in all of them."""
    for instrument in view.instruments:
        if instrument.losses:
            chart = charts.waterfall(
                instrument.losses.rows,
                instrument.losses.score,
                finding=f"{instrument.losses.headline}.",
                table=sheet(f"Criteria {instrument.abbreviation}"),
                settled=instrument.losses.settled,
            )
            yield f"losses-{instrument.id}", Drawing(chart, instrument.losses.rows)
    groups = [(instrument.abbreviation, instrument.reforms) for instrument in view.instruments]
    if any(rows for _, rows in groups):
        text = f"{messages.reforms_finding(view.instruments)}."
        chart = charts.lollipop(groups, finding=text, table=sheet("Gaps"))
        yield "reforms", Drawing(chart, [_reform(reform) for _name, rows in groups for reform in rows])


def _reform(reform: ReformView) -> Mapping[str, object]:
    """A reform as its data name it; its gain is `low` and `high`."""
    low, high = reform.ends
    return {
        "name": reform.name,
        "provision": reform.provision,
        "low": low,
        "high": high,
        "effort": reform.effort,
        "word": reform.word,
        "unbeaten": reform.unbeaten,
    }


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


def _edge(groups: Iterable[charts.MosaicGroup]) -> float:
    """The edge of a square in millimetres, so that the mosaics of two treaties share a cover."""
    return min(4.0, 33 / max(len(column) for group in groups for column in group.columns))


def _span(score: SectionScore) -> str:
    """The articles of a section, where its title is too long."""
    return word.span([article.article.number for article in score.articles])


def _columns(score: SectionScore) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(criterion.word for criterion in article.criteria) for article in score.articles)


def _row(score: ArticleScore) -> charts.ArticleRow:
    return charts.ArticleRow(
        number=score.article.number,
        title=score.article.called(),
        tiles=tuple(charts.Tile(rating=criterion.word, core=criterion.criterion.core) for criterion in score.criteria),
        ends=(score.worst.rating, score.best.rating) if score.worst and score.best else None,
        score=score.score,
        held_back=bool(score.capped),
    )


def years_of(reports: Iterable[IndicatorReport]) -> tuple[int, int]:
    """The first and the last year of any figure, so that all panels share one axis."""
    years = [value.year for report in reports for value in report.values]
    return (min(years), max(years)) if years else (0, 0)


def trend(report: IndicatorReport) -> charts.Trend:
    """What an indicator was, is and should become, for any chart of it."""
    status = report.status
    return charts.Trend(
        actuals=tuple(actual for value in report.values if (actual := _actual(value))),
        baseline=_planned(status.baseline_date.year, status.baseline)
        if status.baseline_date and status.baseline is not None
        else None,
        milestones=tuple(_planned(milestone.date.year, milestone.value) for milestone in report.plan.milestones),
        target=_planned(status.target_date.year, status.target)
        if status.target_date and status.target is not None
        else None,
    )


def _panel(view: CountryView, report: IndicatorReport, years: tuple[int, int]) -> Chart:
    measure = report.indicator.measure
    return charts.indicator_panel(
        trend(report),
        years,
        finding=f"{view.name}, {report.indicator.name}: {finding(report)}.",
        table=sheet("Indicators"),
        label=lambda number: words(Fraction(number), measure),
        axis=_axis(report),
    )


def _axis(report: IndicatorReport) -> Callable[[figures.Number], str]:
    """How the numbers of a panel's axis are printed; the unit stands under the panel."""
    if _in_millions(report):
        return lambda number: figures.number(Fraction(number) / MILLION)
    return figures.number


def _actual(value: IndicatorValue) -> charts.Actual | None:
    if value.value is None:
        return None
    return charts.Actual(year=value.year, value=value.value, hollow=bool(HOLLOW & set(value.flags)))


def _planned(year: int, value: Fraction) -> charts.Actual:
    return charts.Actual(year=year, value=value)


MILLION = 1_000_000


def _in_millions(report: IndicatorReport) -> bool:
    """Whether a panel counts money in millions, so that its axis stays narrow."""
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
