"""The logframe in the order of the European Commission’s form (OPSYS), values only, to be copied from there."""

from __future__ import annotations

from collections.abc import Sequence

from compliance import figures
from compliance.indicators.values import IndicatorReport
from compliance.model.logframe import Measure
from compliance.report.excel.amounts import figure
from compliance.report.excel.reference import measure
from compliance.report.excel.values import Cell, Column, Sheet
from compliance.view.values import CountryView

LEVELS = {
    "impact": "Impact",
    "outcome": "Outcome",
    "intermediate-outcome": "Intermediate outcome",
    "output": "Output",
    "context": "Context",
}
TYPES: dict[Measure, str] = {
    "number": "Quantitative",
    "percentage": "Percentage",
    "money": "Quantitative",
    "score": "Quantitative",
    "ordinal": "Qualitative",
}
"""Types of indicators as the form names them."""
NOTE = (
    "Order of columns as in the form: result, indicator, baseline, intermediate targets, target, current value, source, assumptions. "
    "An indicator without a baseline or a target has empty cells; none is made up."
)


def opsys(view: CountryView) -> Sheet:
    """A row an indicator, results in the order of the logframe."""
    most = stones(view.indicators)
    return Sheet(
        name="OPSYS",
        about="The logframe in the order of the European Commission’s form, to copy into it",
        tab="reference",
        title="The logframe in the order of OPSYS",
        measure=measure(view, "Values as reported; nothing here follows what is typed elsewhere"),
        columns=columns(most),
        rows=tuple(row(report, most) for report in view.indicators),
        frozen=3,
        wide=3,
        notes=(NOTE,),
    )


def stones(reports: Sequence[IndicatorReport]) -> int:
    """How many intermediate targets there are at most, and room for one where there are none."""
    return max((1, *(len(report.plan.milestones) for report in reports)))


def columns(stones: int) -> tuple[Column, ...]:
    """The columns, in the order of the form."""
    between = (
        column
        for place in range(1, stones + 1)
        for column in (
            Column(header=f"Intermediate target {place}, value", width=12, style="decimal"),
            Column(header=f"Intermediate target {place}, date", width=12, style="date"),
        )
    )
    return (
        Column(header="Result level", width=14),
        Column(header="Result", width=36),
        Column(header="Indicator code", width=10, style="word"),
        Column(header="Indicator", width=40, style="label"),
        Column(header="Definition", width=40),
        Column(header="Type", width=13),
        Column(header="Unit", width=16),
        Column(header="Baseline, value", width=12, style="decimal"),
        Column(header="Baseline, year", width=9, style="plain"),
        Column(header="Baseline, source and comment", width=34),
        *between,
        Column(header="Target, value", width=12, style="decimal"),
        Column(header="Target, year", width=9, style="plain"),
        Column(header="Target, comment", width=34),
        Column(header="Way expected (outcome profile)", width=12, style="word"),
        Column(header="Current value", width=14, style="decimal"),
        Column(header="Current value, year", width=9, style="plain"),
        Column(header="Current value, comment", width=40),
        Column(header="Source of verification", width=34),
        Column(header="Responsible", width=24),
        Column(header="Frequency", width=12),
        Column(header="Disaggregation", width=18),
        Column(header="Assumptions", width=36),
        Column(header="Predefined code", width=12, style="word"),
        Column(header="State", width=11, style="word"),
        Column(header="Agreed by, on", width=24),
        Column(header="Comment", width=40),
    )


def row(report: IndicatorReport, stones: int) -> tuple[Cell, ...]:
    """What the form asks of one indicator."""
    indicator, plan, kind, now = report.indicator, report.plan, report.indicator.measure, report.status.now
    start, end = plan.baseline, plan.target
    between: list[Cell] = []
    for stone in plan.milestones:
        between += [figure(stone.value, kind), stone.date]
    assumed = (*(report.result.assumptions if report.result else ()), *indicator.assumptions)
    return (
        LEVELS[report.result.level if report.result else indicator.level],
        report.result.statement if report.result else None,
        indicator.id,
        indicator.name,
        indicator.definition,
        TYPES[kind],
        indicator.unit,
        figure(start.value if start else None, kind),
        start.date.year if start else None,
        _joined(start.source, start.comment) if start else None,
        *between,
        *[None] * (2 * stones - len(between)),
        figure(end.value if end else None, kind),
        end.date.year if end else None,
        end.comment if end else None,
        plan.profile if end else None,
        now.word if now and now.word else figure(now.value if now else None, kind),
        now.year if now else None,
        report.status.reason,
        indicator.source_of_verification,
        indicator.responsible,
        indicator.frequency,
        ", ".join(indicator.disaggregation) or None,
        "\n".join(assumed) or None,
        indicator.predefined_code,
        plan.state if start or end else None,
        ", ".join(filter(None, (plan.agreed_by, figures.day(plan.agreed_on) if plan.agreed_on else None))) or None,
        _joined(plan.comment, indicator.caveats),
    )


def _joined(*texts: str | None) -> str | None:
    return " ".join(text for text in texts if text) or None
