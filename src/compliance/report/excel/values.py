"""Sheets as immutable values: what stands in which cell, before anything is written."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeVar

from xlsxwriter.utility import xl_col_to_name

T = TypeVar("T")

Tab = Literal["input", "result", "reference"]
"""What a sheet is for; decides the colour of its tab."""
Block = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 0."""

LONGEST_NAME = 31
"""Characters that the name of a sheet may have."""
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
"""What no name of a sheet may hold, and the mark that ends it inside a formula."""

SIGNED = "(written by the program; write below this line, or take the comment away)"
"""The last line of every comment that a workbook leaves with; what stands below it, a reader wrote."""

HEADER_ROW = 4
"""The row of the column headers; the table begins in the next one."""

letter: Callable[[int], str] = xl_col_to_name
"""The letter of a column counted from 0."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, with its equals sign, and the value that the engine gives it; an empty text where there is none."""

    text: str
    value: Fraction | int | str


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a web address, or to `internal:'Sheet'!A1`."""

    address: str
    text: str
    style: str = "link"
    """A key of `STYLES`."""


@dataclass(frozen=True, slots=True)
class Styled:
    """A cell with another style than its column, a key of `STYLES`."""

    cell: str | int | Fraction | Decimal | date | Formula | None
    style: str


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A small line that draws the numbers of a row of another sheet, gaps where there are none."""

    sheet: str
    row: int
    columns: range
    """The columns, counted from 0."""


Cell = str | int | Fraction | Decimal | date | Formula | Link | Styled | Sparkline | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What may be typed into cells, and what a spreadsheet says about it."""

    kind: Literal["text", "number", "date"] = "text"
    """Whether a number or a day is demanded."""
    choices: tuple[str, ...] | str = ()
    """The words to choose from, or the cells that hold them: `=Acts!$A$5:$A$40`."""
    hint: str = ""
    """What a reader is told who is about to type."""
    title: str = ""
    """Title of the hint; the header of the column where it is empty."""
    error: tuple[str, str] | None = None
    """Title and text of what is said of anything else, where the usual words do not do."""
    strict: bool = True
    """Whether anything else than the choices is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table."""

    header: str
    width: float
    """In characters."""
    style: str = "text"
    """Style of its cells: a key of `STYLES`."""
    header_style: str | None = None
    """Style of its header, where that does not follow from the style of its cells."""
    name: str | None = None
    printed: bool = True
    """Whether it is printed; columns that are not stand to the right of those that are."""
    hidden: bool = False
    """Whether it is there for charts and formulas alone, and shown only when asked for."""
    bars: str | None = None
    """The bars that its numbers carry: a key of `BARS`."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What its cells show of the words that decide their format, where that is something else."""
    entry: Entry | None = None


Shown = tuple[Column, Callable[[T], Cell]]
"""A column, and what it shows of a thing."""
Table = Sequence[Shown[T]]
"""The columns of a sheet; every row is a thing."""


def column(
    header: str,
    get: Callable[[T], Cell],
    width: float,
    style: str = "text",
    *,
    bars: str | None = None,
    printed: bool = True,
    entry: Entry | None = None,
) -> Shown[T]:
    """A column, and what it shows."""
    return Column(header=header, width=width, style=style, bars=bars, printed=printed, entry=entry), get


def columns_of(table: Table[T]) -> tuple[Column, ...]:
    """The columns of a table, in order."""
    return tuple(column for column, _ in table)


def rows_of(table: Table[T], things: Iterable[T]) -> tuple[Row, ...]:
    """A row for each thing."""
    return tuple(tuple(get(thing) for _, get in table) for thing in things)


def rows_by_key(keys: Iterable[str], rows: Iterable[Mapping[str, Cell]]) -> tuple[Row, ...]:
    """Rows whose cells are known by the keys of their columns; what a row does not have stays empty."""
    order = tuple(keys)
    return tuple(tuple(cells.get(key) for key in order) for cells in rows)


