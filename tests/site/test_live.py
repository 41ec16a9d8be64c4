"""The live site: the same files as the static one, for whoever has the key, and never written to."""

from __future__ import annotations

import re
import time
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote

import pytest
from asking import KEY, Browser
from hostile import combined
from undrawn import undrawn  # noqa: F401  # for every test here

from compliance.inputs import digests, read_inputs
from compliance.report.site import site_files
from compliance.web import living as living_module
from compliance.web.app import HERE, app
from compliance.web.guard import HEADERS
from compliance.web.living import Living
from compliance.web.start import local


@cache
def root() -> Path:
    return combined(Path(mkdtemp()) / "workspace")


@cache
def shared() -> Living:
    return Living(root(), lambda site: site)


def client(living: Living | None = None, *, admitted: bool = True) -> Browser:
    application = app(local(living or shared(), KEY, root=root()))
    return Browser(application, {"key": KEY} if admitted else {})


def address(path: str) -> str:
    return f"/{quote(path.removesuffix('index.html'))}"


def test_every_file_is_that_of_the_static_site() -> None:
    filed = read_inputs(root())[0].workspace.site
    assert filed is not None
    asking = client()
    for path, content in site_files(read_inputs(root())[0], filed.value).files.items():
        answer = asking.get(address(path))
        assert (answer.status, answer.content) == (200, content), path


def test_asking_changes_nothing() -> None:
    before = digests(root())
    asking = client()
    for path in ("/", "/arcadia/", "/search/?q=letter", "/data/scores.csv", "/nowhere/"):
        asking.get(path)
    assert digests(root()) == before
    mine = {"origin": f"http://{HERE}:8000"}
    assert {asking.get("/", method, **mine).status for method in ("POST", "PUT", "DELETE", "PATCH")} == {405}


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", f"{HERE}.evil.example", "[::2]:8000", ""])
def test_a_foreign_name_is_refused(host: str) -> None:
    assert client().get("/", host=host).status == 400


@pytest.mark.parametrize("host", [f"{HERE}:8000", "localhost", "localhost:9", "[::1]:8000"])
def test_names_of_this_machine_are_answered(host: str) -> None:
    assert client().get("/", host=host).status == 200


def test_the_key_becomes_a_cookie_and_leaves_the_address() -> None:
    asking = client(admitted=False)
    assert asking.get("/").status == 403
    assert asking.get("/?key=wrong").status == 403
    admitted = asking.get(f"/arcadia/?key={KEY}")
    assert (admitted.status, admitted.headers["location"]) == (303, "/arcadia/")
    assert "HttpOnly" in admitted.headers["set-cookie"]
    assert "SameSite=strict" in admitted.headers["set-cookie"]
    assert asking.get("/arcadia/").status == 200
    assert asking.get(f"//evil.example/?key={KEY}").headers["location"] == "/evil.example/"


@pytest.mark.parametrize("path", ["/", "/nowhere/", "/arcadia", "/index.json", "/..%2f..%2fetc/passwd", "/%2e%2e/run"])
def test_every_answer_has_the_headers(path: str) -> None:
    answer = client().get(path)
    assert {name: answer.headers[name.lower()] for name in HEADERS} == dict(HEADERS)
    assert answer.status in (200, 308, 404)
    refused = client().get(path, "POST", origin=f"http://{HERE}:8000")
    assert (refused.status, refused.headers["x-frame-options"]) == (405, "DENY")


def test_what_is_not_there_is_the_page_that_says_so() -> None:
    answer = client().get("/nowhere/at/all/")
    assert answer.status == 404
    assert "There is no page at this address" in answer.text
    assert client().get("/arcadia").headers["location"] == "/arcadia/"


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("/arkadia/", "/arcadia/"),
        ("/Arcadia/lt-12/", "/arcadia/lt-12/"),
        ("/arcadia/lt-12/33/", "/arcadia/lt-12/3/"),
        ("/indicator/", "/indicators/"),
    ],
)
def test_the_nearest_page_is_named_where_there_is_none(asked: str, near: str) -> None:
    text = client().get(asked).text
    assert f'<a href="{near}">' in text
    assert re.search(r'<link rel="stylesheet" href="/assets/site.css">', text)


def test_what_was_asked_for_can_be_searched_for() -> None:
    text = client().get("/forged/%22%3E%3Cscript%3E/" + "x" * 9000).text
    assert '<form class="find gap" action="/search/"' in text
    assert 'value="forged &#34;&gt;&lt;script&gt; xxx' in text
    assert len(text) < 20_000
    assert text.count('id="q"') == 1
    assert 'value=""' in client().get("/404.html").text


def test_a_browser_is_not_sent_what_it_has() -> None:
    asking = client()
    tag = asking.get("/arcadia/").headers["etag"]
    again = asking.get("/arcadia/", **{"if-none-match": tag})
    assert (again.status, again.content) == (304, b"")


def test_a_change_is_seen_and_a_broken_file_leaves_the_last_state_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(living_module, "SHARE", 0)
    own = combined(Path(mkdtemp()) / "changing")
    asking, file = client(Living(own, lambda site: site)), own / "reports/site.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("How the law of two countries keeps letters sealed.", "Another lead."), "utf-8")
    assert "Another lead." in asking.get("/").text
    checklist = own / "assessments/arcadia/2026/lt-12.yaml"
    whole = checklist.read_text("utf-8")
    checklist.write_text("country: [\n", "utf-8")
    broken = asking.get("/arcadia/")
    assert broken.status == 200
    assert "assessments/arcadia/2026/lt-12.yaml:" in broken.text
    assert "last state without any" in broken.text
    checklist.write_text(whole, "utf-8")
    assert "last state without any" not in asking.get("/arcadia/").text
    file.unlink()
    assert asking.get("/").status == 503


def test_a_page_costs_little() -> None:
    """Not a limit of a fast machine: a page is one page, not the whole site."""
    asking = client()
    asking.get("/arcadia/")
    start = time.process_time()
    for _ in range(20):
        asking.get("/arcadia/")
    assert (time.process_time() - start) / 20 < 0.5
