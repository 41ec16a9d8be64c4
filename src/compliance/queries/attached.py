"""Scores and ratings of a report for other programs: ids, words of closed lists and exact figures."""

from collections.abc import Iterator, Mapping, Sequence

from compliance.queries.formats import as_json
from compliance.queries.scores import country_score
from compliance.scoring.values import Assessment, CriterionScore
from compliance.view.assessed import Scored
from compliance.view.values.country import CountryView


def scores(view: CountryView) -> str:
    """Every score of a report down to the articles; exact fractions as text, missing as null."""
    scores = [Scored(view.id, view.name, instrument.assessment) for instrument in view.instruments]
    content = {
        "document": view.document,
        "notice": view.plan.notice,
        "footnotes": view.footnotes,
        "data_sha256": view.manifest.digest,
        "scores": [country_score(score) for score in scores],
    }
    return as_json(content) + "\n"


def ratings(view: CountryView) -> Sequence[Mapping[str, object]]:
    """One row a criterion, in treaty order: what it is, how it is rated, on which evidence."""
    return [row for instrument in view.instruments for row in _ratings(view, instrument.assessment)]


def _ratings(view: CountryView, assessment: Assessment) -> Iterator[Mapping[str, object]]:
    bound = assessment.as_bound.criteria() if assessment.as_bound else {}
    for article in assessment.whole.articles:
        for score in article.criteria:
            criterion, response = score.criterion, score.response
            narrowed = bound.get(criterion.id)
            yield {
                "country": view.id,
                "instrument": assessment.whole.instrument.id,
                "cycle": view.cycle,
                "law_as_of": assessment.on,
                "article": article.article.number,
                "criterion": criterion.id,
                "provision": criterion.provision,
                "obligation": criterion.obligation,
                "core": criterion.core,
                "weight": criterion.weight,
                "state": score.state,
                "rating_worst": _end(score, 0),
                "rating_best": _end(score, -1),
                "as_bound_worst": _end(narrowed, 0),
                "as_bound_best": _end(narrowed, -1),
                "reason": score.reason,
                "evidence": response.evidence if response else None,
                "counts": _counts(score),
                "lead_worst": score.lead[0] if score.lead else None,
                "lead_best": score.lead[-1] if score.lead else None,
            }


def _counts(score: CriterionScore) -> str | None:
    """Whether the answer counts: `no` for a lead; nothing where there is no answer."""
    return "no" if score.lead else "yes" if score.answered else None


def findings(view: CountryView) -> Sequence[Mapping[str, object]]:
    """One row a finding of a treaty body that was seen in a document."""
    return [
        {
            "country": view.id,
            "id": body_finding.id,
            "treaty": body_finding.instrument,
            "articles": body_finding.articles,
            "criteria": " ".join(body_finding.criteria),
            "body": body_finding.body,
            "document": body_finding.document,
            "asked": body_finding.asked,
            "follow_up": body_finding.state,
            "follow_up_text": body_finding.follow_up,
        }
        for body_finding in view.findings
    ]


def _end(score: CriterionScore | None, place: int) -> str | None:
    """The worst or the best rating that a criterion may have; none where it has none."""
    if score is None or not score.has_rating:
        return None
    return (score.worst, score.best)[place]
