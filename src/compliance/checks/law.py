"""Legal bases: that there is one, that it is law, that it was in force; and the order of dates."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from compliance.as_of.evidence import by_precedence, counts, is_repealed
from compliance.checks.walk import Answered, Based, acts, answers, bases, registers, treaties
from compliance.model.checklist import NONE, NOT_APPLICABLE, UNANSWERED
from compliance.model.dates import PartialDate
from compliance.model.legislation import Act
from compliance.problems import Position, Problem
from compliance.source import Step
from compliance.workspace import Workspace


def missing_legal_basis(workspace: Workspace) -> Iterator[Problem]:
    """Ratings above the lowest without national law, where the criterion is assessed from law."""
    for answered in answers(workspace):
        response, criterion = answered.response, answered.criterion
        words = {*response.rating, *(word for answer in response.ratings_by_part.values() for word in answer)}
        lowest = tuple(answered.instrument.scale.values)[-1]
        found = words - {lowest, NOT_APPLICABLE, UNANSWERED, NONE}
        if found and "law" in criterion.assessed_from and not response.legal_basis:
            word = (
                min(found, key=list(answered.instrument.scale.values).index)
                if found <= set(answered.instrument.scale.values)
                else min(found)
            )
            yield Problem(
                answered.key(),
                "missing-legal-basis",
                f"the rating is `{word}`, but no national provision is named",
                "legal_basis: act, provision and gist",
                f"without a provision the answer is `{lowest}` or stays open",
            )


def treaty_alone(workspace: Workspace) -> Iterator[Problem]:
    """The treaty itself as the legal basis of a criterion that needs national law."""
    for based in bases(workspace):
        if (
            based.basis.act == based.answered.instrument.id
            and based.answered.criterion.direct_applicability == "unsuitable"
        ):
            yield Problem(
                based.at("act"),
                "treaty-alone",
                "the treaty cannot be the legal basis here: the criterion needs national law",
                "an act of legislation.yaml",
                "name the national provision, or rate the criterion lower",
            )


def not_in_force(workspace: Workspace) -> Iterator[Problem]:
    """Provisions and acts that were not in force on the day of the assessment."""
    known = registers(workspace)
    for based in bases(workspace):  # what a bill would change is not in force yet
        day, act = based.answered.day, known[based.answered.country.id].get(based.basis.act)
        if day and (why := _why_not_in_force(based, act, day)):
            yield Problem(
                based.at("in_force" if based.basis.in_force else "act"),
                "not-in-force",
                f"the provision was not in force on {day}: {why}",
                "law in force on the cut-off date",
                "name what was in force; a bill belongs in `analysis` or a recommendation",
            )


_NOT_LAW = {"bill": "the act is a bill", "not-in-force": "the act is not in force"}


def _why_not_in_force(based: Based, act: Act | None, day: date) -> str | None:
    """Why a provision was not in force on a day, if it surely was not; that its act was repealed is a finding of its own."""
    if act is not None and act.status in _NOT_LAW:
        return _NOT_LAW[act.status]
    for name, thing in (("the provision", based.basis), ("the act", act)):
        if thing is not None and thing.in_force and thing.in_force.surely_after(day):
            return f"{name} enters into force on {thing.in_force}"
    if based.basis.until and based.basis.until.last < day and not (act and is_repealed(act, day)):
        return f"the provision was in force until {based.basis.until}"
    return None


def precedence(workspace: Workspace) -> Iterator[Problem]:
    """Answers that rest on nothing but a treaty that goes before statutes, beyond what it can carry; leads count nowhere."""
    known = registers(workspace)
    for answered in answers(workspace):
        response, register = answered.response, known[answered.country.id]
        if "treaty-action" in answered.criterion.assessed_from or not counts(response, answered.instrument):
            continue  # what was deposited or notified is the answer
        alone = answered.day and by_precedence(response, answered.instrument.id, register)
        if alone and (why := _beyond(answered) or _unseen(answered, register)):
            yield Problem(
                answered.key(),
                "by-precedence",
                f"the answer rests on a treaty alone, {why[0]}",
                why[1],
                "decision 0015 says what a treaty that goes before statutes can carry",
                "finding",
            )


def _above(answered: Answered) -> tuple[str, ...]:
    """The ratings of a response above the lowest, in the order of the scale."""
    response = answered.response
    rated = {*response.rating, *(word for one in response.ratings_by_part.values() for word in one)}
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


def _unseen(answered: Answered, register: Mapping[str, Act]) -> tuple[str, str] | None:
    """What of an answer by precedence no source shows, and what would: the clause, the treaty in force, its publication."""
    if answered.criterion.direct_applicability == "unsuitable" or not _above(answered):
        return None
    seen = [it.act for it in answered.response.legal_basis if it.sources]
    published = any(it in register and register[it].kind == "treaty-law" for it in seen)
    if not any(it in register and register[it].kind != "treaty-law" for it in seen):
        return "and the clause that puts it first was not seen", "its provision and source"
    if not (published or answered.instrument.id in seen or _in_force_seen(answered)):
        return (
            "and no source shows that it is in force for the country",
            "`bound` or `in_force` of participation.yaml with their `sources`",
        )
    if not published and answered.response.evidence in ("A", "B"):
        return (
            f"and its publication, without which the grade is not {answered.response.evidence}, was not seen",
            "evidence: C",
        )
    return None


def _in_force_seen(answered: Answered) -> bool:
    """Whether a source shows that the treaty binds the country or is in force for it."""
    filed = answered.country.participation
    one = filed.value.instruments.get(answered.instrument.id) if filed else None
    return one is not None and any(it and it.sources for it in (one.bound, one.in_force))


def wrong_part(workspace: Workspace) -> Iterator[Problem]:
    """Provisions placed in another part of the country than their act."""
    known = registers(workspace)
    for based in bases(workspace):
        act = known[based.answered.country.id].get(based.basis.act)
        if act is not None and act.part != based.basis.part:
            place = act.part or "the State"
            hint = f"write `part: {act.part}`" if act.part else "delete `part`"
            yield Problem(
                based.at("part" if based.basis.part else "act"),
                "wrong-part",
                f"`{act.id}` is an act of {place}, but the provision is placed elsewhere",
                place,
                hint,
            )


def dates_out_of_order(workspace: Workspace) -> Iterator[Problem]:
    """Dates that cannot follow each other as written."""
    for based in bases(workspace):
        yield from _order(based.at, (("in_force",), based.basis.in_force), (("until",), based.basis.until))
    for answered in answers(workspace):
        response = answered.response
        clocks: list[tuple[tuple[Step, ...], PartialDate | None, date | None]]
        clocks = [(("history", n, "recorded"), entry.since, entry.recorded) for n, entry in enumerate(response.history)]
        for way, since, recorded in (*clocks, (("recorded",), response.since, response.recorded)):
            # What begins after it was recorded was no law then: it belonged in a bill, whatever the cause.
            if since and recorded and since.surely_after(recorded):
                yield _disorder(answered.at(*way), "recorded", recorded, "since", since)
    for _, act, place in acts(workspace):
        dates = (
            ("adopted", act.adopted),
            ("published", act.published),
            ("in_force", act.in_force),
            ("until", act.until),
        )
        yield from _order(place.at, *(((name,), when) for name, when in dates))
    for _, participation, place in treaties(workspace):
        steps = (("signed", participation.signed), ("bound", participation.bound), ("in_force", participation.in_force))
        yield from _order(place.at, *(((name, "date"), step.date) for name, step in steps if step))
        for n, deposit in enumerate(participation.deposits):
            within = ("deposits", n)
            held = (((*within, "deposited"), deposit.deposited), ((*within, "withdrawn"), deposit.withdrawn))
            yield from _order(place.at, *held)


Dated = tuple[tuple[Step, ...], PartialDate | None]
"""The way to a date, and the date."""


def _order(at: Callable[..., Position], *dates: Dated) -> Iterator[Problem]:
    """Problems of dates that should rise from left to right; unknown ones are skipped."""
    known = [(steps, when) for steps, when in dates if when is not None]
    for (before, first), (after, second) in itertools.pairwise(known):
        if second.last < first.first:
            yield _disorder(at(*after), _field(after), second, _field(before), first)


def _field(steps: tuple[Step, ...]) -> str:
    """The field that a way leads to; the date of an act of a State is named by the act."""
    return str(next(step for step in reversed(steps) if step != "date"))


def _disorder(at: Position, after: str, second: object, before: str, first: object) -> Problem:
    return Problem(
        at,
        "dates-out-of-order",
        f"`{after}` ({second}) lies before `{before}` ({first})",
        hint="one of the two is mistaken; look into the source",
    )


CHECKS = (missing_legal_basis, treaty_alone, not_in_force, precedence, wrong_part, dates_out_of_order)
