"""Commands on figures: how project indicators stand, and why; composite indices."""

from pathlib import Path

import click

from compliance.cli.folder import clean, known
from compliance.cli.shared import COUNTRIES, YEAR, command, format_option, one_of
from compliance.cli.tables import table
from compliance.cli.terminal import echo, flows
from compliance.queries import indices
from compliance.queries.datasets import INDICATORS, every_value
from compliance.queries.formats import as_csv, as_json, as_table
from compliance.queries.indicators import columns, footnotes, indicator_record, reports, summaries
from compliance.view.indicator import as_text


@command(name="table")
@COUNTRIES
@click.option("--year", type=YEAR, metavar="YEAR", help="As at the end of this year.  [default: the cut-off date]")
@format_option("indicators", "A table to read, every value as CSV, or the indicators with their figures as JSON.")
def listed(root: Path, *, countries: tuple[str, ...], year: int | None, format_: str) -> None:
    """Print how the indicators of countries stand.

    This is what `compliance indicators` does by itself. A missing figure stays missing; the reason says what is needed. The trend has one bar a year and a space for a
    year without a figure. Under the table stands how many indicators and answers there are, and every figure that no indicator uses.
    """
    inputs = clean(root)
    computed = reports(inputs, known(inputs, countries), year)
    if format_ == "csv":
        echo(as_csv(INDICATORS.columns, every_value(computed)))
        return
    if format_ == "json":
        echo(as_json([indicator_record(report) for report in computed]))
        return
    table(*as_table(columns(inputs.workspace), computed))
    flows(summaries(inputs, computed))
    flows(footnotes(inputs, countries))


@command()
@click.argument("indicator", metavar="ID")
@click.argument("country")
@click.argument("year", type=YEAR, required=False)
@format_option("indicators explain", "A text to read, or exact figures for other programs.")
def explain(root: Path, *, indicator: str, country: str, year: int | None, format_: str) -> None:
    """Explain a value of an indicator.

    Shown are formula, figures with their sources, exchange rates, flags, and the arithmetic of its status. ID is an indicator of the logframe, such as `I08`; without YEAR the latest value is meant.
    """
    inputs = clean(root)
    computed = {report.indicator.id: report for report in reports(inputs, known(inputs, (country,)), year)}
    one_of(computed, indicator, "indicator", "ID")
    if format_ == "json":
        echo(as_json(indicator_record(computed[indicator], year)))
        return
    notes = footnotes(inputs, (country,))
    echo("\n\n".join((as_text(inputs, computed[indicator], year), *notes)))


@command()
@click.argument("name", metavar="INDEX")
@format_option("index", "A table to read, or exact figures for other programs.")
def index(root: Path, name: str, format_: str) -> None:
    """Print a composite index, year by year.

    Every unit is shown with its dimensions. INDEX is a file of indicators/indices, without its ending. A missing figure leaves a range; it is never counted as zero.
    """
    inputs = clean(root)
    every = inputs.project.indices if inputs.project else {}
    index = every[one_of(every, name, "index", "INDEX")]
    workspace, scores = inputs.workspace, indices.scored(inputs, index)
    if format_ == "json":
        echo(as_json(indices.index_record(workspace, index, scores)))
        return
    table(*as_table(indices.columns(workspace, index), scores))
    flows(indices.notes(workspace, scores))
