"""Files that appear whole or not at all."""

from __future__ import annotations

import glob
import os
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


def sweep(folder: Path, name: str | None = None) -> None:
    """Removes what writers left behind that were killed, of one file or of all; what another is writing stays."""
    for left in folder.glob(f".{glob.escape(name) if name else '*'}.*.part"):
        number = left.name.removesuffix(".part").rpartition(".")[2]
        if number.isdecimal() and not _runs(int(number)):
            left.unlink(missing_ok=True)


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
