"""The file of requests for figures: one sent, or sent anew; one that came back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from compliance.authoring.changes import fields_of
from compliance.authoring.edit import begun, edited, filled
from compliance.indicators.additions import Addition, NoFigure, row_digest
from compliance.indicators.requests import FILE
from compliance.model.requests import Request, Requests
from compliance.source import Data, Document, Step

EMPTY = "# yaml-language-server: $schema=../schemas/requests.json\nrequests: []\n"
"""The file before anybody was asked."""


def with_sent(document: Document | None, requests: Requests, sent: Iterable[Request]) -> str:
    """The text of the file with requests that were sent, or sent anew."""
    places = {request.id: place for place, request in enumerate(requests.requests)}
    changes: dict[tuple[Step, ...], Data] = {}
    for request in sent:
        place = places.setdefault(request.id, len(places))
        if place < len(requests.requests):
            changes |= {("requests", place, name): value for name, value in _fields(request).items()}
        else:
            changes["requests", place] = filled(_fields(request))
    return edited(document or begun(FILE, EMPTY), changes, fields_of(Requests))


def with_returned(
    document: Document,
    requests: Requests,
    figures: Sequence[Addition],
    without: Sequence[NoFigure],
    *,
    by: str,
    on: date,
) -> str:
    """The text of the file with what came back to each request that it answers."""
    changes: dict[tuple[Step, ...], Data] = {}
    for place, request in enumerate(requests.requests):
        mine: list[Data] = [
            {name: each.cells[name] for name in ("series", "year", "value", "unit")} | {"row": row_digest(each.cells)}
            for each in figures
            if each.request == request.id
        ]
        no: list[Data] = [
            {"series": reason.series, "year": reason.year, "why": reason.why}
            for reason in without
            if reason.request == request.id
        ]
        if mine or no:
            entry = filled({"by": by, "on": on.isoformat(), "figures": mine, "without": no})
            changes["requests", place, "returns", len(request.returns)] = entry
    return edited(document, changes, fields_of(Requests))


def with_due(document: Document, requests: Requests, id_: str, *, due: date | None, contact: str | None) -> str:
    """The text of the file with another day by which a request is due, and another person to whom it goes."""
    place = next(place for place, request in enumerate(requests.requests) if request.id == id_)
    fields = {"due": due.isoformat() if due else None, "contact": contact}
    changes = {("requests", place, name): value for name, value in fields.items()}
    return edited(document, changes, fields_of(Requests))


def new_reasons(requests: Requests, without: Iterable[NoFigure]) -> tuple[NoFigure, ...]:
    """Why there is no figure, as far as the institution did not say the same before."""
    by_id = {request.id: request for request in requests.requests}
    return tuple(
        reason for reason in without if by_id[reason.request].why(reason.series, int(reason.year)) != reason.why
    )


def _fields(request: Request) -> Mapping[str, Data]:
    """What a request says, but for what came back."""
    return {
        "id": request.id,
        "country": request.country,
        "institution": request.institution,
        "contact": request.contact,
        "language": request.language,
        "by": request.by,
        "sent": request.sent.isoformat(),
        "due": request.due.isoformat() if request.due else None,
        "years": [str(year) for year in request.years],
        "series": [*request.series],
    }
