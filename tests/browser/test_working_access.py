"""Every working page, and every state in which somebody meets it, is open to everybody: axe in both schemes, 320 px, no fault."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from desk import FOLDER, Desk
from hostile import combined
from playwright.sync_api import Page, expect
from sheets import checklist_book

from compliance.pages.work.render import TEMPLATES, html
from compliance.screens.work import parts
from compliance.web import builds as building
from compliance.web.accounts import INVITATION

from .harness import Visits, serve
from .test_access import everybody
from .working import DESK, GAP, PEOPLE, REVIEW, WORK, Team, choose, planned, press, submitted, team, with_accounts

PLACES: Mapping[str, tuple[str, str]] = {
    "RefusedPage": ("eva", "/work/atlantis/2026/lt-12/"),
    "WorkbookPage": ("eva", "/work/borduria/2026/lt-12/workbook/"),
    "BuildsPage": ("max", "/desk/builds/"),
    "PeoplePage": ("max", "/people/"),
    "PersonPage": ("max", "/people/eva/"),
    "MinePage": ("eva", "/work/"),
    "ChecklistPage": ("eva", "/work/borduria/2026/lt-12/"),
    "ArticlePage": ("eva", "/work/borduria/2026/lt-12/3/?c=12.3.2"),
    "BoardPage": ("max", "/desk/"),
    "ProblemsPage": ("max", "/desk/problems/"),
    "CodePage": ("max", "/desk/problems/unknown-word/"),
    "DeskChecklistPage": ("max", "/desk/arcadia/2026/lt-12/"),
    "CyclePage": ("max", "/desk/arcadia/2026/?verify=yes"),
    "RegistersPage": ("max", "/desk/arcadia/registers/"),
    "EntryPage": ("max", "/desk/arcadia/registers/acts/criminal-code/"),
    "FiguresPage": ("max", "/desk/arcadia/figures/"),
    "FigurePage": ("max", "/desk/arcadia/figures/letters_opened/2025/"),
    "RequestsPage": ("max", "/desk/arcadia/requests/"),
    "StartPage": ("max", "/desk/start/"),
    "NewPage": ("max", "/desk/borduria/new/"),
    "QueuePage": ("rea", "/review/"),
    "ReviewedPage": ("rea", "/review/arcadia/2026/lt-12/"),
    "AnswersPage": ("rea", "/review/arcadia/2026/lt-12/3/"),
    "RatersPage": ("rea", "/review/arcadia/2026/lt-12/raters/"),
    "PastPage": ("rea", "/review/arcadia/2026/lt-12/3/history/?c=12.3.2"),
    "ReratePage": ("eva", "/review/arcadia/2026/lt-31/1/rerate/?c=31.1.1"),
}
"""Who sees a page of each kind, and where, in the made-up workspace with everything."""
DOOR = {"SignInPage", "InvitedPage"}
"""Pages of a server with accounts."""
LINK = {"InstitutionPage", "SentPage", "ReplyPage"}
"""Pages of a request that an institution fills in: `test_institution`."""


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The kinds of pages that the server showed."""
    shown: list[str] = []

    def noted(page: parts.WorkPage, frame: parts.Frame) -> str:
        shown.append(type(page).__name__)
        return html(page, frame)

    monkeypatch.setattr("compliance.web.routes.html", noted)
    return shown


def test_a_page_of_every_kind(visit: Visits, tmp_path: Path, kinds: list[str]) -> None:
    assert sorted([*PLACES, *DOOR, *LINK]) == sorted(kind.__name__ for kind in TEMPLATES)
    root = combined(tmp_path / "work")
    more = "also: [desk], roles: {arcadia: evaluator, borduria: evaluator}"
    (root / "people.yaml").write_text(PEOPLE.replace("roles: {arcadia: evaluator}", more, 1), "utf-8")
    visit.refusals.add(403)
    with team(root, visit) as full:
        persons = {id_: full.person(id_, path) for id_, path in dict(PLACES.values()).items()}
        for kind, (id_, path) in PLACES.items():
            kinds.clear()
            persons[id_].goto(f"{full.address}{path}")
            assert kinds[0] == kind
            everybody(persons[id_])


