"""The workbook of a region: every country’s ratings in one table, scores that follow, and a dashboard with a country to choose."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from compliance.language import capital
from compliance.report.excel.book import with_footnotes
from compliance.report.excel.guide import method
from compliance.report.excel.reference import manifest_of
from compliance.report.excel.region.changes import changelog
from compliance.report.excel.region.choice import dashboard
from compliance.report.excel.region.compare import compare
from compliance.report.excel.region.cooperation import cooperation, shared_gaps
from compliance.report.excel.region.guide import readme
from compliance.report.excel.region.law import legislation, sources
from compliance.report.excel.region.layout import Region, region_of
from compliance.report.excel.region.progress import indicators
from compliance.report.excel.region.ranges import ranges
from compliance.report.excel.region.ratings import ratings
from compliance.report.excel.region.scores import articles, scores
from compliance.report.excel.region.tidy import tidy
from compliance.report.excel.values import Sheet
from compliance.report.excel.write import write
from compliance.view.palette import of_report
from compliance.view.regional.phrases import many
from compliance.view.regional.region import RegionalView
from compliance.view.values.country import CountryView

__all__ = ["regional_workbook"]


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
        *legislation(region),
        *sources(region),
        *changelog(region),
        tidy(region),
        manifest_of(region.view.manifest, region.measure("Programs by version, files by SHA-256")),
    )  # fmt: skip
    notes, unit = region.view.footnotes, region.view.plan.unit
    return tuple(with_footnotes(_called(sheet, unit), notes) for sheet in (readme(region, after), *after))


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
