"""Files that commands write where they are told."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NoReturn, TypeVar

import click

from compliance.cli.shared import FILE, FOLDER, stop
from compliance.cli.terminal import echo
from compliance.report.files import write_whole

F = TypeVar("F", bound=Callable[..., Any])


def output_option(text: str) -> Callable[[F], F]:
    """`--output` with the file to write, explained by a text."""
    return click.option("--output", type=FILE, required=True, help=text)


def folder_option(default: str, text: str) -> Callable[[F], F]:
    """`--output` with the folder to write into, explained by a text."""
    return click.option("--output", type=FOLDER, default=Path(default), show_default=True, help=text)


def writable(folder: Path) -> Path:
    """The folder, made if need be; wrong use where nothing can be written to it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):  # what a system allows, only trying tells
            return folder
    except OSError as error:
        raise click.BadParameter(f"cannot write to {folder}: {reason(error)}", param_hint="--output") from error


def saved(file: Path, content: bytes, hint: str = "--output") -> None:
    """Writes a file whole and says where it is; wrong use where it cannot be written."""
    try:
        write_whole(file, content)
    except OSError as error:
        raise click.BadParameter(f"cannot write {file}: {reason(error)}", param_hint=hint) from None
    echo(file)


def reason(error: OSError) -> str:
    """Why the system refuses to write."""
    return (error.strerror or "it cannot be written").lower()


def unwritten(place: str, error: OSError) -> NoReturn:
    """Ends with status 1 where the system does not let a command write; what it says holds wherever it was stopped."""
    again = "Every file is as it was or as it should be; when the fault is mended, run the same again."
    stop(f"Cannot write in {place}: {reason(error)}.", again)
