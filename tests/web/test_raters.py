"""Two evaluators in the browser, the history of an answer, and the re-rating of one that was adopted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from asking import Answer, Browser, workplace
from desk import SECOND, Desk, two_evaluators

AT = "/review/arcadia/2026/lighthouses/"
RATERS = f"{AT}raters/"
REASON = "Section 4 names lights on the coast alone"
PEOPLE = """people:
  - {id: desk, name: desk, roles: {arcadia: evaluator}}
  - {id: boro, name: Boro B., roles: {arcadia: [second, reviewer]}}
  - {id: rea, name: Rea, roles: {arcadia: reviewer}}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return two_evaluators(Desk(tmp_path / "work"))


def hidden(page: Answer, name: str) -> str:
    return page.text.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


def decide(browser: Browser, rating: str = "mostly", **more: str) -> Answer:
    shown = more.pop("seen", "") or hidden(browser.get(RATERS), "seen")
    fields = {"c": "L.1.1", "seen": shown, "rating": rating, "reason": REASON, "gap": "Lights inland are left out."}
    return browser.post(RATERS, {**fields, **more})


# Two evaluators


def test_while_both_rate_blind_the_page_says_who_has_still_to_submit_and_nothing_else(desk: Desk) -> None:
    desk.step("returned", "Rea", "2026-07-02", "--note", "Give the source", "--second")
    (desk.root / "people.yaml").write_text(PEOPLE, "utf-8")
    page = workplace(desk.root, by="Rea").get(RATERS)
    assert "Both evaluators rate blind until both have submitted" in page.seen
    assert "The second evaluator, Boro B., has not submitted: the checklist is returned." in page.seen
    assert "Lights on rocks" not in page.text
    assert "Agreement" not in page.seen
    assert "partly" not in page.text.partition("<main")[2]
    assert page.text.count("<form") == 2, "search and language"
    assert "two evaluators, still blind" in workplace(desk.root, by="Rea").get(AT).seen


def test_of_two_who_rate_blind_each_sees_their_own_checklist_alone(desk: Desk) -> None:
    desk.step("returned", "Rea", "2026-07-02", "--note", "Give the source", "--second")
    (desk.root / "people.yaml").write_text(PEOPLE, "utf-8")
    rea, boro = workplace(desk.root, by="Rea"), workplace(desk.root, by="Boro B.")
    of_second = "/review/arcadia/2026/lighthouses.second/"
    for address in ("", "1/", "1/history/?c=L.1.1"):
        assert rea.get(f"{AT}{address}").status == 200
        assert rea.get(f"{of_second}{address}").status == 403
        assert boro.get(f"{of_second}{address}").status == 200
        assert boro.get(f"{AT}{address}").status == 403
    assert "Arcadia · L 1 · 2026" not in boro.get("/review/").seen
    assert boro.get(RATERS).status == 403
    assert boro.post(f"{AT}1/remark", {"c": "L.1.1", "text": "Why?"}).status == 403
    assert rea.post(f"{of_second}1/remark", {"c": "L.1.1", "text": "Why?"}).status == 403


def test_once_both_have_submitted_their_agreement_and_their_differences_are_shown(desk: Desk) -> None:
    page = workplace(desk.root, by="Rea").get(RATERS)
    for text in (
        "0 % of one criterion rated equally, 0 % at most one step apart",
        "First: desk. Second: Boro B.",
        "Krippendorff’s α",
        "Steps apart: 2",
        "desk met",
        "Boro B. partly",
        "Gap: Lights on rocks are left out.",
        "Lights Act Art. 4: Punishes whoever puts out a light at sea.",
        "Nobody has decided.",
    ):
        assert text in page.seen.replace("\u00a0", " "), text
    assert "1 difference of two evaluators" in workplace(desk.root, by="Rea").get("/review/").seen


def test_a_third_rating_is_given_with_its_reason_and_replaced_with_another(desk: Desk) -> None:
    browser = workplace(desk.root, by="Pat")
    assert "The third rating is on file." in browser.follow(decide(browser)).seen
    third = desk.response().adjudication
    assert third is not None
    assert (third.rating, third.reason, third.by, third.on) == (("mostly",), REASON, "Pat", date.today())
    assert desk.response().gap == "Lights inland are left out."
    page = browser.get(RATERS)
    assert f"Pat, {date.today().day} " in page.seen
    refused = decide(browser, "partly")
    assert refused.status == 422
    assert "A third rating stands: mostly, by Pat on" in refused.seen
    assert f">{REASON}</textarea>" in refused.text
    assert decide(browser, "partly", replaces="The act & its annex were read").status == 303
    page = browser.get(RATERS)
    assert "removed: mostly : Pat" in page.seen
    assert "Replaced: The act & its annex were read." in page.seen


