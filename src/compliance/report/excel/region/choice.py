"""The dashboard of a region: a country to choose, its scores and ratings, and all countries beside one another."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from compliance import figures
from compliance.model.checklist import NOT_APPLICABLE, UNANSWERED
from compliance.report.excel import summary
from compliance.report.excel.dashboard import LEAST
from compliance.report.excel.formats import glyph_of
from compliance.report.excel.formulas import quoted
from compliance.report.excel.region.layout import Region
from compliance.report.excel.region.scores import SHEET as SCORES
from compliance.report.excel.region.scores import Place, name_of, places
from compliance.report.excel.region.scores import columns as score_columns
from compliance.report.excel.summary import WHOLE
from compliance.report.excel.values import (
    HEADER_ROW,
    Bars,
    Cell,
    Chart,
    Column,
    Entry,
    Formula,
    Sheet,
    Spans,
    Styled,
    addresses,
    letter,
    rows_by_key,
)
from compliance.view import words
from compliance.view.palette import of_report, of_scale
from compliance.view.values.country import InstrumentView

SHEET = "Dashboard"
CHOSEN, COUNTRIES, IDS = "country_chosen", "country_names", "country_ids"
"""Names: of the cell with the chosen country, of the names to choose from, and of their ids."""


def columns(region: Region) -> Mapping[str, Column]:
    """The columns by key: what is looked up about the country that is chosen, then the list to choose from."""
    counts = {
        word: Column(header=f"{glyph_of(paint)} {paint.word}", width=11, style="count")
        for word, paint in of_report(*region.countries).items()
    }
    return {
        "about": Column(header="About", width=10, style="word"),
        "what": Column(header="What", width=44, style="word"),
        "low": Column(header="Score, low end", width=9, style="score"),
        "width": Column(header="Open range", width=9, style="score"),
        "score": Column(header="Score", width=9, style="word"),
        **counts,
        "drawn": Column(header="Range as drawn", width=9, style="score", hidden=True),
        "label": Column(header="Name in the chart", width=40, style="word", hidden=True),
        "finding": Column(header="Title of the chart", width=60, style="word", hidden=True),
        "place": Column(header="Row of the scores", width=9, style="count", hidden=True),
        "id": Column(header="Id of a country", width=24, style="word", hidden=True),
        "name": Column(header="Country to choose", width=24, style="word", hidden=True),
    }


def dashboard(region: Region) -> Sheet:
    """The country that is chosen, with a chart of each treaty, and all countries treaty by treaty."""
    keys = columns(region)
    rows = [dict(cells) for cells in _rows(region, keys)]
    rows += [{} for _ in range(len(region.countries) - len(rows))]
    for row, country in zip(rows, region.countries, strict=False):
        row |= {"id": country.id, "name": country.name}
    at = {key: place for place, key in enumerate(keys)}
    last = HEADER_ROW + len(region.countries) - 1
    return Sheet(
        name=SHEET,
        about="A country to choose, its scores and ratings in charts, and all countries beside one another",
        tab="input",
        title=region.view.headline,
        measure=region.measure("Choose a country in the framed cell: everything in this table and the first charts follow. Points of 100; criteria by rating"),
        columns=tuple(keys.values()),
        rows=rows_by_key(keys, rows),
        strong=frozenset(place for place, row in enumerate(rows) if row.get("what") == WHOLE),
        frozen=2,
        filtered=False,
        one_page=True,
        charts=tuple(_charts(region, at)),
        beside=True,
        names={
            CHOSEN: (HEADER_ROW, at["what"], HEADER_ROW, at["what"]),
            COUNTRIES: (HEADER_ROW, at["name"], last, at["name"]),
            IDS: (HEADER_ROW, at["id"], last, at["id"]),
        },
        entries={(HEADER_ROW, at["what"]): Entry(choices=f"={COUNTRIES}")},
    )  # fmt: skip


def _rows(region: Region, keys: Mapping[str, Column]) -> Iterator[Mapping[str, Cell]]:
    """The cell to choose in, then the whole and the sections of every treaty."""
    first = region.countries[0]
    yield {"about": "Country", "what": Styled(first.name, "word-input")}
    by_key = {place.key: place for place in places(region)}
    row = HEADER_ROW + 2
    for instrument in region.instruments:
        titles = (WHOLE, *(section.title for section in instrument.sections))
        for number, title in enumerate(titles, -1):
            at = addresses(keys, row)
            section = "" if number < 0 else instrument.sections[number].id
            place = by_key.get(f"{first.id}|{instrument.id}|{section}")
            label = Formula(
                f'={at["what"]}&":  "&{at["score"]}', f"{title}:  {words.score(place.range) if place else ''}"
            )
            yield {
                "about": instrument.abbreviation,
                "what": title,
                **_looked_up(region, instrument, section, at, place),
                "label": label,
            }
            row += 1


def _looked_up(
    region: Region, instrument: InstrumentView, section: str, at: Mapping[str, str], place: Place | None
) -> Mapping[str, Cell]:
    """What the scores say about the chosen country; empty where it was not assessed."""
    span = place.range if place else None
    counts: Mapping[str, int] = {}
    if place:
        whole = place.instrument.assessment.whole
        articles = whole.articles if place.section is None else whole.sections[place.section].articles
        counts = summary.counted(articles, region.names[place.country.id, instrument.id])
    # Compared one by one: a look-up would take the asterisk of a name for a character that stands for any text.
    id_ = f"INDEX({IDS},SUMPRODUCT(({COUNTRIES}={CHOSEN})*(ROW({COUNTRIES})-{HEADER_ROW})))"
    key = f"{id_}&{quoted(f'|{instrument.id}|{section}')}"
    wanted = f"SUMPRODUCT((scores_key={key})*(ROW(scores_key)-{HEADER_ROW}))"

    def index(key: str, value: Fraction | int | str) -> Formula:
        return Formula(f'=IF({at["place"]}=0,"",INDEX({name_of(key)},{at["place"]}))', value)

    cells: dict[str, Cell] = {
        "place": Formula(f"={wanted}", place.row - HEADER_ROW if place else 0),
        "low": index("low", "" if span is None else span.low * 100),
        "width": index("width", "" if span is None else span.width * 100),
        "score": index("words", words.score(span) if place else ""),
        "drawn": index("drawn", "" if span is None else max(span.width * 100, Fraction(LEAST))),
        **{word: index(word, counts.get(word, "")) for word in (*instrument.scale, UNANSWERED, NOT_APPLICABLE)},
    }
    return cells if section else {**cells, "finding": _finding(instrument, at, counts, region.countries[0].name)}


def _finding(instrument: InstrumentView, at: Mapping[str, str], counts: Mapping[str, int], country: str) -> Formula:
    """The finding about the answers of the chosen country, as a title that follows."""
    best, scale = instrument.scale[:2], instrument.scale
    good, every = ("+".join(at[word] for word in part) for part in (best, scale))
    before, after = " of ", f" answers are {words.best_two(instrument.model.scale)}"
    lead = f'{CHOSEN}&", "&{at["about"]}&": "'
    text = f'=IF({at["place"]}=0,{lead}&"not assessed",{lead}&({good})&"{before}"&({every})&"{after}")'
    some, all_ = (sum(counts.get(word, 0) for word in part) for part in (best, scale))
    finding = f"{some}{before}{all_}{after}" if counts else "not assessed"
    return Formula(text, f"{country}, {instrument.abbreviation}: {finding}")


def _charts(region: Region, at: Mapping[str, int]) -> Iterator[Chart]:
    """Criteria by rating, and ranges: of the country that is chosen, then of all countries before each treaty."""
    cells = dict(enumerate(_rows(region, columns(region)), HEADER_ROW + 1))
    palette, row = of_report(*region.countries), HEADER_ROW + 2
    for instrument in region.instruments:
        rows = range(row, row + 1 + len(instrument.sections))
        what = f"the whole treaty and each of its {figures.count(len(instrument.sections), 'section')}"
        where = f"The numbers stand in rows {rows.start} to {rows.stop - 1} of this sheet."
        finding = cells[row]["finding"]
        yield Bars(
            title=Formula(f"={SHEET}!${letter(at['finding'])}${row}", finding.value if isinstance(finding, Formula) else ""),
            alt=f"Stacked bars of the criteria of {instrument.abbreviation} by rating for the country that is chosen: {what}, from met on the left to unanswered on the right. {where}",
            labels=at["what"],
            ratings={word: at[word] for word in of_scale(palette, instrument.scale)},
            rows=rows,
        )  # fmt: skip
        yield Spans(
            title=f"{instrument.abbreviation}: where the score of the chosen country lies",
            alt=f"Bars from the low to the high end of the score for {instrument.abbreviation} of the country that is chosen, from 0 to 100: {what}. {where}",
            labels=at["label"],
            low=at["low"],
            width=at["drawn"],
            rows=rows,
        )  # fmt: skip
        row = rows.stop
    at, row = {key: place for place, key in enumerate(score_columns(region))}, HEADER_ROW + 1
    for instrument, treaty in zip(region.instruments, region.view.treaties, strict=True):
        rows = range(row, row + len(region.of(instrument.id)))
        where = f"The numbers stand on the sheet {SCORES}, in rows {rows.start} to {rows.stop - 1}."
        text = "; ".join(f"{country.name} {words.score(view.range)}" for country, view in region.of(instrument.id))
        yield Bars(
            title=treaty.headline,
            alt=f"Stacked bars of the criteria of {instrument.abbreviation} by rating, a bar a country, from met on the left to unanswered on the right. {where}",
            labels=at["country"],
            ratings={word: at[word] for word in of_scale(palette, instrument.scale)},
            rows=rows,
            sheet=SCORES,
        )
        yield Spans(
            title=treaty.ranges.headline,
            alt=f"Bars from the low to the high end of each country’s score for {instrument.abbreviation}, from 0 to 100, in the order of the register: {text}. {where}",
            labels=at["label"],
            low=at["low"],
            width=at["drawn"],
            rows=rows,
            sheet=SCORES,
        )
        row = rows.stop
