"""What limits a comparison: days of the law, status, what is unanswered, evidence, wording on file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from compliance import figures
from compliance.scoring.values import Assessment
from compliance.view import words
from compliance.view.regional.phrases import counted, is_, many
from compliance.view.regional.values import LimitView, Member

BOUND = {
    "scored": "known",
    "not-a-party": "not a Party",
    "reservations-unknown": "not known",
    "no-treaty": figures.NOTHING,
}
"""Whether what binds a country is known."""


def limits(members: Sequence[Member], instrument: str) -> tuple[LimitView, ...]:
    """One row a country that was assessed for an instrument."""
    return tuple(_limit(one, one.assessments[instrument]) for one in members if instrument in one.assessments)


def _limit(member: Member, assessment: Assessment) -> LimitView:
    whole = assessment.whole
    distribution, checklist = whole.distribution, whole.checklist
    graded = sum(whole.grades.values()) + whole.ungraded
    cited = [basis for response in checklist.responses.values() for basis in response.legal_basis]
    return LimitView(
        country=member.id,
        name=member.name,
        law_date=figures.day(assessment.on),
        status=words.STATUS[checklist.status],
        basis=words.BASIS[checklist.basis],
        answered=f"{distribution.answered} of {distribution.applicable}",
        unanswered=figures.share(distribution.unanswered, distribution.applicable),
        not_applicable=figures.number(distribution.not_applicable),
        unsettled=figures.number(distribution.open),
        grades=tuple(figures.share(count, graded) for count in whole.grades.values()),
        by_grade={str(grade): count for grade, count in whole.grades.items()},
        graded=f"{whole.grades.get('A', 0) + whole.grades.get('B', 0)} of {graded} on the text of the law",
        provisions=figures.number(len(cited)),
        wording=figures.number(sum(basis.quote is not None for basis in cited)),
        translated=figures.number(sum(basis.translation is not None for basis in cited)),
        recalled=figures.number(sum(not basis.sources for basis in cited)),
        bound=BOUND[assessment.as_bound_status],
    )


def sentences(
    members: Sequence[Member], missing: Sequence[str], instruments: Mapping[str, str], unit: str, *, progress: bool
) -> tuple[str, ...]:
    """What to know before comparing, made from the numbers."""
    return tuple(_sentences(members, missing, instruments, unit, progress=progress))


def _sentences(
    members: Sequence[Member], missing: Sequence[str], instruments: Mapping[str, str], unit: str, *, progress: bool
) -> Iterator[str]:
    all_ = [one for member in members for one in member.assessments.values()]
    days = sorted({one.on for one in all_})
    yield (
        f"All answers are for the law as of {figures.day(days[0])}."
        if len(days) == 1
        else f"The days of the law differ, from {figures.day(days[0])} to {figures.day(days[-1])}: what changed in between shows in some {many(unit)} only."
    )
    if missing:
        yield f"{figures.listed(missing)} {is_(len(missing))} not assessed in this cycle."
    for id_, name in instruments.items():
        absent = [one.name for one in members if id_ not in one.assessments]
        if absent:
            yield f"{figures.listed(absent)} {is_(len(absent))} not assessed for {name}."
    yield from _unanswered(members, instruments)
    bases = sorted({words.BASIS[one.whole.checklist.basis] for one in all_})
    yield f"The answers rest on {'one kind of work' if len(bases) == 1 else 'different kinds of work'}: {figures.listed(bases)}."
    states = sorted({words.STATUS[one.whole.checklist.status] for one in all_})
    yield f"Status of the checklists: {figures.listed(states)}."
    yield from _bound(members, unit)
    if not progress:
        yield f"No {unit} has an earlier cycle, so nothing is said about progress."
    recalled = sum(
        not basis.sources
        for one in all_
        for response in one.whole.checklist.responses.values()
        for basis in response.legal_basis
    )
    if recalled:
        yield f"{figures.count(recalled, 'provision').capitalize()} {is_(recalled)} recalled and seen in no source; none of them serves as a model."


def _unanswered(members: Sequence[Member], instruments: Mapping[str, str]) -> Iterator[str]:
    """Between which shares the unanswered lie, treaty by treaty."""
    for id_, name in instruments.items():
        shares = sorted(
            Fraction(it.unanswered, it.applicable)
            for one in members
            if id_ in one.assessments and (it := one.assessments[id_].whole.distribution).applicable
        )
        if shares and shares[-1]:
            ends = figures.percent(shares[0]), figures.percent(shares[-1])
            said = ends[0] if ends[0] == ends[1] else f"between {ends[0]} and {ends[1]}"
            yield f"{name}: {said} of what applies is unanswered; the more is unanswered, the wider a range, never the lower a score."


def _bound(members: Sequence[Member], unit: str) -> Iterator[str]:
    outside = [one.name for one in members if any(it.alignment for it in one.assessments.values())]
    if outside:
        verb = "is no Party to a treaty" if len(outside) == 1 else "are no Parties to a treaty"
        yield f"{figures.listed(outside)} {verb} compared here: the score then says how closely law is aligned."
    unknown = [
        one for one in members if any(it.as_bound_status == "reservations-unknown" for it in one.assessments.values())
    ]
    if unknown:
        yield (
            f"For {counted(len(unknown), unit)} not all reservations and declarations are known, so every {unit} is compared by the whole treaty."
        )


def headline(members: Sequence[Member]) -> str:
    """How much of what applies is answered, at the least and at the most."""
    shares = sorted(
        share for one in members for it in one.assessments.values() if (share := it.whole.answered) is not None
    )
    if not shares:
        return "Nothing applies, so nothing can be compared"
    if shares[0] == 1:
        return "Every criterion is answered; what differs is the evidence"
    ends = [figures.number(share * 100) for share in (shares[0], shares[-1])]
    if ends[0] == ends[1]:
        return f"{figures.percent(shares[0])} of the criteria are answered, no more"
    return f"Between {ends[0]} and {figures.percent(shares[-1])} of the criteria are answered"
