"""Who is let in without an account: by the key that the command prints, or by a proxy that knows who people are."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from compliance.authoring.people import Actor, actor_of
from compliance.model.people import People, Person
from compliance.web.guard import is_here
from compliance.web.routes import Door, Session

COOKIE = "key"
SECRET = "x-proxy-secret"  # noqa: S105  # the name of the header, not what it holds
"""The header in which the proxy says the secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDoor(Door):
    """Lets in whoever has the key, once in the address and then as a cookie: one person, who started the server."""

    key: str
    by: str | None = None
    """Under which name they write; unsaid, nothing is written."""

    def session(self, request: Request, people: People | None) -> Session | None:
        """Whoever has the key as a cookie; under a name that people.yaml does not know, they have no role."""
        if not _same(request.cookies.get(COOKIE, ""), self.key):
            return None
        return Session(actor=actor_of(people, self.by or "") or Actor(name=self.by or ""), owner=True)

    def entering(self, request: Request) -> Response | None:
        """Keeps the key as a cookie, and takes it out of the address."""
        if (named := request.query_params.get("key")) is None:
            return None
        if not _same(named, self.key):
            return PlainTextResponse("The key is wrong.\n", 403)
        response = RedirectResponse(f"/{request.url.path.lstrip('/')}", 303)  # two slashes would lead to another host
        response.set_cookie(COOKIE, self.key, httponly=True, samesite="strict", path="/")
        return response

    def turned_away(self, request: Request) -> Response:  # noqa: ARG002  # another door shows where to sign in
        """Says where the key is."""
        return PlainTextResponse("Open the address that the command printed: it holds the key.\n", 403)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyDoor(Door):
    """Lets in whoever the proxy of this machine names in a header, with a secret that only the two know."""

    header: str
    """The header that names them: the id, the name or the address of e-mail of a person of people.yaml."""
    secret: str

    def session(self, request: Request, people: People | None) -> Session | None:
        """Whoever the proxy names; nobody where anybody else says so, or where people.yaml does not name them."""
        # Both come once: of two, nobody knows which one the proxy wrote.
        names, secrets = request.headers.getlist(self.header), request.headers.getlist(SECRET)
        known = is_here(request) and len(secrets) == 1 and _same(secrets[0], self.secret)
        if not known or len(names) != 1 or not names[0].strip() or people is None:
            return None
        person = named(people, names[0])
        return Session(actor=Actor(name=person.name, roles=person.roles)) if person else None

    def turned_away(self, request: Request) -> Response:  # noqa: ARG002  # whoever it is
        """Says that the proxy has to name somebody whom people.yaml knows."""
        return PlainTextResponse("The proxy names nobody whom people.yaml knows.\n", 401)


def named(people: People, name: str) -> Person | None:
    """Who is meant by what a proxy says or somebody types: an id, a name, an address of e-mail."""
    by_mail = [person for person in people.people if person.email and person.email.casefold() == name.casefold()]
    return by_mail[0] if len(by_mail) == 1 else people.named(name)


def _same(named: str, secret: str) -> bool:
    """Whether somebody named a secret, in a time that tells nothing of how much of it was right."""
    return hmac.compare_digest(named.encode(), secret.encode())
