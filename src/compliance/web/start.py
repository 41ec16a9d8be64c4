"""The server of a folder, in each of the ways in which people are let in."""

from __future__ import annotations

from pathlib import Path

from compliance.web.doors import KeyDoor
from compliance.web.living import Living
from compliance.web.routes import Server


def local(living: Living, key: str, *, root: Path, by: str | None = None, output: Path | None = None) -> Server:
    """The server of somebody's own machine: whoever has the key is let in, and writes under the name that was said."""
    door = KeyDoor(key=key, by=by)
    return Server(root=root, living=living, door=door, working=by is not None, output=output or root / "build/reports")
