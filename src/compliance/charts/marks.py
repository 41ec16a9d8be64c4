# ruff: noqa: PLR0917 - a place on paper is x, y, width and height, in this order everywhere
"""The marks of the house: glyphs, tiles, ranges, scores and the axes they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from compliance import figures
from compliance.charts.sheet import Align, Scale, Sheet, Value
from compliance.charts.style import (
    ACCENT,
    INFORMATIVE,
    INK,
    LINE,
    MID,
    PALETTE,
    PAPER,
    RULE,
    SEMIBOLD,
    SIZE,
    SLATE,
    STROKE,
)
from compliance.language import _
from compliance.scoring.values import Range
from compliance.view.palette import NOT_SETTLED, Palette

RADIUS = 1.35
"""Of a rating's glyph in a tile or legend."""
QUESTION = (
    (3.6, 4.2), (3.6, 2.7), (4.6, 1.8), (6, 1.8), (7.4, 1.8), (8.4, 2.7), (8.4, 4), (8.4, 5.8), (6, 5.9), (6, 8),
)  # fmt: skip
"""The hook of the question mark on a square of 12, as curves."""


def glyph(
    sheet: Sheet,
    x: float,
    y: float,
    rating: str,
    color: str | None = None,
    ground: str = PAPER,
    r: float = RADIUS,
    stroke: float = 1,
) -> None:
    """Draws the glyph of a rating: the filled share of a disc, two small discs, a dash or a question mark."""
    paint = sheet.palette[rating]
    color = color or (paint.edge if paint.share is not None else SLATE)
    match rating:
        case "unanswered":
            points = [(x + (a - 6) * r / 5.5, y + (b - 6) * r / 5.5) for a, b in QUESTION]
            sheet.curve(points, color, stroke)
            sheet.disc(x, y + 4.3 * r / 5.5, r * 0.17 + (stroke - 1) * 0.18, color, color, 0, level=1)
        case _ if rating == NOT_SETTLED:
            sheet.disc(x - 0.56 * r, y, 0.4 * r, ground, color, 0.75, level=1)
            sheet.disc(x + 0.56 * r, y, 0.4 * r, color, color, 0.75, level=1)
        case "not-applicable":
            sheet.box(x - 0.8 * r, y - 0.16, 1.6 * r, 0.32, color)
        case _:
            share, inner = paint.share or 0, r - 0.12
            sheet.disc(x, y, inner, color if share == 1 else ground, color, 0.75, level=1)
            if 0 < share < 1:
                sheet.wedge(x, y, inner, share, color)


def tile(sheet: Sheet, x: float, y: float, w: float, h: float, rating: str, r: float = RADIUS) -> None:
    """Draws one rating as fill, edge and glyph; too narrow a tile keeps fill and edge."""
    ground(sheet, x, y, w, h, rating)
    if w < 2 * r + 0.6:
        return
    if rating == INFORMATIVE:
        sheet.say(x + w / 2, y + h / 2, "i", SIZE.note, color=MID, align="center")
        return
    if rating == "unanswered":
        glyph(sheet, x + w / 2, y + h / 2, rating, PAPER, r=r, stroke=2.6)  # a halo on the hatch
    paint = sheet.palette[rating]
    glyph(sheet, x + w / 2, y + h / 2, rating, paint.on_fill, paint.fill, r)


def unsettled(sheet: Sheet, x: float, y: float, w: float, h: float, low: str, high: str) -> None:
    """Draws the lowest and the highest rating on the hatch."""
    ground(sheet, x, y, w, h, "unanswered")
    middle, half = x + w / 2, y + h / 2
    patch(sheet, middle, half, 3, 0.8)
    for place, rating in ((middle - 2.4, low), (middle + 2.4, high)):
        sheet.disc(place, half, RADIUS + 0.3, PAPER, PAPER, 0, level=1)
        glyph(sheet, place, half, rating)
    sheet.box(middle - 0.5, half - 0.1, 1, 0.2, SLATE)


def ground(sheet: Sheet, x: float, y: float, w: float, h: float, rating: str) -> None:
    """Draws the fill and the edge of a rating; hatched where unanswered, empty where only informative."""
    if rating == INFORMATIVE:
        sheet.box(x, y, w, h, PAPER, LINE)
        return
    sheet.box(x, y, w, h, sheet.palette[rating].fill, sheet.palette[rating].edge)
    if rating == "unanswered":
        hatched(sheet, x, y, w, h)


