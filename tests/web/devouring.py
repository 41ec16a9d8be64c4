"""What a foreign file may make a library do: read in a process of its own, so this module imports next to nothing."""

from pathlib import Path


def devour(file: Path) -> int:
    return len(bytes(4_000_000_000) + file.read_bytes())
