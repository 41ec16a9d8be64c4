"""What may be said about the order of the countries: values from the engine, not formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from compliance.report.excel.reference import known
from compliance.report.excel.region.layout import Region
from compliance.report.excel.values import Cell, Sheet, Table, column, columns_of, rows_of
from compliance.view.regional.values import BesideView, PositionView, TreatyComparison
from compliance.view.values.robust import EffectView

FROM_PYTHON = (
    "Values from the engine (Python): 10,000 draws cannot be made with formulas, so nothing here follows what is typed"
)


@dataclass(frozen=True, slots=True)
class _Position:
    """Where a country lies under a treaty."""

    treaty: str
    group: str
    position: PositionView


@dataclass(frozen=True, slots=True)
class _Moved:
    """What a choice of the method moves under a treaty."""

    treaty: str
    moved: str
    effect: EffectView


def ranking(region: Region) -> Iterator[Sheet]:
    """How far scores move, and every pair of countries; nothing where robustness was not computed."""
    if any(row.position.robust for row in _positions(region)):
        yield _robustness(region)
    if any(_moved(region)):
        yield _effects(region)
    if any(treaty.order.pairs for treaty in region.view.treaties):
        yield _pairs(region)
    if any(treaty.order.places for treaty in region.view.treaties):
        yield _places(region)


def _positions(region: Region, *treaties: TreatyComparison) -> Iterator[_Position]:
    """Every country under every treaty, or under some of them, in the order of the register."""
    places = [country.id for country in region.countries]
    for treaty in treaties or region.view.treaties:
        positions = (
            _Position(treaty.instrument.abbreviation, group.title, position)
            for group in treaty.order.groups
            for position in group.positions
        )
        yield from sorted(positions, key=lambda row: places.index(row.position.country))


POSITIONS: Table[_Position] = (
    column("Treaty", lambda row: row.treaty, 9, "word"),
    column("Country", lambda row: row.position.name, 24, "label"),
    column("Declared, low end", lambda row: row.position.base.low * 100, 11, "score-detail"),
    column("Declared, high end", lambda row: row.position.base.high * 100, 11, "score-detail"),
    column("Robustness range, low end", lambda row: _points(row, "low"), 13, "score-detail"),
    column("Robustness range, high end", lambda row: _points(row, "high"), 13, "score-detail"),
    column("Group", lambda row: row.group, 40),
    column("Moved most by", lambda row: known(row.position.drivers), 52),
)


def _points(row: _Position, end: Literal["low", "high"]) -> Cell:
    """One end of the range of a country, in points."""
    span = row.position.robust
    return None if span is None else (span.low if end == "low" else span.high) * 100


def _robustness(region: Region) -> Sheet:
    return Sheet(
        name="Robustness",
        about="How far scores move if every choice of the method is varied at once, and which countries can be told apart",
        tab="result",
        title=region.view.order_headline,
        measure=region.measure(f"Points of 100. {FROM_PYTHON}"),
        columns=columns_of(POSITIONS),
        rows=rows_of(POSITIONS, _positions(region)),
        frozen=2,
        notes=tuple(f"{treaty.instrument.abbreviation}: {treaty.order.basis}" for treaty in region.view.treaties if treaty.order.basis),
    )  # fmt: skip


def _moved(region: Region) -> Iterator[_Moved]:
    """What every choice moves: each score in the order of the register, then the order itself."""
    for treaty in region.view.treaties:
        abbreviation = treaty.instrument.abbreviation
        for row in _positions(region, treaty):
            moved = f"score of {row.position.name}"
            yield from (_Moved(abbreviation, moved, effect) for effect in row.position.effects)
        yield from (_Moved(abbreviation, "order of all", effect) for effect in treaty.order.effects)


EFFECTS: Table[_Moved] = (
    column("Treaty", lambda row: row.treaty, 9, "word"),
    column("Moved", lambda row: row.moved, 34, "label"),
    column("By", lambda row: row.effect.name, 30),
    column("Alone", lambda row: row.effect.first, 10, "percent"),
    column("Alone, low end", lambda row: row.effect.first_ends[0], 10, "percent"),
    column("Alone, high end", lambda row: row.effect.first_ends[1], 10, "percent"),
    column("Takes part", lambda row: row.effect.total, 10, "percent"),
    column("Takes part, low end", lambda row: row.effect.total_ends[0], 10, "percent"),
    column("Takes part, high end", lambda row: row.effect.total_ends[1], 10, "percent"),
)


def _effects(region: Region) -> Sheet:
    headlines = (treaty.order.effects_headline for treaty in region.view.treaties)
    return Sheet(
        name="Effects",
        about="Which choice of the method moves each score and the order of the countries, and by how much",
        tab="result",
        title="; ".join(filter(None, headlines)),
        measure=region.measure(f"Share of the variance of the middle of the range, or of the order. {FROM_PYTHON}"),
        columns=columns_of(EFFECTS),
        rows=rows_of(EFFECTS, _moved(region)),
        frozen=2,
    )


def _pairs(region: Region) -> Sheet:
    names = region.view.names()
    table: Table[tuple[str, tuple[str, str], BesideView]] = (
        column("Treaty", lambda row: row[0], 9, "word"),
        column("Country", lambda row: names[row[1][0]], 26, "label"),
        column("is", lambda row: row[2].word, 24),
        column("beside", lambda row: names[row[1][1]], 26, "label"),
        column("Share of draws", lambda row: row[2].share, 11, "percent"),
    )
    pairs = (
        (treaty.instrument.abbreviation, countries, pair)
        for treaty in region.view.treaties
        for countries, pair in treaty.order.pairs.items()
    )
    return Sheet(
        name="Pairs",
        about="Every pair of countries: what may be said of the one beside the other, and in what share of the draws it holds",
        tab="result",
        title=region.view.treaties[0].order.pairs_headline,
        measure=region.measure(f"Share of the draws in which the first lies wholly above the second. {FROM_PYTHON}"),
        columns=columns_of(table),
        rows=rows_of(table, pairs),
        frozen=2,
    )


PLACES: Table[tuple[str, str, int, Fraction]] = (
    column("Treaty", lambda row: row[0], 9, "word"),
    column("Country", lambda row: row[1], 26, "label"),
    column("Place", lambda row: row[2], 9, "count"),
    column("Share of draws", lambda row: row[3], 11, "percent"),
)


def _places(region: Region) -> Sheet:
    """Long, one row a place: treaties need not have been compared for as many countries."""
    shares = (
        (treaty.instrument.abbreviation, places.name, place, share)
        for treaty in region.view.treaties
        for places in treaty.order.places
        for place, share in enumerate(places.shares, 1)
    )
    return Sheet(
        name="Places",
        about="Whether the order of countries can be trusted: how often each stands at each place, by the middle of its range",
        tab="result",
        title="; ".join(treaty.order.places_headline for treaty in region.view.treaties),
        measure=region.measure(
            f"Share of the draws in which a country stands at a place, counted from the highest; no ranking. {FROM_PYTHON}"
        ),
        columns=columns_of(PLACES),
        rows=rows_of(PLACES, shares),
        frozen=2,
    )
