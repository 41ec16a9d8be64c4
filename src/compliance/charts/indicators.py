"""Charts of indicators; what is not known (a baseline, a target, a year) is left out, never drawn as zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from compliance import figures
from compliance.charts.marks import hatched, patch, spread
from compliance.charts.sheet import DOTTED, PT, Chart, Scale, Sheet, fitted, scale, width_of
from compliance.charts.style import ACCENT, HALF, INK, LINE, MID, PAPER, RULE, SEMIBOLD, SIZE, SLATE, STROKE
from compliance.language import _
from compliance.model.record import record

Label = Callable[[Any], str]
"""How the values of an indicator are printed, such as `figures.percent`."""


@record
class Actual:
    """A value in a year."""

    year: int
    value: figures.Number
    hollow: bool = False
    """Whether it is partial, derived, a lower bound or rests on few cases."""


@record
class Span:
    """What is left open in a year: a score of which too much is unanswered for one figure."""

    year: int
    low: figures.Number
    high: figures.Number


@record
class Trend:
    """What an indicator was, is and should become; any part may be missing."""

    actuals: tuple[Actual, ...] = ()
    spans: tuple[Span, ...] = ()
    expected: Actual | None = None
    """The value expected by the day of the latest figure: the one that sets the status."""
    draft: bool = False
    """Whether nobody has approved the plan, so that it judges nothing."""
    baseline: Actual | None = None
    milestones: tuple[Actual, ...] = ()
    target: Actual | None = None

    def points(self) -> list[Actual]:
        """Everything that is known."""
        ends = [Actual(year=span.year, value=end) for span in self.spans for end in (span.low, span.high)]
        return [*self.actuals, *self.milestones, *self.plan(), *ends]

    def plan(self) -> list[Actual]:
        """What is known of baseline, expected value and target."""
        return [point for point in (self.baseline, self.expected, self.target) if point]

    def values(self) -> list[figures.Number]:
        """Every value that is known."""
        return [point.value for point in self.points()]

    def within(self, years: tuple[int, int]) -> tuple[int, int]:
        """The years, widened so that they hold everything that is known, and never one alone."""
        known = [point.year for point in self.points()]
        first, last = min((*known, years[0])), max((*known, years[1]))
        return first, max(last, first + 1)


def sparkline(
    trend: Trend,
    years: tuple[int, int],
    *,
    finding: str,
    table: str,
    label: Label = figures.number,
    axis: tuple[figures.Number, figures.Number] | None = None,
    width: float = 27,
    height: float = 10,
) -> Chart:
    """A series in a table row over its first and last year: lower line baseline, dotted line target; years without a figure stay gaps. `axis` is the least and the greatest value of several that share one."""
    sheet, foot = Sheet(width, height), height - 3.6
    up = scale(float(axis[0]), float(axis[1]), foot - 1.3, 1.3) if axis else _spark_scale(trend, foot)
    first, last = trend.within(years)
    across = scale(first, last, 1.4, width - 1.6)
    plot = _Plot(across=across, up=up, first=0, end=width, label=label)
    sheet.line(((0, foot), (width, foot)), RULE, level=0)
    sheet.note(0, foot + 2, str(first), MID)
    sheet.note(width, foot + 2, str(last), MID, "right")
    if trend.actuals and trend.baseline:
        y = up(trend.baseline.value)
        sheet.line(((0, y), (width, y)), LINE)
    if trend.actuals and trend.target:
        y = up(trend.target.value)
        sheet.line(((0, y), (width, y)), LINE if trend.draft else INK, STROKE.hair, DOTTED)
    for span in trend.spans:
        _span(sheet, plot, span, 1.6)
    if not trend.points():
        sheet.note(width / 2, foot / 2, _("no data"), align="center")
    _joined(sheet, trend.actuals, plot, SLATE, 1.1)
    for actual in trend.actuals[:-1]:
        sheet.disc(*plot.at(actual), 0.45, SLATE, SLATE, 0.2, level=3)
    for actual in trend.actuals[-1:]:
        _figure(sheet, *plot.at(actual), 0.95, hollow=actual.hollow)
    return sheet.described(_trend_in_words(_("Sparkline"), trend, years, label), finding, table)


def _spark_scale(trend: Trend, height: float) -> Scale:
    """From baseline to target, the same in all rows, where both are known; else from the least to the greatest value."""
    if trend.baseline and trend.target and trend.baseline.value != trend.target.value:
        way = scale(float(trend.baseline.value), float(trend.target.value), 0, 1)
        share = scale(-0.25, 1.25, height - 1.1, 1.1)
        return lambda value: share(min(max(way(value), -0.25), 1.25))
    values = [float(value) for value in trend.values()] or [0.0]
    low, high = min(values), max(values)
    return scale(low, high, height - 1.3, 1.3) if high > low else lambda _: height / 2


@record
class _Plot:
    """Where years, values and words stand on a sheet."""

    across: Scale
    up: Scale
    first: float
    end: float
    label: Label

    def at(self, point: Actual) -> tuple[float, float]:
        """The place of a value in its year."""
        return self.across(point.year), self.up(point.value)


def _joined(
    sheet: Sheet, actuals: Sequence[Actual], plot: _Plot, color: str = ACCENT, width: float = STROKE.data
) -> None:
    for actual, two in pairwise(actuals):
        if two.year == actual.year + 1:
            sheet.line((plot.at(actual), plot.at(two)), color, width)


def _span(sheet: Sheet, plot: _Plot, span: Span, wide: float = 2.4) -> None:
    x, top, foot = plot.across(span.year), plot.up(span.high), plot.up(span.low)
    left = min(max(x - wide / 2, plot.first), plot.end - wide)
    sheet.box(left, top, wide, foot - top, PAPER, MID)
    hatched(sheet, left, top, wide, foot - top, 0.9)


def _figure(sheet: Sheet, x: float, y: float, r: float = 1.05, *, hollow: bool = False) -> None:
    """Draws one observed value; hollow where it needs care."""
    sheet.disc(x, y, r, PAPER if hollow else ACCENT, ACCENT if hollow else PAPER, 0.9)


def _trend_in_words(kind: str, trend: Trend, years: tuple[int, int], label: Label) -> str:
    seen = [(point.year, label(point.value)) for point in trend.actuals]
    seen += [(span.year, f"{label(span.low)}–{label(span.high)}") for span in trend.spans]
    known = ", ".join(f"{year} {value}" for year, value in sorted(seen)) or _("no figure")
    texts = [known, *(" ".join((_("milestone"), str(point.year), label(point.value))) for point in trend.milestones)]
    for word, none, plan in (
        (_("baseline"), _("no baseline"), trend.baseline),
        (_("expected"), None, trend.expected),
        (_("draft target") if trend.draft else _("target"), _("no target"), trend.target),
    ):
        if plan or none:
            texts.append(f"{word} {plan.year} {label(plan.value)}" if plan else str(none))
    head = _("%(kind)s, %(first)s to %(last)s:") % {"kind": kind, "first": years[0], "last": years[1]}
    return f"{head} {'; '.join(texts)}."


# --- the components of an index ------------------------------------------------------------------


@record
class ComponentRow:
    """One component of an index that cannot be published, as far as it is known."""

    name: str
    weight: figures.Number
    trend: Trend
    latest: str | None
    """Its latest figure with its year; none where it has none."""


def component_rows(rows: Sequence[ComponentRow], *, finding: str, table: str) -> Chart:
    """A row a component: name and weight, its own figures over the years, the latest in words."""
    pitch, middle, end, none = 6.6, 44.0, 57.0, _("no figure")
    sheet = Sheet(HALF, 4.4 + pitch * len(rows))
    sheet.say(0, 1.6, _("Weight and component"), SIZE.note, SEMIBOLD, SLATE)
    sheet.say(HALF, 1.6, _("Latest figure on file"), SIZE.note, SEMIBOLD, SLATE, "right")
    for place, row in enumerate(rows):
        y = 4.4 + pitch * (place + 0.5)
        sheet.line(((0, y - pitch / 2), (HALF, y - pitch / 2)), LINE if place else INK)
        sheet.note(0, y, figures.number(row.weight))
        drawn = len(row.trend.actuals) > 1 and row.latest is not None
        room = HALF - 8 - width_of(row.latest or none, SIZE.label, SEMIBOLD)
        sheet.say(5, y, fitted(row.name, (middle if drawn else room) - 7), SIZE.label)
        if row.latest is None:
            sheet.note(HALF, y, none, MID, "right")
            continue
        sheet.say(HALF, y, row.latest, SIZE.label, SEMIBOLD, ACCENT, "right")
        if drawn:
            _little(sheet, row.trend, middle, end, y)
    texts = (
        _("Rows of components with their latest figures."),
        *(f"{row.name}: {row.latest or none}." for row in rows),
    )
    return sheet.described(" ".join(texts), finding, table)


def _little(sheet: Sheet, trend: Trend, left: float, right: float, y: float) -> None:
    """Draws the line of a series about a height, without axis: the figure stands beside it."""
    values = [float(actual.value) for actual in trend.actuals]
    low, high = min(values), max(values)
    up = scale(low, high, y + 1.8, y - 1.8) if high > low else lambda _: y
    across = scale(trend.actuals[0].year, trend.actuals[-1].year, left, right)
    plot = _Plot(across=across, up=up, first=left, end=right, label=figures.number)
    _joined(sheet, trend.actuals, plot, SLATE, 1.1)
    for actual in trend.actuals:
        _figure(sheet, *plot.at(actual), 0.6, hollow=actual.hollow)


# --- one indicator -------------------------------------------------------------------------------

FOOT, TOP, LEADING = 6.0, 3.2, 3.5
"""Room of a panel for its years and above its highest line; height of a line of words at the right."""


def indicator_panel(
    trend: Trend,
    years: tuple[int, int],
    *,
    finding: str,
    table: str,
    label: Label = figures.number,
    axis: Label | None = None,
    whole: figures.Number = 0,
    width: float = 83,
    height: float = 42,
) -> Chart:
    """One indicator over the years from zero to its greatest value or the whole, with its plan as far as it is known; `axis` is for shorter numbers."""
    axis, most = axis or label, max(2, int((height - FOOT - TOP) / LEADING))
    sheet, steps, years = Sheet(width, height), axis_steps([*trend.values(), whole], axis, most), trend.within(years)
    left = max((width_of(axis(step), SIZE.note) for step in steps), default=0) + 1.2
    plan = _plan_in_words(trend, label)
    end = width - max((2 + width_of(line, SIZE.note) for _, lines in plan for line in lines), default=3)
    across = scale(*years, left + 2.5, end - 2.5)
    up = scale(float(steps[0]), float(steps[-1]), height - FOOT, TOP)
    for step in steps if trend.values() else steps[:1]:
        sheet.line(((left, up(step)), (end, up(step))), RULE if step else INK, level=0)
        sheet.note(left - 1.2, up(step), axis(step), align="right")
    _years(sheet, years, across, height - FOOT + 2.8)
    plot = _Plot(across=across, up=up, first=left, end=end, label=label)
    _plan(sheet, trend, plot)
    _words(sheet, plan, plot)
    for span in trend.spans:
        _span(sheet, plot, span)
    _joined(sheet, trend.actuals, plot)
    for actual in trend.actuals:
        _figure(sheet, *plot.at(actual), hollow=actual.hollow)
    if trend.spans and not trend.actuals:
        _last_span(sheet, trend.spans[-1], plot)
    elif trend.actuals:
        _last(sheet, trend, plot)
    else:
        x, y, none = (left + end) / 2, (TOP + height - FOOT) / 2, _("no figure")
        patch(sheet, x, y, width_of(none, SIZE.note) + 2, SIZE.note * PT + 1)
        sheet.note(x, y, none, align="center")
    return sheet.described(_trend_in_words(_("Line chart from 0"), trend, years, label), finding, table)


def axis_steps(values: Sequence[figures.Number], label: Label = figures.number, most: int = 6) -> list[Fraction]:
    """Round numbers from 0 past the greatest value, at most six or so many, no two printed alike."""
    known = [Fraction(0), *(Fraction(value) for value in values)]
    low, high = min(known), max(known)
    if low == high:
        return [Fraction(0), Fraction(1)]
    power = Fraction(10) ** (len(str(int((high - low) * 10**6))) - 8)
    for step in (power * size * factor for factor in (1, 10, 100, 1000) for size in (1, 2, 5)):
        first, last = low // step, -(-high // step)
        steps = [k * step for k in range(int(first), int(last) + 1)]
        if len(steps) <= min(most, 6) and len({label(value) for value in steps}) == len(steps):
            return steps
    raise ValueError("values that no axis can hold")


def _years(sheet: Sheet, years: tuple[int, int], across: Scale, y: float) -> None:
    """Sets the years, the last one always, as many as have room."""
    pitch = across(years[0] + 1) - across(years[0])
    every = next(k for k in range(1, 100) if k * pitch >= 9.5)
    for year in range(years[1], years[0] - 1, -every):
        sheet.note(across(year), y, str(year), align="center")


def _plan_in_words(trend: Trend, label: Label) -> list[tuple[Actual, list[str]]]:
    """What is said at the right of baseline and target, in two lines where one is long."""
    words = (_("baseline"), _("expected"), _("draft target") if trend.draft else _("target"))
    points = (trend.baseline, trend.expected, trend.target)
    planned = [(word, point) for word, point in zip(words, points, strict=True) if point]
    lines = [(point, word, label(point.value)) for word, point in planned]
    wide = 20  # in millimetres; what is wider takes two lines
    return [
        (point, [f"{word} {value}"] if width_of(f"{word} {value}", SIZE.note) <= wide else [word, value])
        for point, word, value in lines
    ]


def _plan(sheet: Sheet, trend: Trend, plot: _Plot) -> None:
    start = plot.at(trend.baseline)[0] if trend.baseline else plot.first
    if trend.baseline:
        y = plot.up(trend.baseline.value)
        sheet.line(((start, y), (plot.end, y)), MID, 0.6, level=1)
    if trend.target:
        x, y = plot.at(trend.target)
        color = MID if trend.draft else INK
        sheet.line(((start, y), (plot.end, y)), color, 0.8, (0, (4, 2.5)), 1)
        sheet.line(((x - 1.6, y), (x + 1.6, y)), color, STROKE.target, level=3)
    if trend.expected:
        x, y = plot.at(trend.expected)
        sheet.line(((x, y), (plot.end, y)), LINE, STROKE.hair, level=1)
        sheet.line(((x - 2, y), (x + 2, y)), INK, STROKE.target, level=3)
    for point in trend.milestones:
        (x, y), r = plot.at(point), 1.3
        sheet.shape(((x, y - r), (x + r, y), (x, y + r), (x - r, y)), fill=PAPER, edge=INK, width=0.8)


def _words(sheet: Sheet, plan: Sequence[tuple[Actual, list[str]]], plot: _Plot) -> None:
    """Sets the words of baseline and target at the right, each beside its line, none upon another."""
    blocks = sorted((plot.up(point.value), lines) for point, lines in plan)
    heights = [LEADING * len(lines) for _, lines in blocks]
    wanted = [y - LEADING / 2 for y, _ in blocks]
    for top, (__, lines) in zip(spread(wanted, heights, 0, sheet.height - FOOT + 2), blocks, strict=True):
        color = INK if lines[0].startswith((_("target"), _("expected"))) else SLATE
        for k, line in enumerate(lines):
            sheet.note(plot.end + 1.2, top + LEADING * (k + 0.5), line, color)


def _last_span(sheet: Sheet, span: Span, plot: _Plot) -> None:
    words = f"{plot.label(span.low)}–{plot.label(span.high)}"
    wide = width_of(words, SIZE.note, SEMIBOLD)
    x, y = plot.across(span.year), (plot.up(span.low) + plot.up(span.high)) / 2
    centre = x + 2 + wide / 2 if x + 2 + wide <= plot.end else x - 2 - wide / 2
    patch(sheet, centre, y, wide + 0.6, SIZE.note * PT)
    sheet.say(centre, y, words, SIZE.note, SEMIBOLD, ACCENT, "center")


def _last(sheet: Sheet, trend: Trend, plot: _Plot) -> None:
    """Labels the last observed value: above where the series rises, below where it falls, beside where neither is free."""
    last = trend.actuals[-1]
    x, y = plot.at(last)
    words = plot.label(last.value)
    wide = width_of(words, SIZE.note, SEMIBOLD)
    falls = len(trend.actuals) > 1 and trend.actuals[-2].value > last.value
    lines = [plot.up(point.value) for point in trend.plan()]
    free = [
        level
        for level in ((y + 3.2, y - 3.2) if falls else (y - 3.2, y + 3.2))
        if 1.4 < level < plot.up(0) - 1.6 and all(abs(level - line) > 2 for line in lines)
    ]
    crossed = falls and free and free[0] < y
    if free and not crossed:
        centre, level = min(x, plot.end - wide / 2 - 0.2), free[0]
    else:
        centre, level = min(x + 2 + wide / 2, plot.end - wide / 2 - 0.2), y - 1.6
    patch(sheet, centre, level, wide + 0.6, SIZE.note * PT)
    sheet.say(centre, level, words, SIZE.note, SEMIBOLD, ACCENT, "center")
