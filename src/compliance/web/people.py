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
from compliance.web.desk_common import stray
from compliance.web.routes import Asked, Route
from compliance.web.show import RefusedError, away, show
from compliance.web.store import Account
from compliance.workspace import Workspace

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


def people(asked: Asked, **more: object) -> Response:
    """Everybody who works here."""
    return show(asked, _page(asked, **more), 422 if more.get("wrong") else 200)


def _page(asked: Asked, **more: object) -> PeoplePage:
    door, workspace = asked.server.door, asked.workspace
    store = door.store if isinstance(door, AccountDoor) else None
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
    events = tuple((_minute(at), by, what) for at, by, what in store.events()) if store else ()
    if workspace.roll is None and "typed" not in more:
        more["typed"] = ("", asked.actor.name, "")
    countries = countries_of(workspace, date.today())
    return PeoplePage(rows=rows, countries=countries, deeds=deeds, accounts=store is not None, events=events, **more)  # type: ignore[arg-type]


def _account(account: Account | None, invited: float | None) -> str:
    """What there is of somebody's account, in words."""
    if invited is not None:
        return _("invited until %(day)s") % {"day": language.day(_day(invited))}
    if account is None:
        return _("none")
    return _("last seen %(day)s") % {"day": language.day(_day(account.seen))} if account.seen else _("never seen")


def _day(at: float) -> date:
    return datetime.fromtimestamp(at, UTC).date()


def _minute(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M}"


def added(asked: Asked) -> Response:
    """Adds somebody, still without a role; the first is whoever asks, as manager of all countries, so that nobody is locked out."""
    id_, name, email = (" ".join(asked.text(field).split()) for field in ("id", "name", "email"))
    people_now = asked.workspace.roll
    entry: dict[str, object] = {"name": name, "email": email}
    if people_now is None:
        entry |= {"name": asked.actor.name, "roles": {EVERYWHERE: ["manager"]}}
    taken = people_now is not None and any(each.id == id_ for each in people_now.people)
    wrong = (_("Somebody has that id already."),) if taken else _no_id(id_) or _changed(asked, id_, entry)
    return people(asked, wrong=wrong, typed=(id_, name, email)) if wrong else away("people", id_)


def _no_id(text: str) -> tuple[str, ...]:
    """That a text is no id, in a sentence; nothing where it is."""
    plain = re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", text) and len(text) <= LONGEST_ID
    return () if plain else (_("An id is made of small letters, digits and hyphens, such as ana-babic."),)


def person(asked: Asked, wrong: tuple[str, ...] = ()) -> Response:
    """Somebody's page."""
    who = _person(asked)
    held: set[tuple[str, str]] = {(country, role) for country, roles in who.roles.items() for role in roles}
    also, name, email = "\n".join(who.also), who.name, who.email or ""
    if wrong:
        held, also = _ticked(asked), asked.text("also")
        name, email = asked.text("name"), asked.text("email")
    page = PersonPage(
        id=who.id,
        name=name,
        email=email,
        also=also,
        held=frozenset(held),
        countries=countries_of(asked.workspace, date.today()),
        wrong=wrong,
    )
    return show(asked, page, 422 if wrong else 200)


def _person(asked: Asked) -> Person:
    """The person of the address."""
    everybody = asked.workspace.roll.people if asked.workspace.roll else ()
    who = next((each for each in everybody if each.id == asked.part("person")), None)
    if who is None:
        raise RefusedError(404)
    return who


def _ticked(asked: Asked) -> set[tuple[str, str]]:
    """The roles that are ticked, those that there are."""
    places = (EVERYWHERE, *(each.id for each in asked.workspace.listed()))
    return {(country, role) for country in places for role in get_args(Role) if asked.text(f"role.{country}.{role}")}


