"""Tables on a terminal, as wide as it is: text wraps, then columns that matter less are left out, at last records are stacked."""

import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Drawing
from rich.text import Text

from compliance.cli.terminal import echo, width, wrapped
from compliance.outgoing import escaped

GAP = 2
"""Characters between columns."""
LINES = 3
"""Over so many lines a text wraps before a column is left out instead."""
LONGEST_WORD = 30
"""Characters of a word, such as an address, from which on it may be broken."""


class Cells(NamedTuple):
    """A column: its header, its cells, and how it is laid out."""

    header: str
    cells: tuple[str, ...]
    side: str
    rank: int
    """The higher, the sooner it is left out; 0 never is."""

    @property
    def natural(self) -> int:
        """The width in which nothing wraps."""
        return max(map(cell_len, (self.header, *self.cells)))

    def least(self, lines: int) -> int:
        """The width in which no figure and no word is cut, and no text takes more than so many lines."""
        texts = [cell for cell in self.cells if not self.whole(cell)]
        words = [word for text in (self.header, *texts) for word in text.split(" ")]
        word = min(max(map(cell_len, words)), LONGEST_WORD)
        whole = max((cell_len(cell) for cell in self.cells if self.whole(cell)), default=0)
        return max(word, whole, -(-max(map(cell_len, texts), default=0) // lines))

    def whole(self, cell: str) -> bool:
        """Whether a cell never wraps, as a figure, a range, a moment or a bar."""
        return self.side == "right" or not any(map(str.isalpha, cell))


def table(
    headers: Sequence[str], rows: Sequence[Sequence[str]], sides: Sequence[str], ranks: Sequence[int] = ()
) -> None:
    """A table on the terminal, with a line on what it has no room for. Of nothing it says so."""
    if not rows:
        echo("nothing is on file for such a table.", err=True)
        return
    echo("\n".join(("", *laid_out(headers, rows, sides, ranks, width()), "")))


def laid_out(
    headers: Sequence[str], rows: Sequence[Sequence[str]], sides: Sequence[str], ranks: Sequence[int], room: int
) -> Iterator[str]:
    """The lines of a table of one row at least, none longer than there is room, and what had to be left out."""
    described = zip(headers, zip(*rows, strict=True), sides, ranks or (0,) * len(headers), strict=False)
    columns = tuple(
        Cells(escaped(header), tuple(map(escaped, cells)), side, rank) for header, cells, side, rank in described
    )
    shown, widths = fitted(columns, room)
    yield from _drawn(shown, widths) if widths else _stacked(shown, room)
    left_out = ", ".join(column.header for column in columns if column not in shown)
    if left_out:
        yield ""
        yield from wrapped(f"Left out, for want of room: {left_out}. `--format json` has everything.", room)


def fitted(columns: Sequence[Cells], room: int) -> tuple[tuple[Cells, ...], tuple[int, ...]]:
    """The columns for which there is room, each with its width; no widths where even those that matter most have none."""
    for rank in sorted({column.rank for column in columns} | {0}, reverse=True):
        shown = tuple(column for column in columns if column.rank <= rank)
        if widths := _widths(shown, room, LINES):
            return shown, widths
    return shown, _widths(shown, room, room)


def _widths(columns: Sequence[Cells], room: int, lines: int) -> tuple[int, ...]:
    """The widths of columns: the widest give way until there is room for all; none where there is not."""
    least = [column.least(lines) for column in columns]
    widths = [column.natural for column in columns]
    inside = room - GAP * (len(columns) - 1)
    if sum(least) > inside:
        return ()
    while sum(widths) > inside:
        loose = [place for place, wide in enumerate(widths) if wide > least[place]]
        widths[max(loose, key=lambda place: widths[place])] -= 1
    return tuple(widths)


def _drawn(columns: Sequence[Cells], widths: Sequence[int]) -> Iterator[str]:
    drawing = Drawing(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0))
    for column, wide in zip(columns, widths, strict=True):
        side = "right" if column.side == "right" else "left"
        drawing.add_column(column.header, justify=side, width=wide, overflow="fold")  # type: ignore[arg-type]
    for row in zip(*(column.cells for column in columns), strict=True):
        drawing.add_row(*map(Text, row))
    page = io.StringIO()
    # Nothing but characters: no colour, whatever the terminal can do.
    Console(file=page, width=sum(widths) + GAP * len(widths), color_system=None, highlight=False).print(drawing)
    yield from (line.rstrip(" ") for line in page.getvalue().splitlines())


def _stacked(columns: Sequence[Cells], room: int) -> Iterator[str]:
    """The records of a table one below the other, each cell behind its header; further lines of a record are indented."""
    for row in zip(*(column.cells for column in columns), strict=True):
        line = ""
        for column, cell in zip(columns, row, strict=True):
            value = cell.replace(" ", _KEPT) if column.whole(cell) else cell
            piece = f"{column.header}: {value}".removeprefix(": ") if cell else ""
            longer = f"{line}{' ' * GAP if line.strip() else ''}{piece}"
            if cell_len(longer) > room and line.strip():
                yield from _in_lines(line, room)
                longer = f"{' ' * GAP}{piece}"
            line = longer if piece else line
        yield from _in_lines(line, room)


def _in_lines(line: str, room: int) -> Iterator[str]:
    return (each.replace(_KEPT, " ") for each in wrapped(line, room))


_KEPT = "\x1f"
"""Stands for a blank at which no line breaks, inside a figure such as `3 of 12`."""
