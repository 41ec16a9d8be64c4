"""The reading pages, live: every file that the site has, made when somebody asks for it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from mimetypes import guess_type
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from compliance.pages.site.render import MISSING
from compliance.screens.address import INDEX
from compliance.web.living import State

TYPES: Mapping[str, str] = {
    ".js": "text/javascript",
    ".woff2": "font/woff2",
    ".md": "text/markdown",
    ".csv": "text/csv",
}


def file(request: Request, state: State) -> Response:
    """What the site has at an address, which is decoded once, as a static host does."""
    if state.shelves is None:
        return PlainTextResponse(_nothing(state), 503)
    makers = state.shelves.makers
    name = unquote(request.scope["raw_path"].decode("ascii", "replace")).removeprefix("/")
    path = f"{name}{INDEX}" if name.endswith("/") or not name else name
    if path not in makers:
        return _elsewhere(name, makers)
    return fresh(request, path, makers[path]())


def _elsewhere(name: str, makers: Mapping[str, Callable[[], bytes]]) -> Response:
    """A folder that was asked for without its slash, or that there is no such page."""
    if f"{name}/{INDEX}" in makers:
        return RedirectResponse(f"/{quote(name)}/", 308)
    return _with_type(makers[MISSING](), MISSING, 404)


def fresh(request: Request, path: str, content: bytes) -> Response:
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
    if state.problems:
        return "".join(f"{line}\n" for line in ("The folder has problems:", *state.problems))
    return "There is nothing to show: the folder has no reports/site.yaml, or no cycle is adopted or sealed.\n"
