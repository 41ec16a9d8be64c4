"""The requests for figures on file, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from compliance.load import load
from compliance.model.requests import Request, Requests
from compliance.problems import Position, Problem, unknown
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
        at = partial(document.at, "requests", place)
        if request.country not in countries:
            yield unknown(at("country"), "unknown-country", request.country, countries)
        for number, id_ in enumerate(request.series):
            if id_ not in series:
                yield unknown(at("series", number), "unknown-series", id_, series, "a series of series.yaml")
        if any(request.id == other.id for other in requests.requests[:place]):
            what = f"a second request has the id `{request.id}`"
            yield Problem(at("id"), "repeated-id", what, "an id of its own")
        yield from _order(at, request)


def _order(at: Callable[..., Position], request: Request) -> Iterator[Problem]:
    """Answers due before they were asked for, and returns that are not in order; what was sent anew may be older than a return."""
    if request.due and request.due < request.sent:
        what = f"it is due on {request.due}, before it was sent on {request.sent}"
        yield Problem(at("due"), "dates-out-of-order", what, hint="one of the two is mistaken")
    for number, (before, back) in enumerate(pairwise(request.returns), 1):
        if back.on < before.on:
            what, hint = f"{back.on} stands after {before.on}", "returns stand in the order in which they came"
            yield Problem(at("returns", number, "on"), "dates-out-of-order", what, hint=hint)
