"""Commands that ask a country for figures, and add what comes back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path

import click

from compliance.authoring.alone import PATIENCE, OccupiedError, alone
from compliance.cli.files import output_option, saved, unwritten
from compliance.cli.folder import clean, known, planned
from compliance.cli.shared import YEAR, show
from compliance.cli.terminal import counted, echo
from compliance.cli.writing import BY_WHERE_NAMED, permitted
from compliance.indicators.additions import FILE, added
from compliance.indicators.project import FOLDER
from compliance.problems import serious
from compliance.queries.request import data_request
from compliance.report.excel.answers import additions, read_answers
from compliance.report.excel.request import request_workbook
from compliance.report.files import sweep, write_whole


@click.command()
@click.argument("country")
@output_option("The workbook to write, an .xlsx file.")
@click.option(
    "--from", "first", type=YEAR, metavar="YEAR", help="The first year asked about.  [default: two before the last]"
)
@click.option(
    "--to", "last", type=YEAR, metavar="YEAR", help="The last year asked about.  [default: the last that has ended]"
)
@click.pass_obj
def request(root: Path, *, country: str, output: Path, first: int | None, last: int | None) -> None:
    """Write a workbook that asks a country for missing figures.

    It has a row for each series and year that an indicator needs and no usable figure gives: what counts, in which
    unit, who has it. What comes back filled in is read by `compliance indicators import`.
    """
    inputs, today = clean(root), date.today()
    (id_,), project = known(inputs, (country,)), planned(inputs)
    end = last or today.year - 1
    years = range(end - 2 if first is None else first, end + 1)
    if not years or end >= today.year:
        raise click.BadParameter(f"{years.start} to {end} are no years that have ended.", param_hint="--from, --to")
    wanted = data_request(inputs, project, id_, years, today)
    saved(output, request_workbook(wanted))
    echo(f"{counted(len(wanted.figures), 'figure')} asked for.", err=True)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@BY_WHERE_NAMED
@click.pass_obj
def import_(root: Path, file: Path, by: str | None) -> None:
    """Add the figures of a data request that was filled in.

    They go to indicators/statistics.csv. Every problem is printed with its cell, and nothing is written unless there is none. A figure that covers less than
    the country in a whole year is added as set aside. Rows that stand in the file already stay as they are.
    """
    answers, problems = read_answers(file)
    with nullcontext() if serious(problems) else _alone(root):  # what cannot be read is never written
        inputs, today = clean(root), date.today()
        project = planned(inputs)
        new = additions(answers) if answers else ()
        content, more = added(root, project, new, tuple(inputs.workspace.countries), today.year)
        show(every := sorted((*problems, *more)))
        if mistakes := serious(every):
            echo(f"{counted(len(mistakes), 'problem')}; nothing was written.", err=True)
            sys.exit(1)
        for country in sorted({addition.cells["country"] for addition in new}):
            permitted(inputs.workspace, by, "import-figures", country)
        if new:
            _grown(root / FILE, content)
    for addition in new:
        aside = "" if addition.cells["used"] == "yes" else ", set aside"
        echo("{country} {year} {series}: {value} {unit}".format(**addition.cells) + aside)
    requested = answers.requested if answers else 0
    echo(f"{counted(len(new), 'figure')} added to {FILE}, of {requested} asked for.", err=True)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Inside, nobody else adds figures; says why where nothing is written."""
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
    if not content.startswith(file.read_bytes()):
        echo(f"{file.name} changed while it was being worked on; nothing was written, try again.", err=True)
        sys.exit(1)
    write_whole(file, content)
