"""A data request as a workbook: a row for each missing figure, to be filled in by whoever has it."""

from __future__ import annotations

from typing import get_args

from compliance import figures
from compliance.language import ENGLISH
from compliance.model.statistics import Qualifier, Scope
from compliance.queries.request import AskedFigure, DataRequest
from compliance.report.excel.book import with_footnotes
from compliance.report.excel.guide import first_sheet
from compliance.report.excel.values import Cell, Column, Sheet
from compliance.report.excel.write import write

FIGURES, KEYS = "Figures", "Keys"
"""The sheet that is filled in, and the hidden one by which it is known again."""
FORM = "compliance data request 1"
"""What the first head of the hidden sheet says of every such workbook."""
LOCKED = {"series": "Series", "year": "Year"}
"""Heads of the columns that tell which figure a row asks for, by column of `statistics.csv`."""
ANSWERS = {
    "value": "Value",
    "unit": "Unit",
    "scope": "Covers",
    "scope_detail": "Covers exactly",
    "qualifier": "How exact",
    "source": "Source",
    "url": "Web address",
    "note": "Note",
}
"""Heads of the columns to fill in, by column of `statistics.csv`."""


def request_workbook(asked: DataRequest) -> bytes:
    """The workbook as the bytes of an .xlsx file; equal requests give equal bytes."""
    form = _form(asked)
    shown = (with_footnotes(sheet, asked.footnotes) for sheet in (_readme(asked), form))
    return write(
        (*shown, _keys(asked)),
        title=_title(asked),
        notice="A request for figures, to be filled in and sent back",
        foot=f"{_title(asked)}, {figures.day(asked.on)}",
        created=asked.on,
    )


def _title(asked: DataRequest) -> str:
    return f"Data request: {asked.project}, {asked.name}"


def _years(asked: DataRequest) -> str:
    first, last = asked.years[0], asked.years[-1]
    return str(first) if first == last else f"{first}–{last}"


def _form(asked: DataRequest) -> Sheet:
    units = tuple(dict.fromkeys(unit for figure in asked.figures for unit in figure.units))
    inputs = {
        "value": Column(head=ANSWERS["value"], width=14, style="figure-input"),
        "unit": Column(head=ANSWERS["unit"], width=12, style="text-input", choices=units),
        "scope": Column(head=ANSWERS["scope"], width=11, style="text-input", choices=get_args(Scope)),
        "scope_detail": Column(head=ANSWERS["scope_detail"], width=22, style="text-input"),
        "qualifier": Column(head=ANSWERS["qualifier"], width=14, style="text-input", choices=get_args(Qualifier)),
        "source": Column(head=ANSWERS["source"], width=32, style="text-input"),
        "url": Column(head=ANSWERS["url"], width=26, style="text-input"),
        "note": Column(head=ANSWERS["note"], width=34, style="text-input"),
    }
    return Sheet(
        name=FIGURES,
        about="The figures that are missing; the columns with a green edge are yours to fill in",
        tab="input",
        title=f"{figures.count(len(asked.figures), 'figure').capitalize()} missing",
        measure=f"{asked.project}, {asked.name}, {_years(asked)}; fill in the cells with a green edge",
        columns=(
            Column(head=LOCKED["series"], width=24, style="label"),
            Column(head=LOCKED["year"], width=7, style="plain"),
            Column(head="What is asked for", width=30),
            Column(head="What counts", width=44),
            Column(head="Split, in the note", width=20),
            Column(head="Who has it", width=26),
            *(inputs[name] for name in ANSWERS),
            Column(head="Needed for", width=12),
            Column(head="On file, but not used", width=40),
        ),
        rows=tuple(_row(figure) for figure in asked.figures),
        frozen=2,
    )


def _row(figure: AskedFigure) -> tuple[Cell, ...]:
    unit = figure.units[0] if len(figure.units) == 1 else None
    answers: dict[str, Cell] = {"unit": unit, "scope": "national"}
    return (
        figure.series.id,
        figure.year,
        figure.series.name,
        figure.series.definition,
        figure.split or None,
        figure.holder or None,
        *(answers.get(name) for name in ANSWERS),
        figure.indicators,
        figure.on_file or None,
    )


def _keys(asked: DataRequest) -> Sheet:
    """What was asked, so that a changed or missing row is noticed, and in which language, which tells how numbers are typed."""
    return Sheet(
        name=KEYS,
        about="",
        tab="reference",
        title=FORM,
        measure=asked.country,
        columns=(
            Column(head="series", width=24),
            Column(head="year", width=7, style="plain"),
            Column(head="language", width=10),
        ),
        rows=tuple((figure.series.id, figure.year, ENGLISH) for figure in asked.figures),
        filtered=False,
        hidden=True,
    )


PURPOSE = (
    "Indicators of the project need these figures and nobody has published them, or not in a form that can be used. "
    "Please fill in what you have and send the workbook back; a part is welcome."
)
NOT_KNOWN = (
    "Leave the value empty, and say in the note why, if you like. Do not write a zero, a dash or “n/a”: zero means "
    "that there was none."
)
WRITING = (
    "The figure alone, such as 1234 or 1,234.5: its unit, and words such as “over” or “about”, have columns of their own. No formulas. Counts "
    "are whole numbers; amounts of money are given in full, not in thousands, in the currency of the record."
)
COVERS = (
    "“national” means the whole country in the whole calendar year. For less choose part (of the territory), agency, "
    "part-year or law (one legal basis), and say which beside it. Such a figure is kept and shown, never stretched."
)
EXACT = (
    "Empty for an exact figure. Else approximate, lower-bound (“over …”), derived (computed from other figures), "
    "conflicting (another figure exists: name it in the note) or inferred (year or offence read from the context)."
)
SOURCE = "Every figure needs a source: the register or report and who keeps it. A web address where there is one."
SPLIT = "Where a split is asked for, write it into the note: “women 12, men 30”. The value is always the total."
PROTECTION = (
    "Cells with a thin green edge are open. Everything else is protected without a password, a guard against slips: "
    "rows and heads are how the answers are found again."
)


def _readme(asked: DataRequest) -> Sheet:
    rows: tuple[tuple[Cell, ...], ...] = (
        ("What this is", PURPOSE),
        ("Years", f"{_years(asked)}, each a calendar year."),
        ("What you do not know", NOT_KNOWN),
        ("How to write a value", WRITING),
        ("Covers", COVERS),
        ("How exact", EXACT),
        ("Source", SOURCE),
        ("Split", SPLIT),
        ("Protection", PROTECTION),
    )
    return first_sheet(
        _title(asked),
        f"{figures.day(asked.on)}; {figures.count(len(asked.figures), 'figure')} on the sheet {FIGURES}",
        rows,
        about="How to fill this in",
    )
