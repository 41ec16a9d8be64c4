"""Rating signs as files of their own."""

from __future__ import annotations


def signs() -> dict[str, bytes]:
    """The signs by file name."""
    raise NotImplementedError
