"""The command that says how robust scores are."""

from collections.abc import Mapping
from pathlib import Path

import click

from compliance.cli.folder import clean
from compliance.cli.shared import chosen, command, format_option
from compliance.cli.tables import table
from compliance.cli.terminal import echo, flow, flows
from compliance.inputs import Inputs
from compliance.queries.formats import as_json, as_table
from compliance.queries.robustness import columns, distinguished, pair_columns, robustness_record
from compliance.queries.scores import footnotes, scored
from compliance.robustness import Robustness
from compliance.robustness.run import can_vary, of_countries
from compliance.view.robustness import basis, groups, order_drivers


@command()
@click.option("--instrument", metavar="ID", help="One instrument, such as ets-185.  [default: all]")
@click.option("--draws", type=click.IntRange(min=100), default=10_000, show_default=True, help="How many draws.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed draws other numbers.")
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Processes that share the work; the result is the same.",
)
@format_option("robustness", "Tables to read, or every figure for other programs.")
def robustness(root: Path, *, instrument: str | None, format_: str, **settings: int) -> None:
    """Print how robust the scores of all countries are.

    Every choice of the method is varied at once. A robustness range says how far a score depends on choices; it is no confidence interval. One country is called
    ahead of another only where that holds in nearly every draw and their ranges do not overlap as declared.
    """
    inputs = clean(root)
    wanted = _wanted(inputs, instrument)
    scores = tuple(score for score in scored(inputs.workspace, ()) if score.whole.instrument.id in wanted)
    names = {country: name for country, name, _ in scores}
    assessments = [(score.country, score.assessment) for score in scores]
    robustnesses = of_countries(inputs.workspace, assessments, wanted, **settings)
    if not robustnesses:
        raise click.UsageError(f"no country has a score for {instrument or 'an instrument that can be varied'}.")
    if format_ == "json":
        echo(as_json([robustness_record(robustness, names) for robustness in robustnesses]))
        return
    for robustness in robustnesses:
        _print(inputs, robustness, names)
    flows(footnotes(inputs.workspace, scores))


def _wanted(inputs: Inputs, instrument: str | None) -> tuple[str, ...]:
    """The instruments asked for; wrong use where there is none such, or where its means are not varied."""
    known = inputs.workspace.instruments
    wanted = chosen(known, instrument)
    if instrument and not can_vary(known[instrument].value):
        message = f"`{instrument}` has means of its own; varied are those of the treaties."
        raise click.BadParameter(message, param_hint="--instrument")
    return wanted


def _print(inputs: Inputs, robustness: Robustness, names: Mapping[str, str]) -> None:
    instrument = inputs.workspace.instruments[robustness.instrument].value
    flow(f"{instrument.abbreviation}, {instrument.short}")
    table(*as_table(columns(names), robustness.standings))
    if len(robustness.standings) > 1:
        if pairs := distinguished(robustness):
            table(*as_table(pair_columns(names), pairs))
        flow(groups(robustness, names))
        flow(order_drivers(robustness))
    flow(f"{basis(robustness)}\n")
