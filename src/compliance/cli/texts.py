"""The command that stores the text of an act."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from compliance.authoring.evidence import store, taken
from compliance.checks.quotes import is_of_today, suspects
from compliance.checks.walk import bases
from compliance.cli.shared import one_of
from compliance.cli.terminal import counted, echo
from compliance.cli.writing import BY, ON, day, one_line, writing
from compliance.folder import read_workspace
from compliance.queries.evidence import misquoted, suspicious


@click.command()
@click.argument("country")
@click.argument("act")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--language", metavar="CODE", callback=one_line, help="Language code of the text.")
@BY
@ON
@click.pass_obj
def add(root: Path, *, country: str, act: str, file: Path, language: str | None, by: str, on: date | None) -> None:
    """Store the text of an act, and check quotations against it.

    FILE is a PDF or a plain text. It lies in texts/ of the country's folder; legislation.yaml gets its SHA-256. A newer text takes the place of the one
    before, and what no longer agrees with it is listed with the difference.
    """
    with writing(root, country, "add-evidence", by) as (workspace, name):
        one_of(workspace.countries[country].acts(), act, "act", "ACT")
        document = taken(file)
        new = store(workspace, workspace.countries[country], act, document, language=language, on=day(on), by=name)
        after, _ = read_workspace(root)
    mine = [basis for basis in bases(after) if basis.answered.country.id == country and basis.basis.act == act]
    quoting = [basis for basis in mine if basis.basis.quote and is_of_today(basis)]
    wrong = [
        suspect
        for suspect in suspects(after)
        if suspect.based.answered.country.id == country and suspect.based.basis.act == act
    ]
    echo(f"{act}: {'stored' if new else 'already stored'}, SHA-256 {document.sha256}.")
    if document.ending == "pdf" and document.words is None:
        echo("The PDF holds pictures and no text: quotations cannot be checked against it.")
        return
    echo(f"{counted(len(quoting), 'quotation')} of it, {counted(len(wrong), 'suspect')}.")
    for line in suspicious(map(misquoted, wrong)):
        echo(line)
