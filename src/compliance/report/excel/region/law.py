"""The law of all countries and the documents behind the answers, with their addresses."""

from __future__ import annotations

from collections.abc import Iterator

from compliance import figures
from compliance.report.excel.reference import link, numbers
from compliance.report.excel.region.layout import Region
from compliance.report.excel.values import Cell, Column, Sheet

COUNTRY = Column(header="Country", width=24, style="label")


def legislation(region: Region) -> Iterator[Sheet]:
    """The registers of acts, one under another; nothing where no act is on file."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            country.name,
            act.short,
            act.title,
            "\n".join(f"{text} ({language})" for language, text in act.originals) or None,
            act.level or None,
            act.gazette,
            act.in_force,
            act.status,
            act.used,
            link(act.url),
            numbers(act.sources),
        )
        for country in region.countries
        for act in country.acts
    )
    if rows:
        yield Sheet(
            name="Legislation",
            about="The registers of national acts",
            tab="reference",
            title=f"{figures.count(len(rows), 'act').capitalize()} on file",
            measure=region.measure("National acts, with the number of criteria that rest on each"),
            columns=(
                COUNTRY,
                Column(header="Short title", width=26, style="label"),
                Column(header="Full title", width=36),
                Column(header="Original title", width=34),
                Column(header="Level", width=18),
                Column(header="Gazette", width=34),
                Column(header="In force", width=18),
                Column(header="Status", width=14),
                Column(header="Criteria that rest on it", width=10, style="count"),
                Column(header="Text", width=28, style="link"),
                Column(header="Sources", width=12),
            ),
            rows=rows,
            frozen=2,
        )


def sources(region: Region) -> Iterator[Sheet]:
    """The documents consulted, country by country; nothing where there is none."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (country.name, source.number, source.document, source.quality, link(source.url), source.note)
        for country in region.countries
        for source in country.sources
    )
    if rows:
        yield Sheet(
            name="Sources",
            about="Documents consulted, by country and number",
            tab="reference",
            title=f"{figures.count(len(rows), 'document').capitalize()} consulted",
            measure=region.measure("Documents by the number under which the country’s report cites them"),
            columns=(
                COUNTRY,
                Column(header="Number", width=9, style="count"),
                Column(header="Document", width=64),
                Column(header="Kind", width=16),
                Column(header="Seen at", width=50, style="link"),
                Column(header="Note", width=48),
            ),
            rows=rows,
            frozen=2,
        )
