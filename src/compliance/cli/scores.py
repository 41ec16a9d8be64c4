"""Commands on figures: scores, indices, coverage."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from compliance.cli.dates import a_day, bill_of, examined
from compliance.cli.root import clean, known, main, one_of, table
from compliance.cli.terminal import echo


@main.command()
@click.argument("countries", metavar="[COUNTRY]...", nargs=-1)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="A table to read, or exact figures for other programs.",
)
@click.option(
    "--on", metavar="DATE", callback=a_day, help="The law of this day.  [default: the cut-off date of the checklist]"
)
@click.option(
    "--known", "known_on", metavar="DATE", callback=a_day, help="As known on this day.  [default: all that is on file]"
)
@click.option(
    "--with-bill", "bill_id", metavar="ID", help="As if this bill were law, for the country whose bill it is."
)
@click.pass_obj
def score(
    root: Path,
    *,
    countries: tuple[str, ...],
    format_: str,
    on: date | None,
    known_on: date | None,
    bill_id: str | None,
) -> None:
    """Print the scores of countries: all of them, or those named.

    A range stands where unanswered criteria leave one open; what is unanswered is never counted as zero.
    """
    from compliance.queries.scores import FORMATS, Asked, columns, footnotes, rows, scored

    inputs = clean(root)
    wanted = known(inputs, countries) or tuple(inputs.workspace.countries)
    bill = bill_of(inputs, wanted, bill_id) if bill_id else None
    wanted = (bill.country,) if bill else wanted
    asked = Asked(on=examined(inputs, wanted, on, "--on") if on else None, known=known_on, bill=bill)
    found = scored(inputs.workspace, wanted, asked)
    if format_ == "table":
        heads = columns(found)
        table(heads, rows(found), ("left",) * 2 + ("right",) * (len(heads) - 2))
        for note in (*asked.notes(), *footnotes(inputs.workspace, found)):
            echo(note)
    else:
        echo(FORMATS[format_](found, asked))


@main.command()
@click.argument("name", metavar="INDEX")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table to read, or exact figures for other programs.",
)
@click.pass_obj
def index(root: Path, name: str, format_: str) -> None:
    """Print a composite index: every unit, year by year, with its dimensions.

    INDEX is a file of indicators/indices, without its ending. A missing figure leaves a range; it is never counted as zero.
    """
    from compliance.queries.indices import as_json, columns, indexed, notes, rows

    inputs = clean(root)
    indices = inputs.project.indices if inputs.project else {}
    index = indices[one_of(indices, name, "index", "INDEX")]
    indexes = indexed(inputs.project, name) if inputs.project else ()
    if format_ == "json":
        echo(as_json(inputs.workspace, index, indexes))
        return
    heads = columns(index)
    table(heads, rows(inputs.workspace, index, indexes), ("left",) + ("right",) * (len(heads) - 1))
    for note in notes(inputs.workspace, indexes):
        echo(note)


@main.command()
@click.argument("countries", metavar="[COUNTRY]...", nargs=-1)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "markdown"]),
    default="table",
    show_default=True,
    help="A table to read, or one for a document.",
)
@click.pass_obj
def coverage(root: Path, countries: tuple[str, ...], format_: str) -> None:
    """Print how far the data reach: answered, by grade of evidence, unanswered, leads, conflicts.

    Leads are provisions that are noted without a rating.
    """
    from compliance.queries.coverage import COLUMNS, markdown, rows
    from compliance.queries.scores import footnotes, scored

    inputs = clean(root)
    found = scored(inputs.workspace, known(inputs, countries))
    if format_ == "markdown":
        echo(markdown(COLUMNS, rows(found)))
    else:
        table(COLUMNS, rows(found), ("left",) * 2 + ("right",) * (len(COLUMNS) - 2))
    for note in footnotes(inputs.workspace, found):
        echo(f"\n{note}" if format_ == "markdown" else note)
