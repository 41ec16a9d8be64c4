"""The answers and legal bases of a workspace, each with the place where it stands."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from compliance.checks.needs import Need, needs
from compliance.model.bill import Bill
from compliance.model.checklist import Checklist, LegalBasis, Response
from compliance.model.findings import Finding
from compliance.model.instrument import Criterion, Instrument
from compliance.model.legislation import Act
from compliance.model.participation import Participation
from compliance.model.people import People
from compliance.problems import Position, Problem
from compliance.source import Document, Step
from compliance.workspace import Country, Filed, Workspace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a document."""

    document: Document
    steps: tuple[Step, ...]

    def at(self, *steps: Step) -> Position:
        """Where a field of it stands."""
        return self.document.at(*self.steps, *steps)

    def key(self, *steps: Step) -> Position:
        """Where the name of a field of it stands."""
        return self.document.key(*self.steps, *steps)


@dataclass(frozen=True, slots=True)
class Answered(Place):
    """One response of a checklist or a bill, where it stands, with all that belongs to it."""

    country: Country
    instrument: Instrument
    criterion: Criterion
    response: Response
    needs: tuple[Need, ...]
    """What it still needs, for which several checks ask."""
    day: date | None
    """The day on which its law must be in force; none for a bill."""
    parts: tuple[str, ...]
    acts: Mapping[str, Act]
    people: People | None
    """Who works here, where that is on file."""

    @property
    def participation(self) -> Participation | None:
        """How the country stands to the instrument, where that is on file."""
        filed = self.country.participation
        return filed.value.instruments.get(self.instrument.id) if filed else None


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
        yield from ((country, filed) for filed in country.rated())


def bills(workspace: Workspace) -> Iterator[tuple[Country, Filed[Bill]]]:
    """Every bill with its country."""
    for country in workspace.countries.values():
        for filed in country.bills.values():
            yield country, filed


@lru_cache(maxsize=1)  # every check asks for them
def answers(workspace: Workspace) -> tuple[Answered, ...]:
    """Every response to a criterion that exists, of checklists and of bills."""
    treaties = {id_: filed.value for id_, filed in workspace.instruments.items()}
    known = {id_: {criterion.id: criterion for criterion in treaty.criteria()} for id_, treaty in treaties.items()}
    acts = {country.id: country.acts() for country in workspace.countries.values()}
    parts = {id_: workspace.parts(id_) for id_ in workspace.countries}
    return tuple(
        Answered(
            document=place.document,
            steps=(*place.steps, name),
            country=country,
            instrument=treaties[id_],
            criterion=known[id_][name],
            response=response,
            needs=needs(response, known[id_][name], treaties[id_].scale),
            day=day,
            parts=parts[country.id],
            acts=acts[country.id],
            people=workspace.roll,
        )
        for country, place, id_, responses, day in _filed_answers(workspace)
        for name, response in responses.items()
        if name in known.get(id_, ())
    )


def _filed_answers(workspace: Workspace) -> Iterator[tuple[Country, Place, str, Mapping[str, Response], date | None]]:
    """The responses of every checklist and bill to an instrument, with its id and the day of the law."""
    for country, filed in checklists(workspace):
        value = filed.value
        yield country, Place(filed.document, ("responses",)), value.instrument, value.responses, value.cut_off
    for country, bill in bills(workspace):
        for id_, responses in bill.value.responses.items():
            yield country, Place(bill.document, ("responses", id_)), id_, responses, None


@lru_cache(maxsize=1)
def bases(workspace: Workspace) -> tuple[Based, ...]:
    """Every legal basis of every response."""
    return tuple(
        Based(answered, basis, index)
        for answered in answers(workspace)
        for index, basis in enumerate(answered.response.legal_basis)
    )


def each_answer(*checks: Callable[[Answered], Iterator[Problem]]) -> Callable[[Workspace], Iterator[Problem]]:
    """One walk over the answers, at each of which some checks look."""
    return lambda workspace: _looked(answers(workspace), checks)


def each_basis(*checks: Callable[[Based], Iterator[Problem]]) -> Callable[[Workspace], Iterator[Problem]]:
    """One walk over the legal bases, at each of which some checks look."""
    return lambda workspace: _looked(bases(workspace), checks)


def each_instrument(
    *checks: Callable[[Filed[Instrument]], Iterator[Problem]],
) -> Callable[[Workspace], Iterator[Problem]]:
    """One walk over the folder's own instruments, at each of which some checks look."""
    return lambda workspace: _looked(own_instruments(workspace), checks)


def own_instruments(workspace: Workspace) -> Iterator[Filed[Instrument]]:
    """The instruments of the folder; to look at those of the program took most of the time of a small one."""
    return (filed for filed in workspace.instruments.values() if not filed.document.is_shipped)


def _looked(things: Iterable[T], checks: Iterable[Callable[[T], Iterator[Problem]]]) -> Iterator[Problem]:
    return (problem for thing in things for check in checks for problem in check(thing))


def acts(workspace: Workspace) -> Iterator[tuple[Country, Act, Place]]:
    """Every act of every register, with its place."""
    for country in workspace.countries.values():
        if country.legislation:
            for n, act in enumerate(country.legislation.value.acts):
                yield country, act, Place(country.legislation.document, ("acts", n))


def findings(workspace: Workspace) -> Iterator[tuple[Finding, Place]]:
    """Every finding with its place."""
    for filed in filter(None, (country.findings for country in workspace.countries.values())):
        for n, finding in enumerate(filed.value.findings):
            yield finding, Place(filed.document, ("findings", n))


def treaties(workspace: Workspace) -> Iterator[tuple[str, Participation, Place]]:
    """How every country stands to every treaty: the treaty's id, the participation, its place."""
    for country in workspace.countries.values():
        if country.participation:
            for id_, participation in country.participation.value.instruments.items():
                yield id_, participation, Place(country.participation.document, ("instruments", id_))
