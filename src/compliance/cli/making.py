"""What `compliance build` does where something is out of date: reads the folder, makes deliverables, says what became of them."""

import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NoReturn

import click

from compliance.authoring.alone import FOREVER, OccupiedError, alone
from compliance.cli.build import Order, summary
from compliance.cli.commands import loaded
from compliance.cli.files import writable
from compliance.cli.folder import clean, known
from compliance.cli.progress import Display
from compliance.cli.shared import stop
from compliance.cli.terminal import counted, echo
from compliance.inputs import Inputs
from compliance.problems import closest
from compliance.report.build.deliver import Made, concerned, delivered, sources
from compliance.report.build.job import Asked, Job
from compliance.report.build.kinds import NamedAlike
from compliance.report.build.processes import processes
from compliance.report.build.record import Seen, read_record, reasons, seen
from compliance.report.build.work import NoWorkers, Workers
from compliance.report.files import sweep

MOST_NAMES = 6
"""Names of deliverables that a message tells."""
TRIES = 3
"""How often a folder is read that changes meanwhile."""


def make(order: Order, display: Display) -> None:
    """Reads the folder, makes what is out of date, and says what became of it."""
    inputs, now = _at_rest(order.root)
    all_, wanted = _jobs(order, inputs, now)
    folder = writable(order.folder)
    try:
        with alone(folder, 0):
            sweep(folder)
            record = replace(read_record(folder), seen=now.digest(date.today().year), jobs=tuple(all_.items()))
            todo = wanted if order.force else record.outdated(folder, wanted)
            earlier = {job.name for job in todo if (folder / job.name).is_file()}
            most = min(order.most, len(todo) or 1)
            start = partial(_cluster(), address=order.dask) if order.dask else partial(processes, most=most)
            display.begin(len(todo), most)
            made = delivered(inputs, todo, folder, record, start, now=now, watch=display.watch)
            try:
                failed = _progress(made, display)
            except KeyboardInterrupt:
                made.close()
                _interrupted(folder, wanted)
    except NoWorkers as fault:
        raise click.ClickException(f"{fault}.") from fault
    except OccupiedError:
        _wait(folder, wanted)
        make(order, display)
        return
    if failed:
        stop(f"{counted(len(failed), 'deliverable')} not made{_still_there(earlier, failed, folder)}")
    echo(summary(len(todo), len(wanted) - len(todo), folder), err=True)


def foresee(order: Order, display: Display) -> None:
    """Prints what would be made, and because of what; writes nothing."""
    inputs, now = _at_rest(order.root)
    _, wanted = _jobs(order, inputs, now)
    record = read_record(order.folder)
    todo = wanted if order.force else record.outdated(order.folder, wanted)
    display.begin(len(todo), 1)
    for job in todo:
        causes = reasons(record, order.folder, job, now, concerned(inputs, job)) or ("--force",)
        echo(f"{job.name}: {_some(causes, '; ')}")
    rest = len(wanted) - len(todo)
    echo(f"{counted(len(todo), 'deliverable')} would be made, {rest} up to date in {order.folder}", err=True)


def _jobs(order: Order, inputs: Inputs, now: Seen) -> tuple[Mapping[Job, str], Mapping[Job, str]]:
    """Every deliverable of a folder and those that are asked for, with the digests of what they are made from."""
    known(inputs, tuple(order.asked.countries))
    plans = inputs.workspace.plans
    for plan in (plan for plan in order.asked.plans if plan not in plans):
        near = f"; {hint}" if (hint := closest(plan, plans)) else "."
        what = f"there is no plan `{plan}`; reports/ holds {_some(plans) or 'none'}{near}"
        raise click.BadParameter(what, param_hint="--plan")
    try:
        all_ = sources(inputs, now)
    except NamedAlike as fault:
        raise click.ClickException(f"{fault}.") from fault
    return all_, {job: all_[job] for job in _wanted(order.asked, all_)}


def _still_there(earlier: Collection[str], jobs: Iterable[Job], folder: Path) -> str:
    """The end of a sentence about deliverables that were not made: whether earlier files of them are still there."""
    names = [job.name for job in jobs]
    kept = [name for name in names if name in earlier]
    if not kept:
        return "."
    which = "earlier ones" if len(kept) == len(names) else f"earlier files of {len(kept)} of them"
    return f"; {which} still stand in {folder}."


def _some(names: Collection[str], between: str = ", ") -> str:
    """Some names in the order of the alphabet, and how many more there are."""
    texts = sorted(names)
    more = f" and {len(texts) - MOST_NAMES} more" if len(texts) > MOST_NAMES else ""
    return f"{between.join(texts[:MOST_NAMES])}{more}"


def _wait(folder: Path, wanted: Iterable[Job]) -> None:
    """Waits for the build that writes in a folder, so that of two at once the later one decides what stands there."""
    echo(f"Another build writes in {folder}; waiting for it.", err=True)
    try:
        with alone(folder, FOREVER):
            return
    except KeyboardInterrupt:
        _interrupted(folder, wanted)


def _interrupted(folder: Path, wanted: Iterable[Job]) -> NoReturn:
    whole = any((folder / job.name).is_file() for job in wanted)
    what = f"what was made, now or earlier, is whole in {folder}" if whole else "nothing was made"
    echo(f"Interrupted; {what}.", err=True)
    sys.exit(130)


def _at_rest(root: Path) -> tuple[Inputs, Seen]:
    """A folder without problems, and its files as they were when it was read; read again where somebody saved one meanwhile."""
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
        return loaded("report.build.cluster:cluster")  # type: ignore[no-any-return]
    except ImportError as error:
        raise click.UsageError("--dask needs the library `distributed`: install `compliance[dask]`.") from error


def _progress(made: Iterable[Made], display: Display) -> Sequence[Job]:
    """Names each file that is done; what was not made."""
    failed: list[Job] = []
    for deliverable in made:
        display.advance()
        if deliverable.file:
            echo(deliverable.file)
        else:
            failed.append(deliverable.job)
            display.say(f"{deliverable.job.name}: {deliverable.failure}")
    return failed
