"""What is wrong in the folder `indicators`, found by the checks that the indicators bring along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from compliance.indicators.checks import logframe_problems
from compliance.indicators.statistics import read_rates, read_statistics, unconverted
from compliance.load import load
from compliance.model.logframe import Logframe
from compliance.model.statistics import SeriesRegister
from compliance.problems import Problem
from compliance.source import read, read_table
from compliance.workspace import read_workspace


def indicator_problems(root: Path) -> tuple[Problem, ...]:
    """Every problem of logframe, series, figures and rates, sorted by place."""
    return tuple(sorted(set(_found(root))))


def _found(root: Path) -> Iterator[Problem]:
    folder = root / "indicators"
    workspace, _ = read_workspace(root)
    countries = tuple(workspace.countries)
    series, problems = read(root, folder / "series.yaml")
    yield from problems
    assert series is not None
    register, problems = load(series, SeriesRegister)
    yield from problems
    assert register is not None
    document, problems = read(root, folder / "logframe.yaml")
    yield from problems
    assert document is not None
    logframe, problems = load(document, Logframe)
    yield from problems
    assert logframe is not None
    yield from logframe_problems(
        document, logframe, register, instruments=workspace.instruments, countries=countries
    )
    rate_table, problems = read_table(root, folder / "exchange-rates.csv")
    yield from problems
    table, problems = read_table(root, folder / "statistics.csv")
    yield from problems
    if rate_table is not None and table is not None:
        rates, problems = read_rates(rate_table)
        yield from problems
        statistics, problems = read_statistics(table, register, countries)
        yield from problems
        yield from unconverted(table, statistics, rates)
