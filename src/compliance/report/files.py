"""Files that appear whole or not at all."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Writes a file beside its place and moves it there, so that an interrupted build leaves the old one whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    sweep(file.parent, file.name)
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    keep(file.parent)


def keep(folder: Path) -> None:
    """Makes the names in a folder last through a loss of power; where folders cannot be opened, the system does."""
    if os.name != "posix":
        return
    with suppress(OSError):  # the file is there; a system that cannot promise it after a loss of power is no failure
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def sweep(folder: Path, name: str | None = None) -> None:
    """Removes files that killed writers left behind, of one file or of all; what another is writing stays."""
    for left in left_behind(folder, name):
        with suppress(OSError):  # what cannot be removed harms nobody: nothing reads it
            left.unlink(missing_ok=True)


def left_behind(folder: Path, name: str | None = None) -> Iterator[Path]:
    """What killed writers left in a folder, of one file or folder or of all."""
    for left in folder.glob(f".{glob.escape(name) if name else '*'}.*.part"):
        number = left.name.removesuffix(".part").rpartition(".")[2]
        if number.isdecimal() and not _runs(int(number)):
            yield left


def _runs(number: int) -> bool:
    """Whether another process of this machine has that number; where one cannot ask, none has."""
    if os.name != "posix" or number == os.getpid():
        return False
    try:
        os.kill(number, 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True
