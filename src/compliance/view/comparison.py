"""Two states of a country side by side: what changed, why, and the bridge between the scores, as exact steps and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from compliance import figures
from compliance.language import _, ngettext
from compliance.model.bill import Bill
from compliance.model.instrument import Instrument
from compliance.scoring import AsBound, Assessment, Bridge, Change, CriterionScore, Range, bridge, with_leads
from compliance.view import words
from compliance.view.assessed import assessments
from compliance.view.values.progress import BridgesView, BridgeView
from compliance.workspace import Country, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state of a country: which answers, for the law of which day, as known when."""

    cycle: str
    on: date | None = None
    """The day of the law; none for the cut-off date."""
    known: date | None = None
    """As known on that day; none for all that is on file."""
    bill: Bill | None = None
    leads: bool = False
    """As if answers counted whose evidence is too weak, which is how scores were before leads fell away."""

    @property
    def label(self) -> str:
        """The state in words."""
        law = f"law of {figures.day(self.on)}" if self.on else f"cycle {self.cycle}"
        known = f", as known on {figures.day(self.known)}" if self.known else ""
        leads = ", leads counted" if self.leads else ""
        return f"{law}{known}{leads}{f', with the bill {self.bill.id}' if self.bill else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two states of a country before one instrument."""

    instrument: Instrument
    before: State
    after: State
    whole: Bridge
    """From one score of the whole treaty to the other."""
    as_bound: Bridge | None
    """From one score of what binds to the other; none where one of the two cannot be given."""
    bound_before: AsBound
    """Whether the country's first state could be scored as bound."""
    bound_after: AsBound


def compared(workspace: Workspace, country: Country, before: State, after: State) -> tuple[Comparison, ...]:
    """Two states of a country, for every instrument that both have a checklist for."""
    way = _way(before, after)
    scores = [_scores(workspace, country, state) for state in way]
    shared = [id_ for id_ in scores[0] if all(id_ in of_state for of_state in scores)]
    return tuple(_comparison(before, after, [of_state[id_] for of_state in scores]) for id_ in shared)


def _way(before: State, after: State) -> tuple[State, ...]:
    """From state to state by one thing at a time: leads, what is known, then the day of the law, then the bill."""
    at_end = replace(after, bill=None)
    counting = replace(before, leads=False)
    at_beginning = replace(counting, known=after.known) if before.cycle == after.cycle else at_end
    return before, counting, at_beginning, at_end, after


def _scores(workspace: Workspace, country: Country, state: State) -> Mapping[str, Assessment]:
    scores = assessments(
        workspace, country, state.cycle, tuple(workspace.instruments), on=state.on, known=state.known, bill=state.bill
    )
    if state.leads:
        scores = tuple(
            replace(each, whole=with_leads(each.whole), as_bound=each.as_bound and with_leads(each.as_bound))
            for each in scores
        )
    return {each.whole.instrument.id: each for each in scores}


def _comparison(before: State, after: State, scores: Sequence[Assessment]) -> Comparison:
    bound = [assessment.as_bound for assessment in scores if assessment.as_bound]
    by_bill = after.bill is not None
    return Comparison(
        instrument=scores[0].whole.instrument,
        before=before,
        after=after,
        whole=bridge([assessment.whole for assessment in scores], bill=by_bill),
        as_bound=bridge(bound, bill=by_bill) if len(bound) == len(scores) else None,
        bound_before=scores[0].as_bound_status,
        bound_after=scores[-1].as_bound_status,
    )


def change_cells(change: Change, reference: str) -> tuple[str, ...]:
    """A changed criterion: the cause, its reference, its rating before and after, since when."""
    return (
        words.CAUSES[change.cause],
        reference,
        rating_word(change.before),
        rating_word(change.after),
        words.when(change.since) if change.since else figures.NOTHING,
    )


def rating_word(score: CriterionScore | None) -> str:
    """The rating of a criterion at one end; that the criteria did not have it is said too."""
    return words.chip(score).word if score else _("no criterion")


