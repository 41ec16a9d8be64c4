"""Conflicts as somebody decides them: who changed in the file what a workbook contradicts, and a file of decisions."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

from compliance import figures
from compliance.authoring.alone import NotWrittenError
from compliance.authoring.edit import fields_in, records_in
from compliance.authoring.layout import written
from compliance.authoring.leaving import Leaving
from compliance.authoring.log import entry_of, lines_of
from compliance.authoring.merge import ROW, Conflict, Place, Take, Values
from compliance.model.checklist import Response
from compliance.model.log import Change, Entry
from compliance.problems import Position, Problem, closest
from compliance.source import Data, read
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


# The file of decisions


WORDS = ("theirs", "ours")
"""What can be decided."""
_HEAD = """\
# Both the workbook and the file changed these fields, each to something else. Write behind each `take` which one holds:
# `theirs`, the workbook's, or `ours`, the file's. Fields that belong together, as a rating and its gap, stand under one.
# Then import the workbook again with this file.
"""


def as_file(conflicts: Sequence[Conflict], cells: Mapping[Place, Position], by: Mapping[Place, Trace]) -> str:
    """The text of a file with every conflict, undecided, and who changed the file, where that is known."""
    items: list[Data] = [
        {
            "criterion": conflict.place.criterion,
            **({"row": conflict.place.row} if conflict.place.row else {}),
            "fields": [
                {
                    "field": values.field,
                    **({"cell": at.cell} if (at := cells.get(replace(conflict.place, field=values.field))) else {}),
                    "was": values.base,
                    "theirs": values.theirs,
                    "ours": values.ours,
                }
                for values in conflict.fields
            ],
            **({"ours_by": str(by[conflict.place])} if conflict.place in by else {}),
            "take": "",
        }
        for conflict in conflicts
    ]
    return _HEAD + "\n".join(written({"conflicts": items})).replace('take: ""', "take:") + "\n"


def read_decisions(file: Path, conflicts: Sequence[Conflict]) -> tuple[Mapping[Place, Take], tuple[Problem, ...]]:
    """What was decided, and what is wrong with it; a decision about other values than those that stand now is none."""
    document, problems = read(file.parent, file)
    if document is None or problems:
        return {}, problems
    data = fields_in(document.data).get("conflicts")
    if not isinstance(data, list):
        what = "the file holds no list of conflicts"
        return {}, (Problem(document.at(), "missing-field", what, "conflicts:", "let the command write it anew"),)
    known = {conflict.place: conflict for conflict in conflicts}
    decided: dict[Place, Take] = {}
    wrong: list[Problem] = []
    for n, item in enumerate(data):
        fields = fields_in(item)
        listed = records_in(fields.get("fields"))
        first = str(listed[0].get("field")) if listed else ""
        place = Place(str(fields.get("criterion")), str(fields.get("row") or ""), first)
        conflict, take = known.get(place), fields.get("take")
        if conflict is None:
            continue  # settled meanwhile
        # An empty value is none in YAML.
        compared = [tuple(each.get(name) or "" for name in ("field", "theirs", "ours")) for each in listed]
        if compared != [(values.field, values.theirs, values.ours) for values in conflict.fields]:
            at = document.at("conflicts", n)
            what = f"the values of `{place.field}` of {place.criterion} changed since this was written"
            wrong.append(Problem(at, "wrong-form", what, None, "let the command write it anew"))
        elif take in WORDS:
            decided[place] = cast("Take", take)
        elif take:
            at, hint = document.at("conflicts", n, "take"), closest(str(take), WORDS)
            wrong.append(Problem(at, "unknown-word", f"`take` is `{take}`", " | ".join(WORDS), hint))
    return decided, tuple(wrong)
