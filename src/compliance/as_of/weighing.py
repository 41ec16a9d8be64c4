"""Whether an answer counts: the one place that decides it; method, section 8."""

from __future__ import annotations

from typing import get_args

from compliance.model.checklist import Response
from compliance.model.instrument import Grade, Instrument, Scale

LETTERS: tuple[Grade, ...] = get_args(Grade)
"""Grades of evidence from the best to the weakest."""


def counts(response: Response, instrument: Instrument) -> bool:
    """Whether an answer counts before an instrument; one that does not is a lead."""
    return weighs(response.evidence, instrument.scale)


def weighs(grade: Grade | None, scale: Scale) -> bool:
    """Whether evidence of a grade is good enough for a scale; every answer without a grade is."""
    if grade is None or scale.counts_from is None:
        return True
    return LETTERS.index(grade) <= LETTERS.index(scale.counts_from)
