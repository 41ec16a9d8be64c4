"""What a reviewer does in the browser: what waits, what changed, accepting, remarking, returning, finishing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from asking import ORIGIN, Answer, Browser, member, workplace
from desk import CHECKLIST, FOLDER, Desk, two_evaluators

from compliance.queries.log import before
from compliance.web.app import ROUTES

TODAY = f"{date.today():%Y-%m-%d}"
AT = "/review/arcadia/2026/lighthouses/"
ARTICLE = f"{AT}1/"
PEOPLE = """people:
  - {id: ana, name: Ana, roles: {arcadia: evaluator}}
  - {id: rea, name: Rea, roles: {arcadia: reviewer}}
  - {id: max, name: Max, roles: {arcadia: manager}}
  - {id: lea, name: Lea, roles: {arcadia: reader}}
  - {id: boro, name: Boro B., roles: {arcadia: second}}
  - {id: desk, name: desk, roles: {arcadia: evaluator}}
"""
ISLANDS = """  L.1.2:
    rating: partly
    legal_basis:
      - {act: lights-act, provision: "5", role: offence, gist: Names rocks., quote: Whoever puts out a light on a rock, language: en, sources: [gazette]}
    gap: Islands are left out.
    evidence: B
    author: Ana
    answered: 2026-06-20
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A submitted checklist with two answers."""
    made = Desk(tmp_path / "work")
    with (made.root / CHECKLIST).open("a", encoding="utf-8") as file:
        file.write(ISLANDS)
    made.step("submitted", "Ana", "2026-07-01", "--note", "The reservation was not looked into")
    assert made.checklist.status == "submitted"
    return made


def seen(page: Answer, criterion: str) -> str:
    """What the form of a page sends of an answer, so that a change meanwhile is noticed."""
    return field(page, f"seen.{criterion}")


def field(page: Answer, name: str, after: str = "") -> str:
    """The value of a hidden field."""
    rest = page.text[page.text.index(after) if after else 0 :]
    return rest.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


def accept(browser: Browser, *criteria: str, page: Answer | None = None) -> Answer:
    page = page or browser.get(ARTICLE)
    every = "&".join([f"where={id_}&seen.{id_}={seen(page, id_)}" for id_ in criteria])
    kind = {"content-type": "application/x-www-form-urlencoded"}
    return browser.ask("POST", f"{ARTICLE}accept", every.encode(), {**ORIGIN, **kind})


def remark(browser: Browser, text: str = "Which islands?", criterion: str = "L.1.2", **more: str) -> Answer:
    return browser.post(f"{ARTICLE}remark", {"c": criterion, "text": text, **more})


def take(browser: Browser, step: str, note: str = "") -> Answer:
    seen_of = field(browser.get(AT), "seen", f'action="{AT}{step}"')
    return browser.post(f"{AT}{step}", {"seen": seen_of, "note": note})


# What waits


def test_where_nothing_was_submitted_the_queue_says_so(tmp_path: Path) -> None:
    page = workplace(Desk(tmp_path / "work").root, by="Rea").get("/review/")
    assert "No checklist waits for a reviewer" in page.seen
    assert "Checklists stand here once their evaluators submit them." in page.seen
    assert "No remark is open." in page.seen


def test_the_queue_shows_what_waits_and_leads_to_the_next_answer(desk: Desk) -> None:
    desk.run("accept", "arcadia", "L.1.1", by="Rea")
    desk.run("remark", "arcadia", "L.1.2", "Which islands?", "--on", "2026-07-05", by="Rea")
    desk.run("remark", "arcadia", "L.1.2", "Those of the north", "--reply", "1", "--on", "2026-07-06", by="Ana")
    page = workplace(desk.root, by="Rea").get("/review/")
    assert "1 checklist waits for a reviewer" in page.seen
    assert "Arcadia · L 1 · 2026 1 of 3 accepted" in page.seen
    assert "Submitted by Ana on 1 July 2026. The reservation was not looked into." in page.seen
    assert "1 answer with open remarks" in page.seen
    days = (date.today() - date(2026, 7, 5)).days
    assert f"Which islands? Rea {days} days Ana replied on 6 July 2026" in page.seen
    assert f'href="{ARTICLE}?c=L.1.2#L.1.2" data-next' in page.text


def test_answers_that_changed_and_quotations_that_stand_nowhere_are_looked_at_first(desk: Desk, tmp_path: Path) -> None:
    desk.run("accept", "arcadia", "L.1.1", by="Rea")
    desk.run(
        "rerate", "arcadia", "L.1.1", "mostly", "--cause", "text-read", "--note", "Read", "--gap", "Rocks.", by="Ana"
    )
    law = tmp_path / "act.txt"
    law.write_text("Whoever puts out or moves a light on a rock is fined.\n", "utf-8")
    desk.run("evidence", "add", "arcadia", "lights-act", str(law), by="Max")
    browser = workplace(desk.root, by="Rea")
    assert "1 answer changed since accepted" in browser.get("/review/").seen
    assert "1 quotation not found" in browser.get("/review/").seen
    page = browser.get(f"{ARTICLE}?c=L.1.2")
    assert "The quotation differs from the stored text lights-act.txt:" in page.seen
    assert "Whoever puts out only in the stored text: or moves a light on a rock" in page.seen
    assert '<ins><span class="vh">only in the stored text: </span>or moves</ins>' in page.text
    assert "Quotations on L.1.2 do not stand in the stored text of the act." in page.seen
    law.write_text("Whoever puts out a light on a rock is fined.\n", "utf-8")
    desk.run("evidence", "add", "arcadia", "lights-act", str(law), by="Max")
    assert "The quotation stands in the stored text." in workplace(desk.root, by="Rea").get(ARTICLE).seen


def test_a_queue_is_of_the_countries_that_somebody_reviews(desk: Desk) -> None:
    (desk.root / "people.yaml").write_text(PEOPLE, "utf-8")
    assert "1 checklist waits for a reviewer" in workplace(desk.root, by="Rea").get("/review/").seen
    assert "1 checklist waits for a reviewer" in workplace(desk.root, by="Max").get("/review/").seen
    for name in ("Ana", "Lea", "Boro B."):
        browser = workplace(desk.root, by=name)
        page = browser.get("/review/")
        assert "No country to review" in page.seen
        assert "Arcadia" not in page.seen
        assert browser.get(AT).status == browser.get(ARTICLE).status == browser.get(f"{AT}raters/").status == 403


# An article


def test_an_answer_is_read_with_its_law_its_sources_and_its_writers(desk: Desk) -> None:
    page = workplace(desk.root, by="Rea").get(f"{ARTICLE}?c=L.1.1")
    for text in (
        "Review · Arcadia · L 1 · 2026",
        "Article 1, Putting out a light",
        "Lights Act, Art. 4",
        "Punishes whoever puts out a light at sea.",
        "Official Gazette of Arcadia, No. 7 of 2010",
        "Evidence B, text read",
        "Islands are left out.",
        "Ana, 20 June 2026 wrote it.",
        "Nobody is named.",
        "No text of the act is stored, so nobody compared the quotation.",
    ):
        assert text in page.seen, text
    assert page.seen.count("Not accepted yet") == 2
    assert "Not answered" in page.seen
    assert page.text.count("<h1") == 1


SECOND_COUNTRY = """  - id: boreas
    iso2: XB
    iso3: XBO
    names: [{text: {en: Boreas}}]
    currency: XTS
