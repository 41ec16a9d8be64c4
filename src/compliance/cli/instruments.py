"""The command that lists what an instrument consists of."""

from pathlib import Path

import click

from compliance.cli.folder import clean
from compliance.cli.shared import command, format_option, one_of
from compliance.cli.tables import table
from compliance.cli.terminal import echo, flows
from compliance.queries import instruments as query
from compliance.queries.formats import as_csv, as_json, as_table


@command()
@click.argument("names", metavar="[ID]...", nargs=-1)
@click.option("--criteria", is_flag=True, help="Every criterion with its question, instead of articles.")
@format_option("instruments", "Tables to read, or the same for other programs.")
def instruments(root: Path, *, names: tuple[str, ...], criteria: bool, format_: str) -> None:
    """List sections, articles and criteria of instruments.

    They have here the names that other commands take: `compliance assign` a section or articles, `compliance explain` a criterion. ID is an instrument such as ets-185; without it all of the
    workspace are listed.
    """
    every = clean(root).workspace.instruments
    wanted = tuple(every[one_of(every, name, "instrument", "ID")].value for name in names or every)
    match format_:
        case "json":
            echo(as_json([query.instrument_record(instrument) for instrument in wanted]))
        case "csv":
            echo(as_csv(query.EXACT, query.criteria(wanted)))
        case "table":
            for instrument in wanted:
                flows((query.headline(instrument), *query.sections(instrument)))
                if criteria:
                    table(*as_table(query.CRITERIA, instrument.criteria()))
                else:
                    table(*as_table(query.ARTICLES, query.articles(instrument)))
