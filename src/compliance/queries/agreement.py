"""How far two evaluators agree, for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compliance.queries.formats import picked
from compliance.scoring.agreement import DRAWS, Agreement, DoubleRating


def agreement_record(
    country: str, name: str, double_rating: DoubleRating, footnotes: tuple[str, ...]
) -> Mapping[str, object]:
    """Two ratings of one country before one instrument: every figure exactly, and every criterion with both answers."""
    first, second = double_rating.first, double_rating.second
    return {
        "country": country,
        "name": name,
        "instrument": double_rating.instrument.id,
        "cycle": first.cycle,
        "law_as_of": (first.cut_off, second.cut_off),
        "evaluators": (first.evaluators, second.evaluators),
        "whole": _block(double_rating.whole),
        "sections": [
            {**_block(block), **picked(block.section, "id", "title")}
            for block in double_rating.sections
            if block.section
        ],
        "criteria": [
            {
                "criterion": pair.criterion.id,
                **picked(pair, "first", "second", "steps", "left_out"),
                "adjudicated": pair.third if pair.adjudication else None,
            }
            for pair in double_rating.pairs
        ],
        "footnotes": footnotes,
    }


def _block(agreement: Agreement) -> dict[str, Any]:
    """Agreement on some criteria; the interval is that of α over draws of articles."""
    interval = agreement.interval
    drawn = (
        {"low": interval.low, "high": interval.high, "draws": DRAWS, "undefined": interval.undefined}
        if interval
        else None
    )
    return {
        **picked(agreement, "articles", "compared", "equal"),
        "at_most_one_step_apart": agreement.adjacent,
        **picked(agreement, "table", "alpha"),
        "interval": drawn,
        "left_out": agreement.left_out,
    }
