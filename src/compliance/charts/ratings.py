"""Charts of ratings and of the scores that follow from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from compliance import figures
from compliance.charts.bars import lengths
from compliance.charts.marks import glyph, grid, ground, headers, robustness_range, score_mark, tally, ticks, tile
from compliance.charts.sheet import Chart, Scale, Sheet, fitted, scale, width_of, wrapped
from compliance.charts.style import HALF, INK, LINE, MID, PAGE, PALETTE, REGULAR, SEMIBOLD, SIZE, SLATE, STROKE
from compliance.language import _
from compliance.scoring.values import Range
from compliance.view.palette import Palette, of_bars
from compliance.view.values.answers import SectionView
from compliance.view.words import score as score_words

STEP_GAP = 0.35
"""Between the squares of a mosaic."""


MosaicGroup = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Neighbouring columns of a mosaic: their names, the longest first, of which the first that fits is printed; and for each article
the ratings of its criteria in treaty order, `informative` where one is never scored."""


def mosaic(
    groups: Sequence[MosaicGroup], *, finding: str, table: str, edge: float | None = None, palette: Palette = PALETTE
) -> Chart:
    """Every criterion as a square: a column an article, in treaty order from the ground up."""
    columns = [column for _names, theirs in groups for column in theirs]
    edge = edge or mosaic_edge(groups)
    step = edge + STEP_GAP
    free = PAGE - step * len(columns) + STEP_GAP
    space = min(free / max(len(groups) - 1, 1), 3 * step)
    tallest = max(len(column) for column in columns)
    sheet, bottom, x = Sheet(PAGE, tallest * step + 7, palette), tallest * step, 0.0
    for names, theirs in groups:
        start = x
        for column in theirs:
            for place, rating in enumerate(column, 1):
                ground(sheet, x, bottom - place * step, edge, edge, rating)
            x += step
        end = x - STEP_GAP
        sheet.line(((start, bottom + 0.9), (end, bottom + 0.9)), INK, STROKE.axis)
        room = min(end + space, PAGE) - start - 1
        sheet.note(start, bottom + 3.9, next((n for n in names if width_of(n, SIZE.note) <= room), ""), SLATE)
        x = end + space
    squares = [rating for column in columns for rating in column]
    counts = {rating: squares.count(rating) for rating in palette}
    kind = _(
        "Mosaic of %(columns)s columns, one an article, built of %(squares)s squares, one a criterion, "
        "coloured by rating: %(tally)s."
    ) % {"columns": len(columns), "squares": len(squares), "tally": tally(counts, palette)}
    return sheet.described(kind, finding, table)


def mosaic_edge(groups: Sequence[MosaicGroup]) -> float:
    """The side of a square at which a mosaic fills its width; the smaller of two makes two mosaics agree."""
    columns = sum(len(theirs) for _names, theirs in groups)
    spaces = (len(groups) - 1) * 0.8  # in squares
    return min(3.9, (PAGE - STEP_GAP * (columns - 1)) / (columns + spaces))


def range_legend() -> Chart:
    """How a score is drawn with its open range, without a point, and with its robustness range."""
    sheet, at = Sheet(HALF, 19), scale(0, 1, 0, 28)
    # A score with a point is at most ten points wide; a scale of a quarter shows it as wide as a reader can see.
    near, wide = Range(low=Fraction(1, 40), high=Fraction(5, 40)), Range(low=Fraction(1, 10), high=Fraction(9, 10))
    score_mark(sheet, scale(0, 0.25, 0, 28), near, 2.5, 3.2, 1.5)
    sheet.say(30, 2.5, _("score with its open range"))
    score_mark(sheet, at, wide, 9, 3.2, 1.5)
    sheet.say(30, 9, _("open range alone: too wide for a point"))
    robustness_range(sheet, at(0.1), at(0.7), 15.5)
    sheet.disc(at(0.42), 15.5, 1.5)
    sheet.say(30, 15.5, _("score with its robustness range"))
    return sheet.chart(
        _("How ranges are drawn"),
        _(
            "Key of ranges: a hatched bar with a dot is a score with its open range, a hatched bar alone an open range "
            "too wide for a point, a line with end ticks and a dot a score with its robustness range."
        ),
    )


def section_profile(rows: Sequence[SectionView], *, finding: str, table: str, palette: Palette = PALETTE) -> Chart:
    """A row a section: bar and numbers of criteria by rating, score with its open range."""
    pitch, top, palette = 9.2, 7.6, of_bars(palette)
    sheet = Sheet(PAGE, top + pitch * len(rows) + 0.4, palette)
    step = NUMBERS_STEP * min(1, len(of_bars(PALETTE)) / len(palette))
    columns = {rating: NUMBERS_X + k * step for k, rating in enumerate(palette)}
    headers(sheet, 1.8, (BAR_X, _("Criteria by rating"), "left"), (SCORE_X - 1.2, _("Score"), "left"))
    for rating, x in columns.items():
        glyph(sheet, x - 1.35, 5, rating)
    at = scale(0, 1, SCORE_X, SCORE_X + SCORE_W)
    ticks(sheet, at, (0, 0.5, 1), 5)
    grid(sheet, at, (0, 0.5, 1), top + 1, top + pitch * len(rows) - 1)
    for k, row in enumerate(rows):
        y = top + k * pitch
        sheet.line(((0, y), (PAGE, y)), LINE if k else INK)
        _profile_row(sheet, row, y, columns, at)
    line = _("%(name)s: %(tally)s, score %(score)s.")
    lines = [
        line % {"name": row.title, "tally": tally(row.counts, palette), "score": score_words(row.range)} for row in rows
    ]
    kind = _("Bars of criteria by rating and scores from 0 to 100, a row for each of %(sections)s.") % {
        "sections": figures.count(len(rows), "section")
    }
    return sheet.described(f"{kind} {' '.join(lines)}", finding, table)


BAR_X, BAR_W = 48.0, 37.0
NUMBERS_X, NUMBERS_STEP = 91.0, 7.0
SCORE_X, SCORE_W = 140.0, 18.0


def _profile_row(sheet: Sheet, row: SectionView, y: float, columns: Mapping[str, float], at: Scale) -> None:
    middle = y + 4.7
    _name(sheet, row, middle)
    shown = [rating for rating in columns if row.counts.get(rating)]
    x = BAR_X
    for rating, w in zip(shown, lengths([row.counts[r] for r in shown], BAR_W), strict=True):
        tile(sheet, x, middle - 2.4, w, 4.8, rating, 1.2)
        x += w + 0.3
    for rating, place in columns.items():
        count = row.counts.get(rating, 0)
        weight, color = (SEMIBOLD, INK) if count else (REGULAR, MID)
        sheet.say(place, middle, figures.number(count), SIZE.label, weight, color, "right")
    if row.range is None:
        sheet.note(sheet.width, middle, _("not scored"), align="right")
        return
    score_mark(sheet, at, row.range, middle)
    sheet.say(sheet.width, middle, score_words(row.range), SIZE.label, SEMIBOLD, align="right")


def _name(sheet: Sheet, row: SectionView, y: float) -> None:
    """The name of a section with its articles below it, or after it where the name takes two lines."""
    room = BAR_X - 3
    lines = wrapped(row.title, room)
    sheet.say(0, y - 2, lines[0])
    if len(lines) == 1:
        sheet.note(0, y + 2, row.span)
        return
    after = room - width_of(row.span, SIZE.note) - 2
    second = fitted(lines[1], after)
    sheet.say(0, y + 2, second)
    sheet.note(width_of(second) + 2, y + 2, row.span)
