"""What nobody sends who means well: addresses, fields, forms and files; nothing of it breaks a page, or gets anywhere."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

import pytest
from asking import HOST, ORIGIN, Answer
from desk import Desk, two_evaluators
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from managing import fields
from nations import FORM, WORD, Person, Team, nations, with_site
from starlette.requests import Request

import compliance
from compliance.web import builds
from compliance.web.accounts import address_of
from compliance.web.app import HERE, MOST_FIELDS, ROUTES, serve
from compliance.web.doors import SECRET
from compliance.web.guard import MOST
from compliance.web.institutions import KIND
from compliance.web.routes import Route

PEOPLE = """\
people:
  - {id: m, name: Max Manager, roles: {"*": [manager, reviewer, evaluator]}}
  - {id: spare, name: Spare Person, roles: {arcadia: reader}}
"""
PARTS = {
    "country": "arcadia", "cycle": "2026", "instrument": "lighthouses", "article": "1", "register": "acts",
    "id": "lights-act", "series": "lights_reported", "year": "2024", "institution": "Authorities", "person": "spare",
    "code": "unknown-field", "name": "work.css",
}  # fmt: skip
NASTY = (
    "\0", "\u202e", "\u2028", "(" * 900_000, "9" * 5000, "[" * 100_000, '{"short": "\\ud800"}', '{"assigned": {"1": 5}, "due": {}}',
    '{"assigned": {"1": [[]]}, "due": {"1": 5}}', "1e999999999", "-1", "\u0663", "../../people.yaml", "<script>", "\r\nX: y", "null",
    '"x"', "0001-01-01", "9999-12-31", "*", "NaN", "%ED%A0%80", "\ufdd0\U0010ffff", "a" * 40_000, "=1+1",
)  # fmt: skip
ODD = {
    "b.\u0663.act": "x", "b.9999.act": "lights-act", "b.0.key": "L.1.1#77", "name.x": "y", "contact.x": "\0", "take.": "mine",
    "take.L.1.1..": "mine", "seen.": "", "who.1": "\0", "row.1": "1", "due.1": "x", "role.*.manager": "on", "v.a.b.c": "1",
    "then": "next", "row": "remove-99999999999999999999", "where": "L.1.1,,..,\0", "first": "2021", "last": "\u0662\u0660\u0662\u0662",
}  # fmt: skip
"""Names of fields that a form has, or might have, with what no form sends."""


class Place:
    """A desk with everything to be written, and somebody who may write it."""

    def __init__(self, folder: Path) -> None:
        self.desk = nations(two_evaluators(Desk(folder / "work")), PEOPLE)
        years = ("--from", "2021", "--to", "2023", "--output", str(folder / "request.xlsx"))
        assert self.desk.status("indicators", "request", "arcadia", *years, "--by", "Max Manager") == 0
        self.desk.step("returned", "Max Manager", "2026-07-02", "--note", "Again")
        with_site(self.desk.root)
        self.team = Team(self.desk.root)
        self.max: Person = self.team.person("m")
        store = self.team.server.store
        assert store is not None
        request = re.search(r"id: (\S+)", (self.desk.root / "indicators/requests.yaml").read_text("utf-8"))
        assert request
        self.parts = {**PARTS, "key": store.offer(KIND, request[1].rstrip(","))}

    def path(self, route: Route) -> str:
        path = route.path
        for part, value in self.parts.items():
            path = path.replace(f"{{{part}}}", value)
        return path


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builds.Builds, "begin", lambda *_: True)
        yield Place(tmp_path_factory.mktemp("hostile"))


# Fields


def known(place: Place, path: str) -> tuple[Mapping[str, str], set[str]]:
    """The fields of the form that is sent to an address with every name that a handler asks for; those of the form alone."""
    source = "".join(file.read_text("utf-8") for file in Path(builds.__file__).parent.glob("*.py"))
    names = dict.fromkeys(re.findall(r'(?:text|line|texts|getlist)\(f?"([a-z]+)"', source), "")
    own = set[str]()
    for page in {path, path.rpartition("/")[0] + "/", path.rstrip("/").rpartition("/")[0] + "/"}:
        answer = place.max.get(page)
        for action in set(re.findall(r'action="([^"?]*)', answer.text)) & {path} if answer.status == 200 else ():
            of_form = {name: text for name, text in _of(answer, action).items() if name}
            names, own = names | of_form, own | of_form.keys()
    return {**names, "c": "L.1.1", "where": "L.1.1"}, own


def _of(answer: Answer, action: str) -> Mapping[str, str]:
    try:
        return fields(answer, action)
    except KeyError:
        return {}


FORMS = 8 if os.environ.get("COMPLIANCE_FUZZ") == "all" else 3
"""So many forms of random fields an address gets."""
POSTS = sorted((route for route in ROUTES if route.method == "POST"), key=lambda route: "{person}/rem" in route.path)
"""Every address to which something is sent; the one that takes somebody away last."""


QUOTED = cache(quote_plus)
"""Takes long for the longest texts, which come again and again."""


@pytest.mark.parametrize("route", POSTS, ids=lambda route: route.name)
def test_no_field_breaks_a_page_whatever_it_holds(place: Place, route: Route) -> None:
    path, random = place.path(route), Random(route.name)
    names, own = known(place, path)
    forms: list[dict[str, str]] = [{name: random.choice(NASTY) for name in names if name != "c"} for _ in range(2)]
    forms += (
        {name: random.choice(NASTY) if random.random() < 0.25 else text for name, text in names.items()}
        for _ in range(FORMS)
    )
    forms.append({**names, **ODD})
    forms += ({**names, name: f"a{sign}b"} for name in sorted(own) for sign in ("\u202e", "\0"))
    for form in forms:
        began = time.process_time()
        answer = place.max.ask("POST", path, urlencode(form, quote_via=QUOTED).encode(), {**ORIGIN, **FORM})
        assert answer.status < 500, (answer.status, form)
        assert time.process_time() - began < 20
        assert "Traceback" not in answer.text


@pytest.mark.parametrize("id_", ["", "a/b", "..", "Ana", "a b", "-a", "a" * 61, "\u0430na"])
def test_an_id_of_a_person_is_plain(place: Place, id_: str) -> None:
    assert place.max.post("/people/", {"id": id_, "name": "Somebody New"}).status == 422


# Forms


def multipart(*parts: tuple[str, bytes], more: str = "") -> tuple[bytes, dict[str, str]]:
    """A form in parts: the head of each, and what it holds."""
    body = b"".join(b"--edge\r\n" + head.encode() + b"\r\n\r\n" + content + b"\r\n" for head, content in parts)
    return body + b"--edge--\r\n", {**ORIGIN, "content-type": f"multipart/form-data; boundary=edge{more}"}


FIELD = 'content-disposition: form-data; name="language"'


@pytest.mark.parametrize("charset", ["unicode_escape", "raw_unicode_escape", "utf-7", "idna", "undefined", "utf-16"])
def test_a_form_is_written_in_utf_8_and_in_nothing_else(place: Place, charset: str) -> None:
    body, headers = multipart((FIELD, rb"\ud800"), more=f"; charset={charset}")
    assert place.max.ask("POST", "/language", body, headers).status == 400
    body, headers = multipart((FIELD, b"sr"), more="; charset=UTF-8")
    assert place.max.ask("POST", "/language", body, headers).status == 303


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"a=1&" * (MOST_FIELDS + 1), FORM["content-type"]),
        (b"--edge\r\n" + FIELD.encode() + b"\r\n\r\nx\r\n" * 1, "multipart/form-data"),
        (b"no parts at all", "multipart/form-data; boundary=edge"),
        (b"--edge\r\nno disposition\r\n\r\nx\r\n--edge--\r\n", "multipart/form-data; boundary=edge"),
        ((b"--edge\r\n" + FIELD.encode() + b"\r\n\r\nx\r\n") * (MOST_FIELDS + 1) + b"--edge--\r\n", "multipart/form-data; boundary=edge"),
        ((b"--edge\r\n" + FIELD.encode() + b'; filename="x"\r\n\r\nx\r\n') * 9 + b"--edge--\r\n", "multipart/form-data; boundary=edge"),
        (b"language=" + b"x" * 1_100_000, FORM["content-type"]),
        (b"{}", "application/json"),
        (b"", ""),
    ],
    ids=["fields", "no-boundary", "no-parts", "no-disposition", "parts", "files", "long", "json", "nothing"],
)  # fmt: skip
def test_a_form_that_cannot_be_read_is_refused(place: Place, body: bytes, kind: str) -> None:
    answer = place.max.ask("POST", "/language", body, {**ORIGIN, **({"content-type": kind} if kind else {})})
    assert answer.status == (422 if kind in ("application/json", "") else 400)
    assert protected(answer)


def test_what_flows_without_an_end_is_cut_off_and_so_is_a_length_that_is_none(place: Place) -> None:
    sent = 0

    async def receive() -> Any:
        nonlocal sent
        begin = b"" if sent else b"--edge\r\n" + FIELD.encode() + b'; filename="x"\r\n\r\n'
        sent += 1_000_000
        return {"type": "http.request", "body": begin + b"x" * 1_000_000, "more_body": True}

    kind = {**ORIGIN, "content-type": "multipart/form-data; boundary=edge"}
    assert raw(place, "POST", b"/language", kind, receive)[0] == 413
    assert sent <= MOST + 1_000_000
    for length in ("9" * 5000, "-1", "1_0", "\u0663".encode().decode("latin-1"), "", "many"):
        assert place.max.ask("POST", "/language", b"", {**ORIGIN, "content-length": length}).status == 413


async def _nothing() -> Any:
    return {"type": "http.request", "body": b"", "more_body": False}


def raw(
    place: Place,
    method: str,
    path: bytes,
    headers: Mapping[str, str],
    receive: Any = _nothing,
    sent: list[Any] | None = None,
) -> tuple[int, dict[str, str]]:
    """What is answered to a request that no client would make; a header comes twice with a blank after its name."""
    sent = [] if sent is None else sent

    async def send(message: Any) -> None:
        sent.append(message)

    every = {"host": HOST, "remote-user": "m", SECRET: WORD, **headers}
    scope = {
        "type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": path.decode("latin-1"), "raw_path": path,
        "query_string": b"", "root_path": "", "client": (HERE, 1), "server": (HERE, 8000),
        "headers": [(name.strip().encode(), value.encode("latin-1")) for name, value in every.items()],
    }  # fmt: skip

    async def ask() -> None:
        await place.team.application(scope, receive, send)

    asyncio.run(ask())
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


# Heads


PROTECTION = {
    "content-security-policy": r"default-src 'none'(?=.*script-src 'self'(;|$))(?=.*frame-ancestors 'none')(?=.*base-uri 'none')(?=.*form-action 'self')(?!.*unsafe)",
    "x-content-type-options": "nosniff$",
    "x-frame-options": "DENY$",
    "referrer-policy": "same-origin$",
    "cross-origin-opener-policy": "same-origin$",
    "cross-origin-resource-policy": "same-origin$",
    "cache-control": "no-cache, private$|no-store$",
}


def protected(answer: Answer) -> bool:
    """Whether an answer says what every answer says, or something stricter."""
    return all(re.match(pattern, answer.headers.get(name, "")) for name, pattern in PROTECTION.items())


@pytest.mark.parametrize(
    ("method", "path", "more", "status"),
    [
        ("GET", "/work/", {}, 200),
        ("HEAD", "/work/", {}, 200),
        ("GET", "/nothing/", {}, 404),
        ("GET", "/desk/nowhere/new/", {}, 404),
        ("GET", "/work/presence", {}, 405),
        ("PUT", "/work/", {}, 405),
        ("OPTIONS", "/work/", {}, 405),
        ("TRACE", "/work/", {}, 405),
        ("POST", "/work/", {}, 405),
        ("POST", "/nothing/", {}, 405),
        ("POST", "/language", {}, 422),
        ("POST", "/work/presence", {"origin": "http://evil.example"}, 403),
        ("POST", "/work/presence", {"origin": "http://[evil"}, 403),
        ("GET", "/work/", {"host": "localhost:80@evil.example"}, 400),
        ("GET", "/work/", {"host": "[::1]evil.example"}, 400),
        ("GET", "/work/", {"host": "[::1]:8000"}, 200),
        ("GET", "/work/", {"host": "evil.example"}, 400),
        ("GET", "/work/", {"host": ""}, 400),
        ("GET", "/work/", {"host": "[::1"}, 400),
        ("GET", "/work/", {"x-proxy-secret": "wrong"}, 401),
        ("GET", "/people/", {"remote-user": "spare2"}, 401),
        ("POST", "/language", {"content-length": "99999999999"}, 413),
    ],
)
def test_every_answer_is_protected(place: Place, method: str, path: str, more: dict[str, str], status: int) -> None:
    answer = place.max.ask(method, path, b"", {**ORIGIN, **FORM, **more})
    assert (answer.status, protected(answer)) == (status, True)


def test_private_pages_are_kept_by_nobody_and_the_browser_asks_again_for_the_others(place: Place) -> None:
    for route in ROUTES:
        if route.method == "GET" and route.permission != "open":
            answer = place.max.get(place.path(route))
            assert answer.status == 303 or answer.headers["cache-control"] == "no-store", route.name
    asset = place.max.get("/work-assets/work.css")
    again = place.max.get("/work-assets/work.css", **{"if-none-match": asset.headers["etag"]})
    assert (asset.status, again.status, protected(again), again.content) == (200, 304, True, b"")


def test_a_fault_shows_no_innards_is_protected_and_reaches_the_log(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the innards")

    monkeypatch.setattr("compliance.web.routes.may", broken)
    monkeypatch.setattr("compliance.web.app.may", broken)
    sent = list[Any]()
    with pytest.raises(RuntimeError, match="the innards"):  # from where the server that runs it logs it
        raw(place, "GET", b"/work/", {}, sent=sent)
    content = b"".join(message.get("body", b"") for message in sent[1:])
    assert (sent[0]["status"], content) == (500, b"Internal Server Error")
    names = {name.decode().lower() for name, _ in sent[0]["headers"]}
    assert names >= PROTECTION.keys()


def test_what_others_say_of_the_name_and_the_way_of_asking_counts_for_nothing(place: Place) -> None:
    spoofed = {
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "gopher",
        "forwarded": "host=evil.example",
        "x-original-url": "/people/",
    }
    for path in ("/work/", "/desk/arcadia/requests/Authorities/", "/people/"):
        answer = place.max.ask("GET", path, b"", {**ORIGIN, **spoofed})
        assert answer.status == 200
        assert "evil.example" not in answer.text + repr(answer.headers)
    link = place.max.ask("POST", "/desk/arcadia/requests/Authorities/link/", b"", {**ORIGIN, **FORM, **spoofed})
    assert link.status == 200
    assert "evil.example" not in link.text
    assert raw(place, "GET", b"/work/", {"host ": "evil.example"})[0] in (200, 400), "the first counts"
    for twice in ({f"{SECRET} ": WORD}, {f"{SECRET} ": "guess"}, {"remote-user ": "spare"}, {"remote-user ": "m"}):
        assert raw(place, "GET", b"/work/", twice)[0] == 401, "of two nobody knows which one the proxy wrote"
    assert raw(place, "GET", b"http://evil.example/work/", {})[0] == 404
    status, headers = raw(place, "GET", b"//evil.example/..", {})
    assert (status, headers.get("location")) == (404, None)


def test_who_asks_is_who_is_connected_and_no_header_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy on this machine stays on this machine, whomever it says that it speaks for."""
    served: dict[str, Any] = {}
    monkeypatch.setattr("uvicorn.run", lambda _application, **settings: served.update(settings))
    serve(None, 8000)  # type: ignore[arg-type]  # it is not asked anything
    assert (served["host"], served["proxy_headers"], served["server_header"]) == (HERE, False, False)


