"""What limits a comparison: days of the law, status, what is unanswered, evidence, wording on file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from compliance import figures
from compliance.language import _, ngettext
from compliance.scoring.values import AsBound, Assessment
from compliance.view import words
from compliance.view.regional.phrases import counted, many, of_each
from compliance.view.regional.region import Member
from compliance.view.regional.values import LimitView


def _known_to_bind(status: AsBound) -> str:
    """Whether what binds a country is known, in words."""
    match status:
        case "scored":
            return _("known")
        case "not-a-party":
            return _("not a Party")
        case "reservations-unknown":
            return _("not known")
        case "deposits-not-verified":
            return _("not verified")
        case "no-treaty":
            return figures.NOTHING
        case _:
            assert_never(status)


def limits(members: Sequence[Member], instrument: str) -> tuple[LimitView, ...]:
    """One row a country that was assessed for an instrument."""
    return tuple(
        _limit(member, member.assessments[instrument]) for member in members if instrument in member.assessments
    )


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
        answered=_("%(number)s of %(all)s") % {"number": distribution.answered, "all": distribution.applicable},
        unanswered=figures.share(distribution.unanswered, distribution.applicable),
        not_applicable=figures.number(distribution.not_applicable),
        unsettled=figures.number(distribution.open),
        grades=tuple(figures.share(count, graded) for count in whole.grades.values()),
        by_grade={str(grade): count for grade, count in whole.grades.items()},
        graded=_("%(number)s of %(all)s on the text of the law")
        % {"number": whole.grades.get("A", 0) + whole.grades.get("B", 0), "all": graded},
        provisions=figures.number(len(cited)),
        wording=figures.number(sum(basis.quote is not None for basis in cited)),
        translated=figures.number(sum(basis.translation is not None for basis in cited)),
        recalled=figures.number(sum(not basis.sources for basis in cited)),
        bound=_known_to_bind(assessment.as_bound_status),
    )


def sentences(
    members: Sequence[Member], missing: Sequence[str], instruments: Mapping[str, str], unit: str, *, progress: bool
) -> Iterator[str]:
    """What to know before comparing, made from the numbers."""
    all_ = [assessment for member in members for assessment in member.assessments.values()]
    days = sorted({assessment.on for assessment in all_})
    text = (
        _("All answers are for the law as of %(first)s.")
        if len(days) == 1
        else _(
            "The days of the law differ, from %(first)s to %(last)s: what changed in between shows in some %(units)s only."
        )
    )
    yield text % {"first": figures.day(days[0]), "last": figures.day(days[-1]), "units": many(unit)}
    if missing:
        text = ngettext(
            "%(countries)s is not assessed in this cycle.",
            "%(countries)s are not assessed in this cycle.",
            len(missing),
        )
        yield text % {"countries": figures.listed(missing)}
    for id_, name in instruments.items():
        absent = [member.name for member in members if id_ not in member.assessments]
        if absent:
            text = ngettext(
                "%(countries)s is not assessed for %(treaty)s.",
                "%(countries)s are not assessed for %(treaty)s.",
                len(absent),
            )
            yield text % {"countries": figures.listed(absent), "treaty": name}
    yield from _unanswered(members, instruments)
    bases = sorted({words.BASIS[assessment.whole.checklist.basis] for assessment in all_})
    text = (
        _("The answers rest on one kind of work: %(kinds)s.")
        if len(bases) == 1
        else _("The answers rest on different kinds of work: %(kinds)s.")
    )
    yield text % {"kinds": figures.listed(bases)}
    states = sorted({words.STATUS[assessment.whole.checklist.status] for assessment in all_})
    yield _("Status of the checklists: %(states)s.") % {"states": figures.listed(states)}
    yield from _bound(members, unit)
    if not progress:
        yield _("No %(unit)s has an earlier cycle, so nothing is said about progress.") % {"unit": _(unit)}
    recalled = sum(
        not basis.sources
        for assessment in all_
        for response in assessment.whole.checklist.responses.values()
        for basis in response.legal_basis
    )
    if recalled:
        text = ngettext(
            "%(provisions)s is recalled and seen in no source.",
            "%(provisions)s are recalled and seen in no source.",
            recalled,
        )
        yield text % {"provisions": figures.count(recalled, "provision").capitalize()}


def _unanswered(members: Sequence[Member], instruments: Mapping[str, str]) -> Iterator[str]:
    """Between which shares the unanswered lie, treaty by treaty."""
    for id_, name in instruments.items():
        shares = sorted(
            Fraction(distribution.unanswered, distribution.applicable)
            for member in members
            if id_ in member.assessments and (distribution := member.assessments[id_].whole.distribution).applicable
        )
        if shares and shares[-1]:
            ends = figures.percent(shares[0]), figures.percent(shares[-1])
            text = (
                _(
                    "%(treaty)s: %(high)s of what applies is unanswered; the more is unanswered, the wider a range, never "
                    "the lower a score."
                )
                if ends[0] == ends[1]
                else _(
                    "%(treaty)s: between %(low)s and %(high)s of what applies is unanswered; the more is unanswered, the "
                    "wider a range, never the lower a score."
                )
            )
            yield text % {"treaty": name, "low": ends[0], "high": ends[1]}


def _bound(members: Sequence[Member], unit: str) -> Iterator[str]:
    outside = [
        member.name for member in members if any(assessment.alignment for assessment in member.assessments.values())
    ]
    if outside:
        text = ngettext(
            "%(countries)s is no Party to a treaty compared here: its figure is called alignment.",
            "%(countries)s are no Parties to a treaty compared here: their figures are called alignment.",
            len(outside),
        )
        yield text % {"countries": figures.listed(outside)}
    unknown = _with_status(members, "reservations-unknown")
    unseen = [member for member in _with_status(members, "deposits-not-verified") if member not in unknown]
    if unseen:
        text = _(
            "For %(countries)s the text of a reservation or declaration was not seen, so every %(unit)s is compared by "
            "the whole treaty."
        )
        yield text % {"countries": counted(len(unseen), unit), "unit": _(unit)}
    if unknown:
        text = _(
            "For %(countries)s not all reservations and declarations are known, so every %(unit)s is compared by the "
            "whole treaty."
        )
        yield text % {"countries": counted(len(unknown), unit), "unit": _(unit)}


def _with_status(members: Sequence[Member], status: AsBound) -> list[Member]:
    return [
        member
        for member in members
        if any(assessment.as_bound_status == status for assessment in member.assessments.values())
    ]


def headline(members: Sequence[Member]) -> str:
    """How many of the criteria of each that count are answered, at the least and at the most."""
    answered, applicable = zip(*map(_answered, members), strict=True)
    return of_each(answered, applicable, _("answered"))


def _answered(member: Member) -> tuple[int, int]:
    distributions = [assessment.whole.distribution for assessment in member.assessments.values()]
    return (
        sum(distribution.answered for distribution in distributions),
        sum(distribution.applicable for distribution in distributions),
    )
