"""Sheets as immutable values: what stands in which cell, before anything is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Tab = Literal["input", "result", "reference"]
"""What a sheet is for; decides the colour of its tab."""

LONGEST_NAME = 31
"""Characters that the name of a sheet may have."""
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
"""What no name of a sheet may hold, and the mark that ends it inside a formula."""

HEAD = 4
"""The row of the heads; the table begins in the next one."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the value that the engine gives it."""

    text: str
    """The formula, with its equals sign."""
    value: Fraction | int | str
    """Its value; an empty text where there is none."""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere."""

    address: str
    """Where to: a web address, or `internal:'Sheet'!A1`."""
    text: str
    """What it says."""


@dataclass(frozen=True, slots=True)
class Styled:
    """A cell that looks other than its column."""

    cell: str | int | Fraction | Decimal | date | Formula | None
    """What stands in it."""
    style: str
    """How it looks: a key of `STYLES`."""


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A small line that draws the numbers of a row of another sheet, gaps where there are none."""

    sheet: str
    """Name of that sheet."""
    row: int
    """The row, counted from 1."""
    columns: range
    """The columns, counted from 0."""


Cell = str | int | Fraction | Decimal | date | Formula | Link | Styled | Sparkline | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table."""

    head: str
    """Its head."""
    width: float
    """Its width in characters."""
    style: str = "text"
    """How its cells look: a key of `STYLES`."""
    name: str | None = None
    """A name for its cells, by which formulas refer to them."""
    choices: tuple[str, ...] = ()
    """The words that a reader may choose from."""
    printed: bool = True
    """Whether it is printed; columns that are not stand to the right of those that are."""
    hidden: bool = False
    """Whether it is there for charts and formulas alone, and shown only when asked for."""
    bars: bool = False
    """Whether its numbers carry a bar."""
    typed: Literal["number", "date"] | None = None
    """What a reader may type, where that is no word of a list."""
    hint: str | None = None
    """What a reader is told who is about to type."""


@dataclass(frozen=True, slots=True)
class Said:
    """A title that follows a cell."""

    sheet: str
    """Name of the sheet."""
    row: int
    """Its row, counted from 1."""
    column: int
    """Its column, counted from 0."""
    text: str
    """What stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A stacked bar chart of counts by rating: a row of the table a bar, a column a rating."""

    title: str | Said
    """The finding."""
    alt: str
    """What it shows, for those who do not see it."""
    labels: int
    """Column of the names of the bars."""
    ratings: Mapping[str, int]
    """Columns of the counts, by rating, in order."""
    rows: range
    """Rows of the sheet, counted from 1."""
    sheet: str | None = None
    """Name of the sheet with the table; none for the one on which the chart stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """A chart of open ranges between 0 and 100: a row of the table a hollow bar."""

    title: str | Said
    """The finding."""
    alt: str
    """What it shows, for those who do not see it."""
    labels: int
    """Column of the names."""
    low: int
    """Column of the low ends."""
    width: int
    """Column of how far the bars reach beyond."""
    rows: range
    """Rows of the sheet, counted from 1."""
    sheet: str | None = None
    """Name of the sheet with the table; none for the one on which the chart stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A chart of how much of its way each row has gone: a column, with marks where it should be and where it should arrive."""

    title: str | Said
    """The finding."""
    alt: str
    """What it shows, for those who do not see it."""
    labels: int
    """Column of the names."""
    gone: int
    """Column of the shares that have been gone."""
    marks: tuple[int, int]
    """Columns of the shares expected by now, and of the target."""
    rows: range
    """Rows of the sheet, counted from 1."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart over years: a row of the table."""

    row: int
    """The row, counted from 1."""
    role: Literal["actual", "planned", "end"]
    """What it is: figures, where they should be, or an end of a range."""
    hollow: tuple[int, ...] = ()
    """Places of its points that are drawn hollow, counted from 0."""
    last: int | None = None
    """The place of its last point, which carries its figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A chart over years: rows of the table as lines."""

    title: str | Said
    """The finding."""
    alt: str
    """What it shows, for those who do not see it."""
    lines: tuple[Line, ...]
    """The lines; the name of each stands in the column of labels."""
    labels: int
    """Column of the names of the lines."""
    years: range
    """Columns of the years, counted from 0."""
    style: str
    """How its figures look: a key of `STYLES`."""


MANY = 12
"""From so many columns on, a chart takes the width of two and no longer prints their figures."""

Chart = Bars | Spans | Bullets | Course


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: a title, a line that says what is measured, one table, and what stands under it."""

    name: str
    """Its name, of 31 characters at most."""
    about: str
    """What it holds, for the list of sheets."""
    tab: Tab
    """What it is for."""
    title: str
    """Its title: the finding."""
    measure: str
    """What is measured, of whom, when."""
    columns: tuple[Column, ...]
    """Columns of its table."""
    rows: tuple[tuple[Cell, ...], ...]
    """Rows of its table."""
    strong: frozenset[int] = frozenset()
    """Rows that sum up others, counted from 0."""
    frozen: int = 1
    """How many columns stay in sight."""
    wide: int = 1
    """How many pages it is wide in print; what stays in sight is repeated on each."""
    one_page: bool = False
    """Whether it is printed on a single page."""
    filtered: bool = True
    """Whether its rows can be filtered."""
    charts: tuple[Chart, ...] = ()
    """Charts, two side by side."""
    beside: bool = False
    """Whether the charts stand to the right of the table; else under it."""
    tidy: str | None = None
    """For a sheet that is a table for other programs: the name of that table."""
    hidden: bool = False
    """Whether readers are kept from it: it is there for the program alone."""
    notes: tuple[str, ...] = ()
    """Lines under the table and its charts; footnotes are the last."""
    names: Mapping[str, tuple[int, int, int, int]] = field(default_factory=dict)
    """Names of single cells and blocks: first row, first column, last row, last column, counted from 0."""
    lists: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Cells in which a reader chooses from the cells of a name: row and column, counted from 0."""


def letter(column: int) -> str:
    """The letter of a column counted from 0."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters
