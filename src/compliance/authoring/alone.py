"""One writer at a time in a folder, whatever the process or the machine that shares it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

LOCK = ".lock"
"""The file in a folder by which those who write know of each other; nobody reads it."""
PATIENCE = 10.0
"""Seconds for which a second writer waits."""
FOREVER = -1.0
"""Seconds that mean: however long it takes."""


class NotWrittenError(Exception):
    """Why nothing was written, in a sentence for whoever wanted it."""


class OccupiedError(NotWrittenError):
    """Why a folder cannot be had: another process writes in it."""


@contextmanager
def alone(folder: Path, seconds: float, why: str = "somebody else is writing") -> Iterator[None]:
    """Inside, nobody else who asks has the folder; else OccupiedError with why not.

    A lock ends with its process, however that ends: none is ever stale.
    """
    lock = FileLock(folder / LOCK, mode=0o666, is_singleton=True)  # whoever may write in the folder may ask for it
    try:
        lock.acquire(timeout=seconds)
    except Timeout:
        raise OccupiedError(f"{why}; nothing was written, try again") from None
    try:
        yield
    finally:
        lock.release()
