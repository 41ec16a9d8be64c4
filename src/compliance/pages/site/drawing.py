"""Light drawings of exact numbers, as positions for templates: parts of a bar, ends of a range, the trend of an indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from compliance import figures
from compliance.language import numeral
from compliance.screens.indicators import Aim, Course, Point
from compliance.screens.parts import Bar, Score, Segment

ENOUGH = Fraction(8, 100)
"""From this share of a bar on, its count is printed in it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: where it begins and how wide it is, in percent."""

    segment: Segment
    start: str
    width: str
    shown: bool
    """Whether there is room for its count."""


def parts(bar: Bar) -> Iterator[Part]:
    """The parts of a bar, from left to right."""
    before = 0
    for segment in bar.segments:
        share = Fraction(segment.count, bar.total)
        yield Part(segment, _percent(Fraction(before, bar.total)), _percent(share), share >= ENOUGH)
        before += segment.count


def ends(score: Score) -> tuple[str, str] | None:
    """Where a range begins and how wide it is, in percent; none where nothing applies."""
    if score.low is None or score.high is None:
        return None
    return _percent(score.low), _percent(max(score.high - score.low, Fraction(1, 100)))


def _percent(share: Fraction) -> str:
    return f"{figures.rounded(share * 100, 2)}%"


WIDTH, HEIGHT = 320, 150
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 20, 22
"""Margins of a trend, in its own units: one is about a pixel."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A value on a trend."""

    x: str
    y: str
    point: Point
    low: str | None
    """Where its range begins and ends, where it is one."""
    high: str | None
    label: str
    """Its value, where it is the last or the largest; empty where the drawing says it by height alone."""
    side: str
    """The class that keeps the label inside the drawing."""
    off: int
    """How far below its point the label stands; above it where negative."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A baseline, a milestone, an expected value or a target on a trend."""

    x: str
    y: str
    aim: Aim


@dataclass(frozen=True, slots=True)
class Trend:
    """The trend of an indicator in one beneficiary, as positions."""

    marks: tuple[Mark, ...]
    paths: tuple[str, ...]
    """Lines between years that follow each other; a missing year is a gap."""
    goals: tuple[Goal, ...]
    ticks: tuple[tuple[str, str], ...]
    """Heights with their values."""
    years: tuple[tuple[str, int], ...]
    """Places with their years: the first and the last."""
    wanted: tuple[str, str, str, str] | None
    """The way from baseline to target."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Which years and values a drawing spans."""

    first: int
    last: int
    low: Fraction
    high: Fraction

    def x(self, year: int) -> str:
        share = Fraction(year - self.first, max(self.last - self.first, 1))
        return _coordinate(LEFT + share * (WIDTH - LEFT - RIGHT))

    def y(self, value: Fraction) -> str:
        share = (value - self.low) / (self.high - self.low)
        return _coordinate(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM))


def _coordinate(value: Fraction) -> str:
    return str(figures.rounded(value, 1))


def trends(courses: Sequence[Course], *, shared: bool) -> dict[str, Trend]:
    """The trends of those beneficiaries that have values, on one scale or each on its own; years are always shared."""
    drawn = [course for course in courses if course.points]
    common = _frame(drawn, drawn) if drawn else None
    return {
        course.country: _trend(course, common if shared and common else _frame(drawn, [course])) for course in drawn
    }


def _values(courses: Iterable[Course]) -> Iterator[Fraction]:
    for course in courses:
        for point in course.points:
            yield from (value for value in (point.value, point.low, point.high) if value is not None)
        yield from (aim.value for aim in course.aims)


def _frame(of_years: Sequence[Course], of_values: Sequence[Course]) -> _Frame:
    years = [
        year
        for course in of_years
        for year in (*(point.year for point in course.points), *(aim.year for aim in course.aims))
    ]
    values = [Fraction(0), *_values(of_values)]
    low, high = min(values), max(values)
    step = _step(high - low)
    return _Frame(min(years), max(years), _floor(low, step), -_floor(-high, step) if high > low else low + 1)


