"""How far two evaluators agree, in words."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.scoring.agreement import Agreement
from compliance.view.values.answers import Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceView:
    """A criterion that two evaluators answered differently."""

    instrument: str
    provision: str
    criterion: str
    duty: str
    first: Chip
    second: Chip
    steps: str
    """Steps of the scale between them; a dash where one is no single rating."""
    distance: int | None
    """The same, as a number."""
    third: Chip | None
    """The rating on which they were brought together."""
    settled: str | None
    """By whom, when and why; none while the difference stands."""
    scored: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TwiceRatedView:
    """How far two evaluators agree on one treaty."""

    id: str
    abbreviation: str
    evaluators: tuple[str, str]
    law: str
    headline: str
    blocks: tuple[Agreement, ...]
    """Exact figures of the whole and of the sections, for charts and sheets."""
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The same figures in words, the whole first."""
    notes: tuple[str, ...]
    differences: tuple[DifferenceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementView:
    """How far two evaluators who rated blind agree."""

    headline: str
    lead: str
    treaties: tuple[TwiceRatedView, ...]
