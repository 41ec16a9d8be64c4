"""What several countries lack, counted exactly, which provisions can be models, and what each brings to co-operation, without making pairs of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from compliance import figures
from compliance.language import NN_, _, capital, ngettext
from compliance.model.instrument import Instrument
from compliance.model.plan import ModelAct
from compliance.scoring.values import CriterionScore
from compliance.view import words
from compliance.view.context import Context
from compliance.view.regional.phrases import many, of_all
from compliance.view.regional.positions import best_in_words, best_ratings
from compliance.view.regional.region import STANDS, Across, CandidateView, CooperationView, Member, SideView, Stand

SHARED = 2
"""From so many countries on a gap is shared."""


def shared_gaps(items: Sequence[Across], instrument: Instrument) -> tuple[Across, ...]:
    """What two or more countries surely lack: the most widely shared first, then in treaty order."""
    best = best_in_words(instrument.scale)
    shared = (replace(item, finding=_finding(item, best)) for item in items if len(item.those("lacking")) >= SHARED)
    return tuple(sorted(shared, key=lambda item: -len(item.those("lacking"))))


def _finding(item: Across, best: str) -> str:
    """How many of how many lack it, and how each of the others stands, such as `Six of seven fall short; one is unanswered`."""
    counts = Counter(item.stands.values())
    text = ngettext("%(countries)s fall short", "%(countries)s fall short", counts["lacking"])
    head = text % {"countries": capital(of_all(counts["lacking"], counts.total()))}
    others = [(ngettext(*forms, counts[how]), counts[how]) for how, forms in _OTHERS.items() if counts[how]]
    rest = (text % {"number": figures.in_words(number), "good": best} for text, number in others)
    return "; ".join((head, *rest)) + "."


_OTHERS: Mapping[Stand, tuple[str, str]] = {
    "good": NN_("%(number)s is %(good)s", "%(number)s are %(good)s"),
    "unsettled": NN_("%(number)s is not settled", "%(number)s are not settled"),
    "unanswered": NN_("%(number)s is unanswered", "%(number)s are unanswered"),
    "not-applicable": NN_("%(number)s is not applicable", "%(number)s are not applicable"),
}
"""How many of those that do not fall short stand how."""


def headline(gaps: Sequence[Across], instrument: Instrument, countries: int, unit: str) -> str:
    """What the most countries lack."""
    values = {"treaty": instrument.abbreviation, "unit": _(unit), "units": many(unit)}
    if countries < SHARED:
        return _("%(treaty)s: one %(unit)s alone shares no gap") % values
    if not gaps:
        return _("%(treaty)s: no gap is surely shared by two %(units)s") % values
    who, what = _most(gaps, countries)
    return _("%(treaty)s: %(countries)s fall short on %(what)s") % {**values, "countries": who, "what": what}


def _most(gaps: Sequence[Across], countries: int) -> tuple[str, str]:
    """How many share the widest gap, and what it is: a provision, or so many criteria."""
    most = len(gaps[0].those("lacking"))
    first = [gap for gap in gaps if len(gap.those("lacking")) == most]
    what = first[0].provision if len(first) == 1 else figures.count(len(first), "criterion", "criteria")
    return of_all(most, countries), what


def lead(gaps: Sequence[Across], items: Sequence[Across], instrument: Instrument, unit: str) -> str:
    """How gaps are counted, and how far that reaches."""
    known = sum(bool(item.those("good") or item.those("lacking")) for item in items)
    values = {
        "criteria": figures.count(len(gaps), "criterion", "criteria").capitalize(),
        "unit": _(unit),
        "units": many(unit),
        # The least of the best ratings: what is below it is a gap.
        "rating": words.predicate(best_ratings(instrument.scale)[-1]),
        "all": len(items),
        "number": known,
    }
    counted = ngettext(
        "%(criteria)s is surely lacking in two or more %(units)s.",
        "%(criteria)s are surely lacking in two or more %(units)s.",
        len(gaps),
    )
    sentences = (
        counted if gaps else _("Nothing is surely lacking in two or more %(units)s."),
        _(
            "Each %(unit)s falls short where its answer is surely below %(rating)s; what is unanswered or not settled is "
            "no gap."
        ),
        ngettext(
            "Of %(all)s criteria that count, %(number)s has a sure answer in at least one %(unit)s.",
            "Of %(all)s criteria that count, %(number)s have a sure answer in at least one %(unit)s.",
            known,
        ),
    )
    return " ".join(sentences) % values


def most_shared(gaps: Sequence[Across], instrument: Instrument, countries: int, unit: str) -> str:
    """The most widely shared gap as part of a message."""
    values = {"treaty": instrument.abbreviation, "units": many(unit), "title": gaps[0].title if gaps else ""}
    if not gaps:
        return _("no gap is surely shared under %(treaty)s") % values
    who, what = _most(gaps, countries)
    titled = _("%(countries)s %(units)s fall short on %(what)s of %(treaty)s, %(title)s")
    text = titled if what == gaps[0].provision else _("%(countries)s %(units)s fall short on %(what)s of %(treaty)s")
    return text % {**values, "countries": who, "what": what}


def cooperation(items: Sequence[Across], members: Sequence[Member], instrument: Instrument) -> CooperationView | None:
    """What each brings; none where the instrument asks nothing of those who send or receive requests."""
    of_parties = {criterion.id for criterion in instrument.criteria() if criterion.party_role}
    asked = [item for item in items if of_parties.intersection(item.criteria)]
    if not asked:
        return None
    sides = tuple(
        SideView(
            name=member.name,
            by_stand={how: sum(item.stands[member.id] == how for item in asked) for how in STANDS},
            core_lacking=tuple(item.provision for item in asked if item.core and item.stands[member.id] == "lacking"),
            party=not member.assessments[instrument.id].alignment,
        )
        for member in members
        if instrument.id in member.assessments
    )
    least, most = (pick(side.by_stand["good"] for side in sides) for pick in (min, max))
    same = _("%(treaty)s: of %(all)s criteria of co-operation, %(least)s are %(good)s")
    differ = _("%(treaty)s: of %(all)s criteria of co-operation, from %(least)s to %(most)s are %(good)s")
    text = same if least == most else differ
    values = {"all": figures.number(len(asked)), "least": figures.number(least), "most": figures.number(most)}
    headline = text % {"treaty": instrument.abbreviation, "good": best_in_words(instrument.scale), **values}
    return CooperationView(headline=headline, sides=sides)


GRADES = ("A", "B", "C")
"""Grades of evidence that a model may rest on; what was seen in no source is no model."""


def models(
    items: Sequence[Across], contexts: Mapping[str, Context], instrument: Instrument, listed: Sequence[ModelAct]
) -> tuple[Across, ...]:
    """What some countries surely lack, with the listed provisions of those that surely have it; in treaty order."""
    described = (
        replace(
            item,
            candidates=tuple(
                candidate
                for id_ in item.those("good")
                for candidate in _candidates(item.items[id_].criteria, contexts[id_], instrument, listed)
            ),
        )
        for item in items
        if item.those("lacking")
    )
    return tuple(item for item in described if item.candidates)


def _candidates(
    scores: Sequence[CriterionScore], context: Context, instrument: Instrument, listed: Sequence[ModelAct]
) -> Iterator[CandidateView]:
    """The listed provisions of one country, each once, where they are named and a source shows them."""
    ratings, seen = best_ratings(instrument.scale), set()
    for score in scores:
        response = score.response
        if not (response and response.evidence in GRADES and score.has_rating and set(score.outcomes) <= set(ratings)):
            continue
        for basis in response.legal_basis:
            act, key = context.acts.get(basis.act), (basis.act, basis.provision, basis.part)
            if act is None or not (basis.sources and basis.provision) or key in seen:
                continue
            # An entry of the list covers a provision by its act, by the criterion for which it is cited, or by both.
            if any(
                model.country == context.country.id
                and model.act in {None, basis.act}
                and model.criterion in {None, score.criterion.id}
                for model in listed
            ):
                seen.add(key)
                yield CandidateView(
                    country=context.jurisdiction.name(context.on),
                    act=act.short,
                    article=words.cite(basis.provision),
                    level=context.level(basis.part) if basis.part else None,
                    chip=words.chip(score),
                    grade=response.evidence,
                )


def models_headline(models: Sequence[Across], items: Sequence[Across], instrument: Instrument) -> str:
    """For how much of what is lacking somewhere the manager lists a model."""
    lacking = sum(bool(item.those("lacking")) for item in items)
    text = ngettext(
        "%(treaty)s: of %(all)s gaps, %(number)s has a model that the manager of this comparison lists",
        "%(treaty)s: of %(all)s gaps, %(number)s have a model that the manager of this comparison lists",
        len(models),
    )
    values = {"number": figures.in_words(len(models)), "all": figures.in_words(lacking)}
    return text % {"treaty": instrument.abbreviation, **values}
