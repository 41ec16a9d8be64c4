"""A folder that a command reads whole: nothing in it may be wrong, and what is named must be in it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from compliance import figures
from compliance.cli.shared import end_with, one_of
from compliance.indicators.project import Project
from compliance.inputs import Inputs, read_inputs
from compliance.model.bill import Bill
from compliance.problems import closest, serious
from compliance.queries.raters import spared


def clean(root: Path, *, second: bool = False) -> Inputs:
    """A folder without problems; prints them and ends with status 1 if there are any, as far as an evaluator may read them."""
    inputs, problems = read_inputs(root)
    wrong, unread = spared(inputs.workspace, serious(problems), second=second)
    end_with(wrong, "nothing was computed or written", unread)
    return inputs


def known(inputs: Inputs, countries: tuple[str, ...]) -> tuple[str, ...]:
    """The countries named, all of which must exist."""
    return tuple(one_of(inputs.workspace.countries, name, "country", "COUNTRY") for name in countries)


def planned(inputs: Inputs) -> Project:
    """The project of a folder; wrong use where it has none."""
    if inputs.project is None or not inputs.project.logframe.indicators:
        raise click.UsageError("the folder has no indicators/logframe.yaml, so there are no indicators.")
    return inputs.project


def examined(inputs: Inputs, countries: Sequence[str], day: date, hint: str) -> date:
    """A day of which the law is on file; wrong use if it lies after what anybody examined, or before the treaties."""
    filed = {id_ for name in countries for _, id_ in inputs.workspace.countries[name].checklists}
    opened = [inputs.workspace.instruments[id_].value.opened for id_ in filed & inputs.workspace.instruments.keys()]
    if opened and all(each and day < each for each in opened):
        first = figures.day(min(day for day in opened if day))
        what = f"the first of the treaties was opened on {first}; ask for a later day."
        raise click.BadParameter(what, param_hint=hint)
    for name in countries:
        country = inputs.workspace.countries[name]
        last = country.cycles()[-1:]
        latest = [filed.value.cut_off for (cycle, _), filed in country.checklists.items() if (cycle,) == last]
        if latest and max(latest) < day:
            end = figures.day(max(latest))
            what = f"the law of {name} is on file up to {end}; ask for that day or earlier."
            raise click.BadParameter(what, param_hint=hint)
    return day


def bill_of(inputs: Inputs, countries: Sequence[str], id_: str) -> Bill:
    """The bill of that id in one of some countries; wrong use if none has it, or several."""
    every = [document.value for name in countries for document in inputs.workspace.countries[name].bills.values()]
    bills = [bill for bill in every if bill.id == id_]
    if not bills:
        near = closest(id_, [bill.id for bill in every]) or (None if every else "no bill is on file.")
        raise click.BadParameter(f"there is no bill `{id_}`. {near or ''}".rstrip(), param_hint="--with-bill")
    if len(bills) > 1:
        owners = " and ".join(bill.country for bill in bills)
        raise click.BadParameter(f"{owners} have a bill `{id_}` each; name the country.", param_hint="--with-bill")
    return bills[0]
