"""How far two evaluators agree, for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from compliance.scoring.agreement import DRAWS, Agreement, DoubleRating


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalRecord:
    """The interval of an α over draws of articles."""

    low: Fraction
    high: Fraction
    draws: int
    undefined: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Agreement on some criteria."""

    articles: int
    compared: int
    equal: Fraction | None
    at_most_one_step_apart: Fraction | None
    table: Mapping[str, Mapping[str, int]]
    alpha: Fraction | None
    interval: IntervalRecord | None
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionBlock(Block):
    """Agreement on a section."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRecord:
    """A criterion with both answers."""

    criterion: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    steps: int | None
    left_out: str | None
    adjudicated: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRecord:
    """Two ratings of one country before one instrument."""

    country: str
    name: str
    instrument: str
    cycle: str
    law_as_of: tuple[date, date]
    evaluators: tuple[tuple[str, ...], tuple[str, ...]]
    whole: Block
    sections: tuple[SectionBlock, ...]
    criteria: tuple[PairRecord, ...]
    footnotes: tuple[str, ...]


def agreement_record(
    country: str, name: str, double_rating: DoubleRating, footnotes: tuple[str, ...]
) -> AgreementRecord:
    """Every figure exactly, and every criterion with both answers."""
    first, second = double_rating.first, double_rating.second
    return AgreementRecord(
        country=country,
        name=name,
        instrument=double_rating.instrument.id,
        cycle=first.cycle,
        law_as_of=(first.cut_off, second.cut_off),
        evaluators=(first.evaluators, second.evaluators),
        whole=Block(**_block(double_rating.whole)),
        sections=tuple(
            SectionBlock(id=block.section.id, title=block.section.title, **_block(block))
            for block in double_rating.sections
            if block.section
        ),
        criteria=tuple(
            PairRecord(
                criterion=pair.criterion.id,
                first=pair.first,
                second=pair.second,
                steps=pair.steps,
                left_out=pair.left_out,
                adjudicated=pair.third if pair.adjudication else None,
            )
            for pair in double_rating.pairs
        ),
        footnotes=footnotes,
    )


def _block(agreement: Agreement) -> dict[str, Any]:
    interval = agreement.interval
    return {
        "articles": agreement.articles,
        "compared": agreement.compared,
        "equal": agreement.equal,
        "at_most_one_step_apart": agreement.adjacent,
        "table": agreement.table,
        "alpha": agreement.alpha,
        "interval": IntervalRecord(low=interval.low, high=interval.high, draws=DRAWS, undefined=interval.undefined)
        if interval
        else None,
        "left_out": agreement.left_out,
    }
