"""Who comes in to the server of a team: accounts, invitations, sessions, failed attempts, a proxy."""

from __future__ import annotations

import hmac
import sqlite3
import stat
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.profiles import RFC_9106_LOW_MEMORY
from asking import HOST, ORIGIN, Answer, Browser
from desk import Desk
from starlette.requests import Request

from compliance.web import accounts as module
from compliance.web import store as store_module
from compliance.web.accounts import INVITATION, AccountDoor
from compliance.web.app import HERE, LOCAL, app
from compliance.web.doors import KeyDoor, ProxyDoor
from compliance.web.living import Living
from compliance.web.routes import Door, Server
from compliance.web.start import Settings, first_keys, started
from compliance.web.store import FILE, IDLE, INVITED, LONGEST, Store, delay

PEOPLE = """\
people:
  - {id: eva, name: Eva Evaluator, email: Eva@example.org, roles: {arcadia: evaluator}}
  - {id: max, name: Max Manager, roles: {"*": manager}}
  - {id: nora, name: Nora Nobody, roles: {}}
"""
PASSWORD = "a lamp on every rock"
WRONG = "Name or password is wrong."
SECRET = "0123456789abcdef0123456789abcdef"


class Team:
    """The server of a team, with a clock that somebody sets."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder / "work")
        (self.desk.root / "people.yaml").write_text(PEOPLE, "utf-8")
        self.now = 1_800_000_000.0
        self.state = folder / "state"
        self.store = Store(self.state, lambda: self.now)
        self.living = Living(self.desk.root, lambda site: site)
        door, root = AccountDoor(self.store, LOCAL), self.desk.root
        self.server = Server(
            root=root, living=self.living, door=door, working=True, output=root / "build", store=self.store, local=LOCAL
        )
        self.application = app(self.server, LOCAL | {"law.example.org"})

    def behind_a_proxy(self) -> Browser:
        return Browser(app(replace(self.server, door=ProxyDoor(header="remote-user", secret=SECRET))))

    def browser(self) -> Browser:
        return Browser(self.application)

    def invitation(self, person: str = "eva") -> str:
        return f"/invitation/{self.store.offer(INVITATION, person)}/"

    def joined(self, person: str = "eva") -> Browser:
        browser = self.browser()
        assert self.accept(browser, self.invitation(person)).location == "/work/"
        return browser

    def accept(self, browser: Browser, address: str, password: str = PASSWORD, again: str | None = None) -> Answer:
        return browser.post(address, {"password": password, "again": password if again is None else again})

    def sign_in(self, browser: Browser, name: str = "eva", password: str = PASSWORD, **headers: str) -> Answer:
        return browser.post("/sign-in/", {"name": name, "password": password}, **headers)


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    monkeypatch.setattr(module, "hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    module._nobody.cache_clear()
    return Team(tmp_path)


def is_in(browser: Browser) -> bool:
    """Whether a browser is signed in: somebody who is may choose to see the page of people, or is told why not."""
    return browser.get("/people/").status in (200, 403)


# Accounts and passwords.


def test_passwords_are_hashed_as_rfc_9106_recommends() -> None:
    module.hasher.cache_clear()
    hasher = module.hasher()
    used = (hasher.memory_cost, hasher.time_cost, hasher.parallelism, hasher.type)
    wanted = RFC_9106_LOW_MEMORY
    assert used == (wanted.memory_cost, wanted.time_cost, wanted.parallelism, wanted.type)


def test_nobody_comes_in_without_a_session(team: Team) -> None:
    asked = team.browser().get("/people/")
    assert (asked.status, asked.location) == (303, "/sign-in/")
    assert team.browser().post("/people/", {"id": "x", "name": "X"}).status == 401
    assert team.browser().get("/").location == "/sign-in/"
    assert "Sign in" in team.browser().get("/sign-in/").seen


def test_an_invitation_makes_an_account_and_a_session(team: Team) -> None:
    browser, address = team.browser(), team.invitation()
    assert "Welcome, Eva Evaluator" in browser.get(address).seen
    assert team.accept(browser, address).location == "/work/"
    assert is_in(browser)
    other = team.browser()
    assert team.accept(other, address).status == 404
    assert not is_in(other)
    assert [team.sign_in(team.browser(), name).status for name in ("eva", "Eva Evaluator", "eva@EXAMPLE.org")] == [
        303
    ] * 3


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "Eva Evaluator123", "x" * 1001])
def test_a_weak_password_is_refused_and_the_invitation_stays_good(team: Team, password: str) -> None:
    browser, address = team.browser(), team.invitation()
    assert team.accept(browser, address, password).status == 422
    assert "do not agree" in team.accept(browser, address, PASSWORD, "another lamp on it").seen
    assert team.accept(browser, address).status == 303


def test_one_invitation_admits_one(team: Team) -> None:
    address = team.invitation()
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: team.accept(team.browser(), address).status, range(8)))
    assert sorted(statuses) == [303] + [404] * 7


def test_an_invitation_ends_after_a_week_when_another_is_made_and_with_the_person(team: Team) -> None:
    old = team.invitation()
    team.now += INVITED - 1
    assert team.browser().get(old).status == 200
    team.now += 1
    assert team.browser().get(old).status == 404
    first, second = team.invitation(), team.invitation()
    assert [team.browser().get(address).status for address in (first, second)] == [404, 200]
    people = team.desk.root / "people.yaml"
    people.write_text(people.read_text("utf-8").replace("id: eva,", "id: ivy,"), "utf-8")
    team.living.refresh()
    assert team.browser().get(second).status == 404
    assert team.browser().get("/invitation/anything/").status == 404


def test_a_wrong_name_and_a_wrong_password_look_the_same(team: Team) -> None:
    team.joined()
    wrong = team.sign_in(team.browser(), "eva", "not the password")
    nobody = team.sign_in(team.browser(), "who", "not the password")
    without = team.sign_in(team.browser(), "max", "not the password")
    assert [answer.status for answer in (wrong, nobody, without)] == [403] * 3
    assert {answer.text.replace('value="eva"', "").replace('value="who"', "").replace('value="max"', "") for answer in (wrong, nobody, without)} == {wrong.text.replace('value="eva"', "")}  # fmt: skip
    assert WRONG in wrong.seen


def test_the_password_of_nobody_is_checked_too(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that nobody has takes as long as one that somebody has."""
    checked: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, kept: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
            checked.append(str(password))
            return super().verify(kept, password)

    monkeypatch.setattr(module, "hasher", lambda: Counting(time_cost=1, memory_cost=8, parallelism=1))
    team.sign_in(team.browser(), "who", "the password of nobody")
    assert checked == ["the password of nobody"]
    assert team.sign_in(team.browser(), "who", "the password of nobody").status == 403


