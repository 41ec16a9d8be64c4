"""Who works here, with which roles, and how they come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from compliance.language import N_, Words, _
from compliance.model.people import EVERYWHERE, Person, Role
from compliance.screens.work.parts import WorkPage
from compliance.workspace import Workspace

ROLES: Words[Role] = Words(
    {
        "evaluator": N_("evaluator"),
        "second": N_("second evaluator, blind"),
        "reviewer": N_("reviewer"),
        "manager": N_("manager"),
        "reader": N_("reader"),
    }
)
"""What each role is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage(WorkPage):
    """The form in which somebody signs in."""

    name: str = ""
    """What was typed."""
    wrong: bool = False
    wait: int = 0
    """Seconds to wait after failed attempts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedPage(WorkPage):
    """The form in which somebody who is invited chooses a password."""

    name: str
    wrong: str = ""
    """What is wrong with the password, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Somebody of people.yaml."""

    person: Person
    account: str
    """What there is of an account, in words."""
    has_account: bool
    invited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage(WorkPage):
    """Everybody who works here, and what each role may do."""

    rows: tuple[PersonRow, ...]
    countries: Mapping[str, str]
    """Names by id."""
    deeds: tuple[tuple[str, tuple[bool, ...]], ...]
    """What can be done, each with whether a role may; roles in the order of `ROLES`."""
    accounts: bool
    """Whether people have accounts here."""
    events: tuple[tuple[str, str, str], ...] = ()
    """What was done to accounts and roles: when, by whom, what."""
    link: str = ""
    """An invitation that was just made: it is shown once."""
    invited: str = ""
    """Whom it is for."""
    wrong: tuple[str, ...] = ()
    typed: tuple[str, str, str] = ("", "", "")
    """What was typed of somebody new: id, name, address of e-mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage(WorkPage):
    """Somebody's name, address and roles, to be changed."""

    id: str
    name: str
    email: str
    also: str
    """Other forms of the name, a line each."""
    held: frozenset[tuple[str, str]]
    """The roles that are ticked: country and role."""
    countries: Mapping[str, str]
    """Names by id, that for all of them first."""
    wrong: tuple[str, ...] = ()


def countries_of(workspace: Workspace, on: date) -> Mapping[str, str]:
    """The names of the countries that the register lists, by id; all of them first."""
    return {EVERYWHERE: _("all"), **{each.id: each.name(on) for each in workspace.listed()}}
