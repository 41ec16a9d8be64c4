"""Sections of articles on sheets of paper: how closely rows stand, and where sections are cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from compliance.charts.sheet import fitted, wrapped
from compliance.language import _
from compliance.model.record import record

Row = TypeVar("Row")
Section = tuple[str, Sequence[Row]]
"""The title of a section and its articles."""
Parts = list[list[Section[Row]]]
"""The sections of each sheet."""
Height = Callable[[Sequence[Section[Row]]], float]
"""The height of some sections, in millimetres."""


@record
class Layout:
    """How closely rows stand."""

    pitch: float
    wraps: bool = False
    """Whether a long title takes a second line; else it is cut."""

    def title(self, text: str, room: float) -> list[str]:
        """A title in the lines that its place allows."""
        return wrapped(text, room) if self.wraps else [fitted(text, room)]


def on_sheets(
    sections: Sequence[Section[Row]],
    layouts: Sequence[Layout],
    height: Callable[[Sequence[Section[Row]], Layout], float],
    room: float,
) -> tuple[Layout, Parts[Row]]:
    """The first layout that needs the fewest sheets, and the sections of each sheet."""
    cut = [(layout, _cut(sections, _in(layout, height), room)) for layout in layouts]
    return min(cut, key=lambda pair: len(pair[1]))


def _in(layout: Layout, height: Callable[[Sequence[Section[Row]], Layout], float]) -> Height[Row]:
    return lambda sections: height(sections, layout)


def _cut(sections: Sequence[Section[Row]], height: Height[Row], room: float) -> Parts[Row]:
    """As few sheets as possible, of similar height, cut between sections; one higher than a sheet is cut in halves."""
    whole = [part for section in sections for part in _halves(section, height, room)]
    fewest = len(_filled(whole, height, room))
    even = height(whole) / fewest
    # The lowest limit that needs no more sheets makes their heights similar.
    limits = [even + k * (room - even) / 20 for k in range(21)]
    return next(parts for limit in limits if len(parts := _filled(whole, height, limit + 0.01)) <= fewest)


def _filled(sections: Sequence[Section[Row]], height: Height[Row], limit: float) -> Parts[Row]:
    parts: Parts[Row] = [[]]
    for section in sections:
        if parts[-1] and height([*parts[-1], section]) > limit:
            parts.append([])
        parts[-1].append(section)
    return parts


def _halves(section: Section[Row], height: Height[Row], room: float) -> list[Section[Row]]:
    title, rows = section
    if len(rows) < 2 or height([section]) <= room:
        return [section]
    half = len(rows) // 2
    continued = _(", continued")
    later = title.removesuffix(continued) + continued
    return [*_halves((title, rows[:half]), height, room), *_halves((later, rows[half:]), height, room)]
