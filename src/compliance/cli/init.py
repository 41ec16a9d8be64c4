"""Commands that begin: a new workspace, and the schemas that an editor needs."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from compliance.authoring.edit import fields_in, records_in
from compliance.authoring.opening import identifier, make_folder, workspace_files
from compliance.cli.files import reason, saved, writable
from compliance.cli.shared import FOLDER, command
from compliance.cli.terminal import echo
from compliance.schema import schemas
from compliance.source import Data, read


@command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--country",
    "countries",
    metavar="NAME",
    multiple=True,
    help="A country to begin with, by its English name; by its id where this workspace knows it. May be given again.",
)
def init(root: Path, folder: Path, countries: tuple[str, ...]) -> None:
    """Make a new workspace in FOLDER.

    `compliance check` finds nothing wrong in it. It holds the register of jurisdictions, the files of each country named, a report plan and the schemas that an
    editor needs. What the workspace you stand in knows about a country, such as its parts and obligatory footnotes, is
    taken over. FOLDER must not hold anything yet.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.BadParameter(f"{folder} holds something already; name a new folder.", param_hint="FOLDER")
    register = _register(root)
    entries = [_entry(name, register) for name in dict.fromkeys(countries)]
    wanted = {entry.get("footnote") for entry in entries}
    notes = [note for note in records_in(register.get("footnotes")) if note["id"] in wanted]
    files = {**workspace_files(entries, notes), **{f"schemas/{name}": text for name, text in schemas().items()}}
    try:
        make_folder(folder, files)
    except OSError as error:
        raise click.BadParameter(f"cannot make {folder}: {reason(error)}", param_hint="FOLDER") from None
    echo(folder)
    first = entries[0]["id"] if entries else "COUNTRY"
    todo = "" if entries else "List a country in assessments/jurisdictions.yaml. "
    echo(
        f"{todo}Next, in the new folder: compliance new {first} --cycle {date.today().year + 1} --instrument ets-185",
        err=True,
    )


def _register(root: Path) -> Mapping[str, Data]:
    """The register of the workspace one stands in; empty where there is none that can be read."""
    file = root / "assessments" / "jurisdictions.yaml"
    document, problems = read(root, file) if file.exists() else (None, ())
    return fields_in(document.data) if document is not None and not problems else {}


def _entry(name: str, register: Mapping[str, Data]) -> dict[str, Data]:
    """The entry of a country: the one of the register, or a new one with its name alone."""
    id_ = identifier(name)
    for entry in records_in(register.get("jurisdictions")):
        if entry.get("id") == id_:
            return {field: value for field, value in entry.items() if field != "sources"}
    if not id_:
        raise click.BadParameter(f"`{name}` makes no name of a folder; use Latin letters.", param_hint="--country")
    if not re.search(r"[\w)]$", name):
        what = f"`{name}` ends with a mark, and no footnote for it is known here. Name the country without it and add"
        raise click.BadParameter(f"{what} name, mark and footnote to the register.", param_hint="--country")
    return {"id": id_, "names": [{"text": {"en": name}}]}


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
