"""Faults that a file in git cannot hold, or that would be too big there: each is made in a copy of the workspace."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

ARCADIA = Path("assessments/arcadia")


def _replaced(root: Path, name: str) -> Path:
    """The place of a file of the country, which is gone."""
    file = root / ARCADIA / name
    file.unlink()
    return file


def missing_file(root: Path) -> None:
    _replaced(root, "participation.yaml")


def outside_workspace(root: Path) -> None:
    elsewhere = root.parent / "elsewhere.yaml"
    elsewhere.write_text("country: arcadia\n", "utf-8")
    _replaced(root, "external-ratings.yaml").symlink_to(elsewhere)


def linked_folder(root: Path) -> None:
    (root / ARCADIA / "2027").symlink_to("2026")


def not_a_file(root: Path) -> None:
    os.mkfifo(_replaced(root, "external-ratings.yaml"))


def unreadable_file(root: Path) -> None:
    # A link to nowhere is refused to everybody; permissions would not stop an administrator.
    _replaced(root, "external-ratings.yaml").symlink_to("nowhere.yaml")


def too_large(root: Path) -> None:
    with (root / ARCADIA / "external-ratings.yaml").open("wb") as file:
        file.truncate(100_000_000)  # a hole: it takes no room on the disk


def not_utf_8(root: Path) -> None:
    (root / ARCADIA / "external-ratings.yaml").write_bytes(b"country: arcadia\nnotes: [{text: Se\xf1al}]\n")


def forbidden_character(root: Path) -> None:
    (root / ARCADIA / "external-ratings.yaml").write_bytes(b"country: arcadia\nnotes: [{text: Sig\0nal}]\n")


FAULTS: Mapping[str, Callable[[Path], None]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        missing_file,
        outside_workspace,
        linked_folder,
        not_a_file,
        unreadable_file,
        too_large,
        not_utf_8,
        forbidden_character,
    )
}
"""What makes each of these faults, by its code."""
