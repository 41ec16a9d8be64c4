"""What lies between the scores of two cycles, in the words of the report."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from compliance import figures
from compliance.language import _, ngettext
from compliance.scoring.bridge import Change
from compliance.view import words
from compliance.view.comparison import (
    Comparison,
    State,
    change_cells,
    compared,
    printed_change,
    step_rows,
    sums,
    unexamined,
)
from compliance.view.values.progress import BridgesView, BridgeView
from compliance.workspace import Country, Workspace


def bridges_view(workspace: Workspace, country: Country, cycle: str, instruments: Sequence[str]) -> BridgesView | None:
    """The way from the scores of the cycle before to those of this one; none where there is no cycle before."""
    before = max((earlier for earlier in country.cycles() if earlier < cycle), default=None)
    if before is None:
        return None
    comparisons = compared(workspace, country, State(cycle=before), State(cycle=cycle))
    by_id = {comparison.instrument.id: comparison for comparison in comparisons if comparison.whole.steps}
    kept = [by_id[id_] for id_ in instruments if id_ in by_id]
    if not kept:
        return None
    lead = _(
        "From the score of %(before)s to that of %(cycle)s, cause by cause, at both ends of the range. The steps add up exactly."
    )
    return BridgesView(
        headline=figures.listed([_way(comparison) for comparison in kept]),
        lead=lead % {"before": before, "cycle": cycle},
        cycles=(before, cycle),
        treaties=tuple(_view(comparison) for comparison in kept),
    )


def _view(comparison: Comparison) -> BridgeView:
    whole = comparison.whole
    criteria = (each for end in (whole.before, whole.after) for each in end.instrument.criteria())
    references = {each.id: words.reference(each.provision, each.element) for each in criteria}
    changed = len({change.criterion for change in whole.changes})
    headline = ngettext(
        "%(treaty)s: from %(before)s to %(after)s, as %(criteria)s changed",
        "%(treaty)s: from %(before)s to %(after)s, as %(criteria)s changed",
        changed,
    )
    return BridgeView(
        instrument=comparison.instrument.id,
        abbreviation=comparison.instrument.abbreviation,
        headline=headline
        % {
            "treaty": comparison.instrument.abbreviation,
            "before": words.score(whole.before.range),
            "after": words.score(whole.after.range),
            "criteria": figures.count(changed, "criterion", "criteria"),
        },
        steps=step_rows(whole, _places(comparison)),
        changes=tuple(_change(change, references[change.criterion]) for change in whole.changes),
        notes=(*unexamined(whole), *(f"{text}." for text in sums(whole))),
    )


def _change(change: Change, reference: str) -> tuple[str, ...]:
    """A changed criterion with its id behind the cause, so that a page can link to it."""
    cause, *rest = change_cells(change, reference)
    return (cause, change.criterion, *rest)


def _way(comparison: Comparison) -> str:
    """Whether the score of a treaty rose, fell, narrowed or widened; it rose or fell only where both ends did."""
    low = sum((step.low for step in comparison.whole.steps), Fraction(0))
    high = sum((step.high for step in comparison.whole.steps), Fraction(0))
    if low == high == 0:
        text = _("%(treaty)s is unchanged")
    elif low >= 0 and high >= 0:
        text = _("%(treaty)s rose by %(points)s points")
    elif low <= 0 and high <= 0:
        text = _("%(treaty)s fell by %(points)s points")
    else:
        text = _("%(treaty)s narrowed") if low > 0 else _("%(treaty)s widened")
    places = _places(comparison)
    points = sorted(abs(end) for end in printed_change(comparison.whole, places))
    first, last = (figures.number(end, places) for end in points)
    moved = first if first == last else _("%(low)s to %(high)s") % {"low": first, "high": last}
    return text % {"treaty": comparison.instrument.abbreviation, "points": moved}


def _places(comparison: Comparison) -> int:
    """Decimal places of points: none while a score is no single figure."""
    ends = (comparison.whole.before, comparison.whole.after)
    return 0 if any(end.point is None for end in ends) else 1
