"""What commands share: a name that must exist, a day, a format, problems that are shown and end a command."""

import re
import sys
from collections.abc import Callable, Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from compliance import problems as printing
from compliance.cli.terminal import counted, echo
from compliance.problems import Problem, closest
from compliance.queries.formats import FORMATS

F = TypeVar("F", bound=Callable[..., Any])
YEAR = click.IntRange(1990, 2200)
FILE = click.Path(path_type=Path, dir_okay=False)
READ = click.Path(path_type=Path, dir_okay=False, exists=True)
"""A file that has to be there."""
FOLDER = click.Path(path_type=Path, file_okay=False)
COUNTRIES = click.argument("countries", metavar="[COUNTRY]...", nargs=-1)


def command(*arguments: str, name: str | None = None) -> Callable[[Callable[..., Any]], click.Command]:
    """What makes a command of a function that is called with the folder; these arguments come before its others."""

    def made(function: Callable[..., Any]) -> click.Command:
        function = click.pass_obj(function)
        for argument in reversed(arguments):  # click reads decorators from the function upwards
            function = click.argument(argument)(function)
        return click.command(name)(function)

    return made


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


def one_of(names: Collection[str], name: str, noun: str, hint: str) -> str:
    """A name that must be among some; wrong use if it is not, with the nearest of them."""
    if name not in names:
        near = closest(name, names)
        raise click.BadParameter(f"there is no {noun} `{name}`. {near or ''}".rstrip(), param_hint=hint)
    return name


def chosen(instruments: Collection[str], instrument: str | None) -> tuple[str, ...]:
    """The instruments asked for, which must exist: that of `--instrument`, or all."""
    return (
        tuple(instruments) if instrument is None else (one_of(instruments, instrument, "instrument", "--instrument"),)
    )


def a_day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """The day that an option names, if it is used; wrong use if that is no day."""
    day = day_of(value or "")
    if value is not None and day is None:
        raise click.BadParameter(f"`{value}` is no day; write one such as 2026-06-30.")
    return day


def day_of(text: str) -> date | None:
    """The day that a text writes in full, if it writes one."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def stop(*sentences: object) -> NoReturn:
    """Says, beside what was printed, why a command ends with status 1, and ends it."""
    for sentence in sentences:
        echo(sentence, err=True)
    sys.exit(1)


def show(problems: Sequence[Problem], format_: str = "text") -> None:
    """Prints problems in a format."""
    for problem in problems:
        echo(printing.FORMATS[format_](problem))


def end_with(problems: Sequence[Problem], rest: str = "nothing was written", unread: Sequence[str] = ()) -> None:
    """Prints problems, and sentences on those that are not for whoever reads this; ends with status 1 if there are any."""
    if problems or unread:
        show(problems)
        for sentence in unread:
            echo(sentence)
        stop(f"{counted(len(problems), 'problem')}; {rest}." if problems else f"{rest.capitalize()}.")


def refuse(reasons: Sequence[str]) -> None:
    """Prints what stands in the way, and ends with status 1, if there is anything."""
    if reasons:
        for reason in reasons:
            echo(reason)
        stop("Nothing was written.")
