"""A folder that is being read: its site in memory, made anew when a file has changed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from compliance.inputs import FOLDERS, Inputs, read_inputs
from compliance.model.site import Site
from compliance.problems import Problem, as_text, serious
from compliance.report.site import Shelves, shelves
from compliance.screens.publication import NothingPublic
from compliance.workspace import PEOPLE

Stamps = Mapping[str, tuple[int, int]]
"""When each file was last written, and how long it is."""
PAUSE = 1.0
"""Seconds between two looks at the folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state of the folder."""

    stamps: Stamps
    inputs: Inputs | None
    """The folder as it was last without problems; none where it never was."""
    shelves: Shelves | None
    """Its site; none where nothing can be shown."""
    problems: tuple[str, ...]
    wrong: tuple[Problem, ...] = ()
    """Every problem and finding that stands in the folder now."""


class Living:
    """The site of a folder; a file that changed is noticed, and a broken one leaves the last good state readable."""

    def __init__(self, root: Path, adapted: Callable[[Site], Site]) -> None:
        self._root, self._adapted = root, adapted
        self._lock = Lock()
        self._looked = 0.0
        self._state = self._read(None)

    def state(self, *, now: bool = False) -> State:
        """The folder as it was a moment ago; with `now`, as it is: before and after something is written."""
        with self._lock:
            if (now or time.monotonic() - self._looked >= PAUSE) and stamps(self._root) != self._state.stamps:
                self._state = self._read(self._state)
            self._looked = time.monotonic()
            return self._state

    def _read(self, before: State | None) -> State:
        now = stamps(self._root)
        inputs, wrong = read_inputs(self._root)
        problems = tuple(as_text(problem).partition("\n")[0] for problem in serious(wrong))
        good = inputs if not problems else before.inputs if before else None
        return State(stamps=now, inputs=good, shelves=self._shelves(good, problems), problems=problems, wrong=wrong)

    def _shelves(self, inputs: Inputs | None, problems: tuple[str, ...]) -> Shelves | None:
        filed = inputs.workspace.site if inputs else None
        if inputs is None or filed is None:
            return None
        try:
            return shelves(inputs, self._adapted(filed.value), problems)
        except NothingPublic:
            return None


def stamps(root: Path) -> Stamps:
    """When each file of a folder was last written, and how long it is; hidden files are not looked at."""
    return {path: (state.st_mtime_ns, state.st_size) for path, state in _states(root)}


def _states(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    with suppress(OSError):  # nobody has to be named
        yield PEOPLE, (root / PEOPLE).stat()
    for top in FOLDERS:
        for folder, folders, files in os.walk(root / top):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(name for name in files if not name.startswith(".")):
                path = Path(folder, name)
                try:
                    yield path.as_posix(), path.stat()
                except OSError:  # gone since it was listed, which the next look sees
                    continue
