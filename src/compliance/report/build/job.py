"""One deliverable to make, and the name of its file."""

from __future__ import annotations

from dataclasses import dataclass

REGION = "region"
"""What stands in the name of a file where that of a country would, for all countries together."""
PLAIN = frozenset(("country", "regional"))
"""The plans whose files bear no name of a plan."""


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Job:
    """One deliverable to make."""

    plan: str
    """Id of the plan."""
    country: str
    """Id of the country; empty for what speaks of all of them."""
    cycle: str
    """The round of assessment."""
    ending: str
    """Its format."""

    @property
    def name(self) -> str:
        """Its file name: made of ids alone, never of text in the data."""
        edition = "" if self.plan in PLAIN else f"-{self.plan}"
        return f"{self.country or REGION}-{self.cycle}{edition}.{self.ending}"
