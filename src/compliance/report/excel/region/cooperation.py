"""What each country brings to co-operation under a treaty, and how far two can work together."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.report.excel.region.layout import Region
from compliance.report.excel.region.shared import HEADERS
from compliance.report.excel.values import Cell, Column, Sheet

FROM_ENGINE = "values from the engine, they do not follow what is typed"


def cooperation(region: Region) -> Iterator[Sheet]:
    """What each brings, then pair by pair; nothing where no instrument asks anything of those who send or receive requests."""
    if any(treaty.cooperation for treaty in region.view.treaties):
        yield _sides(region)
        yield _ready(region)


def _sides(region: Region) -> Sheet:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            treaty.instrument.abbreviation,
            side.name,
            "yes" if side.party else "no",
            *(side.by_stand[stand] for stand in HEADERS),
            ", ".join(side.core_lacking) or None,
        )
        for treaty in region.view.treaties
        if treaty.cooperation
        for side in treaty.cooperation.sides
    )
    return Sheet(
        name="Cooperation",
        about="What each country brings to co-operation: criteria that ask something of a Party that sends or receives a request",
        tab="result",
        title=_headline(region),
        measure=region.measure(f"Criteria by how the country stands to them; {FROM_ENGINE}"),
        columns=(
            Column(header="Treaty", width=9, style="word"),
            Column(header="Country", width=26, style="label"),
            Column(header="Party", width=8, style="word"),
            *(Column(header=head, width=12, style="count") for head in HEADERS.values()),
            Column(header="Core criteria that it surely lacks", width=44),
        ),
        rows=rows,
        frozen=2,
    )


def _ready(region: Region) -> Sheet:
    names = region.view.names()
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            treaty.instrument.abbreviation,
            names[pair.first],
            names[pair.other],
            pair.word,
            pair.both,
            pair.lacking,
            pair.open,
        )
        for treaty in region.view.treaties
        if treaty.cooperation
        for pair in treaty.cooperation.pairs.values()
    )
    return Sheet(
        name="Readiness",
        about="How far two countries can work together under a treaty, pair by pair",
        tab="result",
        title=_headline(region),
        measure=region.measure(f"Criteria of co-operation, pair by pair; {FROM_ENGINE}"),
        columns=(
            Column(header="Treaty", width=9, style="word"),
            Column(header="Country", width=26, style="label"),
            Column(header="with", width=26, style="label"),
            Column(header="In law", width=16),
            Column(header="Both surely have", width=11, style="count"),
            Column(header="At least one surely lacks", width=11, style="count"),
            Column(header="Open", width=9, style="count"),
        ),
        rows=rows,
        frozen=2,
        notes=tuple(
            f"{treaty.instrument.abbreviation}: {treaty.cooperation.compared} {treaty.cooperation.rule}"
            for treaty in region.view.treaties
            if treaty.cooperation
        ),
    )


def _headline(region: Region) -> str:
    return "; ".join(treaty.cooperation.headline for treaty in region.view.treaties if treaty.cooperation)
