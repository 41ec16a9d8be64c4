"""Everything that deliverables are made from: the documents of a folder, its project, and what is wrong in them."""

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from compliance.checks import check
from compliance.folder import read_workspace, uncollected
from compliance.indicators.indices import FOLDER as INDICES
from compliance.indicators.project import FOLDER, Project, read_project
from compliance.indicators.requests import FILE as REQUESTS
from compliance.problems import Problem
from compliance.source import digest, digest_of_file, leads_out, read_text, shown
from compliance.workspace import COPIES, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """A folder, read."""

    workspace: Workspace
    project: Project | None
    """The logframe with its figures; none where the folder has none."""
    figures: tuple[tuple[str, str], ...]
    """The files of the project: path and text."""

    @property
    def files(self) -> int:
        """How many files were read."""
        return len(self.workspace.files) + len(self.workspace.texts) + len(self.figures)


@uncollected()
def read_inputs(root: Path) -> tuple[Inputs, tuple[Problem, ...]]:
    """A folder and every problem and finding in it, sorted by place; nothing is written."""
    workspace, problems = read_workspace(root)
    countries = tuple(jurisdiction.id for jurisdiction in workspace.listed())
    project, more = read_project(
        root,
        instruments=_articles(workspace),
        countries=countries,
        codes={jurisdiction.id: jurisdiction.iso2 for jurisdiction in workspace.listed()},
        today=date.today(),
    )
    files = (*(root / FOLDER).glob("*.*"), *(root / FOLDER / INDICES).glob("*.yaml"))
    asked = root / REQUESTS  # letters: no figure rests on them
    texts = (
        (file, read_text(root, file)[0]) for file in sorted(files) if not file.name.startswith(".") and file != asked
    )
    inputs = Inputs(
        workspace=workspace,
        project=project,
        figures=tuple((file.relative_to(root).as_posix(), text) for file, text in texts if text is not None),
    )
    return inputs, tuple(sorted({*problems, *more, *check(workspace)}))


FOLDERS = ("assessments", "indicators", "reports")
"""The folders of a workspace; nothing is read beside them."""


def digests(root: Path, *, without: Collection[str] = ()) -> Mapping[str, str]:
    """The SHA-256 of every file in the folders of a workspace, whatever it holds, but for some countries.

    Nobody reads hidden files, those in hidden folders, and what is behind a link to a folder.
    """
    return {shown(root, file): _digest(root, file) for file in sorted(_every_file(root, without))}


def _every_file(root: Path, without: Collection[str]) -> Iterator[Path]:
    """Every file that somebody may read."""
    for top in FOLDERS:
        for folder, folders, files in os.walk(root / top):
            whose = without if Path(folder) == root / "assessments" else ()
            folders[:] = [name for name in folders if not name.startswith(".") and name not in whose]
            yield from (file for name in files if not name.startswith(".") and (file := Path(folder, name)).is_file())


def _digest(root: Path, file: Path) -> str:
    """The digest of a text with plain line ends, of anything else byte by byte; a word where it cannot be read."""
    if leads_out(root, file):
        return "outside the workspace"
    plain = file.suffix != ".pdf" and file.parent.name != COPIES
    text, _ = read_text(root, file) if plain else (None, None)
    if text is not None and "\0" not in text:
        return digest(text)
    try:
        return digest_of_file(file)
    except OSError:
        return "unreadable"


def _articles(workspace: Workspace) -> Mapping[str, tuple[str, ...]]:
    """The numbers of the articles that are assessed, by instrument."""
    return {
        id_: tuple(article.number for article in filed.value.articles if article.criteria)
        for id_, filed in workspace.instruments.items()
    }
