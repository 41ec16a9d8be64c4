"""An explanation for other programs: ids, ratings and exact numbers."""

from __future__ import annotations

from collections.abc import Mapping

from compliance.as_of.deposits import verified
from compliance.model.participation import Deposit
from compliance.queries.explain.values import Explanation, Member, OfMean
from compliance.queries.formats import picked
from compliance.scoring import Reform, with_leads
from compliance.scoring.values import Exclusion


def explanation_record(explanation: Explanation) -> Mapping[str, object]:
    """Why a number is what it is."""
    criterion = explanation.criterion
    return {
        **picked(explanation, "country", "instrument", "law_as_of", "kind", "id", "title", "score"),
        "mean": _mean(explanation.mean) if explanation.mean else None,
        "criterion": criterion
        and {
            "members": [_member(explanation, member) for member in criterion.members],
            **picked(criterion, "group", "weight", "missing", "acts", "repealed", "findings"),
        },
        **picked(explanation, "ends", "as_bound"),
        "as_bound_status": explanation.assessment.as_bound_status,
        "parts": [{"id": part, "name": explanation.name(part), "score": score} for part, score in explanation.parts],
        "excluded": [_excluded(explanation, exclusion) for exclusion in explanation.excluded],
        "excluded_as_bound": [_excluded(explanation, exclusion) for exclusion in explanation.excluded_as_bound],
    }


def _mean(mean: OfMean) -> Mapping[str, object]:
    score, article = mean.score, mean.article
    return {
        **picked(score.distribution, "answered", "applicable"),
        "ratings": score.distribution.counts,
        "leads": score.leads,
        "with_leads": with_leads(score).range if score.leads else None,
        "alignment": mean.alignment,
        "sections": [
            {"id": each.section.id, "name": each.section.title, "score": each.score} for each in mean.sections
        ],
        "article": article
        and {
            **picked(article, "rated", "share_at_worst", "share_at_best"),
            "bundles": [_bundle(reform) for reform in article.bundles],
            "flagged": article.flagged,
        },
    }


def _bundle(reform: Reform) -> Mapping[str, object]:
    return {**picked(reform, "kind", "criteria"), "one_rating_up": reform.next, "met": reform.full}


def _member(explanation: Explanation, member: Member) -> Mapping[str, object]:
    score, response = member.score, member.score.response
    return {
        **picked(score.criterion, "id", "requirement"),
        "rated": member.rated,
        "value": score.value,
        **picked(score.criterion, "obligation", "core", "core_reason"),
        "reason": score.reason,
        "levels": [
            {"id": level, "name": explanation.name(level), "ratings": ratings}
            for level, ratings in explanation.levels(member)
        ],
        "floor": response.floor if response else None,
        "deposits": [_deposit(explanation, deposit) for deposit in member.deposits],
        "provisions": response.legal_basis if response else (),
        "gap": response.gap if response else None,
        "evidence": response.evidence if response else None,
        "counts": member.counts,
        "change": {
            "criterion": score.criterion.id,
            "raised": [_bundle(reform) for reform in member.raised],
            "narrows_by": member.narrows_by,
        },
    }


def _deposit(explanation: Explanation, deposit: Deposit) -> Mapping[str, object]:
    """A deposit; whether its text was seen, without which it has no effect, and the provision that permits it."""
    return {
        **picked(deposit, "id", "kind", "effect"),
        "verified": verified(deposit),
        "permitted_by": explanation.permitted_by(deposit),
        "gist": deposit.gist,
    }


def _excluded(explanation: Explanation, exclusion: Exclusion) -> Mapping[str, object]:
    deposit = explanation.deposit(exclusion)
    return {
        "id": exclusion.criterion,
        "reason": exclusion.reason,
        "deposit": _deposit(explanation, deposit) if deposit else None,
    }
