"""One reading of a folder: its entries, its documents by what they hold, and every problem that is met on the way."""

import gc
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

from compliance.files import shown, unreadable
from compliance.load import load
from compliance.memory import Memory, Problems
from compliance.problems import Position, Problem, closest
from compliance.source import Document, Prose, parse
from compliance.workspace import Filed

T = TypeVar("T")


class Reader:
    """One reading of a folder: collects documents and problems, builds values."""

    def __init__(self, root: Path, memory: Memory, *, logs: bool = True) -> None:
        self.root, self.memory, self.logs = root, memory, logs
        self.problems: list[Problem] = []
        self.documents: list[Document] = []

    def file(self, file: Path, kind: type[T]) -> Filed[T] | None:
        """A document and its value; None where its form is wrong, which is then among the problems."""
        document, filed = self._filed(file, kind)
        self.documents += (document,) if document else ()
        return filed

    def aside(self, file: Path, kind: type[T]) -> Filed[T] | None:
        """The same of a document that speaks of the others and on which no figure rests."""
        return self._filed(file, kind)[1]

    def _filed(self, file: Path, kind: type[T]) -> tuple[Document | None, Filed[T] | None]:
        return self.made(file, cast("Hashable", kind), partial(_filed, kind, self.memory.light)) or (None, None)

    def made(self, file: Path, kind: Hashable, make: Callable[[str, str], tuple[T | None, Problems]]) -> T | None:
        """What is made of the name and the text of a file; None where that is wrong, which is then among the problems."""
        value, problems = self.memory.file(self.root, file, kind, make)
        self.problems += problems
        if kind is Prose:  # without a text for readers everything else can be shown
            self.memory.spared.update(problems)
        return value

    def stray(self, problem: Problem) -> None:
        """Notes what is of no use, but does not keep anything else from being shown."""
        self.problems.append(problem)
        self.memory.spared.add(problem)

    def entries(self, *parts: str) -> Iterator[Path]:
        """What a folder of the workspace holds, by name; hidden files are not looked at, links to folders not followed."""
        folder = self.root.joinpath(*parts)
        if not folder.is_dir() or self.is_linked(folder):
            return
        try:
            paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        except OSError as error:
            self.problems.append(unreadable(Position(shown(self.root, folder)), error))
        else:
            yield from (path for path in paths if not self.is_linked(path))

    def is_linked(self, path: Path) -> bool:
        """Whether a folder is only a link to one, which is then among the problems."""
        linked = path.is_symlink() and path.is_dir()
        if linked:
            hint = "a link may lead out of the workspace or in a circle; move the files here"
            at = Position(shown(self.root, path))
            self.stray(Problem(at, "linked-folder", "the folder is a link", "a folder", hint))
        return linked

    def unknown(self, path: Path, expected: Iterable[str]) -> None:
        """Notes that a file stands where nobody would look for it."""
        names = tuple(expected)
        at, what = Position(shown(self.root, path)), f"nothing reads `{path.name}` here"
        self.stray(Problem(at, "unknown-file", what, " | ".join(names), closest(path.name, names)))

    def missing(self, path: str, hint: str) -> None:
        """Notes that a file is missing that others need."""
        self.problems.append(Problem(Position(path), "missing-file", "the file is missing", hint=hint))


_Filed = tuple[Document, Filed[T] | None]
"""A document, and its value where its form is right."""


def _filed(kind: type[T], light: bool, path: str, text: str) -> tuple[_Filed[T] | None, tuple[Problem, ...]]:
    """What a text holds."""
    document, problems = parse(path, text)
    if document is None:
        return None, problems
    value, more = load(document, kind)
    document = document.light() if light else document
    return (document, Filed(value, document) if value is not None else None), (*problems, *more)


@contextmanager
def uncollected() -> Iterator[None]:
    """Inside, nothing looks for garbage; afterwards as before.

    What is read is kept and holds no cycles: looking through it at every further thousand of values took three quarters
    of the reading of 30,000 answers, and freed nothing.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
