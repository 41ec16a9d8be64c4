"""What evaluators see in the browser: their work, checklists, articles with the form of an answer, and what stands beside it."""

from __future__ import annotations

import re
import shutil
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from answering import opened
from asking import Answer, Browser, member
from desk import CHECKLIST, SECOND, Desk, two_evaluators

from compliance.pages.work.render import asset
from compliance.queries.form_fields import Field, answer_fields
from compliance.screens.work.answer import joined
from compliance.web import article
from compliance.web.checklists import Place
from compliance.web.living import Living

AT = "/work/arcadia/2026/lighthouses/"
ARTICLE = f"{AT}1/"
PEOPLE = """\
people:
  - {id: ana, name: Ana, roles: {arcadia: evaluator}}
  - {id: cem, name: Cem, roles: {arcadia: evaluator}}
  - {id: sam, name: Sam, roles: {arcadia: second}}
  - {id: rea, name: Rea, roles: {arcadia: reviewer}}
  - {id: max, name: Max, roles: {"*": manager}}
  - {id: dan, name: Dan, roles: {arcadia: reader}}
"""
PAGE = Path(__file__).resolve().parents[2] / "docs" / "in-the-browser.md"
GAP = "Moving a light stays unpunished."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "work")
    (desk.root / "people.yaml").write_text(PEOPLE, "utf-8")
    return desk


@pytest.fixture
def living(desk: Desk) -> Living:
    return Living(desk.root, lambda site: site)


def of(desk: Desk, name: str, living: Living | None = None, keep: dict[str, Any] | None = None) -> Browser:
    return member(desk.root, name, living, keep)


@pytest.fixture
def ana(desk: Desk) -> Browser:
    return of(desk, "Ana")


