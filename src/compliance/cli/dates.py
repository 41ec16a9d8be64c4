"""What several commands are asked: a day, and a bill that somebody may misspell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from compliance.inputs import Inputs
    from compliance.model.bill import Bill


def a_day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """The day that an option is given, if it is given; wrong use if that is no day."""
    day = day_of(value) if value is not None else None
    if value is not None and day is None:
        raise click.BadParameter(f"`{value}` is no day; write one such as 2026-06-30.")
    return day


def day_of(text: str) -> date | None:
    """The day that a text writes in full, if it writes one."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def examined(inputs: Inputs, countries: Sequence[str], day: date, hint: str) -> date:
    """A day of which the law is on file; wrong use if it lies after what anybody examined, or before the treaties."""
    from compliance import figures

    filed = {id_ for name in countries for _, id_ in inputs.workspace.countries[name].checklists}
    opened = [inputs.workspace.instruments[id_].value.opened for id_ in filed & inputs.workspace.instruments.keys()]
    if opened and all(it and day < it for it in opened):
        first = figures.day(min(day for day in opened if day))
        raise click.BadParameter(
            f"the first of the treaties was opened on {first}; ask for a later day.", param_hint=hint
        )
    for name in countries:
        country = inputs.workspace.countries[name]
        latest = [
            document.value.cut_off
            for (cycle, _), document in country.checklists.items()
            if cycle == country.cycles()[-1]
        ]
        if latest and max(latest) < day:
            end = figures.day(max(latest))
            raise click.BadParameter(
                f"the law of {name} is on file up to {end}; ask for that day or earlier.", param_hint=hint
            )
    return day


def bill_of(inputs: Inputs, countries: Sequence[str], id_: str) -> Bill:
    """The bill of that id in one of some countries; wrong use if none has it, or several."""
    from compliance.problems import closest

    bills = [document for name in countries for document in inputs.workspace.countries[name].bills.values()]
    found = [document.value for document in bills if document.value.id == id_]
    if not found:
        near = closest(id_, [document.value.id for document in bills]) or (None if bills else "no bill is on file.")
        raise click.BadParameter(f"there is no bill `{id_}`. {near or ''}".rstrip(), param_hint="--with-bill")
    if len(found) > 1:
        owners = " and ".join(bill.country for bill in found)
        raise click.BadParameter(f"{owners} have a bill `{id_}` each; name the country.", param_hint="--with-bill")
    return found[0]
