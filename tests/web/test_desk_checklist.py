"""A checklist on the desk: steps with what stands in the way, work shared out by ranges and by table, deadlines."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from asking import Answer, Browser
from desk import SECOND, Desk
from managing import PLACE, SECRET, Still, as_, blind, fields, still, with_people

ASSIGN = f"{PLACE}assign/"
TODAY = date.today().isoformat()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "work")


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Still:
    return still(tmp_path_factory.mktemp("quiet"))


# Steps


def test_a_step_says_what_stands_in_the_way_and_takes_the_note_that_lifts_it(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    page = browser.get(PLACE)
    assert (
        "A note has to say why: Two criteria are unanswered: L.1.2, L.1.3. Answer them, or say why in a note."
        in page.seen
    )
    refused = browser.post(f"{PLACE}submit/")
    assert refused.status == 409
    assert "Nothing was written Two criteria are unanswered" in refused.seen
    assert desk.checklist.status == "draft"
    done = browser.follow(browser.post(f"{PLACE}submit/", {"note": "Islands were not looked into"}))
    assert "Submitted." in done.seen
    assert "Ana: Islands were not looked into" in done.seen
    (step,) = desk.checklist.steps
    assert (step.status, step.by, step.on, step.note) == (
        "submitted",
        "Ana",
        date.today(),
        "Islands were not looked into",
    )
    assert desk.log[-1] == "Ana: draft → submitted"


def test_a_form_that_is_sent_twice_takes_one_step(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    first, second = (browser.post(f"{PLACE}submit/", {"note": "x"}) for _ in range(2))
    assert (first.status, second.status) == (303, 409)
    assert "It is submitted already." in second.seen
    assert len(desk.checklist.steps) == 1


def test_what_stands_in_the_way_for_good_leaves_no_button(desk: Desk) -> None:
    desk.step("submitted", "Ana", "2026-07-01", "--note", "x")
    page = as_(desk, "Ana").get(PLACE)
    assert "In the way: Ana submitted it on 1 July 2026, and nobody reviews their own work." in page.seen
    assert f'action="{PLACE}review/"' not in page.text
    refused = as_(desk, "Ana").post(f"{PLACE}review/", {"note": "x"})
    assert refused.status == 409
    assert "Your note: x" in refused.seen
    assert desk.checklist.status == "submitted"


def test_the_way_to_adoption_by_three_people(desk: Desk) -> None:
    as_(desk, "Ana").post(f"{PLACE}submit/", {"note": "x"})
    as_(desk, "Rea").post(f"{PLACE}return/", {"note": "Look at the islands"})
    assert "Look at the islands" in as_(desk, "Rea").get(PLACE).seen
    as_(desk, "Ana").post(f"{PLACE}submit/", {"note": "x"})
    as_(desk, "Rea").post(f"{PLACE}review/")
    page = as_(desk, "Board").follow(as_(desk, "Board").post(f"{PLACE}adopt/"))
    assert "Adopted." in page.seen
    assert "No step follows here." in page.seen
    assert [step.status for step in desk.checklist.steps] == [
        "submitted",
        "returned",
        "submitted",
        "reviewed",
        "adopted",
    ]


def test_roles_decide_which_buttons_there_are(desk: Desk) -> None:
    with_people(desk)
    desk.step("submitted", "Eva Evaluator", "2026-07-01", "--note", "x")
    page = as_(desk, "Max Manager").get(PLACE)
    assert f'action="{PLACE}return/"' in page.text
    assert f'action="{PLACE}review/"' not in page.text
    assert "Review It takes the role reviewer." in page.seen
    assert as_(desk, "Max Manager").post(f"{PLACE}review/").status == 403
    assert as_(desk, "Rea Reviewer").post(f"{PLACE}review/").status == 303


def test_a_note_has_an_end(desk: Desk) -> None:
    refused = as_(desk, "Ana").post(f"{PLACE}submit/", {"note": "x" * 2001})
    assert refused.status == 409
    assert "The note is too long" in refused.seen
    assert desk.checklist.status == "draft"


def test_a_note_holds_no_sign_that_nobody_can_see(desk: Desk) -> None:
    refused = as_(desk, "Ana").post(f"{PLACE}submit/", {"note": "x\u202ey"})
    assert refused.status == 409
    assert "The text holds the sign U+202E, which nobody can see." in refused.seen
    assert desk.checklist.status == "draft"


def test_a_problem_of_the_file_stands_in_the_way(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    desk.change("    rating: met\n", "    rating: mostly\n")
    refused = browser.post(f"{PLACE}submit/", {"note": "x"})
    assert refused.status == 409, refused.seen
    assert "status: submitted" not in desk.text


def test_no_checklist_no_page(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    for address in ("/desk/arcadia/2026/ets-185/", "/desk/arcadia/2025/lighthouses/", f"{PLACE[:-1]}.second/"):
        assert browser.get(address).status == 404
    assert browser.get("/desk/nowhere/2026/lighthouses/").status == 404


# Who answers what


def test_articles_are_shared_out_by_a_range_with_a_day(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    page = browser.follow(browser.post(ASSIGN, {"where": "lights, L.1.2", "other": "Boro B.", "due": "2030-01-31"}))
    assert "Assigned." in page.seen
    assert dict(desk.checklist.assigned) == {"1": ("Boro B.",), "L.1.2": ("Boro B.",)}
    assert {place: day.isoformat() for place, day in desk.checklist.due.items()} == {
        "1": "2030-01-31",
        "L.1.2": "2030-01-31",
    }
    assert "Boro B.: 2 open" in page.seen
    assert "L.1.2: Boro B., by 31 January 2030" in page.seen
    size = len(desk.country.log)
    browser.post(ASSIGN, {"where": "lights, L.1.2", "other": "Boro B.", "due": "2030-01-31"})
    assert len(desk.country.log) == size


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"where": "99", "other": "Boro"}, "There is no article, articles, section or criterion “99”."),
        ({"where": "1", "due": "2030-01-31"}, "A day says by when somebody is to answer: name who."),
        ({"where": "1", "other": "Boro", "due": "soon"}, "“soon” is no day"),
        ({"where": "1", "other": "Bo\u202ero"}, "Nobody is called"),
    ],
)
def test_what_cannot_be_shared_out_is_said_and_nothing_typed_is_lost(
    quiet: Still, sent: dict[str, str], sentence: str
) -> None:
    desk, browser = quiet
    before = desk.files()
    refused = browser.post(ASSIGN, sent)
    assert refused.status == 409
    assert sentence in refused.seen
    assert fields(refused, ASSIGN) | sent == fields(refused, ASSIGN)
    assert desk.files() == before


def table(browser: Browser) -> dict[str, str]:
    """What the table sends as it stands; it shares a form's address with the range."""
    page = browser.get(PLACE)
    return {name: text for name, text in fields(page, ASSIGN).items() if name not in ("where", "other", "due", "who")}


