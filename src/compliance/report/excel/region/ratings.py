"""Every criterion of every country in one table: ratings that a reader may change, and what follows from them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from compliance.report.excel import criteria
from compliance.report.excel.formulas import Names
from compliance.report.excel.region.layout import Region
from compliance.report.excel.values import Block, Cell, Column, Entry, Sheet

SHEET = "Ratings"
FIRST: Mapping[str, Column] = {
    "country": Column(header="Country", width=24, style="label"),
    "treaty": Column(header="Treaty", width=9, style="word"),
}
LEFT_OUT = ("law", "advice", "notes", "analysis", "practice", "government")
"""Columns of the workbooks of countries that would make this one too long to work with."""


def columns(region: Region) -> Mapping[str, Column]:
    """The columns by key; none carries a name, for each country’s rows have their own."""
    columns: dict[str, Column] = {}
    for country, instrument in region.assessed:
        for key, column in criteria.columns(instrument, region.names[country.id, instrument.id]).items():
            if key not in LEFT_OUT and not key.startswith("level:"):
                known = columns.get(key, column)
                columns[key] = replace(known, name=None, entry=_either(known.entry, column.entry))
    order = [key for key, column in columns.items() if column.printed]
    order += [key for key, column in columns.items() if not column.printed]
    return {**FIRST, **{key: columns[key] for key in order}}


def _either(known: Entry | None, entry: Entry | None) -> Entry | None:
    """What may be typed into a column where some countries take one thing and others another."""
    if known is None or entry is None:
        return known or entry
    return replace(known, choices=tuple(dict.fromkeys((*known.choices, *entry.choices))))


def ratings(region: Region) -> Sheet:
    """A row a criterion and country."""
    keys = columns(region)
    rows = tuple(tuple(cells.get(key) for key in keys) for cells in _cells(region, keys))
    answered = sum(instrument.distribution.answered for _, instrument in region.assessed)
    total = sum(instrument.distribution.applicable for _, instrument in region.assessed)
    return Sheet(
        name=SHEET,
        about=f"{len(rows):,} ratings, a row a criterion and country. Type other ratings here",
        tab="input",
        title=f"{answered:,} of {total:,} criteria that count are answered",
        measure=region.measure("Every criterion of every country; all scores follow the ratings that you type"),
        columns=tuple(keys.values()),
        rows=rows,
        frozen=4,
        names=dict(_names(region, keys)),
    )


def _cells(region: Region, keys: Mapping[str, Column]) -> Iterator[Mapping[str, Cell]]:
    for country, instrument in region.assessed:
        key = country.id, instrument.id
        first = {"country": country.name, "treaty": instrument.abbreviation}
        for cells in criteria.cells_of(instrument, region.names[key], keys, region.ratings[key].start):
            yield {**cells, **first}


def _names(region: Region, keys: Mapping[str, Column]) -> Iterator[tuple[str, Block]]:
    """The names of the columns of each country’s rows."""
    places = {key: place for place, key in enumerate(keys)}
    for key, rows in region.ratings.items():
        names: Names = region.names[key]
        instrument = next(view for country, view in region.assessed if (country.id, view.id) == key)
        for column_key, column in criteria.columns(instrument, names).items():
            if column.name:
                place = places[column_key]
                yield column.name, (rows.start - 1, place, rows.stop - 2, place)
