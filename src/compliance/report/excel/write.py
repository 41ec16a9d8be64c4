"""Sheets → bytes by XlsxWriter; equal sheets give equal bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import xlsxwriter

from compliance.report.excel.looks import (
    BAND,
    FONT,
    HELD_BACK,
    HELD_BACK_LOOK,
    INK,
    PAINTS,
    PAPER,
    RULE,
    SIGNED_STATUS,
    SLATE,
    STRONG,
    STYLES,
    TABS,
    Look,
    Paint,
    rating_look,
    status_look,
)
from compliance.report.excel.values import HEAD, Bars, Column, Formula, Link, Sheet, Styled, letter

RIGHT = frozenset(name for name, look in STYLES.items() if look.get("align") == "right")
"""Styles of columns whose heads stand right."""
CHART_ROWS, CHART_WIDTH, BAR_HEIGHT, CHART_HEAD = 20, 640, 30, 70
"""Rows kept free for the charts, and sizes in pixels: of a chart, of a bar, of a title."""
TITLE_HEIGHT, HEAD_HEIGHT = 21, 38
"""Heights in points of rows above a chart."""
LONGEST_FOOT = 250
"""A foot of more characters does not open in Excel."""


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
        page.set_column(place, place, column.width)
        page.write_string(HEAD - 1, place, column.head, styles(_head_of(column)))
    if sheet.charts:  # a chart keeps its place only under rows whose heights are known
        page.set_row(0, TITLE_HEIGHT)
        page.set_row(HEAD - 1, HEAD_HEIGHT)
    _write_rows(page, styles, sheet)
    _write_below(book, page, styles, sheet)
    last = HEAD + len(sheet.rows) - 1
    for place, column in enumerate(sheet.columns):
        _dress(page, styles, column, place, last)
        if column.name:
            _name(book, column.name, sheet.name, (HEAD, place, last, place))
    for name, cells in sheet.names.items():
        _name(book, name, sheet.name, cells)


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
    page.fit_to_pages(1, 1 if sheet.one_page else 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    page.repeat_rows(HEAD - 1)
    page.set_footer(f"&L&8{foot.replace('&', '&&')[:LONGEST_FOOT]}&R&8&P / &N")
    page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
    last = HEAD + len(sheet.rows)
    if sheet.filtered and sheet.rows:
        page.autofilter(HEAD - 1, 0, last - 1, len(sheet.columns) - 1)
    printed = [place for place, column in enumerate(sheet.columns) if column.printed]
    below = len(sheet.notes) + 1 + (CHART_ROWS if sheet.charts else 0)
    page.print_area(0, 0, last + below, printed[-1])


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

    writers: dict[type, Callable[[int, int, Any, Any], object]] = {
        str: text,
        int: number,
        Fraction: number,
        Decimal: number,
        date: page.write_datetime,
        type(None): page.write_blank,
        Formula: formula,
        Link: link,
        Styled: styled,
    }
    return writers


def _write_below(book: Any, page: Any, styles: _Styles, sheet: Sheet) -> None:
    """Charts side by side, then the lines under the table; the last row holds the last footnote."""
    row = HEAD + len(sheet.rows) + 1
    across = 0
    for chart in sheet.charts:
        options = {"x_offset": across, "object_position": 2, "description": chart.alt}
        page.insert_chart(row, 0, _bars(book, sheet, chart, styles.paints), options)
        across += CHART_WIDTH + 20
    row += CHART_ROWS if sheet.charts else 0
    for place, note in enumerate(sheet.notes):
        page.write_string(row + place, 0, note, styles("note"))


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
            },
        )
    match column.style:
        case "rating" | "rating-input" | "guide":
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
    if column.bars:
        page.conditional_format(
            *area, {"type": "data_bar", "bar_color": BAND, "bar_solid": True, "min_type": "num", "min_value": 0}
        )


def _name(book: Any, name: str, sheet: str, cells: tuple[int, int, int, int]) -> None:
    top, left, bottom, right = cells
    first, last = f"${letter(left)}${top + 1}", f"${letter(right)}${bottom + 1}"
    area = first if first == last else f"{first}:{last}"
    book.define_name(name, f"='{sheet}'!{area}")


def _bars(book: Any, sheet: Sheet, bars: Bars, paints: Mapping[str, Paint]) -> Any:
    """The counts by rating as stacked bars of equal length, with sign and count in each segment."""
    chart = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    first, last = bars.rows.start - 1, bars.rows.stop - 2
    for rating, place in bars.ratings.items():
        paint = paints[rating]
        chart.add_series(
            {
                "name": [sheet.name, HEAD - 1, place],
                "categories": [sheet.name, first, bars.labels, last, bars.labels],
                "values": [sheet.name, first, place, last, place],
                "gap": 40,
                "border": {"color": paint.edge, "width": 0.75},
                "data_labels": {
                    "value": True,
                    "num_format": f'"{paint.sign} "0;;',
                    "font": {"name": FONT["font_name"], "size": 8, "color": paint.text},
                },
                **_filling(rating, paint),
            }
        )
    chart.set_title(
        {
            "name": bars.title,
            "name_font": {"name": FONT["font_name"], "size": 11, "bold": True, "color": INK},
            "layout": {"x": 0.01, "y": 0.02},
        }
    )
    small = {"name": FONT["font_name"], "size": 9, "color": INK}
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_y_axis(
        {"reverse": True, "num_font": small, "line": {"color": SLATE, "width": 0.5}, "major_tick_mark": "none"}
    )
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": PAPER}})
    chart.set_size({"width": CHART_WIDTH, "height": min(CHART_HEAD + BAR_HEIGHT * len(bars.rows), 18 * 20)})
    return chart


def _filling(rating: str, paint: Paint) -> Look:
    if rating == "unanswered":
        return {"pattern": {"pattern": "light_upward_diagonal", "fg_color": RULE, "bg_color": paint.fill}}
    return {"fill": {"color": paint.fill}}
