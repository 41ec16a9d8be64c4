"""The command that compares two states of a country."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from compliance.cli.folder import bill_of, clean, examined, known
from compliance.cli.shared import a_day, command, day_of, format_option
from compliance.cli.tables import table
from compliance.cli.terminal import echo, flow, flows
from compliance.inputs import Inputs
from compliance.problems import closest
from compliance.queries.comparison import CHANGES, STEPS, bound, by_cause, comparison_record, title
from compliance.queries.formats import as_json, as_table
from compliance.view import words
from compliance.view.comparison import Comparison, State, compared, step_rows, sums, unexamined
from compliance.view.names import designations


@command("country")
@click.option(
    "--from", "first", metavar="DATE|CYCLE", required=True, help="The first state: a day of the law, or a cycle."
)
@click.option(
    "--to", "last", metavar="DATE|CYCLE", required=True, help="The second state: a day of the law, or a cycle."
)
@click.option(
    "--known",
    "known_on",
    metavar="DATE",
    callback=a_day,
    help="Both states as known on this day.  [default: all that is on file]",
)
@click.option(
    "--from-known", metavar="DATE", callback=a_day, help="The first state as known on this day.  [default: as --known]"
)
@click.option(
    "--from-leads",
    is_flag=True,
    help="The first state as if leads counted: answers whose evidence is too weak, which scores once took in.",
)
@click.option("--with-bill", "bill_id", metavar="ID", help="The second state as if this bill were law.")
@format_option("compare", "Tables to read, or exact figures for other programs.")
def compare(
    root: Path,
    *,
    country: str,
    first: str,
    last: str,
    known_on: date | None,
    from_known: date | None,
    from_leads: bool,
    bill_id: str | None,
    format_: str,
) -> None:
    """Print what changed between two states of a country, and why.

    A bridge leads from one score to the other. A state is the law of a day (2019-12-31), or a cycle (2026). With `--from-known`, what has been learnt since that day
    shows as texts read, found evidence and corrected errors, within one cycle too. `--from-leads` begins with the score
    as it was while leads counted; that they fall away is a step of its own. A bill is no law: its step stands apart.
    """
    inputs = clean(root)
    (id_,) = known(inputs, (country,))
    before = _state(inputs, id_, first, "--from")
    after = _state(inputs, id_, last, "--to")
    bill = bill_of(inputs, (id_,), bill_id) if bill_id else None
    before = replace(before, known=from_known or known_on, leads=from_leads)
    after = replace(after, known=known_on, bill=bill)
    comparisons = compared(inputs.workspace, inputs.workspace.countries[id_], before, after)
    if not comparisons:
        raise click.UsageError(f"for no instrument does {id_} have a checklist in both cycles.")
    today = max(comparison.whole.after.checklist.cut_off for comparison in comparisons)
    name = inputs.workspace.name_of(id_, today)
    footnotes = designations(inputs.workspace, today, (name,))
    if format_ == "json":
        records = [comparison_record(comparison) for comparison in comparisons]
        echo(as_json({"country": id_, "name": name, "footnotes": footnotes, "comparisons": records}))
        return
    for comparison in comparisons:
        _print(name, comparison)
    flows(footnotes)


def _state(inputs: Inputs, country: str, text: str, hint: str) -> State:
    """The state that a text names; wrong use if it is no cycle of the country and no day of which the law is on file."""
    cycles = inputs.workspace.countries[country].cycles()
    if text in cycles:
        return State(cycle=text)
    day = day_of(text)
    if day is None or not cycles:
        near = closest(text, cycles) or f"cycles: {', '.join(cycles) or 'none'}"
        raise click.BadParameter(f"`{text}` is no cycle, and no day such as 2019-12-31. {near}", param_hint=hint)
    return State(cycle=cycles[-1], on=examined(inputs, (country,), day, hint))


def _print(name: str, comparison: Comparison) -> None:
    flow(title(name, comparison))
    if changes := by_cause(comparison.whole):
        table(*as_table(CHANGES, changes))
    else:
        flow("No criterion changed.")
    if steps := step_rows(comparison.whole):
        table(*as_table(STEPS, steps))
    lines = [
        *unexamined(comparison.whole),
        *sums(comparison.whole),
        bound(comparison),
        *([words.no_law(comparison.after.bill)] if comparison.after.bill else []),
    ]
    flow("\n".join(lines) + "\n")
