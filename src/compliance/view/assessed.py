"""The scores of a country in one cycle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from compliance.model.bill import Bill
from compliance.scoring import Assessment, InstrumentScore, assess, checklist_as_of
from compliance.workspace import Country, Workspace


class Scored(NamedTuple):
    """One of the assessments of a country."""

    country: str
    name: str
    assessment: Assessment

    @property
    def whole(self) -> InstrumentScore:
        """The score of the whole instrument."""
        return self.assessment.whole


def assessments(
    workspace: Workspace,
    country: Country,
    cycle: str,
    instruments: Sequence[str],
    *,
    on: date | None = None,
    known: date | None = None,
    bill: Bill | None = None,
) -> tuple[Assessment, ...]:
    """The scores of a country for the instruments that a cycle has a checklist for; on the cut-off date, as known today and without a bill, unless asked otherwise."""
    parts = workspace.parts(country.id)
    bound = country.participation.value.instruments if country.participation else {}
    acts = country.acts()
    return tuple(
        assess(
            workspace.instruments[id_].value,
            checklist_as_of(checklist, on=day, known=known, bill=bill, acts=acts),
            bound.get(id_),
            parts,
            day,
        )
        for id_ in instruments
        if (filed := country.checklists.get((cycle, id_))) and (checklist := filed.value)
        for day in (on or checklist.cut_off,)
    )
