"""Who is ready to work with whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from compliance.view.regional.values.shared_gaps import Stand

Ready = Literal["ready", "in-part", "held-up", "not-known", "no-basis"]
"""How far two countries can work together under a treaty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """How one country stands to what co-operation under a treaty asks of it."""

    country: str
    """Id of the country."""
    name: str
    """Its name."""
    by_stand: Mapping[Stand, int]
    """Criteria by how it stands."""
    core_lacking: tuple[str, ...]
    """Treaty references of the core criteria that it surely lacks."""
    party: bool
    """Whether it is a Party, so that the treaty is a basis between it and others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyView:
    """How far two countries can work together under a treaty."""

    first: str
    """Id of the one."""
    other: str
    """Id of the other."""
    both: int
    """Criteria of co-operation that both surely meet, fully or mostly."""
    lacking: int
    """Criteria that at least one of them surely lacks."""
    open: int
    """Criteria of which neither can be said."""
    ready: Ready
    """What that allows to say."""
    word: str
    """The same, for a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationView:
    """Who is ready to work with whom under a treaty."""

    headline: str
    """The finding."""
    criteria: int
    """How many criteria ask something of a Party that sends or receives a request."""
    sides: tuple[SideView, ...]
    """Country by country."""
    pairs: Mapping[tuple[str, str], ReadyView]
    """Pair by pair, by both ids in the order of the register."""
    compared: str
    """What is compared."""
    rule: str
    """What the words mean."""
