"""The commands that have commands of their own."""

import click

from compliance.cli.commands import Commands


@click.group(cls=Commands, group="checklist")
def checklist() -> None:
    """Send a checklist out as a workbook, and bring it back."""


@click.group(cls=Commands, group="evidence", default="list")
def evidence() -> None:
    """Print where evidence is thin, or store it.

    `compliance evidence [COUNTRY]...` is the list; `compliance evidence add` stores the text of an act, against which
    quotations are checked from then on, or a copy of a document of any kind.
    """


@click.group(cls=Commands, group="export")
def export() -> None:
    """Write the data for the systems of others."""


@click.group(cls=Commands, group="indicators", default="table")
def indicators() -> None:
    """Print how the project indicators of countries stand.

    `compliance indicators [COUNTRY]...` is the table of trend, now, baseline, target and status; `compliance indicators
    explain` says where a value comes from.
    """
