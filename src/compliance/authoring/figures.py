"""Figures that are asked for and brought in: the table of figures, the file of requests, and both written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from compliance.authoring.alone import PATIENCE, NotWrittenError, OccupiedError, alone
from compliance.authoring.changes import fields_of
from compliance.authoring.edit import begun, edited, filled, in_bytes
from compliance.authoring.log import digest_at
from compliance.indicators.additions import (
    FILE,
    Addition,
    Grown,
    Merged,
    NoFigure,
    Take,
    grown,
    merged,
    read_figures,
    row_digest,
)
from compliance.indicators.project import FOLDER, Project
from compliance.indicators.requests import FILE as REQUESTS
from compliance.indicators.requests import read_requests
from compliance.model.requests import Request, Requests
from compliance.problems import Problem, serious
from compliance.report.files import sweep, write_whole
from compliance.source import Data, Document, Step, digest
from compliance.workspace import Workspace

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
    return edited(document or begun(REQUESTS, EMPTY), changes, fields_of(Requests))


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
            {**{name: each.cells[name] for name in ("series", "year", "value", "unit")}, "row": row_digest(each.cells)}
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
    changes: dict[tuple[Step, ...], Data] = {("requests", place, name): value for name, value in fields.items()}
    return edited(document, changes, fields_of(Requests))


def new_reasons(requests: Requests, without: Iterable[NoFigure]) -> tuple[NoFigure, ...]:
    """Why there is no figure, as far as the institution did not say the same before."""
    by_id = {request.id: request for request in requests.requests}
    return tuple(
        reason for reason in without if by_id[reason.request].why(reason.series, int(reason.year)) != reason.why
    )


def _fields(request: Request) -> Mapping[str, Data]:
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


# The table of figures, and both files written


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What figures come to."""

    figures: Merged
    reasons: tuple[NoFigure, ...]
    """Why there is no figure, where an institution says so anew."""
    growth: Grown
    problems: tuple[Problem, ...]
    """Every problem and finding about rows that are new."""
    document: Document | None
    requests: str | None
    """The text of the file of requests afterwards; none where there is no such file."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong and nothing to be decided, so that it can be written."""
        return not serious(self.problems) and not self.figures.conflicts


@contextmanager
def figures_held(root: Path) -> Iterator[None]:
    """Inside, nobody else who asks writes in the folder of the project."""
    folder = root / FOLDER
    try:
        with alone(folder, PATIENCE, f"Somebody else is writing in {FOLDER}") if folder.is_dir() else nullcontext():
            sweep(folder)
            yield
    except OccupiedError as error:
        raise NotWrittenError(f"{error}.") from None


def brought(  # what is on file, what comes to it, who brings it when, and what was decided
    workspace: Workspace,
    project: Project,
    additions: Sequence[Addition],
    without: Sequence[NoFigure] = (),
    *,
    by: str,
    on: date,
    take: Take | None,
) -> Brought:
    """What figures come to; nothing is written."""
    document, requests, _ = read_requests(workspace.root)
    table = read_figures(workspace.root)
    result = merged(table, requests, additions, on=on, take=take)
    reasons = new_reasons(requests, without)
    growth, problems = grown(workspace.root, table, project, result, countries=tuple(workspace.countries), last=on.year)
    text = with_returned(document, requests, result.recorded, reasons, by=by, on=on) if document else None
    return Brought(figures=result, reasons=reasons, growth=growth, problems=problems, document=document, requests=text)


def write(root: Path, result: Brought) -> bool:
    """Writes what figures come to; whether anything changed. For whoever holds the figures."""
    grows = result.growth.after != result.growth.before
    if grows:
        file = root / FILE
        if (file.read_bytes() if file.exists() else None) != result.growth.before:
            raise _changed(file)
        write_whole(root / FILE, result.growth.after)
    answered = result.document is not None and result.requests not in (None, result.document.text)
    if answered:
        keep_requests(root, result.document, result.requests or "")
    return grows or answered


def _changed(file: Path) -> NotWrittenError:
    return NotWrittenError(f"{file.name} changed while it was being worked on; nothing was written, try again.")


def keep_requests(root: Path, document: Document | None, text: str) -> None:
    """Writes the file of requests, with the line ends that it has; NotWrittenError where somebody saved it meanwhile."""
    file = root / REQUESTS
    if digest_at(file) != (digest(document.text) if document else None):
        raise _changed(file)
    write_whole(file, in_bytes(file.read_bytes(), text) if document else text.encode())


def too_early(requests: Requests, ids: Sequence[str]) -> date | None:
    """The day before which nothing can be taken in of some requests: of the last of them, or of what came back last."""
    mine = [request for request in requests.requests if request.id in ids]
    return max((request.returns[-1].on if request.returns else request.sent for request in mine), default=None)
