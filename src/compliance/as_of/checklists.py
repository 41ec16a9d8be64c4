"""The checklist of another day: its ratings as they stood for the law of one day, as known on another, settled, or with a bill; method, section 7."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from compliance.model.bill import Bill
from compliance.model.checklist import UNANSWERED, Checklist, Entry, LegalBasis, Response
from compliance.model.legislation import Act

NO_ACTS: Mapping[str, Act] = {}


def checklist_as_of(
    checklist: Checklist,
    *,
    on: date,
    known: date | None = None,
    bill: Bill | None = None,
    acts: Mapping[str, Act] = NO_ACTS,
) -> Checklist:
    """The checklist to score for the law of a day, as known on a day (or all that is on file), with a bill or without."""
    as_known = as_of(adjudicated(checklist), on, known or date.max, acts)
    return with_bill(as_known, bill) if bill else as_known


def adjudicated(checklist: Checklist) -> Checklist:
    """The checklist with the agreed rating wherever two evaluators differed."""
    return replace(checklist, responses={key: settled(response) for key, response in checklist.responses.items()})


def with_bill(checklist: Checklist, bill: Bill) -> Checklist:
    """The checklist as it would be if a bill were law: its responses in the place of those in force, on any day."""
    if bill.country != checklist.country:
        raise ValueError(f"{bill.id} is a bill of {bill.country}, not of {checklist.country}")
    drafted = bill.responses.get(checklist.instrument, {})
    undated = {key: _undated(response) for key, response in drafted.items()}
    return replace(checklist, responses={**checklist.responses, **undated})


def settled(response: Response) -> Response:
    """The answer with the agreed rating where two evaluators differed."""
    if response.adjudication is None:
        return response
    third = response.adjudication
    reason = third.not_applicable or response.not_applicable
    return replace(response, rating=third.rating, ratings_by_part=third.ratings_by_part, not_applicable=reason)


def _undated(response: Response) -> Response:
    """The answer as if its provisions were in force on any day."""
    always = tuple(replace(basis, in_force=None, until=None) for basis in response.legal_basis)
    return replace(response, legal_basis=always, since=None, recorded=None, history=(), adjudication=None)


def as_of(checklist: Checklist, on: date, known: date, acts: Mapping[str, Act] = NO_ACTS) -> Checklist:
    """The checklist as its ratings stood for the law of the day `on`, as known on the day `known`; acts date provisions."""
    day, responses = checklist.cut_off, checklist.responses.items()
    return replace(checklist, responses={key: _as_of(response, on, known, day, acts) for key, response in responses})


def entry_as_of(response: Response, on: date, known: date, cut_off: date) -> Entry | Response | None:
    """What holds on a day as known on another: an entry of the history, the response itself, or nothing on file."""
    # A withdrawn rating, which left its history behind, takes part as one does that holds: nothing before it comes back.
    candidates: list[Entry | Response] = [*response.history]
    candidates += [response] if response.has_rating or response.history else []
    # By both clocks a later law and then a later record wins; an unknown beginning lies before all. Of equals the last
    # holds: the rating comes after its history, and an entry after those recorded before it.
    in_effect = [
        (begun, recorded, place)
        for place, answer in enumerate(candidates)
        if (begun := began(answer)) <= on and (recorded := answer.recorded or cut_off) <= known
    ]
    return candidates[max(in_effect)[-1]] if in_effect else None


def _as_of(response: Response, on: date, known: date, cut_off: date, acts: Mapping[str, Act]) -> Response:
    dated = tuple(_dated(basis, acts.get(basis.act)) for basis in response.legal_basis)
    held = [basis for basis, exact in zip(response.legal_basis, dated, strict=True) if in_force(exact, on)]
    match entry_as_of(response, on, known, cut_off):
        case Entry() as entry:
            return _earlier(entry, tuple(held))
        case None:
            return Response(legal_basis=response.legal_basis)
        case _:
            # Where no act behind it was in force, its provisions say so, and the answer does not stand on that day.
            return response if held or not dated else replace(response, legal_basis=dated)


def _earlier(entry: Entry, held: tuple[LegalBasis, ...]) -> Response:
    """The answer that an entry records, on its own evidence: it speaks for the country as a whole, and nothing else of today's answer holds."""
    return Response(
        rating=() if UNANSWERED in entry.rating else entry.rating,
        not_applicable=entry.not_applicable,
        legal_basis=held,
        analysis=entry.note,
        sources=entry.sources,
        since=entry.since,
        recorded=entry.recorded,
        evidence=entry.evidence,
        cause=entry.cause,
    )


def _dated(basis: LegalBasis, act: Act | None) -> LegalBasis:
    """A provision with the dates of its act: in force not before the act was, and not after."""
    if act is None:
        return basis
    begun = [date for date in (act.adopted, act.published, act.in_force, basis.in_force) if date]
    ended = [date for date in (act.until, basis.until) if date]
    return replace(basis, in_force=max(begun, default=None), until=min(ended, default=None, key=lambda date: date.last))


def began(answer: Entry | Response) -> date:
    """The first day of the law from which a rating may hold; of a withdrawn one, unless it says so, that of its history."""
    if answer.since:
        return answer.since.first
    history = answer.history if isinstance(answer, Response) and not answer.has_rating else ()
    return max(map(began, history), default=date.min)


def in_force(basis: LegalBasis, on: date) -> bool:
    """Whether a provision may have been in force that day; a date leaves it out only where it surely does."""
    begun = basis.in_force is None or not basis.in_force.surely_after(on)
    ended = basis.until is not None and basis.until.last < on
    return begun and not ended
