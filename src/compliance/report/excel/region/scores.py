"""Scores of all countries: treaties, sections and articles, each a formula over the ratings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from compliance.report.excel import articles as sheet_of_articles
from compliance.report.excel import summary
from compliance.report.excel.dashboard import range_cells
from compliance.report.excel.region.layout import Region
from compliance.report.excel.values import HEADER_ROW, Cell, Column, Row, Sheet, letter
from compliance.scoring.values import Range
from compliance.view.values.country import CountryView, InstrumentView

SHEET = "Scores"
ID = "id"
"""The key of the column with the id of the country, which formulas compare: a name may hold characters that stand for others."""
COUNTRY = Column(header="Country", width=24, style="label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One row of the scores: a country’s score for a treaty, or for a section of it."""

    country: CountryView
    instrument: InstrumentView
    section: int | None
    """Which section, counted from 0; none for the whole treaty."""
    row: int
    """Its row, counted from 1."""

    @property
    def key(self) -> str:
        """By which the dashboard finds it."""
        return key(self.country.id, self.instrument, self.section)

    @property
    def range(self) -> Range | None:
        """The score."""
        sections = self.instrument.sections
        return self.instrument.range if self.section is None else sections[self.section].range


def key(country: str, instrument: InstrumentView, section: int | None) -> str:
    """By which a score is found: country, treaty and section by id."""
    return f"{country}|{instrument.id}|{'' if section is None else instrument.sections[section].id}"


def places(region: Region) -> tuple[Place, ...]:
    """All rows: whole treaties first, treaty by treaty, so that a chart can draw the countries of one; then sections."""
    wholes = [(country, view, None) for instrument in region.instruments for country, view in region.of(instrument.id)]
    sections = [
        (country, instrument, place)
        for country, instrument in region.assessed
        for place in range(len(instrument.sections))
    ]
    return tuple(
        Place(country=country, instrument=instrument, section=section, row=row)
        for row, (country, instrument, section) in enumerate((*wholes, *sections), HEADER_ROW + 1)
    )


def columns(region: Region) -> Mapping[str, Column]:
    """The columns by key, those of a country’s summary among them; some carry a name, by which the dashboard finds them."""
    theirs = summary.columns(*region.countries)
    named = {key: replace(column, name=name_of(key)) for key, column in theirs.items()}
    helpers = {
        "words": Column(header="Score in words", width=11, style="word", name="scores_words", printed=False),
        "width": Column(header="Open range", width=9, style="score", name="scores_width", printed=False),
        "drawn": Column(header="Range as drawn", width=9, style="score", name="scores_drawn", printed=False),
        "label": Column(header="Name in charts", width=30, style="word", printed=False),
        ID: Column(header="Id of the country", width=22, style="word", printed=False),
        "key": Column(header="Key", width=40, style="word", name="scores_key", printed=False),
    }
    return {"country": COUNTRY, **named, **helpers}


def name_of(key: str) -> str:
    """The name of a column of scores."""
    return "scores_" + "".join(character if character.isalnum() else "_" for character in key)


def scores(region: Region) -> Sheet:
    """A row a country and treaty, then a row a section."""
    keys = columns(region)
    every = places(region)
    return Sheet(
        name=SHEET,
        about="Scores, shares and counts of all countries, by treaty and section; they follow the ratings that you type",
        title=region.view.spread,
        measure=region.measure("Points of 100, low and high end of the open range; criteria by rating, alternatives once"),
        columns=tuple(keys.values()),
        rows=tuple(tuple(cells.get(key) for key in keys) for cells in _cells(region, keys, every)),
        frozen=3,
        notes=(
            "Countries stand in the order of the register, never by score: the sheet Robustness, or the report, says which ranges lie apart.",
        ),
    )  # fmt: skip


def _cells(region: Region, keys: Mapping[str, Column], every: tuple[Place, ...]) -> Iterator[Mapping[str, Cell]]:
    article_keys = tuple(article_columns(region))
    for place in every:
        country, instrument = place.country, place.instrument
        table = summary.Table(
            view=country, keys=tuple(keys), articles=article_keys, first=region.articles[country.id], scope=(ID,)
        )
        names = region.names[country.id, instrument.id]
        if place.section is None:
            cells = summary.whole_row(table, instrument, place.row, names)
        else:
            cells = summary.section_row(table, instrument, place.row, names, place.section)
        at = {key: f"${letter(column)}{place.row}" for column, key in enumerate(keys)}
        yield {"country": country.name, **cells, **_helpers(place, at), ID: country.id, "key": place.key}


def _helpers(place: Place, at: Mapping[str, str]) -> Mapping[str, Cell]:
    """What charts and the dashboard need."""
    cell = {"low": at["low"], "what": at["country"], "score": at["words"], "width": at["width"]}
    cells = dict(range_cells(at["low"], at["high"], place.range, place.country.name, cell))
    return {"words": cells.pop("score"), **cells}


def article_columns(region: Region) -> Mapping[str, Column]:
    """The columns of the articles by key."""
    theirs = sheet_of_articles.columns(*region.countries)
    last = {ID: Column(header="Id of the country", width=22, style="word", name=f"articles_{ID}", printed=False)}
    return {"country": COUNTRY, **theirs, **last}


def articles(region: Region) -> Sheet:
    """A row an article and country."""
    keys = article_columns(region)
    rows: list[Row] = []
    for country in region.countries:
        first = {"country": country.name, ID: country.id}
        names = {instrument.id: region.names[country.id, instrument.id] for instrument in country.instruments}
        of_country = sheet_of_articles.cells_of(country, names, keys, region.articles[country.id])
        rows += [tuple({**cells, **first}.get(key) for key in keys) for cells in of_country]
    scored = sum(len(instrument.article_scores) for _, instrument in region.assessed)
    return Sheet(
        name=sheet_of_articles.SHEET,
        about=f"{len(rows)} articles, country by country, with mean, score and rating; they follow the ratings that you type",
        title=f"{scored} of {len(rows)} articles have criteria; each score follows their ratings",
        measure=region.measure("Articles of all countries, points of 100, low and high end of the open range"),
        columns=tuple(keys.values()),
        rows=tuple(rows),
        frozen=4,
    )
