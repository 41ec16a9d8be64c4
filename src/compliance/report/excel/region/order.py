"""What may be said about the order of the countries: values from the engine, not formulas."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.report.excel.reference import known
from compliance.report.excel.region.layout import Region
from compliance.report.excel.robustness import FROM_PYTHON
from compliance.report.excel.values import Cell, Column, Sheet


def order(region: Region) -> Iterator[Sheet]:
    """How far scores move, and every pair of countries; nothing where robustness was not computed."""
    if any(
        position.robust
        for treaty in region.view.treaties
        for group in treaty.order.groups
        for position in group.positions
    ):
        yield _positions(region)
    if any(treaty.order.pairs for treaty in region.view.treaties):
        yield _pairs(region)


def _positions(region: Region) -> Sheet:
    places = [country.id for country in region.countries]
    rows: list[tuple[Cell, ...]] = []
    for treaty in region.view.treaties:
        found = [(group, one) for group in treaty.order.groups for one in group.positions]
        for group, one in sorted(found, key=lambda it: places.index(it[1].country)):
            rows.append(
                (
                    treaty.instrument.abbreviation,
                    one.name,
                    one.base.low * 100,
                    one.base.high * 100,
                    one.robust.low * 100 if one.robust else None,
                    one.robust.high * 100 if one.robust else None,
                    group.title,
                    known(one.drivers),
                )
            )
    return Sheet(
        name="Robustness",
        about="How far scores move if every choice of the method is varied at once, and which countries can be told apart",
        tab="result",
        title=region.view.order_headline,
        measure=region.measure(f"Points of 100. {FROM_PYTHON}"),
        columns=(
            Column(head="Treaty", width=9, style="word"),
            Column(head="Country", width=24, style="label"),
            Column(head="Declared, low end", width=11, style="score-detail"),
            Column(head="Declared, high end", width=11, style="score-detail"),
            Column(head="Robustness range, low end", width=13, style="score-detail"),
            Column(head="Robustness range, high end", width=13, style="score-detail"),
            Column(head="Group", width=40),
            Column(head="Moved most by", width=52),
        ),
        rows=tuple(rows),
        frozen=2,
        notes=tuple(f"{treaty.instrument.abbreviation}: {treaty.order.basis}" for treaty in region.view.treaties if treaty.order.basis),
    )  # fmt: skip


def _pairs(region: Region) -> Sheet:
    names = region.view.names()
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (treaty.instrument.abbreviation, names[first], it.word, names[other], it.share)
        for treaty in region.view.treaties
        for (first, other), it in treaty.order.pairs.items()
    )
    return Sheet(
        name="Pairs",
        about="Every pair of countries: what may be said of the one beside the other, and in what share of the draws it holds",
        tab="result",
        title=region.view.treaties[0].order.pairs_headline,
        measure=region.measure(f"Share of the draws in which the first lies wholly above the second. {FROM_PYTHON}"),
        columns=(
            Column(head="Treaty", width=9, style="word"),
            Column(head="Country", width=26, style="label"),
            Column(head="is", width=24),
            Column(head="beside", width=26, style="label"),
            Column(head="Share of draws", width=11, style="percent"),
        ),
        rows=rows,
        frozen=2,
    )
