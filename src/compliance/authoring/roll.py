"""Changes in `people.yaml`: who works here, and with which roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from compliance.authoring.alone import PATIENCE, OccupiedError, alone
from compliance.authoring.changes import RefusedError, fields_of
from compliance.authoring.edit import edited, in_bytes
from compliance.authoring.log import NotWrittenError, digest_at
from compliance.checks import check
from compliance.load import load
from compliance.model.people import EVERYWHERE, People, Role
from compliance.problems import serious
from compliance.report.files import write_whole
from compliance.source import Data, Document, digest, parse
from compliance.workspace import PEOPLE, Filed, Workspace


def change_person(
    workspace: Workspace,
    id_: str,
    *,
    name: str,
    email: str = "",
    also: Sequence[str] = (),
    roles: Mapping[str, Sequence[Role]] | None = None,
) -> None:
    """Writes what people.yaml says of somebody, who may be new; the rest of the file stays as it stands.

    RefusedError with what would be wrong then, NotWrittenError where somebody else changed the file meanwhile.
    """
    entry: dict[str, Data] = {"id": id_, "name": name}
    entry |= {"also": list(also)} if also else {}
    entry |= {"email": email} if email else {}
    entry["roles"] = {country: list(held) for country, held in (roles or {}).items() if held}
    _write(workspace, _with(workspace, id_, entry))


def remove_person(workspace: Workspace, id_: str) -> None:
    """Takes somebody out of people.yaml; their name stays where they wrote it."""
    _write(workspace, _with(workspace, id_, None))


def managers(people: People) -> Iterator[str]:
    """Ids of those who are managers of all countries: whoever lets others in."""
    return (person.id for person in people.people if "manager" in person.roles.get(EVERYWHERE, ()))


def _with(workspace: Workspace, id_: str, entry: Mapping[str, Data] | None) -> str:
    """The text of the file with another entry for somebody; with none, without them."""
    document = workspace.people.document if workspace.people else _empty()
    ids = [person.id for person in workspace.roll.people] if workspace.roll else []
    place = ids.index(id_) if id_ in ids else len(ids)
    return edited(document, {("people", place): dict(entry) if entry is not None else None}, fields_of(People))


def _empty() -> Document:
    document, _ = parse(PEOPLE, "people: []\n")
    if document is None:
        raise ValueError("an empty list of people cannot be read")
    return document


def _write(workspace: Workspace, text: str) -> None:
    """Writes the file whole, if it is sound and nobody changed it meanwhile."""
    document, problems = parse(PEOPLE, text)
    value, more = load(document, People) if document else (None, ())
    if document is None or value is None or problems or more:
        raise RefusedError(tuple(sorted((*problems, *more))))
    after = serious(check(replace(workspace, people=Filed(value, document))))
    if wrong := [problem for problem in after if problem.at.path == PEOPLE]:
        raise RefusedError(tuple(wrong))
    file = workspace.root / PEOPLE
    before = digest(workspace.people.document.text) if workspace.people else None
    try:
        with alone(workspace.root, PATIENCE):
            if digest_at(file) != before:
                raise NotWrittenError(f"{PEOPLE} changed meanwhile; nothing was written, try again")
            write_whole(file, text.encode() if before is None else in_bytes(file.read_bytes(), text))
    except OccupiedError:
        raise NotWrittenError(f"somebody else is changing {PEOPLE}; nothing was written, try again") from None
