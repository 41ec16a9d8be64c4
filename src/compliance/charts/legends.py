"""The legend of ranges: how a score is drawn with what leaves it open."""

from __future__ import annotations

from fractions import Fraction

from compliance.charts.marks import robustness_range, score_mark
from compliance.charts.sheet import Chart, Sheet, scale
from compliance.language import _
from compliance.scoring.values import Range


def range_legend(width: float = 83) -> Chart:
    """How a score is drawn with its open range, without a point, and with its robustness range."""
    sheet, at = Sheet(width, 19), scale(0, 1, 0, 28)
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
