"""A folder in which something is wrong is served all the same: with a page, and with what is wrong."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest
from asking import Answer, workplace
from desk import BASE, Desk

EXAMPLES = sorted(file.parent for file in BASE.parent.glob("*/expected.txt"))
AT = "/work/arcadia/2026/lighthouses/"
PAGES = (
    "/work/", AT, f"{AT}1/", f"{AT}workbook/file.xlsx", "/review/arcadia/2026/lighthouses/1/", "/desk/", "/desk/problems/",
    "/desk/arcadia/2026/", "/desk/arcadia/2026/lighthouses/", "/desk/arcadia/registers/", "/desk/arcadia/figures/", "/",
)  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES[::5], ids=lambda example: example.name)
def test_a_folder_with_any_problem_has_its_pages(tmp_path: Path, example: Path) -> None:
    desk = Desk(tmp_path / "work")
    shutil.copytree(example, desk.root, dirs_exist_ok=True)
    browser = workplace(desk.root, by="Ana")
    shown = {page: browser.get(page) for page in PAGES}
    assert {page: answer.status for page, answer in shown.items() if answer.status not in (200, 404)} == {"/": 503}
    assert all("<h1>" in answer.text for page, answer in shown.items() if page not in ("/", PAGES[3]))


def broken(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """What is answered where a page cannot be made."""

    def fails(*_: object, **_more: object) -> None:
        raise IndexError("the innards")

    monkeypatch.setattr("compliance.web.checklists.assessments", fails)
    return workplace(desk.root, by="Ana").get(f"{AT}1/")


def test_where_a_page_cannot_be_made_of_a_broken_folder_it_is_said_and_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(tmp_path / "work")
    desk.change("rating: met", "rating: nonsense")
    with caplog.at_level(logging.ERROR):
        page = broken(desk, monkeypatch)
    assert page.status == 503
    assert "What is wrong in the folder stands in the way: mend that first." in page.seen
    assert "nonsense" in page.seen, "what is wrong is said"
    assert "innards" not in page.text
    assert "the innards" in caplog.text


def test_a_fault_of_ours_is_not_taken_for_one_of_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(IndexError):
        broken(Desk(tmp_path / "work"), monkeypatch)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rating: met", "rating: nonsense"),
        ("rating: met", "rating: not-applicable"),
        ("rating: met", "ratings_by_part: {coast: nonsense}"),
        ("act: lights-act", "act: no-such-act"),
        ('provision: "4"', "provision: ''"),
        ("L.1.1:", "L.9.9:"),
        ("status: draft", "status: adopted"),
        ("evaluators: [desk]", "evaluators: []"),
        ('cycle: "2026"', 'cycle: "2027"'),
    ],
)
def test_an_answer_with_anything_wrong_has_its_pages(tmp_path: Path, old: str, new: str) -> None:
    desk = Desk(tmp_path / "work")
    desk.change(old, new)
    browser = workplace(desk.root, by="Ana")
    for page in PAGES[:-1]:
        answer = browser.get(page)
        if answer.status == 503:
            assert "What is wrong in the folder stands in the way" in answer.seen
            assert "lighthouses.yaml:" in answer.seen
        assert answer.status in (200, 404, 503), (page, answer.seen[:400])