def test_the_same_decision_sent_twice_is_written_once(desk: Desk) -> None:
    browser = workplace(desk.root, by="Pat")
    shown = hidden(browser.get(RATERS), "seen")
    assert decide(browser, seen=shown).status == 303
    before = desk.files()
    assert decide(browser, seen=shown).status == 303
    assert desk.files() == before


@pytest.mark.parametrize(
    ("by", "more", "why"),
    [
        ("desk", {}, "desk rated it, and nobody is the judge of their own rating."),
        ("Boro B.", {}, "Boro B. rated it, and nobody is the judge of their own rating."),
        ("Pat", {"rating": ""}, "Choose the third rating."),
        ("Pat", {"rating": "splendid"}, "Choose the third rating."),
        ("Pat", {"reason": " "}, "Reason: holds nothing."),
        ("Pat", {"gap": ""}, "The third rating is below the best, and no gap is on file: say what is missing."),
        ("Pat", {"gap": "\x07"}, "Gap: holds what cannot be printed."),
        ("Pat", {"replaces": "Why not"}, "No third rating stands yet"),
        ("Pat", {"c": "L.1.2"}, "One of the two answers changed since this page was shown."),
    ],
)
def test_what_stands_in_the_way_of_a_third_rating_is_said_and_nothing_written(
    desk: Desk, by: str, more: dict[str, str], why: str
) -> None:
    before = desk.files()
    refused = decide(workplace(desk.root, by=by), **more)
    assert refused.status in (409, 422)
    if "c" not in more:
        assert why in refused.seen
    assert desk.files() == before


def test_a_third_rating_is_given_on_the_answers_that_were_shown(desk: Desk) -> None:
    browser = workplace(desk.root, by="Pat")
    shown = hidden(browser.get(RATERS), "seen")
    desk.change("Lights on rocks are left out.", "Nothing is left out.", SECOND)
    refused = decide(browser, seen=shown)
    assert refused.status == 409
    assert "One of the two answers changed since this page was shown. Look again." in refused.seen
    assert desk.response().adjudication is None


def test_from_adoption_on_a_third_rating_changes_by_a_re_rating_alone(desk: Desk) -> None:
    browser = workplace(desk.root, by="Pat")
    assert decide(browser).status == 303
    shown = hidden(browser.get(RATERS), "seen")
    desk.step("reviewed", "Rea", f"{date.today()}")
    desk.step("adopted", "Board", f"{date.today()}")
    browser = workplace(desk.root, by="Pat")
    page = browser.get(RATERS)
    assert "The checklist is adopted: a third rating changes by a re-rating alone, with its cause." in page.seen
    assert 'name="rating"' not in page.text
    refused = decide(browser, "partly", seen=shown, replaces="Anew")
    assert refused.status == 422
    assert desk.response().adjudication.rating == ("mostly",)  # type: ignore[union-attr]


def test_the_checklist_of_a_second_evaluator_is_read_and_returned_and_no_more(desk: Desk) -> None:
    browser = workplace(desk.root, by="Rea")
    of_second = "/review/arcadia/2026/lighthouses.second/"
    page = browser.get(f"{of_second}1/")
    assert "second evaluator" in page.seen
    assert "data-accept" not in page.text
    assert (
        browser.get(f"{of_second}raters/").status == browser.post(f"{of_second}raters/", {"c": "L.1.1"}).status == 404
    )
    assert browser.get(f"{of_second}1/rerate/?c=L.1.1").status == 404
    assert browser.post(f"{of_second}1/accept", {"where": "L.1.1"}).status == 404
    whole = browser.get(of_second)
    assert ">Reviewed</button>" not in whole.text
    fields = {"seen": hidden(whole, "seen"), "note": "Give the source"}
    assert browser.post(f"{of_second}review", fields).status == 422
    assert browser.post(f"{of_second}return", fields).status == 303
    assert desk.country.second["2026", "lighthouses"].value.status == "returned"


