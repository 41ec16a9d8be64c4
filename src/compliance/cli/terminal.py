"""The one way by which text gets onto a terminal, where nothing that it holds can be a command."""

from __future__ import annotations

import click

from compliance.outgoing import escaped


def echo(text: object = "", *, err: bool = False) -> None:
    """Prints a line, or several, with whatever no reader can see written out."""
    click.echo(escaped(str(text)), err=err)


def counted(number: int, noun: str) -> str:
    """A count with its noun: `no problems`, `1 file`."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
