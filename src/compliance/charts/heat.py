"""The heat map: every article a row, every criterion a tile, on as many sheets as the page allows."""

from __future__ import annotations

from collections.abc import Sequence

from compliance import figures
from compliance.charts.marks import (
    described,
    grid,
    heads,
    held_back,
    score_mark,
    score_words,
    ticks,
    tile,
    unsettled,
)
from compliance.charts.ratings import tally
from compliance.charts.scores import Score
from compliance.charts.sheet import Chart, Scale, Sheet, fitted, scale, wrapped
from compliance.charts.style import INFORMATIVE, INK, PAINTS, SEMIBOLD, SIZE, SLATE
from compliance.language import _, ngettext
from compliance.model.record import record
from compliance.view.palette import Paints

TITLE_X, TILE_X, RATING_X, SCORE_X, SCORE_END = 6.4, 67.5, 120.5, 137.0, 158.0
STEP, CORE_GAP, RATING_W = 5.0, 1.3, 10.4
IN_LINE = 10
"""So many tiles stand in one line; longer articles take a second."""
HEAD, NAME = 7.2, 5.2
"""Heights of the column heads and of a group's name."""
LEADING = 3.9
"""Between the lines of a title."""


@record
class Tile:
    """One criterion."""

    rating: str
    """Its rating, or `informative` where it is never scored."""
    core: bool = False
    """Whether it is core."""


@record
class ArticleRow:
    """One article."""

    number: str
    """Its number."""
    title: str
    """Its title, best short; cut after a word where it is too long."""
    tiles: tuple[Tile, ...]
    """Its criteria in treaty order."""
    ends: tuple[str, str] | None = None
    """The lowest and the highest rating that it can have; none where it is not scored."""
    score: Score | None = None
    """Its score; none where it is not scored."""
    held_back: bool = False
    """Whether a core criterion holds it back."""


@record
class HeatGroup:
    """Articles of one section."""

    name: str
    """Name of the section."""
    rows: tuple[ArticleRow, ...]
    """Its articles."""


def heat_map(
    groups: Sequence[HeatGroup],
    *,
    finding: str,
    table: str,
    width: float = 170,
    max_height: float = 214,
    paints: Paints = PAINTS,
) -> tuple[Chart, ...]:
    """Every article a row, every criterion a tile, core ones first; as many charts as the height asks for."""
    parts = min((_parts(groups, layout, max_height) for layout in LAYOUTS), key=len)
    return tuple(_heat_map(part, layout, (finding, table), width, paints) for layout, part in parts)


@record
class _Layout:
    """How closely the lines of a heat map stand."""

    pitch: float = 5.16
    """Height of a line."""
    wraps: bool = False
    """Whether a long title takes a second line; else it is cut."""


LAYOUTS = (_Layout(wraps=True), _Layout(), _Layout(pitch=4.8))
"""From the roomiest to the closest; the first that needs the fewest sheets is used."""
_Part = tuple[_Layout, list[HeatGroup]]


def _tiles(row: ArticleRow) -> list[list[Tile]]:
    """The tiles of an article as they stand: core ones first, what is never scored last, in lines that fit."""
    tiles = sorted(row.tiles, key=lambda tile: (not tile.core, tile.rating == INFORMATIVE))
    return [tiles[k : k + IN_LINE] for k in range(0, len(tiles), IN_LINE)]


def _title(row: ArticleRow, layout: _Layout) -> list[str]:
    """The title in the lines that the layout grants."""
    room = TILE_X - TITLE_X - 1.5
    return wrapped(row.title, room) if layout.wraps else [fitted(row.title, room)]


def _row_height(row: ArticleRow, layout: _Layout) -> float:
    """The height of an article; a second line of its title needs less than a second line of tiles."""
    tiles = layout.pitch * len(_tiles(row))
    return max(tiles, layout.pitch + LEADING * (len(_title(row, layout)) - 1))


def _height(groups: Sequence[HeatGroup], layout: _Layout) -> float:
    """The height of a heat map in millimetres."""
    return HEAD + sum(NAME + sum(_row_height(row, layout) for row in group.rows) for group in groups)


def _parts(groups: Sequence[HeatGroup], layout: _Layout, max_height: float) -> list[_Part]:
    """Groups by sheet: as few sheets as possible, cut between sections, of like height."""
    whole = [part for group in groups for part in _halves(group, layout, max_height)]
    fewest = len(_filled(whole, layout, max_height))
    body = _height(whole, layout) - HEAD
    # the lowest limit that still needs no more sheets makes their heights alike
    limits = [HEAD + body / fewest + k * (max_height - HEAD - body / fewest) / 20 for k in range(21)]
    parts = next(filled for limit in limits if len(filled := _filled(whole, layout, limit)) <= fewest)
    return [(layout, part) for part in parts]


