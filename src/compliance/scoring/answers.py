"""From an answer to the ratings that it leaves possible: sets, levels of government, dates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

from compliance.as_of.checklists import in_force
from compliance.as_of.deposits import NARROWING
from compliance.as_of.evidence import weighs
from compliance.model.checklist import NONE, NOT_APPLICABLE, STATE, UNANSWERED, Answer, Response
from compliance.model.instrument import Criterion, NotApplicable, Scale
from compliance.model.participation import Deposit
from compliance.scoring.values import CriterionScore, Range, State

Outcomes = frozenset[str]


def ladder(scale: Scale) -> tuple[str, ...]:
    """The ratings of a scale from the worst to the best."""
    return tuple(scale.values)[::-1]


def raised(word: str, scale: Scale) -> str:
    """The next better rating; the best one stays."""
    rungs = ladder(scale)
    return rungs[min(rungs.index(word) + 1, len(rungs) - 1)]


def ordered(outcomes: Iterable[str], scale: Scale) -> tuple[str, ...]:
    """Possible ratings from the worst to the best, `not-applicable` last."""
    possible = set(outcomes)
    return tuple(word for word in (*ladder(scale), NOT_APPLICABLE) if word in possible)


def best_of(first: Outcomes, second: Outcomes, scale: Scale) -> Outcomes:
    """The better of two, for every combination; what does not apply gives way, and no provision gives way to all."""
    rank = (NONE, NOT_APPLICABLE, *ladder(scale)).index
    return frozenset(max(pair, key=rank) for pair in product(first, second))


def _lowest_of(first: Outcomes, second: Outcomes, scale: Scale) -> Outcomes:
    """The lower of two, for every combination; what does not apply gives way."""
    return frozenset(min(pair, key=(*ladder(scale), NOT_APPLICABLE).index) for pair in product(first, second))


def score_criterion(
    criterion: Criterion,
    response: Response | None,
    scale: Scale,
    *,
    parts: Sequence[str],
    on: date,
    deposit: Deposit | None = None,
) -> CriterionScore:
    """The score of a criterion on a day in some parts, under the deposit that narrows or excludes it, if any."""
    in_effect = response if response and stands(response, on) else None
    # Evidence that is too weak leaves the criterion unanswered: what the answer would be is kept apart, as a lead.
    counting = in_effect if in_effect and weighs(in_effect.evidence, scale) else None
    outcomes, answered = _resolved(counting, scale, parts, deposit)
    by_part = {} if deposit and deposit.effect in NARROWING else _by_part(counting, scale, parts)
    lead, led = (outcomes, False) if in_effect is counting else _resolved(in_effect, scale, parts, deposit)
    return CriterionScore(
        criterion=criterion,
        response=response,
        **_rated_as(criterion, outcomes, scale, answered=answered),
        by_part={part: _ends(of_part, scale) for part, of_part in by_part.items()},
        reason="reservation" if deposit and deposit.effect == "excludes" else _reason(counting, outcomes),
        deposit=deposit.id if deposit else None,
        lead=ordered(lead, scale) if led and not answered else (),
    )


def counted(score: CriterionScore, scale: Scale) -> CriterionScore:
    """A criterion as if the lead that it has counted; as it is, where it has none."""
    if not score.lead:
        return score
    outcomes = frozenset(score.lead)
    rated = _rated_as(score.criterion, outcomes, scale, answered=True)
    return replace(score, **rated, reason=_reason(score.response, outcomes), lead=())


def _resolved(
    response: Response | None, scale: Scale, parts: Sequence[str], deposit: Deposit | None
) -> tuple[Outcomes, bool]:
    """What an answer leaves possible under a deposit, and whether it is one."""
    match deposit.effect if deposit else None:
        case "excludes":
            return frozenset({NOT_APPLICABLE}), True
        case "narrows":
            return _narrowed(response, scale, parts)
        case _:
            return _country(response, scale, parts), _answered(response, parts)


def _rated_as(criterion: Criterion, outcomes: Outcomes, scale: Scale, *, answered: bool) -> dict[str, Any]:
    """State, ratings and value of a criterion whose answer leaves these ratings possible."""
    possible, state = ordered(outcomes, scale), _state(criterion, outcomes, answered=answered)
    values = [scale.values[word] for word in possible if word != NOT_APPLICABLE]
    worth = Range(low=values[0], high=values[-1]) if values and state != "informative" else None
    return {"state": state, "answered": answered, "outcomes": possible, "value": worth}


def stands(response: Response, on: date) -> bool:
    """Whether anything on which the answer rests may have been in force that day; an answer may rest on nothing."""
    return not response.legal_basis or any(in_force(basis, on) for basis in response.legal_basis)


def _possible(answer: Answer, scale: Scale) -> Outcomes:
    """What an answer leaves possible: without one, every rating of the scale."""
    return frozenset(scale.values) if not answer or UNANSWERED in answer else frozenset(answer)


def _levels(response: Response, parts: Sequence[str], scale: Scale) -> tuple[Outcomes, Mapping[str, Outcomes]]:
    """What the State's answer and each part's leave possible; a country without parts is its State's law."""
    levels = response.ratings_by_part
    own = {part: _possible(levels.get(part, ()), scale) for part in parts}
    return _possible(levels.get(STATE, ()), scale), own or {STATE: frozenset({NONE})}


