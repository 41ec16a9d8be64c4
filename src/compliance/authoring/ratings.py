"""Re-ratings, each with its cause: the rating before stays in the history; and the third rating after double rating."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from compliance import figures
from compliance.as_of.checklists import settled
from compliance.authoring.changes import ASIDE, Changes, Target, contributions, draft, write_logged
from compliance.authoring.edit import filled
from compliance.authoring.people import same_person
from compliance.checks.acceptances import ACCEPTANCE, answers_in
from compliance.checks.dated import raters
from compliance.checks.needs import ratings_of
from compliance.checks.work import rated
from compliance.model.checklist import NOT_APPLICABLE, UNANSWERED, Adjudication, Answer, Cause, Decision, Response
from compliance.model.dates import PartialDate
from compliance.model.instrument import NotApplicable
from compliance.queries.raters import waiting
from compliance.scoring.answers import score_criterion
from compliance.source import Data, Step

FIRST_CAUSE: Cause = "evidence-found"
"""Why a first rating was given, where the file does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rated:
    """What every new rating says of an answer."""

    criterion: str
    rating: str
    """The rating that holds now; `unanswered` withdraws the one before."""
    by: str
    on: date
    gap: str | None = None
    """What is missing now, where that is another than before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerating(_Rated):
    """What a re-rating says."""

    part: str | None = None
    """The level of government whose rating changes, where levels are rated."""
    cause: Cause
    why: str
    since: PartialDate | None = None
    """From which day of the law it holds, where that is another than before."""
    reason: NotApplicable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling(_Rated):
    """What somebody says who settles a criterion."""

    reason: str
    replaces: str | None = None
    """Why it takes the place of a third rating that stands."""


def objections(target: Target, new: Rerating) -> Iterator[str]:
    """Why a re-rating says nothing or too little, in sentences; of an adjudicated answer the third rating is what changes."""
    own = target.response(new.criterion)
    response = settled(own)
    if own.adjudication:
        yield from _not_by_rater(target, new.by)
        yield from _later(own.adjudication, new.on)
        if new.rating == UNANSWERED:
            yield "A third rating is not withdrawn: give the one that holds now."
        yield from _gapless(target, _after(response, new), new.gap)
    if response.ratings_by_part and new.part is None:
        yield f"It is rated by level of government: say which, of {', '.join(response.ratings_by_part)}."
    if new.part is not None and new.part not in response.ratings_by_part:
        yield f"There is no rating of `{new.part}`."
    now = response.ratings_by_part.get(new.part, ()) if new.part else response.rating or (UNANSWERED,)
    if now == (new.rating,) and (new.reason or response.not_applicable) == response.not_applicable:
        yield f"It is rated {new.rating} already."
    if new.cause == "law-changed" and new.since is None:
        yield "Say from which day of the law it holds."
    if (new.rating == NOT_APPLICABLE) != (new.reason is not None):
        yield "A rating of not-applicable needs a reason, and no other has one."


def _gapless(target: Target, third: Response, gap: str | None) -> Iterator[str]:
    """That a third rating would leave a deduction without a gap, or a gap where nothing is missing."""
    if _falls_short(target, third):
        if not (gap or third.gap):
            yield "The third rating is below the best, and no gap is on file: say what is missing."
    elif gap:
        yield "The third rating is not below the best: leave the gap out."


def _falls_short(target: Target, response: Response) -> bool:
    """Whether an answer is rated below the best, as a whole or at a level of government."""
    _, *below = target.treaty.scale.values
    return not ratings_of(response).isdisjoint(below)


def rerate(target: Target, new: Rerating) -> tuple[str, str]:
    """Re-rates an answer, before and after in words: the old rating goes into its history, the new one has its cause."""
    own = target.response(new.criterion)
    before = settled(own)
    fields = _decided_anew(target, before, third, new) if (third := own.adjudication) else _changes(target, new)
    fields |= {("cause",): new.cause, ("recorded",): new.on.isoformat(), **{(name,): None for name in ACCEPTANCE}}
    if new.since:
        fields["since",] = str(new.since)
    if not third:
        answer = answers_in(target.filed).get(new.criterion, {})
        wrote = {str(steps[0]) for steps, value in fields.items() if _differs(answer, steps, value)} - ASIDE
        fields["written",] = contributions(answer, new.by, new.on, wrote)
    if earlier := _earlier(target, before, new):
        fields["history", len(before.history)] = earlier
    old, now = rated(before), rated(_after(before, new))
    entry = draft(target, "rating", by=new.by)
    entry = replace(entry, about=new.criterion, old=old, new=now, cause=new.cause, why=new.why)
    write_logged(target, {("responses", new.criterion, *steps): value for steps, value in fields.items()}, entry)
    return old, now


def _after(before: Response, new: Rerating) -> Response:
    """The response with the rating that a re-rating gives."""
    if new.part:
        return replace(before, ratings_by_part={**before.ratings_by_part, new.part: (new.rating,)})
    return replace(before, rating=() if new.rating == UNANSWERED else (new.rating,))


def _changes(target: Target, new: Rerating) -> dict[tuple[Step, ...], Data]:
    """What a re-rating changes of an answer beside what every one changes."""
    best, whole = new.rating == next(iter(target.treaty.scale.values)), new.part is None
    withdrawn = whole and new.rating == UNANSWERED
    fields: dict[tuple[Step, ...], Data] = {
        ("ratings_by_part", new.part) if new.part else ("rating",): None if withdrawn else new.rating,
        ("author",): new.by,
        ("answered",): new.on.isoformat(),
        ("carried_over",): None,
        ("floor",): None,
        ("not_applicable",): new.reason,
    }
    if new.gap or (best and whole) or new.reason or withdrawn:
        fields["gap",] = new.gap
    return fields


def _differs(answer: Mapping[str, Data], steps: tuple[Step, ...], value: Data) -> bool:
    """Whether a field of an answer holds something else than a value."""
    held: Data = dict(answer)
    for step in steps:
        held = held.get(step) if isinstance(held, dict) and isinstance(step, str) else None
    return held != value


def _earlier(target: Target, before: Response, new: Rerating) -> Data:
    """The rating before as an entry of the history; nothing of what was unanswered."""
    words = before.rating or _whole(target, before, new.criterion) or ((UNANSWERED,) if before.history else ())
    if not words:
        return None
    fields: dict[str, Data] = {
        "since": str(before.since) if before.since else None,
        "rating": words[0] if len(words) == 1 else list(words),
        "not_applicable": before.not_applicable,
        "recorded": (before.recorded or target.filed.value.cut_off).isoformat(),
        "cause": before.cause or FIRST_CAUSE,
        "evidence": before.evidence,
        "note": new.why,
    }
    return filled(fields)


def _whole(target: Target, response: Response, criterion: str) -> tuple[str, ...]:
    """What the ratings of the levels of government came to for the country as a whole."""
    if not response.ratings_by_part:
        return ()
    of = next(each for each in target.treaty.criteria() if each.id == criterion)
    parts, on = target.workspace.parts(target.country.id), target.filed.value.cut_off
    score = score_criterion(of, response, target.treaty.scale, parts=parts, on=on)
    return score.lead or score.outcomes


def _decided_anew(target: Target, before: Response, third: Adjudication, new: Rerating) -> dict[tuple[Step, ...], Data]:
    """The same of an adjudicated answer: the third rating; what the two evaluators rated stays as it is."""
    decision = {
        "rating": None if new.part else new.rating,
        "ratings_by_part": {**_parts(third), new.part: new.rating} if new.part else None,
        "not_applicable": new.reason,
        "reason": new.why,
        "by": new.by,
        "on": new.on.isoformat(),
    }
    fields: dict[tuple[Step, ...], Data] = {("adjudication",): _decided(decision, third, new.why)}
    if new.gap or not _falls_short(target, _after(before, new)):
        fields["gap",] = new.gap
    return fields


def _decided(decision: Mapping[str, Data], before: Adjudication | None, why: str | None) -> Data:
    """A decision as the file holds it, with those before it."""
    decisions: tuple[Decision | Adjudication, ...] = (*before.earlier, before) if before else ()
    earlier: list[Data] = [_taken_back(each, why) for each in decisions]
    return filled({**decision, "earlier": earlier})


def _taken_back(decision: Adjudication | Decision, why: str | None) -> Data:
    """A decision as the file keeps it when another one takes its place."""
    fields: dict[str, Data] = {
        "rating": _word(decision.rating),
        "ratings_by_part": _parts(decision),
        "not_applicable": decision.not_applicable,
        "reason": decision.reason,
        "by": decision.by,
        "on": decision.on.isoformat(),
        "replaced": decision.replaced if isinstance(decision, Decision) else why,
    }
    return filled(fields)


def _parts(decision: Adjudication | Decision) -> dict[str, Data]:
    return {part: _word(answer) for part, answer in decision.ratings_by_part.items()}


def _word(answer: Answer) -> Data:
    """A rating as a file writes it: a word, or several as a list."""
    return answer[0] if len(answer) == 1 else list(answer)


def disputes(target: Target, new: Settling) -> Iterator[str]:
    """Why somebody cannot settle a criterion, in sentences; nothing where two evaluators differ and nothing else stands in the way."""
    key, second = target.key, target.country.second.get(target.key)
    third = target.response(new.criterion).adjudication
    if second is None:
        yield "No second evaluator's checklist is on file, so there is nothing to settle."
    elif target.country.is_blind(key):
        yield from waiting(target.country, key)
    else:
        both = [filed.value.responses.get(new.criterion) for filed in (target.filed, second)]
        for which, response in zip(("first", "second"), both, strict=True):
            if response is None or not response.has_rating:
                yield f"The {which} evaluator did not answer it."
        ratings = [(response.rating, response.ratings_by_part) for response in both if response]
        if len(ratings) == 2 and ratings[0] == ratings[1]:
            yield "Both evaluators gave the same rating."
        yield from _gapless(target, _third(target, new), new.gap)
    yield from _not_by_rater(target, new.by)
    if third:
        yield from _later(third, new.on)
    if third and not new.replaces:
        yield f"A third rating stands: {rated(third)}, by {third.by} on {figures.day(third.on)}. To replace it, say why."
    if new.replaces and not third:
        yield "No third rating stands yet, so that none can be replaced."


def _third(target: Target, new: Settling) -> Response:
    return replace(target.response(new.criterion), rating=(new.rating,), ratings_by_part={})


def _not_by_rater(target: Target, by: str) -> Iterator[str]:
    both = filter(None, (target.filed, target.country.second.get(target.key)))
    every = (rater for filed in both for rater in raters(filed.value))
    if rater := next((rater for rater in every if same_person(rater, by, target.workspace.roll)), None):
        named = by if rater == by else f"{by}, who is {rater},"
        yield f"{named} rated it, and nobody is the judge of their own rating."


def _later(third: Adjudication, on: date) -> Iterator[str]:
    if on < third.on:
        yield f"The third rating is of {figures.day(third.on)}, later than {figures.day(on)}."


def adjudicate(target: Target, new: Settling) -> None:
    """Settles a criterion on which two evaluators differ; the decision before stays on record, with why it was replaced.

    An answer that was accepted was accepted without it, and is accepted no longer. A gap goes where nothing is missing.
    """
    before = target.response(new.criterion).adjudication
    decision: dict[str, Data] = {"rating": new.rating, "reason": new.reason, "by": new.by, "on": new.on.isoformat()}
    fields: dict[str, Data] = {"adjudication": _decided(decision, before, new.replaces), **dict.fromkeys(ACCEPTANCE)}
    if new.gap or not _falls_short(target, _third(target, new)):
        fields["gap"] = new.gap
    changes: Changes = {("responses", new.criterion, name): value for name, value in fields.items()}
    write_logged(target, changes, replace(draft(target, "adjudicated", by=new.by), why=new.reason))