def _filled(groups: Sequence[HeatGroup], layout: _Layout, limit: float) -> list[list[HeatGroup]]:
    """Sheets filled one after the other up to a height."""
    parts: list[list[HeatGroup]] = [[]]
    for group in groups:
        if parts[-1] and _height([*parts[-1], group], layout) > limit:
            parts.append([])
        parts[-1].append(group)
    return parts


def _halves(group: HeatGroup, layout: _Layout, max_height: float) -> list[HeatGroup]:
    """A section whole, or in halves where it is too high for one sheet."""
    if len(group.rows) < 2 or _height([group], layout) <= max_height:
        return [group]
    half = len(group.rows) // 2
    continued = _(", continued")
    later = group.name.removesuffix(continued) + continued
    first, second = HeatGroup(name=group.name, rows=group.rows[:half]), HeatGroup(name=later, rows=group.rows[half:])
    return [*_halves(first, layout, max_height), *_halves(second, layout, max_height)]


def _heat_map(
    groups: Sequence[HeatGroup], layout: _Layout, said: tuple[str, str], width: float, paints: Paints
) -> Chart:
    """One sheet of the heat map."""
    sheet, at = Sheet(width, _height(groups, layout), paints), scale(0, 1, SCORE_X, SCORE_END)
    heads(
        sheet,
        1.8,
        (0, _("Article"), "left"),
        (TILE_X, _("Criteria, core ones first"), "left"),
        (RATING_X, _("Rating"), "left"),
        (SCORE_X - 1, _("Score"), "left"),
    )
    ticks(sheet, at, (0, 0.5, 1), 4.9)
    y = HEAD
    for group in groups:
        sheet.line(((0, y), (width, y)), INK)
        sheet.say(0, y + 2.6, fitted(group.name, width, SIZE.note, SEMIBOLD), SIZE.note, SEMIBOLD, SLATE)
        y += NAME
        foot = y + sum(_row_height(row, layout) for row in group.rows)
        grid(sheet, at, (0, 0.5, 1), y - 0.2, foot - 0.7)
        for row in group.rows:
            _row(sheet, row, y, layout, at)
            y += _row_height(row, layout)
    return sheet.chart(said[0], described(_kind(groups, paints), *said))


def _row(sheet: Sheet, row: ArticleRow, y: float, layout: _Layout, at: Scale) -> None:
    """One article: number and title, tiles, rating, score."""
    edge = layout.pitch - 0.7
    middle = y + edge / 2
    sheet.say(TITLE_X - 2, middle, row.number, SIZE.label, SEMIBOLD, align="right")
    for k, words in enumerate(_title(row, layout)):
        sheet.say(TITLE_X, middle + k * LEADING, words)
    for k, line in enumerate(_tiles(row)):
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


def _kind(groups: Sequence[HeatGroup], paints: Paints) -> str:
    """What the sheet is, with its axes and the ratings of its articles in words."""
    rows = [row for group in groups for row in group.rows]
    settled = [row.ends[0] for row in rows if row.ends and row.ends[0] == row.ends[1]]
    counts = {rating: settled.count(rating) for rating in paints}
    tiles = [tile.rating for row in rows for tile in row.tiles]
    waiting = sum(1 for row in rows if row.ends and row.ends[0] != row.ends[1])
    back = [row.number for row in rows if row.held_back]
    texts = [
        _(
            "Heat map: a row for each of %(articles)s, a tile for each of their %(tiles)s criteria, "
            "then the rating and the score from 0 to 100 with its open range."
        )
        % {"articles": figures.count(len(rows), "article"), "tiles": len(tiles)},
        _("Criteria: %(tally)s.") % {"tally": tally({rating: tiles.count(rating) for rating in paints}, paints)},
        _("Articles: %(tally)s settled, %(waiting)s not settled.")
        % {"tally": tally(counts, paints), "waiting": waiting},
    ]
    if back:
        held = ngettext(
            "Held back by a core criterion: Article %(articles)s.",
            "Held back by a core criterion: Articles %(articles)s.",
            len(back),
        )
        texts.append(held % {"articles": figures.listed(back)})
    return " ".join(texts)