"""


def test_other_countries_answers_are_shown_to_those_who_may_see_them(desk: Desk) -> None:
    with (desk.root / "assessments/jurisdictions.yaml").open("a", encoding="utf-8") as file:
        file.write(SECOND_COUNTRY)
    for source in sorted((desk.root / FOLDER).rglob("*.yaml")):
        place = desk.root / "assessments/boreas" / source.relative_to(desk.root / FOLDER)
        place.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text("utf-8").replace("country: arcadia", "country: boreas")
        text = text.replace("on: 2026-07-01", "on: 2026-06-30")
        place.write_text(text.replace("Islands are left out.", "Reefs are left out."), "utf-8")
    shown = "Boreas, 2026 partly Reefs are left out."
    assert shown in workplace(desk.root, by="Rea").get(ARTICLE).seen
    queue = workplace(desk.root, by="Rea").get("/review/").seen
    assert "2 checklists wait for a reviewer" in queue
    assert queue.index("Boreas · L 1") < queue.index("Arcadia · L 1"), "the earliest first"
    people = PEOPLE + "  - {id: zoe, name: Zoe, roles: {arcadia: reviewer, boreas: second}}\n"
    (desk.root / "people.yaml").write_text(people, "utf-8")
    assert shown not in member(desk.root, "Rea").get(ARTICLE).seen
    assert shown in member(desk.root, "Zoe").get(ARTICLE).seen
    first = desk.root / "assessments/boreas/2026/lighthouses.yaml"
    text = first.read_text("utf-8")
    first.with_name("lighthouses.second.yaml").write_text(text.replace("[desk]", "[Zoe]"), "utf-8")
    head, _, rest = text.replace("status: submitted", "status: draft").partition("steps:")
    first.write_text(f"{head}responses:{rest.partition('responses:')[2]}", "utf-8")
    page = member(desk.root, "Zoe").get(ARTICLE)
    assert page.status == 200
    assert "Reefs" not in page.seen


def test_what_is_not_there_is_not_found(desk: Desk) -> None:
    browser = workplace(desk.root, by="Rea")
    for address in (f"{AT}2/", "/review/arcadia/2025/lighthouses/", "/review/arcadia/2026/ships/1/", "/review/atlantis/2026/lighthouses/", f"{ARTICLE}history/?c=L.2.1", f"{AT}raters/"):  # fmt: skip
        assert browser.get(address).status == 404, address


def test_an_answer_stands_beside_that_of_the_cycle_before(desk: Desk) -> None:
    earlier = desk.root / FOLDER / "2025"
    earlier.mkdir()
    text = desk.text.replace('cycle: "2026"', 'cycle: "2025"').replace("cut_off: 2026-06-30", "cut_off: 2025-06-30")
    text = text.replace("Islands are left out.", "Small islands are left out.").replace(
        "rating: partly", "rating: mostly"
    )
    (earlier / "lighthouses.yaml").write_text(text.replace('provision: "5"', 'provision: "6"'), "utf-8")
    page = workplace(desk.root, by="Rea").get(ARTICLE)
    assert "Compared with the answers of 2025." in page.seen
    assert "Rating 2025 mostly Rating partly" in page.seen
    assert "removed: Small islands added: Islands are left out." in page.seen
    assert "removed: Lights Act, Art. 6" in page.seen
    assert "Lights Act, Art. 5 new" in page.seen


# Accepting


def test_an_answer_is_accepted_as_it_was_shown_and_the_next_follows(desk: Desk) -> None:
    browser = workplace(desk.root, by="Rea")
    done = accept(browser, "L.1.1")
    assert done.location == f"{ARTICLE}?c=L.1.2&done=accepted#L.1.2"
    assert (desk.response().reviewed_by, str(desk.response().reviewed)) == ("Rea", TODAY)
    page = browser.follow(done)
    assert "Accepted. The next answer follows." in page.seen
    assert "1 of 3 accepted" in page.seen
    assert f"Accepted: Rea, {date.today().day} " in page.seen
    assert accept(browser, "L.1.2").location == f"{AT}?done=accepted"


def test_the_same_form_sent_twice_writes_once(desk: Desk) -> None:
    browser = workplace(desk.root, by="Rea")
    page = browser.get(ARTICLE)
    assert accept(browser, "L.1.1", page=page).status == 303
    before_again = desk.files()
    assert accept(browser, "L.1.1", page=page).status == 303
    assert desk.files() == before_again


def test_all_answers_of_an_article_are_accepted_together(desk: Desk) -> None:
    browser = workplace(desk.root, by="Rea")
    assert "Accept 2 answers" in browser.get(ARTICLE).seen
    assert accept(browser, "L.1.1", "L.1.2").status == 303
    assert {id_ for id_, each in desk.checklist.responses.items() if each.reviewed_by} == {"L.1.1", "L.1.2"}


def test_an_answer_that_changed_while_it_was_read_is_not_accepted(desk: Desk) -> None:
    browser = workplace(desk.root, by="Rea")
    page = browser.get(ARTICLE)
    desk.change("Islands are left out.", "Nothing is left out.")
    before_all = desk.files()
    refused = accept(browser, "L.1.2", page=page)
    assert refused.status == 409
    assert "Changed since this page was shown: L.1.2. Look again." in refused.seen
    assert "Nothing is left out." in refused.seen
    assert desk.files() == before_all


def test_nobody_accepts_their_own_work(desk: Desk) -> None:
    browser = workplace(desk.root, by="Ana")
    page = browser.get(ARTICLE)
    assert "Ana submitted it on 1 July 2026, and nobody accepts their own work." in page.seen
    assert '<button class="button slim" data-accept disabled>' in page.text
    before_all = desk.files()
    assert accept(browser, "L.1.1").status == 422
    assert desk.files() == before_all


def test_what_stands_in_the_way_of_one_answer_hinders_no_other(desk: Desk) -> None:
    browser = workplace(desk.root, by="Rea")
    remark(browser)
    page = browser.get(ARTICLE)
    assert "Remarks are open on L.1.2." in page.seen
    assert page.text.count("data-accept>") == page.text.count("data-accept disabled>") == 1
    refused = accept(browser, "L.1.2")
    assert (refused.status, "Remarks are open on L.1.2." in refused.seen) == (422, True)
    assert accept(browser, "L.1.1").status == 303


def test_only_answers_of_the_article_are_accepted_from_its_page(desk: Desk) -> None:
    browser = workplace(desk.root, by="Rea")
    for where in ("", "L.1.9", "1", "lights"):
        assert browser.post(f"{ARTICLE}accept", {"where": where}).status == 404
    assert browser.post(f"{ARTICLE}accept").status == 404
    assert browser.post(f"{ARTICLE}accept", {"where": "L.1.3", "seen.L.1.3": seen(browser.get(ARTICLE), "L.1.1")}).status == 409  # fmt: skip
    assert not any(each.reviewed_by for each in desk.checklist.responses.values())


# What changed since an answer was accepted

LONG = "Lights on rocks and on sandbanks are left out, and so are those of the islands in the north of the country"


def test_what_changed_since_an_answer_was_accepted_is_shown_field_by_field(desk: Desk) -> None:
    desk.change("Islands are left out.", f"{LONG}.")
    desk.run("accept", "arcadia", "L.1.2", by="Rea")
    gap = f"{LONG.replace('north', 'south')}."
    cause = ("--cause", "text-read", "--note", "The act was read")
    desk.run("rerate", "arcadia", "L.1.2", "mostly", *cause, "--gap", gap, by="Ana")
    page = workplace(desk.root, by="Rea").get(ARTICLE)
    assert f"Changed since Rea, {date.today().day} " in page.seen
    assert "Rating removed: partly added: mostly Ana" in page.seen
    assert "islands in the removed: north added: south of the country." in page.seen
    assert "on record" not in page.seen
    assert "Changed since it was accepted" in page.seen


def test_where_the_log_has_cut_a_text_the_page_says_so(desk: Desk) -> None:
    desk.change("Islands are left out.", f"{LONG}; {LONG}; {LONG}.")
    desk.run("accept", "arcadia", "L.1.2", by="Rea")
    cause = ("--cause", "text-read", "--note", "The act was read")
    desk.run("rerate", "arcadia", "L.1.2", "mostly", *cause, "--gap", f"No more. {LONG}; {LONG}.", by="Ana")
    page = workplace(desk.root, by="Rea").get(ARTICLE)
    assert "cut in the log" in page.seen
    assert "The log keeps no more than 60 characters of a text" in page.seen


def test_what_was_changed_by_hand_is_said_to_be_unknown(desk: Desk) -> None:
    desk.run("accept", "arcadia", "L.1.1", "L.1.2", "--instrument", "lighthouses", by="Rea")
    desk.change("Islands are left out.", "Nothing is left out.")
    browser = workplace(desk.root, by="Rea")
    page = browser.get(ARTICLE)
    assert (
        "The file was changed by hand, and what stood there is not on record. Read the answer as a new one."
        in page.seen
    )
    assert "1 of 3 accepted" in page.seen
    desk.run(
        "rerate", "arcadia", "L.1.1", "mostly", "--cause", "text-read", "--note", "Read", "--gap", "Rocks.", by="Ana"
    )
    page = workplace(desk.root, by="Rea").get(ARTICLE)
    assert "The file was also changed by hand meanwhile; what changed then is not on record." in page.seen


def test_an_answer_that_is_accepted_again_has_not_changed(desk: Desk) -> None:
    desk.run("accept", "arcadia", "L.1.1", by="Rea")
    desk.run(
        "rerate", "arcadia", "L.1.1", "mostly", "--cause", "text-read", "--note", "Read", "--gap", "Rocks.", by="Ana"
    )
    browser = workplace(desk.root, by="Rea")
    assert "Changed since it was accepted" in browser.get(ARTICLE).seen
    assert accept(browser, "L.1.1").status == 303
    assert "Changed since" not in browser.get(ARTICLE).seen


@pytest.mark.parametrize(
    ("old", "new", "now", "was"),
    [
        ("short", "other", "other", ("short", True)),
        ("", "new", "new", ("", True)),
        ("…on the north.", "…on the south.", "All the lights on the south.", ("All the lights on the north.", True)),
        ("…on the north and…", "…on the south.", "All the lights on the south.", ("All the lights on the north and…", False)),
        ("…x and…", "…y and…", "a y and a y and", ("…x and…", False)),
        ("…x", "…y", "edited by hand since", ("…x", False)),
        ("A beginning that…", "Another", "Another", ("A beginning that…", False)),
    ],
)  # fmt: skip
def test_an_earlier_text_is_told_as_far_as_the_log_goes(old: str, new: str, now: str, was: tuple[str, bool]) -> None:
    assert before(old, new, now) == was


# Remarks


def test_remarks_replies_and_their_end_stand_beside_the_answer(desk: Desk) -> None:
    rea, ana = workplace(desk.root, by="Rea"), workplace(desk.root, by="Ana")
    done = remark(rea, "Which islands?\r\n All of them?")
    assert done.location == f"{ARTICLE}?c=L.1.2&done=remarked#L.1.2"
    assert "The remark is on file." in rea.follow(done).seen
    assert ana.post(f"{ARTICLE}reply", {"c": "L.1.2", "number": "1", "text": "Those of the north"}).status == 303
    (thread,) = desk.response("L.1.2").remarks
    assert (thread.by, thread.text, thread.replies[0].by) == ("Rea", "Which islands? All of them?", "Ana")
    refused = ana.post(f"{ARTICLE}close", {"c": "L.1.2", "number": "1"})
    assert refused.status == 422
    assert "Rea asked, and only who asked settles a remark: Ana can reply to remark 1." in refused.seen
    assert rea.post(f"{ARTICLE}close", {"c": "L.1.2", "number": "1", "text": ""}).status == 303
    assert desk.response("L.1.2").remarks[0].closed_by == "Rea"
    assert "Settled: Rea, " in rea.get(ARTICLE).seen


def test_marked_for_return_is_a_remark(desk: Desk) -> None:
    browser = workplace(desk.root, by="Rea")
    done = browser.post(f"{ARTICLE}remark", {"c": "L.1.2", "mark": "1"})
    assert "Marked: the answer goes back when the checklist is returned." in browser.follow(done).seen
    assert desk.response("L.1.2").remarks[0].text == "Look at this answer again."
    assert "Open remarks go along: 1." in browser.get(AT).seen
    assert '<button class="button second slim" form="fL.1.2" name="mark" value="1"' in browser.get(ARTICLE).text
    assert browser.post(f"{ARTICLE}remark", {"c": "L.1.2", "mark": "1", "text": "Which islands?"}).status == 303
    assert desk.response("L.1.2").remarks[1].text == "Which islands?"


@pytest.mark.parametrize(
    ("text", "why"),
    [(" \n ", "holds nothing"), ("bell\x07", "holds what cannot be printed"), ("\u202eevil", "holds what cannot be printed"), ("long " * 500, "is too long")],
)  # fmt: skip
def test_a_text_that_cannot_be_written_stays_in_its_field(desk: Desk, text: str, why: str) -> None:
    browser = workplace(desk.root, by="Rea")
    before_all = desk.files()
    refused = remark(browser, text)
    assert refused.status == 422
    assert f"The text cannot be written: it {why}." in refused.seen
    assert desk.files() == before_all
    if why == "is too long":
        assert refused.text.count("long long long") >= 1


def test_remarks_sent_twice_are_written_once(desk: Desk) -> None:
    rea, ana = workplace(desk.root, by="Rea"), workplace(desk.root, by="Ana")
    forms = (
        (rea, "remark", {"c": "L.1.2", "text": "Which islands?"}),
        (ana, "reply", {"c": "L.1.2", "number": "1", "text": "Those of the north"}),
        (rea, "close", {"c": "L.1.2", "number": "1", "text": "Thank you"}),
    )
    for browser, deed, fields in forms:
        assert browser.post(f"{ARTICLE}{deed}", fields).status == 303
        before_again = desk.files()
        assert browser.post(f"{ARTICLE}{deed}", fields).status == 303
        assert desk.files() == before_again


def test_what_is_remarked_is_shown_as_text(desk: Desk) -> None:
    browser = workplace(desk.root, by="Rea")
    remark(browser, '<script>alert("x")</script>')
    for address in (ARTICLE, AT, "/review/"):
        assert "<script>alert" not in browser.get(address).text
        assert "&lt;script&gt;alert" in browser.get(address).text


@pytest.mark.parametrize("number", ["", "0", "-1", "two", "²", "9"])
def test_a_remark_that_is_not_there_cannot_be_replied_to(desk: Desk, number: str) -> None:
    browser = workplace(desk.root, by="Rea")
    remark(browser)
    fields = {"c": "L.1.2", "number": number, "text": "Yes"}
    assert browser.post(f"{ARTICLE}reply", fields).status == (422 if number == "9" else 404)
    assert browser.post(f"{ARTICLE}remark", {"c": "L.9.9", "text": "Yes"}).status == 404
    assert desk.response("L.1.2").remarks[0].replies == ()


# Returned, reviewed


def test_a_checklist_is_returned_with_a_note_or_with_open_remarks(desk: Desk) -> None:
    browser = workplace(desk.root, by="Rea")
    page = browser.get(AT)
    assert "What a note has to explain Say what is lacking" in page.seen
    refused = take(browser, "return")
    assert refused.status == 422
    assert desk.checklist.status == "submitted"
    remark(browser)
    page = browser.get(AT)
    assert "Open remarks go along: 1." in page.seen
    assert "Which islands? Rea today no reply yet" in page.seen.partition("they go along when it is returned")[2]
    assert "Remarks are open on L.1.2. Close them, or return it." in page.seen
    assert "Returned to its evaluators." in browser.follow(take(browser, "return")).seen
    assert (desk.checklist.status, desk.checklist.steps[-1].by) == ("returned", "Rea")
    assert "Returned for correction: Rea, " in browser.get(AT).seen
    assert "No step for you here" in browser.get(AT).seen


def test_a_review_is_finished_once_nothing_stands_in_the_way(desk: Desk) -> None:
    browser = workplace(desk.root, by="Rea")
    accept(browser, "L.1.1")
    assert "One answer is not accepted: L.1.2." in browser.get(AT).seen
    assert take(browser, "review").status == 422
    page = take(browser, "review", "L.1.2 was read with L.1.1")
    assert "Reviewed. A manager can adopt it." in browser.follow(page).seen
    assert (desk.checklist.status, desk.checklist.steps[-1].note) == ("reviewed", "L.1.2 was read with L.1.1")


def test_nobody_reviews_their_own_work(desk: Desk) -> None:
    browser = workplace(desk.root, by="Ana")
    page = browser.get(AT)
    assert "Ana wrote answers or parts of them (L.1.2), and nobody reviews their own work." in page.seen
    assert '<button class="button" disabled>Reviewed</button>' in page.text
    assert take(browser, "review", "A note helps nobody").status == 422
    assert desk.checklist.status == "submitted"


def test_a_step_is_taken_on_the_checklist_that_was_shown(desk: Desk) -> None:
    browser = workplace(desk.root, by="Rea")
    shown = field(browser.get(AT), "seen", f'action="{AT}review"')
    desk.change("Islands are left out.", "Nothing is left out.")
    refused = browser.post(f"{AT}review", {"seen": shown, "note": "All was read"})
    assert refused.status == 409
    assert "The checklist changed since this page was shown. Look at it again." in refused.seen
    assert ">All was read</textarea>" in refused.text
    assert desk.checklist.status == "submitted"


def test_a_step_sent_twice_is_taken_once(desk: Desk) -> None:
    browser = workplace(desk.root, by="Rea")
    shown = {"seen": field(browser.get(AT), "seen"), "note": "Islands"}
    assert browser.post(f"{AT}return", shown).status == 303
    before_again = desk.files()
    assert browser.post(f"{AT}return", shown).status == 303
    assert desk.files() == before_again


# Who may


def test_each_deed_takes_its_role_and_a_refusal_writes_nothing(desk: Desk) -> None:
    (desk.root / "people.yaml").write_text(PEOPLE, "utf-8")
    may = {
        "return": {"Rea", "Max"}, "review": {"Rea"}, "1/accept": {"Rea"}, "1/remark": {"Rea", "Max"},
        "1/close": {"Rea", "Max"}, "1/reply": {"Rea", "Max", "Ana", "Boro B."}, "raters/": {"Rea", "Max"},
        "1/rerate/?c=L.1.1": {"Ana"},
    }  # fmt: skip
    for name in ("Ana", "Rea", "Max", "Lea", "Boro B."):
        browser = workplace(desk.root, by=name)
        for deed, names in may.items():
            before_all = desk.files()
            answer = browser.post(f"{AT}{deed}", {"where": "L.1.1", "c": "L.1.1", "number": "7", "text": "x"})
            assert (answer.status == 403) is (name not in names), (name, deed, answer.status, answer.seen)
            assert name in names or desk.files() == before_all


def test_every_form_has_the_permission_of_its_deed() -> None:
    place = "/review/{country}/{cycle}/{instrument}/"
    asked = {route.path.removeprefix(place): route.permission for route in ROUTES if route.path.startswith(place) and route.method == "POST"}  # fmt: skip
    assert asked == {
        "return": "return",
        "review": "review",
        "raters/": "adjudicate",
        "{article}/accept": "accept",
        "{article}/remark": "remark",
        "{article}/reply": "reply",
        "{article}/close": "close",
        "{article}/rerate/": "rerate",
    }


def test_reading_changes_no_file(tmp_path: Path) -> None:
    desk = two_evaluators(Desk(tmp_path / "work"))
    before_all = desk.files()
    browser = workplace(desk.root, by="Rea")
    for address in ("/review/", AT, ARTICLE, f"{AT}raters/", f"{ARTICLE}history/?c=L.1.1", f"{ARTICLE}rerate/?c=L.1.1"):
        assert browser.get(address).status == 200, address
    assert desk.files() == before_all


def test_problems_stand_in_the_way_of_what_they_are_in_and_of_the_review(desk: Desk) -> None:
    desk.change('act: lights-act, provision: "5"', 'act: ships-act, provision: "5"')
    browser = workplace(desk.root, by="Rea")
    page = browser.get(ARTICLE)
    assert "There are problems at L.1.2, which the check names." in page.seen
    assert page.text.count("data-accept>") == page.text.count("data-accept disabled>") == 1
    assert "The file has one problem" in browser.get(AT).seen
    before_all = desk.files()
    assert accept(browser, "L.1.2").status == 422
    assert take(browser, "review", "All was read").status == 422
    assert desk.files() == before_all