class _Fields(HTMLParser):
    """The fields of the form of an answer as a browser would send them, and everything that has an id."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.fields, self.ids, self.links = False, dict[str, str](), list[str](), list[str]()
        self.checked: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.ids += [has["id"]] if "id" in has else []
        self.links += [has["href"]] if tag == "a" else []
        self.inside |= has.get("class") == "answer-form"
        name = has.get("name", "")
        if not self.inside or not name:
            if tag == "option" and self.select:
                self.choices[self.select].append(has["value"])
                self.fields[self.select] = has["value"] if "selected" in has else self.fields[self.select]
            return
        if tag == "input" and has.get("type") in ("radio", "checkbox"):
            self.choices.setdefault(name, []).append(has["value"])
            if "checked" in has:
                self.fields[name] = ", ".join(filter(None, (self.fields.get(name, ""), has["value"])))
        elif tag == "input":
            self.fields[name] = ", ".join(filter(None, (self.fields.get(name, ""), has.get("value", ""))))
        elif tag == "textarea":
            self.area, self.fields[name] = name, ""
        elif tag == "select":
            self.select, self.choices[name], self.fields[name] = name, [], ""

    def handle_endtag(self, tag: str) -> None:
        self.inside &= tag != "form"
        self.area = "" if tag == "textarea" else self.area
        self.select = "" if tag == "select" else self.select

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area] += data


def parsed(page: Answer) -> _Fields:
    parser = _Fields()
    parser.feed(page.text)
    return parser


def section(page: Answer, heading: str) -> str:
    """The words of a card beside the answer, by its heading."""
    cards = re.findall(r'<section class="card"[^>]*>(.*?)</section>', page.text, re.DOTALL)
    texts = (" ".join(unescape(re.sub(r"<[^>]*>", " ", card)).split()) for card in cards)
    return next((text for text in texts if text.startswith(heading)), "")


def saved(desk: Desk, browser: Browser, criterion: str = "L.1.1", **typed: str) -> Answer:
    """Sends the form of a page with some texts typed."""
    fields = parsed(browser.get(f"{ARTICLE}?c={criterion}")).fields
    fields |= {name.replace("__", "."): text for name, text in typed.items()}
    return browser.post(f"{ARTICLE}?c={criterion}", fields)


# The form


def test_a_form_that_nobody_touched_changes_nothing(desk: Desk, ana: Browser) -> None:
    before = desk.files()
    for criterion in ("L.1.1", "L.1.2", "L.1.3"):
        fields = parsed(ana.get(f"{ARTICLE}?c={criterion}")).fields
        assert ana.post(f"{ARTICLE}?c={criterion}", fields).location.endswith("done=unchanged")
    assert desk.files() == before


def test_the_form_has_every_field_of_an_answer_and_of_a_provision(desk: Desk, ana: Browser) -> None:
    expected = opened(desk).fields
    fields = parsed(ana.get(f"{ARTICLE}?c=L.1.1")).fields
    asked_elsewhere = {"a.rating_as_bound", "a.terrorist_financing", "a.confirmed", "then"}
    assert {name for name in expected if name not in fields} <= asked_elsewhere
    assert fields["base"] == expected["base"]
    assert (fields["b.0.act"], fields["b.0.provision"], fields["b.0.role"]) == ("Lights Act", "4", "offence")
    assert (fields["b.1.key"], fields["b.1.act"]) == ("", "")  # an empty row is always there


def test_an_answer_with_a_new_provision_is_saved_and_shown(desk: Desk, ana: Browser) -> None:
    typed = {"b__1__act": "Lights Act", "b__1__provision": "5", "b__1__role": "penalty", "b__1__gist": "Sets it."}
    page = ana.follow(saved(desk, ana, a__rating="mostly", a__gap=GAP, then="stay", **typed))
    assert "written and read back. L 1 is now" in page.seen
    assert [basis.provision for basis in desk.response().legal_basis] == ["4", "5"]
    assert section(page, "History").startswith("History ")
    assert "Ana: " in section(page, "History")


def test_a_new_field_of_answers_appears_by_itself(ana: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    novel = Field("tides", "Tides", hint="High or low.", sort="choice", choices=("high", "low"))
    monkeypatch.setattr("compliance.queries.form.answer_fields", lambda *of: (*answer_fields(*of), novel))
    page = ana.get(ARTICLE)
    assert parsed(page).choices["a.tides"] == ["", "high", "low"]
    assert "Tides High or low. – high low" in page.seen


def test_ranges_stay_as_the_file_has_them(desk: Desk, ana: Browser) -> None:
    desk.change("rating: met", "rating: [partly, mostly]\n    gap: Islands are left out.")
    sent = parsed(ana.get(f"{ARTICLE}?c=L.1.1"))
    assert sent.fields["a.rating"] == "partly, mostly"
    assert {"met", "mostly", "partly", "not-met", "not-applicable", ""} <= set(sent.choices["a.rating"])
    assert len(sent.choices["a.rating"]) == len(set(sent.choices["a.rating"]))
    assert "met, mostly" in sent.choices["a.rating"]
    assert "mostly, partly" not in sent.choices["a.rating"]


def test_levels_of_government_are_called_by_their_names(desk: Desk, ana: Browser) -> None:
    page = ana.get(f"{ARTICLE}?c=L.1.1")
    assert parsed(page).choices["b.0.part"] == ["", "coast", "hills"]
    assert "– The Coast The Hills" in page.seen
    levels = "    ratings_by_part: {state: met, coast: none, hills: none}\n"
    desk.change("    rating: met\n", levels)
    seen = of(desk, "Dan").get(f"{ARTICLE}?c=L.1.1").seen
    assert "State of Arcadia met The Coast none The Hills none Evidence B" in seen
    assert "Rating unanswered" not in seen


def test_only_reasons_that_can_hold_are_offered(desk: Desk, ana: Browser) -> None:
    reasons = {c: parsed(ana.get(f"{ARTICLE}?c={c}")).choices["a.not_applicable"] for c in ("L.1.1", "L.1.2")}
    assert reasons["L.1.1"] == ["", "no-competence", "structural"]  # no condition, and the country is a Party
    assert reasons["L.1.2"] == ["", "condition-not-met", "other-treaty-applies", "no-competence", "structural"]


def test_a_provision_that_serves_another_criterion_goes_there_too(desk: Desk, ana: Browser) -> None:
    assert "L.1.2" in parsed(ana.get(f"{ARTICLE}?c=L.1.1")).choices["b.0.also"]
    assert saved(desk, ana, b__0__also="L.1.2").status == 303
    assert desk.response("L.1.2").legal_basis[0].provision == "4"


def test_ticks_of_one_name_are_read_together() -> None:
    sent = [("b.0.also", ""), ("b.0.also", "L.1.2"), ("b.0.also", "L.1.3"), ("a.gap", "one\r\ntwo"), ("file", object())]
    assert joined(sent) == {"b.0.also": "L.1.2, L.1.3", "a.gap": "one\ntwo"}


def test_a_new_act_and_a_new_document_are_typed_in_place(desk: Desk, ana: Browser) -> None:
    typed = {
        "act__short": "Rocks Act", "act__title": "Act on Rocks", "act__kind": "act", "act__sources": "+",
        "doc__id": "rocks-2012", "doc__document": "Official Gazette of Arcadia, No. 9 of 2012", "doc__quality": "official",
        "b__1__act": "+", "b__1__provision": "2", "b__1__role": "offence", "b__1__gist": "Covers rocks.", "b__1__sources": "+",
    }  # fmt: skip
    answer = saved(desk, ana, **typed)
    assert answer.status == 303, answer.seen
    assert "Rocks Act" in {act.short for act in desk.country.acts().values()}
    assert desk.response().legal_basis[1].sources == ("rocks-2012",)


def test_rows_are_added_and_removed_without_script_and_without_writing(desk: Desk, ana: Browser) -> None:
    before = desk.files()
    fields = {**parsed(ana.get(f"{ARTICLE}?c=L.1.1")).fields, "b.1.gist": "typed <b> here", "a.gap": "typed there"}
    more = ana.post(f"{ARTICLE}rows/?c=L.1.1", {**fields, "row": "add"})
    assert more.status == 200
    assert {"b.2.act", "b.3.act"} <= parsed(more).fields.keys()
    less = parsed(ana.post(f"{ARTICLE}rows/?c=L.1.1", {**parsed(more).fields, "row": "remove-0"}))
    assert less.fields["b.0.gist"] == "typed <b> here"
    assert less.fields["a.gap"] == "typed there"
    assert desk.files() == before
    new = {"b.0.act": "Lights Act", "b.0.provision": "7", "b.0.role": "offence", "b.0.sources": "gazette"}
    assert ana.post(f"{ARTICLE}?c=L.1.1", {**less.fields, "a.gap": "", **new}).status == 303
    assert [basis.provision for basis in desk.response().legal_basis] == ["7"]


def test_what_it_would_come_to_is_shown_without_script_and_without_writing(desk: Desk, ana: Browser) -> None:
    before = desk.files()
    fields = parsed(ana.get(f"{ARTICLE}?c=L.1.1")).fields
    page = ana.post(f"{ARTICLE}check/?c=L.1.1", {**fields, "a.rating": "not-met"})
    assert (page.status, desk.files()) == (200, before)
    assert (
        section(page, "Effect on the score") == "Effect on the score 0–33 L 1, was 50–100 Article 1: 0–33, was 50–100."
    )
    assert "Not saved yet" in page.seen
    assert parsed(page).fields["a.rating"] == "not-met"


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"a__rating": "partly"}, "a.gap"), ({"b__0__role": ""}, "b.0.role"), ({"a__evidence": ""}, "a.evidence")],
)
def test_a_refused_save_names_the_field_on_top_and_beside_it(
    desk: Desk, ana: Browser, typed: dict[str, str], field: str
) -> None:
    page = saved(desk, ana, a__analysis="Kept <i>as typed</i>", **typed)
    assert page.status == 422
    sent = parsed(page)
    assert f"#{field}" in sent.links
    assert {field, f"problem.{field}"} <= set(sent.ids)
    assert re.search(rf'id="{re.escape(field)}"[^>]*aria-describedby="problem\.{re.escape(field)}', page.text)
    assert "Not saved: one field needs you" in page.seen
    assert sent.fields["a.analysis"] == "Kept <i>as typed</i>"
    assert len(sent.ids) == len(set(sent.ids))


def test_a_conflict_shows_all_three_and_the_second_time_decides(desk: Desk, living: Living) -> None:
    ana, cem = of(desk, "Ana", living), of(desk, "Cem", living)
    mine = parsed(ana.get(f"{ARTICLE}?c=L.1.1")).fields | {"a.rating": "mostly", "a.gap": "Nobody moves lights."}
    assert saved(desk, cem, a__rating="mostly", a__gap="Somebody moves lights.").status == 303
    page = ana.post(f"{ARTICLE}?c=L.1.1", mine)
    assert page.status == 409
    assert "Cem changed this answer on" in page.seen
    assert "Nothing of yours is lost." in page.seen
    assert "added: Somebody moves lights." in page.seen
    assert "added: Nobody moves lights." in page.seen
    again = parsed(page)
    assert again.fields["take.a.gap"] == "mine"
    assert ana.post(f"{ARTICLE}?c=L.1.1", again.fields).status == 303
    assert desk.response().gap == "Nobody moves lights."


def test_a_rating_and_what_is_said_for_it_are_decided_together(desk: Desk, living: Living) -> None:
    ana, cem = of(desk, "Ana", living), of(desk, "Cem", living)
    mine = parsed(ana.get(f"{ARTICLE}?c=L.1.1")).fields | {"a.rating": "partly", "a.gap": "Nobody moves lights."}
    assert saved(desk, cem, a__rating="mostly", a__gap="Somebody moves lights.").status == 303
    page = ana.post(f"{ARTICLE}?c=L.1.1", mine)
    decisions = {name: choices for name, choices in parsed(page).choices.items() if name.startswith("take.")}
    assert list(decisions.values()) == [["theirs", "mine"]]
    assert "Rating, Gap As it was Theirs Cem, " in page.seen
    assert "added: partly" in page.seen
    again = parsed(page).fields | dict.fromkeys(decisions, "theirs")
    assert ana.post(f"{ARTICLE}?c=L.1.1", again).status == 303
    assert (desk.response().rating, desk.response().gap) == (("mostly",), "Somebody moves lights.")


# Who may do what


@pytest.mark.parametrize(
    ("name", "why"),
    [("Rea", "You are no evaluator of this checklist."), ("Dan", "You are no evaluator of this checklist.")],
)
def test_others_read_and_have_no_form(desk: Desk, name: str, why: str) -> None:
    page = of(desk, name).get(f"{ARTICLE}?c=L.1.1")
    assert page.status == 200
    assert f"Read only. {why}" in page.seen
    assert (
        "Rating met Evidence B Lights Act 4 What for: offence Gist: Punishes whoever puts out a light at sea."
        in page.seen
    )
    assert 'class="answer-form"' not in page.text


def test_a_submitted_checklist_says_who_can_return_it(desk: Desk) -> None:
    desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    page = of(desk, "Ana").get(ARTICLE)
    assert "Read only. The checklist was submitted on 1 July 2026 by Ana. A reviewer can return it." in page.seen
    assert 'class="answer-form"' not in page.text
    desk.step("returned", "Rea", "2026-07-02", "--note", "Look again")
    assert 'class="answer-form"' in of(desk, "Ana").get(ARTICLE).text


def test_an_adopted_checklist_is_read(desk: Desk) -> None:
    (desk.root / "people.yaml").unlink()
    desk.adopt()
    page = of(desk, "Ana").get(ARTICLE)
    assert "Read only. The checklist is adopted" in page.seen
    assert 'name="text"' not in page.text


def test_a_second_evaluator_has_the_same_pages_and_nothing_of_the_first(desk: Desk) -> None:
    (desk.root / SECOND).write_text(desk.text.replace("[desk]", "[Sam]").replace("at sea", "on rocks"), "utf-8")
    sam, ana = of(desk, "Sam"), of(desk, "Ana")
    page = sam.get(f"{AT.replace('lighthouses', 'lighthouses.second')}1/?c=L.1.1")
    assert page.status == 200
    assert "on rocks" in page.text
    assert "at sea" not in page.text
    assert "second evaluator" in page.seen
    assert "Hidden while both rate blind" in page.seen
    assert "on rocks" not in ana.get(f"{ARTICLE}?c=L.1.1").text
    assert sam.get(ARTICLE).status == sam.get(AT).status == 403
    assert ana.get(AT.replace("lighthouses", "lighthouses.second")).status == 403
    mine = sam.get("/work/")
    assert "lighthouses.second" in mine.text
    assert f'"{AT}"' not in mine.text
    assert "lighthouses.second" not in ana.get("/work/").text
    fields = parsed(sam.get(f"{AT[:-1]}.second/1/?c=L.1.1")).fields | {"a.analysis": "All of it."}
    done = sam.follow(sam.post(f"{AT[:-1]}.second/1/?c=L.1.1", {**fields, "then": "stay"}))
    assert "by Sam, written and read back" in done.seen
    assert "Sam: analysis" in section(done, "History")
    assert re.search(r"Continue where you were: L\.1\.1, \d\d:\d\d", sam.get("/work/").seen)
    assert "Sam" not in of(desk, "Ana").get(f"{ARTICLE}?c=L.1.1").seen


@pytest.mark.parametrize(
    "address", [f"{AT}9/", f"{ARTICLE}?c=L.9", "/work/arcadia/2027/lighthouses/", "/work/utopia/2026/lighthouses/1/"]
)
def test_what_is_not_there_is_said(ana: Browser, address: str) -> None:
    assert ana.get(address).status in (403, 404)
    assert "L.1.1, L.1.2, L.1.3" in ana.get(f"{ARTICLE}?c=L.9").seen


# My work


def test_my_work_has_what_is_assigned_to_me_with_its_day(desk: Desk, ana: Browser) -> None:
    assert "none is assigned to anybody" in ana.get("/work/").seen
    desk.run("assign", "arcadia", "1", "Ana", "--due", "2026-07-01", by="Max")
    page = of(desk, "Ana").get("/work/")
    assert "Your articles" in page.seen
    assert "overdue 1 July 2026" in page.seen
    assert "My work: 1 article is overdue" in page.seen
    assert "1 of 3 answered, 1 with a source" in page.seen
    other = of(desk, "Cem").get("/work/")
    assert "Nothing is assigned to you in Arcadia · L 1 · 2026" in other.seen
    assert "ask Max" in other.seen


def test_my_work_leads_to_remarks_open_criteria_and_where_i_was(desk: Desk, ana: Browser) -> None:
    desk.run("remark", "arcadia", "L.1.1", "Is Article 5 not closer?", by="Rea")
    assert saved(desk, ana, "L.1.2", a__practice="None is known.").status == 303
    page = of(desk, "Ana").get("/work/")
    assert "My work: 1 remark waits for a reply" in page.seen
    assert "Is Article 5 not closer?" in page.seen
    links = parsed(page).links
    assert f"{ARTICLE}?c=L.1.1#remarks" in links
    assert f"{ARTICLE}?c=L.1.2" in links  # the first without a rating, and where Ana was last
    assert re.search(r"Continue where you were: L\.1\.2, \d\d:\d\d", page.seen)


def test_whoever_has_no_checklist_is_told_whom_to_ask(desk: Desk) -> None:
    page = of(desk, "Dan").get("/work/")
    assert "There is no checklist in which you answer" in page.seen
    assert "ask Max" in page.seen


def test_carried_over_answers_are_confirmed(desk: Desk, ana: Browser) -> None:
    desk.change("    evidence: B\n", "    evidence: B\n    carried_over: '2026'\n")
    page = of(desk, "Ana").get("/work/")
    assert "Confirm 1 answer that was carried over" in page.seen
    assert saved(desk, ana, a__confirmed="yes").status == 303
    assert desk.response().carried_over is None


# A checklist


def test_a_checklist_is_submitted_with_a_note_where_criteria_are_open(desk: Desk, ana: Browser) -> None:
    page = ana.get(AT)
    assert "What stands in the way of its submission Two criteria are unanswered: L.1.2, L.1.3." in page.seen
    refused = ana.post(f"{AT}submit", {"note": ""})
    assert (refused.status, desk.checklist.status) == (422, "draft")
    assert "Not submitted" in refused.seen
    done = ana.follow(ana.post(f"{AT}submit", {"note": "No islands"}))
    assert "Submitted. A reviewer reads it now" in done.seen
    assert (desk.checklist.status, desk.checklist.steps[-1].note) == ("submitted", "No islands")
    assert ana.post(f"{AT}submit", {"note": "again"}).status == 422
    assert of(desk, "Dan").post(f"{AT}submit", {"note": "x"}).status == 403


def test_the_list_of_articles_is_narrowed_by_links(desk: Desk, ana: Browser) -> None:
    assert f'href="{ARTICLE}?show=open"' in ana.get(f"{ARTICLE}?show=open").text.replace("&amp;", "&").replace(
        "c=L.1.2&", ""
    )
    assert "No article matches." in ana.get(f"{ARTICLE}?show=lead").seen
    assert "No article matches." in ana.get(f"{ARTICLE}?word=nothing").seen
    assert "No article matches." not in ana.get(f"{ARTICLE}?word=LIGHT").seen
    assert "No article matches." in ana.get(f"{ARTICLE}?show=mine").seen


# Beside the answer


def test_remarks_are_replied_to_and_settled_by_whoever_asked(desk: Desk, living: Living) -> None:
    ana, rea, dan = (of(desk, name, living) for name in ("Ana", "Rea", "Dan"))
    at = f"{ARTICLE}remark/?c=L.1.1"
    assert rea.post(at, {"text": "Is Article 5 not closer?"}).status == 303
    assert rea.post(at, {"text": "Is Article 5 not closer?"}).status == 303  # sent twice, said once
    assert len(desk.response().remarks) == 1
    assert ana.post(at, {"text": "It sets the penalty.", "number": "1"}).status == 303
    assert ana.post(at, {"text": "", "number": "1", "settle": "1"}).status == 403
    assert ana.post(at, {"text": "A remark of mine"}).status == 403
    assert dan.post(at, {"text": "x", "number": "1"}).status == 403
    assert rea.post(at, {"text": "", "number": "2"}).status == 422
    assert "It sets the penalty." in section(rea.get(f"{ARTICLE}?c=L.1.1"), "Remarks 1 open")
    assert rea.post(at, {"text": "Agreed.", "number": "1", "settle": "1"}).status == 303
    (remark,) = desk.response().remarks
    assert ([reply.text for reply in remark.replies], remark.closed_by) == (["It sets the penalty.", "Agreed."], "Rea")
    assert "settled on" in section(ana.get(f"{ARTICLE}?c=L.1.1"), "Remarks")


def test_a_quotation_stands_beside_the_stored_text(desk: Desk, ana: Browser) -> None:
    text = desk.root.parent / "act.txt"
    text.write_text("Article 4. Whoever puts out a light at sea is fined.\n", "utf-8")
    desk.run("evidence", "add", "arcadia", "lights-act", str(text), by="Ana")
    assert saved(desk, ana, b__0__quote="Whoever puts out a light", b__0__language="en").status == 303
    there = section(ana.get(f"{ARTICLE}?c=L.1.1"), "Text of the law")
    assert "The quotation stands in the stored text." in there
    assert "at sea is fined." in there


def neighbour(desk: Desk, change: tuple[str, str] = ("", "")) -> Path:
    """A second country that answers as the first does, but for what is changed; its checklist."""
    folder: Path = desk.root / "assessments" / "borduria"
    shutil.copytree(desk.root / "assessments" / "arcadia", folder)
    for file in folder.rglob("*.yaml"):
        text = (
            file.read_text("utf-8").replace("country: arcadia", "country: borduria").replace("lights-act", "lamps-act")
        )
        file.write_text(text.replace(*change) if change[0] else text, "utf-8")
    register = desk.root / "assessments" / "jurisdictions.yaml"
    entry = "  - {id: borduria, iso2: XB, iso3: XBO, names: [{text: {en: Borduria}}], currency: XTS}\n"
    register.write_text(register.read_text("utf-8") + entry, "utf-8")
    assert desk.run("check").endswith("findings.\n"), desk.run("check")
    return folder / "2026" / "lighthouses.yaml"


def test_answers_of_other_countries_are_for_whoever_may_read_them(desk: Desk) -> None:
    neighbour(desk, ("Punishes whoever puts out a light", "Punishes whoever breaks a lamp"))
    assert "No other answer is open to you." in section(
        of(desk, "Ana").get(f"{ARTICLE}?c=L.1.1"), "What others answered"
    )
    shown = section(of(desk, "Max").get(f"{ARTICLE}?c=L.1.1"), "What others answered")
    assert (
        shown
        == "What others answered Ratings of L.1.1 Beneficiary Rating Borduria met Punishes whoever breaks a lamp at sea."
    )
    assert of(desk, "Ana").get("/work/borduria/2026/lighthouses/1/").status == 403


def test_an_earlier_cycle_stands_beside_the_answer(desk: Desk) -> None:
    before = desk.root / "assessments/arcadia/2024/lighthouses.yaml"
    before.parent.mkdir()
    before.write_text(
        desk.text.replace("2026", "2024").replace("rating: met", "rating: partly\n    gap: Old."), "utf-8"
    )
    shown = section(of(desk, "Ana").get(f"{ARTICLE}?c=L.1.1"), "Earlier cycles")
    assert shown == "Earlier cycles Earlier ratings Cycle Rating 2024 partly Old."


def test_who_else_is_there_is_kept_in_memory_and_forgotten(
    desk: Desk, living: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, clock = desk.files(), [0.0]
    monkeypatch.setattr("compliance.web.article.time.monotonic", lambda: clock[0])
    kept: dict[str, Any] = {}
    ana, cem = of(desk, "Ana", living, kept), of(desk, "Cem", living, kept)
    assert "is on Article" not in ana.get(ARTICLE).seen
    assert "Ana is on Article 1" in cem.get(ARTICLE).seen
    sign = {"country": "arcadia", "cycle": "2026", "instrument": "lighthouses", "article": "1", "c": "L.1.1"}
    assert '"here":["Cem is on Article 1"]' in ana.post("/work/presence", sign).text
    clock[0] = 89.0
    assert "Cem is on Article 1" in ana.post("/work/presence", sign).text
    clock[0] = 91.0
    assert '"here":[]' in ana.post("/work/presence", sign).text
    assert desk.files() == before


def test_people_are_seen_at_their_own_checklist_alone() -> None:
    kept, first = article.Presence(), Place("arcadia", "2026", "lighthouses")
    kept.sign(first, "Cem", "1", 0.0)
    assert list(kept.others(first, "Ana", 1.0)) == [("Cem", "1")]
    assert list(kept.others(first._replace(second=True), "Sam", 1.0)) == []
    assert list(kept.others(first._replace(cycle="2027"), "Ana", 1.0)) == []


def test_of_any_number_of_people_only_some_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article, "MOST", 2)
    kept, first = article.Presence(), Place("arcadia", "2026", "lighthouses")
    for number, name in enumerate(("Ana", "Cem", "Eva", "Cem")):
        kept.sign(first, name, str(number), 0.0)
    assert list(kept.others(first, "Nobody", 1.0)) == [("Ana", "0"), ("Cem", "3")]


def test_an_open_page_hears_that_its_answer_changed(desk: Desk, living: Living) -> None:
    ana, cem = of(desk, "Ana", living), of(desk, "Cem", living)
    at = re.search(r'data-at="([^"]*)"', ana.get(f"{ARTICLE}?c=L.1.1").text)
    assert at
    sign = dict(pair.split("=") for pair in unescape(at[1]).split("&"))
    assert '"changed":""' in ana.post("/work/presence", sign).text
    assert saved(desk, cem, a__analysis="All lights are meant.").status == 303
    assert "by Cem" in ana.post("/work/presence", sign).text
    assert ana.post("/work/presence", {**sign, "instrument": "lighthouses.second"}).status == 404
    assert of(desk, "Nobody").post("/work/presence", sign).status == 403


def test_nobody_who_rates_blind_sees_who_is_at_the_other_checklist(desk: Desk) -> None:
    two_evaluators(desk)
    desk.step("returned", "Rea", "2026-07-02", "--note", "x")
    sign = {"country": "arcadia", "cycle": "2026", "instrument": "lighthouses", "article": "1", "c": "L.1.1"}
    assert of(desk, "Sam").post("/work/presence", sign).status == 403
    assert of(desk, "Ana").post("/work/presence", {**sign, "instrument": "lighthouses.second"}).status == 403


def test_the_page_on_the_browser_lists_the_keys_that_pages_list(ana: Browser) -> None:
    shown = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", ana.get(ARTICLE).text.partition('id="keys"')[2])
    keys = [(re.findall("<kbd>(.*?)</kbd>", keys), unescape(deed)) for keys, deed in shown]
    rows = [line.split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert [(re.findall("`(.*?)`", row[0]), row[1].removesuffix(" |")) for row in rows] == keys
    assert len(keys) == 12
    script = asset("work.js").decode()
    assert all(f'"{key.lower()}"' in script for key in ("a", "g", "s"))


def test_what_the_page_on_the_browser_quotes_is_said(desk: Desk, ana: Browser) -> None:
    assert saved(desk, ana, a__rating="partly", b__0__gist="").status == 422
    texts = ana.get(ARTICLE).text + ana.get("/work/").text
    for quoted in (
        "You have an unsaved draft",
        "No connection since",
        "Show the change",
        "Use the draft",
        "Also serves",
    ):
        assert quoted in PAGE.read_text("utf-8")
        assert quoted in texts


def test_the_script_and_the_style_stay_small() -> None:
    assert len(asset("work.js")) <= 8192
    assert b"innerHTML" not in asset("work.js")


def test_pages_show_texts_and_never_run_them(desk: Desk, ana: Browser) -> None:
    evil = "<script>alert(1)</script>\"'&"
    answer = saved(desk, ana, a__rating="mostly", a__gap=evil, a__analysis=evil, b__0__gist=evil)
    page = ana.follow(answer)
    assert "<script>alert" not in page.text
    assert parsed(page).fields["a.gap"] == evil
    assert CHECKLIST.name not in page.text  # no path of a file in the page
