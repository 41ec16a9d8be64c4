"""Two countries on one desk, with people of one role each, who come through a proxy: nobody of them has the files."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from asking import ORIGIN, Answer, Browser
from desk import Desk

from compliance.web.app import LOCAL, app
from compliance.web.doors import SECRET, ProxyDoor
from compliance.web.living import Living
from compliance.web.routes import Server
from compliance.web.store import Store

WORD = "a word that only the two know, of 32 signs"
FORM = {"content-type": "application/x-www-form-urlencoded"}
PEOPLE = """\
people:
  - {id: e, name: Eva Evaluator, roles: {arcadia: evaluator}}
  - {id: s, name: Sam Second, roles: {arcadia: second}}
  - {id: r, name: Rea Reviewer, roles: {arcadia: reviewer}}
  - {id: o, name: Ola Own, roles: {arcadia: manager}}
  - {id: d, name: Dan Reader, roles: {arcadia: reader}}
  - {id: m, name: Max Manager, roles: {"*": manager}}
  - {id: u, name: Uma Utopia, roles: {utopia: [evaluator, second, reviewer, manager, reader]}}
  - {id: n, name: Nora Nobody, roles: {}}
"""
SITE = Path(__file__).parents[1] / "problems/unknown-cycle/reports"
IDS = "esrodmun"
UTOPIA = """\
  - id: utopia
    iso2: XB
    iso3: XBU
    names:
      - text: {en: Utopia}
    currency: XTS
    state: State of Utopia
"""


def nations(desk: Desk, people: str = PEOPLE) -> Desk:
    """Adds a second country, which is the first under another name, and people."""
    folder = desk.root / "assessments"
    (folder / "jurisdictions.yaml").write_text((folder / "jurisdictions.yaml").read_text("utf-8") + UTOPIA, "utf-8")
    shutil.copytree(folder / "arcadia", folder / "utopia")
    for file in sorted((folder / "utopia").rglob("*.yaml")):
        file.write_text(file.read_text("utf-8").replace("country: arcadia", "country: utopia"), "utf-8")
    for log in (folder / "utopia").glob("log*.jsonl"):
        log.unlink()
    (desk.root / "people.yaml").write_text(people, "utf-8")
    return desk


def with_site(root: Path) -> None:
    """Adds the plans of a site, drafts and all."""
    shutil.copytree(SITE, root / "reports")
    file = root / "reports/site.yaml"
    file.write_text(file.read_text("utf-8").replace('cycle: "2062"', "drafts: true"), "utf-8")


@dataclass
class Person(Browser):
    """A browser of somebody whom the proxy names."""

    id: str = ""

    def ask(self, method: str, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        named = {"remote-user": self.id, SECRET: WORD} if self.id else {}
        return super().ask(method, address, body, {**named, **headers})


class Team:
    """The server of a folder, as those see it whom a proxy names."""

    def __init__(self, root: Path, output: Path | None = None) -> None:
        self.root, self.living = root, Living(root, lambda site: site)
        door = ProxyDoor(header="remote-user", secret=WORD)
        beside = output or root.with_name("out")
        store = Store(beside.with_name("state"))
        self.server = Server(
            root=root, living=self.living, door=door, working=True, output=beside, local=LOCAL, store=store
        )
        self.application = app(self.server)

    def person(self, id_: str) -> Person:
        return Person(self.application, id=id_)


__all__ = ("FORM", "IDS", "ORIGIN", "Answer", "Person", "Team", "nations", "with_site")
