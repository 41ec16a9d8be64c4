"""The sheet on which charts are drawn."""

from __future__ import annotations

from compliance.model.record import record


@record
class Chart:
    """A finished drawing."""

    svg: bytes
    """The drawing, text as text."""
    alt: str
    """What it shows, for those who do not see it."""
    width_mm: float
    """Its width in print."""
    height_mm: float
    """Its height in print."""
