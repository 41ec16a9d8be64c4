"""The file of requests for figures: one sent, or sent anew; one that came back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from compliance.authoring.changes import fields_of
from compliance.authoring.edit import edited
from compliance.indicators.additions import Addition, NoFigure, row_digest
from compliance.indicators.requests import FILE
from compliance.model.requests import Request, Requests
from compliance.source import Data, Document, Step, parse

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
            changes["requests", place] = {name: value for name, value in _fields(request).items() if value}
    return edited(document or _empty(), changes, fields_of(Requests))


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
        mine = [_figure(figure) for figure in figures if figure.request == request.id]
        no = [_without(reason) for reason in without if reason.request == request.id]
        if mine or no:
            entry: dict[str, Data] = {"by": by, "on": on.isoformat(), "figures": [*mine], "without": [*no]}
            filled: Data = {name: value for name, value in entry.items() if value}
            changes["requests", place, "returns", len(request.returns)] = filled
    return edited(document, changes, fields_of(Requests))


def with_due(document: Document, requests: Requests, id_: str, *, due: date | None, contact: str | None) -> str:
    """The text of the file with another day by which a request is due, and another person to whom it goes."""
    place = next(place for place, request in enumerate(requests.requests) if request.id == id_)
    way = ("requests", place)
    changes: dict[tuple[Step, ...], Data] = {
        (*way, "due"): due.isoformat() if due else None,
        (*way, "contact"): contact,
    }
    return edited(document, changes, fields_of(Requests))


def new_reasons(requests: Requests, without: Iterable[NoFigure]) -> tuple[NoFigure, ...]:
    """Why there is no figure, as far as the institution did not say the same before."""
    by_id = {request.id: request for request in requests.requests}
    return tuple(
        reason for reason in without if by_id[reason.request].why(reason.series, int(reason.year)) != reason.why
    )


def _empty() -> Document:
    document, _ = parse(FILE, EMPTY)
    if document is None:
        raise ValueError("an empty file of requests cannot be read")
    return document


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


def _figure(figure: Addition) -> Data:
    cells = figure.cells
    return {**{name: cells[name] for name in ("series", "year", "value", "unit")}, "row": row_digest(cells)}


def _without(reason: NoFigure) -> Data:
    return {"series": reason.series, "year": reason.year, "why": reason.why}
