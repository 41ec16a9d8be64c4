"""Worked examples: ratings in, scores out, as files that a lawyer can read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter
from shares import at_least, to_met
from tiny import TODAY, article, checklist, criterion, instrument

from compliance import figures
from compliance.as_of.deposits import in_effect, unpermitted
from compliance.model.bill import Bill
from compliance.model.checklist import NOT_APPLICABLE, Response
from compliance.model.instrument import Article, Ground, Instrument
from compliance.model.participation import Participation
from compliance.scoring import (
    Agreement,
    ArticleScore,
    Assessment,
    Bridge,
    CriterionScore,
    DoubleRating,
    InstrumentScore,
    Range,
    assess,
    bridge,
    checklist_as_of,
    double_rating,
    gaps,
    losses,
    path,
    questions,
    reforms,
    unbeaten,
    unlock,
    with_leads,
)
from compliance.scoring.path import Step

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.yaml"))
METHOD = Path(__file__).parents[2] / "docs" / "method.md"

RESPONSE = TypeAdapter(Response)
PARTICIPATION = TypeAdapter(Participation)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example(path: Path) -> None:
    example = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    expected = example["expected"]
    found = {**seen(assessed(example, **example)), "findings": unpermitted_in(example)}
    if "from" in example:
        found["bridge"] = shown_bridge(crossed(example))
    if "second" in example:
        found["agreement"] = shown_agreement(rated_twice(example))
    assert alike(found, expected) == expected


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_method_shows_the_example(path: Path) -> None:
    assert f"```yaml\n{path.read_text(encoding='utf-8')}```\n" in METHOD.read_text(encoding="utf-8")


def assessed(
    example: dict[str, Any], *, on: str | None = None, known: str | None = None, bill: Any = None, **_: Any
) -> Assessment:
    """The assessment of what an example gives, for the law of a day, as known on a day, with a bill."""
    treaty = treaty_of(example)
    responses = checklist({key: answer(given) for key, given in example["responses"].items()})
    participation = joined(example["participation"]) if "participation" in example else None
    day = date.fromisoformat(on) if on else TODAY
    parts = tuple(example.get("parts", ()))
    draft = drafted(bill) if bill else None
    answers = checklist_as_of(responses, on=day, known=date.fromisoformat(known) if known else None, bill=draft)
    return assess(treaty, answers, participation, parts, day)


def unpermitted_in(example: dict[str, Any]) -> list[str]:
    """The deposits of an example that its treaty does not permit, or not as far as they reach."""
    deposits = in_effect(joined(example["participation"]).deposits, TODAY) if "participation" in example else ()
    return [it.id for it in deposits if unpermitted(it, treaty_of(example))]


def treaty_of(example: dict[str, Any]) -> Instrument:
    """The treaty that an example makes up."""
    articles = [made(number, given) for number, given in example["articles"].items()]
    grounds = [
        Ground(id=it, kind="reservation", provision="", basis="", permits="") for it in example.get("grounds", ())
    ]
    treaty = instrument(articles, grounds)
    return replace(treaty, scale=replace(treaty.scale, counts_from=example.get("counts_from")))


def drafted(given: dict[str, Any]) -> Bill:
    responses = {"tiny": {key: answer(it) for key, it in given.items()}}
    return Bill(id="bill", country="nowhere", title="A bill", status="prepared", responses=responses)


def crossed(example: dict[str, Any]) -> Bridge:
    """The bridge to what an example asks for: first leads, then what is known, then the day of the law, then the bill."""
    start, end = example["from"], {key: example.get(key) for key in ("on", "known")}
    legs = [start, {**start, "known": end["known"]}, end, {**end, "bill": example.get("bill")}]
    scores = [assessed(example, **it).whole for it in legs]
    return bridge([*([with_leads(scores[0])] if "leads" in start else []), *scores], bill="bill" in example)


def shown_bridge(found: Bridge) -> dict[str, Any]:
    changes: dict[str, list[str]] = {}
    for it in found.changes:
        changes.setdefault(it.criterion, []).append(it.cause)
    return {
        "before": between(found.before.range),
        "after": between(found.after.range),
        "changes": changes,
        "steps": {it.cause: str(it.low) if it.low == it.high else f"{it.low} and {it.high}" for it in found.steps},
    }


def rated_twice(example: dict[str, Any]) -> DoubleRating:
    """The two checklists of an example, compared."""
    articles = [made(number, given) for number, given in example["articles"].items()]
    first, second = (
        checklist({key: answer(given) for key, given in example[one].items()}) for one in ("responses", "second")
    )
    return double_rating(instrument(articles), first, second, tuple(example.get("parts", ())))


def shown_agreement(found: DoubleRating) -> dict[str, Any]:
    return {
        **shown_block(found.whole),
        "sections": {it.section.id: shown_block(it) for it in found.sections if it.section},
        "differences": {
            it.criterion.id: {
                "first": " or ".join(it.first),
                "second": " or ".join(it.second),
                "steps": "none" if it.steps is None else str(it.steps),
                "settled": " or ".join(it.third) or "no",
            }
            for it in found.differences
        },
    }


def shown_block(it: Agreement) -> dict[str, Any]:
    ends = (figures.number(it.interval.low, 2), figures.number(it.interval.high, 2)) if it.interval else ()
    return {
        "articles": str(it.articles),
        "compared": str(it.compared),
        "equal": str(it.equal),
        "at most one step apart": str(it.adjacent),
        "alpha": str(it.alpha),
        "figure": "not defined" if it.alpha is None else figures.number(it.alpha, 2),
        "interval": " to ".join(ends) or "none",
        "ratings of the second by those of the first": {
            first: {word: str(count) for word, count in of_second.items()} for first, of_second in it.table.items()
        },
        "left out": {reason: str(count) for reason, count in it.left_out.items()},
    }


def made(number: str, given: dict[str, Any]) -> Article:
    shapes = {key: shape if isinstance(shape, dict) else kind(shape) for key, shape in given["criteria"].items()}
    rest = {key: it for key, it in given.items() if key != "criteria"}
    return article(number, [criterion(key, **shape) for key, shape in shapes.items()], **rest)


def kind(word: str) -> dict[str, str]:
    return {"core": "true"} if word == "core" else {"obligation": word}


def answer(given: Any) -> Response:
    return RESPONSE.validate_python(given if isinstance(given, dict) else {"rating": given})


def joined(given: dict[str, Any]) -> Participation:
    deposits = [{"provisions": [], "gist": "", **it} for it in given.get("deposits", ())]
    return PARTICIPATION.validate_python({**given, "deposits": deposits})


def alike(found: Any, expected: Any) -> Any:
    """What was found, as far as the example speaks of it."""
    if isinstance(found, dict) and isinstance(expected, dict):
        return {key: alike(found.get(key), it) for key, it in expected.items()}
    return found


def seen(assessment: Assessment) -> dict[str, Any]:
    """An assessment in the words of the examples."""
    bound = assessment.as_bound
    return {
        "called": "alignment" if assessment.alignment else "compliance",
        "whole": shown(assessment.whole),
        "as bound": shown(bound) if bound else assessment.as_bound_status,
        "by part": {part: between(score.range) for part, score in assessment.by_part.items()},
    }


def shown(score: InstrumentScore) -> dict[str, Any]:
    spread, lost = score.distribution, losses(score)
    assert lost.at_worst == lost.at_best or not (score.range and score.range.settled)
    numbers = [it.article.number for it in score.articles]
    rows, way = reforms(score), path(score, Fraction(1))
    others: dict[str, int] = {
        "open": spread.open,
        "unanswered": spread.unanswered,
        "not-applicable": spread.not_applicable,
    }
    return {
        "score": between(score.range),
        "if leads counted": between(with_leads(score).range),
        "figure": figure(score),
        "answered": f"{spread.answered} of {spread.applicable}",
        "sections": {it.section.id: between(it.score) for it in score.sections},
        "articles": {it.article.number: shown_article(it) for it in score.articles},
        "criteria": {key: shown_criterion(it) for key, it in score.criteria().items()},
        "distribution": {word: str(count) for word, count in {**spread.counts, **others}.items()},
        "share at least": {word: between(it) for word, it in at_least(score).items()},
        "evidence": {word: str(count) for word, count in [*score.grades.items(), ("no grade", score.ungraded)]},
        "left out": {
            it.criterion: f"{it.reason}, by {it.deposit}" if it.deposit else it.reason for it in score.exclusions
        },
        "losses": {it.item or f"gate of {it.article}": str(it.points) for it in lost.at_worst},
        "gaps": {
            it.criterion.criterion.id: {"one rating up": str(it.next.low), "to the best": str(it.full.low)}
            for it in gaps(score)
        },
        "narrowed by an answer to": {it.criterion.criterion.id: str(it.least) for it in questions(score)},
        "nothing beats": [list(it.criteria) for it, mark in zip(rows, unbeaten(rows), strict=True) if mark],
        "path": [shown_step(it) for it in way.steps] if way else [],
        "unlock": bundles(unlock(score, number) for number in numbers),
        "to met": bundles(to_met(score, number) for number in numbers),
    }


def bundles(found: Iterable[Any]) -> dict[str, Any]:
    return {it.article: {"raise": list(it.criteria), "gain": str(it.gain.low)} for it in found if it}


def shown_step(it: Step) -> dict[str, Any]:
    return {
        "raise": list(it.reform.criteria),
        "effort": str(it.reform.effort or "unknown"),
        "gain": str(it.reform.full.low),
        "score": between(it.score),
    }


def shown_article(it: ArticleScore) -> dict[str, Any]:
    return {
        "score": between(it.score),
        "mean": between(it.mean),
        "rating": to(it.rating_worst, it.rating_best),
        "held down by": list(it.capped),
        "flagged": "yes" if it.flagged else "no",
    }


def shown_criterion(it: CriterionScore) -> dict[str, Any]:
    may_not_apply = NOT_APPLICABLE in it.outcomes and len(it.outcomes) > 1
    return {
        "state": it.state,
        "rating": f"{to(it.worst, it.best)} or not-applicable" if may_not_apply else to(it.worst, it.best),
        "reason": it.reason,
        "lead": to(it.lead[0], it.lead[-1]) if it.lead else "none",
        "by part": {part: to(*ends) for part, ends in it.by_part.items()},
    }


def figure(score: InstrumentScore) -> str:
    if score.range is None:
        return figures.NOTHING
    return (
        figures.score(score.point)
        if score.point is not None
        else figures.score_range(score.range.low, score.range.high)
    )


def between(score: Range | None) -> str:
    return to(score.low, score.high) if score else "nothing applies"


def to(low: Fraction | str | None, high: Fraction | str | None) -> str:
    return str(low) if low == high else f"{low} to {high}"