# History and re-rating


def test_the_history_is_of_the_answer_of_one_evaluator(desk: Desk) -> None:
    for words in (("Of the first",), ("Of the second", "--second")):
        desk.run("remark", "arcadia", "L.1.1", *words, by="Rea")
    browser = workplace(desk.root, by="Rea")
    first = browser.get(f"{AT}1/history/?c=L.1.1").seen
    assert "remark Remarks, 1 Of the first" in first
    assert "Of the second" not in first
    assert "Of the first" not in browser.get("/review/arcadia/2026/lighthouses.second/1/history/?c=L.1.1").seen


@pytest.fixture
def adopted(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "work")
    made.adopt()
    return made


RERATE = f"{AT}1/rerate/?c=L.1.1"
CHANGE = {
    "rating": "mostly",
    "cause": "error-corrected",
    "note": "Moving a light was overlooked",
    "gap": "Moving a light stays unpunished.",
}


def rerate(browser: Browser, **more: str) -> Answer:
    return browser.post(RERATE, {"seen": hidden(browser.get(RERATE), "seen"), **CHANGE, **more})


def test_an_adopted_answer_is_re_rated_with_its_cause_and_its_history_tells_both(adopted: Desk) -> None:
    browser = workplace(adopted.root, by="Ana")
    page = browser.get(f"{AT}1/")
    assert f'href="{RERATE}"' in page.text
    assert "data-remark" not in page.text, "remarks end with adoption"
    done = browser.follow(rerate(browser, since="2025-03"))
    assert "The new rating is on file; the one before stands in the history." in done.seen
    assert (adopted.response().rating, adopted.response().cause) == (("mostly",), "error-corrected")
    page = browser.get(f"{AT}1/history/?c=L.1.1")
    for text in (
        "mostly March 2025 An error was corrected.",
        "30 June 2026 met",
        "Moving a light was overlooked.",
        "Reviewed: Rea, 10 July 2026.",
        "re-rated Rating met mostly an error was corrected: Moving a light was overlooked",
        "knows nothing of what was changed by hand",
    ):
        assert text in page.seen, text


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"rating": ""}, "Choose the rating that holds now."),
        ({"rating": "splendid"}, "Choose the rating that holds now."),
        ({"cause": "whim"}, "Choose why the rating changes."),
        ({"note": ""}, "What happened: holds nothing."),
        ({"since": "last year"}, "“last year” is no date"),
        ({"cause": "law-changed"}, "Say from which day of the law it holds."),
        ({"rating": "met"}, "It is rated met already."),
        ({"rating": "not-applicable"}, "A rating of not-applicable needs a reason"),
        ({"reason": "reservation", "rating": "not-applicable"}, "A rating of not-applicable needs a reason"),
        ({"part": "north"}, "There is no rating of `north`."),
    ],
)
def test_a_re_rating_that_says_too_little_is_refused_with_what_was_typed(
    adopted: Desk, more: dict[str, str], why: str
) -> None:
    before = adopted.files()
    refused = rerate(workplace(adopted.root, by="Ana"), **more)
    assert refused.status == 422
    assert why in refused.seen
    assert "Moving a light stays unpunished.</textarea>" in refused.text
    assert adopted.files() == before


def test_a_re_rating_that_would_leave_a_problem_is_refused(adopted: Desk) -> None:
    before = adopted.files()
    refused = rerate(workplace(adopted.root, by="Ana"), gap="")
    assert refused.status == 422
    assert "gap" in refused.seen
    assert adopted.files() == before


def test_an_answer_is_re_rated_as_it_was_shown(adopted: Desk) -> None:
    browser = workplace(adopted.root, by="Ana")
    shown = hidden(browser.get(RERATE), "seen")
    adopted.rerate("partly", "--gap", "Much.", on=f"{date.today()}")
    assert browser.post(RERATE, {"seen": shown, **CHANGE}).status == 409
    assert adopted.response().rating == ("partly",)


def test_before_adoption_the_answer_itself_is_changed(desk: Desk) -> None:
    browser = workplace(desk.root, by="Ana")
    assert "It is not adopted" in browser.get(RERATE).seen
    assert f'href="{RERATE}"' not in browser.get(f"{AT}1/").text
    refused = browser.post(RERATE, CHANGE)
    assert (refused.status, desk.response().rating) == (422, ("met",))
