"""How ratings look: a rating of any scale is painted by its position between the worst and the best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil

from compliance.model.checklist import NOT_APPLICABLE, UNANSWERED
from compliance.view import words
from compliance.view.values import CountryView

INK, PAPER, MID, GROUND, BLACK = "#16212B", "#FFFFFF", "#66727C", "#E6EAED", "#000000"
ENOUGH = 4.5
"""From this contrast on, text can be read on a ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """How one rating looks; never by colour alone."""

    rating: str
    """The rating."""
    fill: str
    """Ground of its tile."""
    edge: str
    """Edge of its tile and colour of its sign on paper."""
    on_fill: str
    """Colour of text and sign on the ground."""
    share: float | None = None
    """How much of its round sign is filled, clockwise from twelve o'clock; none where the sign is not round."""

    @property
    def word(self) -> str:
        """What it is called in print, in the language that is spoken."""
        return words.rating(self.rating)


Palette = Mapping[str, Paint]
"""How ratings look, by rating: the best first, then what does not apply and what is unanswered."""

ANCHORS = (
    (Fraction(0), "#993404", "#993404"),
    (Fraction(1, 3), "#FDD66B", "#8F6B00"),
    (Fraction(2, 3), "#6BAED6", "#2C73AA"),
    (Fraction(1), "#08519C", "#08519C"),
)
"""Ground and edge at four positions, from the worst to the best; between them colours are mixed."""
QUARTERS = 5
"""So many ratings can be told apart by a sign that is filled in quarters."""

_OTHERS = {
    NOT_APPLICABLE: Paint(rating=NOT_APPLICABLE, fill=GROUND, edge=MID, on_fill=INK),
    UNANSWERED: Paint(rating=UNANSWERED, fill=PAPER, edge=MID, on_fill=INK),
}


def palette_of(*scales: Sequence[str]) -> Palette:
    """How the ratings of some scales look, each scale from its best; a word in several looks as in the first."""
    palette: dict[str, Paint] = {}
    for ratings in scales:
        for place, word in enumerate(ratings):
            palette.setdefault(word, _paint(word, 1 - Fraction(place, len(ratings) - 1), len(ratings)))
    return {**palette, **_OTHERS}


def of_scale(palette: Palette, ratings: Iterable[str]) -> Palette:
    """The part of a palette that one scale needs."""
    return {word: palette[word] for word in (*ratings, *_OTHERS)}


def of_report(*views: CountryView) -> Palette:
    """How the ratings of all instruments of a report, or of several, look; a word looks the same throughout."""
    every = (instrument for view in views for instrument in view.instruments)
    return palette_of(*(tuple(instrument.assessment.whole.instrument.scale.values) for instrument in every))


def _paint(word: str, position: Fraction, steps: int) -> Paint:
    (low, *below), (high, *above) = next(pair for pair in pairwise(ANCHORS) if pair[0][0] <= position <= pair[1][0])
    part = (position - low) / (high - low)
    fill, edge = (_mixed(one, other, part) for one, other in zip(below, above, strict=True))
    share = Fraction(ceil(4 * position), 4) if steps <= QUARTERS else position
    return Paint(rating=word, fill=fill, edge=edge, on_fill=_readable(fill), share=float(share))


def _mixed(one: str, other: str, part: Fraction) -> str:
    """The colour so far on the way from one to another."""
    mixed = (first + (second - first) * part for first, second in zip(_channels(one), _channels(other), strict=True))
    return "#" + "".join(f"{round(channel):02X}" for channel in mixed)


def _readable(ground: str) -> str:
    """Ink or paper, whichever stands out more from a ground; black where neither does enough."""
    best = max((INK, PAPER), key=lambda color: contrast(ground, color))
    return best if contrast(ground, best) >= ENOUGH else BLACK


def contrast(one: str, other: str) -> float:
    """How much two colours stand out from each other, from 1 to 21, by the guidelines for accessible content."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    """How light a colour is, by the same guidelines."""
    linear = [
        it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in (c / 255 for c in _channels(color))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


HOUSE = palette_of(("met", "mostly", "partly", "not-met"))
"""How the four ratings of the house look."""
