"""Formats of the workbooks: tokens of the house style, cell styles, glyphs of ratings and of statuses."""

from typing import Any

from compliance.indicators.values import Word
from compliance.model.checklist import NOT_APPLICABLE, UNANSWERED
from compliance.view.palette import HOUSE, Paint
from compliance.view.reasons import STATUS_WORDS

INK, SLATE, MID, LINE, RULE, WASH = "#16212B", "#44515C", "#66727C", "#B9C1C8", "#DDE2E6", "#F4F6F7"
ACCENT, BAND, PAPER, AMBER, ROSE = "#00756A", "#C9D0D6", "#FFFFFF", "#FFF1CC", "#F8D7D0"

FONT = {"font_name": "Arial", "font_size": 10}
THIN, MEDIUM, DIAGONAL = 1, 2, 14
"""Widths of lines and the pattern of thin slanting lines, as the format counts them."""


DISCS = ((1.0, "●"), (0.75, "◕"), (0.5, "◑"), (0.25, "◔"), (0.0, "○"))
"""Glyphs by how much of them is filled."""
DASH, QUESTION = "–", "?"


def glyph_of(paint: Paint) -> str:
    """The glyph of a rating in a cell: the disc that is filled most nearly as far."""
    if (share := paint.share) is None:
        return DASH if paint.rating == NOT_APPLICABLE else QUESTION
    return min(DISCS, key=lambda disc: abs(disc[0] - share))[1]


STATUS: dict[Word, tuple[str, str]] = {
    "met": ("✓", "#08519C"),
    "on-track": ("▲", "#08519C"),
    "at-risk": ("◆", "#8F6B00"),
    "off-track": ("▼", "#993404"),
    "no-data": ("○", MID),
}
"""Glyph and colour of a status; every other stands in grey without a glyph."""
STATUS_FORMATS = {STATUS_WORDS[word]: shown for word, shown in STATUS.items()}
HELD_BACK = "held back"
"""What stands beside a score that a core criterion holds down."""

TABS = {"input": ACCENT, "result": INK, "reference": LINE}

Format = dict[str, Any]

_CELL: Format = {"font_color": INK, "valign": "top", "bottom": THIN, "bottom_color": RULE}
_LABEL: Format = {**_CELL, "text_wrap": True}
_TEXT: Format = {**_LABEL, "align": "left", "indent": 1}
_NUMBER: Format = {**_CELL, "align": "right", "indent": 1}
_CHIP: Format = {**_CELL, "align": "left", "indent": 1}
_FIXED: Format = {"font_color": SLATE, "italic": True}
_INPUT: Format = {"border": THIN, "border_color": ACCENT, "bg_color": PAPER, "locked": False}
_TYPED: Format = {"num_format": "@"}  # a number that is typed stays the text that was typed
_HEADER: Format = {
    "font_size": 9, "bold": True, "font_color": SLATE, "text_wrap": True, "valign": "bottom",
    "top": MEDIUM, "top_color": INK, "bottom": THIN, "bottom_color": LINE,
}  # fmt: skip

STRONG: Format = {"bold": True, "top": THIN, "top_color": INK}
"""What a row adds that sums up others."""

