"""The house style of charts in one table of tokens; the stylesheet of the pages holds the same."""

from __future__ import annotations

from typing import NamedTuple

from compliance.model.record import record

TOKENS = {
    "--ink": "#16212B",
    "--slate": "#44515C",
    "--mid": "#66727C",
    "--line": "#B9C1C8",
    "--rule": "#DDE2E6",
    "--wash": "#F4F6F7",
    "--accent": "#00756A",
    "--met": "#08519C",
    "--mostly": "#6BAED6",
    "--mostly-edge": "#2C73AA",
    "--partly": "#FDD66B",
    "--partly-edge": "#8F6B00",
    "--not-met": "#993404",
    "--not-applicable": "#E6EAED",
}
"""Colours by the names that the stylesheet gives them."""

INK, SLATE, MID = TOKENS["--ink"], TOKENS["--slate"], TOKENS["--mid"]
LINE, RULE, ACCENT = TOKENS["--line"], TOKENS["--rule"], TOKENS["--accent"]
PAPER = "#FFFFFF"
BANDS = ("#C9D0D6", "#DFE4E8", "#F0F2F4")
"""Grounds of a bullet chart, from baseline to beyond the milestone."""

FAMILY = "Source Sans 3"


class Size(NamedTuple):
    """Sizes of type in points; nothing is set smaller than a note."""

    note: float = 8
    label: float = 8.5
    value: float = 9
    figure: float = 11


class Stroke(NamedTuple):
    """Widths of lines in points."""

    hair: float = 0.5
    edge: float = 0.6
    axis: float = 0.8
    data: float = 1.4
    target: float = 1.8


SIZE, STROKE = Size(), Stroke()
REGULAR, SEMIBOLD = 400, 600
"""The two weights of type."""


@record
class Paint:
    """How one rating looks; never by colour alone."""

    word: str
    """What it is called in print."""
    fill: str
    """Ground of its tile."""
    edge: str
    """Edge of its tile and colour of its sign on paper."""
    on_fill: str
    """Colour of text and sign on the ground."""
    share: float | None = None
    """How much of its round sign is filled, clockwise from twelve o'clock; none where the sign is not round."""


PAINTS = {
    "met": Paint(word="met", fill=TOKENS["--met"], edge=TOKENS["--met"], on_fill=PAPER, share=1),
    "mostly": Paint(word="mostly", fill=TOKENS["--mostly"], edge=TOKENS["--mostly-edge"], on_fill=INK, share=0.75),
    "partly": Paint(word="partly", fill=TOKENS["--partly"], edge=TOKENS["--partly-edge"], on_fill=INK, share=0.5),
    "not-met": Paint(word="not met", fill=TOKENS["--not-met"], edge=TOKENS["--not-met"], on_fill=PAPER, share=0),
    "not-applicable": Paint(word="not applicable", fill=TOKENS["--not-applicable"], edge=MID, on_fill=INK),
    "unanswered": Paint(word="unanswered", fill=PAPER, edge=MID, on_fill=INK),
}
"""The ratings in the order that all charts, keys and tables share."""

RATINGS = tuple(PAINTS)
INFORMATIVE = "informative"
"""What stands in place of a rating where a criterion informs and is never scored."""
