"""A cycle of a country: whether it can be sealed, which seals are on it, and whether the last one holds."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.model.seal import Seal
from compliance.queries.verified import Verified
from compliance.screens.work.parts import DeskPage, Tab


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclePage(DeskPage):
    """A cycle on the desk."""

    country: str
    cycle: str
    checklists: tuple[Tab, ...]
    """Its checklists, with how far each has come."""
    seals: tuple[Seal, ...]
    hard: tuple[str, ...]
    """Why it cannot be sealed, in sentences."""
    soft: tuple[str, ...]
    """Why it cannot be sealed without a reason, in sentences."""
    refusal: str
    delivered: int
    """How many deliverables of the cycle were built."""
    why: str
    """What was typed, where it was refused."""
    became: Verified | None
    """What became of it since the last seal, where that is asked for."""
    links: tuple[Tab, ...]

    @property
    def commands(self) -> tuple[str, ...]:
        """The same on the command line."""
        name = f"{self.country} {self.cycle}"
        return (
            f"compliance seal {name} --by NAME",
            f"compliance seal {name} --by NAME --sign",
            f"compliance verify {name}",
        )
