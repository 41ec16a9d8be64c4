"""What is wrong in the files of a workspace, by file and code, with the field in which it can be mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from compliance.problems import Problem
from compliance.screens.work.parts import DeskPage

ByFile = Mapping[str, list[Problem]]
"""Problems by the path of their file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemsPage(DeskPage):
    """What is wrong in the files, and what a reader should know of them."""

    problems: ByFile
    findings: ByFile
    mend: Mapping[Problem, str]
    """The address of the field in which each can be mended; of some that is done in the file."""
    hidden: tuple[str, ...]
    """Sentences on what is the other evaluator's."""
    commands: tuple[str, ...] = ("compliance check", "compliance check --explain CODE")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage(DeskPage):
    """What a problem code means, which is its heading."""

    text: str
    """The page, in Markdown, without its heading."""


def by_file(every: Iterable[Problem], severity: str) -> ByFile:
    """Problems, or apart from them findings, by file."""
    files: dict[str, list[Problem]] = {}
    for problem in every:
        if problem.severity == severity:
            files.setdefault(problem.at.path, []).append(problem)
    return files


def place(problem: Problem) -> str:
    """Where in its file something is wrong: line and column, or a cell."""
    at = problem.at
    return at.cell or ":".join(str(number) for number in (at.line, at.column) if number)
