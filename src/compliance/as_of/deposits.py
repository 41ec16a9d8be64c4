"""Deposits: which are in effect on a day, which the treaty permits, and why not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from compliance.model.instrument import Instrument
from compliance.model.participation import Deposit

NARROWING = frozenset({"excludes", "narrows"})
"""The effects that change what binds; a statement of manner changes nothing."""
BINDING_KINDS = frozenset({"reservation", "declaration"})
"""The kinds of deposit by which a Party narrows what binds it."""

WhyNot = Literal["no-ground", "beyond-ground"]
"""Why the treaty does not permit a deposit: it has no ground, or reaches beyond its ground."""


@dataclass(frozen=True, slots=True)
class Unpermitted:
    """Why the treaty does not permit a deposit."""

    reason: WhyNot
    provision: str = ""
    criteria: tuple[str, ...] = ()

    @property
    def values(self) -> Mapping[str, str]:
        """What a sentence needs."""
        return {"provision": self.provision, "criteria": ", ".join(self.criteria)}


def in_effect(deposits: Iterable[Deposit], on: date) -> tuple[Deposit, ...]:
    """The deposits in effect on a day; where a date leaves it open, a deposit is."""
    made = (deposit for deposit in deposits if not (deposit.deposited and deposit.deposited.surely_after(on)))
    return tuple(deposit for deposit in made if not (deposit.withdrawn and deposit.withdrawn.surely_by(on)))


def narrows(deposit: Deposit) -> bool:
    """Whether a deposit claims to change what binds: it excludes or narrows criteria."""
    return deposit.kind in BINDING_KINDS and deposit.effect in NARROWING


def verified(deposit: Deposit) -> bool:
    """Whether somebody has seen the text of a deposit; without that it changes nothing, and what binds is not known."""
    return deposit.evidence == "text-seen"


def permitted(deposits: Iterable[Deposit], instrument: Instrument) -> tuple[Deposit, ...]:
    """The deposits that a ground of the instrument permits."""
    grounds = {ground.id for ground in instrument.grounds}
    return tuple(deposit for deposit in deposits if deposit.permitted_by in grounds)


def unpermitted(deposit: Deposit, instrument: Instrument) -> Unpermitted | None:
    """Why the treaty does not permit a deposit, if it does not; a notification or an interpretation that claims no effect needs no ground."""
    ground = next((ground for ground in instrument.grounds if ground.id == deposit.permitted_by), None)
    if ground is None:
        claims = deposit.kind in BINDING_KINDS or deposit.effect in NARROWING
        return Unpermitted("no-ground") if claims else None
    outside = tuple(id_ for id_ in deposit.criteria if not ground.reaches(id_)) if deposit.effect in NARROWING else ()
    return Unpermitted("beyond-ground", ground.provision, outside) if outside else None
