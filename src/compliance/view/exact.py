"""Figures for other programs: exact fractions as text, missing as null."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from compliance.scoring.values import Range


def exact(value: Fraction | None) -> str | None:
    """A fraction as text; nothing where it is missing."""
    return None if value is None else str(value)


def exact_range(span: Range | None) -> Mapping[str, str | None]:
    """The ends of a range."""
    return {"low": exact(span.low if span else None), "high": exact(span.high if span else None)}
