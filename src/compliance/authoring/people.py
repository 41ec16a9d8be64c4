"""Who may do what: one table of actions and roles, asked by whatever writes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from compliance import figures
from compliance.model.people import EVERYWHERE, People, Role, same_person

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
    """Their roles by country."""
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
