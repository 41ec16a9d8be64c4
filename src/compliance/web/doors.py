"""Who is let in, and how: on a machine of one's own by the key in the address that the command prints."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from compliance.authoring.people import Actor, actor_of
from compliance.model.people import People
from compliance.web.routes import Route, Session

COOKIE = "key"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDoor:
    """Lets in whoever has the key, once in the address and then as a cookie: one person, who started the server."""

    key: str
    by: str | None = None
    """Under which name they write; unsaid, nothing is written."""
    routes: tuple[Route, ...] = ()

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
        response = RedirectResponse(f"/{request.url.path.lstrip('/')}", 303)
        response.set_cookie(COOKIE, self.key, httponly=True, samesite="strict", path="/")
        return response

    def turned_away(self, request: Request) -> Response:  # noqa: ARG002  # another door shows where to sign in
        """Says where the key is."""
        return PlainTextResponse("Open the address that the command printed: it holds the key.\n", 403)


def _same(named: str, key: str) -> bool:
    return hmac.compare_digest(named.encode(), key.encode())
