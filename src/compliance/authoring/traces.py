"""Who changed in a file what a workbook contradicts, and when: by the log, else by the answer itself."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from compliance import figures
from compliance.authoring.alone import NotWrittenError
from compliance.authoring.leaving import Leaving
from compliance.authoring.log import entry_of, lines_of
from compliance.authoring.merge import ROW, Conflict, Place, Values
from compliance.model.checklist import Response
from compliance.model.log import Change, Entry
from compliance.workspace import Country, Workspace


@dataclass(frozen=True, slots=True)
class Trace:
    """Who changed a field of a file, and when."""

    by: str
    on: datetime | date
    """The moment where the log knows it, else the day."""

    def __str__(self) -> str:
        if isinstance(self.on, datetime):
            return f"{self.by}, {self.on.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        return f"{self.by}, {figures.day(self.on)}"


def traces(
    workspace: Workspace, country: Country, leaving: Leaving, conflicts: Sequence[Conflict]
) -> Mapping[Place, Trace]:
    """Who changed what the file says of each conflict since the workbook left; nobody where nothing says it."""
    if not conflicts:
        return {}  # the log is not read for nothing
    responses = country.rated_by(second=leaving.second)[leaving.cycle, leaving.instrument].value.responses
    folder = workspace.root / "assessments" / country.id
    log = _since(folder, leaving.path.removeprefix(f"assessments/{country.id}/"), leaving.version)
    answered = {
        conflict.place: trace
        for conflict in conflicts
        if (trace := _answered(conflict, responses.get(conflict.place.criterion, Response())))
    }
    return answered | _logged(conflicts, log)


def of_file(folder: Path, file: str, version: str, conflicts: Sequence[Conflict]) -> Mapping[Place, Trace]:
    """Who changed what a file of a country says of each conflict since it was a version, by the log alone."""
    return _logged(conflicts, _since(folder, file, version))


def _since(folder: Path, file: str, version: str) -> Iterator[Entry]:
    """The lines of the log about a file since it was a version, the last first."""
    named = json.dumps(file, ensure_ascii=False).encode()
    with suppress(NotWrittenError):  # a line that is broken says nothing; the check names it
        for entry in (entry_of(line) for line in lines_of(folder) if named in line.raw):
            if entry is None or entry.file != file:
                continue
            if entry.after == version:
                return
            yield entry


def _logged(conflicts: Sequence[Conflict], log: Iterable[Entry]) -> dict[Place, Trace]:
    """Who last gave fields the values that the file has now; the log is read no further than that."""
    known: dict[Place, Trace] = {}
    for entry in log:
        for conflict in conflicts:
            pairs = ((change, values) for change in entry.changed for values in conflict.fields)
            if conflict.place not in known and any(_is_of(change, conflict.place, values) for change, values in pairs):
                known[conflict.place] = Trace(entry.by, entry.when)
        if len(known) == len(conflicts):
            break
    return known


def _is_of(change: Change, place: Place, values: Values) -> bool:
    """Whether a line of the log tells of what the file says of a field."""
    if change.about != place.criterion or values.by_them:
        return False
    if place.row:
        return change.field.startswith("legal_basis") and (values.field == ROW or change.field.endswith(values.field))
    level = values.field.removeprefix("ratings_by_part.")
    if level != values.field and change.field == "rating":
        return f"{level}: {values.ours}" in (change.new or "").split("; ")
    new, text = change.new or "", " ".join(values.ours.split())
    is_cut = "…" in (new[:1], new[-1:])  # the log cuts a long text at either end
    return change.field == values.field and (new == text or (is_cut and new.strip("…") in text))


def _answered(conflict: Conflict, response: Response) -> Trace | None:
    """Who last wrote one of the fields, else the answer, by what it says itself."""
    names = {"legal_basis"} if conflict.place.row else {values.field.partition(".")[0] for values in conflict.fields}
    for contribution in reversed(response.written):
        if names & set(contribution.fields):
            return Trace(contribution.by, contribution.on)
    return Trace(response.author, response.answered) if response.author and response.answered else None
