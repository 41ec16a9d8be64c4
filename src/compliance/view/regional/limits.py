"""What limits a comparison: days of the law, status, what is unanswered, evidence, wording on file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from compliance import figures
from compliance.language import _, ngettext
from compliance.model.checklist import LegalBasis
from compliance.scoring.values import Assessment
from compliance.view import words
from compliance.view.messages import official
from compliance.view.regional.phrases import counted, many, of_each
from compliance.view.regional.region import LimitView, Member


def limits(members: Sequence[Member], instrument: str) -> tuple[LimitView, ...]:
    """One row a country that was assessed for an instrument."""
    return tuple(
        _limit(member, member.assessments[instrument]) for member in members if instrument in member.assessments
    )


def _limit(member: Member, assessment: Assessment) -> LimitView:
    whole = assessment.whole
    distribution, graded = whole.distribution, sum(whole.grades.values()) + whole.ungraded
    cited = list(_cited(assessment))
    return LimitView(
        name=member.name,
        law_date=figures.day(assessment.on),
        answered=_("%(number)s of %(all)s") % {"number": distribution.answered, "all": distribution.applicable},
        unanswered=figures.share(distribution.unanswered, distribution.applicable),
        not_applicable=figures.number(distribution.not_applicable),
        by_grade={str(grade): count for grade, count in whole.grades.items()},
        graded=_("%(number)s of %(all)s on the text of the law") % {"number": official(whole.grades), "all": graded},
        provisions=figures.number(len(cited)),
        wording=figures.number(sum(basis.quote is not None for basis in cited)),
        translated=figures.number(sum(basis.translation is not None for basis in cited)),
        recalled=figures.number(sum(not basis.sources for basis in cited)),
    )


def _cited(assessment: Assessment) -> Iterator[LegalBasis]:
    """The national provisions that the answers cite."""
    for response in assessment.whole.checklist.responses.values():
        yield from response.legal_basis


def sentences(
    members: Sequence[Member], missing: Sequence[str], instruments: Mapping[str, str], unit: str, *, progress: bool
) -> Iterator[str]:
    """What to know before comparing, made from the numbers."""
    all_ = [assessment for member in members for assessment in member.assessments.values()]
    days = sorted({assessment.on for assessment in all_})
    same = _("All answers are for the law as of %(first)s.")
    differ = _(
        "The days of the law differ, from %(first)s to %(last)s: what changed in between shows in some %(units)s only."
    )
    yield (differ if len(days) > 1 else same) % {
        "first": figures.day(days[0]),
        "last": figures.day(days[-1]),
        "units": many(unit),
    }
    if missing:
        text = ngettext(
            "%(countries)s is not assessed in this cycle.",
            "%(countries)s are not assessed in this cycle.",
            len(missing),
        )
        yield text % {"countries": figures.listed(missing)}
    for id_, name in instruments.items():
        if absent := [member.name for member in members if id_ not in member.assessments]:
            text = ngettext(
                "%(countries)s is not assessed for %(treaty)s.",
                "%(countries)s are not assessed for %(treaty)s.",
                len(absent),
            )
            yield text % {"countries": figures.listed(absent), "treaty": name}
    yield from _unanswered(members, instruments)
    bases = sorted({words.BASIS[assessment.whole.checklist.basis] for assessment in all_})
    same, differ = (
        _("The answers rest on one kind of work: %(kinds)s."),
        _("The answers rest on different kinds of work: %(kinds)s."),
    )
    yield (differ if len(bases) > 1 else same) % {"kinds": figures.listed(bases)}
    states = sorted({words.STATUS[assessment.whole.checklist.status] for assessment in all_})
    yield _("Status of the checklists: %(states)s.") % {"states": figures.listed(states)}
    yield from _bound(members, unit)
    if not progress:
        yield _("No %(unit)s has an earlier cycle, so nothing is said about progress.") % {"unit": _(unit)}
    if recalled := sum(not basis.sources for assessment in all_ for basis in _cited(assessment)):
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
            low, high = figures.percent(shares[0]), figures.percent(shares[-1])
            same = _(
                "%(treaty)s: %(high)s of what applies is unanswered; the more is unanswered, the wider a range, never "
                "the lower a score."
            )
            differ = _(
                "%(treaty)s: between %(low)s and %(high)s of what applies is unanswered; the more is unanswered, the "
                "wider a range, never the lower a score."
            )
            yield (same if low == high else differ) % {"treaty": name, "low": low, "high": high}


def _bound(members: Sequence[Member], unit: str) -> Iterator[str]:
    if outside := [member.name for member in members if any(each.alignment for each in member.assessments.values())]:
        text = ngettext(
            "%(countries)s is no Party to a treaty compared here: its figure is called alignment.",
            "%(countries)s are no Parties to a treaty compared here: their figures are called alignment.",
            len(outside),
        )
        yield text % {"countries": figures.listed(outside)}
    statuses = [{assessment.as_bound_status for assessment in member.assessments.values()} for member in members]
    unknown = sum("reservations-unknown" in each for each in statuses)
    unseen = sum("deposits-not-verified" in each and "reservations-unknown" not in each for each in statuses)
    if unseen:
        text = _(
            "For %(countries)s the text of a reservation or declaration was not seen, so every %(unit)s is compared by "
            "the whole treaty."
        )
        yield text % {"countries": counted(unseen, unit), "unit": _(unit)}
    if unknown:
        text = _(
            "For %(countries)s not all reservations and declarations are known, so every %(unit)s is compared by the "
            "whole treaty."
        )
        yield text % {"countries": counted(unknown, unit), "unit": _(unit)}


def headline(members: Sequence[Member]) -> str:
    """How many of the criteria of each that count are answered, at the least and at the most."""
    answered, applicable = zip(*(coverage([member]) for member in members), strict=True)
    return of_each(answered, applicable, _("answered"))


def coverage(members: Sequence[Member]) -> tuple[int, int]:
    """How many criteria are answered, over some countries and all treaties, and how many count."""
    wholes = [assessment.whole.distribution for member in members for assessment in member.assessments.values()]
    return sum(whole.answered for whole in wholes), sum(whole.applicable for whole in wholes)
