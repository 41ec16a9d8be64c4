"""History in Git, on request: what people write becomes commits in the background, with their names, and may be pushed.

Saving never waits for it and never fails because of it: where Git refuses something, a notice tells managers, and the next
commit takes it along. Only files that the server wrote are committed, and files of the same countries that somebody changed by
hand, by themselves and first. It adds to the branch that is checked out and never pulls, merges, rebases, stashes or runs a
hook; a push that is no mere addition is refused by Git itself.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, RLock, Thread

from compliance import figures
from compliance.model.people import People, Person
from compliance.problems import printable

QUIET = 300.0
"""Seconds without a change after which a person's changes become a commit."""
LOOKED_AT = 5.0
"""Seconds between two looks whether one is due."""
PATIENCE = 20.0
"""Seconds that Git may take; a push three times as long."""
SUBJECT = 72
"""Signs of the first line of a message."""
WORDS: Mapping[str, str] = {
    "imported": "answered",
    "step": "step",
    "rating": "re-rated",
    "remark": "remarks",
    "assigned": "assigned",
    "adjudicated": "adjudicated",
    "accepted": "accepted",
    "evidence": "evidence",
    "seal": "sealed",
}
"""What a message calls each kind of change of a log."""
SAFELY = ("-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false", "-c", "core.fsmonitor=false")
"""No program that a repository names is run."""
Stamps = Mapping[str, tuple[int, int]]


@dataclass(slots=True)
class Batch:
    """What somebody wrote since their last commit."""

    paths: dict[str, None] = field(default_factory=dict)
    """From the root of the folder."""
    countries: set[str] = field(default_factory=set)
    deeds: list[str] = field(default_factory=list)
    last: float = 0.0


class GitError(Exception):
    """What Git says that it did not do."""


