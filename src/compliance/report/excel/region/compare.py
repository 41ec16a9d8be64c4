"""Articles by country: the rating of each, known by its glyph, its colour and its word."""

from collections.abc import Iterator, Mapping

from compliance import figures
from compliance.model.instrument import Article
from compliance.report.excel.articles import SHEET as ARTICLES
from compliance.report.excel.articles import rating_of, row_numbers
from compliance.report.excel.criteria import article_label
from compliance.report.excel.region.layout import Region
from compliance.report.excel.region.scores import article_columns
from compliance.report.excel.values import (
    Cell,
    Formula,
    Sheet,
    Shown,
    Table,
    column,
    columns_of,
    letter,
    rows_of,
)
from compliance.scoring.values import ArticleScore
from compliance.view.values.country import CountryView, InstrumentView

Scores = Mapping[str, ArticleScore | None]
"""How each country stands to an article, by id; none where it has no criteria of it."""


_Article = tuple[InstrumentView, str | None, Article, Scores]
"""An article after its treaty and its section, and how the countries stand to it."""


def compare(region: Region) -> Sheet:
    """A row an article, a column a country."""
    headlines = [treaty.matrix_headline for treaty in region.view.treaties]
    at = {key: letter(place) for place, key in enumerate(article_columns(region))}
    table: Table[_Article] = (
        column("Treaty", lambda row: row[0].abbreviation, 9, "word"),
        column("Section", lambda row: row[1], 28),
        column("Article", lambda row: article_label(row[2].number), 9, "word"),
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
        whole = instrument.model
        by_country = {country.id: _scores(country, instrument.id) for country in region.countries}
        titles = {section.id: section.title for section in whole.sections}
        for article in whole.articles:
            scores = {country: of_country.get(article.number) for country, of_country in by_country.items()}
            if any(scores.values()):
                yield instrument, titles.get(article.section or ""), article, scores


def _rated(country: CountryView, rows: Mapping[tuple[str, str], int], at: Mapping[str, str]) -> Shown[_Article]:
    """The column of a country."""

    def rating(row: _Article) -> Cell:
        instrument, _, article, scores = row
        score = scores[country.id]
        return _cell(rows[instrument.id, article.number], at, score) if score else None

    return column(country.name, rating, 20, "compared")


def _scores(country: CountryView, instrument: str) -> Mapping[str, ArticleScore]:
    """The articles of a country that have criteria, by number."""
    whole = (view.assessment.whole for view in country.instruments if view.id == instrument)
    return {score.article.number: score for treaty in whole for score in treaty.articles}


def _cell(row: int, at: Mapping[str, str], score: ArticleScore) -> Formula:
    """The rating at both ends in one cell."""
    low, high = (f"{ARTICLES}!${at[f'rating_{end}']}${row}" for end in ("low", "high"))
    first, last = rating_of(score, score.worst), rating_of(score, score.best)
    text = f'=IF({low}={high},{low},{low}&"{figures.DASH}"&{high})'
    return Formula(text, first if first == last else f"{first}{figures.DASH}{last}")
