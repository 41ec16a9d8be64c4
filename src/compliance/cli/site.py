"""The command that writes the reading site."""

from dataclasses import replace
from pathlib import Path

import click

from compliance.cli.files import folder_option, unwritten, writable
from compliance.cli.folder import clean
from compliance.cli.shared import command, end_with
from compliance.cli.terminal import counted, echo
from compliance.inputs import Inputs
from compliance.language import NAMES, Language
from compliance.model.site import Site
from compliance.problems import Position, Problem
from compliance.report.site import site_files, written
from compliance.screens.public import withheld
from compliance.screens.publication import NothingPublic
from compliance.workspace import SITE

NO_SITE = Problem(
    Position(f"reports/{SITE}"),
    "missing-file",
    "the file is missing: without it nobody knows what the site shows",
    hint="write it as docs/publishing.md shows",
)


@command()
@folder_option("build/site", "The folder for the site.")
@click.option("--drafts", is_flag=True, help="Show also what is neither adopted nor sealed; every page then says so.")
@click.option(
    "--language",
    "languages",
    type=click.Choice(tuple(NAMES)),
    metavar="TAG",
    multiple=True,
    help="A language; the first stands at the root; may be repeated.  [default: those of reports/site.yaml]",
)
def site(root: Path, *, output: Path, drafts: bool, languages: tuple[Language, ...]) -> None:
    """Write the reading site.

    It consists of pages for any host of static files, each with its JSON and CSV beside it, as reports/site.yaml says.
    What differs is written, what an earlier site left is removed, and no other file of the folder is touched. Only cycles
    that are adopted or sealed are shown, unless the file says `drafts: true` or --drafts is given. Names of evaluators,
    remarks and assignments are never shown.
    """
    inputs = clean(root)
    filed = inputs.workspace.site
    end_with((NO_SITE,) if filed is None else ())
    assert filed is not None  # noqa: S101  # the line before ends the command
    asked = replace(filed.value, drafts=drafts or filed.value.drafts, languages=languages or filed.value.languages)
    folder = root / output  # where that is absolute, it stays so
    try:
        made = site_files(inputs, asked, folder)
    except NothingPublic as fault:
        raise click.ClickException(f"{fault}; --drafts shows also what is not.") from fault
    except ValueError as fault:
        raise click.ClickException(f"{fault}.") from fault
    try:
        done = written(made.files, writable(folder))
    except OSError as error:
        unwritten(str(folder), error)
    _say_what_is_not_public(inputs, asked)
    for name, why in made.refused:
        echo(f"Not offered: {name}, {why}.", err=True)
    changes = f"{counted(len(done.written), 'file')} written, {len(done.removed)} removed"
    echo(f"{counted(made.pages, 'page')} in {folder}; {changes}.", err=True)


def _say_what_is_not_public(inputs: Inputs, asked: Site) -> None:
    """Says which checklists are not published, and what became of them."""
    if left := withheld(inputs, asked):
        what = f"{counted(len(left), 'checklist')} neither adopted nor sealed"
        echo(f"Draft: {what}; every page says so." if asked.drafts else f"Left out: {what}.", err=True)
        if asked.base is None:
            echo("No feed, no map of the site and no cards: reports/site.yaml names no `base`.", err=True)
