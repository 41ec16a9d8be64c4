"""Results of a project as IATI 2.03 publishes them: a tree of results, indicators, baselines and periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree as ET

from compliance import figures
from compliance.indicators.formula import Call, Fault, parse, terms
from compliance.indicators.project import Project
from compliance.indicators.values import IndicatorReport, IndicatorValue
from compliance.inputs import Inputs
from compliance.model.activity import Activity, ActivityStatus, Organisation, Role
from compliance.model.logframe import Indicator, Level, Logframe, Measure, Result
from compliance.view.reasons import FLAG_WORDS, shown

VERSION = "2.03"
RESULT_TYPES: Mapping[Level, str] = {
    "output": "1",
    "outcome": "2",
    "intermediate-outcome": "2",
    "impact": "3",
    "context": "9",
}
"""Codes of the list ResultType."""
MEASURES: Mapping[Measure, str] = {"number": "1", "money": "1", "score": "1", "percentage": "2", "ordinal": "4"}
"""Codes of the list IndicatorMeasure; each of them has a number as its value."""
STATUSES: Mapping[ActivityStatus, str] = {
    "pipeline": "1", "implementation": "2", "finalisation": "3", "closed": "4", "cancelled": "5", "suspended": "6",
}  # fmt: skip
"""Codes of the list ActivityStatus."""
ROLES: Mapping[Role, str] = {"funding": "1", "accountable": "2", "extending": "3", "implementing": "4"}
"""Codes of the list OrganisationRole."""
DATES = {"planned_start": "1", "actual_start": "2", "planned_end": "3", "actual_end": "4"}
"""Codes of the list ActivityDateType."""
OWN = "99"
"""The vocabulary of the reporting organisation."""
DAC = "1"
"""The vocabulary of the OECD, of sectors and of regions."""
PLACES = 6
"""Decimal places of a value; enough to compute with, and no more than a share of counts carries."""

Countries = Mapping[str, str]
"""The code under which the values of each country are published."""


@dataclass(frozen=True, slots=True)
class _Point:
    """A value of one country in one year."""

    country: str
    value: Fraction
    comment: str


COMPOSITES = frozenset(("attainment", "completeness"))
"""Functions of what is computed from other indicators or says how complete the figures are; neither is a result."""


def composite(indicator: Indicator) -> bool:
    """Whether an indicator measures other indicators or the figures on file, not what the project achieved."""
    formula = parse(indicator.formula)
    return not isinstance(formula, Fault) and any(
        isinstance(term, Call) and term.function in COMPOSITES for term in terms(formula)
    )


def as_iati(
    inputs: Inputs,
    project: Project,
    computed: Sequence[IndicatorReport],
    footnotes: Sequence[str],
    *,
    results_only: bool,
) -> bytes:
    """The project as an IATI file, composites left out; or its results alone, without who publishes them."""
    published = None if results_only else project.activity
    root = ET.Element("iati-activities", {"version": VERSION})
    activity = ET.SubElement(root, "iati-activity", {"xml:lang": "en", "default-currency": "EUR"})
    codes = {jurisdiction.id: jurisdiction.iso2 or jurisdiction.id for jurisdiction in inputs.workspace.listed()}
    _introduced(activity, project.logframe, published, footnotes, codes)
    uri = project.activity.indicator_uri if project.activity else None
    for result in project.logframe.results:
        indicators = [
            indicator
            for indicator in project.logframe.indicators
            if indicator.result == result.id and not composite(indicator)
        ]
        if indicators:
            _result(activity, result, indicators, computed, codes=codes, uri=uri)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _introduced(
    parent: ET.Element, logframe: Logframe, activity: Activity | None, footnotes: Sequence[str], codes: Countries
) -> None:
    """Who publishes what, in the order that the schema asks for."""
    if activity:
        ET.SubElement(parent, "iati-identifier").text = activity.identifier
        _narrative(ET.SubElement(parent, "reporting-org", _organisation(activity.reporter)), activity.reporter.name)
    _narrative(ET.SubElement(parent, "title"), (activity.title if activity else None) or logframe.title)
    _narrative(
        ET.SubElement(parent, "description"), *([activity.description] if activity else [logframe.title]), *footnotes
    )
    if activity is None:
        return
    for participant in activity.participants:
        attributes = {"role": ROLES[participant.role], **_organisation(participant.organisation)}
        _narrative(ET.SubElement(parent, "participating-org", attributes), participant.organisation.name)
    ET.SubElement(parent, "activity-status", {"code": STATUSES[activity.status]})
    for name, code in DATES.items():
        day: date | None = getattr(activity.dates, name)
        if day:
            ET.SubElement(parent, "activity-date", {"type": code, "iso-date": day.isoformat()})
    # The schema wants countries before regions.
    for recipient in sorted(activity.recipients, key=lambda recipient: recipient.country is None):
        if recipient.country:
            share = {"code": codes[recipient.country], **_share(recipient.percentage)}
            ET.SubElement(parent, "recipient-country", share)
        else:
            share = {"code": str(recipient.region), "vocabulary": DAC, **_share(recipient.percentage)}
            ET.SubElement(parent, "recipient-region", share)
    for sector in activity.sectors:
        share = {"vocabulary": DAC, "code": sector.code, **_share(sector.percentage)}
        ET.SubElement(parent, "sector", share)


def _share(percentage: Fraction | None) -> dict[str, str]:
    return {} if percentage is None else {"percentage": _plain(percentage)}


def _organisation(organisation: Organisation) -> dict[str, str]:
    return {name: text for name, text in (("ref", organisation.ref), ("type", organisation.type)) if text}


def _narrative(element: ET.Element, *texts: str) -> None:
    """A text as the standard wants every text; several paragraphs are one narrative."""
    ET.SubElement(element, "narrative").text = "\n\n".join(texts)


def _result(
    parent: ET.Element,
    result: Result,
    indicators: Iterable[Indicator],
    computed: Sequence[IndicatorReport],
    *,
    codes: Countries,
    uri: str | None,
) -> None:
    # Indicators of one result count different things, so their values are never added up.
    element = ET.SubElement(parent, "result", {"type": RESULT_TYPES[result.level], "aggregation-status": "0"})
    _narrative(ET.SubElement(element, "title"), result.statement)
    if result.assumptions:
        _narrative(ET.SubElement(element, "description"), f"Assumptions: {'; '.join(result.assumptions)}.")
    for indicator in indicators:
        _indicator(
            element, indicator, [report for report in computed if report.indicator.id == indicator.id], codes, uri
        )


def _indicator(
    parent: ET.Element, indicator: Indicator, reports: Sequence[IndicatorReport], codes: Countries, uri: str | None
) -> None:
    attributes = {
        "measure": MEASURES[indicator.measure],
        "ascending": "0" if indicator.direction == "lower" else "1",
        "aggregation-status": "1" if indicator.aggregation == "sum" else "0",
    }
    element = ET.SubElement(parent, "indicator", attributes)
    _narrative(ET.SubElement(element, "title"), indicator.name)
    _narrative(ET.SubElement(element, "description"), *_described(indicator))
    reference = {"vocabulary": OWN, "code": indicator.id} | ({"indicator-uri": uri} if uri else {})
    ET.SubElement(element, "reference", reference)
    for report in reports:
        if start := report.plan.baseline:
            attributes = {"year": str(start.date.year), "iso-date": start.date.isoformat()}
            point = _Point(report.country, start.value, start.comment or "")
            _value(ET.SubElement(element, "baseline", attributes), point, codes)
    for year, (targets, actuals) in _periods(reports).items():
        period = ET.SubElement(element, "period")
        ET.SubElement(period, "period-start", {"iso-date": f"{year}-01-01"})
        ET.SubElement(period, "period-end", {"iso-date": f"{year}-12-31"})
        for name, points in (("target", targets), ("actual", actuals)):
            for point in points:
                _value(ET.SubElement(period, name), point, codes)


def _described(indicator: Indicator) -> Iterator[str]:
    """What is counted, in which unit, and what to know; the standard has no place of its own for most of it."""
    yield f"{indicator.definition.rstrip('.')}. Unit: {indicator.unit}. Each value stands for one year; it is not cumulative."
    if indicator.direction == "neutral":
        yield "Neither more nor less is better."
    if indicator.caveats:
        yield indicator.caveats


def _periods(reports: Iterable[IndicatorReport]) -> Mapping[int, tuple[list[_Point], list[_Point]]]:
    """Targets and actual values by year; a range of an open score is no value and stays out."""
    by_year: dict[int, tuple[list[_Point], list[_Point]]] = {}
    for report in reports:
        for year, point in _aims(report).items():
            by_year.setdefault(year, ([], []))[0].append(point)
        for value in report.values:
            if value.value is not None:
                point = _Point(report.country, value.value, _comment(report.indicator, value))
                by_year.setdefault(value.year, ([], []))[1].append(point)
    return dict(sorted(by_year.items()))


def _aims(report: IndicatorReport) -> Mapping[int, _Point]:
    """Milestones and target by year; of several in a year the last."""
    aims = [(stone.date, stone.value) for stone in report.plan.milestones]
    if report.status.target is not None and report.status.target_date:
        aims.append((report.status.target_date, report.status.target))
    return {day.year: _Point(report.country, value, f"By {figures.day(day)}.") for day, value in sorted(aims)}


def _comment(indicator: Indicator, value: IndicatorValue) -> str:
    """What a reader of the bare number should know: the counts behind it, flags, sources."""
    counts = ""
    if value.numerator is not None and value.denominator is not None:
        counts = f"{figures.number(value.numerator)} of {figures.number(value.denominator)}."
    flags = "; ".join(FLAG_WORDS[flag] for flag in value.flags)
    rank = f"{shown(value, indicator.measure)}." if value.word else ""
    sources = "; ".join(dict.fromkeys(row.source for row in value.rows))
    parts = (
        rank,
        counts,
        f"{flags[:1].upper()}{flags[1:]}." if flags else "",
        f"Source: {sources}." if sources else "",
    )
    return " ".join(filter(None, parts))


def _value(element: ET.Element, point: _Point, codes: Countries) -> None:
    """Value, country and comment of a baseline, a target or an actual value."""
    element.set("value", _plain(point.value))
    ET.SubElement(element, "dimension", {"name": "country", "value": codes.get(point.country, point.country)})
    if point.comment:
        _narrative(ET.SubElement(element, "comment"), point.comment)


def _plain(value: Fraction) -> str:
    """A number as programs read it: a point for decimals, no separators, no zeros at its end."""
    text = f"{figures.rounded(value, PLACES):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
