"""Commands on work that several share: how far it is, and who changed what."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from compliance.checks import check
from compliance.cli.shared import COUNTRIES, a_day, command, format_option, one_of, show
from compliance.cli.tables import table
from compliance.cli.terminal import echo, flow, flows
from compliance.folder import read_workspace
from compliance.indicators.requests import read_requests
from compliance.problems import serious
from compliance.queries import log as query
from compliance.queries.deadlines import Deadline, deadlines, late, next_deadline, overdue_columns, overdue_record
from compliance.queries.formats import as_json, as_table
from compliance.queries.work import called, works
from compliance.queries.work_tables import article_columns, columns_of, elsewhere, footnotes, work_record
from compliance.view.names import designations
from compliance.workspace import LOG, Workspace


@command()
@COUNTRIES
@click.option("--instrument", metavar="ID", help="One instrument.  [default: all]")
@click.option(
    "--articles", is_flag=True, help="Every article of each checklist, with who is to answer it, and by when."
)
@click.option("--overdue", "only_late", is_flag=True, help="Instead: what was due and is not done.")
@click.option("--on", metavar="DATE", callback=a_day, help="What is late on this day.  [default: today]")
@click.option("--second", is_flag=True, help="As the second evaluator may know it, who rates blind.")
@format_option("status", "A table to read, or the same for other programs.")
def status(
    root: Path,
    *,
    countries: tuple[str, ...],
    instrument: str | None,
    articles: bool,
    only_late: bool,
    on: date | None,
    second: bool,
    format_: str,
) -> None:
    """Print how far the work on checklists is, and what is next.

    Counted are answers, those that a reviewer accepted, ratings for which no source was seen, answers carried over from
    an earlier cycle, open remarks, quotations that do not stand in the stored text, and problems of the file. Of the
    checklist of a second evaluator there are counts alone until both have submitted. Late are assignments that are not
    answered by their day while the checklist is open, and requests for figures to which nothing came back.
    """
    workspace, problems = read_workspace(root)
    for name in countries:
        one_of(workspace.countries, name, "country", "COUNTRY")
    only = (one_of(workspace.instruments, instrument, "instrument", "--instrument"),) if instrument else ()
    _, asked, _ = read_requests(root)
    due, today = deadlines(workspace, asked.requests, countries, only, second=second), on or date.today()
    if only_late:
        _overdue(workspace, late(due, today), today, format_)
        return
    every = (*problems, *check(workspace))
    checklists = works(workspace, countries, every, only, second=second)
    if format_ == "json":
        echo(as_json([work_record(work) for work in checklists]))
        return
    if not articles:
        table(*as_table(columns_of(checklists), checklists))
        if coming := next_deadline(due, today):
            echo(coming)
        for work in checklists:
            flow(f"{work.name}, {called(work)}: {work.next}")
    for work in checklists if articles else ():
        flow(f"{work.name}, {called(work)}, {work.checklist.cycle}: {work.checklist.status}. {work.next}")
        if not work.hidden:
            table(*as_table(article_columns(work), work.articles))
    if not countries and not only and (others := elsewhere(checklists, every)):
        flow(others)
    flows(footnotes(workspace, checklists))


def _overdue(workspace: Workspace, rows: Sequence[Deadline], on: date, format_: str) -> None:
    """Prints what is late; one sentence where nothing is."""
    if format_ == "json":
        echo(as_json([overdue_record(row, on) for row in rows]))
    elif rows:
        table(*as_table(overdue_columns(on), rows))
        for note in designations(workspace, date.today(), [row.name for row in rows]):
            echo(note)
    else:
        echo("Nothing is overdue.")


@command("country")
@click.option("--about", metavar="ID", help="Changes of this criterion, article, act or document alone.")
@click.option("--by", metavar="NAME", help="Changes by this person alone.")
@click.option("--what", type=click.Choice(list(query.DEEDS)), help="Changes of this kind alone.")
@click.option("--since", metavar="DATE", callback=a_day, help="Changes from this day on, in universal time.")
@click.option("--until", metavar="DATE", callback=a_day, help="Changes up to this day.")
@click.option("--second", is_flag=True, help="As the second evaluator may read it, who rates blind.")
@format_option("log", "A table to read, or the same for other programs.")
def log(root: Path, *, country: str, second: bool, format_: str, **wanted: Any) -> None:
    """Print who changed what in a country's files, when and why.

    Listed is every field that a command changed, from which value to which, a long text cut to where it differs:
    imports, steps, remarks, assignments, re-ratings, third ratings, acceptances, stored texts and seals. What another
    evaluator wrote who rates blind is left out of its line until both have submitted.
    """
    workspace, problems = read_workspace(root)
    one_of(workspace.countries, country, "country", "COUNTRY")
    broken = [problem for problem in serious(problems) if _is_of_log(problem.at.path, country)]
    show(broken)
    selected = query.Wanted(people=workspace.roll, **wanted)  # the other options are called as its fields
    entries = query.entries(workspace.countries[country], selected, second=second)
    if format_ == "json":
        echo(as_json(entries))
    elif entries:
        table(*as_table(query.COLUMNS, query.rows(entries)))
    else:
        echo("Nothing is on file.", err=True)
    sys.exit(bool(broken))


def _is_of_log(path: str, country: str) -> bool:
    folder, _, name = path.rpartition("/")
    return folder == f"assessments/{country}" and bool(LOG.fullmatch(name))
