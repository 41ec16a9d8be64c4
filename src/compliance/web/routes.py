"""Requests and answers: addresses with what each takes to be let in, a request as its handler sees it, and how it is answered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import unquote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from compliance.authoring.people import Action, Actor, allowed
from compliance.language import ENGLISH, _
from compliance.model.people import EVERYWHERE, People
from compliance.pages.work.render import html
from compliance.screens.work.parts import Frame, RefusedPage, Tab, WorkPage, href
from compliance.view.names import designations
from compliance.web.git import Git
from compliance.web.guard import host_of
from compliance.web.living import Living, State
from compliance.web.store import Store
from compliance.workspace import Workspace

Permission = Literal["open", "known", "read", "manage"] | Action
"""What it takes: `open` to anybody, `known` to whoever is signed in, `read` to those with a role for the country of the
address, `manage` to managers of all countries, an action to those whose roles for that country allow it."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PRIVATE: Mapping[str, str] = {"Cache-Control": "no-store"}
"""What a page about somebody's work says: it is kept by nobody on the way, and not by the browser after the session ends."""


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

    def turned_away(self, request: Request) -> Response:
        """What is said to somebody who is not signed in."""

    def entering(self, request: Request) -> Response | None:  # noqa: ARG002  # most doors let nobody in by an address alone
        """What is answered to whoever comes in with this request; nothing where it is a request as any other."""
        return None

    @property
    def routes(self) -> tuple[Route, ...]:
        """The addresses by which people come in and go out, if there are any."""
        return ()


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

    @property
    def now(self) -> Asked:
        """The same request with the folder as it is after something was written, or was not."""
        return replace(self, state=self.server.living.state())

    def part(self, name: str) -> str:
        """A part of the address."""
        return str(self.request.path_params[name])

    def text(self, name: str) -> str:
        """A field of the form as text, with plain line ends; empty where it is missing, or is a file."""
        value = self.fields.get(name, "")
        return value.replace("\r\n", "\n") if isinstance(value, str) else ""

    def line(self, name: str) -> str:
        """A field of the form on one line, whatever blanks were typed."""
        return " ".join(self.text(name).split())

    def texts(self, name: str) -> tuple[str, ...]:
        """What is ticked under a name, each once."""
        return tuple(
            dict.fromkeys(text for text in self.fields.getlist(name) if isinstance(text, str) and text.strip())
        )

    def query(self, name: str) -> str:
        """What stands in the address behind the question mark."""
        return self.request.query_params.get(name, "")

    def may(self, permission: Permission, country: str | None = None) -> bool:
        """Whether whoever asks may do something, for a country or, where none is named, for any of them."""
        if country is None and permission not in ("open", "known", "manage"):
            return any(may(self.session, permission, id_) for id_ in self.workspace.countries)
        return may(self.session, permission, country)

    def kept(self, name: str, of: object) -> dict[Any, Any]:
        """What is kept under a name as long as it is made of this very object, such as one reading of the folder."""
        known: tuple[object, dict[Any, Any]] = self.server.keep.get(name, (None, {}))
        if known[0] is not of:
            known = self.server.keep[name] = of, {}
        return known[1]


class RefusedError(Exception):
    """Raised by a handler that does not do what is asked."""

    def __init__(self, status: int, *reasons: str) -> None:
        self.status, self.reasons = status, reasons
        super().__init__(f"{status}: {' '.join(reasons)}")


@dataclass(frozen=True, slots=True)
class Route:
    """An address, and who may ask for it; a part in braces is looked up, never joined to a path."""

    method: Literal["GET", "POST"]
    path: str
    """Such as `/work/{country}/{cycle}/`."""
    permission: Permission
    handler: Callable[[Asked], Response | WorkPage]
    again: Callable[[Asked, RefusedError], WorkPage] | None = None
    """The page of the form once more, with why it was refused and what was typed; else a refusal has a page of its own."""

    @property
    def name(self) -> str:
        """What it is called in messages of tests."""
        return f"{self.method} {self.path}"

    def answer(self, asked: Asked) -> Response:
        """What the handler answers; RefusedError where it does not do what is asked."""
        try:
            answered = self.handler(asked)
        except RefusedError as error:
            # Whoever may not be there, or is nowhere, has no form to fill in again.
            if self.again is None or error.status in (403, 404):
                raise
            now = asked.now
            return show(now, self.again(now, error), error.status)
        return show(asked, answered) if isinstance(answered, WorkPage) else answered


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
    """The first route of a request with the parts of its address, and the methods that the address knows."""
    raw = request.scope["raw_path"]
    known = [(route, parts) for route in routes if (parts := _parts(route.path, raw)) is not None]
    methods = tuple(sorted({route.method for route, _ in known}))
    wanted = "GET" if request.method == "HEAD" else request.method
    return next(((route, parts, methods) for route, parts in known if route.method == wanted), (None, {}, methods))


