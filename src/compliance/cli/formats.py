"""The option by which a command is asked for another format."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from compliance.queries.formats import FORMATS

F = TypeVar("F", bound=Callable[..., Any])


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
