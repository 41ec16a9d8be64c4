"""Criteria left out of a score, and the deposits that leave them out."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from compliance.as_of.deposits import verified
from compliance.model.participation import Deposit
from compliance.queries.explain.values import DepositNote, Excluded
from compliance.scoring import Assessment
from compliance.scoring.values import Exclusion


def deposit_note(assessment: Assessment, deposit: Deposit) -> DepositNote:
    """A deposit with the provision that permits it."""
    grounds = {ground.id: ground.basis for ground in assessment.whole.instrument.grounds}
    return DepositNote(
        id=deposit.id,
        kind=deposit.kind,
        effect=deposit.effect,
        verified=verified(deposit),
        permitted_by=grounds.get(deposit.permitted_by or ""),
        gist=deposit.gist,
    )


def excluded(exclusion: Exclusion, deposit: DepositNote | None = None) -> Excluded:
    """A criterion left out, by a deposit or for another reason."""
    return Excluded(id=exclusion.criterion, reason=exclusion.reason, deposit=deposit)


def excluded_as_bound(assessment: Assessment, criteria: Collection[str]) -> Iterator[Excluded]:
    """Those of some criteria that are left out of what binds the country."""
    notes = {deposit.id: deposit_note(assessment, deposit) for deposit in assessment.deposits}
    for exclusion in assessment.as_bound.exclusions if assessment.as_bound else ():
        if exclusion.criterion in criteria:
            yield excluded(exclusion, notes.get(exclusion.deposit or ""))
