"""The logframe in the order of the European Commission’s form (OPSYS), values only, to be copied from there."""

from collections.abc import Sequence
from datetime import date

from compliance import figures
from compliance.indicators.values import IndicatorReport
from compliance.model.logframe import Baseline, CountryPlan, Level, Measure, Milestone, Target
from compliance.report.excel.amounts import figure
from compliance.report.excel.reference import measure
from compliance.report.excel.values import Cell, Sheet, Styled, Table, column, columns_of, rows_of
from compliance.view.values.country import CountryView

Point = Baseline | Milestone | Target
"""What a plan sets for a day."""

LEVELS: dict[Level, str] = {
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
    form = table(view.indicators)
    return Sheet(
        name="OPSYS",
        about="The logframe in the order of the European Commission’s form, to copy into it",
        tab="reference",
        title="The logframe in the order of OPSYS",
        measure=measure(view, "Values as reported; nothing here follows what is typed elsewhere"),
        columns=columns_of(form),
        rows=rows_of(form, view.indicators),
        frozen=3,
        wide=3,
        notes=(NOTE,),
    )


def table(reports: Sequence[IndicatorReport]) -> Table[IndicatorReport]:
    """What the form asks of an indicator, in its order, with room for the most intermediate targets, one at least."""
    stones = max((1, *(len(report.plan.milestones) for report in reports)))
    return (*BEFORE, *(column for place in range(stones) for column in _milestone(place)), *AFTER)


def _value(report: IndicatorReport, point: Point | None) -> Styled | None:
    return figure(point.value if point else None, report.indicator.measure)


def _year(point: Point | None) -> int | None:
    return point.date.year if point else None


def _basis(baseline: Baseline | None) -> str | None:
    return _joined(baseline.source, baseline.comment) if baseline else None


def _current(report: IndicatorReport) -> Cell:
    """The latest value, or the word of another body."""
    now = report.status.now
    return now.word if now and now.word else figure(now.value if now else None, report.indicator.measure)


def _assumptions(report: IndicatorReport) -> str | None:
    """Assumptions of the result and of the indicator."""
    return "\n".join((*(report.result.assumptions if report.result else ()), *report.indicator.assumptions)) or None


def _state(plan: CountryPlan) -> str | None:
    """Whether baseline and target are approved; nothing where there is neither."""
    return None if not (plan.baseline or plan.target) else "approved" if plan.approved else "draft"


def _approved(plan: CountryPlan) -> str | None:
    """Who approved baseline and target, and when; each once."""
    approvals = [point.approved for point in (plan.baseline, plan.target) if point and point.approved]
    return "; ".join(dict.fromkeys(f"{approval.by}, {figures.day(approval.date)}" for approval in approvals)) or None


def _joined(*texts: str | None) -> str | None:
    return " ".join(text for text in texts if text) or None


BEFORE: Table[IndicatorReport] = (
    column("Result level", lambda report: LEVELS[report.result.level if report.result else report.indicator.level], 14),
    column("Result", lambda report: report.result.statement if report.result else None, 36),
    column("Indicator code", lambda report: report.indicator.id, 10, "word"),
    column("Indicator", lambda report: report.indicator.name, 40, "label"),
    column("Definition", lambda report: report.indicator.definition, 40),
    column("Type", lambda report: TYPES[report.indicator.measure], 13),
    column("Unit", lambda report: report.indicator.unit, 16),
    column("Baseline, value", lambda report: _value(report, report.plan.baseline), 12, "decimal"),
    column("Baseline, year", lambda report: _year(report.plan.baseline), 9, "plain"),
    column("Baseline, source and comment", lambda report: _basis(report.plan.baseline), 34),
)


def _milestone(place: int) -> Table[IndicatorReport]:
    """The columns of an intermediate target, counted from 0."""

    def stone(report: IndicatorReport) -> Milestone | None:
        return report.plan.milestones[place] if place < len(report.plan.milestones) else None

    def due(report: IndicatorReport) -> date | None:
        milestone = stone(report)
        return milestone.date if milestone else None

    header = f"Intermediate target {place + 1}"
    return (
        column(f"{header}, value", lambda report: _value(report, stone(report)), 12, "decimal"),
        column(f"{header}, date", due, 12, "date"),
    )


AFTER: Table[IndicatorReport] = (
    column("Target, value", lambda report: _value(report, report.plan.target), 12, "decimal"),
    column("Target, year", lambda report: _year(report.plan.target), 9, "plain"),
    column("Target, comment", lambda report: report.plan.target.comment if report.plan.target else None, 34),
    column("Way expected (outcome profile)", lambda report: report.plan.profile if report.plan.target else None, 12, "word"),
    column("Current value", _current, 14, "decimal"),
    column("Current value, year", lambda report: report.status.now.year if report.status.now else None, 9, "plain"),
    column("Current value, comment", lambda report: report.status.reason, 40),
    column("Source of verification", lambda report: report.indicator.source_of_verification, 34),
    column("Responsible", lambda report: report.indicator.responsible, 24),
    column("Frequency", lambda report: report.indicator.frequency, 12),
    column("Disaggregation", lambda report: ", ".join(report.indicator.disaggregation) or None, 18),
    column("Assumptions", _assumptions, 36),
    column("Predefined code", lambda report: report.indicator.predefined_code, 12, "word"),
    column("State", lambda report: _state(report.plan), 11, "word"),
    column("Approved by, on", lambda report: _approved(report.plan), 24),
    column("Comment", lambda report: _joined(report.plan.comment, report.indicator.caveats), 40),
)  # fmt: skip
