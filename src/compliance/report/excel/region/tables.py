"""What is listed of all countries: gaps, co-operation, indicators, robustness, law, documents, and every value as one table."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial

from compliance import figures
from compliance.indicators.values import IndicatorReport
from compliance.report.excel import logframe
from compliance.report.excel.indicators import NOTE, SHEET, cells_of, columns
from compliance.report.excel.reference import ACTS, SOURCES, known
from compliance.report.excel.region.layout import COUNTRY, Region, by_country
from compliance.report.excel.values import (
    HEADER_ROW,
    Column,
    Row,
    Sheet,
    Table,
    column,
    columns_of,
    rows_by_key,
    rows_of,
)
from compliance.robustness.values import Effect
from compliance.scoring.values import Range
from compliance.view.reasons import STATUS_WORDS
from compliance.view.regional.region import STANDS, Across, PositionView, SideView, Stand, TreatyComparison
from compliance.view.robustness import FACTORS, share
from compliance.view.values.country import CountryView, InstrumentView

HEADERS: dict[Stand, str] = {
    "good": "Have it, fully or mostly",
    "lacking": "Surely lack it",
    "unsettled": "Not settled",
    "unanswered": "Not answered",
    "not-applicable": "Not concerned",
}
Gap = tuple[TreatyComparison, Across]
Side = tuple[str, SideView]


GAPS: Table[Gap] = (
    column("Treaty", lambda row: row[0].instrument.abbreviation, 9, "word"),
    column("Provision", lambda row: row[1].provision, 18, "label"),
    column("Criterion", lambda row: ", ".join(row[1].criteria), 16),
    column("Core", lambda row: "core" if row[1].core else None, 7, "word"),
    column("Article", lambda row: row[1].title, 30),
    column("What the treaty asks", lambda row: row[1].duty, 44),
    column("Countries that lack it", lambda row: len(row[1].by_stand["lacking"]), 10, "count", bars="amount"),
    *(column(HEADERS[stand], partial(lambda stand, row: ", ".join(row[1].by_stand[stand]) or None, stand), 26) for stand in STANDS),
    column("In words", lambda row: row[1].finding, 44, printed=False),
)  # fmt: skip
SIDES: Table[Side] = (
    column("Treaty", lambda row: row[0], 9, "word"),
    column("Country", lambda row: row[1].name, 26, "label"),
    column("Party", lambda row: "yes" if row[1].party else "no", 8, "word"),
    *(column(HEADERS[stand], partial(lambda stand, row: row[1].by_stand[stand], stand), 12, "count") for stand in HEADERS),
    column("Core criteria that it surely lacks", lambda row: ", ".join(row[1].core_lacking) or None, 44),
)  # fmt: skip


def shared_gaps(region: Region) -> Iterator[Sheet]:
    """A row a criterion that two or more countries surely lack; nothing where there is none."""
    rows = rows_of(GAPS, ((treaty, gap) for treaty in region.view.treaties for gap in treaty.gaps))
    if rows:
        yield Sheet(
            name="Shared gaps",
            about="Criteria that two or more countries surely lack, and how the others stand",
            title=region.view.treaties[0].gaps_headline,
            measure=region.measure("Criteria that two or more countries surely lack; values from the engine, they do not follow what is typed"),
            columns=columns_of(GAPS),
            rows=rows,
            frozen=2,
            notes=tuple(treaty.gaps_lead for treaty in region.view.treaties),
        )  # fmt: skip


def cooperation(region: Region) -> Iterator[Sheet]:
    """What each brings; nothing where no instrument asks anything of those who send or receive requests."""
    views = [(treaty.instrument.abbreviation, view) for treaty in region.view.treaties if (view := treaty.cooperation)]
    if views:
        yield Sheet(
            name="Cooperation",
            about="What each country brings to co-operation: criteria that ask something of a Party that sends or receives a request",
            title="; ".join(view.headline for _, view in views),
            measure=region.measure("Criteria by how the country stands to them; values from the engine, they do not follow what is typed"),
            columns=columns_of(SIDES),
            rows=rows_of(SIDES, ((treaty, side) for treaty, view in views for side in view.sides)),
            frozen=2,
        )  # fmt: skip


def indicators(region: Region) -> Iterator[Sheet]:
    """Indicators, whose status follows what is typed, the figures behind them and the donor’s form; nothing where no country has any."""
    if not region.reports:
        return
    yield _statuses(region)
    table = by_country(logframe.FIGURES)
    rows = rows_of(table, ((each, row) for each in region.countries for row in logframe.figures_of(each.indicators)))
    if rows:
        yield Sheet(
            name="Series",
            about="The figures behind the indicators of all countries, each with its source",
            tab="reference",
            title=f"{figures.count(len(rows), 'figure').capitalize()} behind the indicators",
            measure=region.measure("Observed figures as their source gives them; one that serves several indicators stands under each"),
            columns=columns_of(table),
            rows=rows,
            frozen=4,
        )  # fmt: skip
    form = by_country(logframe.form_of(region.reports), replace(COUNTRY, style="word"))
    yield Sheet(
        name="OPSYS",
        about="The logframe of all countries in the order of the European Commission’s form, to copy into it",
        tab="reference",
        title="The logframe in the order of OPSYS, country by country",
        measure=region.measure("Values as reported; nothing here follows what is typed elsewhere"),
        columns=columns_of(form),
        rows=rows_of(form, ((country, report) for country in region.countries for report in country.indicators)),
        frozen=4,
        wide=3,
    )


def _statuses(region: Region) -> Sheet:
    keys: Mapping[str, Column] = {
        "country": COUNTRY,
        **{key: column for key, column in columns(region.reports).items() if key != "trend"},
    }
    rows: list[Row] = []
    for country in region.countries:
        of_country = cells_of(country.indicators, keys, HEADER_ROW + 1 + len(rows))
        rows += rows_by_key(keys, ({**cells, "country": country.name} for cells in of_country))
    words = [STATUS_WORDS[report.status.word] for report in region.reports]
    counts = figures.listed([f"{words.count(word)} {word.lower()}" for word in dict.fromkeys(words)])
    return Sheet(
        name=SHEET,
        about="Project indicators of all countries with their statuses, which follow the figures and plans that you type",
        tab="input",
        title=f"{figures.count(len(region.reports), 'indicator').capitalize()} of {figures.count(len(region.countries), 'country', 'countries')}, by status {counts}",
        measure=region.measure("Latest value against baseline, milestones and target"),
        columns=tuple(keys.values()),
        rows=tuple(rows),
        frozen=3,
        notes=(NOTE,),
    )  # fmt: skip


FROM_PYTHON = (
    "Values from the engine (Python): 10,000 draws cannot be made with formulas, so nothing here follows what is typed"
)
Position = tuple[TreatyComparison, PositionView]
"""Where a country lies under a treaty."""
POSITIONS: Table[Position] = (
    column("Treaty", lambda row: row[0].instrument.abbreviation, 9, "word"),
    column("Country", lambda row: row[1].name, 24, "label"),
    column("Declared, low end", lambda row: row[1].base.low * 100, 11, "score-detail"),
    column("Declared, high end", lambda row: row[1].base.high * 100, 11, "score-detail"),
    column("Robustness range, low end", lambda row: wide.low * 100 if (wide := row[1].robust) else None, 13, "score-detail"),
    column("Robustness range, high end", lambda row: wide.high * 100 if (wide := row[1].robust) else None, 13, "score-detail"),
    column("Lies wholly above", lambda row: figures.listed(row[1].above) or None, 40),
    column("Moved most by", lambda row: known(row[1].moved_by), 52),
)  # fmt: skip
EFFECTS: Table[tuple[Position, Effect]] = (
    column("Treaty", lambda row: row[0][0].instrument.abbreviation, 9, "word"),
    column("Country", lambda row: row[0][1].name, 24, "label"),
    column("Moved by", lambda row: FACTORS[row[1].factor], 30),
    column("Alone", lambda row: share(row[1].first), 10, "percent"),
    column("Alone, low end", lambda row: share(row[1].first_interval[0]), 10, "percent"),
    column("Alone, high end", lambda row: share(row[1].first_interval[1]), 10, "percent"),
    column("Takes part", lambda row: share(row[1].total), 10, "percent"),
    column("Takes part, low end", lambda row: share(row[1].total_interval[0]), 10, "percent"),
    column("Takes part, high end", lambda row: share(row[1].total_interval[1]), 10, "percent"),
)


def ranges(region: Region) -> Iterator[Sheet]:
    """How far scores move under other choices of the method, and what moves them; nothing where that was not computed."""
    rows = [(treaty, row) for treaty in region.view.treaties for row in treaty.ranges.rows]
    if any(row.robust for _treaty, row in rows):
        yield Sheet(
            name="Robustness",
            about="How far scores move if every choice of the method is varied at once, and which ranges lie apart",
            title=region.view.order_headline,
            measure=region.measure(f"Points of 100, in the order of the register. {FROM_PYTHON}"),
            columns=columns_of(POSITIONS),
            rows=rows_of(POSITIONS, rows),
            frozen=2,
            notes=tuple(f"{treaty.instrument.abbreviation}: {treaty.ranges.basis}" for treaty in region.view.treaties if treaty.ranges.basis),
        )  # fmt: skip
    if any(row.effects for _treaty, row in rows):
        yield Sheet(
            name="Effects",
            about="Which choice of the method moves each score, and by how much",
            title="; ".join(treaty.ranges.effects_headline for treaty in region.view.treaties),
            measure=region.measure(f"Share of the variance of the middle of the range. {FROM_PYTHON}"),
            columns=columns_of(EFFECTS),
            rows=rows_of(EFFECTS, ((row, effect) for row in rows for effect in row[1].effects)),
            frozen=2,
        )


def law(region: Region) -> Iterator[Sheet]:
    """The registers of acts and the documents consulted, country by country; nothing where there is none."""
    # “Read” and “Note” of the register of a country would make this one too wide.
    acts = by_country([(column, get) for column, get in ACTS if column.header not in ("Read", "Note")])
    if rows := rows_of(acts, ((country, act) for country in region.countries for act in country.acts)):
        yield Sheet(
            name="Legislation",
            about="The registers of national acts",
            tab="reference",
            title=f"{figures.count(len(rows), 'act').capitalize()} on file",
            measure=region.measure("National acts, with the number of criteria that rest on each"),
            columns=columns_of(acts),
            rows=rows,
            frozen=2,
        )
    documents = by_country(SOURCES)
    if rows := rows_of(documents, ((country, source) for country in region.countries for source in country.sources)):
        yield Sheet(
            name="Sources",
            about="Documents consulted, by country and number",
            tab="reference",
            title=f"{figures.count(len(rows), 'document').capitalize()} consulted",
            measure=region.measure("Documents by the number under which the country’s report cites them"),
            columns=columns_of(documents),
            rows=rows,
            frozen=2,
        )


OBSERVED = {"country_id": 24, "country": 24, "cycle": 14, "law_as_of": 14, "level": 14, "instrument": 14, "id": 24, "year": 14, "measure": 14, "value": 14, "word": 14}  # fmt: skip
"""Columns of the long table with their widths."""
Observation = tuple[str, str | None, str, int | None, str, Fraction | None, str | None]
"""One value or word: level, instrument, id, year, measure, value, word."""


def tidy(region: Region) -> Sheet:
    """Ratings, scores and indicators as an Excel table, an observation a row, for those who compute on."""
    rows = ((country, *row) for country in region.countries for row in _observations(country))
    return Sheet(
        name="Data_long",
        about="All ratings, scores and indicators as one table, an observation a row",
        tab="reference",
        title="One observation a row",
        measure=region.measure("Values as reported; scores in points of 100, indicators in their unit; nothing here follows what is typed"),
        columns=tuple(Column(header=name, width=width, style="data") for name, width in OBSERVED.items()),
        rows=tuple((country.id, country.name, country.cycle, day.isoformat(), *row) for country, day, row in rows),
        frozen=0,
        tidy="data_long",
    )  # fmt: skip


def _observations(country: CountryView) -> Iterator[tuple[date, Observation]]:
    """Everything about a country, after the day of the law that it is about."""
    for instrument in country.instruments:
        yield from ((instrument.on, row) for row in _of_treaty(instrument))
    for report in country.indicators:
        yield from ((country.cut_off, row) for row in _of_indicator(report))


def _of_treaty(instrument: InstrumentView) -> Iterator[Observation]:
    """Everything about one treaty."""
    whole, treaty = instrument.assessment.whole, instrument.id

    def ratings(level: str, id_: str, worst: str, best: str) -> Iterator[Observation]:
        yield level, treaty, id_, None, "rating_low", None, worst
        yield level, treaty, id_, None, "rating_high", None, best

    def scores(level: str, id_: str, span: Range | None) -> Iterator[Observation]:
        if span:
            yield level, treaty, id_, None, "score_low", span.low * 100, None
            yield level, treaty, id_, None, "score_high", span.high * 100, None

    yield from scores("instrument", treaty, whole.range)
    for section in whole.sections:
        yield from scores("section", section.section.id, section.score)
    for article in whole.articles:
        yield from scores("article", article.article.number, article.score)
        if article.rating_worst and article.rating_best:
            yield from ratings("article", article.article.number, article.rating_worst, article.rating_best)
        for score in article.criteria:
            if score.answered and score.state != "informative":
                yield from ratings("criterion", score.criterion.id, score.worst, score.best)


def _of_indicator(report: IndicatorReport) -> Iterator[Observation]:
    """Everything about one indicator."""
    status, about = report.status, ("indicator", None, report.indicator.id)
    for year in report.values:
        yield *about, year.year, "value", None if year.word else year.value, year.word
        ends = (("low", year.low), ("high", year.high)) if not year.word else ()
        yield from ((*about, year.year, name, end, None) for name, end in ends if end is not None)
    planned = (("baseline", status.baseline), ("target", status.target), ("achievement", status.achievement))
    yield from ((*about, None, name, value, None) for name, value in planned if value is not None)
    yield *about, status.now.year if status.now else None, "status", None, status.word
