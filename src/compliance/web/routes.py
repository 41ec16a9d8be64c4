"""What can be asked of the server: addresses, each with what it takes to be let in, and the request as its handler sees it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import unquote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from compliance.authoring.people import Action, Actor, allowed
from compliance.language import ENGLISH
from compliance.model.people import EVERYWHERE, People
from compliance.web.git import Git
from compliance.web.living import Living, State
from compliance.web.store import Store
from compliance.workspace import Workspace

Permission = Literal["open", "known", "read", "manage"] | Action
"""What it takes: `open` to anybody, `known` to whoever is signed in, `read` to those with a role for the country of the
address, `manage` to managers of all countries, an action to those whose roles for that country allow it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who is signed in."""

    actor: Actor
    id: str = ""
    """What the cookie holds, by which the session is ended; empty where it ends with the server."""
    owner: bool = False
    """Whether it is whoever started the server: they have the files, so nothing of them is hidden from them."""


class Door(Protocol):
    """Who is let in, and how."""

    def session(self, request: Request, people: People | None) -> Session | None:
        """Who asks; nobody where that is not known."""

    def entering(self, request: Request) -> Response | None:
        """What is answered to whoever comes in with this request; nothing where it is a request as any other."""

    def turned_away(self, request: Request) -> Response:
        """What is said to somebody who is not signed in."""

    @property
    def routes(self) -> tuple[Route, ...]:
        """The addresses by which people come in and go out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """What all handlers share."""

    root: Path
    living: Living
    door: Door
    working: bool
    """Whether anything can be written: somebody said who works here."""
    output: Path
    """The folder for deliverables."""
    local: frozenset[str] = frozenset()
    """The names of this machine, under which it is asked without https."""
    store: Store | None = None
    """What the server of a team keeps beside the folder; none on a machine of one's own."""
    git: Git | None = None
    """What makes commits of changes; none where nobody asked for it."""
    keep: dict[str, Any] = field(default_factory=dict)
    """What a part of the server keeps while it runs, by the name of its module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request, as its handler sees it; everything was checked that the table of addresses asks for."""

    request: Request
    server: Server
    state: State
    """The folder as it is now."""
    session: Session | None
    fields: FormData
    """What a form brings; empty where nothing was sent."""
    language: str = ENGLISH

    @property
    def actor(self) -> Actor:
        """Who asks; ValueError where nobody is signed in, which no route but an open one allows."""
        if self.session is None:
            raise ValueError("nobody is signed in")
        return self.session.actor

    @property
    def workspace(self) -> Workspace:
        """The workspace as it is, with whatever is wrong in it: what is being worked on."""
        return self.state.workspace

    def part(self, name: str) -> str:
        """A part of the address."""
        return str(self.request.path_params[name])

    def text(self, name: str) -> str:
        """A field of the form as text, with plain line ends; empty where it is missing, or is a file."""
        value = self.fields.get(name, "")
        return value.replace("\r\n", "\n") if isinstance(value, str) else ""

    def query(self, name: str) -> str:
        """What stands in the address behind the question mark."""
        return self.request.query_params.get(name, "")

    def may(self, permission: Permission, country: str | None = None) -> bool:
        """Whether whoever asks may do something, for a country or, where none is named, for any of them."""
        if country is None and permission not in ("open", "known", "manage"):
            return any(may(self.session, permission, id_) for id_ in self.workspace.countries)
        return may(self.session, permission, country)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An address, and who may ask for it; a part in braces is looked up, never joined to a path."""

    method: Literal["GET", "POST"]
    path: str
    """Such as `/work/{country}/{cycle}/`."""
    permission: Permission
    handler: Callable[[Asked], Response]

    @property
    def name(self) -> str:
        """What it is called in messages of tests."""
        return f"{self.method} {self.path}"


def may(session: Session | None, permission: Permission, country: str | None) -> bool:
    """Whether somebody may do something for a country; what is not allowed here, nobody may do."""
    if permission == "open" or permission == "known" or session is None:  # noqa: PLR1714  # the type checker follows this form
        return permission == "open" or session is not None
    actor = session.actor
    if permission == "manage":
        return actor.free or "manager" in actor.roles_in(EVERYWHERE)
    if country is None or permission == "read":
        return country is not None and (actor.free or session.owner or bool(actor.roles_in(country)))
    return allowed(actor, permission, country)


def matching(routes: Collection[Route], request: Request) -> tuple[Route | None, Mapping[str, str], tuple[str, ...]]:
    """The route of a request with the parts of its address, and the methods that the address knows; the plainest address first."""
    known = [
        (route, parts)
        for route in sorted(routes, key=lambda route: route.path.count("{"))
        if (parts := _parts(route.path, request.scope["raw_path"])) is not None
    ]
    methods = tuple(sorted({route.method for route, _ in known}))
    wanted = "GET" if request.method == "HEAD" else request.method
    return next(((route, parts, methods) for route, parts in known if route.method == wanted), (None, {}, methods))


def _parts(pattern: str, raw: bytes) -> Mapping[str, str] | None:
    """The parts of an address in braces, decoded once each; none where the address is another."""
    names, texts = pattern.split("/"), raw.decode("ascii", "replace").split("/")
    if len(names) != len(texts):
        return None
    parts: dict[str, str] = {}
    for name, text in zip(names, texts, strict=True):
        if name.startswith("{"):
            if not text:
                return None
            parts[name[1:-1]] = unquote(text)
        elif name != text:
            return None
    return parts
