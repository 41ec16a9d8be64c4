"""A working page as HTML, and what it loads."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from jinja2 import Environment

from compliance import figures, language
from compliance.pages.environment import templates
from compliance.pages.markdown import rendered
from compliance.screens.work.answers import AnswersPage
from compliance.screens.work.parts import DonePage, Frame, RefusedPage, WorkPage
from compliance.screens.work.past import PastPage, ReratePage
from compliance.screens.work.raters import RatersPage
from compliance.screens.work.review import ChecklistPage, QueuePage

TEMPLATES: Mapping[type[WorkPage], str] = {
    RefusedPage: "refused.html",
    DonePage: "done.html",
    QueuePage: "review-queue.html",
    ChecklistPage: "review-checklist.html",
    AnswersPage: "review-answers.html",
    RatersPage: "review-raters.html",
    PastPage: "review-past.html",
    ReratePage: "review-rerate.html",
}
"""The template of each kind of page; a further kind is one more line."""
ASSETS: Mapping[str, str] = {
    "work.css": "text/css",
    "work.js": "text/javascript",
    "review.js": "text/javascript",
}
"""What working pages load beside what the reading pages load."""


@cache
def environment() -> Environment:
    """Templates that escape every text and refuse to print what does not exist."""
    made = templates("pages/templates/work")
    made.filters["markdown"] = rendered
    made.globals |= {"figures": figures, "language_names": language.NAMES}
    return made


def html(page: WorkPage, frame: Frame) -> str:
    """A page as HTML."""
    return environment().get_template(TEMPLATES[type(page)]).render(page=page, frame=frame)


@cache
def asset(name: str) -> bytes:
    """A stylesheet or a script by its name."""
    return resources.files("compliance").joinpath(f"pages/work/{name}").read_bytes()
