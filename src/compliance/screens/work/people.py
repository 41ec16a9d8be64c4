"""Who works here, with which roles, and how they come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from compliance.language import _, ngettext
from compliance.model.people import EVERYWHERE, Person, Role
from compliance.screens.work.parts import WorkPage
from compliance.workspace import Workspace


def role_names() -> Mapping[Role, str]:
    """What each role is called."""
    return {
        "evaluator": _("evaluator"),
        "second": _("second evaluator, blind"),
        "reviewer": _("reviewer"),
        "manager": _("manager"),
        "reader": _("reader"),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage(WorkPage):
    """The form in which somebody signs in."""

    name: str = ""
    """What was typed."""
    wrong: bool = False
    wait: int = 0
    """Seconds to wait after failed attempts."""

    @property
    def why(self) -> str:
        """Why nobody was let in; empty where nobody tried."""
        if self.wait:
            text = ngettext(
                "Too many attempts. Try again in %(num)s second.",
                "Too many attempts. Try again in %(num)s seconds.",
                self.wait,
            )
            return text % {"num": self.wait}
        return _("Name or password is wrong.") if self.wrong else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedPage(WorkPage):
    """The form in which somebody who is invited chooses a password."""

    name: str
    wrong: str = ""
    """What is wrong with the password, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Somebody of people.yaml."""

    id: str
    name: str
    email: str
    places: tuple[tuple[str, str], ...]
    """The countries in which they have roles, each with these in words."""
    account: str
    """What there is of an account, in words."""
    has_account: bool
    invited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage(WorkPage):
    """Everybody who works here, and what each role may do."""

    rows: tuple[PersonRow, ...]
    deeds: tuple[tuple[str, tuple[bool, ...]], ...]
    """What can be done, each with whether a role may; roles in the order of `roles`."""
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

    @property
    def roles(self) -> tuple[str, ...]:
        """What each role is called."""
        return tuple(role_names().values())


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
    countries: tuple[tuple[str, str], ...]
    """Ids and names of countries, that for all of them first."""
    wrong: tuple[str, ...] = ()

    @property
    def roles(self) -> tuple[tuple[Role, str], ...]:
        """Every role, with what it is called."""
        return tuple(role_names().items())


def places_of(workspace: Workspace, person: Person, on: date) -> tuple[tuple[str, str], ...]:
    """The countries in which somebody has roles on a day, each with these in words."""
    names, called = role_names(), dict(countries_of(workspace, on))
    return tuple(
        (called.get(country, country), ", ".join(names[role] for role in roles))
        for country, roles in person.roles.items()
    )


def countries_of(workspace: Workspace, on: date) -> tuple[tuple[str, str], ...]:
    """Ids and names of the countries that the register lists, all of them first."""
    return ((EVERYWHERE, _("all")), *((each.id, each.name(on)) for each in workspace.listed()))
