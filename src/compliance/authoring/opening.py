"""New checklists and new countries: what their files would say, what stands in the way, and both written."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from compliance.authoring.alone import PATIENCE, OccupiedError, alone
from compliance.authoring.changes import fields_of
from compliance.authoring.edit import edited
from compliance.authoring.log import NotWrittenError
from compliance.authoring.skeleton import Opening, checklist_text, country_files, identifier, workspace_files
from compliance.authoring.trial import tried
from compliance.load import load
from compliance.model.jurisdictions import Jurisdictions
from compliance.problems import Problem
from compliance.report.files import write_whole
from compliance.source import Data, Document, parse
from compliance.workspace import SECOND, Country, Workspace

REGISTER = "assessments/jurisdictions.yaml"
"""The register of countries."""


def is_cycle(name: str) -> bool:
    """Whether a round can have this name, which is that of a folder."""
    return bool(re.fullmatch(r"\w[\w.-]*", name)) and name not in ("bills", "texts")


def path_of(country: str, cycle: str, instrument: str, *, second: bool) -> str:
    """Where a checklist lies, from the folder of the workspace."""
    return f"assessments/{country}/{cycle}/{instrument}{SECOND if second else ''}.yaml"


def checklists(
    workspace: Workspace, openings: Mapping[str, Opening], before: Mapping[str, Document], *, second: bool
) -> Mapping[str, str]:
    """New checklists by path, of an opening for each instrument; `before` has those whose answers are carried over."""
    return {
        path_of(opening.country, opening.cycle, id_, second=second): checklist_text(
            opening, workspace.instruments[id_].value, before.get(id_)
        )
        for id_, opening in openings.items()
    }


def in_the_way(root: Path, texts: Mapping[str, str]) -> str | None:
    """A checklist that is there already; what an earlier run of the same wrote of several is not in the way."""
    there = [path for path in texts if (root / path).exists() or (root / path).is_symlink()]
    if len(there) == len(texts):
        return there[0]
    return next((path for path in there if not _holds(root / path, texts[path])), None)


def _holds(file: Path, text: str) -> bool:
    return file.is_file() and not file.is_symlink() and file.read_bytes() == text.encode()


def with_missing(root: Path, country: str, texts: Mapping[str, str]) -> Mapping[str, str]:
    """New checklists with the files that the folder of their country lacks."""
    return {path: text for path, text in country_files(country).items() if not (root / path).exists()} | {**texts}


def wrong_with(workspace: Workspace, country: str, texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems that some new files would bring."""
    empty = Country(
        id=country, sources=None, legislation=None, participation=None, external=None, findings=None, checklists={}, second={}, bills={}, log=(), seals={}, stored={},
    )  # fmt: skip
    return tried(workspace, workspace.countries.get(country, empty), texts)[1]


def make(root: Path, texts: Mapping[str, str]) -> None:
    """Writes new files."""
    for path, text in texts.items():
        write_whole(root / path, text.encode())


# Countries


def objections(workspace: Workspace, name: str) -> Iterator[str]:
    """Why a country cannot be added under a name, in sentences."""
    id_ = identifier(name)
    if not id_:
        yield f"`{name}` makes no name of a folder; use Latin letters."
    elif any(jurisdiction.id == id_ for jurisdiction in workspace.listed()):
        yield f"The register has `{id_}` already."
    elif id_ in ("instruments", "crosswalks"):
        yield f"`{id_}` is the name of another folder."
    if name and not re.search(r"[\w)]$", name):
        yield f"`{name}` ends with a mark, and no footnote for it is known. Name the country without it and add name, mark and footnote to the register."


def add_country(workspace: Workspace, entry: Mapping[str, Data]) -> tuple[Problem, ...]:
    """Adds a country to the register and writes its empty files; what would be wrong, and then nothing is written."""
    root, id_ = workspace.root, str(entry["id"])
    text = _registered(workspace, entry)
    document, problems = parse(REGISTER, text)
    wrong = (*problems, *(load(document, Jurisdictions)[1] if document else ()))
    if wrong:
        return wrong
    try:
        with alone(_made(root / "assessments"), PATIENCE):
            before = workspace.jurisdictions.document.text if workspace.jurisdictions else None
            file = root / REGISTER
            if (file.read_text("utf-8-sig").replace("\r\n", "\n") if file.exists() else None) != before:
                raise NotWrittenError(
                    f"{REGISTER} changed while it was being worked on; nothing was written, try again"
                )
            make(root, {path: new for path, new in country_files(id_).items() if not (root / path).exists()})
            write_whole(file, text.encode())
    except OccupiedError:
        raise NotWrittenError("somebody else is writing in assessments; nothing was written, try again") from None
    return ()


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _registered(workspace: Workspace, entry: Mapping[str, Data]) -> str:
    """The text of the register with one more country."""
    filed = workspace.jurisdictions
    if filed is None:
        return workspace_files((entry,), ())[REGISTER]
    place = len(filed.value.jurisdictions)
    return edited(filed.document, {("jurisdictions", place): dict(entry)}, fields_of(Jurisdictions))
