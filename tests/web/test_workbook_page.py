"""The workbook of a checklist in the browser: taken away, brought back, looked at, written."""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path
from typing import Any

import pytest
from asking import Answer, Browser, member, workplace
from desk import FOLDER, Desk
from openpyxl import load_workbook
from sheets import HEADERS, checklist_book, opened

from compliance.web import workbook
from compliance.web.living import Living

ADDRESS = "/work/arcadia/2026/lighthouses/workbook/"
PEOPLE = """\
people:
  - {id: eva, name: Eva Evaluator, roles: {arcadia: evaluator}}
  - {id: ivy, name: Ivy Other, roles: {arcadia: evaluator}}
  - {id: dan, name: Dan Reader, roles: {arcadia: reader}}
"""
CHANGED = {"L.1.1": {"Rating": "mostly", "Gap": "Moving a light stays unpunished."}}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "work")


def bring(browser: Browser, file: str | bytes, name: str = "book.xlsx") -> Answer:
    content = file if isinstance(file, bytes) else Path(file).read_bytes()
    return browser.upload(ADDRESS, name, content)


def read(answer: Answer) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(answer.content))


def hidden(page: Answer, name: str) -> str:
    match = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', page.text)
    assert match, page.seen[:600]
    return match[1]


def test_it_is_looked_at_first_and_written_then(desk: Desk) -> None:
    browser = workplace(desk.root, by="Eva")
    before = desk.files()
    page = bring(browser, checklist_book(desk, CHANGED))
    assert page.status == 200
    assert "The workbook changes 1 answer or entry." in page.seen
    assert "L.1.1 rating met mostly" in page.seen
    assert "Moving a light stays unpunished." in page.seen
    assert desk.files() == before
    done = browser.post(f"{ADDRESS}write/", {"token": hidden(page, "token")})
    assert done.location == "/work/arcadia/2026/lighthouses/?done=brought"
    assert desk.response().rating == ("mostly",)
    assert desk.log[-1].startswith("Eva: ")
    again = browser.post(f"{ADDRESS}write/", {"token": hidden(page, "token")})
    assert (again.status, "does not wait here any more" in again.seen) == (409, True)


def test_the_workbook_that_leaves_is_that_of_the_command(desk: Desk) -> None:
    browser = workplace(desk.root, by="Eva")
    taken = browser.get(f"{ADDRESS}file.xlsx")
    assert taken.headers["content-disposition"] == 'attachment; filename="arcadia-2026-lighthouses.xlsx"'
    checklist_book(desk, {})
    by_command = opened(desk.root.parent / "book.xlsx")
    in_browser = read(taken)
    assert in_browser.sheetnames == by_command.sheetnames
    assert [cell.value or None for cell in in_browser["Lights"][HEADERS]] == [
        cell.value for cell in by_command["Lights"][HEADERS]
    ]
    assert "The workbook changes nothing." in bring(browser, taken.content).seen
    assert read(browser.get(f"{ADDRESS}file.xlsx?language=fr")).sheetnames != in_browser.sheetnames


def test_a_cell_that_cannot_be_read_is_named_and_nothing_can_be_written(desk: Desk) -> None:
    browser, before = workplace(desk.root, by="Eva"), desk.files()
    page = bring(browser, checklist_book(desk, {"L.1.1": {"Rating": "splendid"}}))
    assert page.status == 422
    assert "1 cell is to be mended; nothing was written." in page.seen
    assert re.search(r"Lights!?[A-Z]+\d+|\b[A-Z]+5\b", page.seen)
    assert hidden(page, "token") == ""
    assert desk.files() == before


