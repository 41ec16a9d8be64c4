"""Every address of the workplace; what does not stand in these tables is a page of the site, or nothing."""

from __future__ import annotations

from compliance.web import (
    answer,
    builds,
    checking,
    desk,
    institutions,
    past,
    people,
    raters,
    review,
    review_answers,
    shared,
    work,
    workbook,
)
from compliance.web.routes import Route

ROUTES: tuple[Route, ...] = (
    *shared.ROUTES,
    *work.ROUTES,
    *answer.ROUTES,
    *checking.ROUTES,
    *workbook.ROUTES,
    *review.ROUTES,
    *builds.ROUTES,
    *desk.ROUTES,
    *institutions.ROUTES,
    *past.ROUTES,
    *people.ROUTES,
    *raters.ROUTES,
    *review_answers.ROUTES,
)
