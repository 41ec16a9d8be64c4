"""Commands that exchange figures with others: requests for data, and what comes back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli.dates import a_day, examined
from compliance.cli.indicators import YEAR, indicators
from compliance.cli.root import clean, counted, known, main, one_of, saved, show, writable
from compliance.cli.terminal import echo, format_option
from compliance.cli.writing import unwritten

if TYPE_CHECKING:
    from compliance.indicators.project import Project
    from compliance.inputs import Inputs
    from compliance.problems import Problem


def planned(inputs: Inputs) -> Project:
    """The project of a folder; wrong use where it has none."""
    if inputs.project is None or not inputs.project.logframe.indicators:
        raise click.UsageError("the folder has no indicators/logframe.yaml, so there are no indicators.")
    return inputs.project


@indicators.command()
@click.argument("country")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The workbook to write, an .xlsx file.",
)
@click.option(
    "--from", "first", type=YEAR, metavar="YEAR", help="The first year asked about.  [default: two before the last]"
)
@click.option(
    "--to", "last", type=YEAR, metavar="YEAR", help="The last year asked about.  [default: the last that has ended]"
)
@click.pass_obj
def request(root: Path, *, country: str, output: Path, first: int | None, last: int | None) -> None:
    """Write a workbook that asks a country for its missing figures.

    It has a row for each series and year that an indicator needs and no usable figure gives: what counts, in which
    unit, who has it. What comes back filled in is read by `compliance indicators import`.
    """
    from compliance.queries.request import data_request
    from compliance.report.excel.request import request_workbook

    inputs, today = clean(root), date.today()
    (id_,), project = known(inputs, (country,)), planned(inputs)
    end = last or today.year - 1
    years = range(end - 2 if first is None else first, end + 1)
    if not years or end >= today.year:
        raise click.BadParameter(f"{years.start} to {end} are no years that have ended.", param_hint="--from, --to")
    asked = data_request(inputs, project, id_, years, today)
    saved(output, request_workbook(asked))
    echo(f"{counted(len(asked.figures), 'figure')} asked for.", err=True)


@indicators.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.pass_obj
def import_(root: Path, file: Path) -> None:
    """Add the figures of a filled-in data request to indicators/statistics.csv.

    Every problem is printed with its cell, and nothing is written unless there is none. A figure that covers less than
    the country in a whole year is added as set aside. Rows that stand in the file already stay as they are.
    """
    from compliance.indicators.additions import FILE, added
    from compliance.problems import serious
    from compliance.report.excel.answers import additions, read_answers

    answers, problems = read_answers(file)
    with nullcontext() if serious(problems) else _alone(root):  # what cannot be read is never written
        inputs, today = clean(root), date.today()
        project = planned(inputs)
        new = additions(answers) if answers else ()
        content, found = added(root, project, new, tuple(inputs.workspace.countries), today.year)
        show(found := tuple(sorted((*problems, *found))), "text")
        if mistakes := serious(found):
            echo(f"{counted(len(mistakes), 'problem')}; nothing was written.", err=True)
            sys.exit(1)
        if new:
            _grown(root / FILE, content)
    for addition in new:
        aside = "" if addition.cells["used"] == "yes" else ", set aside"
        echo("{country} {year} {series}: {value} {unit}".format(**addition.cells) + aside)
    asked = answers.asked if answers else 0
    echo(f"{counted(len(new), 'figure')} added to {FILE}, of {asked} asked for.", err=True)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Inside, nobody else adds figures; says why where nothing is written."""
    from compliance.authoring.alone import PATIENCE, OccupiedError, alone
    from compliance.indicators.project import FOLDER
    from compliance.report.files import sweep

    folder = root / FOLDER
    try:
        with alone(folder, PATIENCE) if folder.is_dir() else nullcontext():
            sweep(folder)
            yield
    except OccupiedError:
        echo(f"Somebody else is writing in {FOLDER}; nothing was written, try again.", err=True)
        sys.exit(1)
    except OSError as error:
        unwritten(FOLDER, error)


def _grown(file: Path, content: bytes) -> None:
    """Writes a table with rows at its end; ends with status 1 where somebody saved it meanwhile."""
    from compliance.report.files import write_whole

    if not content.startswith(file.read_bytes()):
        echo(f"{file.name} changed while it was being worked on; nothing was written, try again.", err=True)
        sys.exit(1)
    write_whole(file, content)


OUTPUT = click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write."
)


@main.group()
def export() -> None:
    """Write the data for the systems of others."""


@export.command()
@click.argument("countries", metavar="[COUNTRY]...", nargs=-1)
@click.option(
    "--results-only", is_flag=True, help="The results alone, to be put into an activity that is published already."
)
@OUTPUT
@click.pass_obj
def iati(root: Path, *, countries: tuple[str, ...], results_only: bool, output: Path) -> None:
    """Write the results as IATI 2.03.

    The form is that of the International Aid Transparency Initiative. Each country is a dimension of its values. Who publishes the project, and since when it runs, stands in
    indicators/activity.yaml; without it there is nothing to publish but the results alone. Composites, which measure
    other indicators or the figures on file, are no results and are left out.
    """
    from compliance.queries.iati import as_iati, composite
    from compliance.queries.indicator_table import footnotes, reports

    inputs = clean(root)
    project, wanted = planned(inputs), known(inputs, countries)
    if project.activity is None and not results_only:
        show((_unpublished(),), "text")
        sys.exit(1)
    content = as_iati(inputs, project, reports(inputs, wanted), footnotes(inputs, wanted), results_only=results_only)
    saved(output, content)
    if left_out := [indicator.id for indicator in project.logframe.indicators if composite(indicator)]:
        echo(f"Left out, as composites are no results: {', '.join(left_out)}.", err=True)


def _unpublished() -> Problem:
    """That nothing says who publishes the project."""
    from compliance.problems import Position, Problem

    what = "the file is missing: without it nobody knows who publishes the project"
    hint = "write it as docs/indicators.md shows, or ask for --results-only"
    return Problem(Position("indicators/activity.yaml"), "missing-file", what, hint=hint)


@export.command("indicators")
@click.argument("countries", metavar="[COUNTRY]...", nargs=-1)
@format_option("export indicators", "A table, or the same as JSON.")
@OUTPUT
@click.pass_obj
def export_indicators(root: Path, *, countries: tuple[str, ...], format_: str, output: Path) -> None:
    """Write every value of every indicator.

    Each stands with its sources; a file beside it explains the columns. Numbers have six decimal places, with the exact fraction beside them; what is missing is left empty, in JSON null.
    """
    from compliance.queries.datasets import INDICATORS, selection
    from compliance.queries.export import as_records, metadata
    from compliance.queries.frames import as_csv, frame

    inputs = clean(root)
    project, selected = planned(inputs), selection(inputs, known(inputs, countries))
    table = as_csv(frame(INDICATORS, selected)) if format_ == "csv" else as_records(INDICATORS, selected).encode()
    saved(output, table)
    saved(output.with_name(f"{output.stem}.metadata.json"), metadata(selected, project, output.name).encode())


@export.command()
@click.argument("countries", metavar="[COUNTRY]...", nargs=-1)
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
@click.pass_obj
def datapackage(
    root: Path, *, countries: tuple[str, ...], cycle: str | None, on: date | None, licence: str | None, output: Path
) -> None:
    """Write every table as one Data Package.

    It consists of CSV files and datapackage.json, which describes them. The description has the type, meaning and unit of every column, the keys by which tables belong together, sources
    and licence.
    """
    from compliance.queries.datapackage import LICENCE, LICENCE_FILE, data_package, zipped
    from compliance.queries.datasets import selection

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
