"""The one way by which text gets onto a terminal, where nothing that it holds can be a command."""

import os
import sys
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import suppress

import click

from compliance.outgoing import escaped

USUAL = 80
"""Characters a line in a pipe or a file, where nobody says otherwise."""
NARROWEST = 40
"""Characters a line at least; nothing can be laid out in fewer."""


def echo(text: object = "", *, err: bool = False) -> None:
    """Prints a line, or several, with whatever no reader can see written out."""
    click.echo(escaped(str(text)), err=err)


def width() -> int:
    """Characters that a line may have: as many as `COLUMNS` says, else as the terminal has, else 80."""
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isdecimal() and int(wanted):
        return max(int(wanted), NARROWEST)
    with suppress(OSError, ValueError):
        return max(os.get_terminal_size(sys.stdout.fileno()).columns, NARROWEST)
    return USUAL


def flow(text: object = "") -> None:
    """Prints sentences, each line wrapped between words; what is indented stays so."""
    echo("\n".join(line for whole in str(text).split("\n") for line in wrapped(whole, width())))


def flows(texts: Iterable[object]) -> None:
    """The same of several, each from a line of its own; nothing where there are none."""
    for text in texts:
        flow(text)


def wrapped(line: str, wide: int) -> Iterator[str]:
    """A line in lines of so many characters, the further ones indented as the first is, and a little more where it is."""
    indent = line[: len(line) - len(line.lstrip(" "))]
    further = f"{indent}  " if indent else ""
    yield from textwrap.wrap(line, wide, subsequent_indent=further, break_on_hyphens=False) or [""]


def counted(number: int, noun: str) -> str:
    """A count with its noun: `no problems`, `1 file`."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