def _step(span: Fraction) -> Fraction:
    """A round step of which a span holds two to five."""
    if not span:
        return Fraction(1)
    step = Fraction(1)
    while span / step > 5:
        step *= 10
    while span / step < Fraction(1, 2):
        step /= 10
    return next((step * part for part in (Fraction(1, 5), Fraction(1, 2), 1) if span / (step * part) <= 5), step)


def _floor(value: Fraction, step: Fraction) -> Fraction:
    return (value // step) * step


def _trend(course: Course, frame: _Frame) -> Trend:
    drawn = [point for point in course.points if _is_drawn(point)]
    marked = {drawn[-1].year, max(drawn, key=_middle).year} if drawn else set()
    falls = [after.year for before, after in pairwise(drawn) if _middle(after) < _middle(before)]
    marks = tuple(_mark(point, frame, named=point.year in marked, falls=point.year in falls) for point in drawn)
    lines = [
        f"M{mark.x} {mark.y}L{after.x} {after.y}"
        for mark, after in pairwise(marks)
        if after.point.year - mark.point.year == 1 and mark.point.value is not None and after.point.value is not None
    ]
    step = _step(frame.high - frame.low)
    count = int((frame.high - frame.low) / step)
    heights = [frame.low + step * place for place in range(count + 1)]
    aims = {aim.kind: aim for aim in course.aims}
    start, end = aims.get("baseline"), aims.get("target")
    return Trend(
        marks=marks,
        paths=tuple(lines),
        goals=tuple(Goal(frame.x(aim.year), frame.y(aim.value), aim) for aim in course.aims),
        ticks=tuple((frame.y(height), short(height)) for height in heights),
        years=tuple((frame.x(year), year) for year in dict.fromkeys((frame.first, frame.last))),
        wanted=(frame.x(start.year), frame.y(start.value), frame.x(end.year), frame.y(end.value))
        if start and end
        else None,
    )


def _is_drawn(point: Point) -> bool:
    return point.value is not None or (point.low is not None and point.high is not None)


def _middle(point: Point) -> Fraction:
    """The value of a point; of a range its middle."""
    if point.value is not None:
        return point.value
    return (point.low + point.high) / 2 if point.low is not None and point.high is not None else Fraction(0)


def _mark(point: Point, frame: _Frame, *, named: bool, falls: bool) -> Mark:
    low, high, y = point.low, point.high, frame.y(_middle(point))
    if point.value is None and low is not None and high is not None:
        label = f"{short(low)}{figures.DASH}{short(high)}"
    else:
        label = short(_middle(point))
    edge = (point.year - frame.first) * 8 / max(frame.last - frame.first, 1)
    return Mark(
        x=frame.x(point.year),
        y=y,
        point=point,
        label=label if named else "",
        # A label stands above its point; where the line falls to it, below it, unless the years are there.
        off=20 if falls and float(y) < HEIGHT - BOTTOM - 20 else -10,
        side="t-end" if edge > 7 else "" if edge < 1 else "t-mid",  # eighths of the width
        low=frame.y(low) if low is not None and high is not None else None,
        high=frame.y(high) if low is not None and high is not None else None,
    )


def short(value: Fraction) -> str:
    """A number for the edge of a drawing: `40M`, `1.5k`, `80`."""
    for size, letter in ((10**9, "bn"), (10**6, "M"), (10**4, "k")):
        if abs(value) >= size:
            scaled = value / (1000 if letter == "k" else size)
            return f"{numeral(_trimmed(scaled))}{letter}"
    return numeral(_trimmed(value))


def _trimmed(value: Fraction) -> str:
    places = next((places for places in range(3) if (value * 10**places).denominator == 1), 2)
    return f"{figures.rounded(value, places):f}"
