"""Explanations of criteria and groups of alternatives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from compliance.as_of.deposits import narrows
from compliance.as_of.evidence import is_repealed, rests_on, weighs
from compliance.model.instrument import Scale
from compliance.queries.explain.means import excluded, excluded_as_bound
from compliance.queries.explain.values import EndName, Explanation, Member, Missing, OfCriterion, Rated, Weight
from compliance.scoring import Assessment, Question, Reform, losses, questions, reforms
from compliance.scoring.gaps import Loss
from compliance.scoring.values import ArticleScore, Completion, CriterionScore, Item, Range
from compliance.workspace import Country


def of_criterion(country: Country, assessment: Assessment, key: str) -> Explanation:
    """Why a criterion, or a group of alternatives, is worth what it is."""
    article, members = next(_with_members(assessment, key))
    group = members[0].criterion.id != key
    item = next((item for item in article.items if members[0] in item.criteria), None)
    scale = assessment.whole.instrument.scale
    ids = {member.criterion.id for member in members}
    beyond = {
        exclusion.criterion
        for exclusion in (assessment.as_bound.exclusions if assessment.as_bound else ())
        if exclusion.deposit
    }
    return Explanation(
        assessment=assessment,
        kind="criterion",
        id=key,
        title=f"Group of alternatives in Article {article.article.number}" if group else members[0].criterion.provision,
        score=_value(scale, item.outcomes) if group and item else members[0].value,
        criterion=_facts(country, assessment, article, item, members, group=group),
        as_bound=_as_bound_value(assessment, article.article.number, key),
        parts=() if group else tuple((part, _value(scale, both)) for part, both in members[0].by_part.items()),
        excluded=excluded(assessment.whole, ids),
        excluded_as_bound=excluded_as_bound(assessment, ids & beyond),
    )


def _with_members(assessment: Assessment, key: str) -> Iterator[tuple[ArticleScore, list[CriterionScore]]]:
    """The article of a criterion or group, with its members."""
    for article in assessment.whole.articles:
        members = [score for score in article.criteria if key in (score.criterion.id, score.group)]
        if members:
            yield article, members


def _value(scale: Scale, ratings: Sequence[str]) -> Range | None:
    """What the worst and the best of some ratings are worth."""
    values = [scale.values[rating] for rating in ratings if rating in scale.values]
    return Range(low=values[0], high=values[-1]) if values else None


def _as_bound_value(assessment: Assessment, number: str, key: str) -> Range | None:
    """What a criterion or group is worth of what binds the country; none where that is not scored, or leaves it out."""
    bound = assessment.as_bound
    if bound is None:
        return None
    alone = bound.criteria().get(key)
    group = next((item for item in bound.article(number).items if item.id == key), None)
    return alone.value if alone else _value(assessment.whole.instrument.scale, group.outcomes) if group else None


def _facts(
    country: Country,
    assessment: Assessment,
    article: ArticleScore,
    item: Item | None,
    members: Sequence[CriterionScore],
    *,
    group: bool,
) -> OfCriterion:
    counts = item if item and item.counts else None
    gains, open_ = reforms(assessment.whole), questions(assessment.whole)
    cited = dict.fromkeys(act for score in members if score.response for act in rests_on(score.response))
    acts = [act for id_ in cited if (act := country.acts().get(id_))]
    ids = {score.criterion.id for score in members}
    findings = country.findings.value.findings if country.findings else ()
    return OfCriterion(
        members=tuple(_member(assessment, score, gains, open_) for score in members),
        group=group,
        weight=_weight(assessment, article, counts) if counts else None,
        missing=tuple(_missing(assessment, article, counts)) if counts else (),
        acts=tuple(acts),
        repealed=tuple(act.id for act in acts if is_repealed(act, assessment.on)),
        findings=tuple(finding for finding in findings if ids & set(finding.criteria)),
    )


def _member(
    assessment: Assessment, score: CriterionScore, gains: Sequence[Reform], open_: Sequence[Question]
) -> Member:
    id_, response = score.criterion.id, score.response
    informs = score.state == "informative"
    ratings = (response.rating if response else ()) if informs else score.outcomes
    return Member(
        score=score,
        rated=Rated(state=score.state, ratings=ratings, lead=score.lead),
        deposits=tuple(each for each in assessment.deposits if id_ in each.criteria and narrows(each)),
        counts=not (response and response.evidence) or weighs(response.evidence, assessment.whole.instrument.scale),
        raised=tuple(reform for reform in gains if id_ in reform.criteria),
        narrows_by=next((question.least for question in open_ if question.criterion is score), None),
    )


def _weight(assessment: Assessment, article: ArticleScore, item: Item) -> Weight:
    """The weight of an item in its article, and its share of the whole."""
    total = sum((other.weight for other in article.items if other.counts), Fraction(0))
    number = article.article.number
    return Weight(
        group=None if item.id in {score.criterion.id for score in item.criteria} else item.id,
        weight=item.weight,
        of=total,
        article=number,
        share=assessment.whole.shares_at_worst.get(number, Fraction(0)) * item.weight / total,
    )


def _missing(assessment: Assessment, article: ArticleScore, item: Item) -> Iterator[Missing]:
    """What an item takes from the whole at either end, and what its gate takes beyond."""
    lost = losses(assessment.whole)
    sides: tuple[tuple[EndName, tuple[Loss, ...], Completion | None], ...] = (
        ("at worst", lost.at_worst, article.worst),
        ("at best", lost.at_best, article.best),
    )
    for name, missing, completion in sides:
        gated = completion is not None and item.id in completion.capped_by
        own = [loss.points for loss in missing if loss.article == article.article.number and not loss.item]
        yield Missing(
            end=name,
            points=sum((loss.points for loss in missing if loss.item == item.id), Fraction(0)),
            by_gate=sum(own, Fraction(0)) if gated else Fraction(0),
        )
