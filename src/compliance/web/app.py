"""The server: which requests it answers, and with which headers; nothing here writes, and nothing is changed by a request."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Mapping
from ipaddress import IPv4Address
from mimetypes import guess_type
from socket import INADDR_LOOPBACK
from urllib.parse import quote, unquote

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from compliance.pages.site.render import MISSING, POLICY
from compliance.report.site import Shelves
from compliance.screens.address import INDEX
from compliance.web.living import Living, State

HERE = str(IPv4Address(INADDR_LOOPBACK))
"""The address at which a machine reaches itself, and nobody else does."""
LOCAL = frozenset((HERE, "localhost", "[::1]"))
"""The names under which a browser of this machine asks."""
COOKIE = "key"
READING = ("GET", "HEAD")
"""The methods that are answered; the others are refused, with the headers of every answer."""
METHODS = (*READING, "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT")
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache, private",
}
"""What every answer says, errors included."""
TYPES: Mapping[str, str] = {
    ".js": "text/javascript",
    ".woff2": "font/woff2",
    ".md": "text/markdown",
    ".csv": "text/csv",
}


def app(living: Living, key: str, hosts: Collection[str] = LOCAL) -> Starlette:
    """The server of a folder; whoever asks names one of these hosts and has the key, once in the address and then as a cookie."""

    async def answer(request: Request) -> Response:
        response = await _answer(request, living, key, hosts)
        response.headers.update(HEADERS)
        return response

    return Starlette(routes=[Route("/{path:path}", answer, methods=METHODS)])


def serve(application: Starlette, port: int) -> None:
    """Serves an application to this machine alone, until it is interrupted."""
    uvicorn.run(application, host=HERE, port=port, log_level="warning", server_header=False)


async def _answer(request: Request, living: Living, key: str, hosts: Collection[str]) -> Response:
    if _host(request) not in hosts:
        return PlainTextResponse("This server does not answer under that name.\n", 400)
    if request.method not in READING:
        return PlainTextResponse("This server only shows.\n", 405, {"Allow": ", ".join(READING)})
    if (named := request.query_params.get("key")) is not None:
        return _admitted(request, key) if _same(named, key) else PlainTextResponse("The key is wrong.\n", 403)
    if not _same(request.cookies.get(COOKIE, ""), key):
        return PlainTextResponse("Open the address that the command printed: it holds the key.\n", 403)
    return await run_in_threadpool(_file, request, living)


def _host(request: Request) -> str:
    """The name that the browser asked for, without the port."""
    host = request.headers.get("host", "")
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]


def _same(named: str, key: str) -> bool:
    return hmac.compare_digest(named.encode(), key.encode())


def _admitted(request: Request, key: str) -> Response:
    """Keeps the key as a cookie, and takes it out of the address."""
    response = RedirectResponse(f"/{request.url.path.lstrip('/')}", 303)
    response.set_cookie(COOKIE, key, httponly=True, samesite="strict", path="/")
    return response


def _file(request: Request, living: Living) -> Response:
    """What the site has at an address, which is decoded once, as a static host does."""
    state = living.state()
    if state.shelves is None:
        return PlainTextResponse(_nothing(state), 503)
    makers = state.shelves.makers
    name = unquote(request.scope["raw_path"].decode("ascii")).removeprefix("/")
    path = f"{name}{INDEX}" if name.endswith("/") or not name else name
    if path not in makers:
        return _elsewhere(name, state.shelves)
    return _fresh(request, path, makers[path]())


def _elsewhere(name: str, shelves: Shelves) -> Response:
    """A folder that was asked for without its slash, or that there is no such page, and which is nearest."""
    if f"{name}/{INDEX}" in shelves.makers:
        return RedirectResponse(f"/{quote(name)}/", 308)
    return _with_type(shelves.missing(name), MISSING, 404)


def _fresh(request: Request, path: str, content: bytes) -> Response:
    """A file, or that the browser has it already."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    response = _with_type(content, path, 200)
    response.headers["ETag"] = tag
    return response


def _with_type(content: bytes, path: str, status: int) -> Response:
    ending = path[path.rfind(".") :]
    kind = TYPES.get(ending) or guess_type(path)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind in ("application/json", "application/xml")
    return Response(content, status, media_type=f"{kind}; charset=utf-8" if text else kind)


def _nothing(state: State) -> str:
    """Why there is nothing to show."""
    if state.texts:
        return "".join(f"{line}\n" for line in ("The folder has problems:", *state.texts))
    return "There is nothing to show: the folder has no reports/site.yaml, or no cycle is adopted or sealed.\n"
