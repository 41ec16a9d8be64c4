"""People and roles: who works here, what each may do, who is invited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import get_args

from starlette.responses import Response

from compliance import language
from compliance.authoring import people as roll
from compliance.authoring.alone import NotWrittenError
from compliance.authoring.changes import RefusedError as WouldBeWrong
from compliance.authoring.people import ROLES, Action
from compliance.language import N_, _
from compliance.model.people import EVERYWHERE, Person, Role
from compliance.screens.work.people import PeoplePage, PersonPage, PersonRow, countries_of
from compliance.web.accounts import INVITATION, AccountDoor
from compliance.web.routes import Asked, RefusedError, Route, away, link_of, minute
from compliance.web.store import Account, Store
from compliance.web.writing import stray

LONGEST_ID = 60
"""Signs of an id."""
DEEDS: Mapping[str, tuple[Action, ...]] = {
    N_("Answer, re-rate"): ("import", "rerate"),
    N_("Answer as the second evaluator"): ("import-second",),
    N_("Submit"): ("submit", "submit-second"),
    N_("Accept answers, review"): ("accept", "review"),
    N_("Remark, settle remarks"): ("remark", "close"),
    N_("Reply to remarks"): ("reply",),
    N_("Give a checklist back"): ("return",),
    N_("Settle differences of two evaluators"): ("adjudicate",),
    N_("Assign, adopt, seal"): ("assign", "adopt", "seal"),
    N_("Ask for figures, enter them"): ("request-figures", "import-figures"),
    N_("Add texts of acts and copies of documents"): ("add-evidence",),
}
"""What can be done, in the words of the page."""


def people(asked: Asked, **more: object) -> PeoplePage:
    """Everybody who works here."""
    workspace, store = asked.workspace, _store(asked)
    kept, invited = (store.accounts(), store.open_offers(INVITATION)) if store else ({}, {})
    rows = tuple(
        PersonRow(
            person=person,
            account=_account(kept.get(person.id), invited.get(person.id)),
            has_account=person.id in kept,
            invited=person.id in invited,
        )
        for person in (workspace.roll.people if workspace.roll else ())
    )
    deeds = tuple(
        (_(text), tuple(any(role in ROLES[action] for action in actions) for role in get_args(Role)))
        for text, actions in DEEDS.items()
    )
    events = tuple((minute(at), by, what) for at, by, what in store.events()) if store else ()
    if workspace.roll is None:
        more.setdefault("typed", ("", asked.actor.name, ""))
    countries = countries_of(workspace, date.today())
    return PeoplePage(rows=rows, countries=countries, deeds=deeds, accounts=store is not None, events=events, **more)  # type: ignore[arg-type]


def _store(asked: Asked) -> Store | None:
    """Where the accounts are kept; none where people come in otherwise."""
    return asked.server.door.store if isinstance(asked.server.door, AccountDoor) else None


def _account(account: Account | None, invited: float | None) -> str:
    if invited is not None:
        return _("invited until %(day)s") % {"day": language.day(_day(invited))}
    if account is None:
        return _("none")
    return _("last seen %(day)s") % {"day": language.day(_day(account.seen))} if account.seen else _("never seen")


def _day(at: float) -> date:
    return datetime.fromtimestamp(at, UTC).date()


def added(asked: Asked) -> Response:
    """Adds somebody, still without a role; the first is whoever asks, as manager of all countries, so that nobody is locked out."""
    id_, name, email = map(asked.line, ("id", "name", "email"))
    people_now = asked.workspace.roll
    entry: dict[str, object] = {"name": name, "email": email}
    if people_now is None:
        entry |= {"name": asked.actor.name, "roles": {EVERYWHERE: ["manager"]}}
    if people_now is not None and any(each.id == id_ for each in people_now.people):
        raise RefusedError(422, _("Somebody has that id already."))
    if len(id_) > LONGEST_ID or not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", id_):
        raise RefusedError(422, _("An id is made of small letters, digits and hyphens, such as ana-babic."))
    _change(asked, id_, entry)
    return away("people", id_)


def _not_added(asked: Asked, error: RefusedError) -> PeoplePage:
    return people(asked, wrong=error.reasons, typed=tuple(map(asked.line, ("id", "name", "email"))))


def person(asked: Asked, error: RefusedError | None = None) -> PersonPage:
    """Somebody's page; with what was typed where it was wrong."""
    who = _person(asked)
    held: set[tuple[str, str]] = {(country, role) for country, roles in who.roles.items() for role in roles}
    also, name, email = "\n".join(who.also), who.name, who.email or ""
    if error and "name" in asked.fields:  # whoever removes somebody types nothing
        held, also = _ticked(asked), asked.text("also")
        name, email = asked.text("name"), asked.text("email")
    return PersonPage(
        id=who.id,
        name=name,
        email=email,
        also=also,
        held=frozenset(held),
        countries=countries_of(asked.workspace, date.today()),
        wrong=error.reasons if error else (),
    )


