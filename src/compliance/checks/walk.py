"""The answers and legal bases of a workspace, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
    """One response of one checklist, with all that belongs to it."""

    country: Country
    checklist: Checklist
    instrument: Instrument
    criterion: Criterion
    response: Response
    document: Document

    def at(self, *steps: Step) -> Position:
        """Where a field of the response stands."""
        return self.document.at("responses", self.criterion.id, *steps)

    def key(self, *steps: Step) -> Position:
        """Where the name of a field of the response stands."""
        return self.document.key("responses", self.criterion.id, *steps)


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
    """Every checklist with its country."""
    for country in workspace.countries.values():
        for filed in country.checklists.values():
            yield country, filed


def answers(workspace: Workspace) -> Iterator[Answered]:
    """Every response to a criterion that exists."""
    for country, filed in checklists(workspace):
        instrument = workspace.instruments.get(filed.value.instrument)
        if instrument is None:
            continue
        known = {criterion.id: criterion for criterion in instrument.value.criteria()}
        for id_, response in filed.value.responses.items():
            if id_ in known:
                yield Answered(country, filed.value, instrument.value, known[id_], response, filed.document)


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
