"""The server behind a proxy that knows who people are: it says so in a header, with a secret that only the two know."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from compliance.authoring.people import actor_of
from compliance.model.people import People
from compliance.web.guard import is_here
from compliance.web.routes import Route, Session

SECRET = "x-proxy-secret"  # noqa: S105  # the name of the header, not what it holds
"""The header in which the proxy says the secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyDoor:
    """Lets in whoever the proxy of this machine names."""

    header: str
    """The header that names them: the id, the name or the address of e-mail of a person of people.yaml."""
    secret: str
    routes: tuple[Route, ...] = ()

    def entering(self, request: Request) -> Response | None:  # noqa: ARG002  # the proxy lets people in
        """Nothing: the proxy lets people in."""
        return None

    def session(self, request: Request, people: People | None) -> Session | None:
        """Whoever the proxy names; nobody where anybody else says so, or where people.yaml does not name them."""
        name = self._named(request)
        if name is None or people is None:
            return None
        mails = [person.id for person in people.people if person.email and person.email.casefold() == name.casefold()]
        actor = actor_of(people, mails[0] if len(mails) == 1 else name)
        return Session(actor=actor) if actor else None

    def _named(self, request: Request) -> str | None:
        """What the proxy says; nothing where it is not the proxy, or where it says several things."""
        names, secrets = request.headers.getlist(self.header), request.headers.getlist(SECRET)
        known = len(secrets) == 1 and hmac.compare_digest(secrets[0].encode(), self.secret.encode())
        return names[0] if known and len(names) == 1 and names[0].strip() and is_here(request) else None

    def turned_away(self, request: Request) -> Response:  # noqa: ARG002  # whoever it is
        """Says that the proxy has to name somebody whom people.yaml knows."""
        return PlainTextResponse("The proxy names nobody whom people.yaml knows.\n", 401)
