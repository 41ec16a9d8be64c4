"""Deposits: whether the treaty permits them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from compliance.as_of.deposits import WhyNot, unpermitted
from compliance.checks.walk import Place, treaties
from compliance.language import N_
from compliance.model.instrument import Instrument
from compliance.model.participation import Deposit
from compliance.problems import Problem, closest
from compliance.workspace import Workspace


def deposits(workspace: Workspace) -> Iterator[Problem]:
    """Grounds that do not exist, and deposits that no ground permits: a legal finding, without effect on any score."""
    for treaty, participation, place in treaties(workspace):
        if treaty in workspace.instruments:
            instrument = workspace.instruments[treaty].value
            for n, deposit in enumerate(participation.deposits):
                yield from _deposit(instrument, deposit, Place(place.document, (*place.steps, "deposits", n)))


def _deposit(instrument: Instrument, deposit: Deposit, place: Place) -> Iterator[Problem]:
    grounds = {ground.id for ground in instrument.grounds}
    if deposit.permitted_by is not None and deposit.permitted_by not in grounds:
        what = f"the instrument has no ground `{deposit.permitted_by}`"
        hint = closest(deposit.permitted_by, grounds)
        yield Problem(place.at("permitted_by"), "unknown-ground", what, " | ".join(sorted(grounds)), hint)
    elif why := unpermitted(deposit, instrument):
        what = f"the {deposit.kind} `{deposit.id}` {without_effect(why.reason) % why.values}"
        hint = "it is printed as a legal finding"
        yield Problem(place.at(), "unpermitted-deposit", what, "a deposit on the treaty's closed list", hint, "finding")


def without_effect(reason: WhyNot) -> str:
    """Why the treaty does not permit a deposit, as the end of a sentence that begins with the deposit; in English."""
    match reason:
        case "no-ground":
            return N_("rests on no ground of the treaty and has no effect on the score")
        case "beyond-ground":
            return N_("reaches beyond %(provision)s to %(criteria)s, where it has no effect on the score")
        case _:
            assert_never(reason)


CHECKS = (deposits,)