def _in_part(own: Outcomes, state: Outcomes, scale: Scale) -> Outcomes:
    """The best of the laws that apply in a part; where neither level has a provision, the lowest rating."""
    lowest = ladder(scale)[0]
    return frozenset(lowest if word == NONE else word for word in best_of(own, state, scale))


def _country(response: Response | None, scale: Scale, parts: Sequence[str]) -> Outcomes:
    """The lowest part: a State is bound for its whole territory."""
    if response is None or not response.ratings_by_part:
        return _possible(response.rating if response else (), scale)
    state, own = _levels(response, parts, scale)
    outcomes: Outcomes = frozenset()
    for of_state in state:  # one law of the State holds in all parts at once
        lowest: Outcomes = frozenset({NOT_APPLICABLE})
        for of_part in own.values():
            lowest = _lowest_of(lowest, _in_part(of_part, frozenset({of_state}), scale), scale)
        outcomes |= lowest
    return outcomes


def _by_part(response: Response | None, scale: Scale, parts: Sequence[str]) -> Mapping[str, Outcomes]:
    if response is None or not response.ratings_by_part or not parts:
        return {}
    state, own = _levels(response, parts, scale)
    return {part: _in_part(of_part, state, scale) for part, of_part in own.items()}


def _narrowed(response: Response | None, scale: Scale, parts: Sequence[str]) -> tuple[Outcomes, bool]:
    """What binds of a narrowed criterion: its second rating; without one, only the best or no application carries over."""
    if response and response.rating_as_bound:
        return _possible(response.rating_as_bound, scale), True
    whole = _country(response, scale, parts)
    if whole <= {NOT_APPLICABLE, ladder(scale)[-1]}:
        return whole, True
    return frozenset(scale.values) | (whole & {NOT_APPLICABLE}), False


def _answered(response: Response | None, parts: Sequence[str]) -> bool:
    """Whether some level has an answer, or every level is known to have no provision."""
    if response is None:
        return False
    if not response.ratings_by_part:
        return bool(response.rating) and UNANSWERED not in response.rating
    levels = [response.ratings_by_part.get(level) or (UNANSWERED,) for level in (STATE, *parts)]
    examined = [answer for answer in levels if UNANSWERED not in answer]
    return len(examined) == len(levels) or any(answer != (NONE,) for answer in examined)


def _reason(response: Response | None, outcomes: Outcomes) -> NotApplicable | None:
    return response.not_applicable if response and NOT_APPLICABLE in outcomes else None


def _state(criterion: Criterion, outcomes: Outcomes, *, answered: bool) -> State:
    if not criterion.scored:
        return "informative"
    if outcomes == {NOT_APPLICABLE}:
        return "not-applicable"
    if not answered:
        return "unanswered"
    return "rated" if len(outcomes) == 1 else "open"


def _ends(outcomes: Outcomes, scale: Scale) -> tuple[str, str]:
    """Worst and best rating, leaving out no application where a rating is possible."""
    possible = ordered(outcomes, scale)
    ratings = [word for word in possible if word != NOT_APPLICABLE] or possible
    return ratings[0], ratings[-1]
