"""The first sheet of the workbook of a region."""

from __future__ import annotations

from collections.abc import Sequence

from compliance.report.excel.guide import MEANINGS, OWN, first_sheet
from compliance.report.excel.region.layout import Region
from compliance.report.excel.values import Cell, Link, Sheet, Styled
from compliance.view.palette import of_report

PURPOSE = (
    "Every rating of every country in one table, and scores, comparisons and charts that follow when you type another rating. "
    "Figures in columns “as reported” stay as the reports print them. The provisions behind a rating stand in the country’s own workbook."
)
CHOOSE = (
    "On Dashboard, choose a country in the framed cell: its scores, its ratings and the first charts follow. "
    "Countries stand in the order of the register, never by score."
)
WHAT_IF = (
    "On Ratings, choose another word in the two rating columns: the same word twice for a settled rating, two different ones for a "
    "rating between two. Articles, Scores, Compare and Dashboard follow at once. On Method, the values of mostly and partly and the caps of core criteria may be "
    "changed. On Indicators, type a new value with its date, or another baseline, milestone or target: expected value, progress and "
    "status follow."
)
NOT_FOLLOWED = (
    "Sentences and titles that name a finding, Shared gaps, Cooperation, Readiness, Robustness, Effects, Pairs, Places, OPSYS and Data_long keep the values of the engine. "
    "What binds a country after its reservations and declarations is not recomputed here."
)
PROTECTION = (
    "Cells that may be typed into are open, with a thin green edge. Everything else is protected without a password: a guard against "
    "slips, no security. Columns that only charts and formulas need are hidden and may be shown."
)


def readme(region: Region, sheets: Sequence[Sheet]) -> Sheet:
    """What the workbook is, what its colours mean, what may be typed, and where everything stands."""
    view = region.view
    rows: tuple[tuple[Cell, ...], ...] = (
        ("What this is", PURPOSE),
        ("Standing", f"{view.plan.notice}. {view.status.capitalize()}; {view.basis}. The law as of {view.law_date}."),
        *((Link(f"internal:'{sheet.name}'!A1", sheet.name), f"{sheet.about}.") for sheet in sheets),
        *((Styled(word, "rating"), MEANINGS.get(word, OWN)) for word in of_report(*region.countries)),
        ("A country to choose", CHOOSE),
        ("What you may change", WHAT_IF),
        ("What does not follow", NOT_FOLLOWED),
        ("Before comparing", " ".join(view.limits)),
        ("Protection", PROTECTION),
        ("Disclaimer", view.plan.disclaimer),
        ("Data", f"SHA-256 over all inputs: {view.manifest.digest}"),
    )
    return first_sheet(view.document, view.edition, rows)
