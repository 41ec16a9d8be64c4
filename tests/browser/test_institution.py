"""A ministry fills in a request for figures in a browser, by a link and without an account, and a manager takes it in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from playwright.sync_api import expect

from compliance.web.app import app
from compliance.web.store import Store

from .harness import Visits, serve
from .test_access import everybody
from .working import Team, application, staffed

PLACE = "/desk/arcadia/requests/Authorities/"


def test_a_ministry_fills_in_a_request(visit: Visits, tmp_path: Path) -> None:
    desk = staffed(tmp_path / "work")
    out, years = str(tmp_path / "request.xlsx"), ("--from", "2022", "--to", "2023")
    assert desk.status("indicators", "request", "arcadia", *years, "--output", out, "--by", "Max Manager") == 0
    _, alone = application(desk.root)
    server = replace(alone, store=Store(tmp_path / "state"))
    visit.refusals.add(422)
    with serve(app(server)) as address:
        team = Team(address=address, visit=visit, server=server)
        manager = team.person("max", PLACE)
        manager.get_by_role("button", name="Make a link").click()
        everybody(manager)
        link = manager.get_by_label("Link of the request").input_value()
        ministry = visit(f"{address}/request/{link.rstrip('/').rpartition('/')[2]}/")
        everybody(ministry)
        ministry.get_by_label("Who filled it in").fill("Ada Lamp, head of statistics")
        first = ministry.get_by_role("group", name="Lights reported out, 2022")
        first.get_by_label("Value").fill("twelve")
        ministry.get_by_role("button", name="Send").click()
        expect(ministry.get_by_role("alert")).to_contain_text("what you typed is kept")
        everybody(ministry)
        expect(ministry.get_by_label("Who filled it in")).to_have_value("Ada Lamp, head of statistics")
        ministry.get_by_label("Source of the figures").fill("Coast guard, annual report")
        first.get_by_label("Value").fill("12")
        first.get_by_label("Unit").select_option(index=1)
        ministry.get_by_role("button", name="Send").click()
        expect(ministry.get_by_role("heading", name="Sent")).to_be_visible()
        everybody(ministry)
        manager = team.person("max", PLACE)
        expect(manager.get_by_role("table")).to_contain_text("Coast guard, annual report")
        everybody(manager)
        manager.get_by_role("button", name="Take it in").click()
        expect(manager.get_by_role("status")).to_have_text("Taken in.")
        visit.close()
    assert "Coast guard, annual report" in (desk.root / "indicators/statistics.csv").read_text("utf-8")
