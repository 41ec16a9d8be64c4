"""What no schema can say about the data: one function a check, one file a subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from compliance.checks import (
    crosswalks,
    dated,
    findings,
    instruments,
    jurisdictions,
    languages,
    law,
    links,
    participation,
    plans,
    quotes,
    readings,
    responses,
    work,
)
from compliance.problems import Problem
from compliance.workspace import Workspace

CHECKS: tuple[Callable[[Workspace], Iterator[Problem]], ...] = (
    *instruments.CHECKS,
    *links.CHECKS,
    *jurisdictions.CHECKS,
    *languages.CHECKS,
    *participation.CHECKS,
    *responses.CHECKS,
    *law.CHECKS,
    *dated.CHECKS,
    *plans.CHECKS,
    *quotes.CHECKS,
    *readings.CHECKS,
    *findings.CHECKS,
    *work.CHECKS,
    *crosswalks.CHECKS,
)
"""All checks; each yields every problem that it sees."""


@lru_cache(maxsize=2)  # whoever tries a change asks for the state before it once more
def check(workspace: Workspace) -> tuple[Problem, ...]:
    """Every problem and finding of a workspace, sorted by place."""
    return tuple(sorted({problem for one in CHECKS for problem in one(workspace)}))
