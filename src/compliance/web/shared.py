"""Addresses that everybody uses: stylesheet and script, and the choice of a language."""

from __future__ import annotations

from typing import get_args
from urllib.parse import urlsplit

from starlette.responses import RedirectResponse, Response

from compliance.language import Language
from compliance.pages.site.assets import ASSETS as SITE_ASSETS
from compliance.pages.site.assets import asset as site_asset
from compliance.pages.work.render import ASSETS, asset
from compliance.view.palette import HOUSE
from compliance.web.reading import fresh
from compliance.web.routes import Asked, Route
from compliance.web.show import RefusedError


def _asset(asked: Asked) -> Response:
    name = asked.part("name")
    if name not in ASSETS:
        raise RefusedError(404)
    return fresh(asked.request, name, asset(name))


def _of_the_site(asked: Asked) -> Response:
    """A stylesheet, script, mark or font of the reading pages, which whoever signs in sees too; without a site, those of the house."""
    path = asked.request.url.path.removeprefix("/")
    if path not in SITE_ASSETS:
        raise RefusedError(404)
    site = asked.state.shelves
    return fresh(asked.request, path, site.makers[path]() if site else site_asset(path, HOUSE))


def _language(asked: Asked) -> Response:
    """Keeps a language in the browser, and goes back to the page from which it was chosen."""
    chosen = asked.text("language")
    if chosen not in get_args(Language):
        raise RefusedError(422)
    response = RedirectResponse(_back(asked.text("back")), 303)
    response.set_cookie("language", chosen, httponly=True, samesite="strict", path="/", max_age=31_536_000)
    return response


def _back(address: str) -> str:
    """An address of this server; the first page where it would lead to another one."""
    parts = urlsplit(address)
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return address if plain and address.isprintable() else "/work/"


ROUTES = (
    Route(method="GET", path="/work-assets/{name}", permission="open", handler=_asset),
    Route(method="GET", path="/assets/{name}", permission="open", handler=_of_the_site),
    Route(method="GET", path="/assets/fonts/{name}", permission="open", handler=_of_the_site),
    Route(method="POST", path="/language", permission="open", handler=_language),
)
