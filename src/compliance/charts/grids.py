"""Grids: articles by country, and the countries of a region in places that are no map."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from compliance import figures
from compliance.charts.bars import lengths
from compliance.charts.marks import described, ground, heads, held_back, patch, tile, unsettled
from compliance.charts.ratings import tally
from compliance.charts.sheet import Chart, Sheet, fitted, width_of, wrapped
from compliance.charts.style import INK, LINE, MID, PAINTS, PAPER, REGULAR, SEMIBOLD, SIZE, SLATE
from compliance.language import _
from compliance.model.record import record
from compliance.view.palette import Paints

NUMBER, TITLE, CELLS = 4.6, 6.4, 54.0
HEAD_LINE, SECTION = 3.5, 5.0
LEADING = 3.7
"""Between the two lines of a title."""
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


@record
class _Layout:
    """How closely the rows stand."""

    pitch: float
    """Height of a row."""
    wraps: bool = False
    """Whether a long title takes a second line; else it is cut."""


LAYOUTS = (_Layout(pitch=5.2, wraps=True), _Layout(pitch=5.2), _Layout(pitch=4.8), _Layout(pitch=4.3))
"""From the roomiest to the closest; the first that needs the fewest sheets is used."""


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
        columns = _Columns(names=tuple(names[first:last]), wide=min((width - CELLS) / (last - first), 22))
        layout, parts = _parts(some, columns, max_height - columns.height)
        charts += [
            _grid(
                part,
                columns,
                layout,
                (finding, table),
                Sheet(width, columns.height + _height(part, columns, layout), paints),
            )
            for part in parts
        ]
    return tuple(charts)


@record
class _Columns:
    """The countries of one sheet."""

    names: tuple[str, ...]
    """Their names."""
    wide: float
    """The width of a column."""

    @property
    def start(self) -> float:
        """Where the first column begins, at the right of the titles."""
        return 170 - self.wide * len(self.names)

    @property
    def height(self) -> float:
        """The height of their heads."""
        return HEAD_LINE * max(len(_lines(name, self.wide - 1)) for name in self.names) + 1.6


def _columns(number: int) -> list[tuple[int, int]]:
    """First and last column of each sheet, of like number."""
    sheets = -(-number // WIDEST)
    each = -(-number // sheets)
    return [(k, min(k + each, number)) for k in range(0, number, each)]


def _of(section: GridSection, first: int, last: int) -> GridSection:
    rows = (GridRow(number=grid.number, title=grid.title, cells=grid.cells[first:last]) for grid in section.rows)
    return GridSection(name=section.name, rows=tuple(rows))


def _lines(name: str, wide: float) -> list[str]:
    """A name in as many lines as its column asks for; never shortened."""
    lines: list[str] = []
    for word in name.split():
        if lines and width_of(f"{lines[-1]} {word}", SIZE.note, SEMIBOLD) <= wide:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _title(row: GridRow, columns: _Columns, layout: _Layout) -> list[str]:
    """The title in the lines that the layout grants."""
    room = columns.start - TITLE - 2
    return wrapped(row.title, room) if layout.wraps else [fitted(row.title, room)]


def _row_height(row: GridRow, columns: _Columns, layout: _Layout) -> float:
    return layout.pitch + LEADING * (len(_title(row, columns, layout)) - 1)


def _height(sections: Sequence[GridSection], columns: _Columns, layout: _Layout) -> float:
    return sum(SECTION + sum(_row_height(row, columns, layout) for row in section.rows) for section in sections)


_Parts = list[list[GridSection]]


def _parts(sections: Sequence[GridSection], columns: _Columns, room: float) -> tuple[_Layout, _Parts]:
    """The roomiest layout that needs the fewest sheets, and the sections of each sheet."""
    found = [(layout, _filled(sections, partial(_height, columns=columns, layout=layout), room)) for layout in LAYOUTS]
    return min(found, key=lambda it: len(it[1]))


Height = Callable[[Sequence[GridSection]], float]


def _filled(sections: Sequence[GridSection], height: Height, room: float) -> _Parts:
    """As few sheets as possible and of like height, cut between sections; one that is higher than a sheet is cut in halves."""
    whole = [part for section in sections for part in _halves(section, height, room)]
    fewest = len(_greedy(whole, height, room))
    even = height(whole) / fewest
    limits = [even + k * (room - even) / 20 for k in range(21)]
    return next(parts for limit in limits if len(parts := _greedy(whole, height, limit + 0.01)) <= fewest)


def _greedy(sections: Sequence[GridSection], height: Height, limit: float) -> _Parts:
    parts: _Parts = [[]]
    for section in sections:
        if parts[-1] and height([*parts[-1], section]) > limit:
            parts.append([])
        parts[-1].append(section)
    return parts


def _halves(section: GridSection, height: Height, room: float) -> list[GridSection]:
    if len(section.rows) < 2 or height([section]) <= room:
        return [section]
    half = len(section.rows) // 2
    continued = _(", continued")
    later = section.name.removesuffix(continued) + continued
    return [
        *_halves(GridSection(name=section.name, rows=section.rows[:half]), height, room),
        *_halves(GridSection(name=later, rows=section.rows[half:]), height, room),
    ]


def _grid(
    sections: Sequence[GridSection], columns: _Columns, layout: _Layout, said: tuple[str, str], sheet: Sheet
) -> Chart:
    y = columns.height
    for place, name in enumerate(columns.names):
        lines = _lines(name, columns.wide - 1)
        for k, line in enumerate(lines):
            foot = y - 2.4 - HEAD_LINE * (len(lines) - 1 - k)
            sheet.say(columns.start + columns.wide * place, foot, line, SIZE.note, SEMIBOLD, SLATE)
    heads(sheet, y - 2.4, (0, _("Article"), "left"))
    for section in sections:
        sheet.line(((0, y), (sheet.width, y)), INK)
        sheet.say(0, y + 2.5, fitted(section.name, sheet.width, SIZE.note, SEMIBOLD), SIZE.note, SEMIBOLD, SLATE)
        y += SECTION
        for row in section.rows:
            _row(sheet, row, y, columns, layout)
            y += _row_height(row, columns, layout)
    return sheet.chart(said[0], described(_kind(sections, columns.names, sheet.paints), *said))


def _row(sheet: Sheet, row: GridRow, y: float, columns: _Columns, layout: _Layout) -> None:
    edge = layout.pitch - 0.7
    middle = y + edge / 2
    sheet.say(NUMBER, middle, row.number, SIZE.label, SEMIBOLD, align="right")
    for k, words in enumerate(_title(row, columns, layout)):
        sheet.say(TITLE, middle + LEADING * k, words)
    for place, cell in enumerate(row.cells):
        _cell(sheet, cell, columns.start + columns.wide * place, y, (columns.wide - 1.2, edge))


def _cell(sheet: Sheet, cell: GridCell, x: float, y: float, size: tuple[float, float]) -> None:
    if cell.ends is None:
        tile(sheet, x, y, *size, "not-applicable")
    elif cell.unanswered:
        tile(sheet, x, y, *size, "unanswered")
    elif cell.ends[0] == cell.ends[1]:
        tile(sheet, x, y, *size, cell.ends[0])
    else:
        unsettled(sheet, x, y, *size, *cell.ends)
    if cell.held_back:
        patch(sheet, x + size[0] - 2, y + size[1] / 2, 2.8, 2.6)
        held_back(sheet, x + size[0] - 2, y + size[1] / 2)


def _kind(sections: Sequence[GridSection], names: Sequence[str], paints: Paints) -> str:
    """What the sheet is, and the articles of each country in words."""
    rows = [row for section in sections for row in section.rows]
    told = []
    for place, name in enumerate(names):
        cells = [row.cells[place] for row in rows]
        settled = [cell.ends[0] for cell in cells if cell.ends and cell.ends[0] == cell.ends[1] and not cell.unanswered]
        counts = {rating: settled.count(rating) for rating in paints}
        between = sum(bool(cell.ends and cell.ends[0] != cell.ends[1] and not cell.unanswered) for cell in cells)
        silent = sum(cell.unanswered for cell in cells)
        told.append(
            _("%(name)s: %(tally)s settled, %(between)s between two ratings, %(silent)s unanswered")
            % {"name": name, "tally": tally(counts, paints), "between": between, "silent": silent}
        )
    said = {
        "articles": figures.count(len(rows), "article"),
        "number": figures.number(len(names)),
        "told": "; ".join(told),
    }
    return (
        _("Grid of ratings: a row for each of %(articles)s, a column for each of %(number)s. Articles of %(told)s.")
        % said
    )


# --- the region in places ----------------------------------------------------------------------------

SPACE, LARGEST, MOST_COLUMNS, MOST_ROWS = 2.6, 54.0, 5, 6


def tile_grid(
    tiles: Sequence[PlacedTile], *, finding: str, table: str, width: float = 170, paints: Paints = PAINTS
) -> tuple[Chart, ...]:
    """The countries as tiles of one size in places that recall where they lie; no borders, no areas. As many sheets as are needed."""
    placed = _placed(tiles)
    sheets = max(tile.row for tile in placed) // MOST_ROWS + 1
    parts = [[tile for tile in placed if tile.row // MOST_ROWS == k] for k in range(sheets)]
    return tuple(_tiles(part, (finding, table), width, paints) for part in parts if part)


def _placed(tiles: Sequence[PlacedTile]) -> list[PlacedTile]:
    """The tiles in their places, or in rows of four where the grid is too wide for a page."""
    if max(tile.column for tile in tiles) < MOST_COLUMNS:
        return list(tiles)
    return [PlacedTile(row=k // 4, column=k % 4, name=tile.name, bars=tile.bars) for k, tile in enumerate(tiles)]


def _tiles(tiles: Sequence[PlacedTile], said: tuple[str, str], width: float, paints: Paints) -> Chart:
    columns = max(one.column for one in tiles) + 1
    first = min(one.row for one in tiles)
    rows = max(one.row for one in tiles) - first + 1
    edge = min((width - SPACE * (columns - 1)) / columns, LARGEST)
    high = 10.4 + 9.6 * max(len(one.bars) for one in tiles) + 0.6
    sheet = Sheet(width, (high + SPACE) * rows - SPACE, paints)
    left = (width - columns * edge - SPACE * (columns - 1)) / 2
    for country in tiles:
        _place(sheet, country, (left + country.column * (edge + SPACE), (country.row - first) * (high + SPACE)), (edge, high))
    text = "; ".join(f"{one.name}: {', '.join(_bars(one, paints))}" for one in tiles)
    kind = _(
        "Tiles of one size for %(number)s, placed roughly as they lie, without borders or areas; in each a bar of "
        "criteria by rating for each treaty."
    ) % {"number": figures.number(len(tiles))}
    return sheet.chart(said[0], described(f"{kind} {text}.", *said))


def _bars(tile: PlacedTile, paints: Paints) -> list[str]:
    """What a tile shows of each treaty, in words."""
    text = _("%(treaty)s score %(score)s, %(tally)s")
    return [
        text % {"treaty": treaty, "score": score, "tally": tally(counts, paints)} for treaty, score, counts in tile.bars
    ]


def _place(sheet: Sheet, tile: PlacedTile, at: tuple[float, float], size: tuple[float, float]) -> None:
    """One tile: name, then for each treaty its short name, the score and the bar."""
    (x, y), (wide, high), inner = at, size, 2.0
    sheet.box(x, y, wide, high, PAPER, LINE)
    sheet.line(((x, y), (x + wide, y)), INK, 0.8)
    room = wide - 2 * inner
    lines = wrapped(tile.name, room * 0.95)
    for k, line in enumerate(lines):
        sheet.say(x + inner, y + (3.4 if len(lines) > 1 else 4.8) + 3.6 * k, line, SIZE.label, SEMIBOLD)
    y += 10.2
    for treaty, score, counts in tile.bars:
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
