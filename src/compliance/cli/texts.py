"""The command that stores the text of an act, or a copy of a document."""

from pathlib import Path

import click

from compliance.authoring.evidence import Taken, store, store_copy, taken
from compliance.cli.shared import READ, one_of
from compliance.cli.terminal import counted, echo
from compliance.cli.writing import BY, ON, Doing, change, one_line, writing
from compliance.folder import read_workspace
from compliance.queries.evidence import quoted, suspicious
from compliance.workspace import COPIES, Workspace


@change("document")
@click.argument("file", type=READ)
@click.option("--language", metavar="CODE", callback=one_line, help="Language code of the text of an act.")
@BY
@ON
def add(doing: Doing, *, document: str, file: Path, language: str | None) -> None:
    """Store the text of an act, or a copy of a document.

    DOCUMENT is the id of an act or of a source. Of an act, FILE is a PDF or a plain text; it lies in texts/ of the country's
    folder, legislation.yaml gets its SHA-256, and quotations are checked against it. A newer text takes the place of the one
    before, and what no longer agrees with it is listed with the difference.

    Of a source, such as a judgment, a letter or a table, FILE is of any kind, of 50 MB at most. It lies in documents/,
    sources.yaml gets its SHA-256, and nobody opens it. Another file is added to those that are there.
    """
    with writing(doing, "add-evidence") as (workspace, name):
        here = workspace.countries[doing.country]
        one_of((*here.acts(), *here.documents()), document, "act or source", "DOCUMENT")
        if document in here.acts():
            text = taken(file)
            new = store(workspace, here, document, text, language=language, on=doing.on, by=name)
        elif language:
            raise click.UsageError("--language is of the text of an act; a source has a language of its own.")
        else:
            copy, new = store_copy(workspace, here, here.documents()[document], file, on=doing.on, by=name)
            word = "stored" if new else "already stored"
            echo(f"{document}: {word} as {COPIES}/{copy.file}, SHA-256 {copy.sha256}.")
            return
        after, _ = read_workspace(doing.root, logs=False)
    _stored(after, doing.country, document, text, new=new)


def _stored(after: Workspace, country: str, act: str, document: Taken, *, new: bool) -> None:
    """Says that a text is stored, and what no longer agrees with it."""
    of_act = quoted(after, country, act)
    echo(f"{act}: {'stored' if new else 'already stored'}, SHA-256 {document.sha256}.")
    if document.ending == "pdf" and document.words is None:
        echo("The PDF holds pictures and no text: quotations cannot be checked against it.")
        return
    echo(f"{counted(of_act.count, 'quotation')} of it, {counted(len(of_act.suspects), 'suspect')}.")
    for line in suspicious(of_act.suspects):
        echo(line)