def addresses(keys: Iterable[str], row: int) -> Mapping[str, str]:
    """The cells of a row, counted from 1, by the keys of their columns: `$C7`."""
    return {key: f"${letter(place)}{row}" for place, key in enumerate(keys)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What all charts have; columns are counted from 0, rows from 1."""

    title: str | Formula
    """A text, or the cell whose text it follows."""
    alt: str
    """What it shows, for those who do not see it."""
    labels: int
    """Column of the names."""
    rows: range = range(0)
    """The rows of a table that are drawn, where each is drawn alike."""
    sheet: str | None = None
    """Name of the sheet with the table; none for the one on which the chart stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Drawing):
    """A stacked bar chart of counts by rating: a row of the table a bar, a column a rating."""

    ratings: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans(Drawing):
    """A chart of open ranges between 0 and 100: a row of the table a hollow bar."""

    low: int
    width: int
    """Column of how far the bars reach beyond."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets(Drawing):
    """A chart of how much of its way each row has gone: a column, with marks where it should be and where it should arrive."""

    gone: int
    """Column of the shares that have been gone."""
    marks: tuple[int, int]
    """Columns of the shares expected by now, and of the target."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart over years: a row of the table."""

    row: int
    role: Literal["actual", "planned", "end"]
    """What it is: figures, where they should be, or an end of a range."""
    hollow: tuple[int, ...] = ()
    """Places of its points that are drawn hollow, counted from 0."""
    last: int | None = None
    """The place of its last point, which carries its figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend(Drawing):
    """A chart over years: rows of the table as lines."""

    lines: tuple[Line, ...]
    years: range
    style: str
    """Style of its figures: a key of `STYLES`."""
    unit: str
    """What its figures count."""


MANY = 12
"""From so many columns on, a chart takes the width of two and no longer prints their figures."""

Chart = Bars | Spans | Bullets | Trend


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: a title, a line that says what is measured, one table, and what stands under it."""

    name: str
    about: str = ""
    """What it holds, for the list of sheets."""
    tab: Tab = "result"
    title: str
    measure: str
    note: str = ""
    """A line between that and the column headers."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    strong: frozenset[int] = frozenset()
    """Rows that sum up others, counted from 0."""
    frozen: int = 1
    """How many columns stay in sight."""
    paper: Literal["A4", "A3"] = "A4"
    wide: int = 1
    """How many pages it is wide in print; what stays in sight is repeated on each."""
    one_page: bool = False
    filtered: bool = True
    allowed: tuple[str, ...] = ()
    """What a reader may do beside typing, filtering and widening: `sort`, `insert_rows`."""
    charts: tuple[Chart, ...] = ()
    beside: bool = False
    """Whether the charts stand to the right of the table; else under it."""
    tidy: str | None = None
    """For a sheet that is a table for other programs: the name of that table."""
    notes: tuple[str, ...] = ()
    """Lines under the table and its charts; footnotes are the last."""
    names: Mapping[str, Block] = field(default_factory=dict)
    entries: Mapping[tuple[int, int], Entry] = field(default_factory=dict)
    """What a reader may type into single cells: row and column, counted from 0."""
    marks: Mapping[Block, str] = field(default_factory=dict)
    """Cells that are marked as still to be filled in wherever a formula, written for the first of them, holds."""
    merged: Mapping[Block, str] = field(default_factory=dict)
    """Cells that are joined into an empty one, with its style; in the row of headers into the first of these."""
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """What the program remarks on cells: row and column, counted from 0; it signs each."""
    heights: Mapping[int, float] = field(default_factory=dict)
    """Heights of rows in points, counted from 0, where they are not the usual ones."""


@dataclass(frozen=True, slots=True)
class Store:
    """A sheet that is kept from readers: rows from the first one on, for the program alone."""

    name: str
    rows: tuple[tuple[str | int | None, ...], ...]
