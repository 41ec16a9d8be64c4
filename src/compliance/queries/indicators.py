"""Project indicators of countries: a table for a terminal, every value, figure and description for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from compliance import __version__, figures
from compliance.indicators.project import Project
from compliance.indicators.statistics import OtherSeries
from compliance.indicators.values import IndicatorReport, IndicatorValue
from compliance.inputs import Inputs
from compliance.model.logframe import Measure
from compliance.model.statistics import Observation
from compliance.queries.datasets import INDICATORS, Dataset, Selection, selection
from compliance.queries.datasets.fields import value
from compliance.queries.formats import Column, as_json, picked
from compliance.view import counts
from compliance.view.assessed import assessments
from compliance.view.indicator import arithmetic, is_there, sparkline_over_years
from compliance.view.manifest import manifest
from compliance.view.names import country_name, designations, in_order
from compliance.view.project import other_figures
from compliance.view.reasons import FLAG_WORDS, STATUS_SIGNS, STATUS_WORDS, shown, status_reason, words
from compliance.workspace import Workspace


def reports(inputs: Inputs, countries: Sequence[str], year: int | None = None) -> tuple[IndicatorReport, ...]:
    """Every indicator of some countries, or of all, in their latest cycle or at the end of a year; none without a project."""
    return selection(inputs, tuple(countries), as_of=date(year, 12, 31) if year else None).reports


def footnotes(inputs: Inputs, countries: Sequence[str]) -> tuple[str, ...]:
    """The obligatory footnotes of the names of some countries, or of all."""
    listed = in_order(inputs.workspace, countries)
    known = [jurisdiction for id_ in listed if (jurisdiction := inputs.workspace.jurisdiction(id_))]
    return (
        designations(inputs.workspace, date.max, [jurisdiction.names[-1].text["en"] for jurisdiction in known])
        if known
        else ()
    )


def summaries(inputs: Inputs, computed: Sequence[IndicatorReport]) -> Iterator[str]:
    """A line for each country: how many indicators and answers there are, in the words of every deliverable, and what stands behind no indicator."""
    by_country: dict[str, list[IndicatorReport]] = {}
    for report in computed:
        by_country.setdefault(report.country, []).append(report)
    workspace = inputs.workspace
    for id_, reports in by_country.items():
        country = workspace.countries[id_]
        scores = assessments(workspace, country, country.cycles()[-1], tuple(workspace.instruments))
        jurisdiction = workspace.jurisdiction(id_)
        name = jurisdiction.names[-1].text["en"] if jurisdiction else id_
        yield f"{name}: {counts.indicators_in_words(reports)} {counts.answers_in_words(scores)}"
        others = other_figures(inputs, reports)
        if others:
            rows = figures.count(sum(len(series.rows) for series in others), "figure")
            yield f"{name}, {rows} behind no indicator: {'; '.join(map(_context, others))}."


def _context(series: OtherSeries) -> str:
    """A series behind no indicator: `seizure_requests 13 requests (2017)`."""
    rows = [f"{row.written} {row.unit} ({row.year}{'' if row.used else ', set aside'})" for row in series.rows]
    return f"{series.id} {', '.join(rows)}"


def columns(workspace: Workspace) -> tuple[Column[IndicatorReport], ...]:
    """The table of indicators."""
    return (
        Column("country", lambda report: country_name(workspace, report)),
        Column("indicator", lambda report: report.indicator.id),
        Column("name", lambda report: report.indicator.short or report.indicator.name),
        Column("trend", sparkline_over_years, rank=5),
        Column("now", lambda report: shown(report.status.now, report.indicator.measure)),
        Column("year", lambda report: report.status.now.year if report.status.now else "", rank=1),
        Column("unit", lambda report: report.status.now.unit if report.status.now else report.indicator.unit, rank=3),
        Column("baseline", lambda report: words(report.status.baseline, report.indicator.measure), rank=2),
        Column("expected", lambda report: words(report.status.expected, report.indicator.measure), rank=4),
        Column("target", lambda report: words(report.status.target, report.indicator.measure), rank=1),
        Column("status", lambda report: f"{STATUS_SIGNS[report.status.word]} {STATUS_WORDS[report.status.word]}"),
        Column("why", status_reason, rank=6),
    )


# Of one indicator


def indicator_record(report: IndicatorReport, year: int | None = None) -> Mapping[str, object]:
    """An indicator of a country with its latest value, or with that of a year, and with every figure behind it."""
    now = report.status.now if is_there(report, year) else None
    indicator = report.indicator
    return {
        "country": report.country,
        "indicator": indicator.id,
        **picked(indicator, "name", "formula"),
        "unit": now.unit if now else indicator.unit,
        "year": now.year if now else year,
        **(_value(now, indicator.measure) if now else _NO_VALUE),
        "set_aside": [_figure(row) for row in report.set_aside],
        "missing": report.missing,
        "status": report.status.word,
        "reason": status_reason(report),
        **picked(report.status, "baseline", "baseline_date", "target", "target_date"),
        **picked(report.status, "expected", "progress", "achievement"),
        "arithmetic": tuple(arithmetic(report)),
        "trend": [picked(value, "year", "value") for value in report.values],
    }


def _value(now: IndicatorValue, measure: Measure) -> Mapping[str, object]:
    """A value, and what it rests on; an exchange rate is units of a currency for one euro, the mean of a year."""
    return {
        **picked(now, "as_of", "value"),
        "shown": shown(now, measure),
        **picked(now, "low", "high", "numerator", "denominator"),
        "years": tuple(now.years),
        "flags": {flag: FLAG_WORDS[flag] for flag in now.flags},
        "exchange_rates": [{"currency": currency, "year": year, "per_eur": rate} for currency, year, rate in now.rates],
        "figures": [_figure(row) for row in now.rows],
        "ratings": [picked(rating, "item", "rating", "body", "report", "date") for rating in now.ratings],
    }


_NO_VALUE: Mapping[str, object] = {
    **dict.fromkeys(("as_of", "value", "shown", "low", "high", "numerator", "denominator")),
    "years": (),
    "flags": {},
    "exchange_rates": (),
    "figures": (),
    "ratings": (),
}
"""The same of an indicator without a value."""


def _figure(row: Observation) -> Mapping[str, object]:
    """A figure on file, as its source gives it."""
    return {
        **picked(row, "year", "series"),
        "value": row.written,
        **picked(row, "unit", "scope", "scope_detail"),
        "qualifier": tuple(row.qualifier),
        **picked(row, "note", "source", "url"),
    }


# Of all values


def as_records(dataset: Dataset[Any], selected: Selection) -> str:
    """A table as JSON, a record a row, by the names of its columns; what is missing is null."""
    rows = ({field.name: value(field, row) for field in dataset.fields} for row in dataset.rows(selected))
    return as_json(list(rows)) + "\n"


def metadata(selected: Selection, project: Project, data: str) -> str:
    """What a file of values holds: its columns, indicators, words, footnotes, and the hash of what it was made from."""
    reports = selected.reports
    indicators = {report.indicator.id: report.indicator for report in reports}
    about = {
        "data": data,
        "title": project.logframe.title,
        "columns": {
            field.name: {"type": field.kind, "unit": field.unit or None, "meaning": field.meaning}
            for field in INDICATORS.fields
        },
        "indicators": {
            id_: picked(indicator, "name", "definition", "formula", "unit", "direction", "level", "caveats")
            for id_, indicator in indicators.items()
        },
        "flags": dict(FLAG_WORDS),
        "statuses": dict(STATUS_WORDS),
        "sources": [{"source": source, "url": url} for source, url in sorted(INDICATORS.sources(selected).items())],
        "footnotes": list(footnotes(selected.inputs, selected.countries)),
        "made_by": f"compliance {__version__}",
        "inputs_sha256": digest(selected.inputs),
    }
    return as_json(about) + "\n"


def digest(inputs: Inputs) -> str:
    """SHA-256 over every file of a folder: equal digests, equal data."""
    texts = (*((document.path, document.text) for document in inputs.workspace.files), *inputs.figures)
    return manifest(texts, ()).digest
