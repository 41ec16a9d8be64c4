"""Ratings of all countries, which a reader may change, and scores of treaties, sections and articles as formulas over them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from compliance import figures
from compliance.model.instrument import Article
from compliance.report.excel import articles as sheet_of_articles
from compliance.report.excel import criteria, summary
from compliance.report.excel.articles import SHEET as ARTICLES
from compliance.report.excel.articles import rating_of, row_numbers
from compliance.report.excel.dashboard import range_cells
from compliance.report.excel.region.layout import COUNTRY, Region
from compliance.report.excel.values import (  # fmt: skip
    HEADER_ROW,
    Block,
    Cell,
    Column,
    Entry,
    Formula,
    Row,
    Sheet,
    Shown,
    Table,
    addresses,
    column,
    columns_of,
    letter,
    rows_by_key,
    rows_of,
)
from compliance.scoring.values import ArticleScore, Range
from compliance.view.values.country import CountryView, InstrumentView

LEFT_OUT = ("law", "advice", "notes", "analysis", "practice", "government")
"""Columns of the workbooks of countries that would make the table of ratings too long to work with."""


def rating_columns(region: Region) -> Mapping[str, Column]:
    """The columns by key; none carries a name, for each country’s rows have their own."""
    columns: dict[str, Column] = {}
    for country, instrument in region.assessed:
        for key, own in criteria.columns(instrument, region.names[country.id, instrument.id]).items():
            if key not in LEFT_OUT and not key.startswith("level:"):
                known = columns.get(key, own)
                columns[key] = replace(known, name=None, entry=_either(known.entry, own.entry))
    order = sorted(columns, key=lambda key: not columns[key].printed)
    treaty = Column(header="Treaty", width=9, style="word")
    return {"country": COUNTRY, "treaty": treaty, **{key: columns[key] for key in order}}


def _either(known: Entry | None, entry: Entry | None) -> Entry | None:
    """What may be typed into a column where some countries take one thing and others another."""
    if known is None or entry is None:
        return known or entry
    return replace(known, choices=tuple(dict.fromkeys((*known.choices, *entry.choices))))


def ratings(region: Region) -> Sheet:
    """A row a criterion and country."""
    keys = rating_columns(region)
    rows: list[Row] = []
    for country, instrument in region.assessed:
        place = country.id, instrument.id
        first = {"country": country.name, "treaty": instrument.abbreviation}
        own = criteria.cells_of(instrument, region.names[place], keys, region.ratings[place].start)
        rows += rows_by_key(keys, ({**cells, **first} for cells in own))
    answered = sum(instrument.distribution.answered for _, instrument in region.assessed)
    total = sum(instrument.distribution.applicable for _, instrument in region.assessed)
    return Sheet(
        name="Ratings",
        about=f"{len(rows):,} ratings, a row a criterion and country. Type other ratings here",
        tab="input",
        title=f"{answered:,} of {total:,} criteria that count are answered",
        measure=region.measure("Every criterion of every country; all scores follow the ratings that you type"),
        columns=tuple(keys.values()),
        rows=tuple(rows),
        frozen=4,
        names=dict(_names(region, keys)),
    )


def _names(region: Region, keys: Mapping[str, Column]) -> Iterator[tuple[str, Block]]:
    """The names of the columns of each country’s rows."""
    places = {key: place for place, key in enumerate(keys)}
    for country, instrument in region.assessed:
        rows = region.ratings[country.id, instrument.id]
        for key, own in criteria.columns(instrument, region.names[country.id, instrument.id]).items():
            if own.name:
                yield own.name, (rows.start - 1, places[key], rows.stop - 2, places[key])


SHEET = "Scores"
ID = "id"
"""The key of the column with the id of the country, which formulas compare: a name may hold characters that stand for others."""


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
        """By which the dashboard finds it: country, treaty and section by id."""
        section = "" if self.section is None else self.instrument.sections[self.section].id
        return f"{self.country.id}|{self.instrument.id}|{section}"

    @property
    def range(self) -> Range | None:
        """The score."""
        sections = self.instrument.sections
        return self.instrument.range if self.section is None else sections[self.section].range


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
        rows=rows_by_key(keys, _cells(region, keys, every)),
        frozen=3,
        notes=(
            "Countries stand in the order of the register, never by score: the sheet Robustness, or the report, says which ranges lie apart.",
        ),
    )  # fmt: skip


def _cells(region: Region, keys: Mapping[str, Column], every: tuple[Place, ...]) -> Iterator[Mapping[str, Cell]]:
    article_keys = tuple(article_columns(region))
    for place in every:
        country, instrument, at = place.country, place.instrument, addresses(keys, place.row)
        drops = sheet_of_articles.droppable(
            country, instrument, place.section, article_keys, region.articles[country.id]
        )
        names = region.names[country.id, instrument.id]
        cells = summary.row_of(instrument, place.section, names, at, tuple(drops), ID)
        cell = {"low": at["low"], "what": at["country"], "score": at["words"], "width": at["width"]}
        drawn = dict(range_cells(at["low"], at["high"], place.range, country.name, cell))
        cells = {**cells, "words": drawn.pop("score"), **drawn}
        yield {"country": country.name, **cells, ID: country.id, "key": place.key}


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
        rows += rows_by_key(keys, ({**cells, **first} for cells in of_country))
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


Scores = Mapping[str, ArticleScore | None]
"""How each country stands to an article, by id; none where it has no criteria of it."""
_Article = tuple[InstrumentView, str | None, Article, Scores]
"""An article after its treaty and its section, and how the countries stand to it."""


def compare(region: Region) -> Sheet:
    """A row an article, a column a country: the rating of each, known by its glyph, its colour and its word."""
    headlines = [treaty.matrix_headline for treaty in region.view.treaties]
    at = {key: letter(place) for place, key in enumerate(article_columns(region))}
    table: Table[_Article] = (
        column("Treaty", lambda row: row[0].abbreviation, 9, "word"),
        column("Section", lambda row: row[1], 28),
        column("Article", lambda row: criteria.article_label(row[2].number), 9, "word"),
        column("Title", lambda row: row[2].title, 40, "label"),
        *(_rated(country, row_numbers(country, region.articles[country.id]), at) for country in region.countries),
    )
    return Sheet(
        name="Compare",
        about="Articles by country: the rating of each, which follows the ratings that you type",
        title=headlines[0],
        measure=region.measure("Rating of each article in each country; two words where it is not settled, an empty cell where it does not apply"),
        columns=columns_of(table),
        rows=rows_of(table, _articles(region)),
        frozen=4,
        notes=tuple(headlines[1:]),
    )  # fmt: skip


def _articles(region: Region) -> Iterator[_Article]:
    """The articles in which some country has criteria."""
    for instrument in region.instruments:
        of = {country.id: view.assessment.whole.articles for country, view in region.of(instrument.id)}
        by_country = {id_: {score.article.number: score for score in scores} for id_, scores in of.items()}
        titles = {section.id: section.title for section in instrument.model.sections}
        for article in instrument.model.articles:
            scores = {id_: of_country.get(article.number) for id_, of_country in by_country.items()}
            if any(scores.values()):
                yield instrument, titles.get(article.section or ""), article, scores


def _rated(country: CountryView, rows: Mapping[tuple[str, str], int], at: Mapping[str, str]) -> Shown[_Article]:
    """The column of a country: the rating at both ends in a single cell."""

    def rating(about: _Article) -> Cell:
        instrument, _, article, scores = about
        if (score := scores.get(country.id)) is None:
            return None
        row = rows[instrument.id, article.number]
        low, high = (f"{ARTICLES}!${at[f'rating_{end}']}${row}" for end in ("low", "high"))
        first, last = rating_of(score, score.worst), rating_of(score, score.best)
        text = f'=IF({low}={high},{low},{low}&"{figures.DASH}"&{high})'
        return Formula(text, first if first == last else f"{first}{figures.DASH}{last}")

    return column(country.name, rating, 20, "compared")
