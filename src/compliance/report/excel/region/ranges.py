"""Where the scores of countries lie under other choices of the method: values from the engine, not formulas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from compliance import figures
from compliance.report.excel.reference import known
from compliance.report.excel.region.layout import Region
from compliance.report.excel.values import Cell, Sheet, Table, column, columns_of, rows_of
from compliance.robustness.values import Effect
from compliance.view.regional.region import PositionView, TreatyComparison
from compliance.view.robustness import FACTORS, share

FROM_PYTHON = (
    "Values from the engine (Python): 10,000 draws cannot be made with formulas, so nothing here follows what is typed"
)
Position = tuple[TreatyComparison, PositionView]
"""Where a country lies under a treaty."""


def ranges(region: Region) -> Iterator[Sheet]:
    """How far scores move, and what moves them; nothing where robustness was not computed."""
    rows = [(treaty, row) for treaty in region.view.treaties for row in treaty.ranges.rows]
    if any(row.robust for _treaty, row in rows):
        yield _robustness(region, rows)
    if any(row.effects for _treaty, row in rows):
        yield _effects(region, rows)


POSITIONS: Table[Position] = (
    column("Treaty", lambda row: row[0].instrument.abbreviation, 9, "word"),
    column("Country", lambda row: row[1].name, 24, "label"),
    column("Declared, low end", lambda row: row[1].base.low * 100, 11, "score-detail"),
    column("Declared, high end", lambda row: row[1].base.high * 100, 11, "score-detail"),
    column("Robustness range, low end", lambda row: _points(row[1], "low"), 13, "score-detail"),
    column("Robustness range, high end", lambda row: _points(row[1], "high"), 13, "score-detail"),
    column("Lies wholly above", lambda row: figures.listed(row[1].above) or None, 40),
    column("Moved most by", lambda row: known(row[1].moved_by), 52),
)


def _points(row: PositionView, end: Literal["low", "high"]) -> Cell:
    """One end of the range of a country, in points."""
    return None if row.robust is None else (row.robust.low if end == "low" else row.robust.high) * 100


def _robustness(region: Region, rows: list[Position]) -> Sheet:
    return Sheet(
        name="Robustness",
        about="How far scores move if every choice of the method is varied at once, and which ranges lie apart",
        tab="result",
        title=region.view.order_headline,
        measure=region.measure(f"Points of 100, in the order of the register. {FROM_PYTHON}"),
        columns=columns_of(POSITIONS),
        rows=rows_of(POSITIONS, rows),
        frozen=2,
        notes=tuple(f"{treaty.instrument.abbreviation}: {treaty.ranges.basis}" for treaty in region.view.treaties if treaty.ranges.basis),
    )  # fmt: skip


EFFECTS: Table[tuple[Position, Effect]] = (
    column("Treaty", lambda row: row[0][0].instrument.abbreviation, 9, "word"),
    column("Country", lambda row: row[0][1].name, 24, "label"),
    column("Moved by", lambda row: FACTORS[row[1].factor], 30),
    column("Alone", lambda row: share(row[1].first), 10, "percent"),
    column("Alone, low end", lambda row: share(row[1].first_interval[0]), 10, "percent"),
    column("Alone, high end", lambda row: share(row[1].first_interval[1]), 10, "percent"),
    column("Takes part", lambda row: share(row[1].total), 10, "percent"),
    column("Takes part, low end", lambda row: share(row[1].total_interval[0]), 10, "percent"),
    column("Takes part, high end", lambda row: share(row[1].total_interval[1]), 10, "percent"),
)


def _effects(region: Region, rows: list[Position]) -> Sheet:
    return Sheet(
        name="Effects",
        about="Which choice of the method moves each score, and by how much",
        tab="result",
        title="; ".join(treaty.ranges.effects_headline for treaty in region.view.treaties),
        measure=region.measure(f"Share of the variance of the middle of the range. {FROM_PYTHON}"),
        columns=columns_of(EFFECTS),
        rows=rows_of(EFFECTS, ((row, effect) for row in rows for effect in row[1].effects)),
        frozen=2,
    )
