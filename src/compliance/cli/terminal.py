"""The one way by which text gets onto a terminal, where nothing that it holds can be a command, and the option for another format."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from compliance.outgoing import escaped
from compliance.queries.formats import FORMATS

F = TypeVar("F", bound=Callable[..., Any])


def echo(text: object = "", *, err: bool = False) -> None:
    """Prints a line, or several, with whatever no reader can see written out."""
    click.echo(escaped(str(text)), err=err)


def format_option(command: str, text: str) -> Callable[[F], F]:
    """`--format` with the formats of a command, explained by a text."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(FORMATS[command]),
        default=FORMATS[command][0],
        show_default=True,
        help=text,
    )
