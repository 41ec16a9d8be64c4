"""What is wrong in the files of a workspace, by file and code, with the field in which it can be mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from compliance import figures
from compliance.language import _, ngettext
from compliance.problems import Problem, excerpt
from compliance.screens.work.parts import Tab, WorkPage, href


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A problem or a finding."""

    code: str
    page: str
    """The address of the page about its code."""
    place: str
    """Line and column, or a cell."""
    what: str
    expected: str
    hint: str
    excerpt: str
    """The line of the file, with a caret under the place on the next one; empty where there is none."""
    mend: str
    """The address of the field in which it can be mended; empty where that is done in the file."""


@dataclass(frozen=True, slots=True)
class WrongFile:
    """What is wrong in one file."""

    path: str
    rows: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemsPage(WorkPage):
    """What is wrong in the files, and what a reader should know of them."""

    problems: tuple[WrongFile, ...]
    findings: tuple[WrongFile, ...]
    hidden: tuple[str, ...]
    """Sentences on what is the other evaluator's."""
    crumbs: tuple[Tab, ...]
    commands: tuple[str, ...] = ("compliance check", "compliance check --explain CODE")

    @property
    def heading(self) -> str:
        """What the page says, the count first."""
        count = sum(len(file.rows) for file in self.problems)
        if not count:
            return _("No problems")
        text = ngettext("%(num)s problem in %(files)s", "%(num)s problems in %(files)s", count)
        files = ngettext("%(num)s file", "%(num)s files", len(self.problems))
        return text % {"num": figures.number(count), "files": files % {"num": figures.number(len(self.problems))}}

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return self.heading


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage(WorkPage):
    """What a problem code means."""

    code: str
    text: str
    """The page, in Markdown, without its heading."""
    crumbs: tuple[Tab, ...]

    @property
    def heading(self) -> str:
        """The code."""
        return self.code

    @property
    def title(self) -> str:
        """What the browser calls it."""
        return self.code


def problems_page(
    every: Iterable[Problem], mend: Mapping[Problem, str], hidden: Sequence[str], crumbs: tuple[Tab, ...]
) -> ProblemsPage:
    """Problems, and apart from them findings, by file, with where each can be mended."""
    by_kind: dict[bool, dict[str, list[Wrong]]] = {True: {}, False: {}}
    for problem in every:
        by_path = by_kind[problem.severity == "problem"]
        by_path.setdefault(problem.at.path, []).append(_wrong(problem, mend.get(problem, "")))
    files = {kind: tuple(WrongFile(path, tuple(rows)) for path, rows in of.items()) for kind, of in by_kind.items()}
    return ProblemsPage(problems=files[True], findings=files[False], hidden=tuple(hidden), crumbs=crumbs)


def _wrong(problem: Problem, mend: str) -> Wrong:
    at = problem.at
    return Wrong(
        code=problem.code,
        page=href("desk", "problems", problem.code),
        place=at.cell or ":".join(str(number) for number in (at.line, at.column) if number),
        what=problem.what,
        expected=problem.expected or "",
        hint=problem.hint or "",
        excerpt="\n".join(excerpt(at)),
        mend=mend,
    )
