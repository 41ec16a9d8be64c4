"""Commands that write indicators for the systems of others."""

from __future__ import annotations

from pathlib import Path

import click

from compliance.cli.files import output_option, saved
from compliance.cli.folder import clean, known, planned
from compliance.cli.shared import format_option
from compliance.cli.terminal import echo
from compliance.queries.export import exact_values, metadata
from compliance.queries.formats import as_csv, as_json
from compliance.queries.iati import as_iati
from compliance.queries.indicator_table import VALUES, every_value, footnotes, reports

OUTPUT = output_option("The file to write.")


@click.command()
@click.argument("countries", metavar="[COUNTRY]...", nargs=-1)
@OUTPUT
@click.pass_obj
def iati(root: Path, countries: tuple[str, ...], output: Path) -> None:
    """Write results in the form of IATI 2.03.

    IATI is the International Aid Transparency Initiative. Each country is a dimension of its values. Who publishes the project, and since when it runs, stands in
    indicators/activity.yaml; without it the file holds the results alone, to be put into an activity that is published
    already.
    """
    inputs = clean(root)
    project, wanted = planned(inputs), known(inputs, countries)
    saved(output, as_iati(inputs, project, reports(inputs, wanted), footnotes(inputs, wanted)))
    if project.activity is None:
        echo("Results alone: indicators/activity.yaml would say who publishes the project.", err=True)


@click.command()
@click.argument("countries", metavar="[COUNTRY]...", nargs=-1)
@format_option("export indicators", "A table, or the same as JSON.")
@OUTPUT
@click.pass_obj
def indicators(root: Path, *, countries: tuple[str, ...], format_: str, output: Path) -> None:
    """Write every value of every indicator with its sources.

    Beside the file stands another that explains its columns. Values are exact fractions; what is missing is left empty, in JSON null.
    """
    inputs = clean(root)
    project, wanted = planned(inputs), known(inputs, countries)
    computed = reports(inputs, wanted)
    content = as_csv(VALUES, every_value(computed)) if format_ == "csv" else as_json(exact_values(computed))
    saved(output, f"{content}\n".encode())
    about = metadata(inputs, project, computed, footnotes(inputs, wanted), output.name)
    saved(output.with_name(f"{output.stem}.metadata.json"), about.encode())
