"""What binds a country on a day: its deposits, those that the treaty permits and those that it does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from compliance.as_of.deposits import narrows, permitted, standing, unpermitted, verified
from compliance.model.instrument import Instrument
from compliance.model.participation import Deposit, Participation
from compliance.scoring.values import AsBound, Finding


def as_bound_status(instrument: Instrument, participation: Participation | None, on: date) -> AsBound:
    """Whether what binds the country on a day can be scored, and why not."""
    if instrument.kind == "standard":
        return "no-treaty"
    if participation is None:
        return "reservations-unknown"
    not_yet = participation.in_force is not None and participation.in_force.date.surely_after(on)
    if participation.status != "party" or not_yet:
        return "not-a-party"
    if participation.reservations == "unknown":
        return "reservations-unknown"
    deposits = permitted(standing(participation.deposits, on), instrument)
    return (
        "scored" if all(verified(deposit) or not narrows(deposit) for deposit in deposits) else "deposits-not-verified"
    )


def findings(deposits: Iterable[Deposit], instrument: Instrument) -> tuple[Finding, ...]:
    """The deposits that the treaty does not permit, or not as far as they reach."""
    return tuple(
        Finding(deposit=deposit, why=why)
        for deposit in deposits
        if (why := unpermitted(deposit, instrument)) is not None
    )


def effects(deposits: Iterable[Deposit], instrument: Instrument) -> Mapping[str, Deposit]:
    """By criterion, the reservation or declaration that excludes it or else narrows it; beyond its ground it does neither."""
    grounds = {ground.id: ground for ground in instrument.grounds}
    binding = [deposit for deposit in deposits if narrows(deposit) and verified(deposit)]
    weakest_first = sorted(binding, key=lambda deposit: deposit.effect == "excludes")
    return {
        criterion: deposit
        for deposit in weakest_first
        for criterion in deposit.criteria
        if grounds[deposit.permitted_by or ""].reaches(criterion)
    }
