"""What stands before every request of the workplace: names, origins, sizes, headers; and what every route asks for."""

from __future__ import annotations

from pathlib import Path
from threading import BoundedSemaphore, Thread

import pytest
from asking import HOST, ORIGIN, Browser, workplace
from desk import Desk

from compliance.web import guard
from compliance.web.app import HERE, ROUTES
from compliance.web.guard import HEADERS
from compliance.web.routes import Route


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    return workplace(Desk(tmp_path_factory.mktemp("desk") / "work").root, by="Ana")


SENT = {"language": "sr", "back": "/work/"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (ORIGIN, 303),
        ({"origin": f"http://{HOST}"}, 303),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": f"http://{HOST}.evil.example"}, 403),
        ({"origin": f"http://{HERE}:9000"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"origin": f"http://{HOST}", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://evil.example", "sec-fetch-site": "same-origin"}, 403),
    ],
)
def test_only_pages_of_this_server_may_send_something(browser: Browser, headers: dict[str, str], status: int) -> None:
    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = browser.ask("POST", "/language", b"language=sr&back=/work/", {**kind, **headers})
    assert answer.status == status
    assert {name: answer.headers[name.lower()] for name in HEADERS} == dict(HEADERS)


def test_a_request_has_a_size(browser: Browser) -> None:
    much = b"x" * (guard.MOST + 1)
    assert browser.ask("POST", "/language", much, ORIGIN).status == 413
    kind = {**ORIGIN, "content-type": "application/x-www-form-urlencoded"}
    assert browser.ask("POST", "/language", much, {**kind, "content-length": "12"}).status == 413
    assert browser.ask("POST", "/language", b"", {**ORIGIN, "content-length": "many"}).status == 413


@pytest.mark.parametrize(
    "back", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x", "", "evil"]
)
def test_nobody_is_led_to_another_server(browser: Browser, back: str) -> None:
    assert browser.post("/language", {**SENT, "back": back}).location == "/work/"


def test_a_language_that_nobody_speaks_is_refused(browser: Browser) -> None:
    assert browser.post("/language", {**SENT, "language": "xx"}).status == 422


def test_every_route_that_does_something_for_a_country_says_which() -> None:
    general = ("open", "known", "manage", "read")
    assert [route.name for route in ROUTES if route.permission not in general and "{country}" not in route.path] == []
    assert [route.name for route in ROUTES if route.permission == "read" and "{country}" not in route.path] == []
    assert len({route.name for route in ROUTES}) == len(ROUTES)


def test_without_a_name_nobody_works(tmp_path: Path) -> None:
    reading = workplace(Desk(tmp_path / "work").root)
    asked = [reading.ask(route.method, route.path, b"", ORIGIN).status for route in ROUTES]
    assert set(asked) <= {404, 405, 503}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_nobody_comes_in_without_the_key(browser: Browser, route: Route) -> None:
    if route.permission == "open":
        return
    stranger = Browser(browser.application)
    assert stranger.ask(route.method, route.path, b"", ORIGIN).status == 403


def test_another_key_opens_nothing(browser: Browser) -> None:
    stranger = Browser(browser.application)
    assert stranger.get("/work/?key=guess").status == 403
    assert stranger.cookies == {}
    for guess in ("guess", "secre", "secret2", ""):
        assert Browser(browser.application, {"key": guess}).get("/work/").status == 403


@pytest.mark.parametrize(
    "path", ["/assets/site.css", "/assets/fonts/SourceSans3-Regular.woff2", "/work-assets/work.css"]
)
def test_pages_have_their_looks_before_anybody_is_let_in(browser: Browser, path: str) -> None:
    stranger = Browser(browser.application)
    assert stranger.get(path).status == 200
    assert stranger.get(f"{path}.map").status in (403, 404)


def test_what_waits_elsewhere_takes_nobody_s_turn(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = BoundedSemaphore(1)
    monkeypatch.setattr("compliance.web.app.AT_ONCE", nobody)
    nobody.acquire()
    statuses: list[int] = []
    asked = (
        lambda: browser.post("/language", SENT),
        lambda: browser.upload("/work/arcadia/2026/lighthouses/workbook/", "book.xlsx", b"none"),
        lambda: browser.get("/work/"),
    )
    threads = [Thread(target=lambda ask=ask: statuses.append(ask().status), daemon=True) for ask in asked]
    for thread in threads[:2]:
        thread.start()
        thread.join(20)
    threads[2].start()
    threads[2].join(0.3)
    assert statuses == [303, 422]
    nobody.release()
    threads[2].join(20)
    assert statuses == [303, 422, 200]
