"""Who works here and who may do what: one table of actions and roles, asked by whatever writes; changes in people.yaml."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from compliance import figures
from compliance.authoring.alone import PATIENCE, NotWrittenError, alone
from compliance.authoring.changes import RefusedError, fields_of
from compliance.authoring.edit import begun, edited, filled, in_bytes
from compliance.authoring.log import digest_at
from compliance.checks import check
from compliance.load import load
from compliance.model.people import EVERYWHERE, People, Role, same_person
from compliance.problems import serious
from compliance.report.files import write_whole
from compliance.source import Data, digest, parse
from compliance.workspace import PEOPLE, Filed, Workspace

__all__ = ("ROLES", "Action", "Actor", "actor_of", "allowed", "name_forms", "refusal", "same_person")

Action = Literal[
    "new", "import", "import-second", "submit", "submit-second", "return", "review", "adopt", "assign", "remark", "reply",
    "close", "accept", "rerate", "adjudicate", "seal", "register", "add-evidence", "request-figures", "import-figures",
]  # fmt: skip
"""Everything that writes into a workspace. Reading, building and exporting are open to whoever has the files."""

ROLES: Mapping[Action, tuple[Role, ...]] = {
    "new": ("manager",),
    "import": ("evaluator",),
    "import-second": ("second",),
    "submit": ("evaluator", "manager"),
    "submit-second": ("second", "manager"),
    "return": ("reviewer", "manager"),
    "review": ("reviewer",),
    "adopt": ("manager",),
    "assign": ("manager",),
    "remark": ("reviewer", "manager"),
    "reply": ("evaluator", "second", "reviewer", "manager"),
    "close": ("reviewer", "manager"),
    "accept": ("reviewer",),
    "rerate": ("evaluator",),
    "adjudicate": ("reviewer", "manager"),
    "seal": ("manager",),
    "register": ("evaluator", "manager"),
    "add-evidence": ("evaluator", "second", "reviewer", "manager"),
    "request-figures": ("evaluator", "manager"),
    "import-figures": ("evaluator", "manager"),
}
"""Which roles may do it, for a country in which they have one of them. What does not stand here, nobody may do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who does something."""

    name: str
    """The name as it is written into files."""
    roles: Mapping[str, tuple[Role, ...]] = field(default_factory=dict)
    free: bool = False
    """Whether the workspace names no people: then everybody may do everything."""

    def roles_in(self, country: str) -> frozenset[Role]:
        """Their roles for a country, those for all countries included."""
        return frozenset((*self.roles.get(country, ()), *self.roles.get(EVERYWHERE, ())))


def actor_of(people: People | None, name: str) -> Actor | None:
    """Who is meant by a name; nobody where `people.yaml` knows none of that name."""
    if people is None:
        return Actor(name=name, free=True)
    person = people.named(name)
    return Actor(name=person.name, roles=person.roles) if person else None


def allowed(actor: Actor, action: Action, country: str) -> bool:
    """Whether somebody may do something for a country."""
    return actor.free or not actor.roles_in(country).isdisjoint(ROLES.get(action, ()))


def refusal(actor: Actor, action: Action, country: str) -> str:
    """Why somebody may not do something for a country, in a sentence."""
    roles = sorted(actor.roles_in(country))
    has = f"gives {actor.name} the role {figures.listed(roles)}" if roles else f"gives {actor.name} none"
    takes = figures.listed(ROLES.get(action, ()), "or")
    return f"{actor.name} may not do that for {country}: it takes the role {takes}, and people.yaml {has}."


def name_forms(people: People) -> tuple[str, ...]:
    """Every name by which somebody is known."""
    return tuple(form for person in people.people for form in (person.name, *person.also, person.id))


# Changes in people.yaml


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
