"""Commands on scores, and on how far the data reach."""

from datetime import date
from pathlib import Path

import click

from compliance.cli.folder import bill_of, clean, examined, known
from compliance.cli.shared import COUNTRIES, a_day, command, format_option
from compliance.cli.tables import table
from compliance.cli.terminal import echo, flow, flows
from compliance.queries.formats import as_csv, as_json, as_markdown, as_table
from compliance.queries.scores import COVERAGE, AsOf, columns, country_score, covered, exact_columns, footnotes, scored


@command()
@COUNTRIES
@format_option("score", "A table to read, or exact figures for other programs.")
@click.option(
    "--on", metavar="DATE", callback=a_day, help="The law of this day.  [default: the cut-off date of the checklist]"
)
@click.option(
    "--known", "known_on", metavar="DATE", callback=a_day, help="As known on this day.  [default: all that is on file]"
)
@click.option(
    "--with-bill", "bill_id", metavar="ID", help="As if this bill were law, for the country whose bill it is."
)
def score(
    root: Path, *, countries: tuple[str, ...], format_: str, on: date | None, known_on: date | None, bill_id: str | None
) -> None:
    """Print the scores of countries: all of them, or those named.

    A range stands where unanswered criteria leave one open; what is unanswered is never counted as zero.
    """
    inputs = clean(root)
    wanted = known(inputs, countries) or tuple(inputs.workspace.countries)
    bill = bill_of(inputs, wanted, bill_id) if bill_id else None
    wanted = (bill.country,) if bill else wanted
    as_of = AsOf(on=examined(inputs, wanted, on, "--on") if on else None, known=known_on, bill=bill)
    scores = scored(inputs.workspace, wanted, as_of)
    match format_:
        case "json":
            echo(as_json([country_score(score, as_of) for score in scores]))
        case "csv":
            echo(as_csv(exact_columns(scores, as_of), scores))
        case "table":
            table(*as_table(columns(scores), scores))
            flows((*as_of.notes(), *footnotes(inputs.workspace, scores)))


@command()
@COUNTRIES
@format_option("coverage", "A table to read, the same for other programs, or one for a document.")
def coverage(root: Path, countries: tuple[str, ...], format_: str) -> None:
    """Print how far the data reach.

    Counted are answers, by grade of evidence, unanswered criteria, leads and conflicts. Leads are provisions that are noted without a rating.
    """
    inputs = clean(root)
    scores = scored(inputs.workspace, known(inputs, countries))
    match format_:
        case "json":
            echo(as_json([covered(score) for score in scores]))
            return
        case "markdown":
            echo(as_markdown(COVERAGE, scores))
        case _:
            table(*as_table(COVERAGE, scores))
    for note in footnotes(inputs.workspace, scores):
        echo(f"\n{note}") if format_ == "markdown" else flow(note)