def test_of_several_lists_of_addresses_the_last_is_the_proxy_s() -> None:
    headers = [(b"x-forwarded-for", b"198.51.100.1"), (b"x-forwarded-for", b"198.51.100.2, 203.0.113.7")]
    assert address_of(Request({"type": "http", "client": (HERE, 1), "headers": headers})) == "203.0.113.7"
    assert address_of(Request({"type": "http", "client": ("192.0.2.1", 1), "headers": headers})) == "192.0.2.1"


# Addresses

opened: list[str] | None = None


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("open", "os.listdir", "os.scandir") and opened is not None and isinstance(arguments[0], str | bytes):
        opened.append(arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0])


sys.addaudithook(_audit)


@contextmanager
def watched() -> Iterator[list[str]]:
    """Every file and folder that is opened meanwhile."""
    global opened  # noqa: PLW0603  # a hook cannot be taken out again
    mine: list[str] = []
    opened = mine
    try:
        yield mine
    finally:
        opened = None


def stays_inside(place: Place, paths: list[str]) -> list[str]:
    """The files that were opened and lie neither in the folder, nor beside it, nor in the program."""
    own = (place.desk.root.parent, Path(compliance.__file__).parent, Path(sys.prefix), Path(sys.base_prefix) / "lib")
    return [path for path in paths if not any(Path(path).resolve().is_relative_to(folder) for folder in own)]


