"""The beginning of a workspace: a country in the register, its first checklist; as the commands write them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from desk import FOLDER, SECOND, Desk
from managing import Still, as_, still, with_people

NEW = "/desk/arcadia/new/"
OPENING = {"cycle": "2027", "instrument": "lighthouses", "cut_off": "2026-06-30", "basis": "peer-review"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "work")


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Still:
    return still(tmp_path_factory.mktemp("quiet"))


def test_three_steps_from_nothing_to_a_checklist(tmp_path: Path) -> None:
    Desk(tmp_path / "old").run("init", str(tmp_path / "new"))
    desk = Desk(tmp_path / "new")
    browser = as_(desk, "Ana")
    assert "Nobody is named yet" in browser.get("/desk/start/").seen
    first = browser.post("/desk/start/", {"name": "Two Harbours", "iso2": "xh", "currency": "eur"})
    assert first.location == "/desk/two-harbours/new/?done=made"
    opening = {
        "cycle": "2027",
        "instrument": "ets-185",
        "cut_off": "2026-06-30",
        "basis": "desk-review",
        "other": "Ana",
    }
    second = browser.post("/desk/two-harbours/new/", opening)
    assert second.location == "/desk/two-harbours/2027/?done=made"
    assert "Two Harbours ETS 185 draft 0 of 150" in browser.get("/desk/").seen
    checklist = desk.workspace().countries["two-harbours"].checklists["2027", "ets-185"].value
    assert (checklist.cut_off, checklist.basis, checklist.evaluators) == (date(2026, 6, 30), "desk-review", ("Ana",))
    assert "no problems" in desk.run("check")


def test_a_country_is_added_at_the_end_and_the_rest_stays(desk: Desk) -> None:
    register = desk.root / "assessments/jurisdictions.yaml"
    register.write_text(f"# Ours\n{register.read_text('utf-8')}", "utf-8")
    before = register.read_text("utf-8")
    assert as_(desk, "Ana").post("/desk/start/", {"name": "Borduria"}).status == 303
    assert register.read_text("utf-8").startswith(before.rstrip("\n"))
    assert [each.id for each in desk.workspace().listed()] == ["arcadia", "borduria"]
    assert "no problems" in desk.run("check")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "makes no name of a folder"),
        ({"name": "Arcadia"}, "The register has `arcadia` already."),
        ({"name": "Borduria*"}, "ends with a mark, and no footnote for it is known"),
        ({"name": "Instruments"}, "is the name of another folder"),
        ({"name": "Bor\u202eduria"}, "U+202E"),
        ({"name": "../../"}, "makes no name of a folder"),
    ],
)
def test_a_name_that_cannot_be_is_refused(quiet: Still, typed: dict[str, str], sentence: str) -> None:
    desk, browser = quiet
    before = desk.files()
    answer = browser.post("/desk/start/", {**typed, "currency": "EUR"})
    assert answer.status == 422
    assert sentence in answer.seen
    assert 'value="EUR"' in answer.text
    assert desk.files() == before


def test_a_checklist_is_opened_once_and_never_touched(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    page = browser.follow(browser.post(NEW, {**OPENING, "before": "2026"}))
    assert "Arcadia, 2027" in page.seen
    opened = desk.country.checklists["2027", "lighthouses"].value
    assert opened.responses["L.1.1"].carried_over == "2026"
    assert opened.basis == "peer-review"
    before = desk.files()
    again = browser.post(NEW, OPENING)
    assert again.status == 422
    assert "exists already" in again.seen
    assert desk.files() == before


def test_a_second_evaluator_gets_a_checklist_beside_the_first(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    assert browser.post(NEW, {**OPENING, "cycle": "2026", "second": "yes", "other": "Boro"}).status == 303
    text = (desk.root / SECOND).read_text("utf-8")
    assert "evaluators: [Boro]" in text
    assert "rating:" not in text.partition("responses:")[2]
    refused = browser.post(NEW, {**OPENING, "cycle": "2028", "second": "yes"})
    assert "A second evaluator rates what a first one rates" in refused.seen


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"cycle": "../up"}, "is no name of a folder"),
        ({"cycle": "texts"}, "is no name of a folder"),
        ({"instrument": "constitution"}, "Choose what is assessed."),
        ({"basis": "hearsay"}, "what the answers rest on"),
        ({"cut_off": "once"}, "Say on which day"),
        ({"before": "1999"}, "has no round 1999"),
        ({"other": "x\u202ey"}, "Nobody is called"),
    ],
)
def test_what_cannot_be_opened_is_said(quiet: Still, typed: dict[str, str], sentence: str) -> None:
    desk, browser = quiet
    before = desk.files()
    refused = browser.post(NEW, {**OPENING, **typed})
    assert refused.status == 422
    assert sentence in refused.seen
    assert desk.files() == before


def test_only_managers_open_checklists_and_only_of_all_add_countries(desk: Desk) -> None:
    with_people(desk)
    own = as_(desk, "Ola Own")
    assert own.get("/desk/start/").status == 403
    assert own.post("/desk/start/", {"name": "Borduria"}).status == 403
    assert own.get(NEW).status == 200
    refused = own.post(NEW, {**OPENING, "evaluator": "Rea Reviewer"})
    assert "Rea Reviewer may not do that for arcadia" in refused.seen
    assert own.post(NEW, {**OPENING, "evaluator": "Eva Evaluator"}).status == 303
    assert as_(desk, "Eva Evaluator").post(NEW, {**OPENING, "cycle": "2028"}).status == 403
    assert (desk.root / FOLDER / "2027/lighthouses.yaml").exists()
    assert as_(desk, "Max Manager").get("/desk/nowhere/new/").status == 404
