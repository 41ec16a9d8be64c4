"""Everything that deliverables are made from: the documents of a folder, its project, and what is wrong in them."""

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from compliance.checks import check, check_again
from compliance.files import digest_of_file, leads_out, read_text, shown
from compliance.folder import read_workspace
from compliance.indicators.indices import FOLDER as INDICES
from compliance.indicators.project import FOLDER, Project, read_project
from compliance.indicators.requests import FILE as REQUESTS
from compliance.memory import Memory
from compliance.problems import Problem, serious
from compliance.reader import uncollected
from compliance.source import digest
from compliance.workspace import COPIES, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """A folder, read."""

    workspace: Workspace
    project: Project | None
    """The logframe with its figures; none where the folder has none."""
    figures: tuple[tuple[str, str], ...]

    @property
    def files(self) -> int:
        """How many files were read."""
        return len(self.workspace.files) + len(self.workspace.texts) + len(self.figures)


@uncollected()
def read_inputs(root: Path) -> tuple[Inputs, tuple[Problem, ...]]:
    """A folder and every problem and finding in it, sorted by place; nothing is written."""
    inputs, problems = _read(root, Memory(), logs=True)
    return inputs, tuple(sorted({*problems, *check(inputs.workspace)}))


@uncollected()
def read_again(root: Path, memory: Memory) -> tuple[Inputs, tuple[Problem, ...]]:
    """The same without logs, from what an earlier reading left: only what changed is read, and looked at again.

    What did not change are the same objects as before; where nothing did, the inputs are the same.
    """
    memory.begin()
    inputs, problems = _read(root, memory, logs=False)
    every = tuple(sorted({*problems, *check_again(inputs.workspace, memory.kept)}))
    memory.end()
    return inputs, every


def _read(root: Path, memory: Memory, *, logs: bool) -> tuple[Inputs, tuple[Problem, ...]]:
    """A folder, and the problems of form in it and those of its project."""
    workspace, problems = read_workspace(root, memory, logs=logs)
    project, figures, more = _project(root, workspace, memory)
    sources = workspace, project, figures
    inputs = memory.kept.of("inputs", sources, lambda: Inputs(workspace=workspace, project=project, figures=figures))
    return inputs, (*problems, *more)


Figures = tuple[tuple[str, str], ...]


def _project(root: Path, workspace: Workspace, memory: Memory) -> tuple[Project | None, Figures, tuple[Problem, ...]]:
    """The project of a folder with the texts of its files, or the last without problems, and what is wrong with it."""
    files = sorted((*(root / FOLDER).glob("*.*"), *(root / FOLDER / INDICES).glob("*.yaml")))
    texts = {file: memory.file(root, file, str, lambda _, text: (text, ())) for file in files}
    listed = {jurisdiction.id: jurisdiction.iso2 for jurisdiction in workspace.listed()}
    articles = {
        id_: tuple(article.number for article in filed.value.articles if article.criteria)
        for id_, filed in workspace.instruments.items()
    }
    today = date.today()
    project, problems = memory.kept.of(
        "project",
        (texts, tuple(listed.items()), articles, today, (root / FOLDER).is_dir(), (root / FOLDER / INDICES).is_dir()),
        lambda: read_project(root, instruments=articles, countries=tuple(listed), codes=listed, today=today),
    )
    asked = root / REQUESTS  # letters: no figure rests on them
    figures = tuple(
        (file.relative_to(root).as_posix(), text)
        for file, (text, _) in texts.items()
        if text is not None and not file.name.startswith(".") and file != asked
    )
    return *memory.sound("project", (project, figures), serious(problems)), problems


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
