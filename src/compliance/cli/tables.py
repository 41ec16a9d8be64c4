"""Tables on a terminal."""

from __future__ import annotations

import sys

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from compliance.cli.terminal import echo
from compliance.outgoing import escaped


def table(headers: tuple[str, ...], rows: tuple[tuple[str, ...], ...], sides: tuple[str, ...]) -> None:
    """A table on the terminal; as wide as it needs where the output goes to a file. Of nothing it says so."""
    if not rows:
        echo("nothing is on file for such a table.", err=True)
        return
    console = Console(width=None if sys.stdout.isatty() else 240, highlight=False)
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for header, side in zip(headers, sides, strict=True):
        drawn.add_column(header, justify="right" if side == "right" else "left")
    for row in rows:
        drawn.add_row(*(Text(escaped(cell)) for cell in row))
    console.print(drawn)
