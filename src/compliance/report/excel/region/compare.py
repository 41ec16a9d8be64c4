"""Articles by country: the rating of each, known by its sign, its colour and its word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compliance import figures
from compliance.report.excel.articles import SHEET as ARTICLES
from compliance.report.excel.articles import rating_of, rows_of
from compliance.report.excel.criteria import article_label
from compliance.report.excel.region.layout import Region
from compliance.report.excel.region.scores import article_columns
from compliance.report.excel.values import Cell, Column, Formula, Sheet, letter
from compliance.scoring.values import ArticleScore
from compliance.view.values import CountryView, InstrumentView


def compare(region: Region) -> Sheet:
    """A row an article, a column a country."""
    headlines = [treaty.matrix_headline for treaty in region.view.treaties]
    return Sheet(
        name="Compare",
        about="Articles by country: the rating of each, which follows the ratings that you type",
        tab="result",
        title=headlines[0],
        measure=region.measure("Rating of each article in each country; two words where it is not settled, an empty cell where it does not apply"),
        columns=(
            Column(header="Treaty", width=9, style="word"),
            Column(header="Section", width=28),
            Column(header="Article", width=9, style="word"),
            Column(header="Title", width=40, style="label"),
            *(Column(header=country.name, width=20, style="compared") for country in region.countries),
        ),
        rows=tuple(_rows(region)),
        frozen=4,
        notes=tuple(headlines[1:]),
    )  # fmt: skip


def _rows(region: Region) -> Iterator[tuple[Cell, ...]]:
    at = {key: letter(place) for place, key in enumerate(article_columns(region))}
    places = {country.id: rows_of(country, region.articles[country.id]) for country in region.countries}
    for instrument in region.instruments:
        found = {country.id: _scores(country, instrument.id) for country in region.countries}
        titles = {section.id: section.title for section in instrument.assessment.whole.instrument.sections}
        for article in instrument.assessment.whole.instrument.articles:
            if any(article.number in scores for scores in found.values()):
                cells = (
                    _cell(places[country.id][instrument.id, article.number], at, found[country.id][article.number])
                    if article.number in found[country.id]
                    else None
                    for country in region.countries
                )
                yield (
                    instrument.abbreviation,
                    titles.get(article.section or ""),
                    article_label(article.number),
                    article.title,
                    *cells,
                )


def _scores(country: CountryView, instrument: str) -> Mapping[str, ArticleScore]:
    """The articles of a country that have criteria, by number."""
    instruments: tuple[InstrumentView, ...] = tuple(one for one in country.instruments if one.id == instrument)
    return {score.article.number: score for instrument in instruments for score in instrument.assessment.whole.articles}


def _cell(row: int, at: Mapping[str, str], score: ArticleScore) -> Formula:
    """The rating at both ends in one cell."""
    low, high = (f"{ARTICLES}!${at[f'rating_{end}']}${row}" for end in ("low", "high"))
    first, last = rating_of(score, score.worst), rating_of(score, score.best)
    text = f'=IF({low}={high},{low},{low}&"{figures.DASH}"&{high})'
    return Formula(text, first if first == last else f"{first}{figures.DASH}{last}")
