"""Sheets → bytes by XlsxWriter; equal sheets give equal bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import xlsxwriter

from compliance import figures
from compliance.report.excel.draw import GAP, SPARK, WIDTH, drawn, height, is_wide
from compliance.report.excel.formats import (
    BAND,
    BETWEEN_LOOK,
    FONT,
    HELD_BACK,
    HELD_BACK_LOOK,
    PAINTS,
    SIGNED_STATUS,
    STRONG,
    STYLES,
    TABS,
    Look,
    Paint,
    rating_look,
    status_look,
)
from compliance.report.excel.values import HEAD, Chart, Column, Formula, Link, Sheet, Sparkline, Styled, letter

RIGHT = frozenset(name for name, look in STYLES.items() if look.get("align") == "right")
"""Styles of columns whose heads stand right."""
ROW, COLUMN = 20, 64
"""Sizes in pixels of a row and a column that nobody has made another."""
TITLE_HEIGHT, HEAD_HEIGHT, ROW_HEIGHT = 21, 38, 15.75
"""Heights in points of rows above a chart: it keeps its place only under rows whose heights are known."""
PAPER_WIDTH, PAPER_HEIGHT = 820, 620
"""What a page surely holds in pixels at full size, the repeated head left out; where Arial is missing, columns come out wider."""
FAR = 10**15
"""No figure is larger."""
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
"""No day that is typed lies outside."""
LONGEST_FOOT = 255
"""A foot of more characters, with the signs that lay it out, does not open in Excel."""


def write(  # what a book is made of
    sheets: Sequence[Sheet], paints: Mapping[str, Paint] = PAINTS, *, title: str, notice: str, foot: str, created: date
) -> bytes:
    """The workbook of some sheets."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "default_format_properties": dict(FONT)}
    )
    book.set_properties({"title": title, "comments": notice, "created": datetime.combine(created, time())})
    styles = _Styles(book, paints)
    for sheet in sheets:
        _write_sheet(book, styles, sheet, foot)
    book.close()
    return out.getvalue()


class _Styles:
    """Formats of a workbook, each made once."""

    def __init__(self, book: Any, paints: Mapping[str, Paint]) -> None:
        self._book = book
        self.paints = paints
        self._made: dict[tuple[str, bool], Any] = {}

    def __call__(self, name: str, *, strong: bool = False) -> Any:
        key = name, strong
        if key not in self._made:
            self._made[key] = self.of({**FONT, **STYLES[name], **(STRONG if strong else {})})
        return self._made[key]

    def of(self, look: Look) -> Any:
        """A format that looks so."""
        return self._book.add_format(look)


def _write_sheet(book: Any, styles: _Styles, sheet: Sheet, foot: str) -> None:
    page = book.add_worksheet(sheet.name)
    _set_up(page, sheet, foot)
    page.write_string(0, 0, sheet.title, styles("title"))
    page.write_string(1, 0, sheet.measure, styles("measure"))
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width, None, {"hidden": column.hidden})
        page.write_string(HEAD - 1, place, column.head, styles(_head_of(column)))
    if sheet.charts:
        page.set_row(0, TITLE_HEIGHT)
        page.set_row(HEAD - 1, HEAD_HEIGHT)
        for row in range(HEAD, HEAD + len(sheet.rows)):
            page.set_row(row, ROW_HEIGHT)
    _write_rows(page, styles, sheet)
    _write_below(book, page, styles, sheet)
    last = HEAD + len(sheet.rows) - 1
    for place, column in enumerate(sheet.columns):
        _dress(page, styles, column, place, last)
        if column.name:
            _name(book, column.name, sheet.name, (HEAD, place, last, place))
    for name, cells in sheet.names.items():
        _name(book, name, sheet.name, cells)
    for (row, place), source in sheet.lists.items():
        page.data_validation(row, place, row, place, {"validate": "list", "source": f"={source}"})
    if sheet.tidy and sheet.rows:
        heads = [{"header": column.head} for column in sheet.columns]
        table = {"name": sheet.tidy, "columns": heads, "style": None}
        page.add_table(HEAD - 1, 0, last, len(sheet.columns) - 1, table)


def _head_of(column: Column) -> str:
    """The style of a head: aligned as its column."""
    if column.style in RIGHT:
        return "head-right"
    return "head-indented" if STYLES[column.style].get("indent") else "head"