def hatched(sheet: Sheet, x: float, y: float, w: float, h: float, step: float = 1.1) -> None:
    """Draws the slanting lines of what is not known, light inside an edge."""
    inset = 0.15
    sheet.hatch(x + inset, y + inset, w - 2 * inset, h - 2 * inset, LINE, step)


def patch(sheet: Sheet, x: float, y: float, w: float, h: float) -> None:
    """Draws a white patch around a centre, so that a glyph reads on the hatch."""
    sheet.box(x - w / 2, y - h / 2, w, h, PAPER)


def open_range(sheet: Sheet, start: float, end: float, y: float, height: float = 2.4) -> None:
    """Draws what unanswered criteria leave open: a hollow hatched bar from worst to best."""
    if end - start > 0.05:
        sheet.box(start, y - height / 2, end - start, height, PAPER, MID)
        hatched(sheet, start, y - height / 2, end - start, height, 0.9)


def robustness_range(sheet: Sheet, start: float, end: float, y: float) -> None:
    """Draws how far the choices of the method move a score: a line with end ticks on a halo."""
    sheet.line(((start, y), (end, y)), PAPER, 3)
    sheet.line(((start, y), (end, y)), INK, 1.2)
    for x in (start, end):
        sheet.line(((x, y - 0.9), (x, y + 0.9)), INK, 1.2)


def score_mark(sheet: Sheet, at: Scale, score: Range, y: float, height: float = 2.4, r: float = 1.15) -> None:
    """Draws a score: its open range, and a dot only where there is a single figure."""
    open_range(sheet, at(score.low), at(score.high), y, height)
    if score.point is not None:
        sheet.disc(at(score.point), y, r)


def grid(sheet: Sheet, at: Scale, values: Iterable[Value], top: float, bottom: float) -> None:
    """Draws light vertical lines beneath the marks."""
    for value in values:
        sheet.line(((at(value), top), (at(value), bottom)), RULE, level=0)


def ticks(sheet: Sheet, at: Scale, values: Iterable[Value], y: float) -> None:
    """Sets the numbers of a score axis, in points of 100."""
    for value in values:
        sheet.note(at(value), y, figures.number(round(100 * float(value))), align="center")


def headers(sheet: Sheet, y: float, *columns: tuple[float, str, Align]) -> None:
    """Sets column headers: place, text and alignment."""
    for x, text, align in columns:
        sheet.say(x, y, text, SIZE.note, SEMIBOLD, SLATE, align)


def target(sheet: Sheet, x: float, y: float, half: float = 2.1) -> None:
    """Draws the tick of a target or milestone."""
    sheet.line(((x, y - half), (x, y + half)), INK, STROKE.target, level=4)


def baseline(sheet: Sheet, x: float, y: float) -> None:
    """Draws the hollow ring of a baseline."""
    sheet.disc(x, y, 1.3, PAPER, MID, 1)


def now(sheet: Sheet, x: float, y: float) -> None:
    """Draws the disc of the present value."""
    sheet.disc(x, y, 1.5, ACCENT)


def held_back(sheet: Sheet, x: float, y: float) -> None:
    """Draws the mark of an article held back by a core criterion."""
    sheet.shape(((x - 1.1, y - 0.9), (x + 1.1, y - 0.9), (x, y + 1)), fill=PALETTE["not-met"].edge)


def spread(wanted: Sequence[float], widths: Sequence[float], gap: float, width: float) -> list[float]:
    """Places for labels of those widths, as near to the wanted ones as order, gaps and sheet allow."""
    places, limit = [], width
    for place, wide in zip(reversed(wanted), reversed(widths), strict=True):
        limit = min(place, limit - wide)
        places.append(limit)
        limit -= gap
    places.reverse()
    floor = 0.0
    for k, wide in enumerate(widths):
        places[k] = max(places[k], floor)
        floor = places[k] + wide + gap
    return places


def counts_in_words(counts: Iterable[tuple[str, int]]) -> str:
    """Counts as a sentence lists them: `40 met, 12 mostly and 200 unanswered`; what does not occur is left out."""
    return figures.listed([f"{figures.number(count)} {word}" for word, count in counts if count]) or _("none")


def tally(counts: Mapping[str, int], palette: Palette = PALETTE) -> str:
    """Counts by rating in words, in the order of ratings."""
    return counts_in_words((paint.word, counts.get(rating, 0)) for rating, paint in palette.items())
