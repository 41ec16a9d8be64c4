"""The command that lists what would close the gaps of a country."""

from fractions import Fraction
from pathlib import Path

import click

from compliance import numerals
from compliance.cli.folder import clean, known
from compliance.cli.shared import chosen, command, format_option
from compliance.cli.tables import table
from compliance.cli.terminal import echo, flow, flows
from compliance.queries import gaps as query
from compliance.queries.formats import as_csv, as_json, as_table
from compliance.queries.gaps import FIRST, MARK, QUESTIONS, GapList, columns, outcome, step_columns, steps
from compliance.view.names import designations
from compliance.view.reforms import ends


def _target(_: click.Context, __: click.Parameter, text: str | None) -> Fraction | None:
    """A score from 0 to 1, exactly as it is written; wrong use if it is none."""
    if text is None:
        return None
    try:
        value = numerals.exact(text)
    except ValueError:
        raise click.BadParameter(f"`{text}` is no number from 0 to 1, such as 0.75.") from None
    if not 0 <= value <= 1:
        raise click.BadParameter(f"a score lies between 0 and 1; 75 of 100 points are 0.75, not `{text}`.")
    return value


@command("country")
@click.option("--instrument", metavar="ID", help="One instrument.  [default: all]")
@click.option("--reach", metavar="SCORE", callback=_target, help="Also a path to this score, from 0 to 1.")
@format_option("gaps", "Tables to read, or exact figures for other programs.")
def gaps(root: Path, country: str, instrument: str | None, reach: Fraction | None, format_: str) -> None:
    """List what would close the gaps of a country.

    Shown are gains, efforts, bundles, a path to a score, and open questions. The list is sorted by gain for each unit of effort (guideline 1, by-law 2, amendment 4, new act 8, constitution 16);
    gaps without a recommendation follow. Both figures are shown and never become one score.
    """
    inputs = clean(root)
    (id_,) = known(inputs, (country,))
    gap_lists = query.gap_lists(inputs.workspace, id_, chosen(inputs.workspace.instruments, instrument), reach)
    if not gap_lists:
        raise click.UsageError(f"{id_} has no checklist{f' of {instrument}' if instrument else ''}.")
    if format_ == "json":
        echo(as_json([query.gaps(gap_list) for gap_list in gap_lists]))
        return
    if format_ == "csv":
        echo(as_csv(query.EXACT, ((gap_list, row) for gap_list in gap_lists for row in gap_list.rows)))
        return
    for gap_list in gap_lists:
        _print(inputs.workspace.name_of(id_, gap_list.assessment.on), gap_list)
    day = gap_lists[0].assessment.on
    flows(designations(inputs.workspace, day, (inputs.workspace.name_of(id_, day),)))


def _print(name: str, gap_list: GapList) -> None:
    whole = gap_list.assessment.whole
    score = f", score {ends(whole.range)} of 100" if whole.range else ""
    flow(f"{name}, {whole.instrument.abbreviation}{score}")
    table(*as_table(columns(gap_list.assessment), gap_list.rows))
    flow(f"Points of 100. {MARK} no other row gives more for the same or less effort, or as much for less.")
    if gap_list.path:
        flow(f"\nA path, each step the one that brings most for its effort. {outcome(gap_list.path)}")
        if gap_list.path.steps:
            table(*as_table(step_columns(gap_list.assessment), steps(gap_list.path)))
    if gap_list.questions:
        flow(f"\nOpen questions whose answer narrows the range most; {len(gap_list.questions)} in all")
        table(*as_table(QUESTIONS, gap_list.questions[:FIRST]))
    flow()