def test_the_pages_of_the_door(visit: Visits, desk: Desk, kinds: list[str]) -> None:
    served, _, store = with_accounts(desk)
    visit.refusals |= {403, 422}
    with serve(served) as address:
        page = visit(f"{address}/sign-in/")
        everybody(page)
        page.get_by_label("Name or address of e-mail").fill("eva@example.org")
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_have_text("Name or password is wrong.")
        everybody(page)
        page.goto(f"{address}/invitation/{store.offer(INVITATION, 'eva')}/")
        everybody(page)
        choose(page, "short")
        expect(page.get_by_role("alert")).to_be_visible()
        everybody(page)
        page = visit(f"{address}/invitation/{store.offer(INVITATION, 'max')}/")
        choose(page)
        page.get_by_role("link", name="People").click()
        page.get_by_role("button", name="Invite Eva Evaluator").click()
        expect(page.get_by_label("Link of the invitation")).to_be_visible()
        everybody(page)
        visit.close()
    assert set(kinds) >= DOOR


# States of an answer

LABELS = "texts => texts.map((each) => getComputedStyle(each, '::before').content)"


@pytest.fixture
def small(people: Team, visit: Visits) -> Team:
    visit.refusals |= {403, 404, 409, 422}
    return people


def test_an_answer_that_is_refused_disputed_or_kept_as_a_draft(small: Team, desk: Desk) -> None:
    page = small.person("eva", f"{WORK}1/?c=L.1.1")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("[data-press='3']").check()
    page.get_by_label("Gist").first.fill("")
    press(page)
    expect(page.locator("#errors")).to_be_focused()
    everybody(page)
    page.goto(f"{small.address}{WORK}1/?c=L.1.1")
    expect(page.locator("[data-draft-found]")).to_be_visible()
    everybody(page)
    page.get_by_role("button", name="Throw it away").click()
    page.get_by_label("Practice").fill("Two cases.")
    desk.change("    evidence: B\n", "    evidence: B\n    practice: No case.\n")
    press(page)
    expect(page.locator("#conflicts")).to_be_focused()
    everybody(page)
    page.set_viewport_size({"width": 390, "height": 844})
    named = page.locator(".conflict.texts > div").evaluate_all(LABELS)
    assert named == ['"As it was"', '"Theirs"', '"Yours"'], (
        "each text says whose it is where they stand below each other"
    )
    page.set_viewport_size({"width": 1280, "height": 900})
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    everybody(page, unfold=False)


