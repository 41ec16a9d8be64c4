"""A command in a process that is killed at its n-th write: what it leaves, and what the next run makes of it."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from compliance.checks import check
from compliance.cli import main
from compliance.folder import read_workspace
from compliance.problems import serious
from compliance.workspace import LOG

CHANGES = {"os.rename": (0, 1), "os.remove": (0,), "os.mkdir": (0,), "os.rmdir": (0,), "os.truncate": (0,), "os.link": (1,)}  # fmt: skip
"""What changes a disk, as Python's audit events call it, and where the paths are among its arguments."""
MOST = 200
"""Writes of one command; more are an endless loop."""

Files = Mapping[str, bytes]
"""What a reader finds in a folder: contents by path, moments of the log left out."""
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="only a system with fork makes a copy of a running process")


def files(root: Path) -> Files:
    """Every file of a folder that is no lock and no half of a file."""
    found = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {
        path.relative_to(root).as_posix(): _OF_THE_RUN.sub(b"", path.read_bytes())
        for path in found
        if path.name != ".lock" and not is_left(root, path)
    }


_OF_THE_RUN = re.compile(rb'"when": "[^"]+", ')
"""What a line of the log says of the run that wrote it: its moment."""
TORN = b'{"when": "2026-07-01T09:00:00+00:00", "by": "\xd0'
"""What a process leaves that is killed while it adds a line to a log, in the middle of a character."""


def is_left(root: Path, path: Path) -> bool:
    """Whether a path is what a writer has not finished, or lies in it."""
    return any(part.startswith(".") and part.endswith(".part") for part in path.relative_to(root).parts)


def run_at(root: Path, *words: str) -> int:
    """The exit status of a command on a workspace."""
    done = CliRunner().invoke(main, ["--workspace", str(root), *words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done.exit_code


def killed(root: Path, number: int, work: Callable[[], object]) -> bool:
    """Does some work in a process that is killed at a write to a folder, counted from 0; whether it came that far.

    A file that is opened for writing is killed half written, one that is added to with half of a line at its end. A
    killed process loses nothing that it wrote before, so a kill between two changes of the disk looks like one before
    the second.
    """
    sys.stdout.flush()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that a process with threads forks; the child has none
        child = os.fork()
    if not child:
        try:
            sys.addaudithook(_Killer(root, number))
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, -signal.SIGKILL), "the work failed before it was killed"
    return status != 0


class _Killer:
    """Counts the changes of a disk under a folder and ends the process at one of them."""

    def __init__(self, root: Path, number: int) -> None:
        self.root, self.left, self.ending = str(root), number, False

    def __call__(self, event: str, given: tuple[Any, ...]) -> None:
        if self.ending:
            return
        if event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR):
            self.at(given[0], torn=TORN if given[2] & os.O_APPEND else b"half of ", added=bool(given[2] & os.O_APPEND))
        elif event in CHANGES:
            self.at(*(given[place] for place in CHANGES[event]))

    def at(self, *paths: object, torn: bytes = b"", added: bool = False) -> None:
        named = [os.fsdecode(path) for path in paths if isinstance(path, str | bytes | os.PathLike)]
        # A path without a folder is one that `shutil.rmtree` goes down by.
        if not any(path.startswith(self.root) or not Path(path).is_absolute() for path in named):
            return
        self.left -= 1
        if self.left < 0:
            self.ending = True
            if torn and not Path(named[0]).is_dir():
                with Path(named[0]).open("ab" if added else "wb") as stream:
                    stream.write(torn)
            os.kill(os.getpid(), signal.SIGKILL)


def killed_everywhere(
    prepare: Callable[[Path], Path], words: tuple[str, ...], folder: Path, *, again: bool = False
) -> list[int]:
    """Kills a command on a workspace at each of its writes in turn, and looks at what it leaves."""

    def command(root: Path) -> bool:
        return run_at(root, *(word.replace("{root}", str(root)) for word in words)) == 0

    return everywhere(prepare, command, folder, again=again)


def everywhere(
    prepare: Callable[[Path], Path], work: Callable[[Path], bool], folder: Path, *, again: bool = False
) -> list[int]:
    """Kills what writes in a workspace, and says whether it succeeded, at each of its writes in turn.

    Every file is as it was or as it should be, nothing is wrong in the data, and the same work, done again, ends as
    if nothing had happened; where all was done before, only with `again`. For each kill, how many files were new.
    """
    before = prepare(folder / "before")
    whole = Path(shutil.copytree(before, folder / "whole"))
    old = files(whole)
    assert work(whole)
    new = files(whole)
    assert new != old
    count: list[int] = []
    for number in range(MOST):
        root = Path(shutil.copytree(before, folder / str(number)))
        if not killed(root, number, lambda: work(root)):  # noqa: B023  # done at once
            assert files(root) == new
            assert count, "there was nothing to kill"
            return count
        halfway = files(root)
        for name in {*old, *new, *halfway}:
            assert _is_whole(name, old, halfway, new), f"{name} after a kill at write {number}"
        assert problems(root) == [], f"after a kill at write {number}"
        if halfway != new or again:
            assert work(root), f"after a kill at write {number}"
        assert files(root) == new, f"after a kill at write {number} and the same again"
        assert [path for path in root.rglob("*") if is_left(root, path)] == [], f"after a kill at write {number}"
        count.append(sum(halfway.get(name) != old.get(name) for name in new))
    raise AssertionError("it writes without an end")


def _is_whole(name: str, old: Files, halfway: Files, new: Files) -> bool:
    """Whether a file is as before or as after; a log may hold some of the lines that a command adds to it, and half of one."""
    if halfway.get(name) in (old.get(name), new.get(name)):
        return True
    half = _OF_THE_RUN.sub(b"", TORN)
    before, now, after = (of.get(name, b"").removesuffix(half).splitlines() for of in (old, halfway, new))
    return is_log(name) and after[: len(now)] == now and now[: len(before)] == before


def is_log(name: str) -> bool:
    """Whether a file is a log, by its path."""
    return bool(LOG.fullmatch(name.rpartition("/")[2]))


def problems(root: Path) -> list[str]:
    """What is wrong in a workspace."""
    workspace, of_form = read_workspace(root)
    return [f"{one.at}: {one.code}" for one in serious((*of_form, *check(workspace)))]


def apart(root: Path, words: tuple[str, ...], change: Callable[[], object]) -> tuple[int, str]:
    """The exit status and the output of a command in a process of its own, after a change that only that one suffers."""

    def command() -> tuple[int, str]:
        done = CliRunner().invoke(main, ["--workspace", str(root), *words])
        wrong = done.exception is not None and not isinstance(done.exception, SystemExit)
        return (99, repr(done.exc_info)) if wrong else (done.exit_code, done.output)

    return apart_from(command, change)


def apart_from(work: Callable[[], tuple[int, str]], change: Callable[[], object]) -> tuple[int, str]:
    """What comes of some work in a process of its own, after a change that only that one suffers: a status and a text."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        try:
            os.close(reading)
            change()
            status, said = work()
            os.write(writing, f"{status}\n{said}".encode("utf-8", "backslashreplace"))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        status_text, _, text = stream.read().decode().partition("\n")
    os.waitpid(child, 0)
    return int(status_text), text


def full(size: int) -> Callable[[], None]:
    """Lets no file grow beyond some bytes, as a disk does that is full."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
