"""Two countries on one desk, with people of one role each, who come through a proxy: nobody of them has the files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from asking import ORIGIN, Answer, Browser
from desk import Desk

from compliance.report.build.kinds import jobs
from compliance.web.app import HERE, LOCAL, app
from compliance.web.living import Living
from compliance.web.places import ROUTES
from compliance.web.proxy import SECRET, ProxyDoor
from compliance.web.routes import Server
from compliance.web.store import Store
from compliance.workspace import Workspace

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


def addresses(team: Team) -> Iterator[str]:
    """Every address that is asked for, with every checklist of the country, an article of each, and its criteria."""
    workspace = team.living.state().workspace
    for route in ROUTES:
        if route.method != "GET":
            continue
        path = route.path.replace("{country}", "arcadia").replace("{cycle}", "2026").replace("{person}", "s")
        path = path.replace("{code}", "unknown-field").replace("{institution}", "Authorities")
        for name in ("lt-12", "lt-12.second", "lt-31") if "{instrument}" in path else ("",):
            yield from _inside(workspace, path.replace("{instrument}", name), name)


def _inside(workspace: Workspace, path: str, name: str) -> Iterator[str]:
    at = workspace.countries["arcadia"]
    if "{article}" in path:
        articles = [each for each in workspace.instruments[name.partition(".")[0]].value.articles if each.criteria]
        for article in articles[:3]:
            yield from (f"{path.replace('{article}', article.number)}?c={each.id}" for each in article.criteria[:3])
    elif "{register}" in path:
        for kind, ids in (("acts", at.acts()), ("documents", at.documents())):
            yield from (path.replace("{register}", kind).replace("{id}", quote(id_)) for id_ in [*ids][:4])
    elif "builds/files/" in path:
        yield from (path.replace("{name}", job.name) for job in jobs(workspace))
    elif "{" not in path:
        yield path
        if path.endswith("/2026/"):
            yield f"{path}?verify=1"


__all__ = (
    "FORM",
    "HERE",
    "IDS",
    "ORIGIN",
    "Answer",
    "Person",
    "Team",
    "addresses",
    "nations",
    "with_site",
)
