"""Remarks and replies that were typed into a workbook, and the answers that they go beside.

An answer keeps its author: whoever remarks on it has not written it. What stands there already in the same words is not
written again, so that a workbook can be imported twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from compliance.authoring.edit import fields_in, records_in
from compliance.authoring.registers import in_order
from compliance.authoring.rows import Filled, Row
from compliance.model.checklist import Response
from compliance.problems import Problem, closest, printable
from compliance.source import Data

Remarks = list[dict[str, Data]]
Typed = tuple[str, int | None, str]
"""A criterion, the place of the remark that is replied to, if one is, and the text."""


def typed(
    filled: Filled, responses: Mapping[str, Mapping[str, Data]], criteria: Sequence[str]
) -> tuple[tuple[Typed, ...], tuple[Problem, ...]]:
    """What was typed and is not yet in the file, and what is wrong with it."""
    problems: list[Problem] = []
    wanted = [*_replies(filled, responses, problems), *_new(filled, responses, criteria, problems)]
    return tuple(dict.fromkeys(wanted)), tuple(problems)


def _replies(filled: Filled, responses: Mapping[str, Mapping[str, Data]], problems: list[Problem]) -> Iterator[Typed]:
    for row in filled.remarks:
        if not row.key or "reply" not in row.texts:
            continue
        criterion, _, number = row.key.rpartition("#")
        there = remarks_of(responses.get(criterion, {}))
        text, reply = filled.leaving.remarks[row.key].get("text", ""), row.texts["reply"]
        places = [place for place, remark in enumerate(there) if _same(remark.get("text"), text)]
        place = int(number) if int(number) in places else next(iter(places), None)
        if place is None or "closed" in there[place]:
            gone = "is no longer in the file" if place is None else "was settled meanwhile"
            what, hint = f"the remark to which this replies {gone}", "write a remark of its own into an empty row"
            problems.append(Problem(row.places["reply"], "changed-key", what, None, hint))
        elif not any(_same(each.get("text"), reply) for each in records_in(there[place].get("replies"))):
            yield criterion, place, reply


def _new(
    filled: Filled, responses: Mapping[str, Mapping[str, Data]], criteria: Sequence[str], problems: list[Problem]
) -> Iterator[Typed]:
    for row in filled.remarks:
        if not row.key and (flaw := _flaw(row, criteria)):
            problems.append(flaw)
        elif not row.key:
            criterion, text = row.texts["criterion"], row.texts["text"]
            there = remarks_of(responses.get(criterion, {}))
            if not any(_same(remark.get("text"), text) for remark in there):
                yield criterion, None, text


def _flaw(row: Row, criteria: Sequence[str]) -> Problem | None:
    """Why a new row is no remark."""
    criterion = row.texts.get("criterion", "")
    if "reply" in row.texts:
        what = "a reply stands in a row without a remark on file"
        return Problem(row.places["reply"], "missing-field", what, None, "reply in the row of the remark")
    if "text" not in row.texts:
        what = "the row says nothing about its criterion"
        return Problem(row.places["text"], "missing-field", what, None, "type the remark, or empty the row")
    if criterion and criterion not in criteria:
        what = f"there is no criterion `{printable(criterion)[:60]}`"
        return Problem(row.places["criterion"], "unknown-criterion", what, None, closest(criterion, criteria))
    what, hint = "the row does not say which criterion it remarks on", "choose it from the list"
    return None if criterion else Problem(row.places["criterion"], "missing-field", what, None, hint)


def _same(first: Data, second: str) -> bool:
    """Whether two texts say the same but for white space."""
    return isinstance(first, str) and first.split() == second.split()


def remarks_of(response: Mapping[str, Data]) -> Remarks:
    """The remarks on an answer as its file writes them."""
    return records_in(response.get("remarks"))


def written(responses: Mapping[str, Data], spoken: Sequence[Typed], by: str, on: date) -> dict[str, Data]:
    """Answers with what was typed, as the file will hold them."""
    new = dict(responses)
    for criterion, place, text in spoken:
        response = fields_in(new.get(criterion))
        remarks = remarks_of(response)
        contribution: dict[str, Data] = {"by": by, "on": on.isoformat(), "text": text}
        if place is None:
            remarks.append(contribution)
        else:
            remarks[place]["replies"] = [*records_in(remarks[place].get("replies")), contribution]
        new[criterion] = in_order(Response, {**response, "remarks": list(remarks)})
    return new
