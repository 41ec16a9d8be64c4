"""Whose text can be a model: provisions on which one of the best ratings rests, where another country lacks them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compliance import figures
from compliance.language import _, ngettext
from compliance.model.instrument import Instrument
from compliance.scoring.values import CriterionScore
from compliance.view import words
from compliance.view.context import Context
from compliance.view.regional.phrases import many
from compliance.view.regional.positions import Across, best_ratings
from compliance.view.regional.values import CandidateView, ModelView

GRADES = ("A", "B", "C")
"""Grades of evidence that a model may rest on, the better first; what was seen in no source is no model."""
LAW = ("A", "B")
"""The grades that stand for the text of the law; what they support is shown first."""


def models(items: Sequence[Across], contexts: Mapping[str, Context], instrument: Instrument) -> tuple[ModelView, ...]:
    """What some countries surely lack and others surely have, with the provisions that the others have; in treaty order."""
    described = (_model(item, contexts, instrument) for item in items if item.those("lacking"))
    return tuple(model for model in described if model.candidates)


def _model(item: Across, contexts: Mapping[str, Context], instrument: Instrument) -> ModelView:
    ratings = best_ratings(instrument.scale)
    candidates = [
        candidate for id_ in item.those("good") for candidate in _candidates(item, id_, contexts[id_], ratings)
    ]
    kinds = {words.rating(word): place for place, word in enumerate(ratings)}
    return ModelView(
        criteria=item.criteria,
        article=item.article.number,
        title=item.article.called(),
        provision=item.provision,
        duty=item.duty,
        lacking=tuple(contexts[id_].jurisdiction.name(contexts[id_].on) for id_ in item.those("lacking")),
        candidates=tuple(
            sorted(
                candidates,
                key=lambda candidate: (
                    candidate.grade not in LAW,
                    kinds.get(candidate.chip.word, len(kinds)),
                    candidate.grade,
                ),
            )
        ),
    )


def _candidates(item: Across, country: str, context: Context, ratings: Sequence[str]) -> Iterator[CandidateView]:
    """The provisions of one country, each once, where they are named and a source shows them; the treaty itself is no model."""
    seen = set()
    for score in item.items[country].criteria:
        response = score.response
        if not (response and response.evidence in GRADES and _rated(score, ratings)):
            continue
        for basis in response.legal_basis:
            act = context.acts.get(basis.act)
            key = basis.act, basis.provision, basis.part
            if act is None or not (basis.sources and basis.provision) or key in seen:
                continue
            seen.add(key)
            yield CandidateView(
                country=context.jurisdiction.name(context.on),
                act=act.short,
                article=words.cite(basis.provision),
                level=context.level(basis.part) if basis.part else None,
                gist=basis.gist,
                chip=words.chip(score),
                grade=response.evidence,
                wording=basis.quote is not None,
            )


def _rated(score: CriterionScore, ratings: Sequence[str]) -> bool:
    """Whether a criterion surely has one of some ratings; of alternatives, one may and another may not."""
    return score.has_rating and all(word in ratings for word in score.outcomes)


def headline(models: Sequence[ModelView], items: Sequence[Across], instrument: Instrument, unit: str) -> str:
    """For how much of what is lacking somewhere a model is at hand."""
    lacking = sum(bool(item.those("lacking")) for item in items)
    if not lacking:
        text = _("%(treaty)s: no %(unit)s surely lacks anything")
    elif not models:
        text = _("%(treaty)s: for no gap is a model at hand")
    elif len(models) == lacking:
        text = (
            _("%(treaty)s: each gap has a model in another %(unit)s")
            if lacking > 1
            else _("%(treaty)s: the one gap has a model")
        )
    else:
        text = ngettext(
            "%(treaty)s: %(number)s of %(all)s gaps has a model at hand",
            "%(treaty)s: %(number)s of %(all)s gaps have a model at hand",
            len(models),
        )
    values = {
        "treaty": instrument.abbreviation,
        "unit": _(unit),
        "number": figures.in_words(len(models)),
        "all": figures.in_words(lacking),
    }
    return text % values


def note(models: Sequence[ModelView], items: Sequence[Across], unit: str) -> str:
    """What is lacking and has no model."""
    without = sum(bool(item.those("lacking")) for item in items) - len(models)
    if not without:
        return _("Every criterion that a %(unit)s surely lacks has a model.") % {"unit": _(unit)}
    text = ngettext(
        "%(criteria)s that one or more %(units)s lack is without a model: nobody surely has it, or no source shows the "
        "provision.",
        "%(criteria)s that one or more %(units)s lack are without a model: nobody surely has it, or no source shows the "
        "provision.",
        without,
    )
    return text % {"criteria": figures.count(without, "criterion", "criteria").capitalize(), "units": many(unit)}