def test_whoever_has_no_account_comes_in_by_no_password(team: Team) -> None:
    browser = team.browser()
    assert team.sign_in(browser, "max", "the password of nobody").status == 403
    assert not is_in(browser)


def test_a_password_that_is_too_long_is_not_worked_on(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    team.joined()
    monkeypatch.setattr(module, "hasher", lambda: pytest.fail("it was worked on"))
    assert team.sign_in(team.browser(), "eva", "x" * 1001).status == 403


def test_a_password_is_the_same_however_a_keyboard_composes_its_letters(team: Team) -> None:
    browser = team.browser()
    assert team.accept(browser, team.invitation(), "lampe pr\u00e8s du rocher").status == 303
    assert team.sign_in(team.browser(), "eva", "lampe pre\u0300s du rocher").status == 303


def test_a_key_is_good_for_what_it_was_made_for_alone_and_not_for_longer(team: Team) -> None:
    other = team.store.offer("request", "eva")
    browser = team.browser()
    assert browser.get(f"/invitation/{other}/").status == 404
    assert team.accept(browser, f"/invitation/{other}/").status == 404
    assert team.store.spend(INVITATION, other) is None
    assert team.store.spend("request", other) == "eva"
    old = team.store.offer(INVITATION, "eva")
    team.now += INVITED
    assert team.store.spend(INVITATION, old) is None


# Sessions.


def test_signing_in_makes_a_new_session_whatever_the_browser_had(team: Team) -> None:
    team.joined()
    fixed = team.browser()
    fixed.cookies["session"] = "chosen by somebody else"
    team.sign_in(fixed)
    first = fixed.cookies["session"]
    assert first != "chosen by somebody else"
    team.sign_in(fixed)
    assert fixed.cookies["session"] != first
    stranger = team.browser()
    stranger.cookies["session"] = "chosen by somebody else"
    assert not is_in(stranger)


def test_signing_out_ends_the_session_on_the_server(team: Team) -> None:
    browser = team.joined()
    copied = Browser(team.application, dict(browser.cookies))
    assert is_in(copied)
    out = browser.post("/sign-out/")
    assert not is_in(copied)
    assert not is_in(browser)
    assert "Max-Age=0" in out.headers["set-cookie"]
    assert out.headers["clear-site-data"] == '"cache"', "the pages of the session go with it"


def test_signing_out_everywhere_ends_all_of_them(team: Team) -> None:
    first, second = team.joined(), team.browser()
    team.sign_in(second)
    first.post("/sign-out/")
    assert is_in(second)
    third = team.browser()
    team.sign_in(third)
    third.post("/sign-out/", {"all": "1"})
    assert not is_in(second)


def test_a_session_ends_when_nobody_uses_it_and_in_any_case_after_half_a_day(team: Team) -> None:
    browser = team.joined()
    team.now += IDLE - 1
    assert is_in(browser)
    team.now += IDLE - 1
    assert is_in(browser)
    team.now += IDLE
    assert not is_in(browser)
    team.sign_in(browser)
    for _ in range(int(LONGEST // (IDLE / 2)) - 1):
        team.now += IDLE / 2
        assert is_in(browser)
    team.now += IDLE / 2
    assert not is_in(browser)


def test_another_password_ends_every_session(team: Team) -> None:
    browser = team.joined()
    team.joined()
    assert not is_in(browser)


def test_whoever_is_taken_out_of_people_yaml_is_out_at_once(team: Team) -> None:
    browser = team.joined()
    people = team.desk.root / "people.yaml"
    people.write_text("\n".join(line for line in PEOPLE.splitlines() if "eva" not in line) + "\n", "utf-8")
    team.living.refresh()
    assert not is_in(browser)
    people.write_text(PEOPLE.replace("id: eva, name: Eva Evaluator", "id: ivy, name: eva"), "utf-8")
    team.living.refresh()
    assert not is_in(browser), "whoever is called so now is somebody else"


def test_cookies_are_out_of_reach(team: Team) -> None:
    address = team.invitation()
    plain = team.accept(team.browser(), address).headers["set-cookie"]
    assert plain.startswith("session=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {part.strip() for part in plain.split(";")}
    there = {"host": "law.example.org", "origin": "https://law.example.org"}
    secure = team.sign_in(team.browser(), **there).headers["set-cookie"]
    assert secure.startswith("__Host-session=")
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Secure"} <= {part.strip() for part in secure.split(";")}
    assert "domain" not in secure.casefold()


def test_nothing_in_the_state_can_be_used_by_whoever_reads_it(team: Team) -> None:
    browser = team.joined()
    open_key = team.store.offer(INVITATION, "max")
    everything = "".join(
        str(row)
        for table in ("account", "session", "once", "failure")
        for row in sqlite3.connect(team.state / FILE).execute(f"SELECT * FROM {table}")
    )
    assert not [secret for secret in (browser.cookies["session"], open_key, PASSWORD) if secret in everything]
    assert stat.S_IMODE(team.state.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) & 0o077 for file in team.state.iterdir()} == {0}


# Failed attempts.


def failed(team: Team, times: int, name: str = "eva", address: str = "203.0.113.7") -> Answer:
    for _ in range(times):
        answer = team.sign_in(team.browser(), name, "guess", **{"x-forwarded-for": address})
    return answer


def test_failed_attempts_make_the_next_one_wait(team: Team) -> None:
    team.joined()
    assert failed(team, 5).status == 403
    slow = failed(team, 1)
    assert (slow.status, slow.headers["retry-after"]) == (429, "2")
    assert "Too many attempts. Try again in 2 seconds." in slow.seen
    here = {"x-forwarded-for": "203.0.113.7"}
    assert team.sign_in(team.browser(), **here).status == 429  # the right one waits too
    assert team.sign_in(team.browser(), **{"x-forwarded-for": "203.0.113.8"}).status == 303
    team.now += 1
    assert team.sign_in(team.browser(), **here).status == 303
    assert failed(team, 4).status == 403  # forgotten


def test_each_further_attempt_waits_twice_as_long() -> None:
    assert [delay(times) for times in (0, 1, 2, 9, 10, 1000, 5000)] == [1, 2, 4, 512, 900, 900, 900]


def test_an_address_that_tries_many_names_waits(team: Team) -> None:
    for number in range(30):
        assert failed(team, 1, f"name-{number}").status == 403
    assert failed(team, 1, "one-more").status == 429


def test_whoever_has_an_account_clears_no_way_for_guesses_at_others(team: Team) -> None:
    team.joined()
    for number in range(29):
        failed(team, 1, f"name-{number}")
    assert team.sign_in(team.browser(), **{"x-forwarded-for": "203.0.113.7"}).status == 303
    assert [failed(team, 1, name).status for name in ("name-29", "name-30")] == [403, 429]


def test_of_a_name_of_any_length_little_is_kept(team: Team) -> None:
    assert failed(team, 1, "x" * 100_000).status == 403
    ((longest,),) = sqlite3.connect(team.state / FILE).execute("SELECT max(length(about)) FROM failure")
    assert longest < 300


def test_an_account_that_many_addresses_try_waits(team: Team) -> None:
    team.joined()
    for number in range(100):
        assert failed(team, 1, "eva", f"203.0.113.{number}").status == 403
    assert failed(team, 1, "eva", "198.51.100.1").status == 429


def test_failed_attempts_outlive_the_server(team: Team) -> None:
    failed(team, 5)
    again = Store(team.state, lambda: team.now)
    assert again.wait("here 203.0.113.7 eva", 5) > 0


def test_an_address_that_somebody_writes_before_the_proxy_does_not_count(team: Team) -> None:
    for number in range(6):
        answer = failed(team, 1, "eva", f"192.0.2.{number}, 203.0.113.7")
    assert answer.status == 429


def test_only_two_passwords_are_checked_at_once(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most = [0], [0]

    class Slow(PasswordHasher):
        def verify(self, kept: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
            running[0] += 1
            most[0] = max(most[0], running[0])
            try:
                return super().verify(kept, password)
            finally:
                running[0] -= 1

    monkeypatch.setattr(module, "hasher", lambda: Slow(time_cost=20, memory_cost=1024, parallelism=1))
    module._nobody()
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda _: module.is_password(None, "guess"), range(24)))
    assert most[0] == 2


# The page of people.


def test_a_manager_invites_and_shuts_out(team: Team) -> None:
    manager = team.joined("max")
    assert "Eva Evaluator" in manager.get("/people/").seen
    shown = manager.post("/people/eva/invite/")
    link = shown.text.split(f'value="http://{HOST}')[1].split('"')[0]
    assert "Invitation of Eva Evaluator" in shown.seen
    eva = team.browser()
    assert team.accept(eva, link).status == 303
    assert link not in manager.get("/people/").text
    assert "last seen" in manager.get("/people/").seen
    manager.post("/people/eva/close/")
    assert not is_in(eva)
    assert team.sign_in(team.browser()).status == 403
    assert "account closed: eva" in manager.get("/people/").seen
    again = team.invitation()
    manager.post("/people/eva/close/")
    assert team.browser().get(again).status == 404


@pytest.mark.parametrize("person", ["eva", "nora"])
def test_only_a_manager_of_all_countries_sees_people(team: Team, person: str) -> None:
    browser = team.joined(person)
    assert browser.get("/people/").status == 403
    assert browser.post("/people/", {"id": "x", "name": "X"}).status == 403
    for deed in ("invite", "close", "remove"):
        assert browser.post(f"/people/max/{deed}/").status == 403
    before = (team.desk.root / "people.yaml").read_bytes()
    assert browser.post(f"/people/{person}/", {"name": "X", "role.*.manager": "1"}).status == 403
    assert (team.desk.root / "people.yaml").read_bytes() == before


def test_roles_are_changed_in_the_file_and_hold_at_once(team: Team) -> None:
    manager, eva = team.joined("max"), team.joined()
    people = team.desk.root / "people.yaml"
    people.write_text(f"# Agreed on 3 March.\n{PEOPLE}", "utf-8")
    sent = {"name": "Eva Evaluator", "also": "E. Evaluator\n", "email": "eva@example.org", "role.arcadia.reviewer": "1"}
    assert (
        manager.post("/people/eva/", {**sent, "role.*.manager": "1", "role.nowhere.manager": "1"}).location
        == "/people/"
    )
    text = people.read_text("utf-8")
    assert text.startswith("# Agreed on 3 March.\n")
    assert "Nora Nobody, roles: {}}" in text
    page = eva.get("/people/eva/")
    assert "E. Evaluator" in page.text
    assert 'name="role.arcadia.reviewer" value="1" checked' in page.text
    assert 'name="role.arcadia.evaluator" value="1">' in page.text


def test_somebody_new_starts_without_a_role(team: Team) -> None:
    manager = team.joined("max")
    assert manager.post("/people/", {"id": "sam", "name": "Sam  Second", "email": ""}).location == "/people/sam/"
    assert "Sam Second" in manager.get("/people/").seen
    refused = manager.post("/people/", {"id": "sam", "name": "Sam Other"})
    assert (refused.status, "Somebody has that id already." in refused.seen) == (422, True)
    assert 'value="Sam Other"' in refused.text
    wrong = manager.post("/people/", {"id": "eva-2", "name": "Eva Evaluator"})
    assert wrong.status == 422
    assert (team.desk.root / "people.yaml").read_text("utf-8").count("Eva Evaluator") == 1


def test_nobody_locks_everybody_out(team: Team) -> None:
    manager = team.joined("max")
    before = (team.desk.root / "people.yaml").read_bytes()
    for answer in (manager.post("/people/max/", {"name": "Max Manager"}), manager.post("/people/max/remove/")):
        assert "somebody has to let others in" in answer.seen
    assert (team.desk.root / "people.yaml").read_bytes() == before
    manager.post("/people/nora/", {"name": "Nora Nobody", "role.*.manager": "1"})
    assert manager.post("/people/max/remove/").status == 303
    assert not is_in(manager)


def test_somebody_who_is_taken_out_loses_the_account(team: Team) -> None:
    manager, eva = team.joined("max"), team.joined()
    manager.post("/people/eva/remove/")
    assert not is_in(eva)
    assert "eva" not in team.store.accounts()


# Behind a proxy, and how a server starts.


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"remote-user": "max", "x-proxy-secret": SECRET}, 200),
        ({"remote-user": "eva@example.org", "x-proxy-secret": SECRET}, 403),
        ({"remote-user": "max"}, 401),
        ({"remote-user": "max", "x-proxy-secret": SECRET[:-1]}, 401),
        ({"remote-user": "max", "x-proxy-secret": ""}, 401),
        ({"remote-user": "who", "x-proxy-secret": SECRET}, 401),
        ({"remote-user": "", "x-proxy-secret": SECRET}, 401),
        ({"x-proxy-secret": SECRET}, 401),
    ],
)
def test_a_proxy_names_people_and_nobody_else_does(team: Team, headers: Mapping[str, str], status: int) -> None:
    assert team.behind_a_proxy().get("/people/", **headers).status == status


