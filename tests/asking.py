"""A browser without a window: it asks an application as a server would that has read a request, and keeps cookies."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

from starlette.requests import Request
from starlette.types import ASGIApp

from compliance.model.people import People
from compliance.web.app import HERE, app
from compliance.web.doors import KeyDoor
from compliance.web.living import Living
from compliance.web.routes import Session
from compliance.web.start import local

KEY = "secret"
HOST = f"{HERE}:8000"
ORIGIN = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
"""What a browser says of a form that a page of the server sends."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def seen(self) -> str:
        """The words of a page, as somebody reads them."""
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", self.text)).split())

    @property
    def location(self) -> str:
        return self.headers.get("location", "")


@dataclass
class Browser:
    """A browser; what it was sent as cookies it sends back."""

    application: ASGIApp
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        return self.ask(method, address, b"", headers)

    def post(self, address: str, fields: Mapping[str, str] | None = None, **headers: str) -> Answer:
        """Sends a form of a page of this server."""
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return self.ask("POST", address, urlencode(fields or {}).encode(), {**ORIGIN, **kind, **headers})

    def upload(self, address: str, name: str, file: bytes, fields: Mapping[str, str] | None = None) -> Answer:
        """Sends a form with a file."""
        texts = "".join(
            f'--edge\r\ncontent-disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in (fields or {}).items()
        )
        head = f'--edge\r\ncontent-disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = texts.encode() + head.encode() + file + b"\r\n--edge--\r\n"
        return self.ask("POST", address, body, {**ORIGIN, "content-type": "multipart/form-data; boundary=edge"})

    def follow(self, answer: Answer) -> Answer:
        """The page to which an answer leads."""
        assert answer.status == 303, (answer.status, answer.seen[-600:])
        return self.get(answer.location.partition("#")[0])

    def ask(self, method: str, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = asyncio.run(self._asked(method, address, body, {"host": HOST, "cookie": cookie, **headers}))
        for line in answer.headers.get("set-cookie", "").splitlines():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    async def _asked(self, method: str, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        path, _, query = address.partition("?")
        sent: list[MutableMapping[str, Any]] = []
        scope = {
            "type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": unquote(path),
            "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "client": (HERE, 1), "server": (HERE, 8000),
        }  # fmt: skip
        scope["headers"].append((b"content-length", str(len(body)).encode()))  # type: ignore[attr-defined]

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        await self.application(scope, receive, send)
        lines: dict[str, str] = {}
        for name, value in sent[0]["headers"]:
            lines[name.decode()] = "\n".join(filter(None, (lines.get(name.decode()), value.decode())))
        return Answer(sent[0]["status"], lines, b"".join(message.get("body", b"") for message in sent[1:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamDoor(KeyDoor):
    """Lets somebody in as one of a team: they have not started the server, and see what their roles allow."""

    def session(self, request: Request, people: People | None) -> Session | None:
        session = KeyDoor.session(self, request, people)
        return replace(session, owner=False) if session else None


def member(root: Path, by: str, living: Living | None = None, keep: dict[str, Any] | None = None) -> Browser:
    """A browser of somebody of a team, whose server somebody else has started; with `keep`, of one that others ask too."""
    served = local(living or Living(root, lambda site: site), KEY, root=root, by=by)
    door = TeamDoor(key=KEY, by=by)
    return Browser(app(replace(served, door=door, keep={} if keep is None else keep)), {"key": KEY})


def workplace(root: Path, by: str | None = None, living: Living | None = None) -> Browser:
    """A browser that has the key of a server of a folder, in which somebody works under a name."""
    living = living or Living(root, lambda site: site)
    return Browser(app(local(living, KEY, root=root, by=by)), {"key": KEY})
