"""The answers and legal bases of a workspace, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from compliance.model.bill import Bill
from compliance.model.checklist import Checklist, LegalBasis, Response
from compliance.model.instrument import Criterion, Instrument
from compliance.model.legislation import Act
from compliance.model.participation import Participation
from compliance.problems import Position
from compliance.source import Document, Step
from compliance.workspace import Country, Filed, Workspace

STATE = "state"
"""The key of the common level among the ratings by part."""


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


def answers(workspace: Workspace) -> Iterator[Answered]:
    """Every response to a criterion that exists, of checklists and of bills."""
    for country, filed in checklists(workspace):
        yield from _answers(
            workspace, country, filed.document, filed.value.instrument, filed.value.responses, filed.value.cut_off
        )
    for country, bill in bills(workspace):
        for instrument, responses in bill.value.responses.items():
            yield from _answers(workspace, country, bill.document, instrument, responses, None)


def _answers(  # noqa: PLR0917  # the parts of an answer
    workspace: Workspace,
    country: Country,
    document: Document,
    instrument: str,
    responses: Mapping[str, Response],
    day: date | None,
) -> Iterator[Answered]:
    filed = workspace.instruments.get(instrument)
    known = {criterion.id: criterion for criterion in filed.value.criteria()} if filed else {}
    inner = ("responses",) if day else ("responses", instrument)
    for id_, response in responses.items():
        if filed and id_ in known:
            yield Answered(country, filed.value, known[id_], response, document, (*inner, id_), day)


def bases(workspace: Workspace) -> Iterator[Based]:
    """Every legal basis of every response."""
    for answered in answers(workspace):
        for index, basis in enumerate(answered.response.legal_basis):
            yield Based(answered, basis, index)


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
            for id_, one in country.participation.value.instruments.items():
                yield id_, one, Place(country.participation.document, ("instruments", id_))


def parts(workspace: Workspace, country: str) -> tuple[str, ...]:
    """Ids of the parts of a country."""
    jurisdiction = workspace.jurisdiction(country)
    return tuple(part.id for part in jurisdiction.parts) if jurisdiction else ()
