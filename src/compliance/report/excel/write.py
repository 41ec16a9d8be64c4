"""Sheets → bytes by XlsxWriter; equal sheets give equal bytes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from compliance import figures
from compliance.language import Spoken
from compliance.report.excel.draw import GAP, SPARK, WIDTH, drawn, height, is_wide
from compliance.report.excel.formats import (
    BARS,
    BETWEEN_FORMAT,
    FONT,
    HELD_BACK,
    HELD_BACK_FORMAT,
    MISSING,
    STATUS_FORMATS,
    STRONG,
    STYLES,
    TABS,
    Format,
    rating_format,
    status_format,
)
from compliance.report.excel.values import (
    HEADER_ROW,
    SIGNED,
    Block,
    Chart,
    Column,
    Entry,
    Formula,
    Link,
    Sheet,
    Sparkline,
    Store,
    Styled,
    letter,
)
from compliance.view.palette import HOUSE, Palette

PAPERS = {"A4": 9, "A3": 8}
"""Sizes of paper as the format counts them."""
ROW, COLUMN = 20, 64
"""Sizes in pixels of a row and a column that nobody has made another."""
TITLE_HEIGHT, HEADER_HEIGHT, ROW_HEIGHT = 21, 38, 15.75
"""Heights in points of rows above a chart: it keeps its place only under rows whose heights are known."""
PAPER_WIDTH, PAPER_HEIGHT = 820, 620
"""What a page surely holds in pixels at full size, the repeated header left out; where Arial is missing, columns come out wider."""
FAR = 10**15
"""No figure is larger."""
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
"""No day that is typed lies outside."""
LONGEST_COMMENT = 30_000
"""Characters of a comment; a few more do not open in Excel."""
COMMENT = {"author": "compliance", "x_scale": 3, "y_scale": 2}
"""How a comment looks: of a width in which a sentence can be read."""
LONGEST_FOOTER = 255
"""A footer of more characters, with those that lay it out, does not open in Excel."""


class _Page(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A sheet whose formulas are written as they are.

    XlsxWriter looks in each formula for thirty functions of later Excels, which their files name otherwise: two thirds
    of the time of a workbook. Ours use none; `tests/report/test_workbook.py` fails where one does, or where the method
    that is replaced is gone.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        return formula.removeprefix("=")


class _Book(xlsxwriter.Workbook):  # type: ignore[misc]
    worksheet_class = _Page


def write(  # what a book is made of
    sheets: Sequence[Sheet | Store],
    palette: Palette = HOUSE,
    *,
    title: str,
    notice: str,
    footer: str,
    created: date,
) -> bytes:
    """The workbook of some sheets as the bytes of an .xlsx file."""
    out = BytesIO()
    book = _Book(out, {"in_memory": True, "strings_to_formulas": False, "default_format_properties": dict(FONT)})
    book.set_properties({"title": title, "comments": notice, "created": datetime.combine(created, time())})
    styles = _Styles(book, palette)
    for sheet in sheets:
        if isinstance(sheet, Store):
            _write_store(book, styles, sheet)
        else:
            _write_sheet(book, styles, sheet, footer)
    book.close()
    return out.getvalue()


class _Styles:
    """Formats of a workbook, each made once."""

    def __init__(self, book: Any, palette: Palette) -> None:
        self._book = book
        self.palette = palette
        self._made: dict[tuple[str, bool], Any] = {}
        self.missing = book.add_format(MISSING)

    def __call__(self, name: str, *, strong: bool = False) -> Any:
        key = name, strong
        if key not in self._made:
            self._made[key] = self.of({**FONT, **STYLES[name], **(STRONG if strong else {})})
        return self._made[key]

    def of(self, properties: Format) -> Any:
        """A format with these properties."""
        return self._book.add_format(properties)


def _write_store(book: Any, styles: _Styles, store: Store) -> None:
    page = book.add_worksheet(store.name)
    writers = _writers(page, styles)
    for number, row in enumerate(store.rows):
        for place, cell in enumerate(row):
            if cell is not None:
                writers[type(cell)](number, place, cell, None)
    page.very_hidden()
    page.protect("")


def _write_sheet(book: Any, styles: _Styles, sheet: Sheet, footer: str) -> None:
    page = book.add_worksheet(sheet.name)
    _set_up(page, sheet, footer)
    _write_top(page, styles, sheet)
    usual = dict.fromkeys(range(HEADER_ROW, HEADER_ROW + len(sheet.rows)), ROW_HEIGHT)
    above_charts = {0: TITLE_HEIGHT, HEADER_ROW - 1: HEADER_HEIGHT, **usual} if sheet.charts else {}
    for row, points in {**above_charts, **sheet.heights}.items():
        page.set_row(row, points)
    _write_rows(page, styles, sheet)
    _write_below(book, page, styles, sheet)
    last = HEADER_ROW + len(sheet.rows) - 1
    for place, column in enumerate(sheet.columns):
        block = HEADER_ROW, place, max(last, HEADER_ROW), place
        _format_by_value(page, styles, column, block)
        if column.entry:
            page.data_validation(*block, _validation(column.entry, column.header))
    own = {column.name: (HEADER_ROW, place, last, place) for place, column in enumerate(sheet.columns) if column.name}
    for name, cells in (*own.items(), *sheet.names.items()):
        book.define_name(name, f"='{sheet.name}'!{xl_range_abs(*cells)}")
    for (row, place), entry in sheet.entries.items():
        page.data_validation(row, place, row, place, _validation(entry, ""))
    for (row, place), text in sheet.comments.items():
        page.write_comment(row, place, f"{text[:LONGEST_COMMENT]}\n{SIGNED}\n", COMMENT)
    for cells, formula in sheet.marks.items():
        page.conditional_format(*cells, {"type": "formula", "criteria": formula, "format": styles.missing})
    if sheet.tidy and sheet.rows:
        headers = [{"header": column.header} for column in sheet.columns]
        table = {"name": sheet.tidy, "columns": headers, "style": None}
        page.add_table(HEADER_ROW - 1, 0, last, len(sheet.columns) - 1, table)


def _write_top(page: Any, styles: _Styles, sheet: Sheet) -> None:
    """The title, the lines under it and the column headers."""
    page.write_string(0, 0, sheet.title, styles("title"))
    page.write_string(1, 0, sheet.measure, styles("measure"))
    if sheet.note:
        page.write_string(2, 0, sheet.note, styles("note"))
    for place, column in enumerate(sheet.columns):
        format_ = STYLES[column.style]
        aligned = "-right" if format_.get("align") == "right" else "-indented" if format_.get("indent") else ""
        page.set_column(place, place, column.width, None, {"hidden": column.hidden})
        page.write_string(HEADER_ROW - 1, place, column.header, styles(column.header_style or f"header{aligned}"))


def _set_up(page: Any, sheet: Sheet, footer: str) -> None:
    """How a sheet is shown, printed and protected."""
    page.hide_gridlines(2)
    page.set_tab_color(TABS[sheet.tab])
    page.freeze_panes(HEADER_ROW, sheet.frozen)
    page.set_landscape()
    page.set_paper(PAPERS[sheet.paper])
    _fit(page, sheet)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    page.repeat_rows(HEADER_ROW - 1)
    # As much of the text as fits, and the number of the page.
    lengths = range(min(len(footer), LONGEST_FOOTER), -1, -1)
    footers = (f"&L&8{footer[:length].replace('&', '&&')}&R&8&P / &N" for length in lengths)
    page.set_footer(next(text for text in footers if len(text.encode("utf-16-le")) // 2 <= LONGEST_FOOTER))
    allowed = ("autofilter", "format_columns", "format_rows", *sheet.allowed)
    page.protect("", dict.fromkeys(allowed, True))
    last = HEADER_ROW + len(sheet.rows)
    if sheet.filtered and sheet.rows and not sheet.tidy:
        page.autofilter(HEADER_ROW - 1, 0, last - 1, len(sheet.columns) - 1)
    page.print_area(0, 0, _below(sheet) + len(sheet.notes), _last_column(sheet))


def _fit(page: Any, sheet: Sheet) -> None:
    """One page wide, or several; charts that fill more than a page are kept whole."""
    if sheet.wide > 1:
        page.repeat_columns(0, sheet.frozen - 1)
    if not sheet.charts or sheet.one_page:
        page.fit_to_pages(sheet.wide, 1 if sheet.one_page else 0)
        return
    scale = min(1.0, PAPER_WIDTH / sum(_pixels(sheet)))
    page.set_print_scale(int(100 * scale))
    row, left, breaks = HEADER_ROW + len(sheet.rows) + 1, 0.0, []
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
    under_table = HEADER_ROW + len(sheet.rows) + 1
    tall = sum(max(map(height, pair)) + GAP for pair in _pairs(sheet.charts))
    rows = -(-tall // ROW)
    if sheet.beside:
        return max(under_table, HEADER_ROW + rows)
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
            writers[type(cell)](number + HEADER_ROW, place, cell, style)
    for block, name in sheet.merged.items():
        top, left, *_ = block
        page.merge_range(*block, sheet.columns[left].header if top == HEADER_ROW - 1 else "", styles(name))


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
        page.write_url(row, place, cell.address, styles(cell.style), cell.text)

    def styled(row: int, place: int, cell: Styled, _: Any) -> None:
        writers[type(cell.cell)](row, place, cell.cell, styles(cell.style))

    def sparkline(row: int, place: int, cell: Sparkline, style: Any) -> None:
        first, last = letter(cell.columns.start), letter(cell.columns.stop - 1)
        page.write_blank(row, place, None, style)
        page.add_sparkline(row, place, {"range": f"'{cell.sheet}'!{first}{cell.row}:{last}{cell.row}", **SPARK})

    writers: dict[type, Callable[[int, int, Any, Any], object]] = {
        str: text,
        Spoken: text,
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
    row, place = (HEADER_ROW - 1, len(sheet.columns)) if sheet.beside else (HEADER_ROW + len(sheet.rows) + 1, 0)
    down = 0
    for pair in _pairs(sheet.charts):
        for number, chart in enumerate(pair):
            across = number * (WIDTH + GAP) + (GAP if sheet.beside else 0)
            at = {"x_offset": across, "y_offset": down, "object_position": 2, "description": chart.alt}
            page.insert_chart(row, place, drawn(book, sheet, chart, styles.palette), at)
        down += max(map(height, pair)) + GAP
    for number, note in enumerate(sheet.notes, _below(sheet)):
        page.write_string(number, 0, note, styles("note"))


def _format_by_value(page: Any, styles: _Styles, column: Column, block: Block) -> None:
    """Formats that follow the value of a cell, and bars."""
    match column.style:
        case "rating" | "rating-input" | "typed-rating" | "guide" | "compared":
            formats = {column.labels.get(word, word): rating_format(paint) for word, paint in styles.palette.items()}
        case "status":
            formats = {word: status_format(word) for word in STATUS_FORMATS}
        case "held-back":
            formats = {HELD_BACK: HELD_BACK_FORMAT}
        case _:
            formats = {}
    for word, properties in formats.items():
        options = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": styles.of(properties)}
        page.conditional_format(*block, options)
    if column.style == "compared":
        between = {"type": "text", "criteria": "containing", "value": figures.DASH, "format": styles.of(BETWEEN_FORMAT)}
        page.conditional_format(*block, between)
    if column.bars:
        page.conditional_format(*block, BARS[column.bars])


def _validation(entry: Entry, header: str) -> Mapping[str, object]:
    """What may be typed, what is said beside a cell that is about to be filled in, and of what is refused."""
    rule: dict[str, object] = {"validate": "any"}
    error = entry.error
    if entry.choices:
        rule = {"validate": "list", "source": entry.choices if isinstance(entry.choices, str) else list(entry.choices)}
        if not isinstance(entry.choices, str):
            error = error or ("No such word", f"Choose one of: {', '.join(entry.choices)}.")
    elif entry.kind == "date":
        rule = {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
        error = "No such day", "Type a day, such as 2026-12-31."
    elif entry.kind == "number":
        rule = {"validate": "decimal", "criteria": "between", "minimum": -FAR, "maximum": FAR}
        error = "No number", "Type a number, without words or units."
    rule["show_error"] = entry.strict
    if error:
        rule |= {"error_title": error[0][:32], "error_message": error[1][:255]}
    if entry.hint:
        rule |= {"input_title": (entry.title or header)[:32], "input_message": entry.hint[:255]}
    return rule
