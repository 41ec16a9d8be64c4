"""Commands on work that several share: how far it is, and who changed what."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from compliance.checks import check
from compliance.cli.shared import format_option, one_of, show
from compliance.cli.tables import table
from compliance.cli.terminal import echo
from compliance.folder import read_workspace
from compliance.problems import serious
from compliance.queries import log as query
from compliance.queries.formats import as_json, as_table
from compliance.queries.work import article_columns, columns_of, elsewhere, footnotes, work_record, works
from compliance.workspace import LOG


@click.command()
@click.argument("countries", metavar="[COUNTRY]...", nargs=-1)
@click.option("--instrument", metavar="ID", help="One instrument.  [default: all]")
@click.option("--articles", is_flag=True, help="Every article of each checklist, with who is to answer it.")
@format_option("status", "A table to read, or the same for other programs.")
@click.pass_obj
def status(root: Path, *, countries: tuple[str, ...], instrument: str | None, articles: bool, format_: str) -> None:
    """Print how far the work on checklists is, and what is next.

    Counted are answers, those that a reviewer accepted, ratings for which no source was seen, answers carried over from
    an earlier cycle, open remarks, quotations that do not stand in the stored text, and problems of the file.
    """
    workspace, problems = read_workspace(root)
    for name in countries:
        one_of(workspace.countries, name, "country", "COUNTRY")
    only = (one_of(workspace.instruments, instrument, "instrument", "--instrument"),) if instrument else ()
    every = (*problems, *check(workspace))
    checklists = works(workspace, countries, every, only)
    if format_ == "json":
        echo(as_json([work_record(work) for work in checklists]))
        return
    if not articles:
        table(*as_table(columns_of(checklists), checklists))
        for work in checklists:
            echo(f"{work.name}, {work.instrument.abbreviation}: {work.next}")
    for work in checklists if articles else ():
        echo(
            f"{work.name}, {work.instrument.abbreviation}, {work.checklist.cycle}: {work.checklist.status}. {work.next}"
        )
        table(*as_table(article_columns(work), work.articles))
    if not countries and not only and (others := elsewhere(checklists, every)):
        echo(others)
    for note in footnotes(workspace, checklists):
        echo(note)


@click.command()
@click.argument("country")
@click.option("--about", metavar="ID", help="Lines about this criterion or act alone.")
@format_option("log", "A table to read, or the same for other programs.")
@click.pass_obj
def log(root: Path, country: str, about: str | None, format_: str) -> None:
    """Print who changed what in a country's files, when and why.

    Listed are imports, steps, re-ratings, stored texts and seals.
    """
    workspace, problems = read_workspace(root)
    one_of(workspace.countries, country, "country", "COUNTRY")
    broken = [problem for problem in serious(problems) if problem.at.path == f"assessments/{country}/{LOG}"]
    show(broken)
    entries = query.entries(workspace.countries[country], about)
    if format_ == "json":
        echo(as_json(entries))
    elif entries:
        table(*as_table(query.COLUMNS, entries))
    else:
        echo("Nothing is on file.", err=True)
    sys.exit(bool(broken))
