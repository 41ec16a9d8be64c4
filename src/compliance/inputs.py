"""Everything that deliverables are made from: the documents of a folder, its project, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from compliance.checks import check
from compliance.indicators.indices import FOLDER as INDICES
from compliance.indicators.project import FOLDER, Project, read_project
from compliance.problems import Problem
from compliance.source import read_text
from compliance.workspace import Workspace, read_workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """A folder, read."""

    workspace: Workspace
    """Countries, instruments and plans."""
    project: Project | None
    """The logframe with its figures; none where the folder has none."""
    figures: tuple[tuple[str, str], ...]
    """The files of the project: path and text."""

    @property
    def files(self) -> int:
        """How many files were read."""
        return len(self.workspace.files) + len(self.workspace.texts) + len(self.figures)


def read_inputs(root: Path) -> tuple[Inputs, tuple[Problem, ...]]:
    """A folder and every problem and finding in it, sorted by place; nothing is written."""
    workspace, problems = read_workspace(root)
    countries = tuple(one.id for one in workspace.listed())
    project, more = read_project(root, instruments=_articles(workspace), countries=countries, today=date.today())
    files = (*(root / FOLDER).glob("*.*"), *(root / FOLDER / INDICES).glob("*.yaml"))
    texts = ((file, read_text(root, file)[0]) for file in sorted(files) if not file.name.startswith("."))
    inputs = Inputs(
        workspace=workspace,
        project=project,
        figures=tuple((file.relative_to(root).as_posix(), text) for file, text in texts if text is not None),
    )
    return inputs, tuple(sorted({*problems, *more, *check(workspace)}))


def _articles(workspace: Workspace) -> Mapping[str, tuple[str, ...]]:
    """The numbers of the articles that are assessed, by instrument."""
    return {
        id_: tuple(one.number for one in filed.value.articles if one.criteria)
        for id_, filed in workspace.instruments.items()
    }
