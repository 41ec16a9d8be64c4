"""The server: each request passes the guard, then the table of addresses, then its handler; what is in no table is a page of the site."""

from __future__ import annotations

import gc
import logging
from collections.abc import Collection
from contextlib import nullcontext
from ipaddress import IPv4Address
from socket import INADDR_LOOPBACK
from threading import BoundedSemaphore
from typing import get_args

import uvicorn
from python_multipart.multipart import parse_options_header
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route as Everything
from starlette.types import ASGIApp

from compliance.catalogues import locale
from compliance.language import ENGLISH, Language, _, speaking
from compliance.problems import serious
from compliance.web import (
    answer,
    article,
    builds,
    desk,
    desk_checklist,
    desk_figures,
    desk_registers,
    desk_requests,
    desk_start,
    institutions,
    people,
    reading,
    review,
    review_answers,
    work,
    workbook,
)
from compliance.web.guard import METHODS, SAFE, Guard, TooLongError, too_long
from compliance.web.routes import Asked, RefusedError, Route, Server, matching, may, refused

LOGGER = logging.getLogger(__name__)
HERE = str(IPv4Address(INADDR_LOOPBACK))
"""The address at which a machine reaches itself, and nobody else does."""
LOCAL = frozenset((HERE, "localhost", "[::1]"))
"""The names under which a browser of this machine asks."""
LANGUAGE = "language"
"""The cookie in which a browser keeps the language that its user chose."""
MOST_FIELDS = 4000
"""So many fields a form may have."""
MOST_FILES = 4
"""So many files a form may bring."""
COLLECTING = (100_000, 20, 50)
"""How seldom garbage is looked for. What is kept of a folder holds no cycles, and walking through all of it took as long as a save."""


AT_ONCE = BoundedSemaphore(3)
"""So many requests are worked on at once, in the order in which they came: all share the time of one processor, and more of
them would make each wait for the others."""
_PAGES = (
    reading, work, article, answer, workbook, review, review_answers, desk, desk_start, desk_checklist, desk_registers, desk_figures,
    desk_requests, institutions, builds, people,
)  # fmt: skip
ROUTES: tuple[Route, ...] = tuple(route for module in _PAGES for route in module.ROUTES)
"""Every address of the workplace."""
READING = Route("GET", "", "known", reading.file)
"""Every address that is in no table: a page of the site, or none."""


def app(server: Server, hosts: Collection[str] = LOCAL) -> ASGIApp:
    """The server of a folder; whoever asks names one of these hosts."""
    every = (*server.door.routes, *(ROUTES if server.working else ()))
    routes = tuple(sorted(every, key=lambda route: route.path.count("{")))  # the plainest address goes before others

    async def everything(request: Request) -> Response:
        return await _answer(request, server, routes)

    return Guard(Starlette(routes=[Everything("/{path:path}", everything, methods=METHODS)]), hosts)


def serve(application: ASGIApp, port: int) -> None:
    """Serves an application to this machine alone, until it is interrupted."""
    gc.set_threshold(*COLLECTING)
    # What a proxy says of whom it speaks for is read where it counts: `accounts.address_of`, `doors.ProxyDoor`.
    uvicorn.run(application, host=HERE, port=port, log_level="warning", server_header=False, proxy_headers=False)


async def _answer(request: Request, server: Server, routes: tuple[Route, ...]) -> Response:
    route, parts, methods = matching(routes, request)
    if methods and route is None:
        return PlainTextResponse("This address is asked for otherwise.\n", 405, {"Allow": ", ".join(methods)})
    if route is None and request.method not in SAFE:
        return PlainTextResponse("Nothing can be sent there.\n", 405, {"Allow": ", ".join(sorted(SAFE))})
    request.scope["path_params"] = dict(parts)
    try:
        fields = await _fields(request) if request.method == "POST" else FormData()
    except MultiPartException:
        return PlainTextResponse("The form cannot be read.\n", 400)
    except TooLongError:
        return too_long()
    try:
        return await run_in_threadpool(_in_turn, request, server, route or READING, fields)
    finally:
        await fields.close()


async def _fields(request: Request) -> FormData:
    """What a form brings; MultiPartException where it cannot be read, or says that it is written otherwise than in UTF-8."""
    charset = parse_options_header(request.headers.get("content-type"))[1].get(b"charset", b"utf-8")
    if charset.lower() != b"utf-8":
        raise MultiPartException("forms are written in UTF-8")
    return await request.form(max_fields=MOST_FIELDS, max_files=MOST_FILES)


def _in_turn(request: Request, server: Server, route: Route, fields: FormData) -> Response:
    """What a handler answers, when it is its turn; what waits for another process or for a password takes nobody's turn."""
    waits = route.permission == "open" or any(isinstance(value, UploadFile) for value in fields.values())
    with nullcontext() if waits else AT_ONCE:
        return _handled(request, server, route, fields)


def _handled(request: Request, server: Server, route: Route, fields: FormData) -> Response:
    """What a handler answers, if whoever asks may ask for it."""
    if (entered := server.door.entering(request)) is not None:
        return entered
    state = server.living.state()
    session = server.door.session(request, state.workspace.roll)
    if session is None and route.permission != "open":
        return server.door.turned_away(request)
    chosen = request.cookies.get(LANGUAGE, ENGLISH)
    language = chosen if chosen in get_args(Language) else ENGLISH
    asked = Asked(request=request, server=server, state=state, session=session, fields=fields, language=language)
    with speaking(locale(language)):
        return _shown(asked, route)


def _shown(asked: Asked, route: Route) -> Response:
    if not may(asked.session, route.permission, asked.request.path_params.get("country")):
        return refused(asked, RefusedError(403))
    try:
        return route.answer(asked)
    except RefusedError as error:
        return refused(asked, error)
    except Exception:
        if not serious(asked.state.problems):
            raise
        LOGGER.exception("%s %s", asked.request.method, asked.request.url.path)
        return refused(asked, RefusedError(503, _("What is wrong in the folder stands in the way: mend that first.")))
