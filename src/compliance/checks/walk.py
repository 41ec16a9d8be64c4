"""The answers and legal bases of a workspace, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from compliance.model.bill import Bill
from compliance.model.checklist import Checklist, LegalBasis, Response
from compliance.model.instrument import Criterion, Instrument
from compliance.model.legislation import Act
from compliance.model.participation import Participation
from compliance.problems import Position
from compliance.source import Document, Step
from compliance.workspace import Country, Filed, Workspace


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a document."""

    document: Document
    steps: tuple[Step, ...]

    def at(self, *steps: Step) -> Position:
        """Where a field of it stands."""
        return self.document.at(*self.steps, *steps)


@dataclass(frozen=True, slots=True)
class Answered:
    """One response of a checklist or a bill, with all that belongs to it."""

    country: Country
    instrument: Instrument
    criterion: Criterion
    response: Response
    document: Document
    steps: tuple[Step, ...]
    """Where the response stands in its document."""
    day: date | None
    """The day on which its law must be in force; none for a bill."""

    def at(self, *steps: Step) -> Position:
        """Where a field of the response stands."""
        return self.document.at(*self.steps, *steps)

    def key(self, *steps: Step) -> Position:
        """Where the name of a field of the response stands."""
        return self.document.key(*self.steps, *steps)


@dataclass(frozen=True, slots=True)
class Based:
    """One legal basis of one response."""

    answered: Answered
    basis: LegalBasis
    index: int

    def at(self, *steps: Step) -> Position:
        """Where a field of the legal basis stands."""
        return self.answered.at("legal_basis", self.index, *steps)


def checklists(workspace: Workspace) -> Iterator[tuple[Country, Filed[Checklist]]]:
    """Every checklist with its country, those of second evaluators included."""
    for country in workspace.countries.values():
        for filed in (*country.checklists.values(), *country.second.values()):
            yield country, filed


def bills(workspace: Workspace) -> Iterator[tuple[Country, Filed[Bill]]]:
    """Every bill with its country."""
    for country in workspace.countries.values():
        for filed in country.bills.values():
            yield country, filed


@lru_cache(maxsize=1)  # every check asks for them
def answers(workspace: Workspace) -> tuple[Answered, ...]:
    """Every response to a criterion that exists, of checklists and of bills."""
    return tuple(_all_answers(workspace))


def _all_answers(workspace: Workspace) -> Iterator[Answered]:
    known = {
        id_: (filed.value, {criterion.id: criterion for criterion in filed.value.criteria()})
        for id_, filed in workspace.instruments.items()
    }
    for country, filed in checklists(workspace):
        checklist, at = filed.value, Place(filed.document, ("responses",))
        if checklist.instrument in known:
            yield from _answers(country, at, known[checklist.instrument], checklist.responses, checklist.cut_off)
    for country, bill in bills(workspace):
        for instrument, responses in bill.value.responses.items():
            if instrument in known:
                at = Place(bill.document, ("responses", instrument))
                yield from _answers(country, at, known[instrument], responses, None)


def _answers(
    country: Country,
    at: Place,
    known: tuple[Instrument, Mapping[str, Criterion]],
    responses: Mapping[str, Response],
    day: date | None,
) -> Iterator[Answered]:
    instrument, criteria = known
    for id_, response in responses.items():
        if id_ in criteria:
            yield Answered(country, instrument, criteria[id_], response, at.document, (*at.steps, id_), day)


@lru_cache(maxsize=1)
def bases(workspace: Workspace) -> tuple[Based, ...]:
    """Every legal basis of every response."""
    return tuple(
        Based(answered, basis, index)
        for answered in answers(workspace)
        for index, basis in enumerate(answered.response.legal_basis)
    )


@lru_cache(maxsize=1)
def registers(workspace: Workspace) -> Mapping[str, Mapping[str, Act]]:
    """The acts of every country by id, by country; a check asks for them at every answer."""
    return {country.id: country.acts() for country in workspace.countries.values()}


def acts(workspace: Workspace) -> Iterator[tuple[Country, Act, Place]]:
    """Every act of every register, with its place."""
    for country in workspace.countries.values():
        if country.legislation:
            for n, act in enumerate(country.legislation.value.acts):
                yield country, act, Place(country.legislation.document, ("acts", n))


def treaties(workspace: Workspace) -> Iterator[tuple[str, Participation, Place]]:
    """How every country stands to every treaty: the treaty's id, the participation, its place."""
    for country in workspace.countries.values():
        if country.participation:
            for id_, participation in country.participation.value.instruments.items():
                yield id_, participation, Place(country.participation.document, ("instruments", id_))
