"""Keys: how ratings, the other marks and ranges are drawn."""

from __future__ import annotations

from fractions import Fraction

from compliance import figures
from compliance.charts.marks import held_back, open_range, robustness_range, score_mark, tile, unsettled
from compliance.charts.scores import Score
from compliance.charts.sheet import Chart, Sheet, scale, width_of
from compliance.charts.style import INFORMATIVE, PAINTS, SIZE, SLATE
from compliance.view.paints import Paints

EDGE = 4.46
GAP = 5.5


def rating_key(width: float = 170, paints: Paints = PAINTS) -> Chart:
    """The ratings: tile and word, in one line."""
    sheet, x = Sheet(width, EDGE + 0.4, paints), 0.0
    for rating, paint in paints.items():
        tile(sheet, x, 0.2, EDGE, EDGE, rating)
        sheet.note(x + EDGE + 1.6, 0.2 + EDGE / 2, paint.word, SLATE)
        x += EDGE + 1.6 + width_of(paint.word, SIZE.note) + GAP
    words = ", ".join(paint.word for paint in paints.values())
    return sheet.chart(
        f"The {figures.in_words(len(paints))} ratings", f"Key of the ratings, each with its sign and colour: {words}."
    )


def mark_key(width: float = 170) -> Chart:
    """The other marks of a heat map: informative only, not settled, held back, open range, single figure."""
    sheet, middle = Sheet(width, EDGE + 0.4), 0.2 + EDGE / 2
    at, x = scale(0, 1, 0, 10), 0.0
    tile(sheet, x, 0.2, EDGE, EDGE, INFORMATIVE)
    x = _word(sheet, x + EDGE, "informative only")
    unsettled(sheet, x, 0.2, 11, EDGE, "partly", "mostly")
    x = _word(sheet, x + 11, "lowest and highest rating")
    held_back(sheet, x + 1.1, middle)
    x = _word(sheet, x + 2.2, "held back by a core criterion")
    open_range(sheet, x + at(0), x + at(1), middle)
    x = _word(sheet, x + 10, "open range")
    sheet.disc(x + 1.2, middle, 1.15)
    _word(sheet, x + 2.4, "score")
    return sheet.chart(
        "Other marks",
        "Key of marks: a grey i is informative only; two signs on a hatch are the lowest and the highest rating; a "
        "triangle is an article held back by a core criterion; a hatched bar is the open range of a score, a dot a score.",
    )


def _word(sheet: Sheet, x: float, word: str) -> float:
    """Sets a word of the key; says where the next entry begins."""
    sheet.note(x + 1.6, 0.2 + EDGE / 2, word, SLATE)
    return x + 1.6 + width_of(word, SIZE.note) + GAP


def range_key(width: float = 83) -> Chart:
    """How a score is drawn with its open range, without a point, and with its robustness range."""
    sheet, at = Sheet(width, 19), scale(0, 1, 0, 28)
    near = Score(low=Fraction(1, 10), high=Fraction(1, 2), point=Fraction(3, 10))
    wide = Score(low=Fraction(1, 10), high=Fraction(9, 10))
    score_mark(sheet, at, near, 2.5, 3.2, 1.5)
    sheet.say(30, 2.5, "score with its open range")
    score_mark(sheet, at, wide, 9, 3.2, 1.5)
    sheet.say(30, 9, "open range alone: too wide for a point")
    robustness_range(sheet, at(0.1), at(0.7), 15.5)
    sheet.disc(at(0.42), 15.5, 1.5)
    sheet.say(30, 15.5, "score with its robustness range")
    return sheet.chart(
        "How ranges are drawn",
        "Key of ranges: a hatched bar with a dot is a score with its open range, a hatched bar alone an open range too "
        "wide for a point, a line with end ticks and a dot a score with its robustness range.",
    )