_STYLES: dict[str, Format] = {
    "title": {"font_size": 16, "bold": True, "font_color": INK},
    "measure": {"font_color": SLATE},
    "note": {"font_color": INK},
    "header": {**_HEADER, "align": "left"},
    "header-indented": {**_HEADER, "align": "left", "indent": 1},
    "header-right": {**_HEADER, "align": "right", "indent": 1},
    "text": _TEXT,
    "data": {},
    "word": _CELL,
    "label": {**_LABEL, "bold": True},
    "guide": {**_LABEL, "bold": True},
    "rating": _CHIP,
    "compared": _CHIP,
    "status": _CHIP,
    "held-back": _CHIP,
    "question": {**_TEXT, "bold": True},
    "todo": {**_TEXT, "font_color": SLATE},
    "unlocked": {**_TEXT, "locked": False},
    "strong-label": {**_LABEL, **STRONG, "bold": True},
    "link": {**_TEXT, "font_color": ACCENT, "underline": 1},
    "typed-text": {**_TEXT, **_INPUT, **_TYPED},
    "typed-name": {**_TEXT, **_INPUT, **_TYPED, "font_size": 12},
    "typed-rating": {**_CHIP, **_INPUT, **_TYPED},
    "mend": {**_TEXT, **_INPUT, **_TYPED, "bg_color": ROSE},
    "mend-date": {**_TEXT, **_INPUT, "bg_color": ROSE, "num_format": "yyyy-mm-dd"},
    "word-input": {**_CHIP, **_INPUT},
    "figure-input": {**_NUMBER, **_INPUT, "num_format": "General"},
    "score": {**_NUMBER, "num_format": "0"},
    "score-detail": {**_NUMBER, "num_format": "0.0"},
    "gain": {**_NUMBER, "num_format": "+0.0;−0.0;0.0"},
    "share": {**_NUMBER, "num_format": "0 %"},
    "percent": {**_NUMBER, "num_format": "0.0 %"},
    "coefficient": {**_NUMBER, "num_format": "0.00;−0.00;0.00"},
    "value": {**_NUMBER, "num_format": "# ?/?"},
    "count": {**_NUMBER, "num_format": "#,##0"},
    "decimal": {**_NUMBER, "num_format": "#,##0.0"},
    "plain": {**_NUMBER, "num_format": "0"},
    "weight": {**_NUMBER, "num_format": "0.##"},
    "fixed-count": {**_NUMBER, **_FIXED, "num_format": "0.##"},
    "fixed-text": {**_TEXT, **_FIXED},
    "fixed-number": {**_NUMBER, **_FIXED},
    "date": {**_CELL, "align": "right", "num_format": "d mmm yyyy"},
}
OPEN = {
    name: f"{name}-input"
    for name in ("rating", "text", "percent", "score", "count", "decimal", "date", "value", "weight")
}
"""Styles of cells whose value a reader may change, by that of cells that are closed."""
STYLES: dict[str, Format] = {**_STYLES, **{open_: {**_STYLES[name], **_INPUT} for name, open_ in OPEN.items()}}
"""Cell styles by name."""
CLOSED = {"word-input": "word", **{open_: name for name, open_ in OPEN.items()}}
"""The other way round."""

_BAR: Format = {"type": "data_bar", "bar_solid": True, "min_type": "num", "min_value": 0}
BARS: dict[str, Format] = {
    "amount": {**_BAR, "bar_color": BAND},
    "share": {**_BAR, "bar_color": ACCENT, "bar_border_color": ACCENT, "max_type": "num", "max_value": 1.35},
}
"""Bars in cells: as long as the figure among others, or a share of a whole that leaves room for the figure."""
MISSING: Format = {"bg_color": AMBER}
"""What a cell adds that waits to be filled in."""


def with_glyph(glyph: str) -> str:
    """A number format that puts a glyph before a word, so that the cell stays the word."""
    return f';;;"{glyph} "@'


def rating_format(paint: Paint) -> Format:
    """The format of a cell whose word is a rating; `unanswered` is hatched."""
    style: Format = {"font_color": paint.on_fill, "border": THIN, "border_color": paint.edge, "bg_color": paint.fill}
    hatched: Format = {"pattern": DIAGONAL, "fg_color": RULE} if paint.rating == UNANSWERED else {}
    return {**style, "num_format": with_glyph(glyph_of(paint)), **hatched}


BETWEEN_FORMAT: Format = {
    "font_color": INK, "border": THIN, "border_color": MID, "pattern": DIAGONAL, "fg_color": RULE, "bg_color": PAPER,
}  # fmt: skip
"""The format of a cell whose word lies between two ratings."""


def status_format(word: str) -> Format:
    """The format of a cell whose word is a status."""
    glyph, color = STATUS_FORMATS[word]
    return {"font_color": color, "num_format": with_glyph(glyph)}


HELD_BACK_FORMAT: Format = {"font_color": HOUSE["not-met"].fill, "num_format": with_glyph("▼")}