def test_an_answer_that_is_stale_and_a_server_that_is_gone(small: Team, desk: Desk, visit: Visits) -> None:
    page = small.person("eva", "/work/", alone=True)
    page.clock.install()
    page.goto(f"{small.address}{WORK}1/?c=L.1.1")
    small.person("ivy", f"{WORK}1/")
    desk.change("    evidence: B\n", "    evidence: A\n")
    small.notice()
    page.clock.fast_forward(31_000)
    expect(page.locator("[data-stale]")).to_contain_text("This answer was changed meanwhile.")
    expect(page.locator("[data-here]")).to_have_text("Ivy Evaluator is on Article 1")
    page.context.set_offline(True)
    page.get_by_label("Practice").fill("Two cases.")
    page.clock.fast_forward(1_000)
    expect(page.locator("[data-offline]")).to_be_in_viewport()
    everybody(page)
    page.context.set_offline(False)
    visit.faults[:] = [fault for fault in visit.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


def test_read_only_submitted_adopted_and_returned(small: Team, desk: Desk) -> None:
    everybody(small.person("dan", f"{WORK}1/?c=L.1.1"))
    submitted(desk)
    small.notice()
    page = small.person("eva", f"{WORK}1/?c=L.1.1")
    expect(page.get_by_text("Read only.")).to_be_visible()
    everybody(page)
    page.goto(f"{small.address}{WORK}")
    everybody(page)
    page = small.person("rea", f"{REVIEW}1/")
    page.locator("[data-remark]").first.fill("Which islands?")
    page.get_by_role("button", name="Send remark").first.click()
    expect(page.get_by_text("Which islands?")).to_be_visible()
    everybody(page)
    desk.change("Names rocks.", "Names all rocks.")
    page.locator("[id='L.1.2']").get_by_role("button", name="Accept").click()
    expect(page.get_by_role("alert")).to_contain_text("Changed since this page was shown")
    everybody(page)


def test_what_was_adopted_is_rated_anew_and_sealed(small: Team, desk: Desk) -> None:
    desk.step("submitted", "Eva Evaluator", "2026-07-01", "--note", "Islands were not looked into")
    desk.step("reviewed", "Rea Reviewer", "2026-07-10")
    desk.step("adopted", "Max Manager", "2026-07-20")
    assert "seal-1.json" in desk.run("seal", "arcadia", "2026", "--on", "2026-07-21", by="Max Manager")
    page = small.person("eva", f"{REVIEW}1/rerate/?c=L.1.1")
    everybody(page)
    page.get_by_role("button", name="Re-rate").click()
    for path in ("/desk/arcadia/2026/?verify=yes", DESK):
        everybody(small.person("max", path))


def test_nothing_is_there_yet_or_not_for_somebody(small: Team, desk: Desk) -> None:
    other = desk.text.replace("[desk]", "[Sam Second]")  # a second evaluator who rates blind, and has not submitted
    (desk.root / FOLDER / "2026/lighthouses.second.yaml").write_text(other, "utf-8")
    for id_, path in {
        "eva": f"{WORK.replace('lighthouses', 'lighthouses.second')}1/",
        "sam": f"{WORK}1/",
        "nora": "/work/",
        "rea": "/review/",
        "max": "/desk/builds/",
    }.items():
        everybody(small.person(id_, path))


# States of the desk


def test_problems_refusals_and_builds_of_a_manager(small: Team, desk: Desk, tmp_path: Path) -> None:
    page = small.person("max", DESK)
    page.get_by_label("Articles, section or criterion").fill("99")
    page.get_by_role("button", name="Share out").click()
    expect(page.get_by_role("alert")).to_be_visible()
    everybody(page)
    page.goto(f"{small.address}/desk/arcadia/registers/new-document/")
    page.locator("form.desk-form").evaluate("form => { form.noValidate = true; }")
    page.locator("form.desk-form button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    everybody(page)
    page.goto(f"{small.address}/people/")
    page.get_by_label("Name", exact=True).fill("Eva Evaluator")
    page.get_by_label("Id").fill("eva")
    page.get_by_role("button", name="Add, then choose roles").click()
    expect(page.get_by_role("alert")).to_be_visible()
    everybody(page)
    desk.change("rating: met", "rating: largely")
    small.notice()
    page.goto(f"{small.address}/desk/problems/")
    expect(page.locator("header .draft").first).to_contain_text("problem")
    everybody(page)


LONG = f"{building.HEARS}; import time; print('begun', flush=True); time.sleep(60)"
BAD = "import sys; print(sys.argv[1] + ': PermissionError: it is open in another program'); sys.exit(1)"


def anew(page: Page) -> None:
    """Loads a page anew, once what was sent from it has been answered."""
    page.wait_for_load_state("networkidle")
    page.reload()


def test_a_build_that_goes_on_is_stopped_and_one_that_fails(small: Team, desk: Desk) -> None:
    planned(desk)
    programs = iter((LONG, BAD))
    small.server.keep[building.__name__] = building.Builds(
        lambda _root, _output, names: [sys.executable, "-c", next(programs), *names]
    )
    page = small.person("max", "/desk/builds/")
    build = page.get_by_role("button", name="Build what is ticked")
    build.click()
    expect(page.get_by_text("A build goes on.")).to_be_visible()
    everybody(page)
    page.get_by_role("button", name="Stop").click()
    assert building.builds_of(small.server).wait(60)
    anew(page)
    build.click()
    assert building.builds_of(small.server).wait(60) == 1
    anew(page)
    expect(page.get_by_role("alert")).to_contain_text("The last build did not make all.")
    everybody(page)


def test_a_workbook_that_is_looked_at(small: Team, desk: Desk) -> None:
    page = small.person("eva", f"{WORK}workbook/")
    book = checklist_book(desk, {"L.1.1": {"Rating": "mostly", "Gap": GAP}})
    desk.change("    evidence: B\n", "    evidence: B\n    gap: Something else.\n")
    small.notice()
    page.get_by_label("Workbook (.xlsx, up to 25 MB)").set_input_files(book)
    page.get_by_role("button", name="Look at the changes").click()
    expect(page.locator("fieldset.clash")).to_contain_text("Something else.")
    everybody(page)
