"""The command that lists what would close the gaps of a country."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli.root import clean, known, main, one_of, table
from compliance.cli.terminal import echo, format_option

if TYPE_CHECKING:
    from compliance.inputs import Inputs
    from compliance.queries.gaps import GapList


def _target(_: click.Context, __: click.Parameter, text: str | None) -> Fraction | None:
    """A score from 0 to 1, exactly as it is written; wrong use if it is none."""
    if text is None:
        return None
    from compliance import numerals

    try:
        value = numerals.exact(text)
    except ValueError:
        raise click.BadParameter(f"`{text}` is no number from 0 to 1, such as 0.75.") from None
    if not 0 <= value <= 1:
        raise click.BadParameter(f"a score lies between 0 and 1; 75 of 100 points are 0.75, not `{text}`.")
    return value


@main.command()
@click.argument("country")
@click.option("--instrument", metavar="ID", help="One instrument.  [default: all]")
@click.option("--reach", metavar="SCORE", callback=_target, help="Also a path to this score, from 0 to 1.")
@format_option("gaps", "Tables to read, or exact figures for other programs.")
@click.pass_obj
def gaps(root: Path, country: str, instrument: str | None, reach: Fraction | None, format_: str) -> None:
    """List what would close the gaps of a country: gains, efforts, bundles, a path to a score, open questions.

    The list is sorted by gain for each unit of effort (guideline 1, by-law 2, amendment 4, new act 8, constitution 16);
    gaps without a recommendation follow. Both figures are shown and never become one score.
    """
    from compliance.queries import gaps as query
    from compliance.queries.formats import as_csv, as_json
    from compliance.view.names import designations

    inputs = clean(root)
    (id_,) = known(inputs, (country,))
    found = query.gap_lists(inputs.workspace, id_, _instruments(inputs, instrument), reach)
    if not found:
        raise click.UsageError(f"{id_} has no checklist{f' of {instrument}' if instrument else ''}.")
    if format_ == "json":
        echo(as_json([query.gaps(gap_list) for gap_list in found]))
        return
    if format_ == "csv":
        echo(as_csv(query.EXACT, ((gap_list, row) for gap_list in found for row in gap_list.rows)))
        return
    jurisdiction = inputs.workspace.jurisdiction(id_)
    for gap_list in found:
        name = jurisdiction.name(gap_list.assessment.on) if jurisdiction else id_
        _print(name, gap_list)
    if jurisdiction:
        day = found[0].assessment.on
        for note in designations(inputs.workspace, day, (jurisdiction.name(day),)):
            echo(note)


def _instruments(inputs: Inputs, wanted: str | None) -> tuple[str, ...]:
    """The instruments asked for, which must exist."""
    every = tuple(inputs.workspace.instruments)
    return every if wanted is None else (one_of(every, wanted, "instrument", "--instrument"),)


def _print(name: str, gap_list: GapList) -> None:
    """Prints the tables of one treaty."""
    from compliance.queries.formats import as_table
    from compliance.queries.gaps import FIRST, MARK, QUESTIONS, columns, outcome, step_columns
    from compliance.view.reforms import ends

    whole = gap_list.assessment.whole
    score = f", score {ends(whole.range)} of 100" if whole.range else ""
    echo(f"{name}, {whole.instrument.abbreviation}{score}")
    table(*as_table(columns(gap_list.assessment), gap_list.rows))
    echo(f"Points of 100. {MARK} no other row gives more for the same or less effort, or as much for less.")
    if gap_list.path:
        echo(f"\nA path, each step the one that brings most for its effort. {outcome(gap_list.path)}")
        if gap_list.path.steps:
            table(*as_table(step_columns(gap_list.assessment), enumerate(gap_list.path.steps, 1)))
    if gap_list.questions:
        echo(f"\nOpen questions whose answer narrows the range most; {len(gap_list.questions)} in all")
        table(*as_table(QUESTIONS, gap_list.questions[:FIRST]))
    echo()
