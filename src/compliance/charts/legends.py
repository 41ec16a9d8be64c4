"""The key of ranges: how a score is drawn with what leaves it open."""

from __future__ import annotations

from fractions import Fraction

from compliance.charts.marks import robustness_range, score_mark
from compliance.charts.scores import Score
from compliance.charts.sheet import Chart, Sheet, scale
from compliance.language import _


def range_key(width: float = 83) -> Chart:
    """How a score is drawn with its open range, without a point, and with its robustness range."""
    sheet, at = Sheet(width, 19), scale(0, 1, 0, 28)
    near = Score(low=Fraction(1, 10), high=Fraction(1, 2), point=Fraction(3, 10))
    wide = Score(low=Fraction(1, 10), high=Fraction(9, 10))
    score_mark(sheet, at, near, 2.5, 3.2, 1.5)
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
