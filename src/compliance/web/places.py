"""Every address of the workplace; what does not stand in these tables is a page of the site, or nothing."""

from __future__ import annotations

from compliance.web import past, raters, review, review_answers, shared
from compliance.web.routes import Route

ROUTES: tuple[Route, ...] = (
    *shared.ROUTES,
    *raters.ROUTES,  # before the articles: no article is called so
    *review.ROUTES,
    *review_answers.ROUTES,
    *past.ROUTES,
)
