"""The command that writes the schemas."""

from pathlib import Path

import click

from compliance.cli.files import saved, writable
from compliance.cli.shared import FOLDER
from compliance.cli.terminal import echo
from compliance.schema import schemas


@click.command()
@click.option("--output", type=FOLDER, help="Folder for one file a document type; without it, the names are listed.")
def schema(output: Path | None) -> None:
    """Write a JSON Schema for each type of document.

    An editor completes and explains fields by it.
    """
    if output is None:
        echo("\n".join(schemas()))
        return
    folder = writable(output)
    for name, text in schemas().items():
        saved(folder / name, text.encode())
