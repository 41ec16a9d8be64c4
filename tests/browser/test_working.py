"""What people do all day, with keyboard and mouse: evaluators, reviewers, managers, on one folder; the files tell what came of it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from zipfile import ZipFile

from desk import Desk
from playwright.sync_api import Dialog, Page, expect

from compliance.web import builds
from compliance.web.start import first_keys

from .harness import Visits, focused, serve
from .working import (
    DESK,
    GAP,
    PASSWORD,
    REVIEW,
    WORK,
    Team,
    application,
    choose,
    lengthened,
    planned,
    press,
    submitted,
    team,
    with_accounts,
)

KEYS = """() => {
  window.pressed = [];
  const typing = (el) => /^(textarea|input)$/i.test(el.tagName) && !/radio|checkbox/.test(el.type);
  addEventListener("submit", () => sessionStorage.setItem("pressed", JSON.stringify(window.pressed)));
  addEventListener("keydown", (event) => {
    const text = typing(event.target) && event.key.length === 1 && !event.ctrlKey && !event.altKey;
    if (!text && !(event.key === "Shift" && typing(event.target))) window.pressed.push(event.key);
  }, true);
}"""
"""Counts the keys that somebody presses, but for text into a field; a letter in a choice is none."""


def tab_to(page: Page, name: str, most: int = 40) -> None:
    """Presses Tab until something of a name has the focus."""
    for _pressed in range(most):
        page.keyboard.press("Tab")
        held = focused(page)
        if name in held["name"]:
            assert held["outlined"], held
            return
    raise AssertionError(f"{name} is not among the first {most}")


def answer(page: Page, provision: str, rating: str = "1", gap: str = "") -> None:
    """Answers a criterion by keys alone: rating, evidence, act, provision, its role, past its level, gist; saves, and the next opens."""
    keyboard = page.keyboard
    keyboard.press(rating)
    keyboard.press("Shift+B")
    keyboard.press("Alt+a")
    keyboard.type("Lights Act")
    keyboard.press("Tab")
    keyboard.type(provision)
    keyboard.press("Tab")
    keyboard.type("o")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.type("Punishes it.")
    if gap:
        keyboard.press("Alt+g")
        keyboard.type(gap)
    press(page, "Control+Enter")
    assert page.url.endswith("done=saved"), page.locator("#errors").all_inner_texts()


def test_from_an_open_article_to_a_saved_answer_are_twelve_keys_at_most(people: Team, desk: Desk) -> None:
    page = people.person("eva", f"{WORK}1/?c=L.1.2")
    page.evaluate(KEYS)
    answer(page, "5")
    pressed = page.evaluate("JSON.parse(sessionStorage.getItem('pressed'))")
    assert pressed == ["1", "Shift", "B", "Alt", "a", "Tab", "Tab", "o", "Tab", "Tab", "Control", "Enter"]
    assert len(pressed) <= 12
    assert (desk.response("L.1.2").rating, desk.response("L.1.2").legal_basis[0].provision) == (("met",), "5")


def test_an_evaluator_answers_six_criteria_by_keyboard_alone(people: Team, desk: Desk) -> None:
    lengthened(desk, 4)
    page = people.person("eva", "/work/")
    tab_to(page, "Putting out a light")
    press(page, "Enter")
    expect(page.locator(".strip [aria-current]")).to_contain_text("1(2)")
    press(page, "n")
    order = ("L.1.3", "L.1.2", *(f"L.2.{n}" for n in range(1, 5)))
    for n, criterion in enumerate(order):
        low = n % 3
        expect(page.locator(".anchor")).to_have_text(criterion)
        answer(page, str(n + 2), str(low + 1), GAP if low else "")
        expect(page.get_by_text("written and read back")).to_be_visible()
    responses = desk.checklist.responses
    ratings = ("met", "mostly", "partly")
    wanted = {id_: ((ratings[n % 3],), str(n + 2), "Eva Evaluator") for n, id_ in enumerate(order)}
    assert {
        id_: (responses[id_].rating, responses[id_].legal_basis[0].provision, responses[id_].author) for id_ in order
    } == wanted


def test_every_key_does_what_the_list_of_keys_says(people: Team, desk: Desk) -> None:
    lengthened(desk, 1)
    page = people.person("eva", f"{WORK}1/?c=L.1.1")
    keyboard, at = page.keyboard, page.locator(".anchor")
    for key, where in {"j": "L.2.1", "k": "L.1.2", "p": "L.1.1"}.items():
        press(page, key)
        expect(at).to_have_text(where)
    for key, rating in {"4": "not-met", "2": "mostly", "r": "met, mostly", "0": "not-applicable", "1": "met"}.items():
        keyboard.press(key)
        assert page.evaluate("new FormData(document.querySelector('.answer-form')).get('a.rating')") == rating
    for key, field in {"f": "word", "/": "q", "Alt+g": "a.gap", "Alt+a": "b.1.act"}.items():
        keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == field
        keyboard.press("Escape")
        assert page.evaluate("document.activeElement.tagName") == "BODY"
    keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    keyboard.press("n")
    keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(at).to_have_text("L.1.1")
    keyboard.press("Alt+g")
    keyboard.type("n4jk?")
    assert (page.get_by_label("Gap").input_value(), page.locator("[data-press='1']").is_checked()) == ("n4jk?", True)
    page.get_by_label("Gap").fill("")


def test_a_reviewer_accepts_remarks_and_returns(people: Team, desk: Desk) -> None:
    submitted(desk)
    page = people.person("rea", "/review/")
    press(page, "n")
    expect(page.locator(".answer:focus")).to_have_id("L.1.1")
    press(page, "a")
    expect(page.get_by_role("status").get_by_text("Accepted. The next answer follows.")).to_be_visible()
    expect(page.locator(".answer:focus")).to_have_id("L.1.2")
    page.keyboard.press("m")
    page.keyboard.type("Which islands?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Which islands?").first).to_be_visible()
    page.get_by_role("link", name="Return or finish").click()
    box = page.get_by_role("region", name=re.compile("^Return"))
    box.get_by_label("Note").fill("See the remark.")
    box.get_by_role("button").click()
    expect(page.get_by_role("status").first).to_contain_text("eturned")
    assert desk.response("L.1.1").reviewed_by == "Rea Reviewer"
    assert [each.text for each in desk.response("L.1.2").remarks] == ["Which islands?"]
    assert (desk.checklist.status, desk.checklist.steps[-1].note) == ("returned", "See the remark.")
    asked = people.person("eva", "/work/")
    expect(asked.locator(".remark")).to_contain_text("Which islands?")
    asked.locator(".remark a").click()
    asked.get_by_label("Reply to remark 1").fill("Those of the north.")
    asked.get_by_role("button", name="Reply").click()
    expect(asked.locator("#remarks")).to_contain_text("Those of the north.")
    assert desk.response("L.1.2").remarks[0].replies[0].by == "Eva Evaluator"


def test_two_people_on_one_answer_see_both_texts_and_lose_none(people: Team, desk: Desk, visit: Visits) -> None:
    visit.refusals.add(409)
    eva, ivy = (people.person(id_, f"{WORK}1/?c=L.1.1") for id_ in ("eva", "ivy"))
    eva.get_by_label("Analysis").fill("By the code.")
    ivy.get_by_label("Analysis").fill("By the courts.")
    ivy.get_by_label("Practice").fill("Two cases.")
    eva.get_by_role("button", name="Save", exact=True).last.click()
    expect(eva.get_by_text("written and read back")).to_be_visible()
    press(ivy)
    box = ivy.locator("#conflicts")
    expect(box).to_be_focused()
    expect(box).to_contain_text("Eva Evaluator")
    for text in ("By the code.", "By the courts.", "Nothing of yours is lost."):
        expect(box).to_contain_text(text)
    assert (desk.response().analysis, desk.response().practice) == ("By the code.", None)
    expect(ivy.get_by_label("Practice")).to_have_value("Two cases.")
    box.get_by_label("Theirs").check()
    press(ivy)
    expect(ivy.get_by_text("written and read back")).to_be_visible()
    assert (desk.response().analysis, desk.response().practice) == ("By the code.", "Two cases.")
    expect(ivy.locator("#history ~ ul")).to_contain_text("Ivy Evaluator")
    expect(eva.locator("[data-draft-found]")).to_be_hidden()


def test_an_edit_by_hand_between_loading_and_saving_stays(people: Team, desk: Desk, visit: Visits) -> None:
    visit.refusals.add(409)
    page = people.person("eva", f"{WORK}1/?c=L.1.1")
    page.get_by_label("Practice").fill("Two cases.")
    desk.change("    evidence: B\n", "    evidence: A  # seen in the gazette\n    analysis: By hand.\n")
    press(page)
    expect(page.get_by_text("written and read back")).to_be_visible()
    assert "    evidence: A  # seen in the gazette\n" in desk.text
    assert (desk.response().analysis, desk.response().practice) == ("By hand.", "Two cases.")
    expect(page.get_by_label("Analysis")).to_have_value("By hand.")
    page.get_by_label("Practice").fill("Three cases.")
    desk.change("practice: Two cases.", "practice: No case.")
    press(page)
    expect(page.locator("#conflicts")).to_contain_text("No case.")
    expect(page.get_by_label("Practice")).to_have_value("Three cases.")
    press(page)
    expect(page.get_by_text("written and read back")).to_be_visible()
    assert desk.response().practice == "Three cases."


# Drafts


def test_a_draft_outlives_a_reload_and_ends_with_its_saving(people: Team, desk: Desk) -> None:
    page = people.person("eva", f"{WORK}1/?c=L.1.1")
    warned: list[str] = []

    def leave(dialog: Dialog) -> None:
        warned.append(dialog.type)
        dialog.dismiss() if len(warned) == 1 else dialog.accept()

    page.on("dialog", leave)
    page.get_by_label("Practice").click()
    page.keyboard.type("Two cases.")
    expect(page.locator("[data-say]")).to_have_text("Not saved; kept as a draft in this browser")
    page.get_by_role("link", name="My work").click()
    expect(page.get_by_label("Practice")).to_have_value("Two cases.")
    assert warned == ["beforeunload"], "whoever leaves is asked, and stays"
    page.reload()
    assert warned == ["beforeunload"] * 2
    expect(page.get_by_label("Practice")).to_have_value("")
    expect(page.get_by_text("You have an unsaved draft of")).to_be_visible()
    page.get_by_role("button", name="Use the draft").click()
    expect(page.get_by_label("Practice")).to_have_value("Two cases.")
    press(page)
    expect(page.get_by_text("written and read back")).to_be_visible()
    assert desk.response().practice == "Two cases."
    page.reload()
    expect(page.locator("[data-say]")).to_have_text("No unsaved changes")
    expect(page.locator("[data-draft-found]")).to_be_hidden()
    assert warned == ["beforeunload"] * 2, "nobody is warned of what is saved"


def test_a_server_that_stops_takes_no_text_with_it(desk: Desk, visit: Visits) -> None:
    served, server = application(desk.root)
    with serve(served) as address:
        page = Team(address=address, visit=visit, server=server).person("eva", f"{WORK}1/?c=L.1.1")
    page.get_by_label("Practice").fill("Two cases.")
    expect(page.get_by_text("No connection since")).to_be_visible()
    assert visit.faults
    assert all("ERR_CONNECTION_REFUSED" in fault for fault in visit.faults)
    visit.faults.clear()
    with serve(served, port=int(address.rpartition(":")[2])):
        page.get_by_label("Practice").press("End")
        page.keyboard.type(" More.")
        expect(page.get_by_text("No connection since")).to_be_hidden()
        press(page)
        expect(page.get_by_text("written and read back")).to_be_visible()
        visit.close()
    assert desk.response().practice == "Two cases. More."


# The manager


def test_a_manager_assigns_builds_and_downloads(desk: Desk, visit: Visits) -> None:
    planned(desk)
    with team(desk.root, visit) as people:
        page = people.person("max", "/desk/")
        page.get_by_role("link", name="L 1", exact=True).click()
        page.get_by_label("Article 1: Ivy Evaluator").check()
        page.get_by_label("Article 1: by when").fill("2026-12-31")
        page.get_by_role("button", name="Save the table").click()
        expect(page.get_by_role("status").first).to_be_visible()
        expect(page.get_by_label("Article 1: Ivy Evaluator")).to_be_checked()
        expect(people.person("ivy", "/work/").get_by_role("heading", name="Your articles")).to_be_visible()
        page.goto(f"{people.address}/desk/builds/")
        row = page.locator("tr", has_text=".xlsx")
        name = row.get_by_role("rowheader").inner_text()
        row.get_by_role("checkbox").check()
        page.get_by_role("button", name="Build what is ticked").click()
        assert builds.builds_of(people.server).wait(60) == 0
        page.reload()
        expect(row).to_contain_text("built")
        with page.expect_download() as kept:
            page.get_by_role("link", name=name).click()
        assert kept.value.suggested_filename == name
        assert "xl/workbook.xml" in ZipFile(kept.value.path()).namelist()
        assert "Ivy Evaluator" in desk.text


# Accounts


def test_invited_signed_in_signed_out_and_nothing_private_behind(desk: Desk, visit: Visits) -> None:
    served, server, store = with_accounts(desk)
    ((name, key),) = first_keys(store, server.living.state().workspace.roll)
    assert name == "Max Manager"
    with serve(served) as address:
        manager = visit(f"{address}/invitation/{key}/")
        choose(manager)
        manager.wait_for_url("**/work/")
        manager.get_by_role("link", name="People").click()
        manager.get_by_role("button", name="Invite Eva Evaluator").click()
        link = manager.get_by_label("Link of the invitation").input_value()
        page = visit(f"{address}{urlsplit(link).path}")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Eva Evaluator")
        choose(page)
        page.wait_for_url("**/work/")
        expect(page.locator(".who")).to_have_text("Eva Evaluator")
        page.goto(f"{address}{WORK}1/")
        expect(page.locator(".workbar")).to_contain_text("Arcadia")
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in/")
        page.go_back()
        expect(page.get_by_label("Password")).to_be_visible()
        assert "Arcadia" not in page.content()
        page.get_by_label("Name or address of e-mail").fill("eva@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/work/")
        expect(page.locator(".who")).to_have_text("Eva Evaluator")
        visit.close()


# Without script


def test_without_script_answers_are_saved_and_accepted_and_articles_given_out(people: Team, desk: Desk) -> None:
    page = people.person("eva", f"{WORK}1/?c=L.1.1", script=False)
    page.get_by_label("Practice").fill("Two cases.")
    page.get_by_role("button", name="Save and next").click()
    expect(page.get_by_text("written and read back")).to_be_visible()
    expect(page.locator(".strip [aria-current]")).to_contain_text("1(2)")
    page.get_by_role("button", name="Add a provision").click()
    expect(page.locator("[data-row]")).not_to_have_count(1)
    assert desk.response().practice == "Two cases."
    page = people.person("max", DESK, script=False)
    page.get_by_label("Article 1: Eva Evaluator").check()
    page.get_by_role("button", name="Save the table").click()
    expect(page.get_by_label("Article 1: Eva Evaluator")).to_be_checked()
    submitted(desk)
    people.notice()
    page = people.person("rea", f"{REVIEW}1/", script=False)
    page.locator("[id='L.1.1']").get_by_role("button", name="Accept").click()
    expect(page.get_by_role("status").get_by_text("Accepted.")).to_be_visible()
    assert desk.response().reviewed_by == "Rea Reviewer"
