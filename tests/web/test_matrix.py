"""Who may ask for what: every address of the server, for everybody, in their country and in another one.

What is expected stands here, by the name of the address; an address that does not stand here fails. Everybody comes through a
proxy, so that nobody has the files.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from asking import ORIGIN, Answer, Browser
from desk import Desk, two_evaluators
from nations import FORM, IDS, Team, nations

from compliance.web import builds
from compliance.web.accounts import AccountDoor
from compliance.web.app import HERE, ROUTES, app
from compliance.web.doors import SECRET
from compliance.web.routes import Server
from compliance.web.start import local
from compliance.web.store import Store

OPEN, KNOWN, ANY, MANAGE = "everybody", "esrodmun", "esrodm", "m"
"""Strangers too; whoever is signed in, without any role too; whoever has a role for the country; who manages all countries.

Otherwise the letters say whose role in the country allows it: (e)valuator, (s)econd, (r)eviewer, manager of the country (o)
and of all (m), rea(d)er.
"""
DOES: Mapping[str, str] = {
    "GET /work-assets/{name}": OPEN,
    "GET /assets/{name}": OPEN,
    "GET /assets/fonts/{name}": OPEN,
    "POST /language": OPEN,
    "GET /sign-in/": OPEN,
    "POST /sign-in/": OPEN,
    "POST /sign-out/": OPEN,
    "GET /invitation/{key}/": OPEN,
    "GET /request/{key}/": OPEN,
    "POST /request/{key}/": OPEN,
    "POST /invitation/{key}/": OPEN,
    "GET /work/": KNOWN,
    "POST /work/presence": ANY,
    "GET /work/{country}/{cycle}/{instrument}/": ANY,
    "POST /work/{country}/{cycle}/{instrument}/submit": "eom",
    "GET /work/{country}/{cycle}/{instrument}/{article}/": ANY,
    "POST /work/{country}/{cycle}/{instrument}/{article}/": "e",
    "POST /work/{country}/{cycle}/{instrument}/{article}/rows/": ANY,
    "POST /work/{country}/{cycle}/{instrument}/{article}/remark/": "rom",
    "POST /work/{country}/{cycle}/{instrument}/{article}/remark/ reply": "esrom",
    "POST /work/{country}/{cycle}/{instrument}/{article}/remark/ settle": "rom",
    "POST /work/{country}/{cycle}/{instrument}/{article}/effect": "e",
    "POST /work/{country}/{cycle}/{instrument}/{article}/check/": "e",
    "GET /work/{country}/{cycle}/{instrument}/workbook/": ANY,
    "GET /work/{country}/{cycle}/{instrument}/workbook/file.xlsx": ANY,
    "POST /work/{country}/{cycle}/{instrument}/workbook/": "e",
    "POST /work/{country}/{cycle}/{instrument}/workbook/write/": "e",
    "GET /review/": KNOWN,
    "GET /review/{country}/{cycle}/{instrument}/": "rom",
    "POST /review/{country}/{cycle}/{instrument}/return": "rom",
    "POST /review/{country}/{cycle}/{instrument}/review": "r",
    "GET /review/{country}/{cycle}/{instrument}/raters/": "rom",
    "POST /review/{country}/{cycle}/{instrument}/raters/": "rom",
    "GET /review/{country}/{cycle}/{instrument}/{article}/": "rom",
    "GET /review/{country}/{cycle}/{instrument}/{article}/history/": ANY,
    "GET /review/{country}/{cycle}/{instrument}/{article}/rerate/": "e",
    "POST /review/{country}/{cycle}/{instrument}/{article}/rerate/": "e",
    "POST /review/{country}/{cycle}/{instrument}/{article}/accept": "r",
    "POST /review/{country}/{cycle}/{instrument}/{article}/remark": "rom",
    "POST /review/{country}/{cycle}/{instrument}/{article}/reply": "esrom",
    "POST /review/{country}/{cycle}/{instrument}/{article}/close": "rom",
    "GET /desk/builds/": "omu",
    "POST /desk/builds/": "omu",
    "POST /desk/builds/stop/": "omu",
    "GET /desk/builds/progress.json": "omu",
    "GET /desk/builds/all.zip": "omu",
    "GET /desk/builds/files/{name}": "omu",
    "GET /desk/": "omu",
    "GET /desk/board.csv": "omu",
    "GET /desk/problems/": "omu",
    "GET /desk/problems/{code}/": KNOWN,
    "GET /desk/start/": MANAGE,
    "POST /desk/start/": MANAGE,
    "GET /desk/{country}/new/": "om",
    "POST /desk/{country}/new/": "om",
    "GET /desk/{country}/registers/": "eom",
    "GET /desk/{country}/registers/new-act/": "eom",
    "POST /desk/{country}/registers/new-act/": "eom",
    "GET /desk/{country}/registers/new-document/": "eom",
    "POST /desk/{country}/registers/new-document/": "eom",
    "GET /desk/{country}/registers/{register}/{id}/": "eom",
    "POST /desk/{country}/registers/{register}/{id}/": "eom",
    "POST /desk/{country}/registers/{register}/{id}/file/": "esrom",
    "GET /desk/{country}/figures/": "eom",
    "GET /desk/{country}/figures/{series}/{year}/": "eom",
    "POST /desk/{country}/figures/{series}/{year}/": "eom",
    "GET /desk/{country}/requests/": "eom",
    "POST /desk/{country}/requests/ask/": "eom",
    "GET /desk/{country}/requests/request.xlsx": "eom",
    "POST /desk/{country}/requests/{institution}/due/": "eom",
    "GET /desk/{country}/requests/{institution}/": "eom",
    "POST /desk/{country}/requests/{institution}/link/": "eom",
    "POST /desk/{country}/requests/{institution}/withdraw/": "eom",
    "POST /desk/{country}/requests/{institution}/take/": "eom",
    "POST /desk/{country}/requests/{institution}/aside/": "eom",
    "GET /desk/{country}/{cycle}/": "om",
    "POST /desk/{country}/{cycle}/seal/": "om",
    "GET /desk/{country}/{cycle}/{instrument}/": "om",
    "POST /desk/{country}/{cycle}/{instrument}/submit/": "eom",
    "POST /desk/{country}/{cycle}/{instrument}/return/": "rom",
    "POST /desk/{country}/{cycle}/{instrument}/review/": "r",
    "POST /desk/{country}/{cycle}/{instrument}/adopt/": "om",
    "POST /desk/{country}/{cycle}/{instrument}/assign/": "om",
    "GET /desk/{country}/{cycle}/{instrument}/deadlines.ics": "om",
    "GET /people/": MANAGE,
    "POST /people/": MANAGE,
    "GET /people/{person}/": MANAGE,
    "POST /people/{person}/": MANAGE,
    "POST /people/{person}/remove/": MANAGE,
    "POST /people/{person}/invite/": MANAGE,
    "POST /people/{person}/close/": MANAGE,
}
OF_SECOND: Mapping[str, str] = {
    "POST /work/{country}/{cycle}/{instrument}/submit": "som",
    "POST /work/{country}/{cycle}/{instrument}/{article}/": "s",
    "POST /work/{country}/{cycle}/{instrument}/{article}/effect": "s",
    "POST /work/{country}/{cycle}/{instrument}/{article}/check/": "s",
    "POST /work/{country}/{cycle}/{instrument}/workbook/": "s",
    "POST /work/{country}/{cycle}/{instrument}/workbook/write/": "s",
    "POST /desk/{country}/{cycle}/{instrument}/submit/": "om",
}
"""What is otherwise for the checklist of a second evaluator."""
ONLY_FIRST = ("rerate/", "raters/", "/accept")
"""What there is of a first evaluator's checklist alone."""
PARTS = {
    "cycle": "2026", "instrument": "lighthouses", "article": "1", "register": "acts", "id": "lights-act",
    "series": "lights_reported", "year": "2024", "institution": "Authorities", "person": "spare", "code": "unknown-field",
    "name": "work.css", "key": "nothing",
}  # fmt: skip
WITHOUT = (
    "GET /assets/fonts/", "GET /assets/{name}", "GET /desk/builds/files/", "POST /people/{person}/invite/",
    "POST /people/{person}/close/", "GET /request/{key}/", "POST /request/{key}/",
    "POST /desk/{country}/requests/{institution}/due/", "POST /review/{country}/{cycle}/{instrument}/{article}/close",
    "POST /review/{country}/{cycle}/{instrument}/{article}/reply",
)  # fmt: skip
"""Of what there is nothing here, even for whoever may."""


