"""The command that builds deliverables."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from compliance.cli.root import clean, counted, known, main, writable
from compliance.cli.terminal import echo
from compliance.outgoing import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from contextlib import AbstractContextManager

    from compliance.inputs import Inputs
    from compliance.report.build.deliver import Made
    from compliance.report.build.job import Asked, Job
    from compliance.report.build.record import Seen
    from compliance.report.build.work import Workers

MOST_NAMES = 6
"""Names of deliverables that a message tells."""
NO_PANGO = (
    "Pango, the library of the system that lays out pages, is missing or cannot be loaded. On Debian and Ubuntu run, as "
    "root, `apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`; elsewhere see "
    "https://doc.courtbouillon.org/weasyprint/stable/first_steps.html#installation"
)
"""What is missing where no PDF can be made, and how to get it."""
TRIES = 3
"""How often a folder is read that changes meanwhile."""


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
    "--only",
    multiple=True,
    metavar="NAME",
    help="Files of this name alone: `*-donor.pdf`, or a mere ending, `xlsx`; may be repeated.",
)
@click.option("--force", is_flag=True, help="Make also what is up to date.")
@click.option(
    "--jobs",
    "most",
    type=click.IntRange(min=1),
    default=None,
    help="Processes at once.  [default: as many as processors]",
)
@click.option("--dask", metavar="ADDRESS", help="Let a Dask cluster do the work: the address of its scheduler.")
@click.pass_obj
def build(
    root: Path,
    *,
    countries: tuple[str, ...],
    output: Path,
    plans: tuple[str, ...],
    only: tuple[str, ...],
    force: bool,
    most: int | None,
    dask: str | None,
) -> None:
    """Build what is out of date of the deliverables of all plans: of all countries and of the region, or of the countries named.

    Each file appears whole or not at all: after a failure that of an earlier build, where there is one, is still there. Exit status: 0 all is up to date, 1 something was not made, 2 wrong use, 130 interrupted.
    """
    from compliance.report.build.job import Asked
    from compliance.report.build.record import read_record, seen

    if dask and most:
        raise click.UsageError("--jobs is about this machine; with --dask a cluster does the work.")
    asked = Asked(countries=countries, plans=plans, only=only)
    folder = output if output.is_absolute() else root / output
    record, now = read_record(folder), seen(root)
    last = (
        dict(record.jobs)
        if record.seen == now.digest(date.today().year) and asked.names_only(dict(record.jobs))
        else {}
    )
    wanted = {job: last[job] for job in asked.of(last)}
    if wanted and not force and not record.outdated(folder, wanted):
        echo(_summary(0, len(wanted), folder), err=True)
    else:
        _make(root, asked, folder, force=force, dask=dask, most=most or os.cpu_count() or 1)


def _make(root: Path, asked: Asked, output: Path, *, force: bool, dask: str | None, most: int) -> None:
    """Reads the folder, makes what is out of date, and says what became of it."""
    try:
        from compliance.report.build.deliver import delivered, sources
        from compliance.report.build.processes import processes
    except FileNotFoundError as fault:
        raise click.ClickException(f"the program is not whole, install it again: {fault}.") from fault
    except OSError as fault:  # a library of the system, which no file of ours is
        raise click.ClickException(f"{NO_PANGO} ({fault}).") from fault
    from compliance.authoring.alone import OccupiedError, alone
    from compliance.report.build.kinds import NamedAlike
    from compliance.report.build.record import read_record
    from compliance.report.build.work import NoWorkers
    from compliance.report.files import sweep

    inputs, now = _at_rest(root)
    known(inputs, tuple(asked.countries))
    for plan in asked.plans:
        _planned(inputs.workspace.plans, plan)
    try:
        all_ = sources(inputs, now)
    except NamedAlike as fault:
        raise click.ClickException(f"{fault}.") from fault
    wanted = {job: all_[job] for job in _wanted(asked, all_)}
    folder = writable(output)
    try:
        with alone(folder, 0):
            sweep(folder)
            record = replace(read_record(folder), seen=now.digest(date.today().year), jobs=tuple(all_.items()))
            todo = wanted if force else record.outdated(folder, wanted)
            earlier = {job.name for job in todo if (folder / job.name).is_file()}
            start = partial(_cluster(), address=dask) if dask else partial(processes, most=min(most, len(todo) or 1))
            made = delivered(inputs, todo, folder, record, start)
            try:
                failed = _progress(made, len(todo))
            except KeyboardInterrupt:
                made.close()
                _interrupted(folder, wanted)
    except NoWorkers as fault:
        raise click.ClickException(f"{fault}.") from fault
    except OccupiedError:
        _wait(folder, wanted)
        _make(root, asked, output, force=force, dask=dask, most=most)
        return
    if failed:
        echo(f"{counted(len(failed), 'deliverable')} not made{_still_there(earlier, failed, folder)}", err=True)
        sys.exit(1)
    echo(_summary(len(todo), len(wanted) - len(todo), folder), err=True)


def _planned(plans: Collection[str], name: str) -> None:
    """Wrong use where no plan has a name, with those that there are."""
    from compliance.problems import closest

    if name not in plans:
        there = f"reports/ holds {_some(plans) or 'none'}"
        near = f"; {hint}" if (hint := closest(name, plans)) else "."
        raise click.BadParameter(f"there is no plan `{name}`; {there}{near}", param_hint="--plan")


def _still_there(earlier: Collection[str], jobs: Iterable[Job], folder: Path) -> str:
    """The end of a sentence about deliverables that were not made: whether earlier files of them are still there."""
    names = [job.name for job in jobs]
    kept = [name for name in names if name in earlier]
    if not kept:
        return "."
    which = "earlier ones" if len(kept) == len(names) else f"earlier files of {len(kept)} of them"
    return f"; {which} still stand in {folder}."


def _some(names: Collection[str]) -> str:
    """Some names in the order of the alphabet, and how many more there are."""
    texts = sorted(names)
    more = f" and {len(texts) - MOST_NAMES} more" if len(texts) > MOST_NAMES else ""
    return f"{', '.join(texts[:MOST_NAMES])}{more}"


def _wait(folder: Path, wanted: Iterable[Job]) -> None:
    """Waits for the build that writes in a folder, so that of two at once the later one decides what stands there."""
    from compliance.authoring.alone import FOREVER, alone

    echo(f"Another build writes in {folder}; waiting for it.", err=True)
    try:
        with alone(folder, FOREVER):
            return
    except KeyboardInterrupt:
        _interrupted(folder, wanted)


def _interrupted(folder: Path, wanted: Iterable[Job]) -> NoReturn:
    """Ends a build that somebody interrupted."""
    whole = any((folder / job.name).is_file() for job in wanted)
    what = f"what was made, now or earlier, is whole in {folder}" if whole else "nothing was made"
    echo(f"Interrupted; {what}.", err=True)
    sys.exit(130)


def _at_rest(root: Path) -> tuple[Inputs, Seen]:
    """A folder without problems, and its files as they were when it was read; read again where somebody saved one meanwhile."""
    from compliance.report.build.record import seen

    for _ in range(TRIES):
        before, inputs, after = seen(root), clean(root), seen(root)
        if before == after:
            return inputs, before
    raise click.ClickException(f"the files in {root} change while they are read; build again when they are at rest.")


def _wanted(asked: Asked, jobs: Collection[Job]) -> tuple[Job, ...]:
    """What is asked for; wrong use where that is nothing."""
    if wanted := asked.of(jobs):
        return wanted
    if asked.only and (others := replace(asked, only=()).of(jobs)):
        there = f"there are {_some([job.name for job in others])}"
        raise click.BadParameter(f"no deliverable has such a name; {there}.", param_hint="--only")
    plans = f"plan `{'` or `'.join(asked.plans)}` reports" if asked.plans else "plans report"
    raise click.UsageError(f"no country asked for has a checklist of what the {plans}.")


def _cluster() -> Callable[..., AbstractContextManager[Workers]]:
    """Workers of a Dask cluster; wrong use where Dask is not installed."""
    try:
        from compliance.report.build.cluster import cluster
    except ImportError as error:
        raise click.UsageError("--dask needs the library `distributed`: install `compliance[dask]`.") from error
    return cluster


def _summary(made: int, current: int, folder: Path) -> str:
    """How many were made and how many were up to date."""
    if not made:
        return f"{counted(current, 'deliverable')} up to date in {folder}"
    rest = f", {current} up to date" if current else ""
    return f"{counted(made, 'deliverable')} made{rest} in {folder}"


def _progress(made: Iterable[Made], total: int) -> Sequence[Job]:
    """Shows what is done and names each file; what was not made."""
    if not total:
        return ()
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, highlight=False)
    failed: list[Job] = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Building", total=total)
        for one in made:
            progress.advance(task)
            if one.file:
                echo(one.file)
            else:
                failed.append(one.job)
                console.print(escaped(f"{one.job.name}: {one.failure}"), markup=False)
    return failed
