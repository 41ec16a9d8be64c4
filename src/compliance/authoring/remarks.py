"""What was said beside the answers of a returned workbook → remarks and replies, each once.

Comments on cells become remarks on the answers of their rows; what was typed into the sheet of remarks goes in too. An answer
keeps its author: whoever remarks on it has not written it. What stands there already in the same words is not written
again, so that a workbook can be imported twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.authoring.cells import Note, as_typed
from compliance.authoring.changes import in_order, of_checklist
from compliance.authoring.edit import edited, fields_in, records_in
from compliance.authoring.leaving import Book
from compliance.authoring.rows import Filled, Row
from compliance.authoring.sentences import MOST
from compliance.model.checklist import Response
from compliance.problems import Problem, closest, printable
from compliance.queries.form import responses_of
from compliance.report.excel.form import BASES
from compliance.report.excel.incoming import Comment
from compliance.report.excel.values import SIGNED
from compliance.source import LONGEST_FIELD, Data, Document, Step, unseen


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A comment that is to be a remark, or a reply to one."""

    criterion: str
    by: str
    text: str
    number: int
    """Its place among the remarks on the answer, from 0."""
    reply: int | None = None
    """Its place among the replies to that remark."""


def spoken_in(book: Book, filled: Filled, document: Document, by: str) -> tuple[tuple[Spoken, ...], tuple[Note, ...]]:
    """The comments of a workbook that are not yet remarks in the checklist, and those that belong to no answer and stay where they are."""
    there = {id_: _threads(response.get("remarks")) for id_, response in responses_of(document).items()}
    rows = _rows(filled)
    new: list[Spoken] = []
    stray: list[Note] = []
    for page in book.pages.values():
        for comment in page.comments:
            at = page.at(comment.row, comment.column)
            text = _text(comment.text)
            row = rows.get((page.title, comment.row))
            if row is None or len(text) > LONGEST_FIELD:
                stray += [Note(at, f"{_line(comment.by or by)}: {_line(text)}")] if text else []
                continue
            criterion, about = row
            if text:
                new += _missing(criterion, about, comment, there.setdefault(criterion, []), by)
    return tuple(new), tuple(stray)


def with_remarks(document: Document, spoken: Sequence[Spoken], criteria: Sequence[str], on: date) -> str:
    """The text of a checklist with some remarks."""
    changes: dict[tuple[Step, ...], Data] = {}
    for each in spoken:
        way: tuple[Step, ...] = ("responses", each.criterion, "remarks", each.number)
        if each.reply is not None:
            way = (*way, "replies", each.reply)
        changes[way] = {"by": each.by, "on": on.isoformat(), "text": each.text}
    return edited(document, changes, of_checklist(criteria))


_Thread = tuple[str, str, list[tuple[str, str]]]
"""Who remarked, what, and the replies likewise."""


def _threads(remarks: Data) -> list[_Thread]:
    return [
        (str(item.get("by")), str(item.get("text")), [(by, text) for by, text, _ in _threads(item.get("replies"))])
        for item in records_in(remarks)
    ]


def _missing(criterion: str, about: str, comment: Comment, there: list[_Thread], by: str) -> Iterator[Spoken]:
    """What of a comment and its replies is not among the remarks, which it joins."""
    named = "" if SIGNED in comment.text else _name(comment.by)  # under one of the program's own anybody may write
    who, text = named or by, about + _text(comment.text)
    number = _place([(name, words) for name, words, _ in there], named, text)
    if number is None:
        number = len(there)
        there.append((who, text, []))
        yield Spoken(criterion=criterion, by=who, text=text, number=number)
    replies = there[number][2]
    for author, words in comment.replies:
        name, reply = _name(author), _text(words)
        if reply and _place(replies, name, reply) is None:
            yield Spoken(criterion=criterion, by=name or by, text=reply, number=number, reply=len(replies))
            replies.append((name or by, reply))


def _place(texts: Sequence[tuple[str, str]], by: str, text: str) -> int | None:
    """The place of a text among others; of a name that is not known any will do."""
    for n, (name, other) in enumerate(texts):
        if _line(other) == _line(text) and (not by or _bare(name) == _bare(by)):
            return n
    return None


def _rows(filled: Filled) -> Mapping[tuple[str, int], tuple[str, str]]:
    """The criterion of each row by sheet and number, and what a remark on a legal basis begins with."""
    answers = ((key, "", row) for key, row in filled.answers.items())
    bases = ((row.criterion, _about(row), row) for row in filled.bases)
    remarks = ((row.criterion, "", row) for row in filled.remarks)
    rows: dict[tuple[str, int], tuple[str, str]] = {}
    for key, about, row in (*bases, *remarks, *answers):
        sheet, _, cell = row.places[""].cell.rpartition("!")
        if key in filled.leaving.answers:
            rows[sheet, int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))] = key, about
    return rows


def _about(row: Row) -> str:
    """The provision that a legal basis is, before a remark on it."""
    named = " ".join(filter(None, (row.texts.get("act"), row.texts.get("provision"))))
    return f"{named}: " if named else f"{BASES}: "


def _text(text: str) -> str:
    """What somebody wrote, without what the program itself wrote above it."""
    return "".join(char for char in as_typed(text.rpartition(SIGNED)[2]) if unseen(char) is None)


def _name(text: str) -> str:
    return _line(_text(text))[:MOST]


def _line(text: str) -> str:
    return printable(" ".join(text.split()))


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()


# The sheet of remarks


Typed = tuple[str, int | None, str]
"""A criterion, the place of the remark that is replied to, if one is, and the text."""


def typed_remarks(
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
        there = records_in(responses.get(criterion, {}).get("remarks"))
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
            there = records_in(responses.get(criterion, {}).get("remarks"))
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


def with_typed(responses: Mapping[str, Data], spoken: Sequence[Typed], by: str, on: date) -> dict[str, Data]:
    """Answers with what was typed, as the file will hold them."""
    new = dict(responses)
    for criterion, place, text in spoken:
        response = fields_in(new.get(criterion))
        remarks = records_in(response.get("remarks"))
        contribution: dict[str, Data] = {"by": by, "on": on.isoformat(), "text": text}
        if place is None:
            remarks.append(contribution)
        else:
            remarks[place]["replies"] = [*records_in(remarks[place].get("replies")), contribution]
        new[criterion] = in_order(Response, {**response, "remarks": list(remarks)})
    return new
