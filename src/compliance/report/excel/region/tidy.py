"""Everything in one long table, an observation a row, for those who compute on."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compliance.indicators.values import IndicatorReport
from compliance.report.excel.region.layout import Region
from compliance.report.excel.values import Cell, Column, Sheet
from compliance.scoring.values import Range
from compliance.view.values import CountryView, InstrumentView

Row = tuple[Cell, ...]
HEADERS = (
    "country_id",
    "country",
    "cycle",
    "law_as_of",
    "level",
    "instrument",
    "id",
    "year",
    "measure",
    "value",
    "word",
)


def tidy(region: Region) -> Sheet:
    """Ratings, scores and indicators as an Excel table."""
    rows = tuple(row for country in region.countries for row in _rows(country))
    return Sheet(
        name="Data_long",
        about="All ratings, scores and indicators as one table, an observation a row",
        tab="reference",
        title="One observation a row",
        measure=region.measure("Values as reported; scores in points of 100, indicators in their unit; nothing here follows what is typed"),
        columns=tuple(Column(header=head, width=_width(head), style="data") for head in HEADERS),
        rows=rows,
        frozen=0,
        tidy="data_long",
    )  # fmt: skip


def _width(head: str) -> int:
    return 24 if head in {"country_id", "country", "id"} else 14


def _rows(country: CountryView) -> Iterator[Row]:
    for instrument in country.instruments:
        head = country.id, country.name, country.cycle, instrument.assessment.on.isoformat()
        for level, id_, year, measure, value, word in _law(instrument):
            yield *head, level, instrument.id, id_, year, measure, value, word
    head = country.id, country.name, country.cycle, country.cut_off.isoformat()
    for report in country.indicators:
        for id_, year, measure, value, word in _indicator(report):
            yield *head, "indicator", None, id_, year, measure, value, word


def _law(instrument: InstrumentView) -> Iterator[Row]:
    """Level, id, year, measure, value and word of everything about one treaty."""
    whole = instrument.assessment.whole
    yield from _score("instrument", instrument.id, whole.range)
    for section in whole.sections:
        yield from _score("section", section.section.id, section.score)
    for article in whole.articles:
        yield from _score("article", article.article.number, article.score)
        if article.rating_worst and article.rating_best:
            yield "article", article.article.number, None, "rating_low", None, article.rating_worst
            yield "article", article.article.number, None, "rating_high", None, article.rating_best
        for score in article.criteria:
            if score.answered and score.state != "informative":
                yield "criterion", score.criterion.id, None, "rating_low", None, score.worst
                yield "criterion", score.criterion.id, None, "rating_high", None, score.best


def _score(level: str, id_: str, span: Range | None) -> Iterator[Row]:
    if span:
        yield level, id_, None, "score_low", span.low * 100, None
        yield level, id_, None, "score_high", span.high * 100, None


def _indicator(report: IndicatorReport) -> Iterator[Row]:
    """Id, year, measure, value and word of everything about one indicator."""
    id_, status = report.indicator.id, report.status
    for indicator in report.values:
        ends: tuple[tuple[str, Fraction | None], ...] = (("low", indicator.low), ("high", indicator.high))
        yield id_, indicator.year, "value", None if indicator.word else indicator.value, indicator.word
        yield from (
            (id_, indicator.year, name, end, None) for name, end in ends if end is not None and not indicator.word
        )
    for name, value in (("baseline", status.baseline), ("target", status.target), ("achievement", status.achievement)):
        if value is not None:
            yield id_, None, name, value, None
    yield id_, status.now.year if status.now else None, "status", None, status.word
