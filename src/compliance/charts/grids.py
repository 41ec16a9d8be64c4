"""Grids: articles by country, and the countries of a region in places that are no map."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from compliance import figures
from compliance.charts.bars import lengths
from compliance.charts.marks import ground, headers, held_back, patch, tally, tile, unsettled
from compliance.charts.sheet import Chart, Sheet, fitted, width_of, wrapped
from compliance.charts.style import INFORMATIVE, INK, LINE, MID, PAGE, PALETTE, PAPER, REGULAR, SEMIBOLD, SIZE, SLATE
from compliance.language import _
from compliance.model.record import record
from compliance.view.palette import Palette, of_bars
from compliance.view.regional.region import CellView, MatrixRow, MatrixSection, TileView

NUMBER, TITLE, CELLS = 4.6, 6.4, 54.0
HEAD_LINE, SECTION = 3.5, 5.0
LEADING = 3.7
"""Between the two lines of a title."""
WIDEST = 8
"""So many countries stand side by side on one sheet."""


Section = tuple[str, Sequence[MatrixRow]]
"""The title of a section and its articles."""
Parts = list[list[Section]]
"""The sections of each sheet."""
Height = Callable[[Sequence[Section]], float]
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


LAYOUTS = (Layout(pitch=5.2, wraps=True), Layout(pitch=5.2), Layout(pitch=4.8), Layout(pitch=4.3))
"""From the roomiest to the closest."""


# --- articles by country ---------------------------------------------------------------------------


def article_grid(
    sections: Sequence[MatrixSection],
    names: Sequence[str],
    *,
    finding: str,
    table: str,
    max_height: float = 204,
    palette: Palette = PALETTE,
) -> tuple[Chart, ...]:
    """Every article a row, every country a column; as many sheets as the height and the number of countries ask for."""
    charts = []
    for first, last in _columns(len(names)):
        some = [
            (section.title, [replace(row, cells=row.cells[first:last]) for row in section.rows]) for section in sections
        ]
        columns = _Columns(names=tuple(names[first:last]), wide=min((PAGE - CELLS) / (last - first), 22))
        layout, parts = _on_sheets(some, columns, max_height - columns.height)
        for part in parts:
            sheet = Sheet(PAGE, columns.height + _height(part, layout, columns), palette)
            charts.append(_grid(part, columns, layout, (finding, table), sheet))
    return tuple(charts)


@record
class _Columns:
    """The countries of one sheet."""

    names: tuple[str, ...]
    wide: float

    @property
    def start(self) -> float:
        """Where the first column begins, at the right of the titles."""
        return PAGE - self.wide * len(self.names)

    @property
    def height(self) -> float:
        """The height of their headers."""
        return HEAD_LINE * max(len(_lines(name, self.wide - 1)) for name in self.names) + 1.6


def _columns(number: int) -> list[tuple[int, int]]:
    """First and last column of each sheet, of like number."""
    sheets = -(-number // WIDEST)
    each = -(-number // sheets)
    return [(k, min(k + each, number)) for k in range(0, number, each)]


def _lines(name: str, wide: float) -> list[str]:
    """A name in as many lines as its column asks for, broken at spaces and after hyphens; never shortened."""
    lines: list[str] = []
    for word in re.findall(r"[^\s-]+-?|-", name):
        longer = f"{lines[-1]}{'' if lines[-1].endswith('-') else ' '}{word}" if lines else word
        if lines and width_of(longer, SIZE.note, SEMIBOLD) <= wide:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _title(row: MatrixRow, columns: _Columns, layout: Layout) -> list[str]:
    return layout.title(row.title, columns.start - TITLE - 2)


def _row_height(row: MatrixRow, columns: _Columns, layout: Layout) -> float:
    return layout.pitch + LEADING * (len(_title(row, columns, layout)) - 1)


def _height(sections: Sequence[Section], layout: Layout, columns: _Columns) -> float:
    return sum(SECTION + sum(_row_height(row, columns, layout) for row in rows) for _title_, rows in sections)


def _grid(
    sections: Sequence[Section], columns: _Columns, layout: Layout, source: tuple[str, str], sheet: Sheet
) -> Chart:
    y = columns.height
    for place, name in enumerate(columns.names):
        lines = _lines(name, columns.wide - 1)
        for k, line in enumerate(lines):
            bottom = y - 2.4 - HEAD_LINE * (len(lines) - 1 - k)
            sheet.say(columns.start + columns.wide * place, bottom, line, SIZE.note, SEMIBOLD, SLATE)
    headers(sheet, y - 2.4, (0, _("Article"), "left"))
    for title, rows in sections:
        sheet.line(((0, y), (sheet.width, y)), INK)
        sheet.say(0, y + 2.5, fitted(title, sheet.width, SIZE.note, SEMIBOLD), SIZE.note, SEMIBOLD, SLATE)
        y += SECTION
        for row in rows:
            _row(sheet, row, y, columns, layout)
            y += _row_height(row, columns, layout)
    return sheet.described(_kind(sections, columns.names, sheet.palette), *source)


def _row(sheet: Sheet, row: MatrixRow, y: float, columns: _Columns, layout: Layout) -> None:
    edge = layout.pitch - 0.7
    middle = y + edge / 2
    sheet.say(NUMBER, middle, row.number, SIZE.label, SEMIBOLD, align="right")
    for k, words in enumerate(_title(row, columns, layout)):
        sheet.say(TITLE, middle + LEADING * k, words)
    for place, cell in enumerate(row.cells):
        _cell(sheet, cell, columns.start + columns.wide * place, y, (columns.wide - 1.2, edge))


def _cell(sheet: Sheet, cell: CellView, x: float, y: float, size: tuple[float, float]) -> None:
    if cell.chip.kind == "open":
        unsettled(sheet, x, y, *size, *cell.chip.ends)
    else:
        tile(sheet, x, y, *size, "not-applicable" if cell.chip.kind == INFORMATIVE else cell.chip.kind)
    if cell.held_back:
        patch(sheet, x + size[0] - 2, y + size[1] / 2, 2.8, 2.6)
        held_back(sheet, x + size[0] - 2, y + size[1] / 2)


def _kind(sections: Sequence[Section], names: Sequence[str], palette: Palette) -> str:
    """What the sheet is, and the articles of each country in words."""
    rows = [row for _title_, section in sections for row in section]
    countries = []
    for place, name in enumerate(names):
        kinds = Counter(row.cells[place].chip.kind for row in rows)
        settled = {rating: number for rating, number in kinds.items() if rating not in {"unanswered", "not-applicable"}}
        countries.append(
            _("%(name)s: %(tally)s settled, %(between)s between two ratings, %(silent)s unanswered")
            % {"name": name, "tally": tally(settled, palette), "between": kinds["open"], "silent": kinds["unanswered"]}
        )
    text = _("Grid of ratings: a row for each of %(articles)s, a column for each of %(number)s. Articles of %(told)s.")
    amounts = {"articles": figures.count(len(rows), "article"), "number": figures.number(len(names))}
    return text % {**amounts, "told": "; ".join(countries)}


def _on_sheets(sections: Sequence[Section], columns: _Columns, room: float) -> tuple[Layout, Parts]:
    """The first layout that needs the fewest sheets, and the sections of each sheet."""
    heights = {layout: partial(_height, layout=layout, columns=columns) for layout in LAYOUTS}
    cut = [(layout, _cut(sections, height, room)) for layout, height in heights.items()]
    return min(cut, key=lambda pair: len(pair[1]))


def _cut(sections: Sequence[Section], height: Height, room: float) -> Parts:
    """As few sheets as possible, of similar height, cut between sections; one higher than a sheet is cut in halves."""
    whole = [part for section in sections for part in _halves(section, height, room)]
    fewest = len(_filled(whole, height, room))
    even = height(whole) / fewest
    # The lowest limit that needs no more sheets makes their heights similar.
    limits = [even + k * (room - even) / 20 for k in range(21)]
    return next(parts for limit in limits if len(parts := _filled(whole, height, limit + 0.01)) <= fewest)


def _filled(sections: Sequence[Section], height: Height, limit: float) -> Parts:
    parts: Parts = [[]]
    for section in sections:
        if parts[-1] and height([*parts[-1], section]) > limit:
            parts.append([])
        parts[-1].append(section)
    return parts


def _halves(section: Section, height: Height, room: float) -> list[Section]:
    title, rows = section
    if len(rows) < 2 or height([section]) <= room:
        return [section]
    half = len(rows) // 2
    continued = _(", continued")
    later = title.removesuffix(continued) + continued
    return [*_halves((title, rows[:half]), height, room), *_halves((later, rows[half:]), height, room)]


# --- the region in places ----------------------------------------------------------------------------

SPACE, LARGEST, MOST_COLUMNS, MOST_ROWS = 2.6, 54.0, 5, 6


def tile_grid(tiles: Sequence[TileView], *, finding: str, table: str, palette: Palette = PALETTE) -> tuple[Chart, ...]:
    """The countries as tiles of one size in places that recall where they lie; no borders, no areas. As many sheets as are needed."""
    placed, palette = _placed(tiles), of_bars(palette)
    sheets = max(tile.row for tile in placed) // MOST_ROWS + 1
    parts = [[tile for tile in placed if tile.row // MOST_ROWS == k] for k in range(sheets)]
    return tuple(_tiles(part, (finding, table), PAGE, palette) for part in parts if part)


def _placed(tiles: Sequence[TileView]) -> list[TileView]:
    """The tiles in their places, or in rows of four where the grid is too wide for a page."""
    if max(tile.column for tile in tiles) < MOST_COLUMNS:
        return list(tiles)
    return [replace(tile, row=k // 4, column=k % 4) for k, tile in enumerate(tiles)]


def _tiles(tiles: Sequence[TileView], source: tuple[str, str], width: float, palette: Palette) -> Chart:
    columns = max(tile.column for tile in tiles) + 1
    first = min(tile.row for tile in tiles)
    rows = max(tile.row for tile in tiles) - first + 1
    edge = min((width - SPACE * (columns - 1)) / columns, LARGEST)
    high = 10.4 + 9.6 * max(len(tile.bars) for tile in tiles) + 0.6
    sheet = Sheet(width, (high + SPACE) * rows - SPACE, palette)
    left = (width - columns * edge - SPACE * (columns - 1)) / 2
    for country in tiles:
        at = (left + country.column * (edge + SPACE), (country.row - first) * (high + SPACE))
        _place(sheet, country, at, (edge, high))
    text = "; ".join(f"{tile.name}: {', '.join(_bars(tile, palette))}" for tile in tiles)
    kind = _(
        "Tiles of one size for %(number)s, placed roughly as they lie, without borders or areas; in each a bar of "
        "criteria by rating for each treaty."
    ) % {"number": figures.number(len(tiles))}
    return sheet.described(f"{kind} {text}.", *source)


def _bars(tile: TileView, palette: Palette) -> list[str]:
    text = _("%(treaty)s score %(score)s, %(tally)s")
    return [
        text % {"treaty": treaty, "score": score, "tally": tally(counts, palette)}
        for (treaty, counts), score in zip(tile.bars, tile.scores, strict=True)
    ]


def _place(sheet: Sheet, tile: TileView, at: tuple[float, float], size: tuple[float, float]) -> None:
    """One tile: name, then for each treaty its short name, the score and the bar."""
    (x, y), (wide, high), inner = at, size, 2.0
    sheet.box(x, y, wide, high, PAPER, LINE)
    sheet.line(((x, y), (x + wide, y)), INK, 0.8)
    room = wide - 2 * inner
    lines = wrapped(tile.name, room * 0.95)
    for k, line in enumerate(lines):
        sheet.say(x + inner, y + (3.4 if len(lines) > 1 else 4.8) + 3.6 * k, line, SIZE.label, SEMIBOLD)
    y += 10.2
    for (treaty, counts), score in zip(tile.bars, tile.scores, strict=True):
        sheet.say(x + inner, y + 1.2, treaty, SIZE.note, REGULAR, SLATE)
        sheet.say(x + wide - inner, y + 1.2, score, SIZE.note, SEMIBOLD, INK, "right")
        _bar(sheet, counts, x + inner, y + 3.4, room)
        y += 9.6


def _bar(sheet: Sheet, counts: Mapping[str, int], x: float, y: float, wide: float) -> None:
    shown = [rating for rating in sheet.palette if counts.get(rating)]
    if not shown:
        sheet.box(x, y, wide, 3.6, PAPER, MID)
        return
    for rating, length in zip(shown, lengths([counts[rating] for rating in shown], wide), strict=True):
        if rating == "unanswered":
            ground(sheet, x, y, length, 3.6, rating)
        else:
            tile(sheet, x, y, length, 3.6, rating, 1.1)
        x += length + 0.3
