"""Scores and ratings of a report for other programs: ids, words of closed lists and exact figures."""

from collections.abc import Iterator, Mapping, Sequence

from compliance.queries.formats import as_json, picked
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
                **picked(criterion, "provision", "obligation", "core", "weight"),
                "state": score.state,
                "rating_worst": _end(score, 0),
                "rating_best": _end(score, -1),
                "as_bound_worst": _end(narrowed, 0),
                "as_bound_best": _end(narrowed, -1),
                "reason": score.reason,
                "evidence": response.evidence if response else None,
                # A lead does not count; where there is no answer, nothing is said.
                "counts": "no" if score.lead else "yes" if score.answered else None,
                "lead_worst": score.lead[0] if score.lead else None,
                "lead_best": score.lead[-1] if score.lead else None,
            }


def findings(view: CountryView) -> Sequence[Mapping[str, object]]:
    """One row a finding of a treaty body that was seen in a document."""
    return [
        {
            "country": view.id,
            "id": finding.id,
            "treaty": finding.instrument,
            "articles": finding.articles,
            "criteria": " ".join(finding.criteria),
            **picked(finding, "body", "document", "asked"),
            "follow_up": finding.state,
            "follow_up_text": finding.follow_up,
        }
        for finding in view.findings
    ]


def _end(score: CriterionScore | None, place: int) -> str | None:
    """The worst or the best rating that a criterion may have; none where it has none."""
    if score is None or not score.has_rating:
        return None
    return (score.worst, score.best)[place]
