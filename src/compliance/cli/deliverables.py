"""The command that builds deliverables."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli.root import clean, counted, known, main, one_of, writable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from compliance.report.build import Made


@main.command()
@click.argument("countries", metavar="[COUNTRY]...", nargs=-1)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/reports"),
    show_default=True,
    help="The folder for the deliverables.",
)
@click.option(
    "--plan", default="country", show_default=True, help="The report plan: a file of reports/, without its ending."
)
@click.option(
    "--jobs",
    "processes",
    type=click.IntRange(min=1),
    default=None,
    help="Processes at once.  [default: as many as processors]",
)
@click.pass_obj
def build(root: Path, countries: tuple[str, ...], output: Path, plan: str, processes: int | None) -> None:
    """Build the report (PDF) and the workbook (Excel) of countries: of all, or of those named.

    `--plan donor` builds the two pages for donors instead, beside them. Each file appears whole or not at all: after a failure the one of an earlier build still stands.
    """
    from compliance.report.build import build as make_all
    from compliance.report.build import jobs

    inputs = clean(root)
    one_of(inputs.workspace.plans, plan, "plan", "--plan")
    todo = jobs(inputs, known(inputs, countries), plan)
    if not todo:
        raise click.UsageError(f"no country asked for has a checklist of what the plan `{plan}` reports.")
    folder = writable(output if output.is_absolute() else root / output)
    failed = _progress(make_all(root, folder, todo, processes or os.cpu_count() or 1), len(todo))
    if failed:
        click.echo(f"{counted(failed, 'deliverable')} not made; earlier ones still stand in {folder}.", err=True)
        sys.exit(1)
    click.echo(f"{counted(len(todo), 'deliverable')} in {folder}", err=True)


def _progress(made: Iterable[Made], total: int) -> int:
    """Shows what is done and names each file; the number of failures."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console, failed = Console(stderr=True, highlight=False), 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Building", total=total)
        for one in made:
            progress.advance(task)
            if one.file:
                click.echo(one.file)
            else:
                failed += 1
                console.print(f"{one.job.name}: {one.failure}", markup=False)
    return failed