def sent(name: str, country: str, instrument: str) -> Mapping[str, str]:
    """What a form sends, so that what it does becomes clear."""
    answer = {"c": "L.1.1", "where": "L.1.1", "text": "Why?"}
    if name.endswith("presence"):
        return {**PARTS, "country": country, "instrument": instrument}
    more = {"reply": {"number": "1"}, "settle": {"number": "1", "settle": "1"}}
    return {**answer, **more.get(name.rpartition(" ")[2], {})}


def asked(person: Browser, name: str, country: str, instrument: str) -> Answer:
    """What somebody is answered at an address of a country."""
    method, path, *_more = name.split(" ")
    for part, value in {**PARTS, "country": country, "instrument": instrument}.items():
        path = path.replace(f"{{{part}}}", value)
    if path.endswith(("/workbook/", "/file/")) and method == "POST":
        return person.upload(path, "some.xlsx", b"nothing")
    path = f"{path}?c=L.1.1" if path.endswith(("/history/", "/rerate/")) else path
    body = urlencode(sent(name, country, instrument)).encode() if method == "POST" else b""
    return person.ask(method, path, body, {**ORIGIN, **FORM})


class Stage:
    """Everybody, and the folder, which is as it was again whenever somebody wrote into it."""

    def __init__(self, root: Path) -> None:
        people = nations(two_evaluators(Desk(root / "work")))
        self.desk, self.kept = people, root / "kept"
        file = people.root / "people.yaml"
        file.write_text(f"{file.read_text('utf-8')}  - {{id: spare, name: Spare Person, roles: {{}}}}\n", "utf-8")
        for country in ("arcadia", "utopia"):
            years = ("--from", "2021", "--to", "2023", "--output", str(root / f"{country}.xlsx"))
            assert people.status("indicators", "request", country, *years, "--by", "Max Manager") == 0
        self.team = Team(people.root, root / "out")
        self.people = {id_: self.team.person(id_) for id_ in IDS}
        shutil.copytree(people.root, self.kept)
        self.before = people.files()

    def wrote(self) -> bool:
        """Whether somebody wrote; then it is as it was again."""
        if (now := self.desk.files()) == self.before:
            return False
        for path in now.keys() - self.before.keys():
            (self.desk.root / path).unlink()
        for path, content in self.before.items():
            if now.get(path) != content:
                (self.desk.root / path).write_bytes(content)
        self.team.living.refresh(map(Path, self.before))
        return True


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builds.Builds, "begin", lambda *_: True)
        yield Stage(tmp_path_factory.mktemp("stage"))


