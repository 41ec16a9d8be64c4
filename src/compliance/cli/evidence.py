"""The command that lists where evidence is thin."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from compliance.checks import check
from compliance.cli.shared import COUNTRIES, command, format_option, one_of
from compliance.cli.terminal import echo
from compliance.folder import read_workspace
from compliance.problems import Problem
from compliance.queries.evidence import as_text, evidence_record, old, old_as_text, old_record
from compliance.queries.evidence import evidence as evidence_of
from compliance.queries.formats import as_json
from compliance.view.names import designations, in_order
from compliance.workspace import Workspace


@command(name="list")
@COUNTRIES
@click.option(
    "--old",
    is_flag=True,
    help="Instead: answers that rest on texts older than the last amendment on file or on repealed acts, and acts without a date in force.",
)
@format_option("evidence", "A text to read, or the same for other programs.")
def listed(root: Path, *, countries: tuple[str, ...], old: bool, format_: str) -> None:
    """Print where evidence is thin.

    This is what `compliance evidence` does by itself. Listed are ratings without a source seen, quotations that do not stand in the stored text with the difference, names that lead
    nowhere, acts without dates, acts and sources that nothing refers to. `compliance evidence --old` prints what may have
    changed since it was read.
    """
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
    every = (*problems, *check(workspace))
    evidences = [evidence_of(workspace, workspace.countries[id_], every) for id_ in order]
    if format_ == "json":
        return as_json([evidence_record(evidence) for evidence in evidences])
    return "\n\n".join(as_text(evidence, named[evidence.country]) for evidence in evidences)


def _old(workspace: Workspace, order: Sequence[str], named: Mapping[str, str], format_: str) -> str:
    """What countries' answers rest on that may have changed since."""
    olds = [old(workspace, workspace.countries[id_]) for id_ in order]
    if format_ == "json":
        return as_json([old_record(old) for old in olds])
    return "\n\n".join(old_as_text(old, named[old.country]) for old in olds)
