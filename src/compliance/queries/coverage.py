"""How far the data reach: per country and treaty what is answered, on which evidence, and what is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compliance.scoring import Assessment
from compliance.view.assessed import Scored
from compliance.view.words import EVIDENCE

COLUMNS = ("country", "instrument", "responses", "answered", *EVIDENCE, "unanswered", "leads", "conflicts", "recommendations")  # fmt: skip
"""Heads of the table; A to D are grades of evidence, leads are provisions noted without a rating."""


def rows(found: Iterable[Scored]) -> tuple[tuple[str, ...], ...]:
    """One row an assessment, in the order of `COLUMNS`."""
    return tuple(_row(name, assessment) for _, name, assessment in found)


def _row(name: str, assessment: Assessment) -> tuple[str, ...]:
    whole, responses = assessment.whole, tuple(assessment.whole.checklist.responses.values())
    leads = sum(
        bool(response.legal_basis) and not response.rating and not response.ratings_by_part for response in responses
    )
    figures = (
        f"{whole.distribution.answered} of {whole.distribution.applicable}",
        *whole.grades.values(),
        whole.distribution.unanswered,
        leads,
        sum(len(response.conflicts) for response in responses),
        sum(response.recommendation is not None for response in responses),
    )
    return (name, whole.instrument.abbreviation, str(len(responses)), *(str(figure) for figure in figures))


def markdown(heads: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """A table of Markdown; figures stand right."""
    lines = [heads, ["---", "---", *("---:" for _ in heads[2:])], *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
