"""A cycle on the desk: sealed once it is adopted, sealed anew with a reason, verified with what is not as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import FOLDER, Desk
from managing import as_, with_people

CYCLE = "/desk/arcadia/2026/"
SEAL = f"{CYCLE}seal/"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "work")


def test_what_is_not_adopted_is_not_sealed(desk: Desk) -> None:
    browser = as_(desk, "Board")
    page = browser.get(CYCLE)
    assert "In the way: Only what is adopted is sealed: lighthouses is draft." in page.seen
    assert SEAL not in page.text
    assert browser.post(SEAL).status == 409
    assert not desk.country.seals


def test_a_cycle_is_sealed_once_and_holds(desk: Desk) -> None:
    desk.adopt()
    browser = as_(desk, "Board")
    page = browser.follow(browser.post(SEAL))
    assert "Sealed." in page.seen
    ((key, filed),) = desk.country.seals.items()
    assert key == ("2026", 1)
    assert (filed.value.by, filed.value.why, filed.value.signed_with) == ("Board", None, None)
    assert filed.value.log
    assert filed.value.log.lines == 3
    again = browser.post(SEAL)
    assert again.status == 409
    assert "Nothing changed since seal 1." in again.seen
    assert len(desk.country.seals) == 1
    assert "✓ Holds Arcadia 2026, seal 1" in browser.get(f"{CYCLE}?verify=yes").seen
    assert "no key passes through this server" in page.seen
    assert "compliance seal arcadia 2026 --by NAME --sign" in page.seen


def test_the_first_figure_that_differs_and_the_files_that_changed_are_named(desk: Desk) -> None:
    desk.adopt()
    desk.seal()
    browser = as_(desk, "Board")
    desk.change("core: true\n        core_reason: Without it the article protects no light.\n", "", Path("assessments/instruments/lighthouses.yaml"))  # fmt: skip
    page = browser.get(f"{CYCLE}?verify=yes")
    assert "▲ Does not hold" in page.seen
    assert "figures differ, the first:" in page.seen
    assert "changed since: assessments/instruments/lighthouses.yaml" in page.seen


def test_other_files_alone_are_said_too(desk: Desk) -> None:
    desk.adopt()
    desk.seal()
    browser = as_(desk, "Board")
    file = desk.root / FOLDER / "sources.yaml"
    file.write_text(f"{file.read_text('utf-8')}  - id: yearbook\n    document: Yearbook\n", "utf-8")
    assert "✓ Holds, with other files" in browser.get(f"{CYCLE}?verify=yes").seen


def test_a_new_seal_says_why(desk: Desk) -> None:
    desk.adopt()
    desk.seal()
    desk.rerate("mostly", "--gap", "Moving a light stays unpunished.")
    browser = as_(desk, "Board")
    refused = browser.post(SEAL)
    assert refused.status == 409
    assert "Seal 1 is on it: say why a new one is necessary." in refused.seen
    assert browser.post(SEAL, {"why": "Moving a light was overlooked"}).status == 303
    assert desk.country.seals["2026", 2].value.why == "Moving a light was overlooked"


def test_deliverables_that_were_built_go_into_the_seal(desk: Desk) -> None:
    desk.adopt()
    folder = desk.root / "build/reports"
    folder.mkdir(parents=True)
    (folder / "arcadia-2026.pdf").write_bytes(b"report")
    browser = as_(desk, "Board")
    assert "with the digest of 1 deliverable that was built" in browser.get(CYCLE).seen
    browser.post(SEAL, {"deliverables": "yes"})
    assert list(desk.country.seals["2026", 1].value.deliverables) == ["arcadia-2026.pdf"]


def test_what_is_wrong_is_mended_before_it_is_sealed(desk: Desk) -> None:
    desk.adopt()
    browser = as_(desk, "Board")
    desk.change("status: in-force", "status: in-forces", FOLDER / "legislation.yaml")
    refused = browser.post(SEAL)
    assert refused.status == 409
    assert "The folder has one problem: mend what is wrong first." in refused.seen
    assert not (desk.root / FOLDER / "2026/seal-1.json").exists()


def test_a_manager_seals_and_nobody_else(desk: Desk) -> None:
    desk.adopt()
    with_people(desk)
    assert as_(desk, "Rea Reviewer").post(SEAL).status == 403
    assert as_(desk, "Rea Reviewer").get(CYCLE).status == 403
    assert as_(desk, "Max Manager").post(SEAL).status == 303


def test_there_is_no_other_cycle(desk: Desk) -> None:
    browser = as_(desk, "Board")
    assert browser.get("/desk/arcadia/2031/").status == 404
    assert browser.post("/desk/arcadia/2031/seal/").status == 404
    assert browser.get("/desk/nowhere/2026/").status == 404
