"""Files that appear whole or not at all."""

from __future__ import annotations

import glob
import os
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Writes a file beside its place and moves it there, so that an interrupted build leaves the old one whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    for left in file.parent.glob(f".{glob.escape(file.name)}.*.part"):
        left.unlink(missing_ok=True)  # of a build that was killed
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
