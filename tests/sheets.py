"""Workbooks that leave the desk, are filled in by somebody, and come back."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desk import Desk
from openpyxl import load_workbook

HEADERS = 4
"""The row of the column headers."""


def opened(file: Path) -> Any:
    """A workbook as openpyxl sees it, which says that it cannot keep bars in cells."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(file)


_BOOKS: dict[object, bytes] = {}
"""Checklists that were filled in, by the answers and the files of the workspace."""


def checklist_book(desk: Desk, answers: Mapping[str, Mapping[str, str]], name: str | None = None, *options: str) -> str:
    """The checklist with some cells filled in, by criterion and header; `name` stands on its first page."""
    file, state = desk.root.parent / "book.xlsx", (repr(answers), name, options, frozenset(desk.files().items()))
    if state in _BOOKS:
        file.write_bytes(_BOOKS[state])
        return str(file)
    assert desk.status("checklist", "export", "arcadia", "--output", str(file), *options) == 0
    book = opened(file)
    book["Start"]["B4"] = name
    sheet = book["Lights"]
    columns = {cell.value: cell.column for cell in sheet[HEADERS] if cell.value}
    rows = {sheet.cell(row, columns["Criterion"]).value: row for row in range(HEADERS + 1, sheet.max_row + 1)}
    for criterion, cells in answers.items():
        for header, text in cells.items():
            sheet.cell(rows[criterion], columns[header]).value = text
    book.save(file)
    _BOOKS[state] = file.read_bytes()
    return str(file)


def request_book(desk: Desk, value: int) -> str:
    """A data request with one figure filled in."""
    file = desk.root.parent / "request.xlsx"
    years = ("--from", "2021", "--to", "2023")
    assert desk.status("indicators", "request", "arcadia", *years, "--output", str(file), "--by", "Max Manager") == 0
    book = opened(file)
    sheet = book["Authorities"]
    columns = {cell.value: cell.column for cell in sheet[HEADERS] if cell.value}
    for header, cell in (("Value", value), ("Source", "Coast guard, annual report")):
        sheet.cell(HEADERS + 1, columns[header]).value = cell
    book.save(file)
    return str(file)
