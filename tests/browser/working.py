"""A small workplace for tests in a browser: a made-up country, its people, and a server to which each of them comes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desk import CHECKLIST, Desk
from playwright.sync_api import Page
from starlette.types import ASGIApp

from compliance.web.accounts import AccountDoor
from compliance.web.app import LOCAL, app
from compliance.web.doors import SECRET, ProxyDoor
from compliance.web.living import Living
from compliance.web.routes import Server
from compliance.web.start import local
from compliance.web.store import Store

from .harness import Visits, serve

PASSWORD = "a lamp on every rock"
NAMED, KNOWN = "x-person", "known to the proxy alone"
PEOPLE = """\
people:
  - {id: eva, name: Eva Evaluator, email: eva@example.org, roles: {arcadia: evaluator}}
  - {id: ivy, name: Ivy Evaluator, roles: {arcadia: evaluator}}
  - {id: sam, name: Sam Second, roles: {arcadia: second}}
  - {id: rea, name: Rea Reviewer, roles: {"*": reviewer}}
  - {id: max, name: Max Manager, roles: {"*": manager}}
  - {id: dan, name: Dan Reader, roles: {arcadia: reader}}
  - {id: nora, name: Nora Nobody, roles: {}}
"""
WORK = "/work/arcadia/2026/lighthouses/"
REVIEW = "/review/arcadia/2026/lighthouses/"
DESK = "/desk/arcadia/2026/lighthouses/"
GAP = "Moving a light stays unpunished."
INSTRUMENT = Path("assessments/instruments/lighthouses.yaml")
MORE = """\
      - id: L.2.{n}
        provision: Art. 2({n})
        requirement: To make damage number {n} to a light an offence.
        question: Is damage number {n} to a light an offence?
        obligation: mandatory
        assessed_from: [law]
        direct_applicability: possible
        text_check: verified
"""
SECOND_ARTICLE = """\
  - number: "2"
    title: Damage to lights
    division: I
    section: lights
    nature: criminalisation
    text_check: verified
    criteria:
"""
PLAN = """\
id: country
kind: country
title: The law on lights
subtitle: How it stands
language: en
version: "1"
notice: Made up for the tests.
disclaimer: Everything here is made up.
instruments: [lighthouses]
sections: [{section: summary}]
"""
ISLANDS = """\
  L.1.2:
    rating: partly
    legal_basis:
      - {act: lights-act, provision: "5", role: offence, gist: Names rocks., sources: [gazette]}
    gap: Islands are left out.
    evidence: B
    author: Eva Evaluator
    answered: 2026-06-20
"""


def press(page: Page, key: str = "Control+s") -> None:
    """Presses a key that leads to a page, and waits until that is ready for the next key."""
    with page.expect_navigation():
        page.keyboard.press(key)


def staffed(root: Path) -> Desk:
    """The made-up country with its people."""
    desk = Desk(root)
    (root / "people.yaml").write_text(PEOPLE, "utf-8")
    return desk


def lengthened(desk: Desk, criteria: int) -> Desk:
    """Gives the treaty a second article of so many criteria."""
    article = SECOND_ARTICLE + "".join(MORE.format(n=n) for n in range(1, criteria + 1))
    desk.change("\ngrounds:\n", f"{article}\ngrounds:\n", INSTRUMENT)
    return desk


def submitted(desk: Desk) -> Desk:
    """Two answers, which wait for a reviewer."""
    with (desk.root / CHECKLIST).open("a", encoding="utf-8") as file:
        file.write(ISLANDS)
    desk.step("submitted", "Eva Evaluator", "2026-07-01", "--note", "The reservation was not looked into")
    return desk


def planned(desk: Desk) -> Desk:
    """Asks for reports of the country."""
    file = desk.root / "reports/country.yaml"
    file.parent.mkdir()
    file.write_text(PLAN, "utf-8")
    return desk


@dataclass(frozen=True, kw_only=True)
class Team:
    """People who work on one folder, each in a browser of their own, behind a proxy that knows them."""

    address: str
    visit: Visits
    server: Server

    def person(self, id_: str, path: str, **more: Any) -> Page:
        """A page, as somebody sees it."""
        named = {NAMED: id_, SECRET: KNOWN}
        return self.visit(f"{self.address}{path}", headers=named, motion="reduce", **more)

    def notice(self) -> None:
        """Has the server look at the folder now: it looks seldom where a look takes long."""
        self.server.living.refresh()


def application(root: Path) -> tuple[ASGIApp, Server]:
    """The server of a folder behind a proxy."""
    served = local(Living(root, lambda site: site), "", root=root, by="", output=root.parent / "out")
    server = replace(served, door=ProxyDoor(header=NAMED, secret=KNOWN))
    return app(server), server


def with_accounts(desk: Desk) -> tuple[ASGIApp, Server, Store]:
    """The server of a folder to which people sign in, and where it keeps who they are."""
    living, store = Living(desk.root, lambda site: site), Store(desk.root.parent / "state")
    output = desk.root.parent / "out"
    server = Server(
        root=desk.root, living=living, door=AccountDoor(store, LOCAL), working=True, output=output, store=store
    )
    return app(server), server, store


def choose(page: Page, password: str = PASSWORD) -> None:
    """Chooses a password."""
    for label in ("Password", "The same again"):
        page.get_by_label(label).fill(password)
    page.get_by_role("button", name="Begin").click()


@contextmanager
def team(root: Path, visit: Visits) -> Iterator[Team]:
    """The people of a folder, as long as the context lasts."""
    served, server = application(root)
    with serve(served) as address:
        yield Team(address=address, visit=visit, server=server)
        visit.close()  # pages ask now and then who else is there: they end before the server does
