"""Provisions that can be a model for others: those alone that the manager of a comparison lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from compliance import figures
from compliance.language import ngettext
from compliance.model.checklist import LegalBasis
from compliance.model.instrument import Instrument
from compliance.model.plan import ModelAct
from compliance.scoring.values import CriterionScore
from compliance.view import words
from compliance.view.context import Context
from compliance.view.regional.positions import best_ratings
from compliance.view.regional.values import Across, CandidateView

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
            if any(_lists(model, context.country.id, score, basis) for model in listed):
                seen.add(key)
                yield CandidateView(
                    country=context.jurisdiction.name(context.on),
                    act=act.short,
                    article=words.cite(basis.provision),
                    level=context.level(basis.part) if basis.part else None,
                    chip=words.chip(score),
                    grade=response.evidence,
                )


def _lists(model: ModelAct, country: str, score: CriterionScore, basis: LegalBasis) -> bool:
    """Whether an entry of the list covers a provision cited for a criterion: its act, its criterion, or both."""
    return model.country == country and model.act in {None, basis.act} and model.criterion in {None, score.criterion.id}


def headline(models: Sequence[Across], items: Sequence[Across], instrument: Instrument) -> str:
    """For how much of what is lacking somewhere the manager lists a model."""
    lacking = sum(bool(item.those("lacking")) for item in items)
    text = ngettext(
        "%(treaty)s: of %(all)s gaps, %(number)s has a model that the manager of this comparison lists",
        "%(treaty)s: of %(all)s gaps, %(number)s have a model that the manager of this comparison lists",
        len(models),
    )
    values = {"number": figures.in_words(len(models)), "all": figures.in_words(lacking)}
    return text % {"treaty": instrument.abbreviation, **values}
