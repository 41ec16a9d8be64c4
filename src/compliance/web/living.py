"""A folder that is being read: its values and its site in memory; what changed in it is read anew, and nothing else."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import RLock

from compliance.checks import check_again
from compliance.inputs import FOLDERS, Inputs, read_again
from compliance.memory import Kept, Memory, Stamp, is_settled, stamp_of
from compliance.model.site import Site
from compliance.problems import Problem, as_text, serious
from compliance.queries.raters import spared
from compliance.report.site import Shelves, shelves
from compliance.screens.publication import NothingPublic
from compliance.workspace import LOG, PEOPLE, Workspace

Stamps = Mapping[Path, Stamp]
"""The stamp of each file and folder, by path."""
SHARE = 20
"""Between two looks at a folder lies so many times what a look takes: looking takes a twentieth of the time at most."""


@dataclass(frozen=True, kw_only=True, eq=False)
class State:
    """A state of the folder. It never changes; ask `Living` again for the next."""

    now: Inputs
    """The folder as it is, problems included: what is being worked on. In place of a file whose form is broken stands what
    it held before; a file that never held anything is not there. Logs are not read: `folder.read_log` does."""
    inputs: Inputs | None
    """The folder as it can be shown: nothing in it is wrong, so that every view can be made of it. A country with problems
    stands there as it last was without; none where nothing was ever without."""
    problems: tuple[Problem, ...]
    """Everything that is wrong in the folder as it is, and every finding, sorted by place; logs aside."""
    make: Callable[[State], Shelves | None]
    """What makes the site of it."""

    @property
    def workspace(self) -> Workspace:
        """The documents of the folder as it is."""
        return self.now.workspace

    @cached_property
    def shelves(self) -> Shelves | None:
        """The site of what can be shown; none where there is nothing."""
        return self.make(self)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What is wrong, a line each: file, line and message; what one of two evaluators who rate blind must not read is only counted."""
        left, unread = spared(self.workspace, serious(self.problems))
        left, more = spared(self.workspace, left, second=True)
        return (*(as_text(problem).partition("\n")[0] for problem in left), *unread, *more)


class Living:
    """A folder in memory, for any number of threads.

    `state` says what the folder holds: it looks whether any file changed, which takes a millisecond, and reads and checks
    what did. A change that somebody makes by hand is seen by the next request. Whoever writes a file calls `refresh`
    with its path and gets the state with the change. Values that did not change are the same objects from state to
    state, so whatever is computed from them can be kept by what it was made from (`memory.Kept`).
    """

    def __init__(self, root: Path, adapted: Callable[[Site], Site]) -> None:
        self._root, self._adapted = root.absolute(), adapted
        self._lock = RLock()
        self._memory, self._mixed, self._views = Memory(light=True), Kept(), Kept()
        self._stamps: Stamps = {}
        self._next, self._restless = 0.0, False
        self._state = self._read(None)
        gc.freeze()  # what was read stays: no collection has to walk through it

    def state(self) -> State:
        """The folder as it is now, as far as a look at its files can tell."""
        with self._lock:
            return self._state if time.monotonic() < self._next else self._look()

    def refresh(self, paths: Iterable[Path] = ()) -> State:
        """The folder as it is now, looked at in any case; these files were written, whatever their stamps say."""
        with self._lock:
            for path in paths:
                self._memory.doubt(self._root / path)
                self._restless = True
            return self._look()

    def _look(self) -> State:
        """Looks at the stamps of all files, and reads what has another, or may have been written again since."""
        began = time.monotonic()
        now = stamps(self._root)
        if self._restless or now != self._stamps:
            self._state = self._read(self._state, now)
        self._next = time.monotonic() + SHARE * (time.monotonic() - began)
        return self._state

    def _read(self, before: State | None, now: Stamps | None = None) -> State:
        self._stamps = now if now is not None else stamps(self._root)
        self._restless = not all(map(is_settled, self._stamps.values()))
        inputs, problems = read_again(self._root, self._memory)
        if before and inputs is before.now and problems == before.problems:
            return before
        wrong = [problem for problem in serious(problems) if problem not in self._memory.spared]
        sound = self._sound(inputs, wrong, before.inputs if before else None)
        return State(now=inputs, inputs=sound, problems=problems, make=self._shelves)

    def _sound(self, now: Inputs, wrong: Collection[Problem], before: Inputs | None) -> Inputs | None:
        """The folder without problems: as it is but for what has some, or else as it was."""
        if not wrong:
            return now
        mixed = without(now, wrong, before)
        clean = mixed is not None and not serious(check_again(mixed.workspace, self._mixed))
        self._mixed.forget()
        return mixed if clean else before

    def _shelves(self, state: State) -> Shelves | None:
        filed = state.inputs.workspace.site if state.inputs else None
        if state.inputs is None or filed is None:
            return None
        try:
            return shelves(state.inputs, self._adapted(filed.value), state.texts, self._views)
        except NothingPublic:
            return None


def without(now: Inputs, wrong: Iterable[Problem], before: Inputs | None) -> Inputs | None:
    """A folder with what is wrong as it was before; none where that is not enough.

    A country with problems is as it was, or left out where it never was right. Where the problems stand beside the
    countries, all that stands there is as it was.
    """
    blamed = {_country(problem.at.path, now.workspace) for problem in wrong}
    beside = now if None not in blamed else before
    if beside is None:
        return None

    def source(country: str | None) -> Inputs | None:
        return beside if country is None else before if country in blamed else now

    countries = {
        id_: held.workspace.countries[id_]
        for id_ in now.workspace.countries
        if (held := source(id_)) and id_ in held.workspace.countries
    }
    files = (
        document
        for held in (beside, *(each for each in (before, now) if each is not None and each is not beside))
        for document in held.workspace.files
        if (country := _country(document.path, held.workspace)) is None or country in countries
        if source(country) is held
    )
    return replace(beside, workspace=replace(beside.workspace, countries=countries, files=tuple(files)))


def _country(path: str, workspace: Workspace) -> str | None:
    """The country to whose files one belongs; none where it stands beside them."""
    folder, *names = path.split("/")
    return names[0] if folder == "assessments" and names and names[0] in workspace.countries else None


def stamps(root: Path) -> Stamps:
    """The stamp of each file of a folder but its logs, and of each folder; hidden ones are not looked at."""
    return {path: stamp for path in _paths(root) if (stamp := stamp_of(path)) is not None}


def _paths(root: Path) -> Iterator[Path]:
    yield root / PEOPLE
    for top in FOLDERS:
        for folder, folders, files in os.walk(root / top):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield Path(folder)
            yield from (Path(folder, name) for name in files if not (name.startswith(".") or LOG.fullmatch(name)))
