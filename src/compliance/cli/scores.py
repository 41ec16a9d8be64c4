"""Commands on figures: scores and indicators."""

from __future__ import annotations

from pathlib import Path

import click

from compliance.cli.root import clean, known, main, table


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
@click.pass_obj
def score(root: Path, countries: tuple[str, ...], format_: str) -> None:
    """Print the scores of countries: all of them, or those named.

    A range stands where unanswered criteria leave one open; what is unanswered is never counted as zero.
    """
    from compliance.view.scores import COLUMNS, FORMATS, footnotes, rows, scored

    inputs = clean(root)
    found = scored(inputs.workspace, known(inputs, countries))
    if format_ == "table":
        table(COLUMNS, rows(found), ("left",) * 2 + ("right",) * (len(COLUMNS) - 2))
        for note in footnotes(inputs.workspace, found):
            click.echo(note)
    else:
        click.echo(FORMATS[format_](found))


@main.command()
@click.argument("countries", metavar="[COUNTRY]...", nargs=-1)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv"]),
    default="table",
    show_default=True,
    help="A table to read, or every value with its sources for other programs.",
)
@click.pass_obj
def indicators(root: Path, countries: tuple[str, ...], format_: str) -> None:
    """Print the project indicators of countries: now, baseline, target, status.

    A missing figure stays missing; the reason says what is needed.
    """
    from compliance.view.scores import footnotes, scored
    from compliance.view.standing import COLUMNS, reports, rows

    inputs = clean(root)
    found = scored(inputs.workspace, known(inputs, countries))
    computed = reports(inputs, found)
    if format_ == "csv":
        from compliance.indicators.frames import values

        click.echo(values(computed).to_csv(index=False).rstrip("\n"))
        return
    table(COLUMNS, rows(inputs.workspace, computed), ("left",) * len(COLUMNS))
    for note in footnotes(inputs.workspace, found):
        click.echo(note)
