"""The heat map: every article a row, every criterion a tile, on as many sheets as the page allows."""

from __future__ import annotations

from collections.abc import Sequence

from compliance import figures
from compliance.charts.marks import (
    grid,
    headers,
    held_back,
    score_mark,
    score_words,
    ticks,
    tile,
    unsettled,
)
from compliance.charts.ratings import tally
from compliance.charts.sections import Layout, Section, on_sheets
from compliance.charts.sheet import Chart, Scale, Sheet, fitted, scale
from compliance.charts.style import INFORMATIVE, INK, PALETTE, SEMIBOLD, SIZE, SLATE
from compliance.language import _, ngettext
from compliance.model.record import record
from compliance.scoring.values import Range
from compliance.view.palette import Palette

TITLE_X, TILE_X, RATING_X, SCORE_X, SCORE_END = 6.4, 67.5, 120.5, 137.0, 158.0
STEP, CORE_GAP, RATING_W = 5.0, 1.3, 10.4
IN_LINE = 10
"""So many tiles stand in one line; longer articles take a second."""
HEAD, NAME = 7.2, 5.2
"""Heights of the column headers and of a group's name."""
TITLE_ROOM = TILE_X - TITLE_X - 1.5
LEADING = 3.9
"""Between the lines of a title."""


@record
class Tile:
    """One criterion."""

    rating: str
    """Its rating, or `informative` where it is never scored."""
    core: bool = False


@record
class ArticleRow:
    """One article."""

    number: str
    title: str
    """Its title, best short; cut after a word where it is too long."""
    tiles: tuple[Tile, ...]
    ends: tuple[str, str] | None = None
    """The lowest and the highest rating that it can have; none where it is not scored."""
    score: Range | None = None
    """Its score; none where it is not scored."""
    held_back: bool = False


def heat_map(
    sections: Sequence[Section[ArticleRow]],
    *,
    finding: str,
    table: str,
    width: float = 170,
    max_height: float = 214,
    palette: Palette = PALETTE,
) -> tuple[Chart, ...]:
    """Every article a row, every criterion a tile, core ones first; as many charts as the height asks for."""
    layout, parts = on_sheets(sections, LAYOUTS, _height, max_height - HEAD)
    return tuple(_sheet(part, layout, (finding, table), width, palette) for part in parts)


LAYOUTS = (Layout(pitch=5.16, wraps=True), Layout(pitch=5.16), Layout(pitch=4.8))
"""From the roomiest to the closest."""


def _lines(row: ArticleRow) -> list[list[Tile]]:
    """The tiles of an article by line: core ones first, what is never scored last."""
    tiles = sorted(row.tiles, key=lambda tile: (not tile.core, tile.rating == INFORMATIVE))
    return [tiles[k : k + IN_LINE] for k in range(0, len(tiles), IN_LINE)]


def _row_height(row: ArticleRow, layout: Layout) -> float:
    """The height of an article; a second line of its title needs less than a second line of tiles."""
    titles = len(layout.title(row.title, TITLE_ROOM))
    return max(layout.pitch * len(_lines(row)), layout.pitch + LEADING * (titles - 1))


def _height(sections: Sequence[Section[ArticleRow]], layout: Layout) -> float:
    return sum(NAME + sum(_row_height(row, layout) for row in rows) for _title, rows in sections)


def _sheet(
    sections: Sequence[Section[ArticleRow]], layout: Layout, source: tuple[str, str], width: float, palette: Palette
) -> Chart:
    sheet, at = Sheet(width, HEAD + _height(sections, layout), palette), scale(0, 1, SCORE_X, SCORE_END)
    headers(
        sheet,
        1.8,
        (0, _("Article"), "left"),
        (TILE_X, _("Criteria, core ones first"), "left"),
        (RATING_X, _("Rating"), "left"),
        (SCORE_X - 1, _("Score"), "left"),
    )
    ticks(sheet, at, (0, 0.5, 1), 4.9)
    y = HEAD
    for title, rows in sections:
        sheet.line(((0, y), (width, y)), INK)
        sheet.say(0, y + 2.6, fitted(title, width, SIZE.note, SEMIBOLD), SIZE.note, SEMIBOLD, SLATE)
        y += NAME
        bottom = y + sum(_row_height(row, layout) for row in rows)
        grid(sheet, at, (0, 0.5, 1), y - 0.2, bottom - 0.7)
        for row in rows:
            _row(sheet, row, y, layout, at)
            y += _row_height(row, layout)
    return sheet.described(_kind(sections, palette), *source)


def _row(sheet: Sheet, row: ArticleRow, y: float, layout: Layout, at: Scale) -> None:
    edge = layout.pitch - 0.7
    middle = y + edge / 2
    sheet.say(TITLE_X - 2, middle, row.number, SIZE.label, SEMIBOLD, align="right")
    for k, words in enumerate(layout.title(row.title, TITLE_ROOM)):
        sheet.say(TITLE_X, middle + k * LEADING, words)
    for k, line in enumerate(_lines(row)):
        cores = sum(1 for criterion in line if criterion.core)
        for place, criterion in enumerate(line):
            gap = CORE_GAP if 0 < cores <= place else 0
            tile(sheet, TILE_X + place * STEP + gap, y + k * layout.pitch, edge, edge, criterion.rating)
    if row.ends is None or row.score is None:
        sheet.note(RATING_X, middle, _("not scored"))
        return
    low, high = row.ends
    if low == high:
        tile(sheet, RATING_X, y, RATING_W, edge, low)
    else:
        unsettled(sheet, RATING_X, y, RATING_W, edge, low, high)
    if row.held_back:
        held_back(sheet, SCORE_X - 3, middle)
    score_mark(sheet, at, row.score, middle)
    sheet.say(sheet.width, middle, score_words(row.score), SIZE.label, SEMIBOLD, align="right")


def _kind(sections: Sequence[Section[ArticleRow]], palette: Palette) -> str:
    """What the sheet is, with its axes and the ratings of its articles in words."""
    rows = [row for _title, section in sections for row in section]
    settled = [row.ends[0] for row in rows if row.ends and row.ends[0] == row.ends[1]]
    counts = {rating: settled.count(rating) for rating in palette}
    tiles = [tile.rating for row in rows for tile in row.tiles]
    waiting = sum(1 for row in rows if row.ends and row.ends[0] != row.ends[1])
    back = [row.number for row in rows if row.held_back]
    texts = [
        _(
            "Heat map: a row for each of %(articles)s, a tile for each of their %(tiles)s criteria, "
            "then the rating and the score from 0 to 100 with its open range."
        )
        % {"articles": figures.count(len(rows), "article"), "tiles": len(tiles)},
        _("Criteria: %(tally)s.") % {"tally": tally({rating: tiles.count(rating) for rating in palette}, palette)},
        _("Articles: %(tally)s settled, %(waiting)s not settled.")
        % {"tally": tally(counts, palette), "waiting": waiting},
    ]
    if back:
        held = ngettext(
            "Held back by a core criterion: Article %(articles)s.",
            "Held back by a core criterion: Articles %(articles)s.",
            len(back),
        )
        texts.append(held % {"articles": figures.listed(back)})
    return " ".join(texts)
