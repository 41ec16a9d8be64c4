"""Grids: articles by country, and the countries of a region in places that are no map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compliance import figures
from compliance.charts.bars import lengths
from compliance.charts.marks import described, ground, heads, held_back, patch, tile, unsettled
from compliance.charts.ratings import tally
from compliance.charts.sheet import Chart, Sheet, fitted, width_of, wrapped
from compliance.charts.style import INK, LINE, MID, PAINTS, PAPER, REGULAR, SEMIBOLD, SIZE, SLATE
from compliance.model.record import record
from compliance.view.paints import Paints

NUMBER, TITLE, CELLS = 4.6, 6.4, 54.0
HEAD_LINE, SECTION = 3.5, 5.0
PITCHES = (5.2, 4.8, 4.3)
"""Heights of a row, the roomiest first."""
WIDEST = 8
"""So many countries stand side by side on one sheet."""


@record
class GridCell:
    """How a country stands to an article."""

    ends: tuple[str, str] | None
    """The lowest and the highest rating; none where the article does not apply."""
    unanswered: bool = False
    """Whether nothing of it was examined."""
    held_back: bool = False
    """Whether a core criterion surely holds it back."""


@record
class GridRow:
    """One article."""

    number: str
    """Its number."""
    title: str
    """Its title; cut after a word where it is too long."""
    cells: tuple[GridCell, ...]
    """One a country, in the order of the names."""


@record
class GridSection:
    """Articles of one section."""

    name: str
    """Name of the section."""
    rows: tuple[GridRow, ...]
    """Its articles."""


@record
class PlacedTile:
    """A country in its place."""

    row: int
    """Row, from 0."""
    column: int
    """Column, from 0."""
    name: str
    """Its name."""
    bars: tuple[tuple[str, str, Mapping[str, int]], ...]
    """Short name of a treaty, score in words, criteria by rating."""


# --- articles by country ---------------------------------------------------------------------------


def article_grid(
    sections: Sequence[GridSection],
    names: Sequence[str],
    *,
    finding: str,
    table: str,
    max_height: float = 204,
    width: float = 170,
    paints: Paints = PAINTS,
) -> tuple[Chart, ...]:
    """Every article a row, every country a column; as many sheets as the height and the number of countries ask for."""
    charts = []
    for first, last in _columns(len(names)):
        some = [_of(section, first, last) for section in sections]
        head = _head_height(names[first:last], _cell_width(last - first, width))
        pitch, parts = _parts(some, max_height - head)
        charts += [
            _grid(part, names[first:last], (finding, table), Sheet(width, head + _height(part, pitch), paints), pitch)
            for part in parts
        ]
    return tuple(charts)


def _columns(number: int) -> list[tuple[int, int]]:
    """First and last column of each sheet, of like number."""
    sheets = -(-number // WIDEST)
    each = -(-number // sheets)
    return [(k, min(k + each, number)) for k in range(0, number, each)]


def _of(section: GridSection, first: int, last: int) -> GridSection:
    rows = (GridRow(number=it.number, title=it.title, cells=it.cells[first:last]) for it in section.rows)
    return GridSection(name=section.name, rows=tuple(rows))


def _cell_width(number: int, width: float) -> float:
    return min((width - CELLS) / number, 22)


def _lines(name: str, wide: float) -> list[str]:
    """A name in as many lines as its column asks for; never shortened."""
    lines: list[str] = []
    for word in name.split():
        if lines and width_of(f"{lines[-1]} {word}", SIZE.note, SEMIBOLD) <= wide:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _head_height(names: Sequence[str], wide: float) -> float:
    return HEAD_LINE * max(len(_lines(name, wide - 1)) for name in names) + 1.6


def _height(sections: Sequence[GridSection], pitch: float) -> float:
    return sum(SECTION + pitch * len(section.rows) for section in sections)


def _parts(sections: Sequence[GridSection], room: float) -> tuple[float, list[list[GridSection]]]:
    """The roomiest pitch that needs the fewest sheets, and the sections of each sheet, cut between sections where possible."""
    found = [(pitch, _filled(sections, pitch, room)) for pitch in PITCHES]
    return min(found, key=lambda it: len(it[1]))


def _filled(sections: Sequence[GridSection], pitch: float, room: float) -> list[list[GridSection]]:
    """Sheets of like height; a section that is too high for what is left goes on on the next sheet only if it fits no whole one."""
    whole = [part for section in sections for part in _halves(section, pitch, room)]
    fewest = len(_greedy(whole, pitch, room))
    total = _height(whole, pitch)
    limits = [total / fewest + k * (room - total / fewest) / 20 for k in range(21)]
    return next(parts for limit in limits if len(parts := _greedy(whole, pitch, limit)) <= fewest)


def _greedy(sections: Sequence[GridSection], pitch: float, limit: float) -> list[list[GridSection]]:
    parts: list[list[GridSection]] = [[]]
    for section in sections:
        if parts[-1] and _height([*parts[-1], section], pitch) > limit + 1e-9:
            parts.append([])
        parts[-1].append(section)
    return parts


def _halves(section: GridSection, pitch: float, room: float) -> list[GridSection]:
    if len(section.rows) < 2 or _height([section], pitch) <= room:
        return [section]
    half = len(section.rows) // 2
    later = f"{section.name.removesuffix(', continued')}, continued"
    return [
        *_halves(GridSection(name=section.name, rows=section.rows[:half]), pitch, room),
        *_halves(GridSection(name=later, rows=section.rows[half:]), pitch, room),
    ]


def _grid(
    sections: Sequence[GridSection], names: Sequence[str], said: tuple[str, str], sheet: Sheet, pitch: float
) -> Chart:
    wide = _cell_width(len(names), sheet.width)
    y = _head_height(names, wide)
    for place, name in enumerate(names):
        lines = _lines(name, wide - 1)
        for k, line in enumerate(lines):
            foot = y - 2.4 - HEAD_LINE * (len(lines) - 1 - k)
            sheet.say(CELLS + wide * place, foot, line, SIZE.note, SEMIBOLD, SLATE)
    heads(sheet, y - 2.4, (0, "Article", "left"))
    for section in sections:
        sheet.line(((0, y), (sheet.width, y)), INK)
        sheet.say(0, y + 2.5, fitted(section.name, sheet.width, SIZE.note, SEMIBOLD), SIZE.note, SEMIBOLD, SLATE)
        y += SECTION
        for row in section.rows:
            _row(sheet, row, y, wide, pitch)
            y += pitch
    return sheet.chart(said[0], described(_kind(sections, names, sheet.paints), *said))


def _row(sheet: Sheet, row: GridRow, y: float, wide: float, pitch: float) -> None:
    edge = pitch - 0.7
    middle = y + edge / 2
    sheet.say(NUMBER, middle, row.number, SIZE.label, SEMIBOLD, align="right")
    sheet.say(TITLE, middle, fitted(row.title, CELLS - TITLE - 2))
    for place, cell in enumerate(row.cells):
        x, w = CELLS + wide * place, wide - 1.2
        if cell.ends is None:
            tile(sheet, x, y, w, edge, "not-applicable")
        elif cell.unanswered:
            tile(sheet, x, y, w, edge, "unanswered")
        elif cell.ends[0] == cell.ends[1]:
            tile(sheet, x, y, w, edge, cell.ends[0])
        else:
            unsettled(sheet, x, y, w, edge, *cell.ends)
        if cell.held_back:
            patch(sheet, x + w - 2, middle, 2.8, 2.6)
            held_back(sheet, x + w - 2, middle)


def _kind(sections: Sequence[GridSection], names: Sequence[str], paints: Paints) -> str:
    """What the sheet is, and the articles of each country in words."""
    rows = [row for section in sections for row in section.rows]
    told = []
    for place, name in enumerate(names):
        cells = [row.cells[place] for row in rows]
        settled = [one.ends[0] for one in cells if one.ends and one.ends[0] == one.ends[1] and not one.unanswered]
        counts = {rating: settled.count(rating) for rating in paints}
        between = sum(bool(one.ends and one.ends[0] != one.ends[1] and not one.unanswered) for one in cells)
        silent = sum(one.unanswered for one in cells)
        told.append(f"{name}: {tally(counts, paints)} settled, {between} between two ratings, {silent} unanswered")
    return (
        f"Grid of ratings: a row for each of {figures.count(len(rows), 'article')}, a column for each of {figures.number(len(names))}. "
        f"Articles of {'; '.join(told)}."
    )


# --- the region in places ----------------------------------------------------------------------------

SPACE, LARGEST, MOST_COLUMNS, MOST_ROWS = 2.6, 54.0, 5, 6


def tile_grid(
    tiles: Sequence[PlacedTile], *, finding: str, table: str, width: float = 170, paints: Paints = PAINTS
) -> tuple[Chart, ...]:
    """The countries as tiles of one size in places that recall where they lie; no borders, no areas. As many sheets as are needed."""
    placed = _placed(tiles)
    sheets = max(one.row for one in placed) // MOST_ROWS + 1
    parts = [[one for one in placed if one.row // MOST_ROWS == k] for k in range(sheets)]
    return tuple(_tiles(part, (finding, table), width, paints) for part in parts if part)


def _placed(tiles: Sequence[PlacedTile]) -> list[PlacedTile]:
    """The tiles in their places, or in rows of four where the grid is too wide for a page."""
    if max(one.column for one in tiles) < MOST_COLUMNS:
        return list(tiles)
    return [PlacedTile(row=k // 4, column=k % 4, name=one.name, bars=one.bars) for k, one in enumerate(tiles)]


def _tiles(tiles: Sequence[PlacedTile], said: tuple[str, str], width: float, paints: Paints) -> Chart:
    columns = max(one.column for one in tiles) + 1
    first = min(one.row for one in tiles)
    rows = max(one.row for one in tiles) - first + 1
    edge = min((width - SPACE * (columns - 1)) / columns, LARGEST)
    high = 10.4 + 9.6 * max(len(one.bars) for one in tiles) + 0.6
    sheet = Sheet(width, (high + SPACE) * rows - SPACE, paints)
    left = (width - columns * edge - SPACE * (columns - 1)) / 2
    for one in tiles:
        _place(sheet, one, (left + one.column * (edge + SPACE), (one.row - first) * (high + SPACE)), (edge, high))
    told = "; ".join(
        f"{one.name}: {', '.join(f'{treaty} score {score}, {tally(counts, paints)}' for treaty, score, counts in one.bars)}"
        for one in tiles
    )
    kind = f"Tiles of one size for {figures.number(len(tiles))}, placed roughly as they lie, without borders or areas; in each a bar of criteria by rating for each treaty. {told}."
    return sheet.chart(said[0], described(kind, *said))


def _place(sheet: Sheet, one: PlacedTile, at: tuple[float, float], size: tuple[float, float]) -> None:
    """One tile: name, then for each treaty its short name, the score and the bar."""
    (x, y), (wide, high), inner = at, size, 2.0
    sheet.box(x, y, wide, high, PAPER, LINE)
    sheet.line(((x, y), (x + wide, y)), INK, 0.8)
    room = wide - 2 * inner
    lines = wrapped(one.name, room * 0.95)
    for k, line in enumerate(lines):
        sheet.say(x + inner, y + (3.4 if len(lines) > 1 else 4.8) + 3.6 * k, line, SIZE.label, SEMIBOLD)
    y += 10.2
    for treaty, score, counts in one.bars:
        sheet.say(x + inner, y + 1.2, treaty, SIZE.note, REGULAR, SLATE)
        sheet.say(x + wide - inner, y + 1.2, score, SIZE.note, SEMIBOLD, INK, "right")
        _bar(sheet, counts, x + inner, y + 3.4, room)
        y += 9.6


def _bar(sheet: Sheet, counts: Mapping[str, int], x: float, y: float, wide: float) -> None:
    shown = [rating for rating in sheet.paints if counts.get(rating)]
    if not shown:
        sheet.box(x, y, wide, 3.6, PAPER, MID)
        return
    for rating, length in zip(shown, lengths([counts[one] for one in shown], wide), strict=True):
        if rating == "unanswered":
            ground(sheet, x, y, length, 3.6, rating)
        else:
            tile(sheet, x, y, length, 3.6, rating, 1.1)
        x += length + 0.3
