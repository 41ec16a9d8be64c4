"""The law of all countries and the documents behind the answers, with their addresses."""

from collections.abc import Iterator

from compliance import figures
from compliance.report.excel.reference import ACTS, SOURCES
from compliance.report.excel.region.layout import Region, by_country
from compliance.report.excel.values import Sheet, columns_of, rows_of

LEFT_OUT = ("Read", "Note")
"""Columns of the register of one country that would make this one too wide."""


def legislation(region: Region) -> Iterator[Sheet]:
    """The registers of acts, one under another; nothing where no act is on file."""
    table = by_country([(column, get) for column, get in ACTS if column.header not in LEFT_OUT])
    rows = rows_of(table, ((country, act) for country in region.countries for act in country.acts))
    if rows:
        yield Sheet(
            name="Legislation",
            about="The registers of national acts",
            tab="reference",
            title=f"{figures.count(len(rows), 'act').capitalize()} on file",
            measure=region.measure("National acts, with the number of criteria that rest on each"),
            columns=columns_of(table),
            rows=rows,
            frozen=2,
        )


def sources(region: Region) -> Iterator[Sheet]:
    """The documents consulted, country by country; nothing where there is none."""
    table = by_country(SOURCES)
    rows = rows_of(table, ((country, source) for country in region.countries for source in country.sources))
    if rows:
        yield Sheet(
            name="Sources",
            about="Documents consulted, by country and number",
            tab="reference",
            title=f"{figures.count(len(rows), 'document').capitalize()} consulted",
            measure=region.measure("Documents by the number under which the country’s report cites them"),
            columns=columns_of(table),
            rows=rows,
            frozen=2,
        )
