"""The look of the workbook: tokens of the house style, cell styles, signs of ratings and of statuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from compliance.indicators.values import Word
from compliance.model.checklist import NOT_APPLICABLE
from compliance.view import palette as view
from compliance.view.palette import HOUSE, Palette
from compliance.view.reasons import STATUS_WORDS

INK, SLATE, MID, LINE, RULE, WASH = "#16212B", "#44515C", "#66727C", "#B9C1C8", "#DDE2E6", "#F4F6F7"
ACCENT, BAND, PAPER = "#00756A", "#C9D0D6", "#FFFFFF"

FONT = {"font_name": "Arial", "font_size": 10}
THIN, MEDIUM, DIAGONAL = 1, 2, 14
"""Widths of lines and the pattern of thin slanting lines, as the format counts them."""


class Paint(NamedTuple):
    """How a rating looks; never by colour alone."""

    sign: str
    """Its sign."""
    fill: str
    """Ground of its cell."""
    edge: str
    """Edge of its cell."""
    text: str
    """Colour of its word."""


DISCS = ((1.0, "●"), (0.75, "◕"), (0.5, "◑"), (0.25, "◔"), (0.0, "○"))
"""Signs by how much of them is filled."""
DASH, QUESTION = "–", "?"


def dressed(paints: Palette) -> Mapping[str, Paint]:
    """Ratings as cells show them."""
    return {word: Paint(_sign(word, paint), paint.fill, paint.edge, paint.on_fill) for word, paint in paints.items()}


def _sign(word: str, paint: view.Paint) -> str:
    if paint.share is None:
        return DASH if word == NOT_APPLICABLE else QUESTION
    share = paint.share
    return min(DISCS, key=lambda disc: abs(disc[0] - share))[1]


PAINTS = dressed(HOUSE)
"""The ratings of the house, in the order that all tables and charts share; `unanswered` is hatched."""

STATUS: dict[Word, tuple[str, str]] = {
    "met": ("✓", "#08519C"),
    "on-track": ("▲", "#08519C"),
    "at-risk": ("◆", "#8F6B00"),
    "off-track": ("▼", "#993404"),
    "no-data": ("○", MID),
}
"""Sign and colour of a status; every other stands in grey without a sign."""
SIGNED_STATUS = {STATUS_WORDS[word]: (sign, color) for word, (sign, color) in STATUS.items()}
HELD_BACK = "held back"
"""What stands beside a score that a core criterion holds down."""

TABS = {"input": ACCENT, "result": INK, "reference": LINE}

Look = dict[str, Any]

_CELL: Look = {"font_color": INK, "valign": "top", "bottom": THIN, "bottom_color": RULE}
_LABEL: Look = {**_CELL, "text_wrap": True}
_TEXT: Look = {**_LABEL, "align": "left", "indent": 1}
_NUMBER: Look = {**_CELL, "align": "right", "indent": 1}
_CHIP: Look = {**_CELL, "align": "left", "indent": 1}
_FIXED: Look = {"font_color": SLATE, "italic": True}
_INPUT: Look = {"border": THIN, "border_color": ACCENT, "bg_color": PAPER, "locked": False}
_HEAD: Look = {
    "font_size": 9, "bold": True, "font_color": SLATE, "text_wrap": True, "valign": "bottom",
    "top": MEDIUM, "top_color": INK, "bottom": THIN, "bottom_color": LINE,
}  # fmt: skip

STYLES: dict[str, Look] = {
    "title": {"font_size": 16, "bold": True, "font_color": INK},
    "measure": {"font_color": SLATE},
    "note": {"font_color": INK},
    "head": {**_HEAD, "align": "left"},
    "head-indented": {**_HEAD, "align": "left", "indent": 1},
    "head-right": {**_HEAD, "align": "right", "indent": 1},
    "text": _TEXT,
    "data": {},
    "word": _CELL,
    "label": {**_LABEL, "bold": True},
    "guide": {**_LABEL, "bold": True},
    "rating": _CHIP,
    "compared": _CHIP,
    "status": _CHIP,
    "held-back": _CHIP,
    "link": {**_TEXT, "font_color": ACCENT, "underline": 1},
    "rating-input": {**_CHIP, **_INPUT},
    "text-input": {**_TEXT, **_INPUT},
    "word-input": {**_CHIP, **_INPUT},
    "percent-input": {**_NUMBER, **_INPUT, "num_format": "0.0 %"},
    "score-input": {**_NUMBER, **_INPUT, "num_format": "0"},
    "count-input": {**_NUMBER, **_INPUT, "num_format": "#,##0"},
    "decimal-input": {**_NUMBER, **_INPUT, "num_format": "#,##0.0"},
    "date-input": {**_CELL, **_INPUT, "align": "right", "num_format": "d mmm yyyy"},
    "figure-input": {**_NUMBER, **_INPUT, "num_format": "General"},
    "score": {**_NUMBER, "num_format": "0"},
    "score-detail": {**_NUMBER, "num_format": "0.0"},
    "gain": {**_NUMBER, "num_format": "+0.0;−0.0;0.0"},
    "share": {**_NUMBER, "num_format": "0 %"},
    "percent": {**_NUMBER, "num_format": "0.0 %"},
    "coefficient": {**_NUMBER, "num_format": "0.00;−0.00;0.00"},
    "value": {**_NUMBER, "num_format": "# ?/?"},
    "value-input": {**_NUMBER, **_INPUT, "num_format": "# ?/?"},
    "count": {**_NUMBER, "num_format": "#,##0"},
    "decimal": {**_NUMBER, "num_format": "#,##0.0"},
    "plain": {**_NUMBER, "num_format": "0"},
    "weight": {**_NUMBER, "num_format": "0.##"},
    "weight-input": {**_NUMBER, **_INPUT, "num_format": "0.##"},
    "fixed-count": {**_NUMBER, **_FIXED, "num_format": "0.##"},
    "fixed-text": {**_TEXT, **_FIXED},
    "fixed-number": {**_NUMBER, **_FIXED},
    "date": {**_CELL, "align": "right", "num_format": "d mmm yyyy"},
}
"""Cell styles by name."""

STRONG: Look = {"bold": True, "top": THIN, "top_color": INK}
"""What a row adds that sums up others."""


def signed(sign: str) -> str:
    """A number format that puts a sign before a word, so that the cell stays the word."""
    return f';;;"{sign} "@'


def rating_look(word: str, paint: Paint) -> Look:
    """What a cell looks like whose word is a rating."""
    look: Look = {
        "font_color": paint.text,
        "border": THIN,
        "border_color": paint.edge,
        "num_format": signed(paint.sign),
    }
    if word == "unanswered":
        return {**look, "pattern": DIAGONAL, "fg_color": RULE, "bg_color": paint.fill}
    return {**look, "bg_color": paint.fill}


BETWEEN_LOOK: Look = {
    "font_color": INK, "border": THIN, "border_color": MID, "pattern": DIAGONAL, "fg_color": RULE, "bg_color": PAPER,
}  # fmt: skip
"""What a cell looks like whose word lies between two ratings."""


def status_look(word: str) -> Look:
    """What a cell looks like whose word is a status."""
    sign, color = SIGNED_STATUS[word]
    return {"font_color": color, "num_format": signed(sign)}


HELD_BACK_LOOK: Look = {"font_color": PAINTS["not-met"].fill, "num_format": signed("▼")}
