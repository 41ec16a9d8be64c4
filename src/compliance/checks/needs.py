"""What an answer still needs before it is complete: checks, progress and workbooks ask here."""

from collections.abc import Iterator
from typing import Literal

from compliance.as_of.checklists import settled
from compliance.model.checklist import NONE, NOT_APPLICABLE, UNANSWERED, Response
from compliance.model.instrument import Criterion, NotApplicable, Obligation, Scale
from compliance.model.participation import Participation

SEEN = ("A", "B", "C")
"""Grades of evidence that say that a document was seen."""
Need = Literal["answer", "reason", "evidence", "documents", "gap", "legal basis", "confirm"]


def needs(response: Response, criterion: Criterion, scale: Scale) -> tuple[Need, ...]:
    """What an answer still needs, in the order in which an evaluator meets it; a rating before all else."""
    return tuple(_needs(response, criterion, scale)) if response.has_rating else ("answer",)


def _needs(response: Response, criterion: Criterion, scale: Scale) -> Iterator[Need]:
    words, values = ratings_of(response), tuple(scale.values)
    if NOT_APPLICABLE in words and response.not_applicable is None:
        yield "reason"
    if words & set(values) and response.evidence is None:
        yield "evidence"
    if response.evidence in SEEN and not is_documented(response):
        yield "documents"
    if ratings_of(settled(response)) & set(values[1:]) and not response.gap:
        yield "gap"
    if needs_law(criterion) and above_lowest(response, scale) and not response.legal_basis:
        yield "legal basis"
    if response.carried_over:
        yield "confirm"


def ratings_of(response: Response) -> set[str]:
    """Every rating that a response holds, whole or by part."""
    return {*response.rating, *(word for answer in response.ratings_by_part.values() for word in answer)}


def above_lowest(response: Response, scale: Scale) -> set[str]:
    """The ratings of a response that a provision has to carry."""
    return ratings_of(response) - {tuple(scale.values)[-1], NOT_APPLICABLE, UNANSWERED, NONE}


def needs_law(criterion: Criterion) -> bool:
    """Whether a rating above the lowest needs a provision of national law."""
    return "law" in criterion.assessed_from


def is_documented(response: Response) -> bool:
    """Whether a document is named, for the answer or for one of its provisions."""
    return bool(response.sources) or any(basis.sources for basis in response.legal_basis)


def lacks_evidence(response: Response) -> bool:
    """Whether no source was seen for a rating; what does not apply needs none."""
    return response.not_applicable is None and response.evidence in (None, "D")


def impossible(reason: NotApplicable, obligation: Obligation, participation: Participation | None) -> str | None:
    """Why a criterion cannot be not applicable for a reason, if it cannot."""
    match reason:
        case "reservation":
            return "deposits are written in participation.yaml and take effect from there"
        case "condition-not-met" if obligation not in ("triggered", "validity"):
            return f"it is {obligation}, due without a condition"
        case "other-treaty-applies" if obligation != "triggered":
            return f"it is {obligation}, due whatever other treaties say"
        case "not-a-party" if participation is not None and participation.status == "party":
            return "the country is a Party"
        case _:
            return None