def _parts(pattern: str, raw: bytes) -> Mapping[str, str] | None:
    """The parts of an address in braces; none where the address is another.

    Starlette matches addresses that are decoded already, in which the slash of a name would begin another part.
    """
    if pattern.count("/") != raw.count(b"/"):
        return None
    names, texts = pattern.split("/"), raw.decode("ascii", "replace").split("/")
    parts: dict[str, str] = {}
    for name, text in zip(names, texts, strict=True):
        if name.startswith("{") and text:
            parts[name[1:-1]] = unquote(text)  # once: what is still encoded afterwards is part of the name
        elif name != text:
            return None
    return parts


# Answers


def show(asked: Asked, page: WorkPage, status: int = 200) -> Response:
    """A page."""
    return Response(html(page, frame(asked)), status, PRIVATE, media_type="text/html; charset=utf-8")


def refused(asked: Asked, error: RefusedError) -> Response:
    """The page that says why something was not done."""
    headings = {403: _("That is not open to you"), 404: _("There is no such page")}
    page = RefusedPage(heading=headings.get(error.status, _("Nothing was written")), reasons=error.reasons)
    return show(asked, page, error.status)


def away(*segments: str, anchor: str = "", **query: str) -> Response:
    """The way to another page of the server after something was done: `away("work", "serbia", done="saved")`."""
    return RedirectResponse(href(*segments, anchor=anchor, **query), 303)


def link_of(asked: Asked, *segments: str) -> str:
    """A whole address to be sent to somebody: by https, but under the names of this machine."""
    request = asked.request
    scheme = request.url.scheme if host_of(request.headers) in asked.server.local else "https"
    return f"{scheme}://{request.headers['host']}{href(*segments)}"


def attached(content: bytes | str, name: str, kind: str) -> Response:
    """A file to keep; its name is one of ours, never what somebody typed."""
    headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=headers)


def in_json(values: object) -> Response:
    """Values for the script of a page."""
    return JSONResponse(values, headers=PRIVATE)


def minute(at: float) -> str:
    """A moment in seconds since 1970, to the minute, in UTC."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M}"


def frame(asked: Asked) -> Frame:
    """What stands around a page."""
    workspace, session, git = asked.workspace, asked.session, asked.server.git
    site = workspace.site.value.spoken() if workspace.site else None
    on = max(
        (filed.value.cut_off for c in workspace.countries.values() for filed in c.checklists.values()), default=None
    )
    return Frame(
        site=site.title if site else _("Checklists"),
        notice=site.disclaimer if site else "",
        name=session.actor.name if session else "",
        tabs=_tabs(asked) if session else (),
        language=asked.language,
        path=asked.request.url.path,
        notices=(git.notice,) if git and git.notice and asked.may("manage") else (),
        leaves=bool(session and session.id),
        problems=asked.state.texts if reads(asked) else (),
        footnotes=lambda text: designations(workspace, on, (text,)) if on else (),
    )


def reads(asked: Asked) -> bool:
    """Whether somebody may read anything of the folder at all; a stranger at the door and whoever has no role read nothing."""
    return asked.session is not None and (asked.session.owner or asked.may("read") or asked.may("manage"))


def _tabs(asked: Asked) -> Sequence[Tab]:
    """The pages that whoever asks has: those that they may open somewhere."""
    tabs = (
        (Tab(_("My work"), "/work/"), asked.may("reply") or asked.may("import")),
        (Tab(_("Review"), "/review/"), asked.may("review") or asked.may("remark")),
        (Tab(_("Desk"), "/desk/"), asked.may("assign")),
        (Tab(_("People"), "/people/"), asked.may("manage")),
        (Tab(_("Reading pages"), "/"), True),
    )
    return tuple(tab for tab, shown in tabs if shown)
