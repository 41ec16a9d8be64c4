"""One bar of counted parts with its legend beneath, and how long each part is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from compliance import figures
from compliance.charts.marks import glyph, ground, patch, spread, tally
from compliance.charts.sheet import PT, Chart, Sheet, width_of
from compliance.charts.style import LINE, PAGE, PALETTE, SEMIBOLD, SIZE, SLATE, STROKE
from compliance.language import _
from compliance.model.checklist import UNANSWERED
from compliance.view.palette import Palette, of_bars

GAP = 0.3
SHORTEST = 1.0
"""So long is a part at least, in millimetres: one of three hundred would vanish; its number stands in the legend."""
HEIGHT = 11.0
LEGEND_GAP = 4.0


def lengths(counts: Sequence[int], width: float) -> list[float]:
    """Lengths of the parts of a bar, gaps left out: in proportion, yet none shorter than can be seen."""
    room, total = width - GAP * (len(counts) - 1), sum(counts)
    short = {k for k, count in enumerate(counts) if room * count / total < SHORTEST}
    rest = sum(count for k, count in enumerate(counts) if k not in short)
    return [SHORTEST if k in short else (room - SHORTEST * len(short)) * count / rest for k, count in enumerate(counts)]


def distribution_bar(counts: Mapping[str, int], *, finding: str, table: str, palette: Palette = PALETTE) -> Chart:
    """One bar of all criteria by rating, with the number on each part and a legend beneath in the same order.

    Thin lines join the legend to its parts where it fits one row; a narrow bar has its legend in rows, without lines.
    """
    palette, total = of_bars(palette), sum(counts.values())
    shown = [rating for rating in palette if counts.get(rating)]
    parts, x = [], 0.0
    for wide in lengths([counts[rating] for rating in shown], PAGE):
        parts.append((x, wide))
        x += wide + GAP
    words = [palette[rating].word for rating in shown]
    notes = [_share(counts[rating], total, wide) for rating, (_x, wide) in zip(shown, parts, strict=True)]
    widths = [
        4 + max(width_of(word, SIZE.note, SEMIBOLD), width_of(note, SIZE.note))
        for word, note in zip(words, notes, strict=True)
    ]
    one_row = sum(widths) + LEGEND_GAP * (len(widths) - 1) <= PAGE
    beneath = spread([start for start, _ in parts], widths, LEGEND_GAP, PAGE)
    places = [(x, HEIGHT + 6.4) for x in beneath] if one_row else _rows(widths, PAGE)
    sheet = Sheet(PAGE, max(y for _, y in places) + 6.1, palette)
    for rating, (x, wide) in zip(shown, parts, strict=True):
        _draw(sheet, rating, counts[rating], x, wide)
    if one_row:
        _join(sheet, parts, [x + 1.4 for x, _ in places])
    for rating, (x, y), word, note in zip(shown, places, words, notes, strict=True):
        glyph(sheet, x + 1.4, y, rating)
        sheet.say(x + 4, y, word, SIZE.note, SEMIBOLD)
        sheet.note(x + 4, y + 3.8, note, SLATE)
    amounts = {"number": figures.number(total), "tally": tally(counts, palette)}
    return sheet.described(_("Stacked bar of %(number)s criteria by rating: %(tally)s.") % amounts, finding, table)


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


def _size(count: int, wide: float) -> float | None:
    """The size of type in which the number of a part fits it; none where it does not."""
    number = figures.number(count)
    return next((size for size in (SIZE.figure, SIZE.label) if width_of(number, size, SEMIBOLD) + 1.4 <= wide), None)


def _draw(sheet: Sheet, rating: str, count: int, x: float, wide: float) -> None:
    ground(sheet, x, 0, wide, HEIGHT, rating)
    size, number, middle = _size(count, wide), figures.number(count), x + wide / 2
    if size is None:
        return
    if rating == UNANSWERED:
        patch(sheet, middle, HEIGHT / 2, width_of(number, size, SEMIBOLD) + 1.6, size * PT + 0.6)
    sheet.say(middle, HEIGHT / 2, number, size, SEMIBOLD, sheet.palette[rating].on_fill, "center")


def _share(count: int, total: int, wide: float) -> str:
    """The share of a part, after its number where the bar has no room for it; what rounds to nothing is `under 1 %`."""
    share = figures.share(count, total)
    if not figures.rounded(Fraction(100 * count, total)):
        share = _("under %(share)s") % {"share": figures.percent(Fraction(1, 100))}
    return f"{figures.number(count)} ({share})" if _size(count, wide) is None else share
