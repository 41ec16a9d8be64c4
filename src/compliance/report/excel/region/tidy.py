"""Everything in one long table, an observation a row, for those who compute on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import partial

from compliance.indicators.values import IndicatorReport
from compliance.report.excel.region.layout import Region
from compliance.report.excel.values import Sheet, Table, column, columns_of, rows_of
from compliance.scoring.values import Range
from compliance.view.values.country import CountryView, InstrumentView


@dataclass(frozen=True, slots=True, kw_only=True)
class _Observation:
    """One value or word."""

    level: str
    instrument: str | None = None
    id: str
    year: int | None = None
    measure: str
    value: Fraction | None = None
    word: str | None = None


Row = tuple[CountryView, date, _Observation]
"""An observation, and the country and the day of the law that it is about."""


OBSERVATIONS: Table[Row] = (
    column("country_id", lambda row: row[0].id, 24, "data"),
    column("country", lambda row: row[0].name, 24, "data"),
    column("cycle", lambda row: row[0].cycle, 14, "data"),
    column("law_as_of", lambda row: row[1].isoformat(), 14, "data"),
    column("level", lambda row: row[2].level, 14, "data"),
    column("instrument", lambda row: row[2].instrument, 14, "data"),
    column("id", lambda row: row[2].id, 24, "data"),
    column("year", lambda row: row[2].year, 14, "data"),
    column("measure", lambda row: row[2].measure, 14, "data"),
    column("value", lambda row: row[2].value, 14, "data"),
    column("word", lambda row: row[2].word, 14, "data"),
)


def tidy(region: Region) -> Sheet:
    """Ratings, scores and indicators as an Excel table."""
    return Sheet(
        name="Data_long",
        about="All ratings, scores and indicators as one table, an observation a row",
        tab="reference",
        title="One observation a row",
        measure=region.measure("Values as reported; scores in points of 100, indicators in their unit; nothing here follows what is typed"),
        columns=columns_of(OBSERVATIONS),
        rows=rows_of(OBSERVATIONS, (row for country in region.countries for row in _rows(country))),
        frozen=0,
        tidy="data_long",
    )  # fmt: skip


def _rows(country: CountryView) -> Iterator[Row]:
    for instrument in country.instruments:
        for observation in _law(instrument):
            yield country, instrument.on, replace(observation, instrument=instrument.id)
    for report in country.indicators:
        for observation in _indicator(report):
            yield country, country.cut_off, observation


def _law(instrument: InstrumentView) -> Iterator[_Observation]:
    """Everything about one treaty."""
    whole = instrument.assessment.whole
    yield from _score("instrument", instrument.id, whole.range)
    for section in whole.sections:
        yield from _score("section", section.section.id, section.score)
    for article in whole.articles:
        yield from _score("article", article.article.number, article.score)
        if article.rating_worst and article.rating_best:
            yield from _rating("article", article.article.number, article.rating_worst, article.rating_best)
        for score in article.criteria:
            if score.answered and score.state != "informative":
                yield from _rating("criterion", score.criterion.id, score.worst, score.best)


def _rating(level: str, id_: str, worst: str, best: str) -> Iterator[_Observation]:
    yield _Observation(level=level, id=id_, measure="rating_low", word=worst)
    yield _Observation(level=level, id=id_, measure="rating_high", word=best)


def _score(level: str, id_: str, span: Range | None) -> Iterator[_Observation]:
    if span:
        yield _Observation(level=level, id=id_, measure="score_low", value=span.low * 100)
        yield _Observation(level=level, id=id_, measure="score_high", value=span.high * 100)


def _indicator(report: IndicatorReport) -> Iterator[_Observation]:
    """Everything about one indicator."""
    status = report.status
    about = partial(_Observation, level="indicator", id=report.indicator.id)
    for year in report.values:
        yield about(year=year.year, measure="value", value=None if year.word else year.value, word=year.word)
        if not year.word:
            ends = (("low", year.low), ("high", year.high))
            yield from (about(year=year.year, measure=name, value=end) for name, end in ends if end is not None)
    planned = (("baseline", status.baseline), ("target", status.target), ("achievement", status.achievement))
    yield from (about(measure=name, value=value) for name, value in planned if value is not None)
    yield about(year=status.now.year if status.now else None, measure="status", word=status.word)
