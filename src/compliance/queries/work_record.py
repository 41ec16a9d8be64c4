"""How far checklists are, for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from compliance.queries.work import ArticleWork, Progress, Work

Evaluator = Literal["first", "second"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressRecord:
    """How far some criteria are; criteria by id."""

    criteria: int
    answered: int
    unanswered: tuple[str, ...]
    without_evidence: tuple[str, ...]
    carried_over: tuple[str, ...]
    open_remarks: tuple[str, ...]
    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord(ProgressRecord):
    """How far an article is, and who is to answer it."""

    number: str
    title: str
    assigned: tuple[str, ...]
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRecord(ProgressRecord):
    """How far a checklist is, with every article."""

    country: str
    name: str
    instrument: str
    cycle: str
    evaluator: Evaluator
    status: str
    suspect: tuple[str, ...]
    problems: int
    sealed: bool
    re_rated_since_seal: tuple[str, ...]
    next: str
    articles: tuple[ArticleRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenRecord:
    """What one evaluator may know of how far the other is, while both rate blind."""

    criteria: int
    answered: int
    country: str
    name: str
    instrument: str
    cycle: str
    evaluator: Evaluator
    status: str
    problems: int


def work_record(work: Work) -> WorkRecord | HiddenRecord:
    """How far a checklist is, for other programs; of the other evaluator's counts alone."""
    if work.hidden:
        counts: dict[str, Any] = {"criteria": len(work.progress.criteria), "answered": work.progress.answered}
        return HiddenRecord(**counts, **_whose(work), problems=work.problems)
    return WorkRecord(
        **_counts(work.progress),
        **_whose(work),
        suspect=work.suspect,
        problems=work.problems,
        sealed=work.sealed,
        re_rated_since_seal=work.resealed,
        next=work.next,
        articles=tuple(map(_article_record, work.articles)),
    )


def _whose(work: Work) -> dict[str, Any]:
    return {
        "country": work.country,
        "name": work.name,
        "instrument": work.instrument.id,
        "cycle": work.checklist.cycle,
        "evaluator": "second" if work.second else "first",
        "status": work.checklist.status,
    }


def _article_record(work: ArticleWork) -> ArticleRecord:
    article = work.article
    return ArticleRecord(
        **_counts(work.progress), number=article.number, title=article.title, assigned=work.assigned, due=work.due
    )


def _counts(progress: Progress) -> dict[str, Any]:
    return {
        "criteria": len(progress.criteria),
        "answered": progress.answered,
        "unanswered": progress.unanswered,
        "without_evidence": progress.without_evidence,
        "carried_over": progress.carried_over,
        "open_remarks": progress.remarked,
        "accepted": progress.accepted,
    }
