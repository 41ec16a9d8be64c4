"""Workbooks of the countries on file, with other answers where a test wants them, opened and recalculated."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from libreoffice import converted
from openpyxl import Workbook, load_workbook

from compliance.inputs import Inputs, read_inputs
from compliance.model.checklist import NOT_APPLICABLE, Response
from compliance.problems import serious
from compliance.scoring import Assessment, assess
from compliance.view.assessed import assessments
from compliance.view.country import country_view, view_of
from compliance.view.values.country import CountryView

ROOT = Path(__file__).resolve().parents[2]
CYCLE, PLAN = "2026", "country"
INSTRUMENTS = ("ets-185", "ets-198")

Answers = Mapping[str, tuple[str, ...]]
"""Ratings by criterion: none where it is unanswered, several where it is open."""


@cache
def inputs() -> Inputs:
    found, problems = read_inputs(ROOT)
    assert serious(problems) == ()
    return found


@cache
def view(country: str) -> CountryView:
    return view_of(inputs(), country, CYCLE, PLAN)


@cache
def scores(country: str) -> tuple[Assessment, ...]:
    workspace = inputs().workspace
    return assessments(workspace, workspace.countries[country], CYCLE, INSTRUMENTS)


def with_answers(country: str, answers: Answers) -> CountryView:
    """The view of a country whose checklist of the first treaty holds other answers."""
    responses = {
        id_: Response(rating=given, not_applicable="structural" if NOT_APPLICABLE in given else None)
        for id_, given in answers.items()
    }
    return with_responses(country, responses)


def with_responses(country: str, responses: Mapping[str, Response]) -> CountryView:
    """The view of a country whose checklist of the first treaty holds other responses; the second treaty is left out."""
    one = scores(country)[0]
    checklist = one.whole.checklist
    answered = replace(checklist, responses={**checklist.responses, **responses})
    changed = assess(one.whole.instrument, answered, None, tuple(one.by_part), one.on)
    return country_view(inputs(), country, CYCLE, PLAN, [changed])


def opened(data: bytes, *, values: bool) -> Workbook:
    """A workbook with the cached values of its formulas, or with the formulas."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "(Unknown|Conditional Formatting|Sparkline Group) extension", UserWarning)
        return load_workbook(io.BytesIO(data), data_only=values)


def recalculated(books: Mapping[str, Workbook | bytes], folder: Path) -> Mapping[str, Workbook]:
    """The books as LibreOffice computes them; openpyxl drops every cached value when it saves one."""
    for name, book in books.items():
        file = folder / f"{name}.xlsx"
        file.write_bytes(book) if isinstance(book, bytes) else book.save(file)
    files = converted(folder / "after", "xlsx", *sorted(folder.iterdir()))
    return {file.stem: opened(file.read_bytes(), values=True) for file in files}


WRONG = "424242"


def planted(data: bytes) -> bytes:
    """A workbook in which every formula has a wrong value beside it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as pack, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as other:
        for part in pack.infolist():
            text = pack.read(part)
            if part.filename.startswith("xl/worksheets/sheet"):
                wrong = rf"<c \1><f\2</f><v>{WRONG}</v></c>"
                cells = r'<c (r="\w+" s="\d+")(?: t="str")?><f(.*?)</f><v>[^<]*</v></c>'
                text = re.sub(cells, wrong, text.decode()).encode()
            other.writestr(part, text)
    return out.getvalue()


def assert_equal(found: Workbook, expected: bytes, but: str | None = None) -> None:
    """Every formula of a workbook, of all sheets but one, has been computed to the value that the engine gives it."""
    wrong = []
    for (sheet, place), value in formulas(expected).items():
        if sheet == but:
            continue
        got = found[sheet][place].value
        got = "" if got is None else got
        both_numbers = isinstance(got, int | float) and isinstance(value, int | float)
        if abs(got - value) > 1e-9 if both_numbers else got != value:  # type: ignore[operator]
            wrong.append((sheet, place, got, value))
    assert wrong == [], wrong[:5]


def errors(book: Workbook) -> list[tuple[str, str, object]]:
    """The cells that are errors."""
    cells = ((sheet.title, cell) for sheet in book for row in sheet.iter_rows() for cell in row)
    return [(title, cell.coordinate, cell.value) for title, cell in cells if cell.data_type == "e"]


def formulas(data: bytes) -> Mapping[tuple[str, str], object]:
    """The cached value of every formula, by sheet and cell; an empty text where a formula gives none."""
    written, cached = opened(data, values=False), opened(data, values=True)
    return {
        (sheet.title, cell.coordinate): "" if (value := cached[sheet.title][cell.coordinate].value) is None else value
        for sheet in written
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def heads(book: Workbook, sheet: str) -> Mapping[str, int]:
    """Columns of a sheet by their heads, counted from 1."""
    return {str(cell.value): cell.column for cell in book[sheet][4] if cell.value}


def rows(found: Workbook, sheet: str) -> list[Mapping[str, object]]:
    """Rows of a table, cells by the head of their column."""
    columns = heads(found, sheet)
    table = (
        {head: row[place - 1].value for head, place in columns.items()} for row in found[sheet].iter_rows(min_row=5)
    )
    return [row for row in table if sum(value is not None for value in row.values()) > 1]


def files_of(book: bytes) -> Mapping[str, str]:
    """The files inside a workbook."""
    with zipfile.ZipFile(io.BytesIO(book)) as pack:
        return {name: pack.read(name).decode() for name in pack.namelist()}


def descriptions(files: Mapping[str, str]) -> list[str]:
    """What is said of each chart to those who do not see it."""
    drawings = (ET.fromstring(text) for name, text in files.items() if name.startswith("xl/drawings/drawing"))
    frames = (shape for drawing in drawings for shape in drawing.iter() if shape.tag.endswith("cNvPr"))
    return [shape.get("descr") or "" for shape in frames if "Chart" in (shape.get("name") or "")]
