"""A ministry fills in a request for figures: by a link, without an account, once; somebody of the project takes it in."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from asking import KEY, Answer, Browser
from desk import Desk

from compliance.web.app import LOCAL, app
from compliance.web.institutions import GOOD
from compliance.web.living import Living
from compliance.web.start import local
from compliance.web.store import Store

PEOPLE = """\
people:
  - {id: max, name: Max Manager, roles: {"*": manager}}
  - {id: dan, name: Dan Reader, roles: {arcadia: reader}}
"""
PLACE = "/desk/arcadia/requests/Authorities/"


class Place:
    """A desk from which an institution was asked, and a clock that somebody sets."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder / "work")
        (self.desk.root / "people.yaml").write_text(PEOPLE, "utf-8")
        out = str(folder / "request.xlsx")
        years = ("--from", "2021", "--to", "2023")
        assert self.desk.status("indicators", "request", "arcadia", *years, "--output", out, "--by", "Max Manager") == 0
        self.now = 1_800_000_000.0
        self.store = Store(folder / "state", lambda: self.now)
        self.living = Living(self.desk.root, lambda site: site)
        self.max = self.by("Max Manager", self.store)

    def by(self, name: str, store: Store | None = None) -> Browser:
        """A browser of somebody of a server that others reach; without a store, of one that nobody else does."""
        served = local(self.living, KEY, root=self.desk.root, by=name)
        return Browser(app(replace(served, local=LOCAL, store=store)), {"key": KEY})

    def link(self) -> str:
        page = self.max.post(f"{PLACE}link/")
        match = re.search(r'value="http://[^/]*(/request/[^"]*)"', page.text)
        assert match, page.seen
        return match[1]

    def ministry(self) -> Browser:
        return Browser(self.max.application)

    def table(self) -> str:
        return (self.desk.root / "indicators/statistics.csv").read_text("utf-8")

    def requests(self) -> str:
        return (self.desk.root / "indicators/requests.yaml").read_text("utf-8")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def fields(page: Answer) -> list[str]:
    return re.findall(r'name="(v\.[^"]*\.value)"', page.text)


def filled(page: Answer, value: str = "12", **more: str) -> dict[str, str]:
    first = fields(page)[0]
    return {
        "by": "Ada Lamp, head of statistics",
        "source": "Coast guard, annual report",
        first: value,
        first.replace(".value", ".unit"): unit(page),
        first.replace(".value", ".scope"): "national",
        **more,
    }


def unit(page: Answer) -> str:
    match = re.search(r'name="v\.[^"]*\.unit".*?<option value="([^"]+)"', page.text, re.DOTALL)
    assert match
    return match[1]


def test_a_ministry_fills_in_a_request_and_somebody_takes_it_in(place: Place) -> None:
    link, ministry, before = place.link(), place.ministry(), place.table()
    page = ministry.get(link)
    assert "Figures asked of Authorities, Arcadia" in page.seen
    done = ministry.post(link, {**filled(page), "send": "1"})
    assert "The link is used up" in done.seen
    assert place.table() == before
    back = place.max.get(PLACE)
    assert "Filled in by Ada Lamp, head of statistics" in back.seen
    assert "12 " in back.seen
    assert place.max.post(f"{PLACE}take/").location.startswith(PLACE)
    assert "Coast guard, annual report" in place.table()
    assert "by: Max Manager" in place.requests()
    assert "returns:" in place.requests()
    assert "Ada Lamp" not in place.table() + place.requests()
    assert "Nothing yet." in place.max.get(PLACE).seen
    assert place.max.post(f"{PLACE}take/").status == 409


def test_a_link_is_good_once(place: Place) -> None:
    link, ministry = place.link(), place.ministry()
    page = ministry.get(link)
    assert ministry.post(link, {**filled(page), "send": "1"}).status == 200
    assert ministry.get(link).status == 404
    again = ministry.post(link, {**filled(page, "99"), "send": "1"})
    assert (again.status, "used, withdrawn or too old" in again.seen) == (404, True)
    assert "99" not in place.max.get(PLACE).seen


