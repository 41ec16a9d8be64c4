"""Laws, bills and recommendations over the years: adopted, in force, replaced, expected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from compliance.charts.marks import grid, headers, target
from compliance.charts.sheet import Chart, Scale, Sheet, fitted, scale, width_of
from compliance.charts.style import ACCENT, BANDS, INK, MID, PAGE, PAPER, SIZE, SLATE, STROKE
from compliance.language import _
from compliance.view.values.progress import EventView

Row = tuple[str, Sequence[EventView]]
"""One law, bill, treaty or set of recommendations: what it is called, and what happened to it, in order."""
LEFT, RIGHT, PITCH = 62.0, 165.0, 4.9


def timeline(groups: Sequence[tuple[str, Sequence[Row]]], on: date, *, finding: str, table: str) -> Chart:
    """A row a law, in groups; ring adopted, disc in force, tick expected, and a line as long as it is in force."""
    drawn = [row for _lane, rows in groups for row in rows]
    years = _years([on, *(day for _what, events in drawn for event in events for day in (event.day, event.last))])
    sheet = Sheet(PAGE, 12 + sum(5.6 + PITCH * len(rows) for _name, rows in groups))
    at = scale(float(years[0]), float(years[-1]), LEFT, RIGHT)
    _legend(sheet)
    for year in years:
        sheet.note(at(year), 8.6, str(year), align="center")
    grid(sheet, at, years, 10.6, sheet.height - 0.6)
    sheet.line(((at(_place(on)), 10.6), (at(_place(on)), sheet.height - 0.6)), SLATE, STROKE.axis, (0, (1.5, 1.5)), 0)
    y = 11.4
    for name, rows in groups:
        headers(sheet, y + 2.2, (0, name, "left"))
        y += 5.6
        for row in rows:
            _row(sheet, row, y, at, on)
            y += PITCH
    text = ". ".join(
        f"{what}: {', '.join(f'{event.kind} {event.when}' for event in events).rstrip('.')}" for what, events in drawn
    )
    kind = _("Timeline from %(first)s to %(last)s.") % {"first": years[0], "last": years[-1]}
    return sheet.described(f"{kind} {text}.", finding, table)


def _years(days: Sequence[date]) -> tuple[int, ...]:
    """The years of the axis: at most eleven, in equal steps, around all days."""
    first, last = min(days).year, max(days).year + 1
    step = next(step for step in (1, 2, 5, 10, 20, 50, 1000) if last - first <= 10 * step)
    begin = first - first % step
    return tuple(range(begin, last + step, step))


def _place(day: date) -> Fraction:
    return day.year + Fraction(day.timetuple().tm_yday - 1, 366)


def _legend(sheet: Sheet) -> None:
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


def _row(sheet: Sheet, row: Row, y: float, at: Scale, on: date) -> None:
    """One row: its name, how long it is in force, and its marks."""
    what, events = row
    sheet.say(0, y, fitted(what, LEFT - 4))
    begun, since, ended = (
        next((event for event in events if event.mark == mark), None) for mark in ("begun", "in-force", "ended")
    )
    if since:
        sheet.line(((_x(at, since), y), (_x(at, ended) if ended else at(_place(on)), y)), BANDS[0], 2.4, level=1)
    if begun and since:
        sheet.line(((_x(at, begun), y), (_x(at, since), y)), MID, STROKE.axis, level=2)
    for event in events:
        if event.last - event.day > timedelta(days=31):
            # Only the year is known: the mark stands in its middle, and a bar says how far it may lie off.
            sheet.line(((at(_place(event.day)), y), (at(_place(event.last)), y)), MID, STROKE.hair, level=3)
        _mark(sheet, _x(at, event), y, event.mark)


def _x(at: Scale, event: EventView) -> float:
    return at((_place(event.day) + _place(event.last)) / 2)


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
