"""Indicators: all of them at a glance, and each with its trend, its plan, its figures and its arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

from compliance import figures
from compliance.indicators.values import IndicatorReport, IndicatorValue
from compliance.language import _, ngettext
from compliance.model.logframe import Measure
from compliance.model.statistics import Observation
from compliance.queries.formats import Column, picked
from compliance.screens.address import Address
from compliance.screens.measures import INDICATORS, Figure, figure, indicator_head, reports_by_indicator, years
from compliance.screens.parts import Entry, Line, Link, Page, Table
from compliance.screens.publication import Publication
from compliance.screens.region import crumb
from compliance.view.indicator import arithmetic
from compliance.view.reasons import FLAG_WORDS, shown
from compliance.view.reasons import words as value_words

UNCERTAIN = frozenset(
    ("approximate", "lower-bound", "derived", "inferred", "partial", "small-n", "fallback", "conflicting")
)
"""Flags that make a point hollow: the figure is not what it should be."""
_LATEST: tuple[Column[tuple[Mapping[str, Any], Figure]], ...] = (
    Column("indicator", lambda pair: pair[0]["id"]),
    Column("name", lambda pair: pair[0]["name"]),
    Column("beneficiary", lambda pair: pair[1].country),
    Column("value", lambda pair: pair[1].text if pair[1].known else ""),
    Column("unit", lambda pair: pair[0]["unit"]),
    Column("years", lambda pair: pair[1].years),
    Column("status", lambda pair: pair[1].status),
    Column("flags", lambda pair: "; ".join(pair[1].flags)),
)
"""The latest figure, a row an indicator and beneficiary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The value of one year."""

    id: str
    """Its place on the page."""
    year: int
    years: str
    text: str
    value: Fraction | None
    """Exact; none where it is a range."""
    low: Fraction | None
    high: Fraction | None
    soft: bool
    """Whether the figure is not what it should be, so that its mark is hollow."""
    flags: tuple[str, ...]
    formula: str
    """How it follows from its figures; empty where it is one of them."""
    sources: tuple[Mapping[str, Any], ...]
    """The figures and ratings behind it: series, year, value, what it covers, note, source and address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A baseline, a milestone, a value expected by now, a target."""

    kind: str
    """`baseline`, `expected`, `milestone` or `target`."""
    word: str
    year: int
    day: str
    text: str
    value: Fraction
    approved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The trend of the indicator in one beneficiary."""

    country: str
    name: str
    to: Address
    figure: Figure
    points: tuple[Point, ...]
    aims: tuple[Aim, ...]
    missing: tuple[str, ...]
    """What there is no figure of; empty where there is a trend."""
    arithmetic: tuple[str, ...]
    """Baseline, expected value and progress, each written out with its numbers."""
    set_aside: tuple[Mapping[str, Any], ...]


_VALUES: tuple[Column[tuple[Course, Point]], ...] = (
    Column("beneficiary", lambda pair: pair[0].country),
    Column("year", lambda pair: pair[1].year),
    Column("value", lambda pair: pair[1].value),
    Column("low", lambda pair: pair[1].low),
    Column("high", lambda pair: pair[1].high),
    Column("shown", lambda pair: pair[1].text),
    Column("flags", lambda pair: "; ".join(pair[1].flags)),
    Column("sources", lambda pair: "; ".join(each["source"] for each in pair[1].sources)),
)
"""Every value, a row a beneficiary and year."""


def indicators_page(published: Publication) -> Page | None:
    """All indicators at a glance; none where the folder has none."""
    by_indicator = reports_by_indicator(published)
    if not by_indicator:
        return None
    results: dict[str, list[Mapping[str, Any]]] = {}
    for reports in by_indicator.values():
        first = next(iter(reports.values()))
        line = {
            **indicator_head(first.indicator),
            "headline": first.indicator.headline,
            "figures": tuple(figure(published, report) for report in reports.values()),
        }
        results.setdefault(first.result.statement if first.result else "", []).append(line)
    latest = tuple((line, each) for lines in results.values() for line in lines for each in line["figures"])
    known = sum(each.known for _line, each in latest)
    values = {"known": figures.number(known), "all": figures.number(len(latest))}
    heading = _("%(known)s of %(all)s figures are on file") % values
    return Page(
        kind="indicators",
        address=INDICATORS,
        title=published.titled(_("Indicators")),
        description=f"{heading}.",
        crumbs=(crumb(published),),
        kicker=_("Indicators"),
        heading=heading,
        shown={
            "names": [Link(text=view.name, to=(id_,)) for id_, view in published.beneficiaries.items()],
            "results": [{"statement": statement, "lines": lines} for statement, lines in results.items()],
        },
        table=Table(_LATEST, latest),
    )


def indicator_pages(published: Publication) -> Iterator[Page]:
    """Every indicator, in the order of the logframe."""
    every = [tuple(reports.values()) for reports in reports_by_indicator(published).values()]
    named = [reports[0].indicator for reports in every]
    links = [Link(text=f"{each.id} {each.name}", to=(*INDICATORS, each.id)) for each in named]
    around = [None, *links, None]
    for place, reports in enumerate(every):
        yield _page(published, reports, {"before": around[place], "after": around[place + 2]})


