"""The one way by which text gets onto a terminal: nothing that it holds can be a command there."""

from __future__ import annotations

import click

from compliance.outgoing import escaped


def echo(text: object = "", *, err: bool = False) -> None:
    """Prints a line, or several, with whatever no reader can see written out."""
    click.echo(escaped(str(text)), err=err)