def test_every_address_is_expected_here_and_no_other(tmp_path: Path) -> None:
    doors = AccountDoor(Store(tmp_path), frozenset()).routes
    assert {name for name in DOES if name.count(" ") == 1} == {route.name for route in (*ROUTES, *doors)}


def named(door: str = "/sign-in/ /sign-out/ /invitation/") -> list[str]:
    """Every address of this server, which has a door without pages."""
    return [name for name in DOES if not name.split(" ")[1].startswith(tuple(door.split()))]


def expected(name: str, country: str, may: str) -> str:
    """The ids of those who may."""
    if may in (OPEN, KNOWN) or ("{country}" not in name and not name.endswith("presence")):
        return KNOWN if may == OPEN else may
    return may if country == "arcadia" else f"{'m' if 'm' in may else ''}u"


def tried(stage: Stage, name: str, country: str, instrument: str, may: str) -> None:
    """Asks as everybody: whom it is not open to is refused, and writes nothing; by asking for a page nobody does."""
    answers = dict[str, int]()
    for id_, person in stage.people.items():
        answers[id_] = status = asked(person, name, country, instrument).status
        assert status < 500, (name, id_, status)
        if stage.wrote():
            assert name.startswith("POST"), (name, id_)
            assert status == 303, (name, id_, status)
    who = expected(name, country, may)
    assert {id_: status for id_, status in answers.items() if (status == 403) == (id_ in who)} == {}, (
        name,
        country,
        answers,
    )
    if not name.startswith(WITHOUT):
        assert any(answers[id_] not in (403, 404, 405) for id_ in who), (name, answers)


