"""Commands that write data for the systems of others."""

from datetime import date
from pathlib import Path

import click

from compliance.cli.files import output_option, saved, writable
from compliance.cli.folder import clean, examined, known, planned
from compliance.cli.shared import COUNTRIES, a_day, command, end_with, format_option, one_of
from compliance.cli.terminal import echo
from compliance.problems import Position, Problem
from compliance.queries.datapackage import LICENCE, LICENCE_FILE, data_package, zipped
from compliance.queries.datasets import INDICATORS, selection
from compliance.queries.frames import as_csv, frame
from compliance.queries.iati import as_iati, composite
from compliance.queries.indicators import as_records, footnotes, metadata, reports

OUTPUT = output_option("The file to write.")
UNPUBLISHED = Problem(
    Position("indicators/activity.yaml"),
    "missing-file",
    "the file is missing: without it nobody knows who publishes the project",
    hint="write it as docs/indicators.md shows, or ask for --results-only",
)


@command()
@COUNTRIES
@click.option(
    "--results-only", is_flag=True, help="The results alone, to be put into an activity that is published already."
)
@OUTPUT
def iati(root: Path, *, countries: tuple[str, ...], results_only: bool, output: Path) -> None:
    """Write the results as IATI 2.03.

    The form is that of the International Aid Transparency Initiative. Each country is a dimension of its values. Who publishes the project, and since when it runs, stands in
    indicators/activity.yaml; without it there is nothing to publish but the results alone. Composites, which measure
    other indicators or the figures on file, are no results and are left out.
    """
    inputs = clean(root)
    project, wanted = planned(inputs), known(inputs, countries)
    end_with((UNPUBLISHED,) if project.activity is None and not results_only else ())
    content = as_iati(inputs, project, reports(inputs, wanted), footnotes(inputs, wanted), results_only=results_only)
    saved(output, content)
    if left_out := [indicator.id for indicator in project.logframe.indicators if composite(indicator)]:
        echo(f"Left out, as composites are no results: {', '.join(left_out)}.", err=True)


@command()
@COUNTRIES
@format_option("export indicators", "A table, or the same as JSON.")
@OUTPUT
def indicators(root: Path, *, countries: tuple[str, ...], format_: str, output: Path) -> None:
    """Write every value of every indicator.

    Each stands with its sources; a file beside it explains the columns. Numbers have six decimal places, with the exact fraction beside them; what is missing is left empty, in JSON null.
    """
    inputs = clean(root)
    project, selected = planned(inputs), selection(inputs, known(inputs, countries))
    table = as_records(INDICATORS, selected).encode() if format_ == "json" else as_csv(frame(INDICATORS, selected))
    saved(output, table)
    saved(output.with_name(f"{output.stem}.metadata.json"), metadata(selected, project, output.name).encode())


@command()
@COUNTRIES
@click.option("--cycle", metavar="CYCLE", help="The round of assessment.  [default: the latest of each country]")
@click.option(
    "--on", metavar="DATE", callback=a_day, help="The law of this day.  [default: the cut-off date of the checklist]"
)
@click.option(
    "--licence",
    metavar="ID",
    help="Under which licence the data may be used, such as CC-BY-4.0.  [default: the folder's file LICENSE]",
)
@click.option(
    "--output", type=click.Path(path_type=Path), required=True, help="The folder to write, or a file that ends in .zip."
)
def datapackage(
    root: Path, *, countries: tuple[str, ...], cycle: str | None, on: date | None, licence: str | None, output: Path
) -> None:
    """Write every table as one Data Package.

    It consists of CSV files and datapackage.json, which describes them. The description has the type, meaning and unit of every column, the keys by which tables belong together, sources
    and licence.
    """
    if licence and not LICENCE.fullmatch(licence):
        raise click.BadParameter(f"`{licence}` is no identifier such as CC-BY-4.0.", param_hint="--licence")
    inputs = clean(root)
    wanted = known(inputs, countries)
    cycles = {held for id_ in wanted or inputs.workspace.countries for held in inputs.workspace.countries[id_].cycles()}
    if cycle:
        one_of(cycles, cycle, "cycle", "--cycle")
    day = examined(inputs, wanted or tuple(inputs.workspace.countries), on, "--on") if on else None
    files = data_package(selection(inputs, wanted, cycle, day), licence)
    if output.suffix == ".zip":
        saved(output, zipped(files))
    else:
        folder = writable(output)
        for name, content in files.items():
            saved(folder / name, content)
    if not licence and LICENCE_FILE not in files:
        echo("No licence: name it with --licence, or add a file LICENSE to the folder.", err=True)
