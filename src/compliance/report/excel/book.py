"""The workbook of a country: its sheets in order, each with the footnotes of the designations that occur on it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from compliance.report.excel.articles import articles
from compliance.report.excel.criteria import criteria
from compliance.report.excel.dashboard import dashboard
from compliance.report.excel.formulas import naming
from compliance.report.excel.guide import method, readme
from compliance.report.excel.indicators import indicators
from compliance.report.excel.reference import agreement, gaps, manifest, measure, references
from compliance.report.excel.summary import summary
from compliance.report.excel.values import Link, Sheet, Styled
from compliance.report.excel.write import write
from compliance.view.palette import of_report
from compliance.view.values.country import CountryView


def workbook(view: CountryView) -> bytes:
    """The workbook as the bytes of an .xlsx file; equal views give equal bytes."""
    return write(
        sheets(view),
        of_report(view),
        title=view.document,
        notice=view.plan.notice,
        footer=view.edition,
        created=view.cut_off,
    )


def sheets(view: CountryView) -> tuple[Sheet, ...]:
    """All sheets, in order."""
    names = naming(instrument.model for instrument in view.instruments)
    after = (
        dashboard(view),
        summary(view, names),
        articles(view, names),
        *(criteria(view, instrument, names[instrument.id]) for instrument in view.instruments),
        gaps(view),
        *indicators(view),
        *agreement(view),
        method(names, view.indicators, measure(view, "Values of ratings, 0 to 1, and the rules of the formulas")),
        *references(view),
        manifest(view),
    )
    return tuple(with_footnotes(sheet, view.footnotes) for sheet in (readme(view, after), *after))


def with_footnotes(sheet: Sheet, footnotes: Sequence[str]) -> Sheet:
    """The sheet with the footnotes whose mark follows a name on it, as its last rows."""
    cells = (cell for row in sheet.rows for cell in row)
    inside = (
        cell.cell if isinstance(cell, Styled) else cell.text if isinstance(cell, Link) else cell for cell in cells
    )
    headers = (column.header for column in sheet.columns)
    texts = (sheet.title, sheet.measure, *sheet.notes, *headers, *(cell for cell in inside if isinstance(cell, str)))
    text = "\n".join(texts)
    due = tuple(note for note in footnotes if re.search(rf"\w{re.escape(note.split()[0])}", text))
    return replace(sheet, notes=(*sheet.notes, *due))
