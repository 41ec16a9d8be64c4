"""The first sheet of results: how the country stands, in charts that follow what is typed."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from compliance import figures
from compliance.indicators.values import IndicatorReport
from compliance.report.excel.formulas import NEAR
from compliance.report.excel.indicators import SHEET as INDICATORS
from compliance.report.excel.indicators import columns, expected_share, places_of
from compliance.report.excel.reference import measure
from compliance.report.excel.summary import SHEET as SUMMARY
from compliance.report.excel.summary import WHOLE, distribution, first_row, places
from compliance.report.excel.values import (
    HEADER_ROW,
    Bullets,
    Cell,
    Chart,
    Column,
    Formula,
    Sheet,
    Spans,
    addresses,
    letter,
    rows_by_key,
)
from compliance.scoring.values import NARROW, Range
from compliance.view import words
from compliance.view.reasons import STATUS_WORDS
from compliance.view.values.country import CountryView, InstrumentView

SHEET = "Dashboard"
COLUMNS: Mapping[str, Column] = {
    "about": Column(header="About", width=11, style="word"),
    "what": Column(header="What", width=46, style="word"),
    "low": Column(header="Score, low end", width=9, style="score"),
    "width": Column(header="Open range", width=9, style="score"),
    "score": Column(header="Score", width=9, style="score"),
    "gone": Column(header="Achieved", width=10, style="share"),
    "expected": Column(header="Expected by now", width=10, style="share"),
    "target": Column(header="Target", width=8, style="share"),
    "status": Column(header="Status", width=13, style="status"),
    "drawn": Column(header="Range as drawn", width=9, style="score", hidden=True),
    "label": Column(header="Name in the chart", width=40, style="word", hidden=True),
}
LEAST = "0.8"
"""So many points wide a range is drawn at least, so that a settled score is seen."""
PLACES = {key: place for place, key in enumerate(COLUMNS)}


def dashboard(view: CountryView) -> Sheet:
    """Scores of treaties and sections and progress of indicators, with a chart of each."""
    rows = [row for instrument in view.instruments for row in _scores(view, instrument)]
    planned = [report for report in view.indicators if report.status.judged and report.status.achievement is not None]
    charts: list[Chart] = []
    first = HEADER_ROW + 1
    for instrument in view.instruments:
        last = first + len(instrument.sections)
        charts += [distribution(view, instrument, SUMMARY), _spans(view, instrument, range(first, last + 1))]
        first = last + 1
    if planned:
        charts.append(_bullets(planned, range(first, first + len(planned))))
    return Sheet(
        name=SHEET,
        about="How the country stands at a glance, in charts that follow what you type",
        title=view.headline,
        measure=measure(view, "Points of 100, low end and open range; indicators: share of the way from baseline to target"),
        columns=tuple(COLUMNS.values()),
        rows=rows_by_key(COLUMNS, (*rows, *_progress(view, planned))),
        strong=frozenset(number for number, row in enumerate(rows) if row["what"] == WHOLE),
        frozen=2,
        filtered=False,
        one_page=True,
        charts=tuple(charts),
        beside=True,
    )  # fmt: skip


def _scores(view: CountryView, instrument: InstrumentView) -> Iterator[Mapping[str, Cell]]:
    """The whole treaty and its sections, as they stand on the summary."""
    at, first = places(view), first_row(view, instrument)
    ranges = (instrument.range, *(section.range for section in instrument.sections))
    titles = (WHOLE, *(section.title for section in instrument.sections))
    for row, (title, span) in enumerate(zip(titles, ranges, strict=True), first):
        low, high = (f"{SUMMARY}!${letter(at[end])}${row}" for end in ("low", "high"))
        points = Formula(f"={low}", "" if span is None else span.low * 100)
        drawn = range_cells(low, high, span, title, addresses(COLUMNS, row))
        yield {"about": instrument.abbreviation, "what": title, "low": points, **drawn}


def range_cells(low: str, high: str, span: Range | None, name: str, cell: Mapping[str, str]) -> Mapping[str, Formula]:
    """A score as a bar needs it, never without width, and in words: one figure where it is narrow, else both ends."""
    text = words.score(span)
    wide: Fraction | str = "" if span is None else span.width * 100
    drawn = "" if span is None else max(span.width * 100, Fraction(LEAST))
    # Halves are rounded up, as in print.
    first, last, middle = (f'TEXT({end}+{NEAR},"0")' for end in (low, high, f"({low}+{high})/2"))
    both = f'IF({first}={last},{first},{first}&"{figures.DASH}"&{last})'
    narrow = f"{high}-{low}<={NARROW.numerator * 100}/{NARROW.denominator}+{NEAR}"
    return {
        "width": Formula(f'=IF({low}="","",{high}-{low})', wide),
        "score": Formula(f'=IF({low}="","{figures.NOTHING}",IF({narrow},{middle},{both}))', text),
        "drawn": Formula(f'=IF({cell["low"]}="","",MAX({cell["width"]},{LEAST}))', drawn),
        "label": Formula(f'={cell["what"]}&":  "&{cell["score"]}', f"{name}:  {text}"),
    }


def _spans(view: CountryView, instrument: InstrumentView, rows: range) -> Spans:
    whole = instrument.range
    text = words.score(whole)
    return Spans(
        title=f"{instrument.abbreviation}: {instrument.score_word.lower()} {text} of 100",
        alt=(
            f"Bars from the low to the high end of the score for {instrument.abbreviation}, {view.name}, from 0 to 100, hatched because "
            f"what is unanswered leaves a range: the whole treaty {text}, and each of its {figures.count(len(instrument.sections), 'section')}. "
            f"The numbers stand in rows {rows.start} to {rows.stop - 1} of this sheet."
        ),
        labels=PLACES["label"],
        low=PLACES["low"],
        width=PLACES["drawn"],
        rows=rows,
    )  # fmt: skip


def _progress(view: CountryView, planned: Sequence[IndicatorReport]) -> Iterator[Mapping[str, Cell]]:
    """How far judged indicators have gone, as it stands on the sheet of indicators."""
    from_sheet = places_of(view.indicators, columns(view.indicators), HEADER_ROW + 1)
    for report in planned:
        cell, status = from_sheet[report.indicator.id], report.status
        due = expected_share(status)
        yield {
            "about": report.indicator.id,
            "what": report.indicator.short or report.indicator.name,
            "gone": Formula(f"={INDICATORS}!{cell['achieved']}", status.achievement or Fraction(0)),
            "expected": Formula(f"={INDICATORS}!{cell['share']}", due),
            "target": Fraction(1),
            "status": Formula(f"={INDICATORS}!{cell['status']}", STATUS_WORDS[status.word]),
        }


def _bullets(planned: Sequence[IndicatorReport], rows: range) -> Bullets:
    good = sum(report.status.met_or_on_track for report in planned)
    text = figures.listed([f"{report.indicator.id} {STATUS_WORDS[report.status.word].lower()}" for report in planned])
    return Bullets(
        title=f"{good} of {len(planned)} indicators with a target are met or on track",
        alt=(
            "Columns of how much of the way from baseline to target each indicator has gone, with a diamond where it should be by now "
            f"and a dash at the target: {text}. The numbers stand in rows {rows.start} to {rows.stop - 1} of this sheet."
        ),
        labels=PLACES["about"],
        gone=PLACES["gone"],
        marks=(PLACES["expected"], PLACES["target"]),
        rows=rows,
    )  # fmt: skip
