"""The first sheet of the workbook of a region."""

from collections.abc import Sequence

from compliance.report.excel.guide import readme_of
from compliance.report.excel.region.layout import Region
from compliance.report.excel.values import Sheet
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
    "Sentences and titles that name a finding, Shared gaps, Cooperation, Robustness, Effects, OPSYS and Data_long keep the values of the engine. "
    "What binds a country after its reservations and declarations is not recomputed here."
)
PROTECTION = (
    "Cells that may be typed into are open, with a thin green edge. Everything else is protected without a password: a guard against "
    "slips, no security. Columns that only charts and formulas need are hidden and may be shown."
)


def readme(region: Region, sheets: Sequence[Sheet]) -> Sheet:
    """The first sheet of the workbook of a region."""
    rules = (
        ("A country to choose", CHOOSE),
        ("What you may change", WHAT_IF),
        ("What does not follow", NOT_FOLLOWED),
        ("Before comparing", " ".join(region.view.limits)),
        ("Protection", PROTECTION),
    )
    return readme_of(region.view, sheets, of_report(*region.countries), PURPOSE, rules)
