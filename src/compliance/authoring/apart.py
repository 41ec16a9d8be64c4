"""A foreign file read in a process of its own, which has little time and memory: what breaks it breaks nothing else."""

import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeVar

from compliance.authoring.alone import NotWrittenError

if sys.platform != "win32":  # a system without limits
    import resource

T = TypeVar("T")
SECONDS = 60
"""How long such a process may work."""
MEMORY = 2_000_000_000
"""Bytes of memory that it may have."""


def apart(read: Callable[[Path], T], file: Path) -> T:
    """What a function reads in a file; NotWrittenError where it takes too long or too much, or does not come back."""
    context = multiprocessing.get_context("spawn")  # nothing of the server is in it: no lock, no file, no thread
    with ProcessPoolExecutor(1, context, _bounded) as pool:
        try:
            return pool.submit(read, file).result()
        except (BrokenProcessPool, MemoryError):
            raise NotWrittenError(
                f"{file.name} takes too long or too much memory to read; nothing was written"
            ) from None


def _bounded() -> None:
    """Bounds the process: where the system knows no such bounds, time and memory have none."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
