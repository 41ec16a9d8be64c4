"""Commands on project indicators: how they stand, and why."""

from __future__ import annotations

from pathlib import Path

import click

from compliance.cli.root import clean, known, main, table
from compliance.cli.terminal import echo, format_option

YEAR = click.IntRange(1990, 2200)


class Standing(click.Group):
    """A group that prints the table where no other of its commands is named."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """The arguments, for the table unless they begin with a command or ask for help."""
        known_words = (*self.commands, *context.help_option_names)
        return super().parse_args(context, args if args and args[0] in known_words else ["table", *args])


@main.group(cls=Standing)
def indicators() -> None:
    """Print the project indicators of countries: trend, now, baseline, expected, target, status.

    `compliance indicators [COUNTRY]...` is the table; `compliance indicators explain` says where a value comes from.
    """


@indicators.command("table")
@click.argument("countries", metavar="[COUNTRY]...", nargs=-1)
@click.option("--year", type=YEAR, metavar="YEAR", help="As at the end of this year.  [default: the cut-off date]")
@format_option("indicators", "A table to read, or every value with its sources for other programs.")
@click.pass_obj
def standing(root: Path, *, countries: tuple[str, ...], year: int | None, format_: str) -> None:
    """Print how the indicators of countries stand; what `compliance indicators` does by itself.

    A missing figure stays missing; the reason says what is needed. The trend has one bar a year and a space for a
    year without a figure. Under the table stands how many indicators and answers there are, and every figure that
    no indicator uses.
    """
    from compliance.queries.formats import as_csv, as_table
    from compliance.queries.indicator_table import VALUES, columns, every_value, footnotes, reports, summaries

    inputs = clean(root)
    computed = reports(inputs, known(inputs, countries), year)
    if format_ == "csv":
        echo(as_csv(VALUES, every_value(computed)))
        return
    table(*as_table(columns(inputs.workspace), computed))
    for line in summaries(inputs, computed):
        echo(line)
    for note in footnotes(inputs, countries):
        echo(note)


@indicators.command()
@click.argument("indicator", metavar="ID")
@click.argument("country")
@click.argument("year", type=YEAR, required=False)
@format_option("indicators explain", "A text to read, or exact figures for other programs.")
@click.pass_obj
def explain(root: Path, *, indicator: str, country: str, year: int | None, format_: str) -> None:
    """Explain a value: formula, figures with their sources, exchange rates, flags, and the arithmetic of its status.

    ID is an indicator of the logframe, such as `I08`; without YEAR the latest value is meant.
    """
    from compliance.problems import closest
    from compliance.queries.indicator_table import footnotes, reports
    from compliance.view.indicator import as_json, as_text

    inputs = clean(root)
    computed = {report.indicator.id: report for report in reports(inputs, known(inputs, (country,)), year)}
    if indicator not in computed:
        near = closest(indicator, computed)
        raise click.BadParameter(f"there is no indicator `{indicator}`. {near or ''}".rstrip(), param_hint="ID")
    if format_ == "json":
        echo(as_json(computed[indicator], year))
        return
    notes = footnotes(inputs, (country,))
    echo("\n\n".join((as_text(inputs, computed[indicator], year), *notes)))
