"""A working page as HTML, and what it loads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from html import unescape
from importlib import resources

from jinja2 import Environment

from compliance import figures, language
from compliance.checks.quotes import changed
from compliance.pages.environment import templates
from compliance.pages.markdown import rendered
from compliance.pages.site import drawing
from compliance.problems import excerpt
from compliance.queries.form_words import KINDS, OBLIGATIONS
from compliance.queries.log import deed
from compliance.queries.verified import as_text
from compliance.queries.work import called
from compliance.screens.criterion import reference
from compliance.screens.work import (
    answer_words,
    answers,
    article,
    beside,
    builds,
    checklist,
    desk,
    desk_checklist,
    desk_figures,
    desk_problems,
    desk_registers,
    desk_seal,
    desk_start,
    institution,
    mine,
    parts,
    past,
    people,
    raters,
    review,
    workbook,
)
from compliance.view import words

TEMPLATES: Mapping[type[parts.WorkPage], str] = {
    parts.RefusedPage: "refused.html",
    people.SignInPage: "sign-in.html",
    institution.InstitutionPage: "institution.html",
    institution.SentPage: "institution-sent.html",
    institution.ReplyPage: "desk-reply.html",
    workbook.WorkbookPage: "workbook.html",
    builds.BuildsPage: "builds.html",
    people.InvitedPage: "invitation.html",
    people.PeoplePage: "people.html",
    people.PersonPage: "person.html",
    mine.MinePage: "mine.html",
    checklist.ChecklistPage: "checklist.html",
    article.ArticlePage: "article.html",
    desk.BoardPage: "desk.html",
    desk_problems.ProblemsPage: "desk-problems.html",
    desk_problems.CodePage: "desk-code.html",
    desk_checklist.DeskChecklistPage: "desk-checklist.html",
    desk_seal.CyclePage: "desk-cycle.html",
    desk_registers.RegistersPage: "desk-registers.html",
    desk_registers.EntryPage: "desk-entry.html",
    desk_figures.FiguresPage: "desk-figures.html",
    desk_figures.FigurePage: "desk-figure.html",
    desk_figures.RequestsPage: "desk-requests.html",
    desk_start.StartPage: "desk-start.html",
    desk_start.NewPage: "desk-new.html",
    review.QueuePage: "review-queue.html",
    review.ReviewedPage: "review-checklist.html",
    answers.AnswersPage: "review-answers.html",
    raters.RatersPage: "review-raters.html",
    past.PastPage: "review-past.html",
    past.ReratePage: "review-rerate.html",
}
"""The template of each kind of page; a further kind is one more line."""
ASSETS: Mapping[str, str] = {
    "work.css": "text/css",
    "work.js": "text/javascript",
    "review.js": "text/javascript",
}
"""What working pages load beside what the reading pages load."""


FILTERS: Mapping[str, Callable[..., object]] = {
    "markdown": rendered,
    "day": language.day,
    "label": answer_words.label_of,
    "rating_word": words.rating,
}
GLOBALS: Mapping[str, object] = {
    "figures": figures,
    "words": words,
    "language_names": language.NAMES,
    "ends": drawing.ends,
    "href": parts.href,
    "spoken": language.spoken,
    "changed": changed,
    "BASES": desk_start.BASES,
    "FILTERS": checklist.FILTERS,
    "KINDS": KINDS,
    "OBLIGATIONS": OBLIGATIONS,
    "GLYPHS": desk_figures.GLYPHS,
    "ROLES": people.ROLES,
    "STATES": desk_figures.STATES,
    "STATUS": parts.STATUS,
    "VERBS": desk_checklist.VERBS,
    "called": called,
    "next_of": desk.next_of,
    "status_of": desk.status_of,
    "step_of": desk.step_of,
    "came": desk_figures.came,
    "flags": desk_figures.flags,
    "state_of": desk_figures.state,
    "excerpt_of": excerpt,
    "place_of": desk_problems.place,
    "copies": desk_registers.copies,
    "has_text": desk_registers.has_text,
    "verified_text": as_text,
    "answered": parts.answered,
    "below": parts.below,
    "tile_of": parts.rated,
    "named": checklist.named,
    "tasks": checklist.tasks,
    "answered_from": article.answered_from,
    "by_whom": article.by_whom,
    "gist": beside.gist,
    "hints": article.hints,
    "not_saved": article.not_saved,
    "when_right": article.when_right,
    "deed": deed,
    "reference": reference,
    "age": review.age,
    "excerpt": review.excerpt,
    "submitted": review.submitted,
    "act": answer_words.act_of,
    "notes_on": answer_words.notes_on,
    "rated_of": answer_words.rated,
    "signed": answer_words.signed,
    "untold": answer_words.untold,
    "written": answer_words.written,
    "because": answer_words.because,
    "in_words": answer_words.in_words,
    "decided": raters.decided,
}
"""What templates of working pages know beside their page: how values are said."""


@cache
def environment() -> Environment:
    """Templates that escape every text and refuse to print what does not exist."""
    made = templates("pages/templates/work")
    made.filters |= FILTERS
    made.globals |= GLOBALS
    return made


FOOTNOTES = "<!-- footnotes -->"
"""Where footnotes stand in a page; no text of a page can hold it, for every text is escaped."""


def html(page: parts.WorkPage, frame: parts.Frame) -> str:
    """A page as HTML; the footnotes that it needs are those of the names that stand in it."""
    text = environment().get_template(TEMPLATES[type(page)]).render(page=page, frame=frame)
    # Only the finished page shows which names it holds, so footnotes come last.
    footnotes = frame.footnotes(unescape(text))
    return text.replace(FOOTNOTES, environment().get_template("footnotes.html").render(footnotes=footnotes))


@cache
def asset(name: str) -> bytes:
    """A stylesheet or a script by its name."""
    return resources.files("compliance").joinpath(f"pages/work/{name}").read_bytes()