def test_a_name_from_elsewhere_is_refused_with_the_secret_too(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = team.behind_a_proxy()
    named = {"remote-user": "max", "x-proxy-secret": SECRET}
    monkeypatch.setattr("asking.HERE", "203.0.113.9")
    assert browser.get("/people/", **named).status == 401
    monkeypatch.setattr("asking.HERE", HERE)
    assert browser.get("/people/", **named).status == 200


@pytest.mark.parametrize(
    "door", [ProxyDoor(header="remote-user", secret=SECRET), KeyDoor(key=SECRET, by="Max Manager")]
)
def test_the_time_of_an_answer_tells_nothing_of_a_secret(
    team: Team, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def noted(named: bytes, secret: bytes) -> bool:
        compared.append((named, secret))
        return named == secret

    monkeypatch.setattr(hmac, "compare_digest", noted)
    headers = [(b"remote-user", b"max"), (b"x-proxy-secret", b"guess"), (b"cookie", b"key=guess")]
    request = Request({"type": "http", "client": (HERE, 1), "headers": headers})
    assert door.session(request, team.living.state().workspace.roll) is None
    assert compared == [(b"guess", SECRET.encode())]


def test_state_does_not_lie_in_the_folder_that_is_served(team: Team) -> None:
    root = team.desk.root
    settings = Settings(root=root, adapted=lambda site: site, port=0, output=root, accounts=True, state=root / "state")
    with pytest.raises(ValueError, match="lies in the folder that is served"):
        started(settings)


def test_the_first_manager_is_invited_when_the_server_starts(team: Team) -> None:
    root = team.desk.root
    settings = Settings(
        root=root, adapted=lambda site: site, port=8000, output=root, accounts=True, state=team.state.parent / "other"
    )
    ((name, address),) = started(settings).invitations
    assert (name, address.startswith(f"http://{HERE}:8000/invitation/")) == ("Max Manager", True)
    people = team.living.state().inputs
    team.joined()
    assert first_keys(team.store, people.workspace.roll if people else None) == ()


def test_who_has_no_role_reads_nothing(team: Team) -> None:
    assert team.joined("nora").get("/").status == 403


def test_store_forgets_attempts_after_a_day(team: Team) -> None:
    failed(team, 5)
    team.now += store_module.FORGOTTEN + 1
    team.store.failed("another")
    assert team.store.wait("here 203.0.113.7 eva", 5) == 0
    assert ORIGIN["origin"] == f"http://{HOST}"
