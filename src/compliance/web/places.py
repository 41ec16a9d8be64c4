"""Every address of the workplace; what does not stand in these tables is a page of the site, or nothing."""

from __future__ import annotations

from compliance.web import desk, shared
from compliance.web.routes import Route

ROUTES: tuple[Route, ...] = (
    *shared.ROUTES,
    *desk.ROUTES,
)
