"""Conflicts as a file in which somebody decides them one by one, and what that file says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from compliance.authoring.layout import written
from compliance.authoring.merge import Conflict, Place, Take, Values
from compliance.authoring.traces import Trace
from compliance.problems import Position, Problem, closest
from compliance.source import Data, read

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
            "fields": [_field(conflict.place, values, cells) for values in conflict.fields],
            **({"ours_by": str(by[conflict.place])} if conflict.place in by else {}),
            "take": "",
        }
        for conflict in conflicts
    ]
    return _HEAD + "\n".join(written({"conflicts": items})).replace('take: ""', "take:") + "\n"


def _field(place: Place, values: Values, cells: Mapping[Place, Position]) -> Data:
    at = cells.get(replace(place, field=values.field))
    return {"field": values.field, **({"cell": at.cell} if at else {}), **_values(values)}


def _values(values: Values) -> dict[str, Data]:
    return {"was": values.base, "theirs": values.theirs, "ours": values.ours}


def read_decisions(file: Path, conflicts: Sequence[Conflict]) -> tuple[Mapping[Place, Take], tuple[Problem, ...]]:
    """What was decided, and what is wrong with it; a decision about other values than those that stand now is none."""
    document, problems = read(file.parent, file)
    if document is None or problems:
        return {}, problems
    data = document.data.get("conflicts") if isinstance(document.data, dict) else None
    if not isinstance(data, list):
        what = "the file holds no list of conflicts"
        return {}, (Problem(document.at(), "missing-field", what, "conflicts:", "let the command write it anew"),)
    known = {conflict.place: conflict for conflict in conflicts}
    decided: dict[Place, Take] = {}
    wrong: list[Problem] = []
    for n, item in enumerate(data):
        fields = item if isinstance(item, dict) else {}
        listed = _listed(fields.get("fields"))
        first = str(listed[0].get("field")) if listed else ""
        place = Place(str(fields.get("criterion")), str(fields.get("row") or ""), first)
        conflict, take = known.get(place), fields.get("take")
        if conflict is None:
            continue  # settled meanwhile
        if [_compared(each) for each in listed] != [(v.field, v.theirs, v.ours) for v in conflict.fields]:
            at = document.at("conflicts", n)
            what = f"the values of `{place.field}` of {place.criterion} changed since this was written"
            wrong.append(Problem(at, "wrong-form", what, None, "let the command write it anew"))
        elif take in WORDS:
            decided[place] = cast("Take", take)
        elif take:
            at, hint = document.at("conflicts", n, "take"), closest(str(take), WORDS)
            wrong.append(Problem(at, "unknown-word", f"`take` is `{take}`", " | ".join(WORDS), hint))
    return decided, tuple(wrong)


def _listed(data: Data) -> Sequence[Mapping[str, Data]]:
    """The fields of a conflict, as the file lists them."""
    return [item for item in data if isinstance(item, dict)] if isinstance(data, list) else []


def _compared(item: Mapping[str, Data]) -> tuple[Data, Data, Data]:
    """What a decision is about; an empty value is none in YAML."""
    return item.get("field", ""), item.get("theirs") or "", item.get("ours") or ""
