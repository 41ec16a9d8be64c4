"""The command that writes deadlines for a calendar."""

from pathlib import Path

import click

from compliance.cli.files import output_option, saved
from compliance.cli.shared import command, one_of
from compliance.cli.terminal import counted, echo
from compliance.cli.writing import one_line
from compliance.folder import read_workspace
from compliance.indicators.requests import read_requests
from compliance.model.people import People, same_person
from compliance.queries.deadlines import Deadline, deadlines, joined, of_person
from compliance.report.calendar import calendar as of


@command()
@click.argument("person", required=False, callback=one_line)
@click.option("--second", is_flag=True, help="As the second evaluator may know it, who rates blind.")
@output_option("The calendar to write, an .ics file.")
def calendar(root: Path, *, person: str | None, second: bool, output: Path) -> None:
    """Write deadlines as a calendar.

    It has an event of a whole day for each assignment that has a day, and for each request for figures, in the latest
    cycle of every country; of PERSON alone where one is named. Written anew and imported again, it takes the place of
    the events that are there. What another evaluator is to answer who rates blind is left out until both have submitted.
    """
    workspace, _ = read_workspace(root)
    _, asked, _ = read_requests(root)
    every = deadlines(workspace, asked.requests, second=second)
    name = _on_file(every, person, workspace.roll) if person else None
    mine = of_person(every, name, workspace.roll) if name else every
    saved(output, of(mine, name))
    echo(f"{counted(len(joined(mine)), 'deadline')}.", err=True)


def _on_file(every: tuple[Deadline, ...], person: str, people: People | None) -> str:
    """A name as it is on file; wrong use where nothing with a day was given to anybody of that name."""
    names = tuple(dict.fromkeys(name for deadline in every for name in deadline.people))
    meant = next((name for name in names if same_person(name, person, people)), None)
    known = people.named(meant) if people and meant else None
    return known.name if known else meant or one_of(names, person, "deadline of", "PERSON")
