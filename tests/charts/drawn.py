"""What a reader finds in a drawing: its words and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from itertools import combinations

from compliance.charts import Chart
from compliance.charts.sheet import CAP_HEIGHT, PT, width_of

TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")


@dataclass(frozen=True)
class Word:
    """A line of type and the rectangle of its capitals, in millimetres."""

    text: str
    size: float
    left: float
    right: float
    top: float
    foot: float


def words(chart: Chart) -> list[Word]:
    """Every line of type of a chart."""
    return [_word(attributes, unescape(text)) for attributes, text in TEXT.findall(chart.svg.decode())]


def texts(chart: Chart) -> list[str]:
    """What the lines of type say."""
    return [word.text for word in words(chart)]


def overlaps(chart: Chart) -> list[tuple[str, str]]:
    """Pairs of lines of type that touch."""
    return [
        (one.text, two.text)
        for one, two in combinations(words(chart), 2)
        if one.left < two.right and two.left < one.right and one.top < two.foot and two.top < one.foot
    ]


def outside(chart: Chart) -> list[str]:
    """Lines of type that leave the sheet."""
    return [
        word.text
        for word in words(chart)
        if word.left < -0.01 or word.right > chart.width_mm + 0.01 or word.top < 0 or word.foot > chart.height_mm
    ]


def _word(attributes: str, text: str) -> Word:
    told = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
    size = float(told["font-size"])
    wide = width_of(text, size, int(told.get("font-weight", 400)))
    x, y = float(told["x"]) * PT, float(told["y"]) * PT
    left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[told.get("text-anchor", "start")]
    return Word(text, size, left, left + wide, y - size * PT * CAP_HEIGHT, y)
