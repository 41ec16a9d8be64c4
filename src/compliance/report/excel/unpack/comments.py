"""Comments on the cells of a worksheet: notes, and threads with their replies."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .archive import Lettered, Package, Part, RefusedError, number_of, plain

Comment = tuple[int, int, str, str, list[tuple[str, str]]]
"""Row and column of the cell, who wrote, what, and who replied what."""

_THREADS = ("http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments",)
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_STAND_IN = "tc="
"""What the author of a note begins with that stands in for a thread where a program knows no threads."""
_SHOWN = re.compile(r"\[Threaded comment\].*?\n\s*Comment:\n(.*)", re.DOTALL)
"""What such a note says, after a lecture about programs."""
MOST_COMMENTS = 5_000
"""Comments of a sheet."""


def comments_of(package: Package, path: str, people: Mapping[str, str]) -> list[Comment]:
    """The comments on a worksheet, in the order of its cells; `people` are the names of those who write threads."""
    if not package.has_links(path):
        return []
    links = package.related(path)
    notes, threads = _Notes(package), _Threads(package, people)
    for part in links.of("comments"):
        package.parse(part, notes)
    for part in links.of("threadedComment"):
        package.parse(part, threads)
    threaded = {comment[:2] for comment in threads.comments()}
    single = [note for note in notes.comments if note[:2] not in threaded]
    return sorted([*single, *threads.comments()])


class _Notes(Lettered):
    """The notes of a worksheet."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self.package = package
        self.authors: list[str] = []
        self.comments: list[Comment] = []
        self.place: tuple[int, int] | None = None
        self.author = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        super().start(name, attributes)
        if name == "author":
            self.reads = True
        elif name == "comment":
            self.place = _place_of(attributes.get("ref", ""))
            number = attributes.get("authorId", "")
            known = re.fullmatch("[0-9]{1,5}", number) and int(number) < len(self.authors)
            self.author = self.authors[int(number)] if known else ""

    def end(self, name: str) -> None:
        super().end(name)
        if name == "author":
            self.authors.append(plain(self.text()).strip())
        elif name == "comment":
            # Without the name that a spreadsheet puts before a note, and without what it says in place of a thread.
            text, stands_in = plain(self.text()), self.author.startswith(_STAND_IN)
            shown = _SHOWN.fullmatch(text.strip()) if stands_in else None
            text = (shown[1] if shown else text.removeprefix(f"{self.author}:") if self.author else text).strip()
            if text and self.place:
                _count(self.package, self.comments, text)
                self.comments.append((*self.place, "" if stands_in else self.author, text, []))


class _Threads(Part):
    """The threads of a worksheet."""

    spaces = _THREADS

    def __init__(self, package: Package, people: Mapping[str, str]) -> None:
        super().__init__()
        self.package, self.people = package, people
        self.first: dict[str, Comment] = {}
        self.at: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "threadedComment":
            self.at = dict(attributes)
        self.reads = name == "text"

    def end(self, name: str) -> None:
        if name != "text":
            return
        text, place = plain(self.text()).strip(), _place_of(self.at.get("ref", ""))
        author, parent = self.people.get(self.at.get("personId", ""), ""), self.at.get("parentId", "")
        if not text or place is None:
            return
        _count(self.package, self.first, text)
        if parent in self.first:
            self.first[parent][4].append((author, text))
        else:
            self.first[self.at.get("id", f"{len(self.first)}")] = (*place, author, text, [])

    def comments(self) -> list[Comment]:
        """The threads, each with its replies."""
        return list(self.first.values())


class People(Part):
    """The names of those who write threads, by the id of each."""

    spaces = _THREADS

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A person."""
        if name == "person":
            self.names[attributes.get("id", "")] = attributes.get("displayName", "").strip()


def _count(package: Package, comments: list[Comment] | dict[str, Comment], text: str) -> None:
    package.count(len(text))
    if len(comments) >= MOST_COMMENTS:
        raise RefusedError("too-large", f"a sheet has more than {MOST_COMMENTS:,} comments")


def _place_of(place: str) -> tuple[int, int] | None:
    """Row and column of a cell, from 1; none of what is no cell."""
    match = _PLACE.fullmatch(place)
    return (int(match[2]), number_of(match[1])) if match else None
