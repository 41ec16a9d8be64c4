"""Sheets as immutable values: what stands in which cell, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Tab = Literal["input", "result", "reference"]
"""What a sheet is for; decides the colour of its tab."""

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

    cell: str | int | Fraction | Decimal | Formula | None
    """What stands in it."""
    style: str
    """How it looks: a key of `STYLES`."""


Cell = str | int | Fraction | Decimal | date | Formula | Link | Styled | None


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
    bars: bool = False
    """Whether its numbers carry a bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A stacked bar chart of counts by rating: a row of the table a bar, a column a rating."""

    title: str
    """The finding."""
    alt: str
    """What it shows, for those who do not see it."""
    labels: int
    """Column of the names of the bars."""
    ratings: Mapping[str, int]
    """Columns of the counts, by rating, in order."""
    rows: range
    """Rows of the sheet, counted from 1."""


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
    one_page: bool = False
    """Whether it is printed on a single page."""
    filtered: bool = True
    """Whether its rows can be filtered."""
    charts: tuple[Bars, ...] = ()
    """Charts under the table."""
    hidden: bool = False
    """Whether readers are kept from it: it is there for the program alone."""
    notes: tuple[str, ...] = ()
    """Lines under the table and its charts; footnotes are the last."""
    names: Mapping[str, tuple[int, int, int, int]] = field(default_factory=dict)
    """Names of single cells and blocks: first row, first column, last row, last column, counted from 0."""


def letter(column: int) -> str:
    """The letter of a column counted from 0."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters
