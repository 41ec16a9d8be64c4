"""The command on what criteria of two instruments have in common."""

from datetime import date
from pathlib import Path

import click

from compliance.cli.folder import clean, known
from compliance.cli.shared import command, format_option, one_of
from compliance.cli.tables import table
from compliance.cli.terminal import echo, flow, flows
from compliance.inputs import Inputs
from compliance.queries import crosswalk as query
from compliance.queries.formats import as_json, as_table
from compliance.view.names import designations


@command()
@click.argument("country", required=False)
@click.option("--between", metavar="ID", help="One crosswalk, such as ets-185-ets-198.  [default: all]")
@format_option("crosswalk", "Tables to read, or the same for other programs.")
def crosswalk(root: Path, country: str | None, between: str | None, format_: str) -> None:
    """Print what criteria of two instruments have in common.

    Of a COUNTRY what that says of it: for each open criterion what an answer given elsewhere proposes, with relation and reason; nothing is
    ever copied. Then official ratings of the Financial Action Task Force beside our article ratings, never converted.
    """
    inputs = clean(root)
    every = {id_: filed.value for id_, filed in inputs.workspace.crosswalks.items()}
    if country is not None:
        if between:
            raise click.UsageError("--between names a table of ties; of a country all that is known is printed.")
        (id_,) = known(inputs, (country,))
        _of_country(inputs, id_, format_)
        return
    wanted = [every[one_of(every, between, "crosswalk", "--between")]] if between else list(every.values())
    if format_ == "json":
        echo(as_json(wanted))
        return
    for crosswalk in wanted:
        flow(f"{crosswalk.id}: {crosswalk.drawn_from}")
        table(*as_table(query.columns(crosswalk), crosswalk.ties))


def _of_country(inputs: Inputs, country: str, format_: str) -> None:
    """Prints what answers of a country propose, and official ratings beside ours."""
    theirs = inputs.workspace.countries[country]
    proposals, official = query.proposals(inputs.workspace, theirs), query.beside(inputs.workspace, theirs)
    if format_ == "json":
        echo(as_json({"country": country, "proposals": proposals, "official": official}))
        return
    name = inputs.workspace.name_of(country, date.today())
    flow(f"{name}: {query.summary(proposals)}")
    if proposals:
        flow(f"\n{query.as_text(proposals)}\n")
    if rated := [neighbour for neighbour in official if neighbour.official_rating]:
        flow("Official ratings of what shares the subject of an article; neither scale is converted into the other.")
        table(*as_table(query.OFFICIAL, rated))
    if missing := query.not_seen(official):
        flow(f"No source seen gives an official rating of {', '.join(missing)}.")
    flows(designations(inputs.workspace, date.today(), (name,)))
