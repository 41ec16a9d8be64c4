"""Where the value of an indicator comes from, and how it becomes a status, in words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compliance import figures
from compliance.indicators.status import stretch
from compliance.indicators.values import IndicatorReport
from compliance.inputs import Inputs
from compliance.model.logframe import Baseline, Target
from compliance.model.statistics import Observation
from compliance.view.names import country_name
from compliance.view.reasons import FLAG_WORDS, STATUS_SIGNS, STATUS_WORDS, no_attainment, shown, status_reason

Lines = Iterator[str]


def as_text(inputs: Inputs, report: IndicatorReport, year: int | None) -> str:
    """An indicator of a country explained for a reader; of its latest value, or of a year."""
    head = f"{country_name(inputs.workspace, report)} · {report.indicator.id} {report.indicator.name}"
    groups = (
        ("", _about(report)),
        ("Value", _value(report, year)),
        ("Figures", _figures(inputs, report, year)),
        ("Set aside", (_row(inputs, row) for row in report.set_aside)),
        ("Missing", (_name(inputs, missed) for missed in report.missing)),
        ("Components", _components(report)),
        ("Status", _status(report, year)),
        ("To know", _caveats(report)),
    )
    filled = ((title, tuple(lines)) for title, lines in groups)
    parts = [
        "\n".join(([title] if title else []) + [f"  {line}" for line in lines]) for title, lines in filled if lines
    ]
    return "\n\n".join((head, *parts))


def _about(report: IndicatorReport) -> Lines:
    yield report.indicator.definition
    level = report.indicator.level.replace("-", " ")
    yield f"shows: {report.result.statement} ({level})" if report.result else f"level: {level}"
    yield f"formula: {report.indicator.formula}"
    if report.indicator.mixed_units:
        yield f"units differ: {report.indicator.mixed_units}"
    if line := sparkline_over_years(report):
        yield f"trend: {line}, {report.indicator.unit}"


def _caveats(report: IndicatorReport) -> Lines:
    """What the logframe says about reading, checking and splitting the figures."""
    indicator = report.indicator
    lines = (
        ("", indicator.caveats),
        ("targets: ", indicator.target_rule),
        ("source of verification: ", indicator.source_of_verification),
        ("holder: ", indicator.responsible),
        ("asked: ", indicator.frequency),
        ("split by: ", ", ".join(indicator.disaggregation)),
        *(("assumes: ", text) for text in indicator.assumptions),
        ("code of the donor: ", indicator.predefined_code),
    )
    yield from (f"{what}{text}" for what, text in lines if text)


def is_there(report: IndicatorReport, year: int | None) -> bool:
    """Whether there is a value of the year that is asked for."""
    return report.status.now is not None and year in {None, report.status.now.year}


def _value(report: IndicatorReport, year: int | None) -> Lines:
    now = report.status.now
    if now is None or not is_there(report, year):
        yield f"none for {year}" if year else "none"
        return
    unit = "" if report.indicator.measure in {"percentage", "money"} else f", {now.unit}"
    yield f"{shown(now, report.indicator.measure)}{unit}, as of {figures.day(now.as_of)}"
    if now.numerator is not None and now.denominator is not None:
        per = now.value * now.denominator / now.numerator if now.value is not None and now.numerator else None
        times = f"{_exact(per)} · " if per is not None and per != 1 and not now.ratings else ""
        equals = f" = {_exact(now.value)}" if now.value is not None and not now.ratings else ""
        sign = "of" if now.ratings else "/"
        yield f"{times}{_exact(now.numerator)} {sign} {_exact(now.denominator)}{equals}"
    if now.low is not None and now.high is not None:
        yield f"from {_exact(now.low)} to {_exact(now.high)}"
    yield f"years: {figures.listed([str(used) for used in now.years])}"
    if now.flags:
        yield f"marked: {'; '.join(FLAG_WORDS[flag] for flag in now.flags)}"
    for currency, of, rate in now.rates:
        yield f"exchange rate: {_exact(rate)} {currency} for one euro, mean of {of}"


def _figures(inputs: Inputs, report: IndicatorReport, year: int | None) -> Lines:
    if report.status.now is None or not is_there(report, year):
        return
    for row in report.status.now.rows:
        yield _row(inputs, row)
    for rating in report.status.now.ratings:
        yield f"{rating.date}  {rating.item}: {rating.rating}\n      {rating.body}, {rating.report}"


def _row(inputs: Inputs, row: Observation) -> str:
    """A figure with its series, what it covers, its note, its source and where it was seen."""
    scope = "" if row.scope == "national" else f" ({row.scope_detail or row.scope})"
    marks = f" [{', '.join(row.qualifier)}]" if row.qualifier else ""
    after = (row.note, row.source, row.url)
    more = "".join(f"\n      {text}" for text in after if text)
    return f"{row.year}  {_name(inputs, row.series)}: {_exact(row.value)} {row.unit}{scope}{marks}{more}"


def _name(inputs: Inputs, series: str) -> str:
    name = inputs.project.statistics.name(series) if inputs.project else series
    return series if name == series else f"{name} ({series})"


def _components(report: IndicatorReport) -> Lines:
    for part in report.components:
        gone = no_attainment(part.missing) if part.missing else ""
        if part.attainment is not None:
            gone = f"{_exact(part.attainment)} of 100"
        yield f"{part.indicator.id}, weight {_exact(part.weight)}: {gone}"


def _status(report: IndicatorReport, year: int | None) -> Lines:
    status = report.status
    if report.status.now is not None and not is_there(report, year):
        return
    yield f"{STATUS_SIGNS[status.word]} {STATUS_WORDS[status.word]}: {status_reason(report)}"
    yield from arithmetic(report)
    if report.plan.comment:
        yield report.plan.comment


def _approved(point: Baseline | Target) -> str:
    """Who approved a baseline or a target, as far as that is said, and when; that it is a draft where nobody has."""
    if point.approved is None:
        return ", a draft"
    by = f" by {point.approved.by}" if point.approved.by else ""
    return f", approved{by} on {figures.day(point.approved.date)}"


def arithmetic(report: IndicatorReport) -> Lines:
    """Baseline, expected value, progress and achievement, each written out with its numbers."""
    plan, status, now = report.plan, report.status, report.status.now
    if plan.baseline:
        basis = f" ({plan.baseline.comment})" if plan.baseline.comment else ""
        yield f"baseline: {_exact(plan.baseline.value)} on {figures.day(plan.baseline.date)}{basis}{_approved(plan.baseline)}"
    for stone in plan.milestones:
        yield f"milestone: {_exact(stone.value)} by {figures.day(stone.date)}"
    if plan.target:
        rests = f" ({plan.target.comment})" if plan.target.comment else ""
        yield f"target: {_exact(plan.target.value)} by {figures.day(plan.target.date)}{rests}{_approved(plan.target)}"
        for named in plan.target.articles:
            articles = figures.listed([f"Article {number}" for number in named.articles])
            through = f" through {named.through}" if named.through else ""
            by = f" by {figures.day(named.date)}" if named.date else ""
            yield f"  {named.instrument}: {articles} to {named.rating}{through}{by}"
    if plan.baseline is None or now is None or now.value is None:
        return
    start, value = plan.baseline.value, now.value
    if status.expected is not None and (part := stretch(plan, now.as_of)):
        days, whole = (min(now.as_of, part.end) - part.start).days, (part.end - part.start).days
        share = f"{max(days, 0)}/{whole} days" + ("" if part.share == part.gone else f", profile {plan.profile}")
        yield (
            f"expected: {_exact(part.low)} + ({_exact(part.high)} − {_exact(part.low)}) · {_exact(part.share)} "
            f"({share}) = {_exact(part.expected)}"
        )
    for name, end, share_gone in (
        ("progress", status.expected, status.progress),
        ("achievement", status.target, status.achievement),
    ):
        if end is not None and share_gone is not None:
            above, below = f"({_exact(value)} − {_exact(start)})", f"({_exact(end)} − {_exact(start)})"
            yield f"{name}: {above} / {below} = {figures.percent(share_gone, 1)}"


def _exact(value: Fraction | None) -> str:
    """A number with as many decimals as it has, at most four."""
    if value is None:
        return figures.NOTHING
    places = next((n for n in range(4) if (value * 10**n).denominator == 1), 4)
    return figures.number(value, places)


BARS = "▁▂▃▅▇"
"""The steps of a sparkline, from the least to the greatest value of its own line."""


def sparkline(report: IndicatorReport) -> str:
    """The values as a line of bars from the first year with a figure to the last; a year without one is a space."""
    known = {value.year: value.value for value in report.values if value.value is not None}
    if not known:
        return ""
    low, high = min(known.values()), max(known.values())
    top = len(BARS) - 1
    # Where all values are equal, each stands in the middle.
    steps = {year: int((value - low) / (high - low) * top) if high > low else top // 2 for year, value in known.items()}
    return "".join(BARS[steps[year]] if year in steps else " " for year in range(min(known), max(known) + 1))


def sparkline_over_years(report: IndicatorReport) -> str:
    """The line of bars between its first and its last year: `2014 ▁▃▇ 2016`."""
    known = [str(value.year) for value in report.values if value.value is not None]
    return " ".join((*known[:1], sparkline(report), *known[1:][-1:])) if known else ""
