"""Explanations of instruments, sections and articles: scores that are means."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from compliance.queries.explain.values import End, EndName, Explanation, Gate, Kind, OfArticle, OfMean, Part, Rated
from compliance.scoring import Assessment, losses, reforms
from compliance.scoring.gaps import Loss
from compliance.scoring.groups import within
from compliance.scoring.instruments import gather
from compliance.scoring.values import (
    ArticleScore,
    Completion,
    Exclusion,
    InstrumentScore,
    Item,
    Range,
    SectionScore,
    State,
)
from compliance.view import words

T = TypeVar("T")


def of_instrument(assessment: Assessment) -> Explanation:
    """Why the score of an instrument is what it is."""
    whole = assessment.whole
    return replace(
        _of_articles(assessment, "instrument", whole.instrument.id, whole.instrument.title, whole),
        mean=OfMean(score=whole, alignment=assessment.alignment, sections=whole.sections),
        as_bound=assessment.as_bound.range if assessment.as_bound else None,
        parts=tuple((part, score.range) for part, score in assessment.by_part.items()),
    )


def of_section(assessment: Assessment, id_: str) -> Explanation:
    """Why the score of a section is what it is."""
    score = next(section for section in assessment.whole.sections if section.section.id == id_)
    return replace(
        _of_articles(assessment, "section", id_, score.section.title, _alone(assessment.whole, score)),
        as_bound=_section_of(assessment.as_bound, id_) if assessment.as_bound else None,
        parts=tuple((part, _section_of(instrument, id_)) for part, instrument in assessment.by_part.items()),
    )


def _section_of(score: InstrumentScore, id_: str) -> Range | None:
    return next(section.score for section in score.sections if section.section.id == id_)


def _alone(whole: InstrumentScore, section: SectionScore) -> InstrumentScore:
    """A section as if it were an instrument of its own."""
    inside = within(whole.instrument, section.section.id)
    # Nothing lies above it there, so it is the top of its own tree: else its articles would belong nowhere.
    sections = tuple(
        replace(other, within=None) if other.id == section.section.id else other
        for other in whole.instrument.sections
        if other.id in inside
    )
    articles = tuple(article for article in whole.instrument.articles if article.section in inside)
    return gather(replace(whole.instrument, sections=sections, articles=articles), whole.checklist, section.within)


def of_article(assessment: Assessment, number: str) -> Explanation:
    """Why the score of an article is what it is."""
    whole, article = assessment.whole, assessment.whole.article(number)
    instrument = replace(whole.instrument, articles=(article.article,), sections_aggregate=False)
    alone = gather(instrument, whole.checklist, (article,))
    return replace(
        _of_articles(assessment, "article", number, article.article.title, alone),
        mean=OfMean(score=alone, article=_article(whole, article)),
        ends=tuple(_ends_of_items(assessment, article, alone)),
        as_bound=assessment.as_bound.article(number).score if assessment.as_bound else None,
        parts=tuple((part, instrument.article(number).score) for part, instrument in assessment.by_part.items()),
    )


def _article(whole: InstrumentScore, article: ArticleScore) -> OfArticle:
    number = article.article.number
    return OfArticle(
        rated=_rated(article),
        share_at_worst=whole.shares_at_worst.get(number, Fraction(0)),
        share_at_best=whole.shares_at_best.get(number, Fraction(0)),
        bundles=tuple(each for each in reforms(whole) if each.article == number and each.kind != "criterion"),
        flagged=article.flagged,
    )


def _rated(article: ArticleScore) -> Rated:
    state: State
    if not article.items:
        return Rated(state="informative", ratings=())
    if article.worst is None or article.best is None:
        return Rated(state="not-applicable", ratings=())
    ratings = (article.worst.rating, article.best.rating)
    state = "rated" if ratings[0] == ratings[1] else "open"
    if not any(item.has_rating for item in article.items):
        state = "unanswered"
    return Rated(state=state, ratings=ratings)


def _of_articles(assessment: Assessment, kind: Kind, id_: str, title: str, score: InstrumentScore) -> Explanation:
    """A score that is a mean of articles."""
    numbers = {criterion.criterion.id for article in score.articles for criterion in article.criteria}
    left_out = {exclusion.criterion for exclusion in score.exclusions}
    return Explanation(
        assessment=assessment,
        kind=kind,
        id=id_,
        title=title,
        score=score.range,
        mean=OfMean(score=score),
        ends=tuple(_ends_of_articles(score)),
        excluded=excluded(score, left_out),
        excluded_as_bound=excluded_as_bound(assessment, numbers - left_out),
    )


def excluded(whole: InstrumentScore, criteria: Collection[str]) -> tuple[Exclusion, ...]:
    """Those of some criteria that are left out of the whole; a deposit bears on what binds alone."""
    return tuple(replace(each, deposit=None) for each in whole.exclusions if each.criterion in criteria)


def excluded_as_bound(assessment: Assessment, criteria: Collection[str]) -> tuple[Exclusion, ...]:
    """Those of some criteria that are left out of what binds the country."""
    exclusions = assessment.as_bound.exclusions if assessment.as_bound else ()
    return tuple(exclusion for exclusion in exclusions if exclusion.criterion in criteria)


# Both ends, taken apart


def _ends_of_articles(score: InstrumentScore) -> Iterator[End]:
    if score.range is None:
        return
    lost = losses(score)
    worst = (score.range.low, score.shares_at_worst, lost.at_worst)
    best = (score.range.high, score.shares_at_best, lost.at_best)
    for place, (name, (end, shares, missing)) in enumerate(_sides(worst, best, settled=worst == best)):
        parts = tuple(_article_part(score.article(number), place, share, missing) for number, share in shares.items())
        yield _end(name, parts, end, missing)


def _sides(worst: T, best: T, *, settled: bool) -> Sequence[tuple[EndName, T]]:
    """Both ends by name, or the one of a settled score."""
    return (("settled", worst),) if settled else (("at worst", worst), ("at best", best))


def _article_part(article: ArticleScore, place: int, share: Fraction, lost: Sequence[Loss]) -> Part:
    completion = article.best if place else article.worst
    if completion is None:
        raise ValueError("an article with a share has a score")
    own = [loss for loss in lost if loss.article == article.article.number]
    return Part(
        id=article.article.number,
        title=article.article.title,
        members=(),
        core=False,
        state="rated",
        rating=completion.rating,
        value=completion.score,
        share=share,
        missing=sum((loss.points for loss in own if loss.item), Fraction(0)),
        held_back=sum((loss.points for loss in own if not loss.item), Fraction(0)),
    )


def _end(
    name: EndName, parts: tuple[Part, ...], score: Fraction, lost: Sequence[Loss], gates: tuple[Gate, ...] = ()
) -> End:
    def total(points: Iterator[Fraction]) -> Fraction:
        return sum(points, Fraction(0))

    by_ratings = total(loss.points for loss in lost if loss.item)
    by_gates = total(loss.points for loss in lost if loss.article and not loss.item)
    by_unevenness = total(loss.points for loss in lost if not loss.article)
    return End(
        name=name,
        parts=parts,
        mean=total(part.share * part.value for part in parts),
        gates=gates,
        score=score,
        by_ratings=by_ratings,
        by_gates=by_gates,
        by_unevenness=by_unevenness,
        adds_up=score + by_ratings + by_gates + by_unevenness == 1,
    )


def _ends_of_items(assessment: Assessment, article: ArticleScore, alone: InstrumentScore) -> Iterator[End]:
    if article.worst is None or article.best is None:
        return
    lost = losses(alone)
    worst, best = (article.worst, lost.at_worst), (article.best, lost.at_best)
    for name, (completion, missing) in _sides(worst, best, settled=article.worst == article.best):
        kept = [item for item in article.items if item.id in completion.ratings]
        weight = sum((item.weight for item in kept), Fraction(0))
        parts = tuple(_item_part(assessment, item, completion, item.weight / weight, missing) for item in kept)
        yield _end(name, parts, completion.score, missing, tuple(_gates(assessment, kept, completion)))


def _item_part(
    assessment: Assessment, item: Item, completion: Completion, share: Fraction, lost: Sequence[Loss]
) -> Part:
    rating, first = completion.ratings[item.id], item.criteria[0].criterion
    grouped = len(item.criteria) > 1 or first.any_of
    return Part(
        id=item.id,
        title=words.reference(first.provision, first.element),
        members=tuple(criterion.criterion.id for criterion in item.criteria) if grouped else (),
        core=item.core,
        state=item.state,
        rating=rating,
        value=assessment.whole.instrument.scale.values[rating],
        share=share,
        missing=sum((loss.points for loss in lost if loss.item == item.id), Fraction(0)),
        held_back=Fraction(0),
    )


def _gates(assessment: Assessment, items: Sequence[Item], completion: Completion) -> Iterator[Gate]:
    scale = assessment.whole.instrument.scale
    for item in items:
        rating = completion.ratings[item.id]
        if item.core and rating in scale.caps:
            reasons = (criterion.criterion.core_reason for criterion in item.criteria)
            yield Gate(
                id=item.id,
                rating=rating,
                cap=scale.values[scale.caps[rating]],
                cap_rating=scale.caps[rating],
                binds=item.id in completion.capped_by,
                reason=next(filter(None, reasons), None),
            )
