"""The law: that there is a legal basis, in force and as old as what was read of it; the order of dates; deposits that a treaty permits."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import assert_never

from compliance.as_of.deposits import WhyNot, unpermitted
from compliance.as_of.evidence import by_precedence, counts, is_older, is_repealed, rests_on
from compliance.checks.needs import above_lowest, ratings_of
from compliance.checks.walk import Answered, Based, acts, answers, each_answer, each_basis, findings, treaties
from compliance.language import N_
from compliance.model.dates import PartialDate
from compliance.model.instrument import Instrument
from compliance.model.legislation import Act, LegalStatus
from compliance.model.participation import Deposit
from compliance.problems import Position, Problem, closest
from compliance.source import Step
from compliance.workspace import Workspace


def missing_legal_basis(answered: Answered) -> Iterator[Problem]:
    """Ratings above the lowest without national law, where the criterion is assessed from law."""
    if "legal basis" in answered.needs:
        scale = answered.instrument.scale
        words, values = above_lowest(answered.response, scale), tuple(scale.values)
        word = min(words, key=values.index) if words <= set(values) else min(words)
        what = f"the rating is `{word}`, but no national provision is named"
        hint = f"without a provision the answer is `{values[-1]}` or stays open"
        yield Problem(answered.key(), "missing-legal-basis", what, "legal_basis: act, provision and gist", hint)


def not_in_force(based: Based) -> Iterator[Problem]:
    """Provisions and acts that were not in force on the day of the assessment."""
    day, act = based.answered.day, based.answered.acts.get(based.basis.act)
    if day and (why := _why_not_in_force(based, act, day)):  # what a bill would change is not in force yet
        what, expected = f"the provision was not in force on {day}: {why}", "law in force on the cut-off date"
        hint = "name what was in force; a bill belongs in `analysis` or a recommendation"
        yield Problem(based.at("in_force" if based.basis.in_force else "act"), "not-in-force", what, expected, hint)


def _why_not_in_force(based: Based, act: Act | None, day: date) -> str | None:
    """Why a provision was not in force on a day, if it surely was not; that its act was repealed is a finding of its own."""
    if act is not None and (why := _not_law(act.status)):
        return why
    for name, thing in (("the provision", based.basis), ("the act", act)):
        if thing is not None and thing.in_force and thing.in_force.surely_after(day):
            return f"{name} enters into force on {thing.in_force}"
    if based.basis.until and based.basis.until.last < day and not (act and is_repealed(act, day)):
        return f"the provision was in force until {based.basis.until}"
    return None


def _not_law(status: LegalStatus) -> str | None:
    match status:
        case "bill":
            return "the act is a bill"
        case "not-in-force":
            return "the act is not in force"
        case "in-force" | "repealed" | "unknown":
            return None
        case _:
            assert_never(status)


def precedence(answered: Answered) -> Iterator[Problem]:
    """Answers that rest on nothing but a treaty that goes before statutes, beyond what it can carry; leads count nowhere."""
    response = answered.response
    if "treaty-action" in answered.criterion.assessed_from or not counts(response, answered.instrument):
        return  # what was deposited or notified is the answer
    alone = answered.day and by_precedence(response, answered.instrument.id, answered.acts)
    if alone and (why := _beyond(answered) or _unseen(answered)):
        what = f"the answer rests on a treaty alone, {why[0]}"
        hint = "decision 0015 says what a treaty that goes before statutes can carry"
        yield Problem(answered.key(), "by-precedence", what, why[1], hint, "finding")


def _above(answered: Answered) -> tuple[str, ...]:
    """The ratings of a response above the lowest, in the order of the scale."""
    rated = ratings_of(answered.response)
    return tuple(word for word in tuple(answered.instrument.scale.values)[:-1] if word in rated)


def _beyond(answered: Answered) -> tuple[str, str] | None:
    """Why a treaty does not carry such a rating, and what would be right."""
    words, above = tuple(answered.instrument.scale.values), _above(answered)
    match answered.criterion.direct_applicability:
        case "unsuitable" if any(basis.act == answered.instrument.id for basis in answered.response.legal_basis):
            return None  # which is a mistake, and said already
        case "unsuitable" if above:
            return "which cannot carry this criterion: it needs national law", f"rating: {words[-1]}"
        case "possible" if words[0] in above and len(words) > 2:
            return f"which carries this criterion at best as `{words[1]}`", f"rating: {words[1]}, or lower"
    return None


def _unseen(answered: Answered) -> tuple[str, str] | None:
    """What of an answer by precedence no source shows, and what would: the clause, the treaty in force, its publication."""
    if answered.criterion.direct_applicability == "unsuitable" or not _above(answered):
        return None
    seen = [basis.act for basis in answered.response.legal_basis if basis.sources]
    register = answered.acts
    published = any(id_ in register and register[id_].kind == "treaty-law" for id_ in seen)
    if not any(id_ in register and register[id_].kind != "treaty-law" for id_ in seen):
        return "and the clause that puts it first was not seen", "its provision and source"
    treaty = answered.participation
    bound = treaty is not None and any(step and step.sources for step in (treaty.bound, treaty.in_force))
    if not (published or answered.instrument.id in seen or bound):
        expected = "`bound` or `in_force` of participation.yaml with their `sources`"
        return "and no source shows that it is in force for the country", expected
    if not published and answered.response.evidence in ("A", "B"):
        grade = answered.response.evidence
        return f"and its publication, without which the grade is not {grade}, was not seen", "evidence: C"
    return None


def basis(based: Based) -> Iterator[Problem]:
    """The treaty alone where national law is needed, provisions in another part than their act, and some that ended before they began."""
    answered, act = based.answered, based.answered.acts.get(based.basis.act)
    if based.basis.act == answered.instrument.id and answered.criterion.direct_applicability == "unsuitable":
        what = "the treaty cannot be the legal basis here: the criterion needs national law"
        hint = "name the national provision, or rate the criterion lower"
        yield Problem(based.at("act"), "treaty-alone", what, "an act of legislation.yaml", hint)
    if act is not None and act.part != based.basis.part:
        place = act.part or "the State"
        hint = f"write `part: {act.part}`" if act.part else "delete `part`"
        what = f"`{act.id}` is an act of {place}, but the provision is placed elsewhere"
        yield Problem(based.at("part" if based.basis.part else "act"), "wrong-part", what, place, hint)
    yield from _order(based.at, (("in_force",), based.basis.in_force), (("until",), based.basis.until))


def dates_of_answer(answered: Answered) -> Iterator[Problem]:
    """Ratings recorded before the law on which they rest; what begins later was no law then and belonged in a bill."""
    response = answered.response
    clocks: list[tuple[tuple[Step, ...], PartialDate | None, date | None]]
    clocks = [(("history", n, "recorded"), entry.since, entry.recorded) for n, entry in enumerate(response.history)]
    for steps, since, recorded in (*clocks, (("recorded",), response.since, response.recorded)):
        if since and recorded and since.surely_after(recorded):
            yield _disorder(answered.at(*steps), "recorded", recorded, "since", since)


def dates_of_registers(workspace: Workspace) -> Iterator[Problem]:
    """Dates of acts, of participation, of deposits and of findings that cannot follow each other as written."""
    for _, act, place in acts(workspace):
        names = ("adopted", "published", "in_force", "until")
        yield from _order(place.at, *(((name,), getattr(act, name)) for name in names))
    for _, participation, place in treaties(workspace):
        steps = (("signed", participation.signed), ("bound", participation.bound), ("in_force", participation.in_force))
        yield from _order(place.at, *(((name, "date"), step.date) for name, step in steps if step))
        for n, deposit in enumerate(participation.deposits):
            within = ("deposits", n)
            held = (((*within, "deposited"), deposit.deposited), ((*within, "withdrawn"), deposit.withdrawn))
            yield from _order(place.at, *held)
    for finding, place in findings(workspace):
        later = finding.follow_up.date if finding.follow_up else None
        if later is not None and later.last < finding.date.first:
            yield _disorder(place.at("follow_up", "date"), "follow_up", later, "date", finding.date)


Dated = tuple[tuple[Step, ...], PartialDate | None]
"""The way to a date, and the date."""


def _order(at: Callable[..., Position], *dates: Dated) -> Iterator[Problem]:
    """Problems of dates that should rise from left to right; unknown ones are skipped."""
    known = [(steps, when) for steps, when in dates if when is not None]
    for (before, first), (after, second) in itertools.pairwise(known):
        if second.last < first.first:
            # The date of an act of a State is named by the act: `bound`, not `date`.
            fields = [str(next(step for step in reversed(steps) if step != "date")) for steps in (after, before)]
            yield _disorder(at(*after), fields[0], second, fields[1], first)


def _disorder(at: Position, after: str, second: object, before: str, first: object) -> Problem:
    what = f"`{after}` ({second}) lies before `{before}` ({first})"
    return Problem(at, "dates-out-of-order", what, hint="one of the two is mistaken; look into the source")


def deposits(workspace: Workspace) -> Iterator[Problem]:
    """Grounds that do not exist, and deposits that no ground permits: a legal finding, without effect on any score."""
    for treaty, participation, place in treaties(workspace):
        if filed := workspace.instruments.get(treaty):
            for n, deposit in enumerate(participation.deposits):
                yield from _deposit(filed.value, deposit, partial(place.at, "deposits", n))


def _deposit(instrument: Instrument, deposit: Deposit, at: Callable[..., Position]) -> Iterator[Problem]:
    grounds = {ground.id for ground in instrument.grounds}
    if deposit.permitted_by is not None and deposit.permitted_by not in grounds:
        what = f"the instrument has no ground `{deposit.permitted_by}`"
        hint = closest(deposit.permitted_by, grounds)
        yield Problem(at("permitted_by"), "unknown-ground", what, " | ".join(sorted(grounds)), hint)
    elif why := unpermitted(deposit, instrument):
        what = f"the {deposit.kind} `{deposit.id}` {without_effect(why.reason) % why.values}"
        hint = "it is printed as a legal finding"
        yield Problem(at(), "unpermitted-deposit", what, "a deposit on the treaty's closed list", hint, "finding")


def without_effect(reason: WhyNot) -> str:
    """Why the treaty does not permit a deposit, as the end of a sentence that begins with the deposit; in English."""
    match reason:
        case "no-ground":
            return N_("rests on no ground of the treaty and has no effect on the score")
        case "beyond-ground":
            return N_("reaches beyond %(provision)s to %(criteria)s, where it has no effect on the score")
        case _:
            assert_never(reason)


FIRST = 3
"""So many criteria a sentence names."""


def unknown_amendments(workspace: Workspace) -> Iterator[Problem]:
    """Texts said to be consolidated to an amendment that the register of their act does not list."""
    for _, act, place in acts(workspace):
        last = act.read.consolidated_to if act.read else None
        if last is not None and last not in act.amendments:
            what = f"the text of `{act.id}` is consolidated to `{last}`, which is none of its amendments"
            expected = " | ".join(act.amendments) or "none is listed"
            hint = closest(last, act.amendments) or "list every amendment that is known under `amendments`, in order"
            yield Problem(place.at("read", "consolidated_to"), "unknown-amendment", what, expected, hint)


def older_texts(workspace: Workspace) -> Iterator[Problem]:
    """Acts whose text was read as it stood before an amendment that is on file, though answers rest on it."""
    resting: dict[tuple[str, str], dict[str, None]] = {}
    for answered in answers(workspace):
        for id_ in rests_on(answered.response) if answered.day else ():
            resting.setdefault((answered.country.id, id_), {})[answered.criterion.id] = None
    for country, act, place in acts(workspace):
        ids = tuple(resting.get((country.id, act.id), ()))
        last = act.read.consolidated_to if act.read else None
        if is_older(act) and ids and (last is None or last in act.amendments):  # else it is said already
            text = f"as it stood with {last}" if last else "as it was first published"
            what = f"the text of `{act.id}` was read {text}; {act.amendments[-1]} came later: {_some(ids)}"
            hint = (
                "read what the later amendments changed, or give what rests on a changed provision grade C or a `floor`"
            )
            yield Problem(
                place.at("read"), "older-text", what, "the text with every amendment on file", hint, "finding"
            )


def repealed_acts(workspace: Workspace) -> Iterator[Problem]:
    """Acts that were repealed on the day of the law, though answers rest on them."""
    resting: dict[tuple[str, str, date], list[Answered]] = {}
    for answered in answers(workspace):
        for id_ in rests_on(answered.response) if answered.day else ():
            if answered.day and id_ in answered.acts and is_repealed(answered.acts[id_], answered.day):
                resting.setdefault((answered.document.path, id_, answered.day), []).append(answered)
    for (_, id_, day), theirs in resting.items():
        first, act, rest = theirs[0], theirs[0].acts[id_], _some([answer.criterion.id for answer in theirs])
        place = next(n for n, basis in enumerate(first.response.legal_basis) if basis.act == id_)
        by = f", repealed by `{act.repealed_by}`" if act.repealed_by else ""
        when = f", its last day was {act.until}" if act.until else ""
        what, expected = f"`{id_}` was no longer law on {day}{by}{when}: {rest}", "law in force on the cut-off date"
        hint = "read the act that took its place; what the old one said belongs in the `history`"
        yield Problem(first.at("legal_basis", place, "act"), "repealed-act", what, expected, hint, "finding")


def _some(ids: Sequence[str]) -> str:
    """What rests on an act, the first by name."""
    more = f" and {len(ids) - FIRST} more" if len(ids) > FIRST else ""
    verb = "rests on it" if len(ids) == 1 else "rest on it"
    return f"{', '.join(ids[:FIRST])}{more} {verb}"


def floors(answered: Answered) -> Iterator[Problem]:
    """Ratings said to be a minimum that do not run from it up to the best, in the whole or on a level."""
    words = tuple(answered.instrument.scale.values)
    ratings = (answered.response.rating, *answered.response.ratings_by_part.values())
    runs = any(len(answer) > 1 and set(answer) == set(words[: len(answer)]) for answer in ratings)
    if answered.response.floor and not runs:
        what = "a `floor` is given, but no rating runs from a minimum up to the best without a hole"
        hint = f"list every rating from the minimum up to `{words[0]}`, or delete `floor`"
        yield Problem(answered.key("floor"), "floor-without-range", what, f"rating: [{', '.join(words[:3])}]", hint)


CHECKS = (
    each_answer(missing_legal_basis, precedence, floors, dates_of_answer),
    each_basis(not_in_force, basis),
    unknown_amendments,
    older_texts,
    repealed_acts,
    dates_of_registers,
    deposits,
)