def test_of_two_who_send_at_once_one_is_heard(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    link, ministry, keep = place.link(), place.ministry(), place.store.keep_reply
    page = ministry.get(link)

    def slower(request: str, by: str, data: str, spends: str | None = None) -> bool:
        """Keeps what somebody sends after another one has sent by the same link."""
        assert keep(request, "Somebody quicker", data, spends)
        return keep(request, by, data, spends)

    monkeypatch.setattr(place.store, "keep_reply", slower)
    late = ministry.post(link, {**filled(page), "send": "1"})
    assert (late.status, "used, withdrawn or too old" in late.seen) == (404, True)
    assert "Filled in by Somebody quicker" in place.max.get(PLACE).seen


def test_a_key_for_something_else_opens_no_request_and_sends_nothing(place: Place) -> None:
    request = re.search(r"id: (\S+)", place.requests())
    assert request
    about = request[1].rstrip(",")
    other = place.store.offer("invitation", about)
    assert place.ministry().get(f"/request/{other}/").status == 404
    assert place.ministry().post(f"/request/{other}/", {"by": "Ada", "send": "1"}).status == 404
    assert not place.store.keep_reply(about, "Ada", "{}", spends=other)
    assert place.store.reply(about) is None


def test_a_link_ends_is_replaced_and_withdrawn(place: Place) -> None:
    first, second = place.link(), place.link()
    assert [place.ministry().get(link).status for link in (first, second)] == [404, 200]
    place.max.post(f"{PLACE}withdraw/")
    assert place.ministry().get(second).status == 404
    third = place.link()
    place.now += GOOD - 1
    assert place.ministry().get(third).status == 200
    place.now += 1
    assert place.ministry().get(third).status == 404


def test_a_draft_is_kept_and_can_be_gone_on_with(place: Place) -> None:
    link = place.link()
    page = place.ministry().get(link)
    assert place.ministry().post(link, {**filled(page, "7"), "keep": "1"}).status == 303
    again = place.ministry().get(link)
    assert 'value="7"' in again.text
    assert "is not sent yet" in again.seen
    assert "began to fill it in" in place.max.get(PLACE).seen
    assert place.max.post(f"{PLACE}take/").status == 409


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"by": ""}, "Say who filled it in"),
        ({"value": "twelve"}, "Not sent yet; what you typed is kept"),
        ({"value": ""}, "Nothing is filled in yet"),
        ({"source": "=HYPERLINK(1)"}, "Not sent yet; what you typed is kept"),
        ({"by": "x" * 501}, "at most 500 signs"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(place: Place, change: dict[str, str], said: str) -> None:
    link, ministry = place.link(), place.ministry()
    page = ministry.get(link)
    typed = filled(page, source="Coast guard")
    first = fields(page)[0]
    typed |= {first if name == "value" else name: text for name, text in change.items()}
    refused = ministry.post(link, {**typed, "send": "1"})
    assert (refused.status, said in refused.seen) == (422, True), refused.seen
    for text in filter(None, typed.values()):
        assert text[:500] in refused.text.replace("&#34;", '"'), text
    assert ministry.get(link).status == 200
    assert "Nothing yet." in place.max.get(PLACE).seen or "began" in place.max.get(PLACE).seen


def test_why_there_is_no_figure_goes_into_the_request(place: Place) -> None:
    link, ministry = place.link(), place.ministry()
    page = ministry.get(link)
    note = fields(page)[0].replace(".value", ".note")
    ministry.post(link, {"by": "Ada Lamp", note: "Nobody counts it.", "send": "1"})
    before = place.table()
    place.max.post(f"{PLACE}take/")
    assert "Nobody counts it." in place.requests()
    assert place.table() == before


def test_another_figure_on_file_is_decided_first(place: Place) -> None:
    link, ministry = place.link(), place.ministry()
    page = ministry.get(link)
    ministry.post(link, {**filled(page, "12"), "send": "1"})
    series, year = fields(page)[0].split(".")[1], fields(page)[0].split(".")[2]
    typed = {
        "f.value": "15",
        "f.unit": unit(page),
        "f.scope": "national",
        "f.source": "Press",
        "f.confidence": "verified",
    }
    assert place.max.post(f"/desk/arcadia/figures/{series}/{year}/", typed).status == 303
    disputed = place.max.post(f"{PLACE}take/")
    if disputed.status == 409:
        assert "Other figures stand on file" in disputed.seen
        assert place.max.post(f"{PLACE}take/", {"take": "ours"}).status == 303
        assert ",15," in place.table()
    else:
        assert disputed.status == 303


def test_what_came_back_can_be_put_aside(place: Place) -> None:
    link, ministry, before = place.link(), place.ministry(), place.table()
    ministry.post(link, {**filled(ministry.get(link)), "send": "1"})
    place.max.post(f"{PLACE}aside/")
    assert "Nothing yet." in place.max.get(PLACE).seen
    assert place.table() == before


def test_the_key_opens_one_request_and_nothing_else(place: Place) -> None:
    link, ministry = place.link(), place.ministry()
    (place.desk.root / "assessments/arcadia/2026/lighthouses.yaml").write_text("country: [\n", "utf-8")
    page = ministry.get(link)
    assert "lighthouses.yaml" not in page.text
    assert ministry.cookies == {}
    for address in ("/", "/work/", "/desk/", PLACE, "/people/"):
        assert ministry.get(address).status in (403, 404)
    assert ministry.get("/request/guessed/").status == 404


@pytest.mark.parametrize("deed", ["link", "withdraw", "take", "aside"])
def test_whoever_may_not_ask_makes_no_link(place: Place, deed: str) -> None:
    assert place.by("Dan Reader", place.store).post(f"{PLACE}{deed}/").status == 403
    assert place.by("Dan Reader", place.store).get(PLACE).status == 403


def test_a_server_that_nobody_else_reaches_gives_no_link(place: Place) -> None:
    browser = place.by("Max Manager")
    assert "Links can be given by a server that others reach" in browser.get(PLACE).seen
    assert browser.post(f"{PLACE}link/").status == 404
