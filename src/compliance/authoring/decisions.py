"""Conflicts as a file in which somebody decides them one by one, and what that file says."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from compliance.authoring.layout import written
from compliance.authoring.merge import Conflict, Place, Take
from compliance.problems import Position, Problem, closest
from compliance.source import Data, read

WORDS = ("theirs", "ours")
"""What can be decided."""
_HEAD = """\
# Both the workbook and the file changed these cells, each to something else. Write behind each `take` which one holds:
# `theirs`, the workbook's, or `ours`, the file's. Then import the workbook again with this file.
"""


def as_file(conflicts: Sequence[Conflict], cells: Mapping[Place, Position]) -> str:
    """The text of a file with every conflict, undecided."""
    items: list[Data] = [
        {
            "criterion": conflict.place.criterion,
            **({"row": conflict.place.row} if conflict.place.row else {}),
            "field": conflict.place.field,
            "cell": cells[conflict.place].cell if conflict.place in cells else "",
            "was": conflict.base,
            "theirs": conflict.theirs,
            "ours": conflict.ours,
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
    data = document.data.get("conflicts") if isinstance(document.data, dict) else None
    if not isinstance(data, list):
        what = "the file holds no list of conflicts"
        return {}, (Problem(document.at(), "missing-field", what, "conflicts:", "let the command write it anew"),)
    known = {conflict.place: conflict for conflict in conflicts}
    decided: dict[Place, Take] = {}
    wrong: list[Problem] = []
    for n, item in enumerate(data):
        fields = item if isinstance(item, dict) else {}
        place = Place(str(fields.get("criterion")), str(fields.get("row") or ""), str(fields.get("field")))
        conflict, take = known.get(place), fields.get("take")
        if conflict is None:
            continue  # settled meanwhile
        if (fields.get("theirs", ""), fields.get("ours", "")) != (conflict.theirs, conflict.ours):
            at = document.at("conflicts", n)
            what = f"the values of `{place.field}` of {place.criterion} changed since this was written"
            wrong.append(Problem(at, "wrong-form", what, None, "let the command write it anew"))
        elif take in WORDS:
            decided[place] = cast("Take", take)
        elif take:
            at, hint = document.at("conflicts", n, "take"), closest(str(take), WORDS)
            wrong.append(Problem(at, "unknown-word", f"`take` is `{take}`", " | ".join(WORDS), hint))
    return decided, tuple(wrong)
