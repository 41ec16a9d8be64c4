"""The board: every checklist that somebody manages, what is late, what waits; in the order of the register, never ranked."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from desk import Desk
from managing import PLACE, as_, blind, links, with_people

from compliance.authoring.people import Actor
from compliance.web.app import ROUTES
from compliance.web.routes import Session, may

YESTERDAY, TOMORROW = date.today() - timedelta(days=1), date.today() + timedelta(days=1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "work")


def neighbour(desk: Desk) -> None:
    """A second country, whose checklist says something about nothing."""
    shutil.copytree(desk.root / "assessments/arcadia", desk.root / "assessments/borduria")
    for file in (desk.root / "assessments/borduria").rglob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace("country: arcadia", "country: borduria"), "utf-8")
    register = desk.root / "assessments/jurisdictions.yaml"
    entry = "  - id: borduria\n    names:\n      - text: {en: Borduria}\n    parts: [{id: coast, name: The Coast}]\n"
    register.write_text(register.read_text("utf-8") + entry, "utf-8")


def test_a_row_says_how_far_a_checklist_is_and_what_is_next(desk: Desk) -> None:
    page = as_(desk, "Ana").get("/desk/")
    assert "1 checklist: 1 of 3 criteria answered." in page.seen
    assert "Arcadia L 1 draft 1 of 3 0 0 0 none set Answer 2 criteria" in page.seen
    assert PLACE in set(links(page))
    assert "compliance status --overdue" in page.seen


def test_what_is_late_has_a_sign_and_a_word(desk: Desk) -> None:
    desk.run("assign", "arcadia", "1", "Boro", "--due", YESTERDAY.isoformat(), by="Ana")
    browser = as_(desk, "Ana")
    assert "▼ overdue," in browser.get("/desk/").seen
    assert "1 checklist is overdue." in browser.get("/desk/").seen
    assert "▼ overdue," in browser.get("/desk/?show=overdue").seen
    assert "No checklist is among them." in browser.get("/desk/?show=no-deadline").seen


def test_what_is_due_is_not_late_on_its_day_nor_before(desk: Desk) -> None:
    for day in (date.today(), TOMORROW):
        desk.run("assign", "arcadia", "1", "Boro", "--due", day.isoformat(), by="Ana")
        assert "overdue," not in as_(desk, "Ana").get("/desk/").seen


def test_rows_stand_in_the_order_of_the_register_and_are_sorted_by_no_rating(desk: Desk) -> None:
    neighbour(desk)
    desk.run("assign", "borduria", "1", "Boro", "--due", YESTERDAY.isoformat(), by="Ana")
    browser = as_(desk, "Ana")
    page = browser.get("/desk/")
    assert page.seen.index("Arcadia L 1") < page.seen.index("Borduria L 1")
    late = browser.get("/desk/?sort=deadline").seen
    assert late.index("Borduria L 1") < late.index("Arcadia L 1")
    orders = {link.rpartition("sort=")[2] for link in links(page) if "show=all&sort=" in link and ".csv" not in link}
    assert orders == {"beneficiary", "deadline", "status", "problems", "remarks"}


def test_the_table_leaves_as_csv_and_computes_nothing(desk: Desk) -> None:
    register = desk.root / "assessments/jurisdictions.yaml"
    register.write_text(register.read_text("utf-8").replace("en: Arcadia", 'en: "=Arcadia"'), "utf-8")
    answer = as_(desk, "Ana").get("/desk/board.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    head, row = answer.text.splitlines()
    assert head.startswith("country,name,instrument,cycle,status,answered,criteria,without_source,problems,")
    assert row.startswith("arcadia,'=Arcadia,L 1,2026,draft,1,3,0,0,0,,no,")


def test_a_manager_of_one_country_sees_that_one_alone(desk: Desk) -> None:
    neighbour(with_people(desk))
    own = as_(desk, "Ola Own")
    assert "Borduria" not in own.get("/desk/").seen
    assert "borduria" not in own.get("/desk/board.csv").text
    everything = as_(desk, "Max Manager")
    assert "Borduria L 1" in everything.get("/desk/").seen


def test_whoever_manages_nothing_has_no_desk(desk: Desk) -> None:
    with_people(desk)
    for name in ("Eva Evaluator", "Rea Reviewer", "Dan Reader", "Nora Nobody"):
        browser = as_(desk, name)
        assert {browser.get(address).status for address in ("/desk/", "/desk/board.csv", "/desk/problems/")} == {403}
        assert ">Desk</a>" not in browser.get("/desk/").text


def test_of_the_other_evaluator_who_rates_blind_there_are_counts_alone(desk: Desk) -> None:
    page = as_(blind(desk), "Max").get("/desk/")
    assert "L 1, second draft 1 of 3 both evaluators rate blind: counts alone" in page.seen
    csv = as_(desk, "Max").get("/desk/board.csv").text.splitlines()
    assert csv[2].startswith('arcadia,Arcadia,"L 1, second",2026,draft,1,3,,')


def test_overdue_requests_and_unapproved_targets_wait(desk: Desk) -> None:
    desk.run(
        *("indicators", "request", "arcadia", "--output", str(desk.root.parent / "asked.xlsx")),
        *("--from", "2021", "--to", "2022", "--on", "2025-01-10", "--due", "2025-02-01"),
        by="Ana",
    )
    plan = "    countries:\n      arcadia:\n        target: {value: '1', date: 2027-12-31}\n"
    logframe = desk.root / "indicators/logframe.yaml"
    logframe.write_text(logframe.read_text("utf-8") + plan, "utf-8")
    page = as_(desk, "Ana").get("/desk/")
    assert "1 data request is overdue. 1 target waits for approval." in page.seen
    assert "Arcadia , Authorities 1 ▼ 1 February 2025" in page.seen
    assert "I1, Arcadia : Lights put out Approval of baseline and target; until then it judges nothing" in page.seen


def test_an_empty_workspace_says_what_to_do_first(tmp_path: Path) -> None:
    desk = Desk.__new__(Desk)
    desk.root = tmp_path / "new"
    (tmp_path / "here").mkdir()
    outside = Desk(tmp_path / "here" / "work")
    outside.run("init", str(desk.root))
    page = as_(desk, "Ana").get("/desk/")
    assert "There is no checklist yet. Add a beneficiary and its first checklist" in page.seen
    assert "/desk/start/" in set(links(page))


ROLES = {"Eva Evaluator", "Sam Second", "Rea Reviewer", "Max Manager", "Ola Own", "Dan Reader", "Nora Nobody"}


def test_every_address_of_the_desk_is_closed_to_whoever_has_not_the_role(desk: Desk) -> None:
    with_people(desk)
    browsers = {name: as_(desk, name) for name in ROLES}
    people = desk.workspace().roll
    parts = {"country": "arcadia", "cycle": "2026", "instrument": "lighthouses", "register": "acts", "id": "lights-act"}
    parts |= {"series": "lights_reported", "year": "2024", "institution": "Authorities", "code": "missing-gap"}
    parts["name"] = "board.xlsx"
    before = desk.files()
    of_the_desk = [route for route in ROUTES if route.path.startswith("/desk/")]
    assert len(of_the_desk) > 30
    for route in of_the_desk:
        address = route.path.format(**parts)
        for name, browser in browsers.items():
            person = people.named(name) if people else None
            session = Session(actor=Actor(name=name, roles=person.roles if person else {}))
            if not may(session, route.permission, "arcadia"):
                status = browser.post(address).status if route.method == "POST" else browser.get(address).status
                assert status == 403, (route.name, name)
    assert desk.files() == before
