"""What binds a country on a day: its deposits, those that the treaty permits and those that it does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from compliance.model.instrument import Instrument
from compliance.model.participation import Deposit, Participation
from compliance.scoring.values import AsBound, Finding

NARROWING = frozenset({"excludes", "narrows"})
"""The effects that change what binds; a statement of manner changes nothing."""
BINDING_KINDS = frozenset({"reservation", "declaration"})
"""The kinds of deposit by which a Party narrows what binds it."""


def as_bound_status(instrument: Instrument, participation: Participation | None, on: date) -> AsBound:
    """Whether what binds the country on a day can be scored, and why not."""
    if instrument.kind == "standard":
        return "no-treaty"
    if participation is None:
        return "reservations-unknown"
    not_yet = participation.in_force is not None and participation.in_force.date.surely_after(on)
    if participation.status != "party" or not_yet:
        return "not-a-party"
    return "scored" if participation.reservations == "known" else "reservations-unknown"


def standing(deposits: Iterable[Deposit], on: date) -> tuple[Deposit, ...]:
    """The deposits that stand on a day; where a date leaves it open, the deposit stands."""
    return tuple(deposit for deposit in deposits if _made(deposit, on) and not _withdrawn(deposit, on))


def permitted(deposits: Iterable[Deposit], instrument: Instrument) -> tuple[Deposit, ...]:
    """The deposits that a ground of the instrument permits."""
    grounds = {ground.id for ground in instrument.grounds}
    return tuple(deposit for deposit in deposits if deposit.permitted_by in grounds)


def findings(deposits: Iterable[Deposit], instrument: Instrument) -> tuple[Finding, ...]:
    """The deposits that the treaty does not permit, or not as far as they reach."""
    return tuple(
        Finding(deposit=deposit, why=why)
        for deposit in deposits
        if (why := unpermitted(deposit, instrument)) is not None
    )


def unpermitted(deposit: Deposit, instrument: Instrument) -> str | None:
    """Why the treaty does not permit a deposit, if it does not; a notification or an interpretation that claims no effect needs no ground."""
    ground = next((ground for ground in instrument.grounds if ground.id == deposit.permitted_by), None)
    if ground is None:
        claims = deposit.kind in BINDING_KINDS or deposit.effect in NARROWING
        return "rests on no ground of the treaty and has no effect on the score" if claims else None
    outside = [id_ for id_ in deposit.criteria if not ground.reaches(id_)] if deposit.effect in NARROWING else []
    beyond = f"{', '.join(outside)}, where it has no effect on the score"
    return f"reaches beyond {ground.provision} to {beyond}" if outside else None


def effects(deposits: Iterable[Deposit], instrument: Instrument) -> Mapping[str, Deposit]:
    """By criterion, the reservation or declaration that excludes it or else narrows it; beyond its ground it does neither."""
    grounds = {ground.id: ground for ground in instrument.grounds}
    binding = [it for it in deposits if it.kind in BINDING_KINDS and it.effect in NARROWING]
    weakest_first = sorted(binding, key=lambda deposit: deposit.effect == "excludes")
    return {
        criterion: deposit
        for deposit in weakest_first
        for criterion in deposit.criteria
        if grounds[deposit.permitted_by or ""].reaches(criterion)
    }


def _made(deposit: Deposit, on: date) -> bool:
    return deposit.deposited is None or not deposit.deposited.surely_after(on)


def _withdrawn(deposit: Deposit, on: date) -> bool:
    return deposit.withdrawn is not None and deposit.withdrawn.surely_by(on)
