"""New checklists and new countries: what their files would say, what stands in the way, and both written."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from compliance.authoring.alone import PATIENCE, NotWrittenError, alone
from compliance.authoring.changes import fields_of
from compliance.authoring.edit import edited
from compliance.authoring.log import digest_at
from compliance.authoring.skeleton import Opening, checklist_text, country_files, identifier, workspace_files
from compliance.authoring.trial import tried
from compliance.load import load
from compliance.model.jurisdictions import Jurisdictions
from compliance.problems import Problem
from compliance.report.files import write_whole
from compliance.source import Data, Document, digest, parse
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
    there = {path: root / path for path in texts if (root / path).exists() or (root / path).is_symlink()}
    if len(there) == len(texts):
        return next(iter(there))
    return next(
        (
            path
            for path, file in there.items()
            if file.is_symlink() or not file.is_file() or file.read_bytes() != texts[path].encode()
        ),
        None,
    )


def with_missing(root: Path, country: str, texts: Mapping[str, str]) -> Mapping[str, str]:
    """New checklists with the files that the folder of their country lacks."""
    return {path: text for path, text in country_files(country).items() if not (root / path).exists()} | {**texts}


def wrong_with(workspace: Workspace, country: str, texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems that some new files would bring."""
    nothing = dict.fromkeys(("sources", "legislation", "participation", "external", "findings"))
    empty = Country(id=country, **nothing, checklists={}, second={}, bills={}, log=(), seals={}, stored={})
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
    (root / "assessments").mkdir(parents=True, exist_ok=True)
    with alone(root / "assessments", PATIENCE, "somebody else is writing in assessments"):
        before = workspace.jurisdictions.document.text if workspace.jurisdictions else None
        if digest_at(root / REGISTER) != (None if before is None else digest(before)):
            raise NotWrittenError(f"{REGISTER} changed while it was being worked on; nothing was written, try again")
        make(root, with_missing(root, id_, {REGISTER: text}))
    return ()


def _registered(workspace: Workspace, entry: Mapping[str, Data]) -> str:
    """The text of the register with one more country."""
    if (filed := workspace.jurisdictions) is None:
        return workspace_files((entry,), ())[REGISTER]
    way = "jurisdictions", len(filed.value.jurisdictions)
    return edited(filed.document, {way: dict(entry)}, fields_of(Jurisdictions))
