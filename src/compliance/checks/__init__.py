"""What no schema can say about the data: one function a check, one file a subject."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from compliance.checks import (
    acceptances,
    copies,
    dated,
    instruments,
    law,
    links,
    names,
    people,
    plans,
    quotes,
    readings,
    responses,
    site,
    translations,
    work,
)
from compliance.problems import Problem
from compliance.workspace import Workspace

SUBJECTS = (
    instruments,
    translations,
    links,
    names,
    responses,
    law,
    dated,
    plans,
    site,
    quotes,
    copies,
    readings,
    work,
    acceptances,
    people,
)
CHECKS: tuple[Callable[[Workspace], Iterator[Problem]], ...] = tuple(
    check for subject in SUBJECTS for check in subject.CHECKS
)
"""All checks; each yields every problem that it sees."""


@lru_cache(maxsize=2)  # whoever tries a change asks for the state before it once more
def check(workspace: Workspace) -> tuple[Problem, ...]:
    """Every problem and finding of a workspace, sorted by place."""
    return tuple(sorted({problem for each in CHECKS for problem in each(workspace)}))
