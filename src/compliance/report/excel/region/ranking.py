"""What may be said about the order of the countries: values from the engine, not formulas."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.report.excel.reference import known
from compliance.report.excel.region.layout import Region
from compliance.report.excel.robustness import FROM_PYTHON
from compliance.report.excel.values import Cell, Column, Sheet
from compliance.view.values import EffectView


def order(region: Region) -> Iterator[Sheet]:
    """How far scores move, and every pair of countries; nothing where robustness was not computed."""
    if any(
        position.robust
        for treaty in region.view.treaties
        for group in treaty.order.groups
        for position in group.positions
    ):
        yield _positions(region)
    if any(effects for _, _, effects in _moved(region)):
        yield _effects(region)
    if any(treaty.order.pairs for treaty in region.view.treaties):
        yield _pairs(region)
    if any(treaty.order.places for treaty in region.view.treaties):
        yield _places(region)


def _positions(region: Region) -> Sheet:
    places = [country.id for country in region.countries]
    rows: list[tuple[Cell, ...]] = []
    for treaty in region.view.treaties:
        found = [(group, one) for group in treaty.order.groups for one in group.positions]
        for group, position in sorted(found, key=lambda it: places.index(it[1].country)):
            rows.append(
                (
                    treaty.instrument.abbreviation,
                    position.name,
                    position.base.low * 100,
                    position.base.high * 100,
                    position.robust.low * 100 if position.robust else None,
                    position.robust.high * 100 if position.robust else None,
                    group.title,
                    known(position.drivers),
                )
            )
    return Sheet(
        name="Robustness",
        about="How far scores move if every choice of the method is varied at once, and which countries can be told apart",
        tab="result",
        title=region.view.order_headline,
        measure=region.measure(f"Points of 100. {FROM_PYTHON}"),
        columns=(
            Column(header="Treaty", width=9, style="word"),
            Column(header="Country", width=24, style="label"),
            Column(header="Declared, low end", width=11, style="score-detail"),
            Column(header="Declared, high end", width=11, style="score-detail"),
            Column(header="Robustness range, low end", width=13, style="score-detail"),
            Column(header="Robustness range, high end", width=13, style="score-detail"),
            Column(header="Group", width=40),
            Column(header="Moved most by", width=52),
        ),
        rows=tuple(rows),
        frozen=2,
        notes=tuple(f"{treaty.instrument.abbreviation}: {treaty.order.basis}" for treaty in region.view.treaties if treaty.order.basis),
    )  # fmt: skip


def _moved(region: Region) -> Iterator[tuple[str, str, tuple[EffectView, ...]]]:
    """Treaty, what is moved, and by which choices: each score in the order of the register, then the order itself."""
    places = [country.id for country in region.countries]
    for treaty in region.view.treaties:
        positions = [one for group in treaty.order.groups for one in group.positions]
        for position in sorted(positions, key=lambda it: places.index(it.country)):
            yield treaty.instrument.abbreviation, f"score of {position.name}", position.effects
        yield treaty.instrument.abbreviation, "order of all", treaty.order.effects


def _effects(region: Region) -> Sheet:
    return Sheet(
        name="Effects",
        about="Which choice of the method moves each score and the order of the countries, and by how much",
        tab="result",
        title="; ".join(
            treaty.order.effects_headline for treaty in region.view.treaties if treaty.order.effects_headline
        ),
        measure=region.measure(f"Share of the variance of the middle of the range, or of the order. {FROM_PYTHON}"),
        columns=(
            Column(header="Treaty", width=9, style="word"),
            Column(header="Moved", width=34, style="label"),
            Column(header="By", width=30),
            Column(header="Alone", width=10, style="percent"),
            Column(header="Alone, low end", width=10, style="percent"),
            Column(header="Alone, high end", width=10, style="percent"),
            Column(header="Takes part", width=10, style="percent"),
            Column(header="Takes part, low end", width=10, style="percent"),
            Column(header="Takes part, high end", width=10, style="percent"),
        ),
        rows=tuple(
            (treaty, moved, effect.name, effect.first, *effect.first_ends, effect.total, *effect.total_ends)
            for treaty, moved, effects in _moved(region)
            for effect in effects
        ),
        frozen=2,
    )


def _pairs(region: Region) -> Sheet:
    names = region.view.names()
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (treaty.instrument.abbreviation, names[first], neighbour.word, names[other], neighbour.share)
        for treaty in region.view.treaties
        for (first, other), neighbour in treaty.order.pairs.items()
    )
    return Sheet(
        name="Pairs",
        about="Every pair of countries: what may be said of the one beside the other, and in what share of the draws it holds",
        tab="result",
        title=region.view.treaties[0].order.pairs_headline,
        measure=region.measure(f"Share of the draws in which the first lies wholly above the second. {FROM_PYTHON}"),
        columns=(
            Column(header="Treaty", width=9, style="word"),
            Column(header="Country", width=26, style="label"),
            Column(header="is", width=24),
            Column(header="beside", width=26, style="label"),
            Column(header="Share of draws", width=11, style="percent"),
        ),
        rows=rows,
        frozen=2,
    )


def _places(region: Region) -> Sheet:
    """Long, one row a place: treaties need not have been compared for as many countries."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
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
        columns=(
            Column(header="Treaty", width=9, style="word"),
            Column(header="Country", width=26, style="label"),
            Column(header="Place", width=9, style="count"),
            Column(header="Share of draws", width=11, style="percent"),
        ),
        rows=rows,
        frozen=2,
    )