@pytest.mark.parametrize("name", named())
def test_each_may_what_their_role_for_the_country_allows_and_nothing_else(stage: Stage, name: str) -> None:
    for country in ("arcadia", "utopia") if "{country}" in name or name.endswith("presence") else ("arcadia",):
        tried(stage, name, country, "lighthouses", DOES[name])


@pytest.mark.parametrize("name", [name for name in named() if "{instrument}" in name and not name.endswith(ONLY_FIRST)])
def test_each_may_the_same_on_the_checklist_of_the_second_but_answers_are_theirs(stage: Stage, name: str) -> None:
    for country in ("arcadia", "utopia"):
        tried(stage, name, country, "lighthouses.second", OF_SECOND.get(name, DOES[name]))


@pytest.mark.parametrize("name", [name for name in named() if "{country}" in name])
def test_of_a_country_that_is_not_there_nobody_learns_or_does_anything(stage: Stage, name: str) -> None:
    for country in ("nowhere", "*"):
        for id_ in "mun":
            assert asked(stage.people[id_], name, country, "lighthouses").status in (403, 404, 422)
    assert not stage.wrote()


@pytest.mark.parametrize("door", ["proxy", "accounts", "key"])
def test_strangers_are_turned_away_at_each_door_and_write_nothing(stage: Stage, door: str, tmp_path: Path) -> None:
    server = stage.team.server
    application = {
        "proxy": lambda: stage.team.application,
        "accounts": lambda: app(_with_accounts(server, tmp_path)),
        "key": lambda: app(local(stage.team.living, "the key", root=server.root, by="Max Manager")),
    }[door]()
    stranger = Browser(application)
    for name in named("" if door == "accounts" else "/sign-in/ /sign-out/ /invitation/"):
        answer = asked(stranger, name, "arcadia", "lighthouses")
        to = {"proxy": 401, "key": 403, "accounts": 303 if name.startswith("GET") else 401}[door]
        assert answer.status == to or DOES[name] == OPEN, (name, answer.status)
        assert answer.status != 303 or answer.location in ("/sign-in/", "/work/"), name
        assert name.startswith("GET /sign-in") or "Arcadia" not in answer.text
    for path in ("/", "/arcadia/", "/data.json", "/nothing", "/../people.yaml"):
        assert stranger.get(path).status in (303, 401, 403)
    assert not stage.wrote()


def _with_accounts(server: Server, folder: Path) -> Server:
    store = Store(folder / "state")
    return replace(server, door=AccountDoor(store, frozenset((HERE,))), store=store)


def test_a_name_in_a_header_counts_for_nothing_without_the_secret(stage: Stage) -> None:
    for headers in ({"remote-user": "m"}, {"remote-user": "m", SECRET: "another"}, {"remote-user": "m", SECRET: ""}):
        assert Browser(stage.team.application).get("/people/", **headers).status == 401


def test_what_is_wrong_in_the_folder_is_told_to_nobody_at_the_door_and_to_nobody_without_a_role(
    stage: Stage, tmp_path: Path
) -> None:
    file = stage.desk.root / "assessments/arcadia/2026/lighthouses.yaml"
    file.write_text(file.read_text("utf-8").replace("rating: met", "rating: telltale"), "utf-8")
    stage.team.living.refresh()
    stranger = Browser(app(_with_accounts(stage.team.server, tmp_path)))
    pages = [
        stranger.get("/sign-in/"),
        *(stage.people["n"].get(path) for path in ("/work/", "/review/", "/", "/desk/")),
    ]
    assert pages[0].status == 200
    assert not any("telltale" in page.text for page in pages)
    assert "telltale" in stage.people["d"].get("/work/").text
    assert stage.wrote()
