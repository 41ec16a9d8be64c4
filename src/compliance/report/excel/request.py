"""A data request as a workbook: a row for each missing figure, to be filled in by whoever has it."""

from typing import get_args

from compliance import figures
from compliance.language import ENGLISH
from compliance.model.statistics import Qualifier, Scope
from compliance.queries.request import AskedFigure, DataRequest
from compliance.report.excel.book import with_footnotes
from compliance.report.excel.guide import first_sheet
from compliance.report.excel.values import Entry, Row, Sheet, Store, Table, column, columns_of, rows_of
from compliance.report.excel.write import write

FIGURES, KEYS = "Figures", "Keys"
"""The sheet that is filled in, and the hidden one by which it is known again."""
FORM = "compliance data request 1"
"""What the first cell of the hidden sheet says of every such workbook."""
LOCKED = {"series": "Series", "year": "Year"}
"""Headers of the columns that tell which figure a row asks for, by column of `statistics.csv`."""
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
"""Headers of the columns to fill in, by column of `statistics.csv`."""


def request_workbook(asked: DataRequest) -> bytes:
    """The workbook as the bytes of an .xlsx file; equal requests give equal bytes."""
    shown = (with_footnotes(sheet, asked.footnotes) for sheet in (_readme(asked), _form(asked)))
    return write(
        (*shown, _keys(asked)),
        title=_title(asked),
        notice="A request for figures, to be filled in and sent back",
        footer=f"{_title(asked)}, {figures.day(asked.on)}",
        created=asked.on,
    )


def _title(asked: DataRequest) -> str:
    return f"Data request: {asked.project}, {asked.name}"


def _years(asked: DataRequest) -> str:
    first, last = asked.years[0], asked.years[-1]
    return str(first) if first == last else f"{first}–{last}"


def _form(asked: DataRequest) -> Sheet:
    table = _columns(asked)
    return Sheet(
        name=FIGURES,
        about="The figures that are missing; the columns with a green edge are yours to fill in",
        tab="input",
        title=f"{figures.count(len(asked.figures), 'figure').capitalize()} missing",
        measure=f"{asked.project}, {asked.name}, {_years(asked)}; fill in the cells with a green edge",
        columns=columns_of(table),
        rows=rows_of(table, asked.figures),
        frozen=2,
    )


def _columns(asked: DataRequest) -> Table[AskedFigure]:
    """What is asked for, the columns to fill in, and what else there is to know."""
    units = tuple(dict.fromkeys(unit for figure in asked.figures for unit in figure.units))
    return (
        column(LOCKED["series"], lambda figure: figure.series.id, 24, "label"),
        column(LOCKED["year"], lambda figure: figure.year, 7, "plain"),
        column("What is asked for", lambda figure: figure.series.name, 30),
        column("What counts", lambda figure: figure.series.definition, 44),
        column("Split, in the note", lambda figure: figure.split or None, 20),
        column("Who has it", lambda figure: figure.holder or None, 26),
        column(ANSWERS["value"], _empty, 14, "figure-input"),
        column(ANSWERS["unit"], _unit, 12, "text-input", entry=Entry(choices=units)),
        column(ANSWERS["scope"], lambda _: "national", 11, "text-input", entry=Entry(choices=get_args(Scope))),
        column(ANSWERS["scope_detail"], _empty, 22, "text-input"),
        column(ANSWERS["qualifier"], _empty, 14, "text-input", entry=Entry(choices=get_args(Qualifier))),
        column(ANSWERS["source"], _empty, 32, "text-input"),
        column(ANSWERS["url"], _empty, 26, "text-input"),
        column(ANSWERS["note"], _empty, 34, "text-input"),
        column("Needed for", lambda figure: figure.indicators, 12),
        column("On file, but not used", lambda figure: figure.on_file or None, 40),
    )


def _empty(_: AskedFigure) -> None:
    """A cell to fill in."""


def _unit(figure: AskedFigure) -> str | None:
    """The unit, where there is one to choose from."""
    return figure.units[0] if len(figure.units) == 1 else None


def _keys(asked: DataRequest) -> Store:
    """What was asked, so that a changed or missing row is noticed, and the language, by which typed numbers are read."""
    keys = ((figure.series.id, figure.year, ENGLISH) for figure in asked.figures)
    return Store(KEYS, ((FORM,), (asked.country,), (), ("series", "year", "language"), *keys))


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
    "rows and headers are how the answers are found again."
)


def _readme(asked: DataRequest) -> Sheet:
    rows: tuple[Row, ...] = (
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