SEGMENT = st.one_of(
    st.sampled_from(("..", ".", "", "%2e%2e", "%2f", "%5c", "%00", "..%2f..%2fpeople.yaml", "people.yaml", "work", "desk", "arcadia", "etc", "passwd", "%ff", "lighthouses.second", "~", "CON", "a:b", "%c0%ae%c0%ae", "%252e%252e")),
    st.text(max_size=12).map(lambda text: quote(text.encode("utf-8", "surrogatepass"), safe="!$&'()*+,;=:@")),
)  # fmt: skip
ADDRESS = st.lists(SEGMENT, max_size=7).map("/".join)
CALM = settings(
    max_examples=150, deadline=None, database=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip


@given(ADDRESS)
@CALM
def test_no_address_leads_out_of_the_folder(place: Place, address: str) -> None:
    with watched() as paths:
        answer = place.max.get(f"/{address}")
    assert answer.status in (200, 303, 308, 403, 404, 405, 409, 422, 503), (address, answer.status)
    assert "people:" not in answer.text.splitlines() if answer.status == 200 else True
    assert not answer.location.startswith(("//", "http"))
    assert stays_inside(place, paths) == []


GETS = [route for route in ROUTES if "{" in route.path and route.method == "GET"]


@given(st.sampled_from(GETS), st.data())
@CALM
def test_no_part_of_an_address_leads_out_of_the_folder(place: Place, route: Route, data: st.DataObject) -> None:
    names = re.findall(r"{(\w+)}", route.path)
    which = data.draw(st.sampled_from(names))
    value = data.draw(SEGMENT)
    path = route.path.replace(f"{{{which}}}", value)
    for part, own in place.parts.items():
        path = path.replace(f"{{{part}}}", own)
    with watched() as paths:
        answer = place.max.get(path)
    assert answer.status in (200, 303, 308, 403, 404, 405, 409, 422, 503), (path, answer.status)
    assert stays_inside(place, paths) == []
