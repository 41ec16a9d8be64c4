"""The scores of several countries, and how far their data reach: tables for a terminal, records for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from compliance import figures
from compliance.model.bill import Bill
from compliance.queries.formats import Column, ends, picked
from compliance.scoring import Assessment, with_leads
from compliance.scoring.values import InstrumentScore, Range
from compliance.view import words
from compliance.view.assessed import Scored, assessments
from compliance.view.names import designations, in_order
from compliance.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """Of which law scores are asked, beside the country."""

    on: date | None = None
    """The day of the law; none for the cut-off date of each checklist."""
    known: date | None = None
    """As known on that day; none for all that is on file."""
    bill: Bill | None = None
    """As if that bill were law."""

    def notes(self) -> tuple[str, ...]:
        """What a reader of the scores must know."""
        as_known = f"As known on {figures.day(self.known)}." if self.known else None
        return tuple(filter(None, (as_known, words.no_law(self.bill) if self.bill else None)))


AS_ON_FILE = AsOf()


def scored(workspace: Workspace, countries: Sequence[str], as_of: AsOf = AS_ON_FILE) -> tuple[Scored, ...]:
    """The assessments of some countries in their latest cycle, or of all, in the order of the jurisdictions."""
    listed = in_order(workspace, countries)
    latest = ((id_, cycle) for id_ in listed for cycle in workspace.countries[id_].cycles()[-1:])
    return scored_in(workspace, latest, as_of)


def scored_in(workspace: Workspace, cycles: Iterable[tuple[str, str]], as_of: AsOf) -> tuple[Scored, ...]:
    """The assessments of countries, each in a cycle."""
    instruments = tuple(workspace.instruments)
    return tuple(
        # A country bears today's name, whatever it was called on the day of the law.
        Scored(id_, jurisdiction.name(assessment.whole.checklist.cut_off), assessment)
        for id_, cycle in cycles
        if (jurisdiction := workspace.jurisdiction(id_))
        for assessment in assessments(
            workspace, workspace.countries[id_], cycle, instruments, on=as_of.on, known=as_of.known, bill=as_of.bill
        )
    )


def footnotes(workspace: Workspace, scores: Sequence[Scored]) -> tuple[str, ...]:
    """The obligatory footnotes of the names in a table."""
    if not scores:
        return ()
    return designations(workspace, scores[0].whole.checklist.cut_off, [score.name for score in scores])


# Tables


def columns(scores: Iterable[Scored]) -> tuple[Column[Scored], ...]:
    """The table of scores: a column for each rating of the instruments in it, and of leads where there are any."""
    ratings = _ratings(scores)
    leads: tuple[Column[Scored], ...] = (
        Column("leads", lambda score: score.whole.leads, "right", 3),
        Column("with leads", lambda score: words.score(with_leads(score.whole).range), "right", 3),
    )
    return (
        *_SUBJECT,
        Column("cycle", lambda score: score.whole.checklist.cycle, "right", 2),
        Column("law as of", lambda score: score.assessment.on, "right", 1),
        Column("score", lambda score: words.score(score.whole.range), "right"),
        _ANSWERED,
        *(Column(words.rating(rating), _count(rating), "right", 4) for rating in ratings),
        Column("not settled", lambda score: score.whole.distribution.open, "right", 4),
        Column("n/a", lambda score: score.whole.distribution.not_applicable, "right", 4),
        _UNANSWERED,
        *(leads if any(score.whole.leads for score in scores) else ()),
        Column("as bound", lambda score: _bound(score.assessment), "right"),
    )


_SUBJECT: tuple[Column[Scored], ...] = (
    Column("country", lambda score: score.name),
    Column("instrument", lambda score: score.whole.instrument.abbreviation),
)
_ANSWERED: Column[Scored] = Column(
    "answered", lambda score: f"{score.whole.distribution.answered} of {score.whole.distribution.applicable}", "right"
)
_UNANSWERED: Column[Scored] = Column("unanswered", lambda score: score.whole.distribution.unanswered, "right", 4)


def _ratings(scores: Iterable[Scored]) -> tuple[str, ...]:
    """The ratings of all instruments, those of the first one first."""
    return tuple(dict.fromkeys(rating for score in scores for rating in score.whole.instrument.scale.values))


def _count(rating: str) -> Callable[[Scored], object]:
    """How many items have a rating; nothing where the instrument does not know it."""
    return lambda score: score.whole.distribution.counts.get(rating, "")


def _bound(assessment: Assessment) -> str:
    match assessment.as_bound_status:
        case "scored":
            return words.score(assessment.as_bound.range if assessment.as_bound else None)
        case "not-a-party":
            return "alignment"
        case "no-treaty":
            return figures.NOTHING
        case "reservations-unknown" | "deposits-not-verified":
            return "unknown"


def exact_columns(scores: Iterable[Scored], as_of: AsOf = AS_ON_FILE) -> tuple[Column[Scored], ...]:
    """The table of scores for other programs: ids, exact ends as points of 100 to six places, counts."""
    return (
        Column("country", lambda score: score.country),
        Column("instrument", lambda score: score.whole.instrument.id),
        Column("cycle", lambda score: score.whole.checklist.cycle),
        Column("law_as_of", lambda score: score.assessment.on),
        Column("low", lambda score: _six(score.whole.range, "low")),
        Column("high", lambda score: _six(score.whole.range, "high")),
        Column("answered", lambda score: score.whole.distribution.answered),
        Column("applicable", lambda score: score.whole.distribution.applicable),
        *(Column(rating.replace("-", "_"), _count(rating)) for rating in _ratings(scores)),
        Column("not_settled", lambda score: score.whole.distribution.open),
        Column("not_applicable", lambda score: score.whole.distribution.not_applicable),
        Column("unanswered", lambda score: score.whole.distribution.unanswered),
        Column("leads", lambda score: score.whole.leads),
        Column("with_leads_low", lambda score: _six(with_leads(score.whole).range, "low")),
        Column("with_leads_high", lambda score: _six(with_leads(score.whole).range, "high")),
        Column("known_on", lambda _: as_of.known or ""),
        Column("with_bill", lambda _: as_of.bill.id if as_of.bill else ""),
    )


def _six(span: Range | None, end: Literal["low", "high"]) -> str:
    """An end of a score in points of 100, to six places."""
    value = ends(span)[end]
    return "" if value is None else str(figures.rounded(value * 100, 6))


def _leads(score: Scored) -> int:
    """Provisions that are noted without a rating."""
    responses = score.whole.checklist.responses.values()
    return sum(
        bool(response.legal_basis) and not response.rating and not response.ratings_by_part for response in responses
    )


def _conflicts(score: Scored) -> int:
    """Sources that contradict each other."""
    return sum(len(response.conflicts) for response in score.whole.checklist.responses.values())


def _recommendations(score: Scored) -> int:
    """Answers with a recommendation."""
    return sum(response.recommendation is not None for response in score.whole.checklist.responses.values())


COVERAGE: tuple[Column[Scored], ...] = (
    *_SUBJECT,
    Column("responses", lambda score: len(score.whole.checklist.responses), "right", 3),
    _ANSWERED,
    *(Column(grade, lambda score, grade=grade: score.whole.grades[grade], "right") for grade in words.EVIDENCE),  # type: ignore[misc]
    _UNANSWERED,
    Column("leads", _leads, "right", 1),
    Column("conflicts", _conflicts, "right", 1),
    Column("recommendations", _recommendations, "right", 2),
)
"""How far the data of a country reach; A to D are grades of evidence, leads are provisions noted without a rating."""


# Records


def covered(score: Scored) -> Mapping[str, object]:
    """How far the data of a country reach."""
    whole = score.whole
    return {
        **_about(score),
        "responses": len(whole.checklist.responses),
        **picked(whole.distribution, "answered", "applicable"),
        "evidence": whole.grades,
        "unanswered": whole.distribution.unanswered,
        "leads": _leads(score),
        "conflicts": _conflicts(score),
        "recommendations": _recommendations(score),
    }


def _about(score: Scored) -> Mapping[str, object]:
    whole = score.whole
    return {**picked(score, "country", "name"), "instrument": whole.instrument.id, "cycle": whole.checklist.cycle}


def country_score(score: Scored, as_of: AsOf = AS_ON_FILE) -> Mapping[str, object]:
    """How a country stands to an instrument, down to its articles; ratings are the worst and the best that there may be."""
    whole, assessment = score.whole, score.assessment
    return {
        **_about(score),
        "law_as_of": assessment.on,
        "known_on": as_of.known,
        "with_bill": as_of.bill.id if as_of.bill else None,
        "status": whole.checklist.status,
        "called": "alignment" if assessment.alignment else "compliance",
        "whole": _total(whole),
        "as_bound": _total(assessment.as_bound) if assessment.as_bound else None,
        "as_bound_status": assessment.as_bound_status,
        "by_part": {part: _total(score) for part, score in assessment.by_part.items()},
        "sections": [{**ends(section.score), **picked(section.section, "id", "title")} for section in whole.sections],
        "articles": [
            {
                **ends(article.score),
                **picked(article.article, "number", "title"),
                "rating": (article.rating_worst, article.rating_best),
                "held_back_by": article.capped,
            }
            for article in whole.articles
        ],
        "excluded": [picked(exclusion, "criterion", "reason") for exclusion in whole.exclusions],
    }


def _total(score: InstrumentScore) -> Mapping[str, object]:
    distribution = score.distribution
    return {
        **ends(score.range),
        "point": score.point,
        **picked(distribution, "answered", "applicable"),
        "distribution": {
            **distribution.counts,
            "not-settled": distribution.open,
            "not-applicable": distribution.not_applicable,
            "unanswered": distribution.unanswered,
        },
        "evidence": score.grades,
        "leads": score.leads,
        "with_leads": ends(with_leads(score).range),
    }
