"""What is laid over a checklist before it is scored: the third rating after double rating, and a bill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from compliance.as_of.clocks import NO_ACTS, as_of
from compliance.model.bill import Bill
from compliance.model.checklist import Checklist, Response
from compliance.model.legislation import Act


def asked(
    checklist: Checklist,
    *,
    on: date,
    known: date | None = None,
    bill: Bill | None = None,
    acts: Mapping[str, Act] = NO_ACTS,
) -> Checklist:
    """The checklist to score for the law of a day, as known on a day (or all that is on file), with a bill or without."""
    settled = as_of(adjudicated(checklist), on, known or date.max, acts)
    return with_bill(settled, bill) if bill else settled


def adjudicated(checklist: Checklist) -> Checklist:
    """The checklist with the rating on which two evaluators were brought together, wherever they differed."""
    return replace(checklist, responses={key: _adjudicated(response) for key, response in checklist.responses.items()})


def with_bill(checklist: Checklist, bill: Bill) -> Checklist:
    """The checklist as it would be if a bill were law: its responses in the place of those in force, on any day asked."""
    if bill.country != checklist.country:
        raise ValueError(f"{bill.id} is a bill of {bill.country}, not of {checklist.country}")
    drafted = bill.responses.get(checklist.instrument, {})
    return replace(
        checklist, responses={**checklist.responses, **{key: _undated(response) for key, response in drafted.items()}}
    )


def _adjudicated(response: Response) -> Response:
    if response.adjudication is None:
        return response
    third = response.adjudication
    return replace(response, rating=third.rating, ratings_by_part=third.ratings_by_part)


def _undated(response: Response) -> Response:
    """The answer as if its provisions were in force on any day."""
    always = tuple(replace(basis, in_force=None, until=None) for basis in response.legal_basis)
    return replace(response, legal_basis=always, since=None, recorded=None, history=(), adjudication=None)
