"""The reading pages, live: every file that the site has, made when somebody asks for it; and what all pages load and choose."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from mimetypes import guess_type
from threading import Lock
from typing import TypeVar, cast, get_args
from urllib.parse import quote, unquote, urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from compliance.inputs import Inputs
from compliance.language import Language
from compliance.pages.site.assets import ASSETS as SITE_ASSETS
from compliance.pages.site.assets import asset as site_asset
from compliance.pages.site.render import MISSING
from compliance.pages.work.render import ASSETS, asset
from compliance.report.site import Shelves, shelves
from compliance.screens.address import INDEX
from compliance.screens.publication import NothingPublic
from compliance.view.palette import HOUSE
from compliance.web.checklists import rates_blind
from compliance.web.living import State
from compliance.web.routes import Asked, RefusedError, Route, may, reads

TYPES: Mapping[str, str] = {
    ".js": "text/javascript",
    ".woff2": "font/woff2",
    ".md": "text/markdown",
    ".csv": "text/csv",
}


T = TypeVar("T")
SHARE = 0.1
"""So much of the time may go into making reading pages while people write, so that their own pages do not wait for these."""
AHEAD = 0.3
"""Seconds of making that are always open: whoever works alone reads what they have just written."""
BEHIND = 10.0
"""Seconds that a reading page is behind the folder at most."""
_NOTHING = "There is nothing to show: the folder has no reports/site.yaml, or no cycle is adopted or sealed."


@dataclass(slots=True, eq=False)
class Pace:
    """How long reading pages took to make of late, and the state of the folder that they show."""

    state: State
    owed: float = 0.0
    """Seconds of making for which the time of their share has not passed yet."""
    at: float = 0.0
    """When that was counted."""
    since: float = 0.0
    """When the folder last was as the pages show it."""
    lock: Lock = field(default_factory=Lock)

    def shown(self, now: State) -> State:
        """The state that is shown: as the folder is now, or as it was a few seconds ago where too much was made since."""
        with self.lock:
            self._pass()
            if now is self.state or self.owed <= AHEAD or self.at - self.since > BEHIND or not self._is_like(now):
                self.state, self.since = now, self.at
            return self.state

    def timed(self, make: Callable[[], T]) -> T:
        """What is made, and how long it took."""
        began = time.thread_time()
        try:
            return make()
        finally:
            with self.lock:
                self._pass()
                self.owed = min(AHEAD + SHARE * BEHIND, self.owed + time.thread_time() - began)

    def _is_like(self, now: State) -> bool:
        """Whether the same site is to be shown, of whatever state: what it shows and what it withholds is followed at once."""
        was, is_ = self.state.inputs, now.inputs
        return was is not None and is_ is not None and was.workspace.site is is_.workspace.site

    def _pass(self) -> None:
        now = time.monotonic()
        self.owed, self.at = max(0.0, self.owed - SHARE * (now - self.at)), now


def file(asked: Asked) -> Response:
    """What the site has at an address, which is decoded once, as a static host does."""
    pace: Pace = asked.server.keep.setdefault(f"{__name__}.pace", Pace(asked.state))
    site = _shelves(asked, pace)
    if site is None:
        problems = asked.state.texts if reads(asked) else ()
        lines = ("The folder has problems:", *problems) if problems else (_NOTHING,)
        return PlainTextResponse("".join(f"{line}\n" for line in lines), 503)
    return pace.timed(partial(_of, asked, site))


def _of(asked: Asked, site: Shelves) -> Response:
    makers = site.makers
    name = unquote(asked.request.scope["raw_path"].decode("ascii", "replace")).removeprefix("/")
    path = f"{name}{INDEX}" if name.endswith("/") or not name else name
    if path in makers:
        return _fresh(asked.request, path, makers[path]())
    if f"{name}/{INDEX}" in makers:  # a folder that was asked for without its slash
        return RedirectResponse(f"/{quote(name)}/", 308)
    return _with_type(site.missing(name), MISSING, 404)


def _shelves(asked: Asked, pace: Pace) -> Shelves | None:
    """The site as whoever asks may read it: who rates blind somewhere reads what is public, and no draft of anybody.

    RefusedError where somebody has no role for any country.
    """
    session, inputs = asked.session, asked.state.inputs
    if inputs is None or session is None or not any(may(session, "read", id_) for id_ in inputs.workspace.countries):
        if inputs is not None and inputs.workspace.countries:
            raise RefusedError(403)
        return asked.state.shelves
    return _public(asked, inputs) if rates_blind(asked) else pace.shown(asked.state).shelves


def _public(asked: Asked, inputs: Inputs) -> Shelves | None:
    """The site without drafts, made once for a state of the folder; none where nothing is public.

    What somebody rates blind does not stand there either, though it was public once.
    """
    blind = frozenset(id_ for id_ in inputs.workspace.countries if rates_blind(asked, id_))
    kept = asked.kept(__name__, inputs)
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


def _asset(asked: Asked) -> Response:
    name = asked.part("name")
    if name not in ASSETS:
        raise RefusedError(404)
    return _fresh(asked.request, name, asset(name))


def _of_the_site(asked: Asked) -> Response:
    """A stylesheet, script, mark or font of the reading pages, which whoever signs in sees too; without a site, those of the house."""
    path = asked.request.url.path.removeprefix("/")
    if path not in SITE_ASSETS:
        raise RefusedError(404)
    site = asked.state.shelves
    return _fresh(asked.request, path, site.makers[path]() if site else site_asset(path, HOUSE))


def _language(asked: Asked) -> Response:
    """Keeps a language in the browser, and goes back to the page from which it was chosen."""
    chosen = asked.text("language")
    if chosen not in get_args(Language):
        raise RefusedError(422)
    back = asked.text("back")
    parts = urlsplit(back)
    # Two slashes, or one and another sign that browsers take for one, would lead to another server.
    here = back.startswith("/") and not back.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    response = RedirectResponse(back if here and back.isprintable() else "/work/", 303)
    response.set_cookie("language", chosen, httponly=True, samesite="strict", path="/", max_age=31_536_000)
    return response


ROUTES = (
    Route("GET", "/work-assets/{name}", "open", _asset),
    Route("GET", "/assets/{name}", "open", _of_the_site),
    Route("GET", "/assets/fonts/{name}", "open", _of_the_site),
    Route("POST", "/language", "open", _language),
)
