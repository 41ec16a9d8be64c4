"""A checklist as a workbook: written against bare XlsxWriter, brought back against openpyxl's own reading of the file."""

from __future__ import annotations

import tempfile
import warnings
from datetime import date
from functools import partial
from pathlib import Path
from unittest import mock

from openpyxl import load_workbook

from benchmarks.measure import ROOT, Bench, Row, pairs
from benchmarks.report import COUNTRY, CYCLE
from benchmarks.workbook import compiled, recorded
from compliance.authoring.imports import columns_of
from compliance.authoring.leaving import open_book
from compliance.authoring.reading import questions_of, read_book
from compliance.authoring.sound import sifted
from compliance.folder import read_workspace
from compliance.queries.form import form_of
from compliance.report.excel.checklist import form_workbook

INSTRUMENT, CRITERION = "ets-198", "198.1.a"
"""The longer of the checklists, and the criterion that is answered in the workbook."""


def checklist(runs: int) -> Bench:
    """Export and import of the longest checklist."""
    workspace, _ = read_workspace(ROOT)
    form = form_of(workspace, workspace.countries[COUNTRY], CYCLE, INSTRUMENT)
    ours, lines = partial(form_workbook, form), list[str]()
    with mock.patch("compliance.report.excel.write._Book", partial(recorded, lines)):
        written = ours()
    bare = compiled(lines)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "back.xlsx"
        file.write_bytes(written)
        warnings.simplefilter("ignore")  # openpyxl cannot keep bars in cells
        book = load_workbook(file)
        page = next(page for page in book if any(cell.value == CRITERION for cell in page["B"]))
        row = next(cell.row for cell in page["B"] if cell.value == CRITERION)
        heads = {cell.value: n for n, cell in enumerate(page[4], 1)}
        page.cell(int(row or 0), heads["Analysis"]).value = "Changed in the workbook."
        book.save(file)

        def back() -> object:
            found, _ = open_book(file)
            assert found is not None
            columns = columns_of(workspace, found.leaving)
            filled = read_book(found, columns, questions_of(workspace.instruments[INSTRUMENT].value.criteria()))
            answers = sifted(workspace, columns, filled, by="x", on=date(2026, 12, 1), decided={})
            assert answers.sound.texts
            assert not answers.problems
            return answers

        read = pairs(back, partial(load_workbook, file), runs)
    export = pairs(ours, bare, runs)
    count = sum(len(part.questions) for part in form.parts)
    return Bench(
        f"The checklist workbook of one country ({COUNTRY}), {count} criteria",
        f"Of writing: our {len(lines):,} calls of XlsxWriter as plain statements. Of bringing back: openpyxl reads the file.",
        (
            export.row("written, against a bare XlsxWriter", most=1.3),
            Row("the bare file", "the same bytes" if bare() == written else "other bytes"),
            read.row("brought back and tried, against openpyxl's reading", most=1.5),
        ),
    )
