"""The house style of charts in one table of tokens; the stylesheet of the pages holds the same."""

from __future__ import annotations

from typing import NamedTuple

from compliance.view import palette

PAPER = palette.PAPER
HOUSE = palette.HOUSE

TOKENS = {
    "--ink": "#16212B",
    "--slate": "#44515C",
    "--mid": "#66727C",
    "--line": "#B9C1C8",
    "--rule": "#DDE2E6",
    "--wash": "#F4F6F7",
    "--accent": "#00756A",
    "--met": HOUSE["met"].fill,
    "--mostly": HOUSE["mostly"].fill,
    "--mostly-edge": HOUSE["mostly"].edge,
    "--partly": HOUSE["partly"].fill,
    "--partly-edge": HOUSE["partly"].edge,
    "--not-met": HOUSE["not-met"].fill,
    "--not-applicable": HOUSE["not-applicable"].fill,
}
"""Colours by the names that the stylesheet gives them."""

INK, SLATE, MID = TOKENS["--ink"], TOKENS["--slate"], TOKENS["--mid"]
LINE, RULE, ACCENT = TOKENS["--line"], TOKENS["--rule"], TOKENS["--accent"]
BANDS = ("#C9D0D6", "#DFE4E8", "#F0F2F4")
"""Grounds of a bullet chart, from baseline to beyond the milestone."""

FAMILY = "Source Sans 3"


PAGE, HALF = 170, 83
"""How wide a chart is in millimetres: as a page, or as half of it."""


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


PALETTE = HOUSE
"""The ratings in the order that all charts, legends and tables share."""

RATINGS = tuple(PALETTE)
INFORMATIVE = "informative"
"""What stands in place of a rating where a criterion informs and is never scored."""