def test_what_both_sides_changed_is_decided_by_whoever_brings_it(desk: Desk) -> None:
    browser = workplace(desk.root, by="Eva")
    file = checklist_book(desk, {"L.1.1": {"Analysis": "As the workbook says."}})
    desk.change("    evidence: B\n", "    evidence: B\n    analysis: As the file says.\n")
    page = bring(browser, file)
    assert "As the workbook says." in page.seen
    assert "As the file says." in page.seen
    token, name = hidden(page, "token"), "take.L.1.1..analysis"
    undecided = browser.post(f"{ADDRESS}write/", {"token": token})
    assert undecided.status == 409
    assert desk.response().analysis == "As the file says."
    desk.change("As the file says.", "As the file says now.")
    old = browser.post(
        f"{ADDRESS}write/", {"token": token, name: "theirs", f"seen.{name}": hidden(page, f"seen.{name}")}
    )
    assert (old.status, "As the file says now." in old.seen) == (409, True)
    seen = hidden(old, f"seen.{name}")
    assert browser.post(f"{ADDRESS}write/", {"token": token, name: "theirs", f"seen.{name}": seen}).status == 303
    assert desk.response().analysis == "As the workbook says."


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 half"])
def test_what_is_no_workbook_is_refused(desk: Desk, content: bytes) -> None:
    browser, before = workplace(desk.root, by="Eva"), desk.files()
    assert bring(browser, content).status == 422
    assert desk.files() == before


def test_the_workbook_of_another_checklist_is_refused(desk: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "other")
    (other.root / "assessments/arcadia/2026").rename(other.root / "assessments/arcadia/2025")
    checklist = other.root / "assessments/arcadia/2025/lighthouses.yaml"
    checklist.write_text(checklist.read_text("utf-8").replace("2026", "2025"), "utf-8")
    browser = workplace(other.root, by="Eva")
    content = workplace(desk.root, by="Eva").get(f"{ADDRESS}file.xlsx").content
    page = browser.upload("/work/arcadia/2025/lighthouses/workbook/", "book.xlsx", content)
    assert (page.status, "the workbook of another checklist" in page.seen) == (422, True)


def test_answers_go_in_under_the_name_of_whoever_gave_them(desk: Desk) -> None:
    page = bring(workplace(desk.root, by="Eva"), checklist_book(desk, CHANGED, "Ivy"))
    assert (page.status, "The workbook says that Ivy answered" in page.seen) == (422, True)


def test_what_waits_is_for_whoever_brought_it(desk: Desk) -> None:
    (desk.root / "people.yaml").write_text(PEOPLE, "utf-8")
    earlier = desk.root / FOLDER / "2025/lighthouses.yaml"
    earlier.parent.mkdir()
    earlier.write_text(desk.text.replace("2026", "2025"), "utf-8")
    eva, dan = workplace(desk.root, by="Eva Evaluator"), workplace(desk.root, by="Dan Reader")
    assert bring(dan, checklist_book(desk, CHANGED)).status == 403
    assert "Bring back" not in dan.get(ADDRESS).seen
    other = Browser(eva.application, dict(eva.cookies))
    assert other.post(f"{ADDRESS}write/", {"token": "guessed"}).status == 409
    before, living, kept = desk.files(), Living(desk.root, lambda site: site), dict[str, Any]()
    eva, ivy = (member(desk.root, name, living, kept) for name in ("Eva Evaluator", "Ivy Other"))
    token = hidden(bring(eva, checklist_book(desk, CHANGED)), "token")
    assert ivy.post(f"{ADDRESS}write/", {"token": token}).status == 409
    assert eva.post(f"{ADDRESS.replace('2026', '2025')}write/", {"token": token}).status == 409
    assert desk.files() == before
    assert eva.post(f"{ADDRESS}write/", {"token": token}).status == 303


def test_only_some_wait_and_not_for_long(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST", 2)
    browser = workplace(desk.root, by="Eva")
    file = checklist_book(desk, CHANGED)
    tokens = [hidden(bring(browser, file), "token") for _ in range(3)]
    assert browser.post(f"{ADDRESS}write/", {"token": tokens[0]}).status == 409
    monkeypatch.setattr(workbook, "WAITS", -1.0)
    assert browser.post(f"{ADDRESS}write/", {"token": tokens[2]}).status == 409
    assert desk.response().rating == ("met",)


def test_a_closed_checklist_takes_no_answers(desk: Desk) -> None:
    file = checklist_book(desk, CHANGED)
    desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    page = bring(workplace(desk.root, by="Eva"), file)
    assert (page.status, "The checklist is submitted; it takes no answers." in page.seen) == (409, True)


@pytest.mark.parametrize("name", ["../../etc/passwd.xlsx", "a/b\\c.xlsx", "", "x" * 300, "\0.xlsx", "no-ending"])
def test_the_name_of_a_file_leads_nowhere(desk: Desk, name: str) -> None:
    assert re.fullmatch(r"[\w ()._-]{1,105}\.xlsx", workbook._plain(name))
