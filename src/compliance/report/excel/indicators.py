"""Project indicators: figure, plan and status of each as cells of which the last follow the first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from compliance.indicators.formula import parse
from compliance.indicators.status import stretch
from compliance.indicators.values import Flag, IndicatorReport, IndicatorStatus
from compliance.report.excel import pace
from compliance.report.excel.formats import CLOSED
from compliance.report.excel.logframe import EPOCH, amount, figure, opsys, series, typed
from compliance.report.excel.reference import measure
from compliance.report.excel.summary import SHEET as SUMMARY
from compliance.report.excel.summary import first_row, places
from compliance.report.excel.trend import lines, span, trend
from compliance.report.excel.values import HEADER_ROW, Cell, Column, Entry, Formula, Sheet, Styled, letter
from compliance.view.reasons import FLAG_WORDS, STATUS_WORDS, shown, status_reason
from compliance.view.values.country import CountryView

SHEET = "Indicators"
Scores = Mapping[str, tuple[str, str]]
"""Addresses of the low and the high end of a score, by instrument."""
NO_SCORES: Scores = {}
LEAST_MILESTONES = 2
"""So many milestones can be typed at least."""
PROFILES = ("linear", "late", "end")
DOUBTS: Mapping[Flag, str] = {
    "not-applicable": "nothing to measure",
    "not-computable": "cannot be computed",
    "cross-cohort": "different cases",
    "small-n": "too few cases",
}
"""Why a figure is not judged, the strongest reason first."""
NOTE = (
    "Type another value with its date, or another baseline, milestone or target: what is expected, progress and status "
    "follow. The settings of the statuses stand on Method. Ratings by other bodies stay in their words and are not judged here."
)


def indicators(view: CountryView) -> Iterator[Sheet]:
    """Indicators, their trend, the figures behind them and the donor’s form; nothing where none is reported."""
    if view.indicators:
        yield statuses(view)
        yield from trend(view, addresses(view.indicators, columns(view.indicators), HEADER_ROW + 1))
        yield from series(view)
        yield opsys(view)


def milestones(reports: Sequence[IndicatorReport]) -> int:
    """How many milestones the table has room for."""
    return max((LEAST_MILESTONES, *(len(report.plan.milestones) for report in reports)))


def _stones(keys: Iterable[str]) -> int:
    """For how many milestones a table has columns."""
    return sum(key.startswith("milestone_") and key.endswith("_day") for key in keys)


def columns(reports: Sequence[IndicatorReport]) -> Mapping[str, Column]:
    """The columns by key: what is typed, what follows, and on the way there."""
    number = Entry(kind="number", hint="Percentages are typed with their sign: 9.2 %.")
    stones: dict[str, Column] = {}
    for place in range(1, milestones(reports) + 1):
        stones[f"milestone_{place}_value"] = Column(
            header=f"Milestone {place}", width=11, style="decimal-input", entry=number
        )
        stones[f"milestone_{place}_day"] = Column(
            header=f"Milestone {place}, date", width=12, style="date-input", entry=Entry(kind="date")
        )
    return {
        "id": Column(header="Indicator", width=9, style="label"),
        "name": Column(header="Name", width=40),
        "unit": Column(header="Unit", width=15),
        "trend": Column(header="Trend", width=16, style="word"),
        "years": Column(header="Years of the trend", width=11, style="word"),
        "value": Column(header="Value", width=13, style="decimal-input", entry=number),
        "day": Column(header="Value, date", width=12, style="date-input", entry=Entry(kind="date", hint="The last day for which the figure stands, such as 2026-12-31.")),
        "low": Column(header="Low end", width=10, style="decimal"),
        "high": Column(header="High end", width=10, style="decimal"),
        "baseline_value": Column(header="Baseline", width=11, style="decimal-input", entry=number),
        "baseline_day": Column(header="Baseline, date", width=12, style="date-input", entry=Entry(kind="date")),
        **stones,
        "target_value": Column(header="Target", width=11, style="decimal-input", entry=number),
        "target_day": Column(header="Target, date", width=12, style="date-input", entry=Entry(kind="date")),
        "approved": Column(header="Baseline and target approved?", width=11, style="word-input", entry=Entry(choices=("yes", "no"), hint="A draft judges nothing.")),
        "expected": Column(header="Expected by the date of the value", width=13, style="decimal"),
        "progress": Column(header="Gone of the way expected", width=11, style="share"),
        "achieved": Column(header="Achieved of the target", width=11, style="share"),
        "status": Column(header="Status", width=14, style="status"),
        "reported": Column(header="Status as reported", width=14, style="fixed-text"),
        "reason": Column(header="Reason, as reported", width=44),
        "doubt": Column(header="Why the figure is not judged", width=20, style="word-input", entry=Entry(choices=tuple(DOUBTS.values()), hint="Empty a reason that does not hold for the figure that you type."), printed=False),
        "profile": Column(header="Way expected", width=11, style="word-input", entry=Entry(choices=PROFILES, hint="linear: evenly; late: slowly at first; end: all at the end. With milestones the way leads from one to the next."), printed=False),
        "tolerance": Column(header="Tolerance, where the target is to keep the baseline", width=14, style="decimal-input", entry=Entry(kind="number"), printed=False),
        "flags": Column(header="What to know", width=40, printed=False),
        "level": Column(header="Level of result", width=14, style="word", printed=False),
        "direction": Column(header="Better if", width=9, style="word", printed=False),
        "ages": Column(header="Figures grow old?", width=9, style="word", printed=False),
        "stale": Column(header="Too old?", width=9, style="word", printed=False),
        "grey": Column(header="Status where nothing is judged", width=14, style="word", printed=False),
        "from_day": Column(header="Stretch from, date", width=12, style="date", printed=False),
        "from_value": Column(header="Stretch from, value", width=12, style="decimal", printed=False),
        "to_day": Column(header="Stretch to, date", width=12, style="date", printed=False),
        "to_value": Column(header="Stretch to, value", width=12, style="decimal", printed=False),
        "gone": Column(header="Time gone of the stretch", width=11, style="share", printed=False),
        "share": Column(header="Expected of the way to the target", width=12, style="share", printed=False),
    }  # fmt: skip


def statuses(view: CountryView) -> Sheet:
    """A row an indicator: what a reader may type, and the status that follows."""
    keys, trends = columns(view.indicators), lines(view.indicators)
    years = {report.indicator.id: span(report) for report in view.indicators if report.indicator.id in trends}
    return Sheet(
        name=SHEET,
        about="Project indicators with their statuses, which follow the figures and plans that you type",
        tab="input",
        title=view.indicator_headline,
        measure=measure(view, "Latest value against baseline, milestones and target"),
        columns=tuple(keys.values()),
        rows=tuple(
            tuple(
                {**cells, "trend": trends.get(str(cells["id"])), "years": years.get(str(cells["id"]))}.get(key)
                for key in keys
            )
            for cells in cells_of(view.indicators, keys, HEADER_ROW + 1, _scores(view))
        ),
        frozen=2,
        notes=(view.indicator_counts, NOTE),
    )


def _scores(view: CountryView) -> Scores:
    """Where both ends of the score of each treaty stand."""
    at = {key: letter(place) for key, place in places(view).items()}
    rows = {instrument.id: first_row(view, instrument) for instrument in view.instruments}
    return {id_: (f"{SUMMARY}!${at['low']}${row}", f"{SUMMARY}!${at['high']}${row}") for id_, row in rows.items()}


def cells_of(
    reports: Sequence[IndicatorReport], keys: Mapping[str, Column], first: int, scores: Scores = NO_SCORES
) -> Iterator[Mapping[str, Cell]]:
    """The cells of some indicators by column, in rows that begin with the first one given; `scores` that they follow."""
    places = addresses(reports, keys, first)
    return (_row(report, places[report.indicator.id], keys, scores) for report in reports)


def addresses(reports: Sequence[IndicatorReport], keys: Iterable[str], first: int) -> Mapping[str, pace.Cells]:
    """Where everything about each indicator stands on the sheet, by id."""
    letters = {key: letter(place) for place, key in enumerate(keys)}
    return {
        report.indicator.id: {key: f"${column}{row}" for key, column in letters.items()}
        for row, report in enumerate(reports, first)
    }


def _row(report: IndicatorReport, cell: pace.Cells, keys: Mapping[str, Column], scores: Scores) -> Mapping[str, Cell]:
    status, now = report.status, report.status.now
    cells: dict[str, Cell] = {
        "id": report.indicator.id,
        "name": report.indicator.name,
        "unit": now.unit if now else report.indicator.unit,
        "reported": STATUS_WORDS[status.word],
        "reason": status_reason(report),
        "flags": ("; ".join(FLAG_WORDS[flag] for flag in now.flags) if now else "") or None,
        "level": report.indicator.level,
        "direction": report.indicator.direction,
        "ages": "yes" if (now.rows if now else report.indicator.series) else "no",
        **_plan(report),
    }
    if now and now.word:  # a rating by another body stays in its words; its rank is no figure of ours
        closed = dict(_closed({**cells, "day": now.as_of}, keys))
        kept: dict[str, Cell] = {
            "value": Styled(shown(now, report.indicator.measure), "text"),
            "status": STATUS_WORDS[status.word],
            "achieved": status.achievement,
        }
        return {**cells, **closed, **kept}
    figures_typed: dict[str, Cell] = {
        "value": typed(now.value if now else None, report.indicator.measure),
        "day": now.as_of if now else None,
        "low": figure(now.low if now else None, report.indicator.measure),
        "high": figure(now.high if now else None, report.indicator.measure),
        "doubt": next((word for flag, word in DOUBTS.items() if now and flag in now.flags), None),
        **_followed(report, cell, scores),
    }
    return {**cells, **figures_typed, **_following(report, cell, _stones(keys))}


def _followed(report: IndicatorReport, cell: pace.Cells, scores: Scores) -> Mapping[str, Cell]:
    """Value and ends of an indicator of law, which follow the scores; nothing for any other."""
    now, term = report.status.now, parse(report.indicator.formula)
    ends = pace.ends(term, scores)
    if now is None or now.low is None or now.high is None or ends is None:
        return {}
    low, high = ends
    return {
        "value": Styled(
            Formula(pace.point(cell, pace.points(term, scores)), "" if now.value is None else now.value), "score"
        ),
        "low": Styled(Formula(f"={low}", now.low), "score"),
        "high": Styled(Formula(f"={high}", now.high), "score"),
    }


def _plan(report: IndicatorReport) -> Mapping[str, Cell]:
    """Baseline, milestones and target."""
    plan, kind = report.plan, report.indicator.measure
    cells: dict[str, Cell] = {
        "baseline_value": typed(plan.baseline.value if plan.baseline else None, kind),
        "baseline_day": plan.baseline.date if plan.baseline else None,
        "target_value": typed(plan.target.value if plan.target else None, kind),
        "target_day": plan.target.date if plan.target else None,
        "approved": ("yes" if plan.approved else "no") if plan.baseline and plan.target else None,
        "profile": plan.profile,
        "tolerance": typed(plan.tolerance or None, kind),
    }
    for place, stone in enumerate(plan.milestones, 1):
        cells[f"milestone_{place}_value"] = typed(stone.value, kind)
        cells[f"milestone_{place}_day"] = stone.date
    return cells


def _closed(cells: Mapping[str, Cell], keys: Mapping[str, Column]) -> Iterator[tuple[str, Cell]]:
    """The cells that are typed elsewhere, closed, for nothing follows them."""
    for key, column in keys.items():
        if column.style in CLOSED:
            cell = cells.get(key)
            inside = cell.cell if isinstance(cell, Styled) else cell
            yield key, Styled(inside, CLOSED[column.style])  # type: ignore[arg-type]


def _following(report: IndicatorReport, cell: pace.Cells, stones: int) -> Mapping[str, Cell]:
    """What follows from figure and plan: formulas with the engine’s values."""
    status, kind = report.status, report.indicator.measure
    words = STATUS_WORDS[status.word]
    judged = status.judged
    stale = "yes" if status.now and "stale" in status.now.flags else ""
    cells: dict[str, Cell] = {
        "stale": Formula(pace.stale(cell), stale),
        "grey": Formula(pace.grey(cell), "" if judged else words),
        "expected": amount(pace.expected(cell, stones), status.expected, kind),
        "progress": Formula(pace.progress(cell), "" if status.progress is None else status.progress),
        "achieved": Formula(pace.achievement(cell), "" if status.achievement is None else status.achievement),
        "status": Formula(pace.status(cell), words),
        "share": Formula(pace.expected_share(cell), expected_share(status)),
    }
    return {**cells, **_stretch(report, cell, stones, judged=judged)}


def expected_share(status: IndicatorStatus) -> Fraction | str:
    """How much of the way to the target is expected by now."""
    if status.expected is None or status.baseline is None or status.target is None:
        return ""
    return (status.expected - status.baseline) / (status.target - status.baseline)


def _stretch(report: IndicatorReport, cell: pace.Cells, stones: int, *, judged: bool) -> Mapping[str, Cell]:
    """The part of the plan in which the day of the value lies."""
    text, kind = pace.stretch(cell, stones), report.indicator.measure
    now = report.status.now
    here = stretch(report.plan, now.as_of) if judged and now else None
    return {
        "from_day": Formula(text["from_day"], (here.start - EPOCH).days if here else ""),
        "from_value": amount(text["from_value"], here.low if here else None, kind),
        "to_day": Formula(text["to_day"], (here.end - EPOCH).days if here else ""),
        "to_value": amount(text["to_value"], here.high if here else None, kind),
        "gone": Formula(pace.gone(cell), here.gone if here else ""),
    }
