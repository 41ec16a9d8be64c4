"""Figures and requests for them on the desk: written as an import writes them, and nothing typed is lost."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from desk import Desk
from managing import Still, as_, fields, still, with_people
from openpyxl import load_workbook

FIGURES, REQUESTS = "/desk/arcadia/figures/", "/desk/arcadia/requests/"
REPORTED, TRIED = f"{FIGURES}lights_reported/2024/", f"{FIGURES}lights_tried/2023/"
ASK = f"{REQUESTS}ask/"
LATER = (date.today() + timedelta(days=40)).isoformat()
NEW = {"f.value": "3", "f.unit": "reports", "f.source": "Court of Arcadia"}
YEARS = {"first": "2021", "last": "2022"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "work")


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Still:
    return still(tmp_path_factory.mktemp("quiet"))


def rows(desk: Desk) -> list[str]:
    return (desk.root / "indicators/statistics.csv").read_text("utf-8").splitlines()[1:]


def requests(desk: Desk) -> str:
    file = desk.root / "indicators/requests.yaml"
    return file.read_text("utf-8") if file.exists() else ""


def test_figures_are_listed_with_their_flags_and_sources(desk: Desk) -> None:
    desk.change("12,reports,national,,,yes", "12,reports,national,,approximate,yes", Path("indicators/statistics.csv"))
    page = as_(desk, "Ana").get(FIGURES)
    assert "Lights reported out 2024 12 reports approximate Coast Guard yearbook" in page.seen
    chosen = as_(desk, "Ana").get(f"{FIGURES}?series=lights_tried&year=2023")
    assert chosen.location == TRIED
    assert as_(desk, "Ana").get(f"{FIGURES}?series=nothing&year=2023").status == 422


def test_a_new_figure_is_a_row_with_its_source(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    before = rows(desk)
    page = browser.follow(browser.post(TRIED, {**NEW, "f.value": "1,003", "f.note": "Final"}))
    assert "Saved." in page.seen
    assert rows(desk) == [
        *before,
        "arcadia,2023,lights_tried,1003,reports,national,,,yes,Final,Court of Arcadia,,verified",
    ]
    assert browser.post(TRIED, {**NEW, "f.value": "1,003", "f.note": "Final"}).location.endswith("?done=unchanged")
    assert len(rows(desk)) == 2


def test_a_number_is_read_in_the_language_of_whoever_types_it(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    browser.cookies["language"] = "sr"
    browser.post(TRIED, {**NEW, "f.value": "1.003"})
    assert ",1003,reports," in rows(desk)[1]


def test_another_figure_takes_the_place_of_the_one_in_use_which_stays_on_file(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    sent = fields(browser.get(REPORTED), REPORTED)
    assert browser.post(REPORTED, sent).location.endswith("?done=unchanged")
    browser.post(REPORTED, {**sent, "f.value": "13"})
    today = date.today().isoformat()
    assert rows(desk) == [
        f"arcadia,2024,lights_reported,12,reports,national,,,no,Set aside on {today}: 13 reports took its place,Coast Guard yearbook,,verified",
        "arcadia,2024,lights_reported,13,reports,national,,,yes,,Coast Guard yearbook,,verified",
    ]
    assert "no problems" in desk.run("check")


def test_what_is_said_of_a_figure_changes_in_its_row(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    sent = fields(browser.get(REPORTED), REPORTED)
    browser.post(REPORTED, {**sent, "f.url": "https://example.org/yearbook", "f.note": "Page 3"})
    assert rows(desk) == [
        "arcadia,2024,lights_reported,12,reports,national,,,yes,Page 3,Coast Guard yearbook,https://example.org/yearbook,verified"
    ]


def test_a_figure_that_somebody_else_changed_meanwhile_is_decided(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    sent = fields(browser.get(REPORTED), REPORTED)
    desk.change(",12,", ",14,", Path("indicators/statistics.csv"))
    asked = browser.post(REPORTED, {**sent, "f.value": "13"})
    assert asked.status == 409
    assert "what stands on file now: 14 reports (indicators/statistics.csv:2)" in asked.seen
    assert "what you typed: 13" in asked.seen
    assert len(rows(desk)) == 1
    typed = fields(asked, REPORTED)
    assert browser.post(REPORTED, {**typed, "take.value": "theirs"}).location.endswith("?done=unchanged")
    assert browser.post(REPORTED, {**typed, "take.value": "mine"}).location.endswith("?done=saved")
    assert [row.split(",")[3] + row.split(",")[8] for row in rows(desk)] == ["14no", "13yes"]


@pytest.mark.parametrize(
    ("typed", "name", "sentence"),
    [
        ({"f.value": "many"}, "value", "`value` is `many`"),
        ({"f.value": ""}, "value", "missing"),
        ({"f.unit": "lamps"}, "unit", "lamps"),
        ({"f.source": "=HYPERLINK(1)"}, "source", "a spreadsheet would compute it"),
        ({"f.source": ""}, "source", "missing"),
        ({"f.scope": "part"}, "scope_detail", "what the figure covers is not said"),
        ({"f.url": "javascript:x"}, "url", "javascript:x"),
        ({"f.note": "x\u202ey"}, "note", "U+202E"),
    ],
)
def test_what_is_wrong_stands_at_its_field(quiet: Still, typed: dict[str, str], name: str, sentence: str) -> None:
    desk, browser = quiet
    before = desk.files()
    refused = browser.post(TRIED, {**NEW, "f.note": "Mine", **typed})
    assert refused.status == 422, refused.seen
    assert desk.files() == before
    place = refused.text[refused.text.index(f'id="{name}"') :].partition('class="field')[0]
    assert sentence in place, (place, refused.seen)
    assert fields(refused, TRIED)["f.note"] == typed.get("f.note", "Mine")


def test_what_covers_less_than_the_country_is_set_aside(desk: Desk) -> None:
    as_(desk, "Ana").post(TRIED, {**NEW, "f.scope": "part", "f.scope_detail": "The Coast"})
    assert "part,The Coast,,no,Set aside: covers The Coast only," in rows(desk)[1]


def test_there_is_no_other_figure(quiet: Still) -> None:
    browser = quiet.browser
    for address in ("nothing/2024/", "lights_tried/1/", f"lights_tried/{date.today().year + 1}/"):
        assert browser.get(FIGURES + address).status == 404
        assert browser.post(FIGURES + address, NEW).status == 404


def test_with_problems_in_its_folder_no_figure_is_written(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    desk.change("kind: stock", "kind: pile", Path("indicators/series.yaml"))
    before = desk.files()
    assert browser.post(TRIED, NEW).status == 409
    assert browser.post(ASK, {**YEARS, "institution": "Authorities", "language": "en"}).status == 409
    assert desk.files() == before


# Requests


def ask(desk: Desk, **more: str) -> dict[str, str]:
    return {**YEARS, "institution": "Authorities", "name.0": "Authorities", "contact.0": "Harbour Master", "language": "en", **more}  # fmt: skip


def test_an_institution_is_asked_for_what_is_missing(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    page = browser.get(f"{REQUESTS}?first=2021&last=2022")
    assert "Nobody was asked yet." in page.seen
    assert "2 figures are missing that indicators need." in page.seen
    done = browser.follow(browser.post(ASK, ask(desk, due=LATER)))
    assert "The request is on file." in done.seen
    assert "Authorities arcadia-1 ○ waiting" in done.seen
    text = requests(desk)
    assert "    contact: Harbour Master\n" in text
    assert f"    due: {LATER}\n" in text
    assert '    years: ["2021", "2022"]\n' in text
    assert browser.post(ASK, ask(desk, due=LATER)).location.startswith(f"{REQUESTS}?done=unchanged")
    assert requests(desk) == text
    assert "no problems" in desk.run("check")


def test_the_workbook_of_a_request_asks_what_is_on_file(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    assert browser.get(f"{REQUESTS}request.xlsx?first=2021&last=2022").status == 404
    browser.post(ASK, ask(desk))
    answer = browser.get(f"{REQUESTS}request.xlsx?first=2021&last=2022")
    assert answer.headers["content-disposition"] == 'attachment; filename="request-arcadia.xlsx"'
    assert "Authorities" in load_workbook(BytesIO(answer.content)).sheetnames


def test_a_request_gets_another_day_and_another_contact(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    browser.post(ASK, ask(desk))
    place = f"{REQUESTS}Authorities/due/"
    assert browser.post(place, {"due": LATER, "contact": "Coast Guard"}).location.endswith("?done=saved")
    assert f"    due: {LATER}\n" in requests(desk)
    assert "    contact: Coast Guard\n" in requests(desk)
    assert browser.post(place, {"due": "2020-01-01", "contact": "x"}).status == 422
    assert browser.post(f"{REQUESTS}Nobody/due/", {"due": LATER}).status == 404


def test_what_is_overdue_and_what_came_back_is_said(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    browser.post(ASK, ask(desk))
    desk.change(
        f"sent: {date.today().isoformat()}", "sent: 2025-01-02\n    due: 2025-02-01", Path("indicators/requests.yaml")
    )
    page = as_(desk, "Ana").get(REQUESTS)
    assert "▼ overdue" in page.seen
    place = f"{FIGURES}lights_reported/2021/"
    as_(desk, "Ana").post(place, {**NEW, "f.request": "arcadia-1"})
    assert "✓ returned" in as_(desk, "Ana").get(REQUESTS).seen
    assert "    returns:\n      - by: Ana\n" in requests(desk)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"due": "2020-01-01"}, "An answer is due on a day that has not passed."),
        ({"due": "soon"}, "An answer is due on a day that has not passed."),
        ({"language": "xx"}, "Choose a language of the list."),
        ({"institution": ""}, "Tick at least one institution."),
        ({"contact.0": "x\u202ey"}, "A contact is a name and an address on one line."),
        ({"last": "2999"}, "Ask about years that have ended"),
    ],
)
def test_what_cannot_be_asked_is_said(quiet: Still, more: dict[str, str], sentence: str) -> None:
    desk, browser = quiet
    refused = browser.post(ASK, {name: text for name, text in ask(desk, **more).items() if text})
    assert refused.status == 422
    assert sentence in refused.seen
    assert requests(desk) == ""


def test_evaluators_and_managers_bring_figures_and_nobody_else(desk: Desk) -> None:
    with_people(desk)
    for name, status in (("Rea Reviewer", 403), ("Dan Reader", 403), ("Eva Evaluator", 303)):
        assert as_(desk, name).post(TRIED, NEW).status == status
        assert as_(desk, name).post(ASK, ask(desk)).status == status