def _set_up(page: Any, sheet: Sheet, foot: str) -> None:
    if sheet.hidden:
        page.very_hidden()
    page.hide_gridlines(2)
    page.set_tab_color(TABS[sheet.tab])
    page.freeze_panes(HEAD, sheet.frozen)
    page.set_landscape()
    page.set_paper(9)
    _fit(page, sheet)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    page.repeat_rows(HEAD - 1)
    page.set_footer(_foot(foot))
    page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
    last = HEAD + len(sheet.rows)
    if sheet.filtered and sheet.rows and not sheet.tidy:
        page.autofilter(HEAD - 1, 0, last - 1, len(sheet.columns) - 1)
    page.print_area(0, 0, _below(sheet) + len(sheet.notes), _last_column(sheet))


def _foot(text: str) -> str:
    """The foot of a page: a text, as much of it as fits, and the number of the page."""
    lengths = range(min(len(text), LONGEST_FOOT), -1, -1)
    feet = (f"&L&8{text[:length].replace('&', '&&')}&R&8&P / &N" for length in lengths)
    return next(foot for foot in feet if len(foot.encode("utf-16-le")) // 2 <= LONGEST_FOOT)


def _fit(page: Any, sheet: Sheet) -> None:
    """One page wide, or several; charts that fill more than a page are kept whole."""
    if sheet.wide > 1:
        page.repeat_columns(0, sheet.frozen - 1)
    if not sheet.charts or sheet.one_page:
        page.fit_to_pages(sheet.wide, 1 if sheet.one_page else 0)
        return
    scale = min(1.0, PAPER_WIDTH / sum(_pixels(sheet)))
    page.set_print_scale(int(100 * scale))
    row, left, breaks = HEAD + len(sheet.rows) + 1, 0.0, []
    for pair in _pairs(sheet.charts):
        tall = max(map(height, pair)) + GAP
        if left < tall:
            breaks.append(round(row))
            left = PAPER_HEIGHT / scale
        left -= tall
        row += tall // ROW
    page.set_h_pagebreaks(breaks)


def _pixels(sheet: Sheet) -> Sequence[int]:
    """Widths of the columns that are printed, and of those that its charts need beyond them."""
    columns = [round(7 * column.width) + 5 for column in sheet.columns if column.printed and not column.hidden]
    across = min(2, len(sheet.charts)) * (WIDTH + GAP) if sheet.charts else 0
    lacking = across if sheet.beside else across - sum(columns)
    return (*columns, *[COLUMN] * -(-max(lacking, 0) // COLUMN))


def _last_column(sheet: Sheet) -> int:
    """The last column that is printed, counted from 0; charts may reach over columns that are not printed without them."""
    place, reached = 0, sum(_pixels(sheet))
    for column in sheet.columns:
        reached -= 0 if column.hidden else round(7 * column.width) + 5
        if reached <= 0:
            return place
        place += 1
    return place - 1 + -(-reached // COLUMN)


def _below(sheet: Sheet) -> int:
    """The first row under the table and its charts, counted from 0."""
    under_table = HEAD + len(sheet.rows) + 1
    tall = sum(max(map(height, pair)) + GAP for pair in _pairs(sheet.charts))
    rows = -(-tall // ROW)
    if sheet.beside:
        return max(under_table, HEAD + rows)
    return under_table + rows


def _pairs(charts: Sequence[Chart]) -> Iterator[Sequence[Chart]]:
    """Charts as they stand side by side; a wide one stands alone."""
    first = 0
    while first < len(charts):
        alone = any(map(is_wide, charts[first : first + 2]))
        yield charts[first : first + (1 if alone else 2)]
        first += 1 if alone else 2


def _write_rows(page: Any, styles: _Styles, sheet: Sheet) -> None:
    """The table; one look-up a cell, for there are thousands."""
    writers = _writers(page, styles)
    plain = [styles(column.style) for column in sheet.columns]
    strong = [styles(column.style, strong=True) for column in sheet.columns] if sheet.strong else []
    for number, row in enumerate(sheet.rows):
        for place, (cell, style) in enumerate(zip(row, strong if number in sheet.strong else plain, strict=True)):
            writers[type(cell)](number + HEAD, place, cell, style)


def _writers(page: Any, styles: _Styles) -> Mapping[type, Callable[[int, int, Any, Any], object]]:
    """How each kind of cell is written; a text is always text, whatever it begins with."""

    def text(row: int, place: int, cell: str, style: Any) -> None:
        if page.write_string(row, place, cell, style):
            raise ValueError(f"a cell holds 32,767 characters at most: {cell[:40]}")

    def number(row: int, place: int, cell: int | Fraction | Decimal, style: Any) -> None:
        page.write_number(row, place, float(cell), style)

    def formula(row: int, place: int, cell: Formula, style: Any) -> None:
        value = cell.value if isinstance(cell.value, str) else float(cell.value)
        page.write_formula(row, place, cell.text, style, value)

    def link(row: int, place: int, cell: Link, _: Any) -> None:
        page.write_url(row, place, cell.address, styles("link"), cell.text)

    def styled(row: int, place: int, cell: Styled, _: Any) -> None:
        writers[type(cell.cell)](row, place, cell.cell, styles(cell.style))

    def sparkline(row: int, place: int, cell: Sparkline, style: Any) -> None:
        first, last = letter(cell.columns.start), letter(cell.columns.stop - 1)
        page.write_blank(row, place, None, style)
        page.add_sparkline(row, place, {"range": f"'{cell.sheet}'!{first}{cell.row}:{last}{cell.row}", **SPARK})

    writers: dict[type, Callable[[int, int, Any, Any], object]] = {
        str: text,
        int: number,
        Fraction: number,
        Decimal: number,
        date: page.write_datetime,
        type(None): page.write_blank,
        Formula: formula,
        Link: link,
        Sparkline: sparkline,
        Styled: styled,
    }
    return writers


def _write_below(book: Any, page: Any, styles: _Styles, sheet: Sheet) -> None:
    """Charts two by two, then the lines under the table; the last row holds the last footnote."""
    row, place = (HEAD - 1, len(sheet.columns)) if sheet.beside else (HEAD + len(sheet.rows) + 1, 0)
    down = 0
    for pair in _pairs(sheet.charts):
        for number, chart in enumerate(pair):
            across = number * (WIDTH + GAP) + (GAP if sheet.beside else 0)
            at = {"x_offset": across, "y_offset": down, "object_position": 2, "description": chart.alt}
            page.insert_chart(row, place, drawn(book, sheet, chart, styles.paints), at)
        down += max(map(height, pair)) + GAP
    for number, note in enumerate(sheet.notes, _below(sheet)):
        page.write_string(number, 0, note, styles("note"))


def _dress(page: Any, styles: _Styles, column: Column, place: int, last: int) -> None:
    """Drop-down lists, and what cells look like by their value."""
    area = HEAD, place, max(last, HEAD), place
    if column.choices:
        words = list(column.choices)
        page.data_validation(
            *area,
            {
                "validate": "list",
                "source": words,
                "error_title": "No such word",
                "error_message": f"Choose one of: {', '.join(words)}.",
                **_hint(column),
            },
        )
    if column.typed:
        page.data_validation(*area, {**_typed(column), **_hint(column)})
    match column.style:
        case "rating" | "rating-input" | "guide" | "compared":
            looks = {word: rating_look(word, paint) for word, paint in styles.paints.items()}
        case "status":
            looks = {word: status_look(word) for word in SIGNED_STATUS}
        case "held-back":
            looks = {HELD_BACK: HELD_BACK_LOOK}
        case _:
            looks = {}
    for word, look in looks.items():
        page.conditional_format(
            *area, {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": styles.of(look)}
        )
    if column.style == "compared":
        between = {"type": "text", "criteria": "containing", "value": figures.DASH, "format": styles.of(BETWEEN_LOOK)}
        page.conditional_format(*area, between)
    if column.bars:
        page.conditional_format(
            *area, {"type": "data_bar", "bar_color": BAND, "bar_solid": True, "min_type": "num", "min_value": 0}
        )


def _hint(column: Column) -> Mapping[str, str]:
    """What stands beside a cell that is about to be filled in."""
    return {"input_title": column.head[:32], "input_message": column.hint[:255]} if column.hint else {}


def _typed(column: Column) -> Mapping[str, object]:
    """What may be typed into a column."""
    if column.typed == "date":
        error = {"error_title": "No such day", "error_message": "Type a day, such as 2026-12-31."}
        return {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY, **error}
    error = {"error_title": "No number", "error_message": "Type a number, without words or units."}
    return {"validate": "decimal", "criteria": "between", "minimum": -FAR, "maximum": FAR, **error}


def _name(book: Any, name: str, sheet: str, cells: tuple[int, int, int, int]) -> None:
    top, left, bottom, right = cells
    first, last = f"${letter(left)}${top + 1}", f"${letter(right)}${bottom + 1}"
    area = first if first == last else f"{first}:{last}"
    book.define_name(name, f"='{sheet}'!{area}")
