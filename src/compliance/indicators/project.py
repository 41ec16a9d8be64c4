"""The folder `indicators` of a workspace → a project, and every problem in its files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from compliance.indicators.activity import activity_problems
from compliance.indicators.checks import logframe_problems
from compliance.indicators.indices import FOLDER as INDICES
from compliance.indicators.indices import read_indices
from compliance.indicators.requests import read_requests, request_problems
from compliance.indicators.sanity import doubts
from compliance.indicators.statistics import Statistics, read_rates, read_statistics, unconverted
from compliance.load import load
from compliance.model.activity import Activity
from compliance.model.index import Index
from compliance.model.logframe import Logframe
from compliance.model.requests import Requests
from compliance.model.statistics import SeriesRegister
from compliance.problems import Problem
from compliance.source import Document, read
from compliance.tables import Table, read_table

T = TypeVar("T")

FOLDER = "indicators"
KINDS: Mapping[str, type] = {
    "logframe": Logframe,
    "series": SeriesRegister,
    "index": Index,
    "activity": Activity,
    "requests": Requests,
}
"""The documents of the folder and their types; a JSON Schema of each explains it to an editor."""

NO_LOGFRAME = Logframe(title="", results=(), indicators=())
"""What a workspace has that computes indices and plans no results."""
NO_REQUESTS = Requests()
"""What a workspace has in which nobody was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Everything from which indicators are computed, but for the scores."""

    logframe: Logframe
    statistics: Statistics
    rates: Mapping[tuple[str, int], Fraction]
    """Units of a currency for one euro, by currency and year."""
    indices: Mapping[str, Index]
    activity: Activity | None = None
    """How the project is published; none where nothing is said about it."""
    requests: Requests = NO_REQUESTS


def read_project(
    root: Path,
    *,
    instruments: Mapping[str, Collection[str]],
    countries: Collection[str],
    codes: Mapping[str, str | None] | None = None,
    today: date | None = None,
) -> tuple[Project | None, tuple[Problem, ...]]:
    """The project of a workspace and every problem in its files; no project where there is none, or one too broken.

    `instruments` has the numbers of the articles of each, `codes` the two-letter codes of countries; `today` tells which
    years have begun.
    """
    if not (root / FOLDER).is_dir():
        return None, ()
    collected: list[Problem] = []
    register, figures = _yaml(root, "series", SeriesRegister, collected), _csv(root, "statistics", collected)
    planned = (root / FOLDER / "logframe.yaml").exists() or not (root / FOLDER / INDICES).is_dir()
    logframe = _yaml(root, "logframe", Logframe, collected) if planned else None
    exchange = _csv(root, "exchange-rates", collected) if planned else None
    if register is None or figures is None or (planned and (logframe is None or exchange is None)):
        return None, tuple(sorted(collected))
    statistics, problems = read_statistics(figures, register[1], countries, today.year if today else None)
    collected += [*problems, *_unknown_breaks(register[0], register[1], countries)]
    rates: Mapping[tuple[str, int], Fraction] = {}
    if logframe and exchange:
        rates, more = read_rates(exchange)
        collected += [*more, *unconverted(figures, statistics, rates)]
        collected += doubts(figures, statistics, logframe[1])
        collected += logframe_problems(*logframe, register[1], instruments=instruments, countries=countries)
    indices, more = read_indices(root / FOLDER, statistics)
    collected += more
    published = (root / FOLDER / "activity.yaml").exists()
    activity = _yaml(root, "activity", Activity, collected) if published else None
    if activity:
        collected += activity_problems(*activity, codes or dict.fromkeys(countries), today or date.max)
    document, requests, more = read_requests(root)
    collected += more
    if document:
        collected += request_problems(document, requests, statistics.series, countries)
    project = Project(
        logframe=logframe[1] if logframe else NO_LOGFRAME,
        statistics=statistics,
        rates=rates,
        indices=indices,
        activity=activity[1] if activity else None,
        requests=requests,
    )
    return project, tuple(sorted(collected))


def _yaml(root: Path, name: str, kind: type[T], collected: list[Problem]) -> tuple[Document, T] | None:
    document, problems = read(root, root / FOLDER / f"{name}.yaml")
    collected += problems
    if document is None:
        return None
    value, more = load(document, kind)
    collected += more
    return None if value is None else (document, value)


def _csv(root: Path, name: str, collected: list[Problem]) -> Table | None:
    table, problems = read_table(root, root / FOLDER / f"{name}.csv")
    collected += problems
    return table


def _unknown_breaks(document: Document, register: SeriesRegister, countries: Collection[str]) -> Iterator[Problem]:
    """Breaks in the series of countries that nobody has listed."""
    for index, series in enumerate(register.series):
        for place, change in enumerate(series.breaks):
            if change.country not in countries:
                at = document.at("series", index, "breaks", place, "country")
                yield Problem(at, "unknown-country", f"there is no country `{change.country}`", " | ".join(countries))
