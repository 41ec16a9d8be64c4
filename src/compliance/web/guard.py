"""What stands before every request: under which name, from which page, how much of it; and what every answer says."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from compliance.pages.site.render import POLICY

SAFE = frozenset(("GET", "HEAD"))
"""The methods by which nothing is ever changed."""
METHODS = (*sorted(SAFE), "POST")
"""The methods that are answered; the others are refused, with the headers of every answer."""
MOST = 25 * 1024 * 1024
"""Bytes that a request may bring: more than any workbook of a checklist has."""
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache, private",
}
"""What every answer says, errors included, unless it says something stricter itself."""


class Guard:
    """An application behind checks that hold for every request, whatever is asked for."""

    def __init__(self, application: ASGIApp, hosts: Collection[str], most: int = MOST) -> None:
        self._application, self._hosts, self._most = application, hosts, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or says why it is not answered."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        headed = _headed(send)
        if refusal := self._refusal(scope):
            await refusal(scope, receive, headed)
            return
        await self._application(scope, _bounded(receive, self._most), headed)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers, method = Headers(scope=scope), scope["method"]
        if host_of(headers) not in self._hosts:
            return PlainTextResponse("This server does not answer under that name.\n", 400)
        if method not in METHODS:
            return PlainTextResponse("This server knows no such request.\n", 405, {"Allow": ", ".join(METHODS)})
        if method not in SAFE and not is_from_here(headers):
            return PlainTextResponse("The request does not come from a page of this server.\n", 403)
        length = headers.get("content-length", "0")
        if not re.fullmatch("[0-9]{1,18}", length) or int(length) > self._most:
            return too_long()
        return None


class TooLongError(Exception):
    """Raised where a request brings more than may be."""


def too_long() -> PlainTextResponse:
    """That a request brings more than may be."""
    return PlainTextResponse("That is too much for one request.\n", 413)


def host_of(headers: Mapping[str, str]) -> str:
    """The name that the browser asked for, without the port; empty where it is no name."""
    name = re.fullmatch(r"(\[[0-9a-f:.]*\]|[^:\[\]@/?#\\]*)(:[0-9]*)?", headers.get("host", ""))
    return name[1] if name else ""


def is_from_here(headers: Mapping[str, str]) -> bool:
    """Whether a page of this server sent a request: browsers say so, and whoever says nothing is refused."""
    origin, site, host = (headers.get(name) for name in ("origin", "sec-fetch-site", "host"))
    if origin is not None and origin not in (f"http://{host}", f"https://{host}"):
        return False
    return site == "same-origin" if site is not None else origin is not None


def is_here(request: Request) -> bool:
    """Whether a request comes from this machine."""
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _headed(send: Send) -> Send:

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sent


def _bounded(receive: Receive, most: int) -> Receive:
    came = 0

    async def received() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > most:
            raise TooLongError
        return message

    return received
