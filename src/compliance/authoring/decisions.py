"""Conflicts as a file in which somebody decides them one by one, and what that file says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from compliance.authoring.edit import fields_in, records_in
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
    versions: dict[str, Data] = {"was": values.base, "theirs": values.theirs, "ours": values.ours}
    return {"field": values.field, **({"cell": at.cell} if at else {}), **versions}


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
