"""Changes in `people.yaml`: who works here, and with which roles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from compliance.authoring.alone import PATIENCE, NotWrittenError, alone
from compliance.authoring.changes import RefusedError, fields_of
from compliance.authoring.edit import begun, edited, filled, in_bytes
from compliance.authoring.log import digest_at
from compliance.checks import check
from compliance.load import load
from compliance.model.people import EVERYWHERE, People, Role
from compliance.problems import serious
from compliance.report.files import write_whole
from compliance.source import Data, digest, parse
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
    entry = filled({"id": id_, "name": name, "also": list(also), "email": email})
    _write(workspace, id_, entry | {"roles": {country: list(held) for country, held in (roles or {}).items() if held}})


def remove_person(workspace: Workspace, id_: str) -> None:
    """Takes somebody out of people.yaml; their name stays where they wrote it."""
    _write(workspace, id_, None)


def managers(people: People) -> Iterator[str]:
    """Ids of those who are managers of all countries: whoever lets others in."""
    return (person.id for person in people.people if "manager" in person.roles.get(EVERYWHERE, ()))


def _write(workspace: Workspace, id_: str, entry: dict[str, Data] | None) -> None:
    """Writes the file with another entry for somebody, or without them, if it is sound and nobody changed it meanwhile."""
    document = workspace.people.document if workspace.people else begun(PEOPLE, "people: []\n")
    ids = [person.id for person in workspace.roll.people] if workspace.roll else []
    place = ids.index(id_) if id_ in ids else len(ids)
    text = edited(document, {("people", place): entry}, fields_of(People))
    changed, problems = parse(PEOPLE, text)
    value, more = load(changed, People) if changed else (None, ())
    if changed is None or value is None or problems or more:
        raise RefusedError(tuple(sorted((*problems, *more))))
    after = serious(check(replace(workspace, people=Filed(value, changed))))
    if wrong := [problem for problem in after if problem.at.path == PEOPLE]:
        raise RefusedError(tuple(wrong))
    file = workspace.root / PEOPLE
    before = digest(workspace.people.document.text) if workspace.people else None
    with alone(workspace.root, PATIENCE, f"somebody else is changing {PEOPLE}"):
        if digest_at(file) != before:
            raise NotWrittenError(f"{PEOPLE} changed meanwhile; nothing was written, try again")
        write_whole(file, text.encode() if before is None else in_bytes(file.read_bytes(), text))
