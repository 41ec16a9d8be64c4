"""Laws, bills and recommendations over the years: adopted, in force, replaced, expected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from compliance.charts.marks import described, grid, heads, target
from compliance.charts.sheet import Chart, Scale, Sheet, fitted, scale, width_of
from compliance.charts.style import ACCENT, BANDS, INK, MID, PAPER, SIZE, SLATE, STROKE
from compliance.language import _
from compliance.model.record import record

Mark = Literal["begun", "in-force", "ended", "expected"]
"""What a mark tells: a beginning, such as adopted or introduced; in force; out of force; expected or due."""

LEFT, RIGHT, PITCH = 62.0, 165.0, 4.9


@record
class Moment:
    """Something that happened or is expected on a day, in a month or in a year."""

    first: date
    """The earliest day that it can be."""
    last: date
    """The latest day that it can be."""
    mark: Mark
    """What its mark tells."""
    said: str
    """The same in words, with its date."""


@record
class TimelineRow:
    """One law, bill, treaty or set of recommendations."""

    name: str
    """What it is called."""
    moments: tuple[Moment, ...]
    """What happened to it, in order."""


def timeline(
    groups: Sequence[tuple[str, Sequence[TimelineRow]]], on: date, *, finding: str, table: str, width: float = 170
) -> Chart:
    """A row a law, in groups; ring adopted, disc in force, tick expected, and a line as long as it is in force."""
    moments = [moment for _name, rows in groups for row in rows for moment in row.moments]
    years = _years([*(moment.first for moment in moments), *(moment.last for moment in moments), on])
    sheet = Sheet(width, 12 + sum(5.6 + PITCH * len(rows) for _name, rows in groups))
    at = scale(float(years[0]), float(years[-1]), LEFT, RIGHT)
    _key(sheet)
    for year in years:
        sheet.note(at(year), 8.6, str(year), align="center")
    grid(sheet, at, years, 10.6, sheet.height - 0.6)
    sheet.line(((at(_place(on)), 10.6), (at(_place(on)), sheet.height - 0.6)), SLATE, STROKE.axis, (0, (1.5, 1.5)), 0)
    y = 11.4
    for name, rows in groups:
        heads(sheet, y + 2.2, (0, name, "left"))
        y += 5.6
        for row in rows:
            _row(sheet, row, y, at, on)
            y += PITCH
    text = ". ".join(
        f"{row.name}: {', '.join(moment.said for moment in row.moments).rstrip('.')}"
        for _name, rows in groups
        for row in rows
    )
    kind = _("Timeline from %(first)s to %(last)s.") % {"first": years[0], "last": years[-1]}
    return sheet.chart(finding, described(f"{kind} {text}.", finding, table))


def _years(days: Sequence[date]) -> tuple[int, ...]:
    """The years of the axis: at most eleven, in equal steps, around all days."""
    first, last = min(days).year, max(days).year + 1
    step = next(step for step in (1, 2, 5, 10, 20, 50, 1000) if last - first <= 10 * step)
    begin = first - first % step
    return tuple(range(begin, last + step, step))


def _place(day: date) -> Fraction:
    """A day as a place among years."""
    return day.year + Fraction(day.timetuple().tm_yday - 1, 366)


def _key(sheet: Sheet) -> None:
    """The key of the marks, in one line."""
    x = 1.3
    keyed = (
        ("begun", _("adopted, signed or introduced")),
        ("in-force", _("in force")),
        ("ended", _("out of force")),
        ("expected", _("expected or due")),
    )
    for mark, words in keyed:
        _mark(sheet, x, 2, mark)
        sheet.say(x + 2.6, 2, words, SIZE.note, color=SLATE)
        x += 8.4 + width_of(words, SIZE.note)
    sheet.line(((x - 1.3, 0.4), (x - 1.3, 3.6)), SLATE, STROKE.axis, (0, (1.5, 1.5)))
    sheet.say(x + 0.6, 2, _("day of the law"), SIZE.note, color=SLATE)


def _row(sheet: Sheet, row: TimelineRow, y: float, at: Scale, on: date) -> None:
    """One row: its name, how long it is in force, and its marks."""
    sheet.say(0, y, fitted(row.name, LEFT - 4))
    since = next((moment for moment in row.moments if moment.mark == "in-force"), None)
    ended = next((moment for moment in row.moments if moment.mark == "ended"), None)
    if since:
        sheet.line(((_x(at, since), y), (_x(at, ended) if ended else at(_place(on)), y)), BANDS[0], 2.4, level=1)
    begun = next((moment for moment in row.moments if moment.mark == "begun"), None)
    if begun and since:
        sheet.line(((_x(at, begun), y), (_x(at, since), y)), MID, STROKE.axis, level=2)
    for moment in row.moments:
        if moment.last - moment.first > timedelta(days=31):
            # Only the year is known: the mark stands in its middle, and a bar says how far it may lie off.
            sheet.line(((at(_place(moment.first)), y), (at(_place(moment.last)), y)), MID, STROKE.hair, level=3)
        _mark(sheet, _x(at, moment), y, moment.mark)


def _x(at: Scale, moment: Moment) -> float:
    return at((_place(moment.first) + _place(moment.last)) / 2)


def _mark(sheet: Sheet, x: float, y: float, mark: str) -> None:
    match mark:
        case "begun":
            sheet.disc(x, y, 1.15, PAPER, MID, 1)
        case "in-force":
            sheet.disc(x, y, 1.3, ACCENT)
        case "ended":
            sheet.line(((x - 0.9, y - 0.9), (x + 0.9, y + 0.9)), INK, STROKE.axis, level=5)
            sheet.line(((x - 0.9, y + 0.9), (x + 0.9, y - 0.9)), INK, STROKE.axis, level=5)
        case _:
            target(sheet, x, y, 1.6)
