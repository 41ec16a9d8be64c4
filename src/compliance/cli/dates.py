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
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def examined(inputs: Inputs, countries: Sequence[str], day: date, hint: str) -> date:
    """A day of which the law is on file; wrong use if it lies after what anybody examined."""
    from compliance import figures

    for name in countries:
        country = inputs.workspace.countries[name]
        latest = [it.value.cut_off for (cycle, _), it in country.checklists.items() if cycle == country.cycles()[-1]]
        if latest and max(latest) < day:
            end = figures.day(max(latest))
            raise click.BadParameter(
                f"the law of {name} is on file up to {end}; ask for that day or earlier.", param_hint=hint
            )
    return day


def bill_of(inputs: Inputs, countries: Sequence[str], id_: str) -> Bill:
    """The bill of that id in one of some countries; wrong use if none has it."""
    from compliance.problems import closest

    bills = {key: it.value for name in countries for key, it in inputs.workspace.countries[name].bills.items()}
    if id_ not in bills:
        near = closest(id_, bills) or ("no bill is on file." if not bills else None)
        raise click.BadParameter(f"there is no bill `{id_}`. {near or ''}".rstrip(), param_hint="--with-bill")
    return bills[id_]
