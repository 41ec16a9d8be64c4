"""Comments on the cells of a returned workbook → remarks on the answers of their rows, each once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.authoring.cells import as_typed
from compliance.authoring.changes import of_checklist
from compliance.authoring.edit import edited, records_in
from compliance.authoring.leaving import Book
from compliance.authoring.provisions import criterion_of
from compliance.authoring.rows import Filled, Row
from compliance.problems import Position, printable
from compliance.queries.form import responses_of
from compliance.report.excel.form import BASES
from compliance.report.excel.incoming import Comment
from compliance.report.excel.values import SIGNED
from compliance.source import LONGEST_FIELD, Data, Document, Step, unseen

MOST_OF_NAME = 2000
"""Characters of the name of whoever remarked."""


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


@dataclass(frozen=True, slots=True)
class Stray:
    """A comment that belongs to no answer, and stays where it is."""

    at: Position
    what: str


def spoken_in(book: Book, filled: Filled, document: Document, by: str) -> tuple[tuple[Spoken, ...], tuple[Stray, ...]]:
    """The comments of a workbook that are not yet remarks in the checklist, and those that can be none."""
    there = {id_: _threads(response.get("remarks")) for id_, response in responses_of(document).items()}
    rows = _rows(filled)
    new: list[Spoken] = []
    stray: list[Stray] = []
    for page in book.pages.values():
        for comment in page.comments:
            at = page.at(comment.row, comment.column)
            text = _text(comment.text)
            row = rows.get((page.title, comment.row))
            if row is None or len(text) > LONGEST_FIELD:
                stray += [Stray(at, f"{_line(comment.by or by)}: {_line(text)}")] if text else []
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
    """The remarks of an answer as its file holds them."""
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
    same = (
        n
        for n, (name, other) in enumerate(texts)
        if _line(other) == _line(text) and (not by or _bare(name) == _bare(by))
    )
    return next(same, None)


def _rows(filled: Filled) -> Mapping[tuple[str, int], tuple[str, str]]:
    """The criterion of each row by sheet and number, and what a remark on a legal basis begins with."""
    answers = ((key, "", row) for key, row in filled.answers.items())
    bases = ((criterion_of(row), _about(row), row) for row in filled.bases)
    remarks = ((criterion_of(row), "", row) for row in filled.remarks)
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
    return _line(_text(text))[:MOST_OF_NAME]


def _line(text: str) -> str:
    return printable(" ".join(text.split()))


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()