def _page(published: Publication, reports: Sequence[IndicatorReport], ways: Mapping[str, Link | None]) -> Page:
    """One indicator in all beneficiaries."""
    indicator, result = reports[0].indicator, reports[0].result
    courses = tuple(_course(published, report) for report in reports)
    known = sum(bool(course.points) for course in courses)
    values = {
        "name": indicator.name,
        "known": figures.in_words(known),
        "all": figures.count(len(courses), "beneficiary", "beneficiaries"),
    }
    text = ngettext(
        "%(name)s: %(known)s of %(all)s has a figure", "%(name)s: %(known)s of %(all)s have a figure", known
    )
    named, unit = f"{indicator.id} {indicator.name}", _(indicator.unit)
    return Page(
        kind="indicator",
        address=(*INDICATORS, indicator.id),
        title=f"{named}: {published.site.title}",
        description=indicator.definition,
        crumbs=(crumb(published), Link(text=_("Indicators"), to=INDICATORS)),
        kicker=" · ".join((indicator.id, *((_("headline indicator"),) if indicator.headline else ()), unit)),
        heading=text % values,
        shown={
            **picked(indicator, "id", "name", "headline", "definition", "formula"),
            "unit": unit,
            **picked(indicator, "caveats", "target_rule"),
            "verification": indicator.source_of_verification,
            **picked(indicator, "responsible", "frequency", "assumptions"),
            "shows": result.statement if result else "",
            "courses": courses,
        },
        more={"known": known, **ways},
        table=Table(_VALUES, tuple((course, point) for course in courses for point in course.points)),
        lines=tuple(
            Line(each.name, text=", ".join(filter(None, (each.figure.text, each.figure.years)))) for each in courses
        ),
        entry=Entry(_("Indicator"), named, indicator.definition),
    )


def _course(published: Publication, report: IndicatorReport) -> Course:
    measure = report.indicator.measure
    return Course(
        country=report.country,
        name=published.beneficiaries[report.country].name,
        to=(report.country,),
        figure=figure(published, report),
        points=tuple(_point(published, report, value) for value in report.values),
        aims=tuple(_aims(report, measure)),
        missing=() if report.values else report.asked_for,
        arithmetic=tuple(arithmetic(report)) if report.plan.approved else (),
        set_aside=tuple(_source(published, row) for row in report.set_aside),
    )


def _point(published: Publication, report: IndicatorReport, value: IndicatorValue) -> Point:
    return Point(
        id=f"{report.country}-{value.year}",
        year=value.year,
        years=years(value),
        text=shown(value, report.indicator.measure),
        value=value.value,
        low=value.low,
        high=value.high,
        soft=bool(UNCERTAIN.intersection(value.flags)),
        flags=tuple(FLAG_WORDS[flag] for flag in value.flags),
        formula=_formula(value),
        sources=(
            *(_source(published, row) for row in value.rows),
            *(
                {
                    "series": rating.item,
                    "year": value.year,
                    "value": rating.rating,
                    "scope": "",
                    "note": rating.note,
                    "source": f"{rating.body}, {rating.report}",
                    "url": None,
                }
                for rating in value.ratings
            ),
        ),
    )


def _formula(value: IndicatorValue) -> str:
    """How a ratio follows from its two figures."""
    if value.numerator is None or value.denominator is None or value.ratings:
        return ""
    return _("%(number)s of %(all)s") % {
        "number": _exact(value.numerator),
        "all": _exact(value.denominator),
    }


def _exact(value: Fraction) -> str:
    """A number with as many decimals as it has, at most four."""
    places = next((places for places in range(4) if (value * 10**places).denominator == 1), 4)
    return figures.number(value, places)


def _source(published: Publication, row: Observation) -> Mapping[str, Any]:
    """A figure on file; its scope is said where that is less than the country in the whole year."""
    project = published.inputs.project
    return {
        "series": project.statistics.name(row.series) if project else row.series,
        "year": row.year,
        "value": " ".join((_exact(row.value), _(row.unit))),
        "scope": "" if row.scope == "national" else row.scope_detail or _(row.scope),
        **picked(row, "note", "source", "url"),
    }


def _aims(report: IndicatorReport, measure: Measure) -> Iterator[Aim]:
    plan, status = report.plan, report.status
    aim = partial(_aim, measure=measure, approved=plan.approved)
    if plan.baseline:
        yield aim("baseline", _("baseline"), plan.baseline.date, plan.baseline.value)
    if status.expected is not None and status.now is not None:
        yield aim("expected", _("expected now"), status.now.as_of, status.expected)
    yield from (aim("milestone", _("milestone"), stone.date, stone.value) for stone in plan.milestones)
    if plan.target and status.target is not None:
        yield aim("target", _("target"), plan.target.date, status.target)


def _aim(kind: str, word: str, day: date, value: Fraction, *, measure: Measure, approved: bool) -> Aim:
    return Aim(
        kind=kind,
        word=word,
        year=day.year,
        day=figures.day(day),
        text=value_words(value, measure),
        value=value,
        approved=approved,
    )
