"""Glyphs of ratings as files of their own, for tables and headings that print them beside the word."""

from __future__ import annotations

from math import cos, sin, tau

from compliance.charts.style import LINE, PALETTE, PAPER, SLATE
from compliance.view.palette import NOT_SETTLED, Palette, of_bars

RING = '<circle cx="6" cy="6" r="4.75" fill="{ground}" stroke="{color}" stroke-width="1.5"/>'
ROUND = {
    1: '<circle cx="6" cy="6" r="5.5" fill="{color}"/>',
    0.5: RING + '<path d="M6 1.25A4.75 4.75 0 0 1 6 10.75Z" fill="{color}"/>',
    0: RING,
}
"""Glyphs that are whole, half and empty; any other share is a sector."""
DRAWINGS = {
    NOT_SETTLED: '<circle cx="3.1" cy="6" r="2" fill="{ground}" stroke="{color}" stroke-width="1.2"/>'
    '<circle cx="8.9" cy="6" r="2.6" fill="{color}"/>',
    "not-applicable": '<path d="M2 6H10" stroke="{color}" stroke-width="1.75"/>',
    "unanswered": '<path d="M3.6 4.2C3.6 2.7 4.6 1.8 6 1.8S8.4 2.7 8.4 4C8.4 5.8 6 5.9 6 8" fill="none" '
    'stroke="{color}" stroke-width="1.5"/><circle cx="6" cy="10.3" r="1" fill="{color}"/>',
}
"""Glyphs that are not round, on a square of 12."""


def glyphs(palette: Palette = PALETTE) -> dict[str, bytes]:
    """The glyphs by file name: `glyph-…` for paper, `chip-…` for the ground of the rating, and the hatch."""
    files = {"hatch.svg": _hatch(40, 16, 1.1)}
    for rating, paint in of_bars(palette).items():
        drawing = DRAWINGS[rating] if paint.share is None else _disc(paint.share)
        on_paper = SLATE if paint.share is None else paint.edge
        files[f"glyph-{rating}.svg"] = _glyph(drawing, on_paper, PAPER)
        files[f"chip-{rating}.svg"] = _glyph(drawing, paint.on_fill, paint.fill)
    return files


def _disc(share: float) -> str:
    """A disc on a square of 12, filled so far, clockwise from twelve o'clock."""
    if share in ROUND:
        return ROUND[share]
    x, y = 6 + 4.75 * sin(tau * share), 6 - 4.75 * cos(tau * share)
    return f'{RING}<path d="M6 6V1.25A4.75 4.75 0 {int(share > 0.5)} 1 {round(x, 3):g} {round(y, 3):g}Z" fill="{{color}}"/>'


def _glyph(drawing: str, color: str, ground: str) -> bytes:
    drawn = drawing.format(color=color, ground=ground)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="12" height="12" viewBox="0 0 12 12">{drawn}</svg>\n'.encode()
    )


def _hatch(width: int, height: int, step: float) -> bytes:
    """Slanting lines as a background for what is not answered."""
    starts = [k * step for k in range(1, int((width + height) / step))]
    lines = "".join(f"M{start:.1f} 0L{start - height:.1f} {height}" for start in starts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}">'
        f'<path d="{lines}" stroke="{LINE}" stroke-width=".22" fill="none"/></svg>\n'
    ).encode()
