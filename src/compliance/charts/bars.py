"""One bar of counted parts with its legend beneath, and how long each part is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from compliance import figures
from compliance.charts.marks import patch, spread
from compliance.charts.sheet import PT, Chart, Sheet, width_of
from compliance.charts.style import LINE, PALETTE, SEMIBOLD, SIZE, SLATE, STROKE
from compliance.language import _
from compliance.model.record import record
from compliance.view.palette import Palette

GAP = 0.3
SHORTEST = 1.0
"""So long is a part at least, in millimetres: one of three hundred would vanish; its number stands in the legend."""
HEIGHT = 11.0
LEGEND_GAP = 4.0


@record
class Segment:
    """One part of a bar."""

    count: int
    word: str
    color: str
    ground: Callable[[Sheet, float, float, float, float], None]
    """Draws it on a sheet at x, y, with width and height."""
    mark: Callable[[Sheet, float, float], None]
    hatched: bool = False


def lengths(counts: Sequence[int], width: float) -> list[float]:
    """Lengths of the parts of a bar, gaps left out: in proportion, yet none shorter than can be seen."""
    room, total = width - GAP * (len(counts) - 1), sum(counts)
    short = {k for k, count in enumerate(counts) if room * count / total < SHORTEST}
    rest = sum(count for k, count in enumerate(counts) if k not in short)
    return [SHORTEST if k in short else (room - SHORTEST * len(short)) * count / rest for k, count in enumerate(counts)]


def bar_with_legend(
    segments: Sequence[Segment], source: tuple[str, str, str], width: float, palette: Palette = PALETTE
) -> Chart:
    """One bar with the number on each part and a legend beneath in the same order; `source` is kind, finding and table.

    Thin lines join the legend to its parts where it fits one row; a narrow bar has its legend in rows, without lines.
    """
    total = sum(segment.count for segment in segments)
    parts, x = [], 0.0
    for wide in lengths([segment.count for segment in segments], width):
        parts.append((x, wide))
        x += wide + GAP
    notes = [
        _share(segment, total, _size(segment, wide) is not None)
        for segment, (_, wide) in zip(segments, parts, strict=True)
    ]
    widths = [
        4 + max(width_of(s.word, SIZE.note, SEMIBOLD), width_of(n, SIZE.note))
        for s, n in zip(segments, notes, strict=True)
    ]
    one_row = sum(widths) + LEGEND_GAP * (len(widths) - 1) <= width
    places = _one_row(parts, widths, width) if one_row else _rows(widths, width)
    sheet = Sheet(width, max(y for _, y in places) + 6.1, palette)
    for segment, part in zip(segments, parts, strict=True):
        _draw(sheet, segment, *part)
    if one_row:
        _join(sheet, parts, [x + 1.4 for x, _ in places])
    for segment, (x, y), note in zip(segments, places, notes, strict=True):
        segment.mark(sheet, x + 1.4, y)
        sheet.say(x + 4, y, segment.word, SIZE.note, SEMIBOLD)
        sheet.note(x + 4, y + 3.8, note, SLATE)
    return sheet.described(*source)


def _one_row(parts: Sequence[tuple[float, float]], widths: Sequence[float], width: float) -> list[tuple[float, float]]:
    """Where the entries of a legend stand beneath their parts."""
    return [(x, HEIGHT + 6.4) for x in spread([start for start, _ in parts], widths, LEGEND_GAP, width)]


def _rows(widths: Sequence[float], width: float) -> list[tuple[float, float]]:
    """Where the entries of a legend stand that needs several rows: in columns of equal width."""
    columns = max(1, int((width + LEGEND_GAP) // (max(widths) + LEGEND_GAP)))
    pitch = (width + LEGEND_GAP) / columns
    return [(k % columns * pitch, HEIGHT + 4.4 + k // columns * 9.2) for k in range(len(widths))]


def _join(sheet: Sheet, parts: Sequence[tuple[float, float]], anchors: Sequence[float]) -> None:
    """Draws a thin line from each part to its entry in the legend."""
    stems = [
        min(max(anchor, x + min(w / 2, 1.4)), x + w - min(w / 2, 1.4))
        for anchor, (x, w) in zip(anchors, parts, strict=True)
    ]
    for stem, anchor, bend in zip(stems, anchors, _bends(stems, anchors), strict=True):
        y = HEIGHT + bend
        sheet.line(((stem, HEIGHT + 0.4), (stem, y), (anchor, y), (anchor, HEIGHT + 4.4)), LINE, STROKE.edge)


def _bends(stems: Sequence[float], anchors: Sequence[float]) -> list[float]:
    """How far below the bar each line turns: of lines that run side by side the outer ones turn first, so none cross."""
    depth = [0] * len(anchors)
    places = range(len(anchors))
    for k in places:  # those that go left, from the left
        if anchors[k] < stems[k]:
            depth[k] = max(
                (1 + depth[i] for i in places[:k] if anchors[i] < stems[i] and stems[i] > anchors[k]), default=0
            )
    for k in reversed(places):  # those that go right, from the right
        if anchors[k] > stems[k]:
            depth[k] = max(
                (1 + depth[i] for i in places[k + 1 :] if anchors[i] > stems[i] and stems[i] < anchors[k]), default=0
            )
    return [1.2 + 0.55 * level for level in depth]


def _size(segment: Segment, wide: float) -> float | None:
    """The size of type in which the number of a part fits it; none where it does not."""
    number = figures.number(segment.count)
    return next((size for size in (SIZE.figure, SIZE.label) if width_of(number, size, SEMIBOLD) + 1.4 <= wide), None)


def _draw(sheet: Sheet, segment: Segment, x: float, wide: float) -> None:
    segment.ground(sheet, x, 0, wide, HEIGHT)
    size, number, middle = _size(segment, wide), figures.number(segment.count), x + wide / 2
    if size is None:
        return
    if segment.hatched:
        patch(sheet, middle, HEIGHT / 2, width_of(number, size, SEMIBOLD) + 1.6, size * PT + 0.6)
    sheet.say(middle, HEIGHT / 2, number, size, SEMIBOLD, segment.color, "center")


def _share(segment: Segment, total: int, on_bar: bool) -> str:
    """The share of a part, after its number where the bar had no room for it."""
    words = share_in_words(segment.count, total)
    return words if on_bar else f"{figures.number(segment.count)} ({words})"


def share_in_words(count: int, total: int) -> str:
    """A share as printed; what is there but rounds to nothing is `under 1 %`."""
    tiny = count and not figures.rounded(Fraction(100 * count, total))
    if tiny:
        return _("under %(share)s") % {"share": figures.percent(Fraction(1, 100))}
    return figures.share(count, total)
