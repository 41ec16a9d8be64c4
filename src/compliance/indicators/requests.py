"""The requests for figures on file, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from compliance.load import load
from compliance.model.requests import Request, Requests
from compliance.problems import Position, Problem, closest
from compliance.source import Document, read

FOLDER = "indicators"
FILE = f"{FOLDER}/requests.yaml"
"""The file that says who was asked for what."""


def read_requests(root: Path) -> tuple[Document | None, Requests, tuple[Problem, ...]]:
    """The requests of a workspace with their document, and every problem of its form; none where there is no such file."""
    if not (root / FILE).exists():
        return None, Requests(), ()
    document, problems = read(root, root / FILE)
    value, more = load(document, Requests) if document else (None, ())
    return document, value or Requests(), (*problems, *more)


def request_problems(
    document: Document, requests: Requests, series: Collection[str], countries: Collection[str]
) -> Iterator[Problem]:
    """What is wrong in the requests: names that lead nowhere, an id that stands twice, days out of order."""
    for place, request in enumerate(requests.requests):
        yield from _names(document, place, request, series, countries)
        yield from _order(document, place, request)
        if any(request.id == other.id for other in requests.requests[:place]):
            at, what = document.at("requests", place, "id"), f"a second request has the id `{request.id}`"
            yield Problem(at, "repeated-id", what, "an id of its own")


def _names(
    document: Document, place: int, request: Request, series: Collection[str], countries: Collection[str]
) -> Iterator[Problem]:
    """Countries and series that nobody has listed."""
    if request.country not in countries:
        at, what = document.at("requests", place, "country"), f"there is no country `{request.country}`"
        yield Problem(at, "unknown-country", what, " | ".join(countries), closest(request.country, countries))
    for number, id_ in enumerate(request.series):
        if id_ not in series:
            at, what = document.at("requests", place, "series", number), f"there is no series `{id_}`"
            yield Problem(at, "unknown-series", what, "a series of series.yaml", closest(id_, series))


def _order(document: Document, place: int, request: Request) -> Iterator[Problem]:
    """Answers due before they were asked for, and returns that are not in order; what was sent anew may be older than a return."""

    def wrong(at: Position, what: str, hint: str) -> Problem:
        return Problem(at, "dates-out-of-order", what, hint=hint)

    if request.due and request.due < request.sent:
        what = f"it is due on {request.due}, before it was sent on {request.sent}"
        yield wrong(document.at("requests", place, "due"), what, "one of the two is mistaken")
    for number, back in enumerate(request.returns[1:], 1):
        if back.on < (before := request.returns[number - 1].on):
            at, what = document.at("requests", place, "returns", number, "on"), f"{back.on} stands after {before}"
            yield wrong(at, what, "returns stand in the order in which they came")
