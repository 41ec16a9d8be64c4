"""The command that builds deliverables."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli.root import clean, counted, known, main, one_of, writable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from compliance.report.build.deliver import Made


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
    "--plan",
    "plans",
    multiple=True,
    help="A report plan: a file of reports/, without its ending; may be repeated.  [default: all]",
)
@click.option(
    "--jobs",
    "most",
    type=click.IntRange(min=1),
    default=None,
    help="Processes at once.  [default: as many as processors]",
)
@click.pass_obj
def build(root: Path, countries: tuple[str, ...], output: Path, plans: tuple[str, ...], most: int | None) -> None:
    """Build the deliverables of all plans: of all countries and of the region, or of the countries named.

    Each file appears whole or not at all: after a failure the one of an earlier build still stands.
    """
    from compliance.report.build.deliver import delivered
    from compliance.report.build.kinds import jobs
    from compliance.report.build.processes import processes

    inputs = clean(root)
    for plan in plans:
        one_of(inputs.workspace.plans, plan, "plan", "--plan")
    todo = jobs(inputs.workspace, known(inputs, countries), plans or tuple(inputs.workspace.plans))
    if not todo:
        raise click.UsageError("no country asked for has a checklist of what the plan reports.")
    folder = writable(output if output.is_absolute() else root / output)
    start = partial(processes, most=min(len(todo), most or os.cpu_count() or 1))
    failed = _progress(delivered(inputs, todo, folder, start), len(todo))
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
