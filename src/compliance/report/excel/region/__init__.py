"""The workbook of a region: every country’s ratings in one table, scores that follow, and a dashboard with a country to choose."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from compliance.language import capital
from compliance.report.excel.book import with_footnotes
from compliance.report.excel.guide import method, readme_of
from compliance.report.excel.reference import manifest_of
from compliance.report.excel.region.changes import changelog
from compliance.report.excel.region.choice import dashboard
from compliance.report.excel.region.layout import Region, region_of
from compliance.report.excel.region.scores import articles, compare, ratings, scores
from compliance.report.excel.region.tables import cooperation, indicators, law, ranges, shared_gaps, tidy
from compliance.report.excel.values import Sheet
from compliance.report.excel.write import write
from compliance.view.palette import of_report
from compliance.view.regional.phrases import many
from compliance.view.regional.region import RegionalView
from compliance.view.values.country import CountryView

__all__ = ["regional_workbook"]

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


def regional_workbook(view: RegionalView, countries: Sequence[CountryView]) -> bytes:
    """The workbook as the bytes of an .xlsx file; equal views give equal bytes."""
    return write(
        sheets(region_of(view, countries)),
        of_report(*countries),
        title=view.document,
        notice=view.plan.notice,
        footer=view.edition,
        created=view.cut_off,
    )


def sheets(region: Region) -> tuple[Sheet, ...]:
    """All sheets, in order."""
    after = (
        dashboard(region),
        compare(region),
        scores(region),
        articles(region),
        ratings(region),
        *shared_gaps(region),
        *cooperation(region),
        *indicators(region),
        *ranges(region),
        method(region.scales, region.reports, region.measure("Values of ratings, 0 to 1, and the rules of the formulas")),
        *law(region),
        *changelog(region),
        tidy(region),
        manifest_of(region.view.manifest, region.measure("Programs by version, files by SHA-256")),
    )  # fmt: skip
    notes, unit = region.view.footnotes, region.view.plan.unit
    return tuple(with_footnotes(_called(sheet, unit), notes) for sheet in (_readme(region, after), *after))


def _called(sheet: Sheet, unit: str) -> Sheet:
    """A sheet whose texts call what is compared as the plan does: beneficiaries, offices."""
    words = {"country": unit, "Country": capital(unit), "countries": many(unit), "Countries": capital(many(unit))}
    call = partial(re.sub, r"\b(?:country|countries)\b", lambda match: words[match[0]], flags=re.IGNORECASE)
    return replace(
        sheet,
        about=call(sheet.about),
        title=call(sheet.title),
        measure=call(sheet.measure),
        columns=tuple(replace(column, header=call(column.header)) for column in sheet.columns),
        rows=tuple(tuple(call(cell) if isinstance(cell, str) else cell for cell in row) for row in sheet.rows)
        if sheet.name == "README"
        else sheet.rows,
        notes=tuple(map(call, sheet.notes)),
    )


def _readme(region: Region, sheets: Sequence[Sheet]) -> Sheet:
    """The first sheet of the workbook of a region."""
    rules = (
        ("A country to choose", CHOOSE),
        ("What you may change", WHAT_IF),
        ("What does not follow", NOT_FOLLOWED),
        ("Before comparing", " ".join(region.view.limits)),
        ("Protection", PROTECTION),
    )
    return readme_of(region.view, sheets, of_report(*region.countries), PURPOSE, rules)
