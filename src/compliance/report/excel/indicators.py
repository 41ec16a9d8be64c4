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
from compliance.report.excel.trend import lines, trend
from compliance.report.excel.values import (
    HEADER_ROW,
    Cell,
    Column,
    Entry,
    Formula,
    Sheet,
    Styled,
    addresses,
    letter,
    rows_by_key,
)
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
        yield from trend(view, places_of(view.indicators, columns(view.indicators), HEADER_ROW + 1))
        yield from series(view)
        yield opsys(view)


def columns(reports: Sequence[IndicatorReport]) -> Mapping[str, Column]:
    """The columns by key: what is typed, what follows, and on the way there."""
    number = Entry(kind="number", hint="Percentages are typed with their sign: 9.2 %.")
    stones: dict[str, Column] = {}
    most = max((LEAST_MILESTONES, *(len(report.plan.milestones) for report in reports)))
    for place in range(1, most + 1):
        stones |= {
            f"milestone_{place}_value": Column(header=f"Milestone {place}", width=11, style="decimal-input", entry=number),
            f"milestone_{place}_day": Column(header=f"Milestone {place}, date", width=12, style="date-input", entry=Entry(kind="date")),
        }  # fmt: skip
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
    keys, drawn, at = columns(view.indicators), lines(view.indicators), places(view)
    first = {instrument.id: first_row(view, instrument) for instrument in view.instruments}
    low, high = (f"{SUMMARY}!${letter(at[end])}$" for end in ("low", "high"))
    scores = {id_: (f"{low}{row}", f"{high}{row}") for id_, row in first.items()}
    rows = cells_of(view.indicators, keys, HEADER_ROW + 1, scores)
    return Sheet(
        name=SHEET,
        about="Project indicators with their statuses, which follow the figures and plans that you type",
        tab="input",
        title=view.indicator_headline,
        measure=measure(view, "Latest value against baseline, milestones and target"),
        columns=tuple(keys.values()),
        rows=rows_by_key(keys, ({**cells, **drawn.get(str(cells["id"]), {})} for cells in rows)),
        frozen=2,
        notes=(view.indicator_counts, NOTE),
    )


def cells_of(
    reports: Sequence[IndicatorReport], keys: Mapping[str, Column], first: int, scores: Scores = NO_SCORES
) -> Iterator[Mapping[str, Cell]]:
    """The cells of some indicators by column, in rows that begin with the first one given; `scores` that they follow."""
    places = places_of(reports, keys, first)
    return (_row(report, places[report.indicator.id], keys, scores) for report in reports)


def places_of(reports: Sequence[IndicatorReport], keys: Iterable[str], first: int) -> Mapping[str, pace.Cells]:
    """Where everything about each indicator stands on the sheet, by id."""
    order = tuple(keys)
    return {report.indicator.id: addresses(order, row) for row, report in enumerate(reports, first)}


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
        cells["day"] = now.as_of
        for key in (
            key for key, column in keys.items() if column.style in CLOSED
        ):  # nothing follows what is typed there
            open_ = cells.get(key)
            inside = open_.cell if isinstance(open_, Styled) else open_
            cells[key] = Styled(inside, CLOSED[keys[key].style])  # type: ignore[arg-type]
        kept: dict[str, Cell] = {
            "value": Styled(shown(now, report.indicator.measure), "text"),
            "status": STATUS_WORDS[status.word],
            "achieved": status.achievement,
        }
        return {**cells, **kept}
    figures_typed: dict[str, Cell] = {
        "value": typed(now.value if now else None, report.indicator.measure),
        "day": now.as_of if now else None,
        "low": figure(now.low if now else None, report.indicator.measure),
        "high": figure(now.high if now else None, report.indicator.measure),
        "doubt": next((word for flag, word in DOUBTS.items() if now and flag in now.flags), None),
        **_followed(report, cell, scores),
    }
    stones = sum(key.startswith("milestone_") and key.endswith("_day") for key in keys)
    return {**cells, **figures_typed, **_following(report, cell, stones)}


def _followed(report: IndicatorReport, cell: pace.Cells, scores: Scores) -> Mapping[str, Cell]:
    """Value and ends of an indicator of law, which follow the scores; nothing for any other."""
    now, term = report.status.now, parse(report.indicator.formula)
    ends = pace.ends(term, scores)
    if now is None or now.low is None or now.high is None or ends is None:
        return {}
    low, high = ends
    point = pace.point(cell, pace.points(term, scores))
    return {
        "value": Styled(Formula(point, "" if now.value is None else now.value), "score"),
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


def _following(report: IndicatorReport, cell: pace.Cells, stones: int) -> Mapping[str, Cell]:
    """What follows from figure and plan: formulas with the engine’s values."""
    status, kind, now = report.status, report.indicator.measure, report.status.now
    text = pace.stretch(cell, stones)
    # The part of the plan in which the day of the value lies.
    here = stretch(report.plan, now.as_of) if status.judged and now else None
    return {
        "stale": Formula(pace.stale(cell), "yes" if now and "stale" in now.flags else ""),
        "grey": Formula(pace.grey(cell), "" if status.judged else STATUS_WORDS[status.word]),
        "expected": amount(pace.expected(cell, stones), status.expected, kind),
        "progress": Formula(pace.progress(cell), "" if status.progress is None else status.progress),
        "achieved": Formula(pace.achievement(cell), "" if status.achievement is None else status.achievement),
        "status": Formula(pace.status(cell), STATUS_WORDS[status.word]),
        "share": Formula(pace.expected_share(cell), expected_share(status)),
        "from_day": Formula(text["from_day"], (here.start - EPOCH).days if here else ""),
        "from_value": amount(text["from_value"], here.low if here else None, kind),
        "to_day": Formula(text["to_day"], (here.end - EPOCH).days if here else ""),
        "to_value": amount(text["to_value"], here.high if here else None, kind),
        "gone": Formula(pace.gone(cell), here.gone if here else ""),
    }


def expected_share(status: IndicatorStatus) -> Fraction | str:
    """How much of the way to the target is expected by now."""
    if status.expected is None or status.baseline is None or status.target is None:
        return ""
    return (status.expected - status.baseline) / (status.target - status.baseline)
