"""Two states of a country side by side: tables for a terminal, a record for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from compliance.queries.formats import Column, ends, picked
from compliance.scoring import Bridge, Change, CriterionScore
from compliance.scoring.values import AsBound, InstrumentScore
from compliance.view import words
from compliance.view.comparison import Comparison, State, change_cells

_First = tuple[bool, Change]
"""A change, and whether it is the first of its cause."""
CHANGES: tuple[Column[_First], ...] = (
    Column("why", lambda row: words.CAUSES[row[1].cause] if row[0] else ""),
    *(
        Column(head, lambda row, place=place: change_cells(row[1], row[1].criterion)[place])  # type: ignore[misc]
        for place, head in enumerate(("criterion", "from", "to", "law since"), 1)
    ),
)
"""The table of changed criteria, each cause once."""
STEPS: tuple[Column[tuple[str, ...]], ...] = (
    Column("points of 100", lambda row: row[0]),
    Column("criteria", lambda row: row[1], "right"),
    Column("at worst", lambda row: row[2], "right"),
    Column("at best", lambda row: row[3], "right"),
)
"""The table of a bridge."""


def by_cause(bridge: Bridge) -> tuple[_First, ...]:
    """The changes of a bridge, which are in the order of their causes."""
    causes = [None, *(change.cause for change in bridge.changes)]
    firsts = [before != cause for before, cause in pairwise(causes)]
    return tuple(zip(firsts, bridge.changes, strict=True))


def title(name: str, comparison: Comparison) -> str:
    """What is compared, in one line."""
    return f"{name}, {comparison.instrument.abbreviation}: {comparison.before.label} → {comparison.after.label}"


BOUND: Mapping[AsBound, str] = {
    "scored": "scored",
    "not-a-party": "not bound, so the score is called alignment",
    "reservations-unknown": "not known, as not all deposits are known",
    "deposits-not-verified": "not known, as the text of a deposit was not seen",
    "no-treaty": "a standard binds nobody",
}


def bound(comparison: Comparison) -> str:
    """The scores of what binds at both ends, in one line."""
    if comparison.as_bound:
        first, last = words.score(comparison.as_bound.before.range), words.score(comparison.as_bound.after.range)
        return f"As bound: {first} → {last}."
    first, last = BOUND[comparison.bound_before], BOUND[comparison.bound_after]
    return f"As bound: {first}." if first == last else f"As bound: {first} → {last}."


# Records


def comparison_record(comparison: Comparison) -> Mapping[str, object]:
    """Two states before one instrument, with every changed criterion."""
    return {
        "instrument": comparison.instrument.id,
        "from": _state(comparison.before, comparison.whole.before),
        "to": _state(comparison.after, comparison.whole.after),
        "whole": _bridge(comparison.whole),
        "as_bound": _bridge(comparison.as_bound) if comparison.as_bound else None,
        "as_bound_status": (comparison.bound_before, comparison.bound_after),
    }


def _state(state: State, score: InstrumentScore) -> Mapping[str, object]:
    return {
        "cycle": state.cycle,
        "law_as_of": state.on or score.checklist.cut_off,
        "known_on": state.known,
        "leads_counted": state.leads,
        "with_bill": state.bill.id if state.bill else None,
    }


def _bridge(bridge: Bridge) -> Mapping[str, object]:
    """From one score to another: before and the steps make after."""
    return {
        "before": ends(bridge.before.range),
        "after": ends(bridge.after.range),
        "steps": bridge.steps,
        "changes": [
            {
                **picked(change, "criterion", "cause"),
                "from": _outcome(change.before),
                "to": _outcome(change.after),
                "since": change.since,
            }
            for change in bridge.changes
        ],
    }


def _outcome(score: CriterionScore | None) -> Mapping[str, object] | None:
    """A criterion at one end: its state, and every rating that it may have."""
    return {"state": score.state, "ratings": score.outcomes, "lead": score.lead} if score else None
