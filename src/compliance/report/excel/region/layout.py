"""Where every country’s rows stand on the sheets of a region, so that formulas of one sheet find those of another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from compliance.indicators.values import IndicatorReport
from compliance.report.excel.formulas import Names, naming
from compliance.report.excel.values import HEADER_ROW, Column, T, Table
from compliance.view.regional.region import RegionalView
from compliance.view.values.country import CountryView, InstrumentView

COUNTRY = Column(header="Country", width=24, style="label")
Key = tuple[str, str]
"""A country and an instrument, by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region and where its parts stand."""

    view: RegionalView
    countries: tuple[CountryView, ...]
    names: Mapping[Key, Names]
    """The names by which formulas refer to the ratings of a country for an instrument."""
    scales: Mapping[str, Names]
    ratings: Mapping[Key, range]
    """The rows of those ratings, counted from 1."""
    articles: Mapping[str, int]
    """The row in which the articles of a country begin."""

    @property
    def assessed(self) -> Iterator[tuple[CountryView, InstrumentView]]:
        """Every country with every instrument for which it was assessed."""
        return ((country, instrument) for country in self.countries for instrument in country.instruments)

    @property
    def instruments(self) -> tuple[InstrumentView, ...]:
        """The instruments, each as the first country that was assessed for it stands to it."""
        instruments: dict[str, InstrumentView] = {}
        for _, instrument in self.assessed:
            instruments.setdefault(instrument.id, instrument)
        order = [comparison.id for comparison in self.view.treaties]
        return tuple(sorted(instruments.values(), key=lambda instrument: order.index(instrument.id)))

    @property
    def reports(self) -> tuple[IndicatorReport, ...]:
        """The indicators of all countries."""
        return tuple(report for country in self.countries for report in country.indicators)

    def of(self, instrument: str) -> tuple[tuple[CountryView, InstrumentView], ...]:
        """The countries that were assessed for an instrument, with how they stand."""
        return tuple((country, view) for country, view in self.assessed if view.id == instrument)

    def measure(self, what: str) -> str:
        """The line under a title: what is listed, of whom, when."""
        return f"{what}. {self.view.edition}"


def region_of(view: RegionalView, countries: Sequence[CountryView]) -> Region:
    """A region with the places of its parts."""
    scales = naming({each.id: each.model for country in countries for each in country.instruments}.values())
    names: dict[Key, Names] = {}
    ratings: dict[Key, range] = {}
    articles: dict[str, int] = {}
    row = first = HEADER_ROW + 1
    for country in countries:
        articles[country.id] = first
        for instrument in country.instruments:
            key, scale = (country.id, instrument.id), scales[instrument.id]
            count = sum(len(article.criteria) for article in instrument.article_scores)
            names[key] = replace(scale, prefix=f"{country.id.replace('-', '_')}_{scale.prefix}")
            ratings[key] = range(row, row + count)
            row += count
            first += len(instrument.model.articles)
    return Region(view=view, countries=tuple(countries), names=names, scales=scales, ratings=ratings, articles=articles)


def by_country(table: Table[T], country: Column = COUNTRY) -> Table[tuple[CountryView, T]]:
    """The columns of a table about one country, after the country."""
    named: Table[tuple[CountryView, T]] = ((country, lambda row: row[0].name),)
    return (*named, *((column, partial(lambda get, row: get(row[1]), get)) for column, get in table))
