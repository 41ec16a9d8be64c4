"""Commands on what answers rest on: where evidence is thin, and the stored texts of acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli.root import counted, main, one_of
from compliance.cli.terminal import echo, format_option
from compliance.cli.writing import BY, ON, day, said, writing

if TYPE_CHECKING:
    from compliance.problems import Problem
    from compliance.workspace import Workspace


class Listing(click.Group):
    """A group that lists where no other of its commands is named."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """The arguments, for the list unless they begin with a command or ask for help."""
        words = (*self.commands, *context.help_option_names)
        return super().parse_args(context, args if args and args[0] in words else ["list", *args])


@main.group(cls=Listing)
def evidence() -> None:
    """Print where the evidence of countries is thin, or store the text of an act.

    `compliance evidence [COUNTRY]...` is the list; `compliance evidence add` stores a text, against which quotations are
    checked from then on.
    """


@evidence.command("list")
@click.argument("countries", metavar="[COUNTRY]...", nargs=-1)
@click.option(
    "--old",
    is_flag=True,
    help="Instead: answers that rest on texts older than the last amendment on file or on repealed acts, and acts without a date in force.",
)
@format_option("evidence", "A text to read, or the same for other programs.")
@click.pass_obj
def listed(root: Path, *, countries: tuple[str, ...], old: bool, format_: str) -> None:
    """Print where evidence is thin; what `compliance evidence` does by itself.

    Ratings without a source seen, quotations that do not stand in the stored text with the difference, names that lead
    nowhere, acts without dates, acts and sources that nothing refers to. `compliance evidence --old` prints what may have
    changed since it was read.
    """
    from compliance.folder import read_workspace
    from compliance.view.names import designations, in_order

    workspace, problems = read_workspace(root)
    for name in countries:
        one_of(workspace.countries, name, "country", "COUNTRY")
    order = in_order(workspace, countries)
    named = {jurisdiction.id: jurisdiction.name(date.today()) for jurisdiction in workspace.listed()}
    echo(_old(workspace, order, named, format_) if old else _thin(workspace, problems, order, named, format_))
    if format_ == "text":
        for note in designations(workspace, date.today(), [named[id_] for id_ in order]):
            echo(f"\n{note}")


def _thin(
    workspace: Workspace, problems: Iterable[Problem], order: Sequence[str], named: Mapping[str, str], format_: str
) -> str:
    """Where the evidence of countries is thin."""
    from compliance.checks import check
    from compliance.queries.evidence import as_text
    from compliance.queries.evidence import evidence as found_in
    from compliance.queries.formats import as_json

    every = (*problems, *check(workspace))
    evidences = [found_in(workspace, workspace.countries[id_], every) for id_ in order]
    if format_ == "json":
        return as_json(evidences)
    return "\n\n".join(
        as_text(evidence, workspace.countries[evidence.country], named[evidence.country]) for evidence in evidences
    )


def _old(workspace: Workspace, order: Sequence[str], named: Mapping[str, str], format_: str) -> str:
    """What countries' answers rest on that may have changed since."""
    from compliance.queries.evidence import old, old_as_text
    from compliance.queries.formats import as_json

    olds = [old(workspace, workspace.countries[id_]) for id_ in order]
    if format_ == "json":
        return as_json(olds)
    return "\n\n".join(old_as_text(old, workspace.countries[old.country], named[old.country]) for old in olds)


@evidence.command()
@click.argument("country")
@click.argument("act")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--language", metavar="CODE", callback=said, help="Language code of the text.")
@BY
@ON
@click.pass_obj
def add(root: Path, *, country: str, act: str, file: Path, language: str | None, by: str, on: date | None) -> None:
    """Store the text of an act, a PDF or a plain text, and look whether quotations stand in it.

    It lies in texts/ of the country's folder; legislation.yaml gets its SHA-256. A newer text takes the place of the one
    before, and what no longer agrees with it is listed with the difference.
    """
    from compliance.authoring.evidence import store, taken
    from compliance.checks.quotes import is_of_today, suspects
    from compliance.checks.walk import bases
    from compliance.folder import read_workspace
    from compliance.queries.evidence import misquoted, suspicious

    with writing(root, country) as workspace:
        one = workspace.countries[country]
        one_of(one.acts(), act, "act", "ACT")
        document = taken(file)
        new = store(workspace, one, act, document, language=language, on=day(on), by=by)
        after, _ = read_workspace(root)
    mine = [basis for basis in bases(after) if basis.answered.country.id == country and basis.basis.act == act]
    quoting = [basis for basis in mine if basis.basis.quote and is_of_today(basis)]
    wrong = [
        suspect
        for suspect in suspects(after)
        if suspect.based.answered.country.id == country and suspect.based.basis.act == act
    ]
    echo(f"{act}: {'stored' if new else 'already stored'}, SHA-256 {document.sha256}.")
    if document.ending == "pdf" and document.words is None:
        echo("The PDF holds pictures and no text: quotations cannot be checked against it.")
        return
    echo(f"{counted(len(quoting), 'quotation')} of it, {counted(len(wrong), 'suspect')}.")
    for line in suspicious(map(misquoted, wrong)):
        echo(line)
