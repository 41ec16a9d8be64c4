"""Deposits: whether the treaty permits them."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.checks.walk import Place, treaties
from compliance.model.instrument import Instrument
from compliance.model.participation import Deposit
from compliance.problems import Problem, closest
from compliance.workspace import Workspace


def deposits(workspace: Workspace) -> Iterator[Problem]:
    """Grounds that do not exist, and deposits that no ground permits: a legal finding, without effect on any score."""
    for treaty, one, place in treaties(workspace):
        if treaty in workspace.instruments:
            instrument = workspace.instruments[treaty].value
            for n, deposit in enumerate(one.deposits):
                yield from _deposit(instrument, deposit, Place(place.document, (*place.steps, "deposits", n)))


def _deposit(instrument: Instrument, deposit: Deposit, place: Place) -> Iterator[Problem]:
    grounds = {ground.id for ground in instrument.grounds}
    if deposit.permitted_by is not None and deposit.permitted_by not in grounds:
        what = f"the instrument has no ground `{deposit.permitted_by}`"
        hint = closest(deposit.permitted_by, grounds)
        yield Problem(place.at("permitted_by"), "unknown-ground", what, " | ".join(sorted(grounds)), hint)
    elif why := unpermitted(instrument, deposit):
        what, hint = f"the {deposit.kind} `{deposit.id}` {why}", "it is printed as a legal finding"
        yield Problem(place.at(), "unpermitted-deposit", what, "a deposit on the treaty's closed list", hint, "finding")


def unpermitted(instrument: Instrument, deposit: Deposit) -> str | None:
    """Why the treaty does not permit a deposit, if it does not."""
    if deposit.permitted_by is None:
        claims = deposit.kind in ("reservation", "declaration") or deposit.effect in ("excludes", "narrows")
        return "rests on no ground of the treaty and has no effect on the score" if claims else None
    ground = next((ground for ground in instrument.grounds if ground.id == deposit.permitted_by), None)
    outside = [id_ for id_ in deposit.criteria if ground and not ground.reaches(id_)]
    if outside and deposit.effect in ("excludes", "narrows"):
        beyond = f"{', '.join(outside)}, where it has no effect on the score"
        return f"reaches beyond {ground.provision} to {beyond}" if ground else None
    return None


CHECKS = (deposits,)
