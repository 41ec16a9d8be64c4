"""Who works in a workspace: their names, the forms in which these are written, their roles by country."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Literal

from compliance.model.record import OneOrMany, record

Role = Literal["evaluator", "second", "reviewer", "manager", "reader"]
"""What somebody is for a country; `second` rates blind, `reader` writes nothing."""
EVERYWHERE = "*"
"""Stands for all countries."""


@record
class Person:
    """Somebody who works in the workspace, or a body that decides, such as a steering committee."""

    id: str
    """Id, such as `ana-babic`."""
    name: str
    """The name, as commands write it into files and into the log."""
    also: tuple[str, ...] = ()
    """Other forms of the name: with initials, in another script, an earlier name."""
    email: str | None = None
    """Address of e-mail."""
    roles: Mapping[str, Annotated[tuple[Role, ...], OneOrMany()]]
    """The roles by country; `*` for all countries."""

    @property
    def forms(self) -> tuple[str, ...]:
        """Everything by which they are known; the name first."""
        return (self.name, self.id, *self.also)


@record
class People:
    """Everybody who works in the workspace."""

    people: tuple[Person, ...]
    """The people."""

    def named(self, name: str) -> Person | None:
        """Who is known by a name, in whatever form it is written; nobody where it belongs to none, or to several."""
        wanted = folded(name)
        known = [person for person in self.people if wanted in map(folded, person.forms)]
        return known[0] if len(known) == 1 else None


@lru_cache(maxsize=4096)  # a review compares the same few names with every answer
def folded(name: str) -> str:
    """A name without case, spaces, punctuation and the way in which accents are composed."""
    caseless = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    # In Turkish the capitals of `ı` and `i` are `I` and `İ`; a fold that knows no language confuses them.
    plain = caseless.replace("i\u0307", "i").replace("ı", "i")
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LMN") or plain


def same_person(a: str, b: str, people: People | None = None) -> bool:
    """Whether two names are of the same person: written alike, or forms of one name."""
    if folded(a) == folded(b):
        return True
    first, second = (people.named(a), people.named(b)) if people else (None, None)
    return first is not None and first is second