def step_rows(bridge: Bridge, places: int = 1) -> tuple[tuple[str, ...], ...]:
    """The bridge in points of 100, from the first score over the causes to the last: what, criteria, at worst, at best."""
    if not bridge.steps:
        return ()
    worst, best = (_printed(bridge, end, places) for end in ("low", "high"))
    steps = [
        (words.CAUSES[step.cause], str(step.criteria), figures.signed(low, places), figures.signed(high, places))
        for step, low, high in zip(bridge.steps, worst, best, strict=True)
    ]
    return (
        ("before", "", *_points(bridge.before.range, places)),
        *steps,
        ("after", "", *_points(bridge.after.range, places)),
    )


def _printed(bridge: Bridge, end: Literal["low", "high"], places: int) -> tuple[figures.Number, ...]:
    """The steps at one end in points, so that what is printed adds up to what is printed after them."""
    points = [getattr(step, end) * 100 for step in bridge.steps]
    first, last = bridge.before.range, bridge.after.range
    if first is None or last is None:
        return tuple(points)
    return figures.adding_up(getattr(first, end) * 100, points, getattr(last, end) * 100, places)


def printed_change(bridge: Bridge, places: int) -> tuple[Fraction, Fraction]:
    """By how many points the ends of the printed scores differ; of scores that are none, the sums of the steps."""
    first, last = bridge.before.range, bridge.after.range
    if first is None or last is None:
        low, high = ([getattr(step, end) * 100 for step in bridge.steps] for end in ("low", "high"))
        return sum(low, Fraction(0)), sum(high, Fraction(0))
    return (
        Fraction(figures.rounded(last.low * 100, places) - figures.rounded(first.low * 100, places)),
        Fraction(figures.rounded(last.high * 100, places) - figures.rounded(first.high * 100, places)),
    )


def _points(span: Range | None, places: int) -> tuple[str, str]:
    ends = (span.low, span.high) if span else (None, None)
    low, high = (figures.NOTHING if end is None else figures.number(end * 100, places) for end in ends)
    return low, high


def sums(bridge: Bridge) -> tuple[str, ...]:
    """The bridge in exact fractions of 1, which printed points only round."""
    first, last = bridge.before.range, bridge.after.range
    if not (bridge.steps and first and last):
        return ()
    low, high = [step.low for step in bridge.steps], [step.high for step in bridge.steps]
    return (
        _("Exactly, at worst: %(sum)s") % {"sum": _sum(first.low, low, last.low)},
        _("Exactly, at best: %(sum)s") % {"sum": _sum(first.high, high, last.high)},
    )


def _sum(first: Fraction, steps: Sequence[Fraction], last: Fraction) -> str:
    terms = "".join(f" {figures.MINUS if step < 0 else '+'} {abs(step)}" for step in steps)
    return f"{first}{terms} = {last}"


def unexamined(bridge: Bridge) -> tuple[str, ...]:
    """What to know where an answer begins or ends with its law: the law of the other day was not examined."""
    moved = (change for change in bridge.changes if change.cause == "law-changed")
    lapsed = sum(not all(end is not None and end.answered for end in (each.before, each.after)) for each in moved)
    if not lapsed:
        return ()
    text = ngettext(
        "Of these, %(criteria)s is unanswered at one end: the law of that day was not examined, which is not the same as not met.",
        "Of these, %(criteria)s are unanswered at one end: the law of that day was not examined, which is not the same as not met.",
        lapsed,
    )
    return (text % {"criteria": figures.count(lapsed, "criterion", "criteria")},)


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
        headline=figures.listed([_moved(comparison) for comparison in kept]),
        lead=lead % {"before": before, "cycle": cycle},
        cycles=(before, cycle),
        treaties=tuple(_bridge_view(comparison) for comparison in kept),
    )


def _bridge_view(comparison: Comparison) -> BridgeView:
    whole = comparison.whole
    criteria = (each for end in (whole.before, whole.after) for each in end.instrument.criteria())
    references = {each.id: words.reference(each.provision, each.element) for each in criteria}
    changed = len({change.criterion for change in whole.changes})
    cells = [(change.criterion, change_cells(change, references[change.criterion])) for change in whole.changes]
    # The id of the criterion stands behind the cause, so that a page can link to it.
    changes = ((cause, id_, *rest) for id_, (cause, *rest) in cells)
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
        changes=tuple(changes),
        notes=(*unexamined(whole), *(f"{text}." for text in sums(whole))),
    )


def _moved(comparison: Comparison) -> str:
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