class Git:
    """The commits of a server."""

    def __init__(
        self,
        root: Path,
        people: Callable[[], People | None],
        *,
        push: bool = False,
        clock: Callable[[], float] = time.monotonic,
        quiet: float = QUIET,
    ) -> None:
        self._root, self._people, self._push, self._clock, self._quiet = root, people, push, clock, quiet
        self._lock, self._ended = RLock(), Event()
        self._batches: dict[str, Batch] = {}
        self._known: dict[str, Stamps] = {}
        self.notice = ""
        """What Git refused last, for managers; empty where it refused nothing since."""
        self._run("rev-parse", "--is-inside-work-tree")

    def start(self) -> None:
        """Looks every few seconds whether a commit is due, beside the requests."""

        def work() -> None:
            while not self._ended.wait(LOOKED_AT):
                self.tick()

        Thread(target=work, daemon=True).start()

    def close(self) -> None:
        """Commits all that waits; for the end of the server."""
        self._ended.set()
        self.flush()

    def before(self, by: str, country: str) -> Stamps:
        """The files of a country as they are before somebody writes; what others wrote or changed by hand is committed first."""
        with self._lock:
            for name, batch in tuple(self._batches.items()):
                if name != by and country in batch.countries:
                    self._commit(name)
            now = stamps(self._root, country)
            if self._known.get(country) != now:
                self._by_hand(country)
                self._known[country] = now
            return now

    def wrote(self, by: str, country: str, before: Stamps, log: str) -> None:
        """Notes what somebody wrote: the files that differ, and what the new lines of the log say."""
        now = stamps(self._root, country)
        changed = [path for path in {**before, **now} if before.get(path) != now.get(path)]
        if not changed:
            return
        with self._lock:
            batch = self._batches.setdefault(by, Batch())
            batch.paths |= dict.fromkeys(sorted(changed))
            batch.countries.add(country)
            batch.deeds += [deed for deed in deeds(country, log) if deed not in batch.deeds]
            batch.last = self._clock()
            self._known[country] = now

    def tick(self) -> None:
        """Commits what has been quiet for long enough."""
        self._commit_all(self._quiet)

    def flush(self) -> None:
        """Commits all that waits."""
        self._commit_all(-math.inf)

    def _commit_all(self, quiet: float) -> None:
        """Commits what nobody has changed for so many seconds, and pushes it where that is wanted."""
        with self._lock:
            due = [name for name, batch in self._batches.items() if self._clock() - batch.last >= quiet]
            made = [self._commit(name) for name in due]
        if not any(made) or not self._push:
            return
        try:  # Git itself refuses what is no mere addition
            self._run("push", "--quiet", "--no-verify", "origin", "HEAD", seconds=3 * PATIENCE)
        except GitError as error:
            self.notice = f"Git: {error}"

    def _commit(self, name: str) -> bool:
        """Commits what somebody wrote; where Git refuses, it waits for the next time."""
        batch = self._batches[name]
        try:
            self._commit_files(tuple(batch.paths), message(batch.deeds), author_of(name, self._people()))
        except GitError as error:
            self.notice = f"Git: {error}"
            batch.last = self._clock()
            return False
        del self._batches[name]
        self.notice = ""
        return True

    def _by_hand(self, country: str) -> None:
        """Commits what somebody changed by hand in the folder of a country, as such."""
        mine = {path for batch in self._batches.values() for path in batch.paths}
        try:
            changed = self._run("status", "--porcelain", "-z", "--", *_places(country)).split("\0")
            own = (line[3:] for line in changed if line[:2] in (" M", "M ", "MM", " D"))
            if paths := tuple(path for path in own if path and path not in mine):
                self._commit_files(paths, f"{country}: changed by hand", "changed by hand <>")
        except GitError as error:
            self.notice = f"Git: {error}"

    def _commit_files(self, paths: Sequence[str], text: str, author: str) -> None:
        """Commits some files, as they are on the disk now, and nothing else of the index."""
        there = [path for path in paths if (self._root / path).exists()]
        if there:
            self._run("add", "--intent-to-add", "--", *there)
        if not self._run("status", "--porcelain", "--", *paths).strip():
            return
        self._run("commit", "--quiet", "--only", "--no-verify", f"--author={author}", "-m", text, "--", *paths)

    def _run(self, *words: str, seconds: float = PATIENCE) -> str:
        """What git prints; GitError with what it says where it fails."""
        quiet = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
        committer = {"GIT_COMMITTER_NAME": "compliance", "GIT_COMMITTER_EMAIL": "compliance@localhost"}
        try:
            done = subprocess.run(  # noqa: S603  # a fixed list; ids and paths come after `--`
                ["git", "-C", str(self._root), *SAFELY, *words],  # noqa: S607  # the git of the system
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                timeout=seconds,
                check=False,
                stdin=subprocess.DEVNULL,
                env={**os.environ, **quiet, **committer},
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise GitError(str(error)) from error
        if done.returncode:
            raise GitError(printable(" ".join(done.stderr.split()))[:300] or f"status {done.returncode}")
        return done.stdout


def _places(country: str) -> tuple[str, ...]:
    """What the server writes of a country: its folder, and figures."""
    return f"assessments/{country}", "indicators"


def stamps(root: Path, country: str) -> Stamps:
    """When each file that belongs to a country was last written, and how long it is; hidden ones are left out."""
    stamped: dict[str, tuple[int, int]] = {}
    for place in _places(country):
        for folder, folders, files in os.walk(root / place):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in files:
                path = Path(folder, name)
                with suppress(OSError):  # gone since it was listed
                    if not name.startswith("."):
                        state = path.stat()
                        stamped[path.relative_to(root).as_posix()] = state.st_mtime_ns, state.st_size
    return stamped


def deeds(country: str, log: str) -> Iterable[str]:
    """What new lines of a country's log say, each in a few words; nothing of what anybody wrote."""
    for line in log.splitlines():
        with suppress(ValueError, AttributeError):
            entry = json.loads(line)
            every = entry.get("about"), *(change.get("about") for change in entry.get("changes") or ())
            about = dict.fromkeys(str(each) for each in every if each)
            instrument = f", {entry['instrument']}" if entry.get("instrument") else ""
            what = WORDS.get(entry.get("what", ""), "changed")
            yield f"{country}{instrument}: {figures.some(tuple(about)) + ' ' if about else ''}{what}"


def message(deeds: Sequence[str]) -> str:
    """The message of a commit: what was done in a line, and all of it where there was more."""
    first = deeds[0] if deeds else "changed in the browser"
    more = f" (+{len(deeds) - 1})" if len(deeds) > 1 else ""
    room = SUBJECT - len(more)
    subject = (first if len(first) <= room else f"{first[: room - 1]}…") + more
    return subject if len(deeds) < 2 and subject == first else "\n".join((subject, "", *deeds))


def author_of(name: str, people: People | None) -> str:
    """Somebody as the author of a commit; without an address of e-mail, with an empty one."""
    person: Person | None = people.named(name) if people else None
    plain = "".join(sign for sign in name if sign not in "<>\n\r\0").strip() or "somebody"
    return f"{plain} <{person.email if person and person.email else ''}>"
