"""Faults that a file in git cannot hold, or that would be too big there: each is made in a copy of the workspace."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from compliance.cli import main

ANSWERS = "answers.xlsx"
"""A data request that came back; where a workspace holds one, it is imported."""
CHECKLIST = "checklist.xlsx"
"""A checklist that came back; where a workspace holds one, it is imported."""
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


def too_long(root: Path) -> None:
    text = "letters " * 131_072  # one megabyte
    (root / ARCADIA / "external-ratings.yaml").write_text(f"country: arcadia\nnotes:\n  - text: {text}\n", "utf-8")


def not_utf_8(root: Path) -> None:
    (root / ARCADIA / "external-ratings.yaml").write_bytes(b"country: arcadia\nnotes: [{text: Se\xf1al}]\n")


def forbidden_character(root: Path) -> None:
    (root / ARCADIA / "external-ratings.yaml").write_bytes(b"country: arcadia\nnotes: [{text: Sig\0nal}]\n")


def requested(root: Path) -> Path:
    """A data request for the lights of three years, as it is sent out."""
    file = root / ANSWERS
    asked = ["indicators", "request", "arcadia", "--from", "2021", "--to", "2023", "--output", str(file), "--by", "Ana"]
    done = CliRunner().invoke(main, ["--workspace", str(root), *asked], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return file


def _filled(root: Path, fill: Callable[[Any], object]) -> None:
    """A request in which a hand has been at work."""
    file = requested(root)
    book = load_workbook(file)
    fill(book)
    book.save(file)


def not_a_workbook(root: Path) -> None:
    file = requested(root)
    file.write_bytes(file.read_bytes()[:2000])


def not_a_request(root: Path) -> None:
    Workbook().save(root / ANSWERS)


def missing_sheet(root: Path) -> None:
    _filled(root, lambda book: book.remove(book["Authorities"]))


def missing_column(root: Path) -> None:
    _filled(root, lambda book: setattr(book["Authorities"]["H4"], "value", "Einheit"))


def changed_key(root: Path) -> None:
    _filled(root, lambda book: setattr(book["Authorities"]["B5"], "value", 2012))


def missing_row(root: Path) -> None:
    _filled(root, lambda book: book["Authorities"].delete_rows(6))


def formula_answer(root: Path) -> None:
    _filled(root, lambda book: setattr(book["Authorities"]["G5"], "value", "=SUM(A1:A3)"))


def not_a_checklist(root: Path) -> None:
    Workbook().save(root / CHECKLIST)


def _sent_back(root: Path, fill: Callable[[Any], object]) -> None:
    """A checklist as it comes back: exported, and filled in by somebody."""
    file = root / CHECKLIST
    asked = ["checklist", "export", "arcadia", "--output", str(file)]
    done = CliRunner().invoke(main, ["--workspace", str(root), *asked], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl cannot keep bars in cells
        book = load_workbook(file)
    fill(book)
    book.save(file)
    (root / ARCADIA / ".lock").touch()  # which whoever may write holds meanwhile


def merged_cells(root: Path) -> None:
    _sent_back(root, lambda book: book["Legal basis"].merge_cells("F5:F6"))


def adjudicated_rating(root: Path) -> None:
    def rate(book: Any) -> None:
        cells = [cell for sheet in book for row in sheet.iter_rows(4, 5) for cell in row]
        rating = next(cell for cell in cells if cell.value == "Rating")
        rating.offset(1, 0).value = "mostly"

    _sent_back(root, rate)


FAULTS: Mapping[str, Callable[[Path], None]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        missing_file,
        outside_workspace,
        linked_folder,
        not_a_file,
        unreadable_file,
        too_large,
        too_long,
        not_utf_8,
        forbidden_character,
        not_a_workbook,
        not_a_request,
        missing_sheet,
        missing_column,
        changed_key,
        missing_row,
        formula_answer,
        not_a_checklist,
        merged_cells,
        adjudicated_rating,
    )
}
"""What makes each of these faults, by its code."""
