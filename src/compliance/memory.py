"""What a reading of a folder came to, kept for the next: what did not change is neither read nor made again."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from compliance.files import digest_of_file, read_text, shown
from compliance.problems import Problem

V = TypeVar("V")

SETTLED = 2.0
"""Seconds. A file written so shortly ago could be written once more within one tick of the clock of its file system."""
Stamp = tuple[int, int, int, int]
"""When a file was last written and last changed in any way, how long it is, and its number: another one holds something else."""
Problems = tuple[Problem, ...]


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file, or of the link where one leads nowhere; none of what is not there."""
    try:
        state = path.stat()
    except OSError:
        try:
            state = path.lstat()
        except OSError:
            return None
    return state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino


def is_settled(stamp: Stamp) -> bool:
    """Whether a file that is written once more would get another stamp."""
    return time.time() - max(stamp[:2]) / 1e9 > SETTLED


class Kept:
    """Values by name, each with what it was made from."""

    def __init__(self) -> None:
        self._values: dict[Hashable, tuple[object, Any]] = {}
        self._asked: set[Hashable] = set()

    def of(self, name: Hashable, sources: object, make: Callable[[], V]) -> V:
        """The value of that name; made anew where its sources do not equal those of the last time."""
        self._asked.add(name)
        held = self._values.get(name)
        if held is None or held[0] != sources:
            held = self._values[name] = (sources, make())
        return cast("V", held[1])

    def same(self, name: Hashable, value: V) -> V:
        """The value of the last time where this one equals it, so that what follows from it is known to stand."""
        return self.of(name, value, lambda: value)

    def forget(self) -> None:
        """Forgets what nobody asked for since the last time."""
        for name in self._values.keys() - self._asked:
            del self._values[name]
        self._asked.clear()


@dataclass(frozen=True, slots=True)
class _Held(Generic[V]):
    """What a file holds."""

    stamp: Stamp | None
    """None where the text has to be looked at again."""
    text: str | None
    value: V | None
    problems: Problems
    stale: bool = False
    """Whether the value is that of an earlier text without problems, for this one has some."""


class Memory:
    """What the files of a folder hold.

    Give the same one to every reading of a folder: then a file is parsed only where its text is another than the last
    time, its text is looked at only where its stamp is, and values that did not change are the same objects. A file
    that has problems is shown as it was when it last had none. Readings must not overlap. Whoever keeps a folder for
    long asks for `light` documents, which let go of their trees.
    """

    def __init__(self, *, light: bool = False) -> None:
        self.light = light
        self.kept = Kept()
        """What follows from files."""
        self.spared: set[Problem] = set()
        """Problems of the last reading in spite of which the folder can be shown: an earlier state stands there, or nothing has to."""
        self._sound: dict[Hashable, object] = {}
        self._files: dict[tuple[Path, Hashable], _Held[Any]] = {}
        self._asked: set[tuple[Path, Hashable]] = set()

    def file(
        self, root: Path, file: Path, kind: Hashable, make: Callable[[str, str], tuple[V | None, Problems]]
    ) -> tuple[V | None, Problems]:
        """What a file holds, made from its name and its text, and what is wrong with it."""
        key = file, kind
        held = self._files[key] = _now(root, file, self._files.get(key), make)
        self._asked.add(key)
        if held.stale:
            self.spared.update(held.problems)
        return held.value, held.problems

    def digest(self, file: Path) -> str:
        """The SHA-256 of a file byte by byte; OSError where it cannot be read."""
        stamp = stamp_of(file)
        sources = stamp if stamp and is_settled(stamp) else object()
        return self.kept.of(("digest", file), sources, lambda: digest_of_file(file))

    def sound(self, name: Hashable, value: V, problems: Problems) -> V:
        """A value, or the last of that name that had no problems where this one has some."""
        if problems and name in self._sound:
            self.spared.update(problems)
        elif not problems:
            self._sound[name] = value
        return cast("V", self._sound.get(name, value))

    def begin(self) -> None:
        """Begins a reading."""
        self.spared.clear()

    def end(self) -> None:
        """Ends a reading: what is gone is forgotten."""
        for key in self._files.keys() - self._asked:
            del self._files[key]
        self._asked.clear()
        self.kept.forget()

    def doubt(self, file: Path) -> None:
        """Has the text of a file looked at, whatever its stamp."""
        for key in [key for key in self._files if key[0] == file]:
            self._files[key] = replace(self._files[key], stamp=None)


def _now(
    root: Path, file: Path, before: _Held[V] | None, make: Callable[[str, str], tuple[V | None, Problems]]
) -> _Held[V]:
    """What a file holds, read only where it is another than before."""
    stamp = stamp_of(file)
    if before and before.stamp is not None and before.stamp == stamp:
        return before
    text, problem = read_text(root, file)
    known = stamp if stamp and is_settled(stamp) else None
    if before and text is not None and text == before.text:
        return replace(before, stamp=known)
    value, problems = make(shown(root, file), text) if text is not None else (None, (problem,) if problem else ())
    # Of what has problems now, the last state without any is shown, however often it was written meanwhile.
    good = before.value if before and (before.stale or not before.problems) else None
    stale = bool(problems) and good is not None
    return _Held(known, text, good if stale else value, problems, stale)
