"""Workbooks of the countries on file, with other answers where a test wants them, opened and recalculated."""

from __future__ import annotations

import io
import subprocess
import warnings
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from openpyxl import Workbook, load_workbook

from compliance.inputs import Inputs, read_inputs
from compliance.model.checklist import NOT_APPLICABLE, Response
from compliance.scoring import Assessment, assess
from compliance.view.assessed import assessments
from compliance.view.country import country_view, view_of
from compliance.view.values import CountryView

ROOT = Path(__file__).resolve().parents[2]
COUNTRIES = ("serbia", "bosnia-and-herzegovina", "kosovo")
CYCLE, PLAN = "2026", "country"
INSTRUMENTS = ("ets-185", "ets-198")

Answers = Mapping[str, tuple[str, ...]]
"""Ratings by criterion: none where it is unanswered, several where it is open."""


@cache
def inputs() -> Inputs:
    found, problems = read_inputs(ROOT)
    assert problems == ()
    return found


@cache
def view(country: str) -> CountryView:
    return view_of(inputs(), country, CYCLE, PLAN)


def scores(country: str) -> tuple[Assessment, ...]:
    workspace = inputs().workspace
    return assessments(workspace, workspace.countries[country], CYCLE, INSTRUMENTS)


def with_answers(country: str, answers: Answers) -> CountryView:
    """The view of a country whose checklists hold other answers."""
    responses = {
        id_: Response(rating=given, not_applicable="structural" if NOT_APPLICABLE in given else None)
        for id_, given in answers.items()
    }
    return with_responses(country, responses)


def with_responses(country: str, responses: Mapping[str, Response]) -> CountryView:
    """The view of a country whose checklists hold other responses."""
    workspace = inputs().workspace
    changed = []
    for one in scores(country):
        instrument, checklist = one.whole.instrument, one.whole.checklist
        ids = {criterion.id for criterion in instrument.criteria()}
        given = {**checklist.responses, **{id_: it for id_, it in responses.items() if id_ in ids}}
        parts = tuple(one.by_part)
        changed.append(assess(instrument, replace(checklist, responses=given), None, parts, one.on))
    plan = workspace.plans[PLAN].value
    return country_view(
        workspace, workspace.countries[country], plan, cycle=CYCLE, scores=changed, indicators=view(country).indicators
    )


def opened(data: bytes, *, values: bool) -> Workbook:
    """A workbook with the cached values of its formulas, or with the formulas."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "(Unknown|Conditional Formatting) extension", UserWarning)
        return load_workbook(io.BytesIO(data), data_only=values)


def recalculated(books: Mapping[str, Workbook], folder: Path) -> Mapping[str, Workbook]:
    """The books as LibreOffice computes them; openpyxl drops every cached value when it saves them, so all is computed anew."""
    before, after = folder / "before", folder / "after"
    for one in (before, after):
        one.mkdir()
    for name, book in books.items():
        book.save(before / f"{name}.xlsx")
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "xlsx",
    ]
    subprocess.run(
        [*command, "--outdir", str(after), *sorted(map(str, before.iterdir()))],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {name: opened((after / f"{name}.xlsx").read_bytes(), values=True) for name in books}


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
