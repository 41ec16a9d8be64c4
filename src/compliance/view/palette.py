"""The colours of ratings: a rating of any scale has a colour by its position between the worst and the best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import ceil

from compliance.model.checklist import NOT_APPLICABLE, UNANSWERED
from compliance.view import words
from compliance.view.values.country import CountryView

INK, PAPER, MID, GROUND, BLACK = "#16212B", "#FFFFFF", "#66727C", "#E6EAED", "#000000"
ENOUGH = 4.5
"""From this contrast on, text can be read on a ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """The colours and the glyph of a rating; it is never shown by colour alone."""

    rating: str
    fill: str
    edge: str
    """Edge of its tile and colour of its glyph on paper."""
    on_fill: str
    """Colour of text and glyph on the fill."""
    share: float | None = None
    """How much of its round glyph is filled, clockwise from twelve o'clock; none where the glyph is not round."""

    @property
    def word(self) -> str:
        """The rating as printed, in the language that is spoken."""
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
"""So many ratings can be distinguished by a glyph that is filled in quarters."""

_OTHERS = {
    NOT_APPLICABLE: Paint(rating=NOT_APPLICABLE, fill=GROUND, edge=MID, on_fill=INK),
    UNANSWERED: Paint(rating=UNANSWERED, fill=PAPER, edge=MID, on_fill=INK),
}
NOT_SETTLED = "not-settled"
"""What a bar counts by itself: an answer that may turn out as one of several ratings."""
_NOT_SETTLED = Paint(rating=NOT_SETTLED, fill="#D8D3E6", edge="#6A618C", on_fill=INK)


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


def of_bars(palette: Palette) -> Palette:
    """A palette with a part for what is not settled, before what does not apply and what is unanswered."""
    ratings = {word: paint for word, paint in palette.items() if word not in _OTHERS}
    return {**ratings, NOT_SETTLED: _NOT_SETTLED, **_OTHERS}


def of_report(*views: CountryView) -> Palette:
    """How the ratings of all instruments of a report, or of several, look; a word looks the same throughout."""
    every = (instrument for view in views for instrument in view.instruments)
    return palette_of(*(instrument.scale for instrument in every))


@lru_cache(maxsize=256)  # every state of a site asks for the same few, and colours are weighed against each other
def _paint(word: str, position: Fraction, steps: int) -> Paint:
    (low, *below), (high, *above) = next(pair for pair in pairwise(ANCHORS) if pair[0][0] <= position <= pair[1][0])
    part = (position - low) / (high - low)
    fill, edge = (_mixed(*colours, part) for colours in zip(below, above, strict=True))
    share = Fraction(ceil(4 * position), 4) if steps <= QUARTERS else position
    return Paint(rating=word, fill=fill, edge=edge, on_fill=_readable(fill), share=float(share))


def _mixed(start: str, end: str, part: Fraction) -> str:
    ends = zip(bytes.fromhex(start[1:]), bytes.fromhex(end[1:]), strict=True)
    mixed = (first + (last - first) * part for first, last in ends)
    return "#" + "".join(f"{round(channel):02X}" for channel in mixed)


def _readable(ground: str) -> str:
    """Ink or paper, whichever stands out more from a ground; black where neither does enough."""
    best = max((INK, PAPER), key=lambda color: contrast(ground, color))
    return best if contrast(ground, best) >= ENOUGH else BLACK


def contrast(*colours: str) -> float:
    """The contrast of two colours, from 1 to 21, by the guidelines for accessible content."""
    dark, light = sorted(map(_luminance, colours))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    """How light a colour is, by the same guidelines."""
    shares = (channel / 255 for channel in bytes.fromhex(color[1:]))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


HOUSE = palette_of(("met", "mostly", "partly", "not-met"))
"""How the four ratings of the house look."""