def _person(asked: Asked) -> Person:
    for who in asked.workspace.roll.people if asked.workspace.roll else ():
        if who.id == asked.part("person"):
            return who
    raise RefusedError(404)


def _ticked(asked: Asked) -> set[tuple[str, str]]:
    places = (EVERYWHERE, *(each.id for each in asked.workspace.listed()))
    return {(country, role) for country in places for role in get_args(Role) if asked.text(f"role.{country}.{role}")}


def changed(asked: Asked) -> Response:
    """Changes somebody's name, address and roles."""
    who, ticked = _person(asked), _ticked(asked)
    if (EVERYWHERE, "manager") not in ticked:
        _not_the_last(asked, who)
    places = dict.fromkeys((*who.roles, EVERYWHERE, *(each.id for each in asked.workspace.listed())))
    roles = {place: [role for role in get_args(Role) if (place, role) in ticked] for place in places}
    texts = {"name": asked.line("name"), "email": asked.text("email").strip()}
    also = [" ".join(line.split()) for line in asked.text("also").splitlines() if line.strip()]
    _change(asked, who.id, {**texts, "also": also, "roles": roles})
    return away("people")


def _change(asked: Asked, id_: str, entry: Mapping[str, object]) -> None:
    """Writes what is said of somebody; RefusedError with why it was not."""
    also = entry.get("also", ())
    texts = [str(entry.get("name", "")), str(entry.get("email", "")), *(also if isinstance(also, list) else ())]
    if why := stray(*texts) or (() if texts[0] else (_("Write a name."),)):
        raise RefusedError(422, *why)
    try:
        roll.change_person(asked.server.living.refresh().workspace, id_, **entry)  # type: ignore[arg-type]
    except WouldBeWrong as error:
        raise RefusedError(422, *(f"{problem.what}." for problem in error.problems)) from error
    except NotWrittenError as error:
        raise RefusedError(422, str(error)) from error
    _note(asked, f"people.yaml: {id_}")


def _not_the_last(asked: Asked, who: Person) -> None:
    """RefusedError where somebody alone lets others in: without them nobody could come in any more."""
    if asked.workspace.roll and tuple(roll.managers(asked.workspace.roll)) == (who.id,):
        raise RefusedError(422, _("Nobody else is manager of all countries: somebody has to let others in."))


def _note(asked: Asked, what: str) -> None:
    asked.server.living.refresh()
    if store := _store(asked):
        store.note(asked.actor.name, what)


def removed(asked: Asked) -> Response:
    """Takes somebody out of people.yaml, with their account."""
    who = _person(asked)
    _not_the_last(asked, who)
    try:
        roll.remove_person(asked.server.living.refresh().workspace, who.id)
    except (WouldBeWrong, NotWrittenError) as error:
        raise RefusedError(409, str(error)) from error
    if store := _store(asked):
        store.close_account(who.id)
    _note(asked, f"people.yaml: − {who.id}")
    return away("people")


def invited(asked: Asked) -> PeoplePage:
    """Makes an invitation, which is shown once; an earlier one is good no more."""
    who, store = _person(asked), _store(asked)
    if store is None:
        raise RefusedError(404)
    key = store.offer(INVITATION, who.id)
    store.note(asked.actor.name, f"invitation: {who.id}")
    return people(asked, link=link_of(asked, INVITATION, key), invited=who.name)


def shut(asked: Asked) -> Response:
    """Takes somebody's account away, and ends their sessions."""
    who, store = _person(asked), _store(asked)
    if store is None:
        raise RefusedError(404)
    store.close_account(who.id)
    store.note(asked.actor.name, f"account closed: {who.id}")
    return away("people")


ROUTES = (
    Route("GET", "/people/", "manage", people),
    Route("POST", "/people/", "manage", added, _not_added),
    Route("GET", "/people/{person}/", "manage", person),
    Route("POST", "/people/{person}/", "manage", changed, person),
    Route("POST", "/people/{person}/remove/", "manage", removed, person),
    Route("POST", "/people/{person}/invite/", "manage", invited),
    Route("POST", "/people/{person}/close/", "manage", shut),
)
