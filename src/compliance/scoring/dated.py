"""The checklist of another day: its ratings as they stood for the law of one day, as known on another; method, section 7."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from compliance.model.checklist import Checklist, Entry, Response
from compliance.model.dates import PartialDate
from compliance.scoring.answers import in_force


def as_of(checklist: Checklist, on: date, known: date) -> Checklist:
    """The checklist as its ratings stood for the law of the day `on`, as known on the day `known`."""
    responses = {key: _as_of(it, on, known, checklist.cut_off) for key, it in checklist.responses.items()}
    return replace(checklist, responses=responses)


def standing_entry(response: Response, on: date, known: date, cut_off: date) -> Entry | Response | None:
    """What holds on a day as known on another: an entry of the history, the response itself, or nothing on file."""
    candidates: list[Entry | Response] = [*response.history, *([response] if _is_answered(response) else [])]
    standing = [
        it for it in candidates if _recorded(it, cut_off) <= known and not (it.since and it.since.surely_after(on))
    ]
    # Of equals the last stands: the rating comes after its history, and an entry after those recorded before it.
    return max(enumerate(standing), key=lambda it: (*_clocks(it[1], cut_off), it[0]))[1] if standing else None


def _as_of(response: Response, on: date, known: date, cut_off: date) -> Response:
    match standing_entry(response, on, known, cut_off):
        case Entry() as entry:
            return _earlier(response, entry, on)
        case None:
            return Response(legal_basis=response.legal_basis)
        case _:
            return response


def _earlier(response: Response, entry: Entry, on: date) -> Response:
    """The answer that an entry records: it speaks for the country as a whole, and nothing else of today's answer holds."""
    return Response(
        rating=entry.rating,
        not_applicable=entry.not_applicable,
        legal_basis=tuple(basis for basis in response.legal_basis if in_force(basis, on)),
        analysis=entry.note,
        sources=entry.sources,
        since=entry.since,
        recorded=entry.recorded,
        cause=entry.cause,
    )


def _is_answered(response: Response) -> bool:
    return bool(response.rating or response.ratings_by_part)


def _recorded(it: Entry | Response, cut_off: date) -> date:
    return it.recorded or cut_off


def _clocks(it: Entry | Response, cut_off: date) -> tuple[date, date]:
    """Both clocks of a rating, by which a later law and then a later record wins; an unknown beginning lies before all."""
    return began(it.since), _recorded(it, cut_off)


def began(since: PartialDate | None) -> date:
    """The first day from which a rating may hold."""
    return since.first if since else date.min