def changed(asked: Asked) -> Response:
    """Changes somebody's name, address and roles."""
    who, ticked = _person(asked), _ticked(asked)
    if who.id in _last_manager(asked) and (EVERYWHERE, "manager") not in ticked:
        return person(asked, (_("Nobody else is manager of all countries: somebody has to let others in."),))
    places = dict.fromkeys((*who.roles, EVERYWHERE, *(each.id for each in asked.workspace.listed())))
    roles = {place: [role for role in get_args(Role) if (place, role) in ticked] for place in places}
    texts = {"name": " ".join(asked.text("name").split()), "email": asked.text("email").strip()}
    also = [" ".join(line.split()) for line in asked.text("also").splitlines() if line.strip()]
    if wrong := _changed(asked, who.id, {**texts, "also": also, "roles": roles}):
        return person(asked, wrong)
    return away("people")


def _changed(asked: Asked, id_: str, entry: Mapping[str, object]) -> tuple[str, ...]:
    """Writes what is said of somebody; why not, in sentences, where it was not written."""
    also = entry.get("also", ())
    texts = [str(entry.get("name", "")), str(entry.get("email", "")), *(also if isinstance(also, list) else ())]
    if why := stray(*texts) or (() if texts[0] else (_("Write a name."),)):
        return why
    try:
        roll.change_person(_now(asked), id_, **entry)  # type: ignore[arg-type]
    except WouldBeWrong as error:
        return tuple(f"{problem.what}." for problem in error.problems)
    except NotWrittenError as error:
        return (str(error),)
    _note(asked, f"people.yaml: {id_}")
    return ()


def _now(asked: Asked) -> Workspace:
    """The folder as it is at this moment."""
    return asked.server.living.refresh().workspace


def _last_manager(asked: Asked) -> tuple[str, ...]:
    """The only one who lets others in; nobody where there are several."""
    ids = tuple(roll.managers(asked.workspace.roll)) if asked.workspace.roll else ()
    return ids if len(ids) == 1 else ()


def _note(asked: Asked, what: str) -> None:
    asked.server.living.refresh()
    if isinstance(asked.server.door, AccountDoor):
        asked.server.door.store.note(asked.actor.name, what)


def removed(asked: Asked) -> Response:
    """Takes somebody out of people.yaml, with their account."""
    who = _person(asked)
    if who.id in _last_manager(asked):
        return person(asked, (_("Nobody else is manager of all countries: somebody has to let others in."),))
    try:
        roll.remove_person(_now(asked), who.id)
    except (WouldBeWrong, NotWrittenError) as error:
        raise RefusedError(409, str(error)) from error
    if isinstance(asked.server.door, AccountDoor):
        asked.server.door.store.close_account(who.id)
    _note(asked, f"people.yaml: − {who.id}")
    return away("people")


def invited(asked: Asked) -> Response:
    """Makes an invitation, which is shown once; an earlier one is good no more."""
    who, door = _person(asked), asked.server.door
    if not isinstance(door, AccountDoor):
        raise RefusedError(404)
    key = door.store.offer(INVITATION, who.id)
    door.store.note(asked.actor.name, f"invitation: {who.id}")
    link = f"{asked.request.url.scheme}://{asked.request.headers['host']}/invitation/{key}/"
    return people(
        asked,
        link=link if door.cookie(asked.request) == "session" else link.replace("http://", "https://"),
        invited=who.name,
    )


def shut(asked: Asked) -> Response:
    """Takes somebody's account away, and ends their sessions."""
    who, door = _person(asked), asked.server.door
    if not isinstance(door, AccountDoor):
        raise RefusedError(404)
    door.store.close_account(who.id)
    door.store.note(asked.actor.name, f"account closed: {who.id}")
    return away("people")


ROUTES = (
    Route(method="GET", path="/people/", permission="manage", handler=people),
    Route(method="POST", path="/people/", permission="manage", handler=added),
    Route(method="GET", path="/people/{person}/", permission="manage", handler=person),
    Route(method="POST", path="/people/{person}/", permission="manage", handler=changed),
    Route(method="POST", path="/people/{person}/remove/", permission="manage", handler=removed),
    Route(method="POST", path="/people/{person}/invite/", permission="manage", handler=invited),
    Route(method="POST", path="/people/{person}/close/", permission="manage", handler=shut),
)
