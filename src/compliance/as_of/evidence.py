"""What an answer rests on: whether its acts were law, how old the text was that was read, whether its evidence counts; method, section 8."""

from collections.abc import Mapping
from datetime import date
from typing import get_args

from compliance.model.checklist import LegalBasis, Response
from compliance.model.instrument import Grade, Instrument, Scale
from compliance.model.legislation import Act


def is_older(act: Act) -> bool:
    """Whether the text that was read lacks the last amendment on file; the act as first published lacks every one."""
    return act.read is not None and bool(act.amendments) and act.read.consolidated_to != act.amendments[-1]


def is_repealed(act: Act, on: date) -> bool:
    """Whether an act was repealed on a day, as far as the register says; where it gives a last day, that decides."""
    if act.until is not None:
        return act.until.last < on
    return act.status == "repealed" or act.repealed_by is not None


def rests_on(response: Response) -> tuple[str, ...]:
    """The acts on which an answer rests, each once."""
    return tuple(dict.fromkeys(basis.act for basis in response.legal_basis))


def by_precedence(response: Response, instrument: str, acts: Mapping[str, Act]) -> bool:
    """Whether an answer rests on nothing but a treaty that goes before statutes: itself, its ratification, the clause that says so."""
    return bool(response.legal_basis) and all(_of_treaty(basis, instrument, acts) for basis in response.legal_basis)


def _of_treaty(basis: LegalBasis, instrument: str, acts: Mapping[str, Act]) -> bool:
    act = acts.get(basis.act)
    return basis.role == "treaty" or basis.act == instrument or (act is not None and act.kind == "treaty-law")


LETTERS: tuple[Grade, ...] = get_args(Grade)
"""Grades of evidence from the best to the weakest."""


def counts(response: Response, instrument: Instrument) -> bool:
    """Whether an answer counts before an instrument; one that does not is a lead."""
    return weighs(response.evidence, instrument.scale)


def weighs(grade: Grade | None, scale: Scale) -> bool:
    """Whether evidence of a grade is good enough for a scale; every answer without a grade is."""
    if grade is None or scale.counts_from is None:
        return True
    return LETTERS.index(grade) <= LETTERS.index(scale.counts_from)
