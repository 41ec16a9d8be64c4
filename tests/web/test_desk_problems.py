"""What is wrong in the files: by file and code, each with the field in which it can be mended, or its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import Browser, workplace
from desk import FOLDER, SECOND, Desk
from managing import as_, blind, links, with_people

from compliance.web.living import Living


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "work")


def after(desk: Desk, name: str, *edits: tuple[str, str, Path]) -> Browser:
    """A browser of somebody whose server read the folder before it was edited."""
    living = Living(desk.root, lambda site: site)
    for old, new, file in edits:
        desk.change(old, new, file)
    living.refresh()
    return workplace(desk.root, by=name, living=living)


SHARED = ("definition: Reports of lights put out in the year", "definition: 3\n    kind: flood", Path("indicators/series.yaml"))  # fmt: skip
CHECKLIST = FOLDER / "2026/lighthouses.yaml"
LOWER = ("    rating: met\n", "    rating: mostly\n", CHECKLIST)


def test_nothing_is_wrong(desk: Desk) -> None:
    page = as_(desk, "Ana").get("/desk/problems/")
    assert "No problems" in page.seen
    assert "Every file can be read, and nothing in it contradicts another." in page.seen


def test_a_problem_of_an_answer_leads_to_its_field(desk: Desk) -> None:
    page = after(desk, "Ana", LOWER).get("/desk/problems/")
    assert "1 problem in 1 file" in page.seen
    assert "The rating is `mostly`, but no `gap` says what is missing" in page.seen
    assert "A reader must be able to act on every deduction." in page.seen
    assert "    9 |   L.1.1:\n      |   ^" in page.text
    assert 'href="/work/arcadia/2026/lighthouses/1/?c=L.1.1#a.gap"' in page.text


@pytest.mark.parametrize(
    ("edit", "address"),
    [
        (("provision: \"4\"\n", "provision: [4]\n", CHECKLIST), "/work/arcadia/2026/lighthouses/1/?c=L.1.1#b.0.provision"),
        (("act: lights-act", "act: fog-act", CHECKLIST), "/work/arcadia/2026/lighthouses/1/?c=L.1.1#b.0.act"),
        (("basis: desk-review", "basis: hearsay", CHECKLIST), "/desk/arcadia/2026/lighthouses/"),
        (("in_force: 2010-03-01", "in_force: once", FOLDER / "legislation.yaml"), "/desk/arcadia/registers/acts/lights-act/#in_force"),
        (("2024,lights_reported,12", "2024,lights_reported,twelve", Path("indicators/statistics.csv")), "/desk/arcadia/figures/lights_reported/2024/"),
    ],
)  # fmt: skip
def test_each_place_leads_to_its_form(desk: Desk, edit: tuple[str, str, Path], address: str) -> None:
    page = after(desk, "Ana", edit).get("/desk/problems/")
    assert f'href="{address}"' in page.text, page.seen


def test_where_there_is_no_form_file_and_line_are_said(desk: Desk) -> None:
    page = after(desk, "Ana", SHARED).get("/desk/problems/")  # fmt: skip
    assert "<code>indicators/series.yaml:8:5</code>" in page.text
    assert "Go to the field" not in page.text


def test_each_code_has_its_page(desk: Desk) -> None:
    browser = after(desk, "Ana", LOWER)
    assert "/desk/problems/missing-gap/" in set(links(browser.get("/desk/problems/")))
    page = browser.get("/desk/problems/missing-gap/")
    assert "A rating below the best stands without the gap that explains it." in page.seen
    assert "compliance check --explain missing-gap" in page.seen
    assert browser.get("/desk/problems/no-such-code/").status == 404
    assert browser.get("/desk/problems/..%2f..%2fsecret/").status == 404


@pytest.mark.parametrize(("name", "sees"), [("Max Manager", True), ("Ola Own", False)])
def test_what_all_share_is_mended_by_whoever_manages_all(desk: Desk, name: str, *, sees: bool) -> None:
    page = after(with_people(desk), name, SHARED).get("/desk/problems/")
    assert ('<h3 class="gap path">indicators/series.yaml</h3>' in page.text) is sees


def test_of_the_other_evaluator_who_rates_blind_no_problem_is_shown(desk: Desk) -> None:
    browser = after(blind(desk), "Max", ("rating: partly", "rating: mostlier", SECOND))
    for address in ("/desk/problems/", "/desk/"):
        page = browser.get(address)
        assert "mostlier" not in page.text
        assert "unknown-rating" not in page.text
    assert "of the other evaluator, and both rate blind" in browser.get("/desk/problems/").seen