def test_the_table_changes_what_was_ticked_and_nothing_else(desk: Desk) -> None:
    desk.run("assign", "arcadia", "1", "Boro", "--due", "2030-01-31", by="Ana")
    browser = as_(desk, "Ana")
    sent = table(browser)
    assert sent["who.1"] == "Boro"
    assert sent["due.1"] == "2030-01-31"
    assert browser.post(ASSIGN, sent).location.endswith("?done=unchanged#assign")
    assert browser.post(ASSIGN, {**sent, "who.1": "desk", "due.1": "2030-02-28"}).location.endswith(
        "?done=assigned#assign"
    )
    assert dict(desk.checklist.assigned) == {"1": ("desk",)}
    assert desk.checklist.due["1"] == date(2030, 2, 28)
    emptied = {name: text for name, text in table(browser).items() if name != "who.1"} | {"due.1": ""}
    browser.post(ASSIGN, emptied)
    assert not desk.checklist.assigned
    assert not desk.checklist.due


def test_what_somebody_else_shared_out_meanwhile_is_not_overwritten(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    sent = table(browser)
    desk.run("assign", "arcadia", "1", "Boro", by="Max")
    refused = browser.post(ASSIGN, {**sent, "who.1": "desk"})
    assert refused.status == 409
    assert "Article 1 was given to Boro meanwhile." in refused.seen
    assert dict(desk.checklist.assigned) == {"1": ("Boro",)}
    again = {**table(browser), "who.1": "desk"}
    assert browser.post(ASSIGN, again).status == 303
    assert dict(desk.checklist.assigned) == {"1": ("desk",)}


def test_what_is_wrong_with_the_table_is_said(desk: Desk) -> None:
    browser = as_(desk, "Ana")
    assert "has a day and nobody to answer it" in browser.post(ASSIGN, {**table(browser), "due.1": "2030-01-31"}).seen
    assert browser.post(ASSIGN, {**table(browser), "base": "{}"}).status == 422
    assert browser.post(ASSIGN, {**table(browser), "base": json.dumps([1])}).status == 422
    assert not desk.checklist.assigned


def test_only_who_may_answer_is_given_something(desk: Desk) -> None:
    browser = as_(with_people(desk), "Max Manager")
    page = browser.get(PLACE)
    assert 'value="Eva Evaluator"' in page.text
    assert 'value="Rea Reviewer"' not in page.text
    refused = browser.post(ASSIGN, {"where": "1", "other": "Rea Reviewer"})
    assert "Rea Reviewer may not do that for arcadia: it takes the role evaluator" in refused.seen
    assert "Nobody is called “Zoe” in people.yaml." in browser.post(ASSIGN, {"where": "1", "other": "Zoe"}).seen
    assert browser.post(ASSIGN, {"where": "1", "other": "e"}).status == 303
    assert dict(desk.checklist.assigned) == {"1": ("Eva Evaluator",)}


def test_what_is_adopted_is_shared_out_no_more(desk: Desk) -> None:
    desk.adopt()
    browser = as_(desk, "Ana")
    assert ASSIGN not in browser.get(PLACE).text
    assert browser.post(ASSIGN, {"where": "1", "other": "Boro"}).status == 409
    assert not desk.checklist.assigned


def test_deadlines_leave_for_a_calendar(desk: Desk) -> None:
    desk.run("assign", "arcadia", "1", "Boro", "--due", "2030-01-31", by="Ana")
    answer = as_(desk, "Ana").get(f"{PLACE}deadlines.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:20300131" in answer.text
    assert "Putting out a light" in answer.text


# Blind


def of_second(browser: Browser) -> Answer:
    return browser.get(f"{PLACE[:-1]}.second/")


def test_of_the_other_evaluator_a_manager_sees_counts_and_shares_out_work(desk: Desk) -> None:
    browser = as_(blind(desk), "Max")
    page = of_second(browser)
    assert page.status == 200
    assert SECRET not in page.text
    assert "L.1.2" not in page.text
    assert "1 of 3 criteria answered." in page.seen
    assert "Both evaluators rate blind" in page.seen
    place = f"{PLACE[:-1]}.second/"
    assert "/submit/" not in page.text
    assert browser.post(f"{place}submit/", {"note": "x"}).status == 403
    assert browser.post(f"{place}assign/", {"where": "1", "other": "Sam"}).status == 303
    assert "assigned:" in (desk.root / SECOND).read_text("utf-8")
    assert not desk.checklist.assigned
    assert "BEGIN:VEVENT" not in browser.get(f"{place}deadlines.ics").text
