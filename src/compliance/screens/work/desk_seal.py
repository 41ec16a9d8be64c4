"""A cycle of a country: whether it can be sealed, which seals are on it, and whether the last one holds."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.language import _
from compliance.screens.work.parts import Tab, WorkPage


@dataclass(frozen=True, slots=True)
class SealedRow:
    """A seal that is on the cycle."""

    number: str
    on: str
    by: str
    why: str
    signed: str
    """The fingerprint of the key; empty where nobody signed it."""


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A checklist of the cycle."""

    text: str
    href: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the last seal holds."""

    holds: bool
    files: bool
    """Whether files are not those that were sealed, though every figure is equal."""
    verdict: str
    lines: tuple[str, ...]
    """What is not as it was: the first figure that differs, files, seals."""

    @property
    def word(self) -> str:
        """The verdict in a word."""
        if not self.holds:
            return _("Does not hold")
        return _("Holds, with other files") if self.files else _("Holds")


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclePage(WorkPage):
    """A cycle on the desk."""

    heading: str
    country: str
    cycle: str
    checklists: tuple[CycleRow, ...]
    seals: tuple[SealedRow, ...]
    hard: tuple[str, ...]
    """Why it cannot be sealed, in sentences."""
    soft: tuple[str, ...]
    """Why it cannot be sealed without a reason, in sentences."""
    has_to_be_signed: bool
    """Whether the last seal is signed, so that the next one has to be."""
    refusal: str
    delivered: int
    """How many deliverables of the cycle were built."""
    why: str
    """What was typed, where it was refused."""
    verdict: Verdict | None
    crumbs: tuple[Tab, ...]
    links: tuple[Tab, ...]
    errors: tuple[str, ...]
    done: str

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return self.heading

    @property
    def commands(self) -> tuple[str, ...]:
        """The same on the command line."""
        name = f"{self.country} {self.cycle}"
        return (
            f"compliance seal {name} --by NAME",
            f"compliance seal {name} --by NAME --sign",
            f"compliance verify {name}",
        )
