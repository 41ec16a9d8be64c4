"""The reading pages, live: every file that the site has, made when somebody asks for it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from mimetypes import guess_type
from typing import cast
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from compliance.inputs import Inputs
from compliance.pages.site.render import MISSING
from compliance.report.site import Shelves, shelves
from compliance.screens.address import INDEX
from compliance.screens.publication import NothingPublic
from compliance.web.blind import rates_blind
from compliance.web.routes import Asked, may
from compliance.web.show import RefusedError, reads

TYPES: Mapping[str, str] = {
    ".js": "text/javascript",
    ".woff2": "font/woff2",
    ".md": "text/markdown",
    ".csv": "text/csv",
}


def file(asked: Asked) -> Response:
    """What the site has at an address, which is decoded once, as a static host does."""
    site = _shelves(asked)
    if site is None:
        return PlainTextResponse(_nothing(asked.state.texts if reads(asked) else ()), 503)
    makers = site.makers
    name = unquote(asked.request.scope["raw_path"].decode("ascii", "replace")).removeprefix("/")
    path = f"{name}{INDEX}" if name.endswith("/") or not name else name
    if path not in makers:
        return _elsewhere(name, site)
    return fresh(asked.request, path, makers[path]())


def _shelves(asked: Asked) -> Shelves | None:
    """The site as whoever asks may read it: who rates blind somewhere reads what is public, and no draft of anybody.

    RefusedError where somebody has no role for any country.
    """
    session, inputs = asked.session, asked.state.inputs
    if inputs is None or session is None or not any(may(session, "read", id_) for id_ in inputs.workspace.countries):
        if inputs is not None and inputs.workspace.countries:
            raise RefusedError(403)
        return asked.state.shelves
    return _public(asked, inputs) if rates_blind(asked) else asked.state.shelves


def _public(asked: Asked, inputs: Inputs) -> Shelves | None:
    """The site without drafts, made once for a state of the folder; none where nothing is public.

    What somebody rates blind does not stand there either, though it was public once.
    """
    blind = frozenset(id_ for id_ in inputs.workspace.countries if rates_blind(asked, id_))
    known, kept = asked.server.keep.get(__name__, (None, {}))
    if known is not inputs:
        kept = {}
        asked.server.keep[__name__] = inputs, kept
    if blind not in kept:
        kept[blind] = _without(inputs, blind)
    return cast("Shelves | None", kept[blind])


def _without(inputs: Inputs, blind: Collection[str]) -> Shelves | None:
    """The site without drafts, and without what two evaluators of some countries still rate blind."""
    workspace, hidden = inputs.workspace, set[str]()
    countries = dict(workspace.countries)
    for id_ in blind:
        at = countries[id_]
        mine = {key: filed for key, filed in at.checklists.items() if not at.is_blind(key)}
        hidden |= {filed.document.path for key, filed in at.checklists.items() if key not in mine}
        countries[id_] = replace(at, checklists=mine, second={}, bills={})
    files = tuple(document for document in workspace.files if document.path not in hidden)
    seen = replace(inputs, workspace=replace(workspace, countries=countries, files=files))
    try:
        return shelves(seen, replace(workspace.site.value, drafts=False)) if workspace.site else None
    except NothingPublic:
        return None


def _elsewhere(name: str, site: Shelves) -> Response:
    """A folder that was asked for without its slash, or that there is no such page, and which is nearest."""
    if f"{name}/{INDEX}" in site.makers:
        return RedirectResponse(f"/{quote(name)}/", 308)
    return _with_type(site.missing(name), MISSING, 404)


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


def _nothing(problems: tuple[str, ...]) -> str:
    """Why there is nothing to show."""
    if problems:
        return "".join(f"{line}\n" for line in ("The folder has problems:", *problems))
    return "There is nothing to show: the folder has no reports/site.yaml, or no cycle is adopted or sealed.\n"
