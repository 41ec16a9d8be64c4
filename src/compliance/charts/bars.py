"""One bar of counted parts with its key beneath, and how long each part is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from compliance import figures
from compliance.charts.marks import patch, spread
from compliance.charts.sheet import PT, Chart, Sheet, width_of
from compliance.charts.style import LINE, SEMIBOLD, SIZE, SLATE, STROKE
from compliance.model.record import record

GAP = 0.3
SHORTEST = 1.0
"""So long is a part at least, in millimetres: one of three hundred would vanish; its number stands in the key."""
HEIGHT = 11.0
KEY_GAP = 4.0


@record
class Segment:
    """One part of a bar."""

    count: int
    """How many it counts."""
    word: str
    """What it is called in the key."""
    color: str
    """Colour of its number on the bar."""
    ground: Callable[[Sheet, float, float, float, float], None]
    """Draws it on a sheet at x, y, with width and height."""
    mark: Callable[[Sheet, float, float], None]
    """Draws its sign in the key, centred."""
    hatched: bool = False
    """Whether its number needs a white patch."""


def lengths(counts: Sequence[int], width: float) -> list[float]:
    """Lengths of the parts of a bar, gaps left out: in proportion, yet none shorter than can be seen."""
    room, total = width - GAP * (len(counts) - 1), sum(counts)
    short = {k for k, count in enumerate(counts) if room * count / total < SHORTEST}
    rest = sum(count for k, count in enumerate(counts) if k not in short)
    return [SHORTEST if k in short else (room - SHORTEST * len(short)) * count / rest for k, count in enumerate(counts)]


def keyed_bar(segments: Sequence[Segment], title: str, alt: str, width: float) -> Chart:
    """One bar with the number on each part and a key beneath in the same order, joined by thin lines."""
    total = sum(segment.count for segment in segments)
    sheet, x, parts = Sheet(width, HEIGHT + 12.5), 0.0, []
    for wide in lengths([segment.count for segment in segments], width):
        parts.append((x, wide))
        x += wide + GAP
    told = [_number(sheet, segment, *part) for segment, part in zip(segments, parts, strict=True)]
    notes = [_share(segment, total, on_bar) for segment, on_bar in zip(segments, told, strict=True)]
    widths = [
        4 + max(width_of(s.word, SIZE.note, SEMIBOLD), width_of(n, SIZE.note))
        for s, n in zip(segments, notes, strict=True)
    ]
    places = spread([start for start, _ in parts], widths, KEY_GAP, width)
    feet = [place + 1.4 for place in places]
    stems = [
        min(max(foot, x + min(w / 2, 1.4)), x + w - min(w / 2, 1.4)) for foot, (x, w) in zip(feet, parts, strict=True)
    ]
    for stem, foot, bend in zip(stems, feet, _bends(stems, feet), strict=True):
        y = HEIGHT + bend
        sheet.line(((stem, HEIGHT + 0.4), (stem, y), (foot, y), (foot, HEIGHT + 4.4)), LINE, STROKE.edge)
    for segment, foot, note, place in zip(segments, feet, notes, places, strict=True):
        segment.mark(sheet, foot, HEIGHT + 6.4)
        sheet.say(place + 4, HEIGHT + 6.4, segment.word, SIZE.note, SEMIBOLD)
        sheet.note(place + 4, HEIGHT + 10.2, note, SLATE)
    return sheet.chart(title, alt)


def _bends(stems: Sequence[float], feet: Sequence[float]) -> list[float]:
    """How far below the bar each line turns: of lines that run side by side the outer ones turn first, so none cross."""
    depth = [0] * len(feet)
    places = range(len(feet))
    for k in places:  # those that go left, from the left
        if feet[k] < stems[k]:
            depth[k] = max((1 + depth[i] for i in places[:k] if feet[i] < stems[i] and stems[i] > feet[k]), default=0)
    for k in reversed(places):  # those that go right, from the right
        if feet[k] > stems[k]:
            depth[k] = max(
                (1 + depth[i] for i in places[k + 1 :] if feet[i] > stems[i] and stems[i] < feet[k]), default=0
            )
    return [1.2 + 0.55 * level for level in depth]


def _number(sheet: Sheet, segment: Segment, x: float, wide: float) -> bool:
    """Draws a part and its number; says whether the number had room."""
    segment.ground(sheet, x, 0, wide, HEIGHT)
    number, middle = figures.number(segment.count), x + wide / 2
    for size in (SIZE.figure, SIZE.label):
        needed = width_of(number, size, SEMIBOLD)
        if needed + 1.4 <= wide:
            if segment.hatched:
                patch(sheet, middle, HEIGHT / 2, needed + 1.6, size * PT + 0.6)
            sheet.say(middle, HEIGHT / 2, number, size, SEMIBOLD, segment.color, "center")
            return True
    return False


def _share(segment: Segment, total: int, on_bar: bool) -> str:
    """The share of a part, after its number where the bar had no room for it."""
    words = share_in_words(segment.count, total)
    return words if on_bar else f"{figures.number(segment.count)} ({words})"


def share_in_words(count: int, total: int) -> str:
    """A share as printed; what is there but rounds to nothing is `under 1 %`."""
    tiny = count and not figures.rounded(Fraction(100 * count, total))
    return f"under {figures.percent(Fraction(1, 100))}" if tiny else figures.share(count, total)
