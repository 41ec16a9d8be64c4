"""What the pages of the desk share: whose manager somebody is, what things are called, and what was just done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from compliance.indicators.project import Project
from compliance.language import N_, _
from compliance.problems import Problem
from compliance.queries.raters import spared
from compliance.screens.work.parts import Tab
from compliance.view.names import in_order
from compliance.web.routes import Asked
from compliance.workspace import Workspace

LONGEST_NOTE = 2000
"""Signs of a note; a longer text belongs into a document."""
DONE: Mapping[str, str] = {
    "submitted": N_("Submitted."),
    "returned": N_("Returned."),
    "reviewed": N_("Reviewed."),
    "adopted": N_("Adopted."),
    "assigned": N_("Assigned."),
    "sealed": N_("Sealed."),
    "saved": N_("Saved."),
    "stored": N_("Stored."),
    "unchanged": N_("Nothing changed."),
    "asked": N_("The request is on file."),
    "made": N_("Made."),
}
"""What the page to which somebody is led says of what they did."""


def managed(asked: Asked) -> tuple[str, ...]:
    """The countries of which whoever asks is a manager, in the order of the register."""
    mine = [id_ for id_ in asked.workspace.countries if asked.may("assign", id_)]
    return in_order(asked.workspace, mine) if mine else ()


def rates_second(asked: Asked, country: str) -> bool:
    """Whether whoever asks is the second evaluator there, who rates blind."""
    return "second" in asked.actor.roles_in(country)


def called(workspace: Workspace, country: str) -> str:
    """What a country is called today; its id where the register does not have it."""
    jurisdiction = workspace.jurisdiction(country)
    return jurisdiction.name(date.today()) if jurisdiction else country


def project(asked: Asked) -> Project | None:
    """The project of the folder, if it has one."""
    return asked.state.now.project


def done(asked: Asked) -> str:
    """What was just done, as the address says; empty where it says nothing that is known."""
    return _(DONE.get(asked.query("done"), ""))


def stray(*texts: str) -> tuple[str, ...]:
    """That a text holds a sign that nobody can see, in a sentence; nothing where all can be read."""
    unseen = next((sign for text in texts for sign in text if not sign.isprintable()), None)
    return (
        (_("The text holds the sign U+%(code)s, which nobody can see.") % {"code": f"{ord(unseen):04X}"},)
        if unseen
        else ()
    )


def ways() -> tuple[Tab, ...]:
    """Ways from the board to other parts of the desk."""
    return (Tab(_("Builds and downloads"), "/desk/builds/"),)


def visible(asked: Asked) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """The problems and findings that whoever asks may read, and sentences on those that are the other evaluator's.

    They are those of the countries that they manage; of what all countries share, where they manage all of them.
    """
    workspace, mine = asked.workspace, managed(asked)
    theirs = tuple(f"assessments/{id_}/" for id_ in workspace.countries if id_ not in mine)
    shared = asked.may("manage")
    own = tuple(f"assessments/{id_}/" for id_ in mine)
    shown, sentences = [], []
    for problem in asked.state.problems:
        path = problem.at.path
        if path.startswith(own) or (shared and not path.startswith(theirs)):
            shown.append(problem)
    kept, hidden = spared(workspace, [each for each in shown if not _is_mine_as_second(asked, each)])
    second, more = spared(workspace, [each for each in shown if _is_mine_as_second(asked, each)], second=True)
    sentences += [*hidden, *more]
    return tuple(sorted((*kept, *second))), tuple(sentences)


def _is_mine_as_second(asked: Asked, problem: Problem) -> bool:
    """Whether a problem is of a country in which whoever asks rates second."""
    parts = problem.at.path.split("/")
    return len(parts) > 2 and parts[0] == "assessments" and rates_second(asked, parts[1])
