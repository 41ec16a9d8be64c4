"""The command that builds deliverables; what it needs where something is out of date is imported only then."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli.commands import loaded
from compliance.cli.files import folder_option
from compliance.cli.shared import COUNTRIES, command
from compliance.cli.terminal import counted, echo
from compliance.report.build.job import Asked
from compliance.report.build.record import read_record, seen

if TYPE_CHECKING:
    from compliance.cli.progress import Display

NO_PANGO = (
    "Pango, the library of the system that lays out pages, is missing or cannot be loaded. On Debian and Ubuntu run, as "
    "root, `apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`; elsewhere see "
    "https://doc.courtbouillon.org/weasyprint/stable/first_steps.html#installation"
)
"""What is missing where no PDF can be made, and how to get it."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made, where, and by whom."""

    root: Path
    asked: Asked
    folder: Path
    force: bool
    """Whether also what is up to date is made."""
    dask: str | None
    most: int
    """Processes at once on this machine."""


@command()
@COUNTRIES
@click.option("--country", "named", multiple=True, help="A country, by its id; may be repeated.  [default: all]")
@folder_option("build/reports", "The folder for the deliverables.")
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
@click.option("--dry-run", is_flag=True, help="Print what would be made, and because of what; write nothing.")
@click.option(
    "--jobs",
    "most",
    type=click.IntRange(min=1),
    default=None,
    help="Processes at once.  [default: as many as processors]",
)
@click.option("--dask", metavar="ADDRESS", help="Let a Dask cluster do the work: the address of its scheduler.")
def build(
    root: Path,
    *,
    countries: tuple[str, ...],
    named: tuple[str, ...],
    output: Path,
    plans: tuple[str, ...],
    only: tuple[str, ...],
    force: bool,
    dry_run: bool,
    most: int | None,
    dask: str | None,
) -> None:
    """Build the deliverables that are out of date.

    These are all that the plans ask for: of all countries and of the region, or of the countries named. Each file appears
    whole or not at all: after a failure that of an earlier build, where there is one, is still there. Exit status: 0 all
    is up to date, 1 something was not made, 2 wrong use, 130 interrupted.
    """
    if dask and most:
        raise click.UsageError("--jobs is about this machine; with --dask a cluster does the work.")
    asked = Asked(countries=(*countries, *named), plans=plans, only=only)
    folder = root / output  # where that is absolute, it stays so
    record, now = read_record(folder), seen(root)
    last = dict(record.jobs) if record.seen == now.digest(date.today().year) else {}
    wanted = {job: last[job] for job in asked.of(last)} if asked.names_only(last) else {}
    if wanted and not force and not record.outdated(folder, wanted):
        echo(summary(0, len(wanted), folder), err=True)
        return
    order = Order(root, asked, folder, force=force, dask=dask, most=most or os.cpu_count() or 1)
    with loaded("cli.progress:Display")("Reading the folder") as display:
        _making("foresee" if dry_run else "make")(order, display)


def _making(what: str) -> Callable[[Order, Display], None]:
    """What makes deliverables or foresees them, with all that this needs of the program and of the system."""
    try:
        work: Callable[[Order, Display], None] = loaded(f"cli.making:{what}")
    except FileNotFoundError as fault:
        raise click.ClickException(f"the program is not whole, install it again: {fault}.") from fault
    except OSError as fault:  # a library of the system, which no file of ours is
        raise click.ClickException(f"{NO_PANGO} ({fault}).") from fault
    return work


def summary(made: int, current: int, folder: Path) -> str:
    """How many were made and how many were up to date."""
    if not made:
        return f"{counted(current, 'deliverable')} up to date in {folder}"
    rest = f", {current} up to date" if current else ""
    return f"{counted(made, 'deliverable')} made{rest} in {folder}"
