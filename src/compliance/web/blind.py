"""What whoever asks may see of a country in which two evaluators rate blind: nothing that the other wrote."""

from __future__ import annotations

from compliance.language import _
from compliance.web.logs import logged
from compliance.web.routes import Asked
from compliance.web.show import RefusedError
from compliance.workspace import Workspace


def seen(asked: Asked, country: str, *, second: bool = False) -> Workspace:
    """The workspace as whoever asks may see it, with one evaluator's checklists of a country as its own.

    As long as both rate blind, a second evaluator sees theirs alone, and everybody else the first's alone; RefusedError
    where somebody asks for the other's.
    """
    if country not in asked.workspace.countries:
        raise RefusedError(404)
    if hides(asked, country, second=second):
        raise RefusedError(403, _("Both evaluators rate blind until both have submitted."))
    return logged(asked, asked.workspace, country).seen_by(country, second=second)


def hides(asked: Asked, country: str, *, second: bool = False) -> bool:
    """Whether one evaluator's checklists of a country are hidden from whoever asks."""
    is_other = not asked.actor.free and second is not _is_second(asked, country)
    return is_other and _blind(asked.workspace, country)


def rates_blind(asked: Asked, country: str = "") -> bool:
    """Whether whoever asks is the second evaluator of a country in which both rate blind; of any where none is named."""
    countries = asked.workspace.countries
    those = [country] if country in countries else countries
    return not asked.actor.free and any(_is_second(asked, id_) and _blind(asked.workspace, id_) for id_ in those)


def _blind(workspace: Workspace, country: str) -> bool:
    at = workspace.countries[country]
    return any(at.is_blind(key) for key in at.second)


def _is_second(asked: Asked, country: str) -> bool:
    """Whether somebody rates blind there as the second evaluator."""
    return "second" in asked.actor.roles_in(country)
