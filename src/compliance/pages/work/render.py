"""A working page as HTML, and what it loads."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from jinja2 import Environment

from compliance import figures, language
from compliance.pages.environment import templates
from compliance.pages.markdown import rendered
from compliance.pages.site import drawing
from compliance.screens.work.answers import AnswersPage
from compliance.screens.work.article import ArticlePage
from compliance.screens.work.builds import BuildsPage
from compliance.screens.work.checklist import ChecklistPage
from compliance.screens.work.desk import BoardPage
from compliance.screens.work.desk_checklist import DeskChecklistPage
from compliance.screens.work.desk_figures import FigurePage, FiguresPage, RequestsPage
from compliance.screens.work.desk_problems import CodePage, ProblemsPage
from compliance.screens.work.desk_registers import EntryPage, RegistersPage
from compliance.screens.work.desk_seal import CyclePage
from compliance.screens.work.desk_start import NewPage, StartPage
from compliance.screens.work.institution import InstitutionPage, ReplyPage, SentPage
from compliance.screens.work.mine import MinePage
from compliance.screens.work.parts import Frame, RefusedPage, WorkPage, href
from compliance.screens.work.past import PastPage, ReratePage
from compliance.screens.work.people import InvitedPage, PeoplePage, PersonPage, SignInPage
from compliance.screens.work.raters import RatersPage
from compliance.screens.work.review import QueuePage, ReviewedPage
from compliance.screens.work.workbook import WorkbookPage

TEMPLATES: Mapping[type[WorkPage], str] = {
    RefusedPage: "refused.html",
    SignInPage: "sign-in.html",
    InstitutionPage: "institution.html",
    SentPage: "institution-sent.html",
    ReplyPage: "desk-reply.html",
    WorkbookPage: "workbook.html",
    BuildsPage: "builds.html",
    InvitedPage: "invitation.html",
    PeoplePage: "people.html",
    PersonPage: "person.html",
    MinePage: "mine.html",
    ChecklistPage: "checklist.html",
    ArticlePage: "article.html",
    BoardPage: "desk.html",
    ProblemsPage: "desk-problems.html",
    CodePage: "desk-code.html",
    DeskChecklistPage: "desk-checklist.html",
    CyclePage: "desk-cycle.html",
    RegistersPage: "desk-registers.html",
    EntryPage: "desk-entry.html",
    FiguresPage: "desk-figures.html",
    FigurePage: "desk-figure.html",
    RequestsPage: "desk-requests.html",
    StartPage: "desk-start.html",
    NewPage: "desk-new.html",
    QueuePage: "review-queue.html",
    ReviewedPage: "review-checklist.html",
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
    made.globals |= {"figures": figures, "language_names": language.NAMES, "ends": drawing.ends}
    made.globals |= {"figures": figures, "language_names": language.NAMES, "href": href}
    return made


def html(page: WorkPage, frame: Frame) -> str:
    """A page as HTML."""
    return environment().get_template(TEMPLATES[type(page)]).render(page=page, frame=frame)


@cache
def asset(name: str) -> bytes:
    """A stylesheet or a script by its name."""
    return resources.files("compliance").joinpath(f"pages/work/{name}").read_bytes()
