"""Saving an answer from the browser: what goes into the files, what is asked, what is refused; nothing typed is ever lost."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from answering import ADDRESS, Refusals, comes_back, opened, outdated, watched
from asking import Browser, workplace
from desk import BASE, CHECKLIST, FOLDER, SECOND, Desk
from killed import problems
from sheets import checklist_book

from compliance.authoring import imports, log

GAP = "Moving a light stays unpunished."
COMMENTED = """\
responses:
  # Lights were looked into twice.

  L.1.1:
    rating:   met   # by the code
    legal_basis:
      - {act: lights-act, provision: "4", role: offence, gist: Punishes whoever puts out a light at sea., sources: [gazette]}
    evidence: B
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "work")


@pytest.fixture
def ana(desk: Desk) -> Browser:
    return workplace(desk.root, by="Ana")


@pytest.fixture
def boro(desk: Desk) -> Browser:
    return workplace(desk.root, by="Boro")


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> Refusals:
    return watched(monkeypatch)


def lines(desk: Desk) -> list[str]:
    return desk.text.splitlines()


def test_an_answer_goes_into_its_file_and_one_line_into_the_log(desk: Desk, ana: Browser) -> None:
    saved = opened(desk).send(ana, a__rating="mostly", a__gap=GAP, b__0__quote="Whoever puts out a light")
    assert saved.status == 303
    assert saved.location == f"{ADDRESS}?c=L.1.1&done=saved"
    answer = desk.response()
    assert (answer.rating, answer.gap, answer.author) == (("mostly",), GAP, "Ana")
    assert answer.legal_basis[0].quote == "Whoever puts out a light"
    assert answer.written[-1].fields == ("rating", "legal_basis", "gap")
    (line,) = desk.country.log
    assert (line.value.by, line.value.what, line.value.cycle) == ("Ana", "imported", "2026")
    assert {change.field for change in line.value.changed} >= {"rating", "gap"}
    assert problems(desk.root) == []


def test_what_a_form_does_not_send_stays(desk: Desk, ana: Browser) -> None:
    whole = opened(desk).fields
    sent = {name: whole[name] for name in ("c", "base", "b.0.key")} | {"a.practice": "None."}
    assert ana.post(ADDRESS, sent).location.endswith("saved")
    assert desk.text.partition("L.1.1")[2].startswith(_base("L.1.1")), "all that stood there stands there"
    assert desk.response().practice == "None."


def _base(after: str) -> str:
    """The made-up checklist after a word, up to where a practice is put."""
    return (BASE / CHECKLIST).read_text("utf-8").partition(after)[2].partition("    evidence")[0]


def test_an_act_stays_the_same_among_others_of_its_title(desk: Desk, ana: Browser) -> None:
    register = desk.root / FOLDER / "legislation.yaml"
    text = register.read_text("utf-8")
    register.write_text(text + text.partition("acts:\n")[2].replace("id: lights-act", "id: other-act"), "utf-8")
    form = opened(desk)
    assert form.send(ana, b__0__act="Lights Act", a__practice="None.").location.endswith("saved")
    assert desk.response().legal_basis[0].act == "lights-act"


def test_comments_and_layout_stay_but_for_the_lines_that_change(desk: Desk, ana: Browser) -> None:
    text = desk.text.partition("responses:")[0].replace("status: draft", "status: draft  # for now") + COMMENTED
    (desk.root / CHECKLIST).write_bytes(text.replace("\n", "\r\n").encode())
    assert opened(desk).send(ana, a__rating="mostly", a__gap=GAP).location.endswith("saved")
    now = (desk.root / CHECKLIST).read_bytes().decode()
    assert now.count("\r\n") == now.count("\n"), "line ends of the file are kept"
    kept = [line for line in text.splitlines() if "rating:" not in line]
    assert [line for line in now.splitlines() if line in kept] == kept
    assert "    rating: mostly # by the code" in now.splitlines()


def test_the_files_words_and_those_of_a_language_mean_the_same(desk: Desk, ana: Browser) -> None:
    ana.cookies["language"] = "sr-Latn"
    label = "ispunjeno"
    form = opened(desk, "L.1.2")
    form.type(a__rating=label, a__evidence="c", a__analysis="Lights are lights.", b__0__act="Lights Act")
    form.type(b__0__key="", b__0__provision="5", b__0__role="offence", b__0__gist="Islands too.")
    saved = form.send(ana)
    assert saved.location.endswith("saved"), saved.seen
    answer = desk.response("L.1.2")
    assert (answer.rating, answer.evidence) == (("met",), "C")
    assert answer.legal_basis[0].act == "lights-act", "an act may be named by its short title"
    assert answer.legal_basis[0].sources == ("gazette",), "a provision that names no document has those of its act"


def test_the_same_form_sent_twice_changes_nothing_the_second_time(desk: Desk, ana: Browser) -> None:
    form = opened(desk, "L.1.2")
    form.type(a__rating="partly", a__evidence="C", a__gap=GAP, b__0__key="", b__0__act="+", b__0__gist="All lights.")
    form.type(b__0__role="offence", b__0__provision="2", b__0__also="L.1.1, L.1.3")
    form.type(act__short="Isles Act", act__title="Act on Isles", act__kind="act", act__sources="+")
    form.type(doc__id="isles", doc__document="Gazette of Isles, No. 1")
    assert form.send(ana).location.endswith("saved")
    files = desk.files()
    assert form.send(ana).location.endswith("unchanged")
    assert desk.files() == files
    acts, (basis,) = desk.country.acts(), desk.response("L.1.2").legal_basis
    assert (acts[basis.act].short, acts[basis.act].sources, basis.sources) == ("Isles Act", ("isles",), ("isles",))
    assert problems(desk.root) == []


def test_a_provision_serves_other_criteria_too(desk: Desk, ana: Browser) -> None:
    assert opened(desk).send(ana, b__0__also="1").location.endswith("saved")
    for criterion in ("L.1.2", "L.1.3"):
        (basis,) = desk.response(criterion).legal_basis
        assert (basis.act, basis.provision, basis.gist) == (
            "lights-act",
            "4",
            "Punishes whoever puts out a light at sea.",
        )
    assert len(desk.response().legal_basis) == 1
    before = desk.text
    assert opened(desk).send(ana, b__0__also="L.1.2, L.1.3").location.endswith("unchanged"), "it serves them already"
    assert desk.text == before


def test_what_is_wrong_stands_at_its_field_and_all_comes_back(desk: Desk, ana: Browser, refusals: Refusals) -> None:
    before, form = desk.files(), opened(desk)
    form.type(a__rating="largely", a__practice='<b>None</b> & "nothing" = it', b__0__act="no such act")
    form.type(b__0__in_force="31.02.2020", b__1__key="", b__1__gist="Only a gist.")
    refused = form.send(ana)
    assert refused.status == 422
    assert {"a.rating", "b.0.in_force"} <= refusals.last.problems.keys()
    assert "`Rating` is `largely`" in refusals.last.problems["a.rating"][0]
    assert comes_back(refused, form.fields)
    assert "<b>None</b>" not in refused.text
    form.type(a__rating="partly", b__0__in_force="")
    form.shown_again()
    refused = form.send(ana)
    assert refused.status == 422
    assert refusals.last.problems == {"b.1.act": ("The field `act` is missing.",)}
    form.without_row(1)
    form.shown_again()
    refused = form.send(ana)
    assert {"b.0.act", "a.gap"} <= refusals.last.problems.keys()
    assert comes_back(refused, form.fields)
    assert desk.files() == before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.analysis", "x" * 30_001),
        ("a.gap", "bell\x07"),
        ("b.0.gist", "nul\0"),
        ("a.rating", "=met"),
        ("b.0.translation", "turned \x85 around \x9f"),
        ("a.nothing", "a field that no form has"),
        ("b.0.key", "L.1.1#7"),
        ("b.0.key", "L.1.2#0"),
        ("act.short", "An act without a title"),
        ("doc.id", "a b"),
    ],
)
def test_what_no_file_can_hold_is_refused(
    desk: Desk,
    ana: Browser,
    refusals: Refusals,
    name: str,
    text: str,
) -> None:
    before, form = desk.files(), opened(desk)
    form.fields |= {"a.practice": "Typed at length.", name: text}
    refused = form.send(ana)
    assert refused.status == 422, refused.location
    assert comes_back(refused, {key: each for key, each in form.fields.items() if key != name})
    assert desk.files() == before


def test_two_people_who_write_other_fields_both_stand(desk: Desk, ana: Browser, boro: Browser) -> None:
    hers, his = opened(desk), opened(desk)
    assert hers.send(ana, a__analysis="Ana looked.").location.endswith("saved")
    assert his.send(boro, a__practice="Boro asked.", b__0__quote="Whoever").location.endswith("saved")
    answer = desk.response()
    assert (answer.analysis, answer.practice, answer.legal_basis[0].quote) == ("Ana looked.", "Boro asked.", "Whoever")
    assert [(each.by, each.fields) for each in answer.written] == [
        ("Ana", ("analysis",)),
        ("Boro", ("legal_basis", "practice")),
    ]


def test_saves_at_the_same_moment_all_stand(desk: Desk, ana: Browser) -> None:
    typed = {"a.analysis": "A.", "a.practice": "B.", "b.0.quote": "C.", "b.0.recalled": "D."}
    forms = [opened(desk) for _ in typed]
    for form, (name, text) in zip(forms, typed.items(), strict=True):
        form.fields[name] = text
    with ThreadPoolExecutor(len(forms)) as pool:
        answers = list(pool.map(lambda form: form.send(ana), forms))
    assert {answer.location for answer in answers} == {f"{ADDRESS}?c=L.1.1&done=saved"}
    answer = desk.response()
    assert (answer.analysis, answer.practice) == ("A.", "B.")
    assert (answer.legal_basis[0].quote, answer.legal_basis[0].recalled) == ("C.", "D.")
    assert len(desk.country.log) == len(forms)


def test_two_people_who_write_one_field_see_both_texts(
    desk: Desk,
    ana: Browser,
    boro: Browser,
    refusals: Refusals,
) -> None:
    hers, his = opened(desk), opened(desk)
    assert hers.send(ana, a__analysis="Ana looked.").location.endswith("saved")
    refused = his.send(boro, a__analysis="Boro looked.", a__practice="Boro asked.")
    assert refused.status == 409
    (disputed,) = refusals.last.disputed
    assert (disputed.name, disputed.base, disputed.theirs, disputed.mine) == (
        "a.analysis",
        "",
        "Ana looked.",
        "Boro looked.",
    )
    assert disputed.by == "Ana"
    minute = desk.country.log[-1].value.when
    assert f"{minute:%H:%M} UTC" in disputed.when
    assert all(text in refused.seen for text in ("Ana looked.", "Boro looked.", "Boro asked.", disputed.when))
    assert desk.response().analysis == "Ana looked."
    assert desk.response().practice is None, "an answer is whole or not at all"


@pytest.mark.parametrize(("take", "analysis"), [("theirs", "Ana looked."), ("mine", "Boro looked.")])
def test_a_conflict_is_decided(desk: Desk, ana: Browser, boro: Browser, take: str, analysis: str) -> None:
    hers, his = opened(desk), opened(desk)
    hers.send(ana, a__analysis="Ana looked.", a__sources="gazette")
    his.send(boro, a__analysis="Boro looked.", a__practice="Boro asked.")
    his.shown_again()
    assert his.send(boro).status == 409, "what is not decided is asked again"
    his.shown_again()
    assert his.send(boro, take__a__analysis=take).location.endswith("saved")
    answer = desk.response()
    assert (answer.analysis, answer.practice, answer.sources) == (analysis, "Boro asked.", ("gazette",))


def test_a_decision_holds_for_what_was_shown(desk: Desk, ana: Browser, boro: Browser) -> None:
    hers, his = opened(desk), opened(desk)
    hers.send(ana, a__analysis="Ana looked.")
    assert his.send(boro, a__analysis="Boro looked.", take__a__analysis="mine").status == 409, "nothing was shown yet"
    his.shown_again()
    again = opened(desk)
    again.send(ana, a__analysis="Ana looked twice.")
    refused = his.send(boro, take__a__analysis="mine")
    assert refused.status == 409
    assert "Ana looked twice." in refused.seen
    his.shown_again()
    assert his.send(boro).location.endswith("saved")
    assert desk.response().analysis == "Boro looked."


def test_a_rating_and_its_gap_are_decided_together(
    desk: Desk,
    ana: Browser,
    boro: Browser,
    refusals: Refusals,
) -> None:
    hers, his = opened(desk), opened(desk)
    hers.send(ana, a__rating="mostly", a__gap=GAP)
    assert his.send(boro, a__rating="partly", a__gap="All lights on land.").status == 409
    assert [(each.name, each.decides) for each in refusals.last.disputed] == [
        ("a.rating", "take.a.rating"),
        ("a.gap", "take.a.rating"),
    ]
    his.shown_again()
    assert his.send(boro, take__a__rating="theirs").location.endswith("unchanged")
    assert (desk.response().rating, desk.response().gap) == (("mostly",), GAP)


def test_who_takes_a_legal_basis_away_that_somebody_changed_is_asked(
    desk: Desk,
    ana: Browser,
    boro: Browser,
    refusals: Refusals,
) -> None:
    hers, his = opened(desk), opened(desk)
    hers.send(ana, b__0__quote="Whoever puts out")
    his.without_row(0)
    his.type(b__0__key="", b__0__act="lights-act", b__0__provision="9", b__0__role="penalty", b__0__gist="Fines.")
    assert his.send(boro, a__evidence="C").status == 409
    (disputed,) = refusals.last.disputed
    assert "Whoever puts out" in disputed.theirs
    assert disputed.mine == ""
    his.shown_again()
    assert his.send(boro, **{disputed.decides.replace(".", "__"): "mine"}).location.endswith("saved")
    assert [basis.provision for basis in desk.response().legal_basis] == ["9"]


def test_each_legal_basis_that_was_taken_away_is_decided_by_itself(
    desk: Desk, ana: Browser, boro: Browser, refusals: Refusals
) -> None:
    added = opened(desk)
    for number, section in ((1, "7"), (2, "9")):
        added.fields |= {f"b.{number}.{name}": added.fields[f"b.0.{name}"] for name in ("act", "role", "gist")}
        added.fields |= {f"b.{number}.key": "", f"b.{number}.provision": section}
    assert added.send(ana).location.endswith("saved")
    hers, his = opened(desk), opened(desk)
    hers.send(ana, b__1__quote="Whoever moves", b__2__quote="Whoever dims")
    his.without_row(1)
    his.without_row(2)
    assert his.send(boro).status == 409
    first, second = refusals.last.disputed
    assert ("Whoever moves" in first.theirs, "Whoever dims" in second.theirs) == (True, True)
    his.shown_again()
    his.fields |= {first.decides: "mine", second.decides: "theirs"}
    assert his.send(boro).location.endswith("saved")
    assert [basis.provision for basis in desk.response().legal_basis] == ["4", "9"]


def test_an_emptied_legal_basis_goes_and_what_others_added_stays(desk: Desk, ana: Browser, boro: Browser) -> None:
    hers, his = opened(desk), opened(desk)
    hers.type(b__1__key="", b__1__act="lights-act", b__1__provision="9", b__1__role="penalty", b__1__gist="Fines.")
    assert hers.send(ana).location.endswith("saved")
    his.fields |= {name: "" for name in his.fields if name.startswith("b.0.") and name != "b.0.key"}
    assert his.send(boro).location.endswith("saved")
    assert [basis.provision for basis in desk.response().legal_basis] == ["9"]


def test_two_people_who_add_one_provision_are_asked_of_it(
    desk: Desk, ana: Browser, boro: Browser, refusals: Refusals
) -> None:
    hers, his = opened(desk), opened(desk)
    for form, gist in ((hers, "Fines."), (his, "Fines of up to 100 crowns.")):
        form.type(b__1__key="", b__1__act="lights-act", b__1__provision="9", b__1__role="penalty", b__1__gist=gist)
    assert hers.send(ana).location.endswith("saved")
    assert his.send(boro).status == 409
    (disputed,) = refusals.last.disputed
    assert (disputed.name, disputed.theirs, disputed.mine) == ("b.1.gist", "Fines.", "Fines of up to 100 crowns.")
    his.shown_again()
    assert his.send(boro, take__b__1__gist="mine").location.endswith("saved")
    assert [(basis.provision, basis.gist) for basis in desk.response().legal_basis][1:] == [("9", disputed.mine)]


def test_a_closed_checklist_takes_no_answer(desk: Desk, ana: Browser, refusals: Refusals) -> None:
    form = opened(desk)
    desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    before = desk.files()
    refused = form.send(ana, a__practice="Too late?")
    assert refused.status == 422
    assert "returned before an answer can change" in refusals.last.problems[""][0]
    assert comes_back(refused, form.fields)
    assert desk.files() == before
    desk.step("returned", "Rea", "2026-07-02", "--note", "Practice?")
    form.shown_again()
    assert form.send(ana).location.endswith("saved"), "nothing has to be typed again"


def test_a_change_takes_the_acceptance_away(desk: Desk, ana: Browser) -> None:
    desk.change(
        "    evidence: B\n",
        "    evidence: B\n    reviewed_by: Rea\n    reviewed: 2026-06-30\n    reviewed_digest: '000000000000'\n",
    )
    assert opened(desk).send(ana, a__practice="Asked.").location.endswith("saved")
    assert desk.response().reviewed_by is None
    assert "reviewed" not in desk.text


def test_the_next_open_criterion_follows(desk: Desk, ana: Browser) -> None:
    form = opened(desk, "L.1.2")
    form.type(then="next", a__rating="not-met", a__gap=GAP, a__evidence="B", a__sources="gazette")
    assert form.send(ana).location == f"{ADDRESS}?c=L.1.3&done=saved"
    form = opened(desk, "L.1.3")
    form.type(then="next", a__rating="met", a__evidence="B", b__0__key="", b__0__act="lights-act", b__0__provision="6")
    form.type(b__0__role="safeguard", b__0__gist="Small lights only.")
    assert form.send(ana).location == f"{ADDRESS}?c=L.1.3&done=saved", "nothing is open any more"


def test_what_no_criterion_is_is_not_found(desk: Desk, ana: Browser) -> None:
    form = opened(desk)
    assert ana.post(ADDRESS, {**form.fields, "c": "L.9.9"}).status == 404
    assert ana.post(ADDRESS.replace("/1/", "/2/"), form.fields).status == 404
    assert ana.post(ADDRESS.replace("2026", "2027"), form.fields).status == 404
    assert ana.post(ADDRESS.replace("lighthouses", "lighthouses.second"), form.fields).status == 404


BASES = {
    "nothing": "",
    "garbage": "{]",
    "another kind": "[1, 2]",
    "endless": "[" * 100_000,
    "a part": '{"criterion": "L.1.1"}',
    "another criterion": "L.1.2",
    "other texts of the same version": "forged",
    "no texts": "numbers",
    "strange rows": "rows",
}


@pytest.mark.parametrize("case", BASES)
def test_a_base_that_cannot_be_true_loses_nothing(
    desk: Desk,
    ana: Browser,
    refusals: Refusals,
    case: str,
) -> None:
    form, before = opened(desk), desk.files()
    base = form.fields["base"]
    forged = {
        "another criterion": outdated(base, criterion="L.1.2"),
        "other texts of the same version": outdated(base, answer={"rating": "partly"}),
        "no texts": outdated(base, answer={"rating": 1}),
        "strange rows": outdated(base, bases={"../etc": {}}),
    }
    form.fields["base"] = forged.get(case, BASES[case])
    refused = form.send(ana, a__evidence="C", a__practice="Typed at length.")
    assert refused.status == 400
    assert comes_back(refused, form.fields)
    assert desk.files() == before
    form.shown_again()
    refused = form.send(ana)
    assert refused.status == 409, "what differs from the file is shown"
    assert [(each.theirs, each.mine) for each in refusals.last.disputed] == [("B", "C")]
    form.shown_again()
    assert form.send(ana, take__a__evidence="mine").location.endswith("saved")
    assert (desk.response().evidence, desk.response().practice) == ("C", "Typed at length.")
    assert len(desk.response().legal_basis) == 1


# Edits by hand, and workbooks


def test_an_edit_by_hand_meanwhile_stands(desk: Desk, ana: Browser) -> None:
    form = opened(desk)
    desk.change("    evidence: B\n", "    # looked at by hand\n    practice: By hand.\n    evidence:   B\n")
    before = lines(desk)
    assert form.send(ana, a__analysis="Ana looked.").location.endswith("saved")
    assert [line for line in lines(desk) if line in before] == before, "no line of it is touched"
    assert (desk.response().practice, desk.response().analysis) == ("By hand.", "Ana looked.")


def test_an_edit_by_hand_of_the_same_field_is_shown(
    desk: Desk,
    ana: Browser,
    refusals: Refusals,
) -> None:
    form = opened(desk)
    desk.change("    evidence: B\n", "    practice: By hand.\n    evidence: B\n")
    assert form.send(ana, a__practice="Typed.").status == 409
    (disputed,) = refusals.last.disputed
    assert (disputed.theirs, disputed.mine, disputed.by) == ("By hand.", "Typed.", "")


def test_a_file_that_cannot_be_read_is_not_written(desk: Desk, ana: Browser, refusals: Refusals) -> None:
    form = opened(desk)
    (desk.root / CHECKLIST).write_text(desk.text + "  L.1.2: {rating: [\n", "utf-8")
    before = desk.files()
    refused = form.send(ana, a__practice="Typed.")
    assert refused.status == 422
    assert CHECKLIST.as_posix() in refusals.last.problems[""][0]
    assert comes_back(refused, form.fields)
    assert desk.files() == before
    (desk.root / CHECKLIST).write_text(before[CHECKLIST.as_posix()].decode().partition("  L.1.2")[0], "utf-8")
    assert form.send(ana).location.endswith("saved")


def test_a_problem_elsewhere_stops_nobody(desk: Desk, ana: Browser) -> None:
    form = opened(desk)
    for name in ("participation.yaml", "legislation.yaml"):
        (desk.root / FOLDER / name).write_text("country: [\n", "utf-8")
    desk.change("    evidence: B\n", "    evidence: B\n  L.1.2: {rating: partly, evidence: D}\n")  # lacks its gap
    assert form.send(ana, a__practice="Typed.").location.endswith("saved")
    assert form.send(ana, a__analysis="Once more.").location.endswith("saved")
    assert form.send(ana).location.endswith("unchanged")
    assert "analysis: Once more." in desk.text
    assert "rating: partly" in desk.text


def test_a_workbook_that_is_imported_meanwhile(desk: Desk, ana: Browser, refusals: Refusals) -> None:
    form, other = opened(desk), opened(desk)
    book = checklist_book(desk, {"L.1.1": {"Practice": "By workbook."}})
    assert desk.status("checklist", "import", book, "--by", "Boro") == 0
    assert form.send(ana, a__analysis="By form.").location.endswith("saved")
    assert (desk.response().practice, desk.response().analysis) == ("By workbook.", "By form.")
    assert other.send(ana, a__practice="By form too.").status == 409
    assert (refusals.last.disputed[0].by, refusals.last.disputed[0].theirs) == ("Boro", "By workbook.")


def test_what_is_written_between_reading_and_writing_is_not_overwritten(
    desk: Desk, ana: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = opened(desk)

    def edited(*given: object) -> None:
        desk.change("evidence: B", "evidence: A")
        log.carry_out(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(imports, "carry_out", edited)
    refused = form.send(ana, a__practice="Typed.")
    assert refused.status == 409
    assert "changed while it was being worked on" in refused.seen
    assert comes_back(refused, form.fields)
    monkeypatch.undo()
    assert "evidence: A" in desk.text
    assert form.send(ana).location.endswith("saved")
    assert (desk.response().evidence, desk.response().practice) == ("A", "Typed.")


def test_saved_is_said_of_what_stands_in_the_file_alone(
    desk: Desk, ana: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "write_whole", lambda file, content: None)
    form = opened(desk)
    refused = form.send(ana, a__practice="Typed.")
    assert refused.status == 409
    assert comes_back(refused, form.fields)


# People


PEOPLE = """\
people:
  - {id: ana, name: Ana, roles: {arcadia: [evaluator]}}
  - {id: boro, name: Boro, roles: {arcadia: [second]}}
  - {id: rea, name: Rea, roles: {arcadia: [reviewer]}}
"""


@pytest.fixture
def team(desk: Desk) -> Desk:
    """Two evaluators who rate blind, and a reviewer."""
    (desk.root / "people.yaml").write_text(PEOPLE, "utf-8")
    other = desk.text.replace("evidence: B", "evidence: B\n    analysis: A secret of the second.")
    (desk.root / SECOND).write_text(other.replace("[desk]", "[Boro]"), "utf-8")
    desk.change("evidence: B", "evidence: B\n    analysis: A secret of the first.")
    return desk


def test_everybody_saves_what_is_theirs(team: Desk) -> None:
    ana, boro, rea = (workplace(team.root, by=name) for name in ("Ana", "Boro", "Rea"))
    first, second = opened(team), opened(team, second=True)
    before = team.files()
    for browser, form in ((ana, second), (boro, first), (rea, first)):
        refused = form.send(browser, a__practice="Not mine.")
        assert refused.status == 403
        assert "secret" not in refused.text or browser is rea, (
            "a reviewer sees the first evaluator's texts, but writes none"
        )
        assert browser.post(f"{form.address}effect", form.fields).status == 403
    assert team.files() == before
    first.fields["a.practice"] = second.fields["a.practice"] = "Mine."
    assert first.send(ana).location.endswith("saved")
    assert second.send(boro).location.startswith("/work/arcadia/2026/lighthouses.second/1/")
    assert team.country.second["2026", "lighthouses"].value.responses["L.1.1"].practice == "Mine."


def test_nobody_answers_for_both(desk: Desk, refusals: Refusals) -> None:
    (desk.root / SECOND).write_text(desk.text.replace("[desk]", "[Boro]"), "utf-8")
    form = opened(desk)
    refused = form.send(workplace(desk.root, by="Boro"), a__practice="Both?")
    assert refused.status == 422
    assert "Boro answered the second evaluator's checklist too" in refusals.last.problems[""][0]
    assert comes_back(refused, form.fields)


# While somebody types


def test_what_is_seen_while_somebody_types(desk: Desk, ana: Browser) -> None:
    (desk.root.parent / "act.txt").write_text("Section 4. Whoever puts out a light at sea is punished.\n", "utf-8")
    desk.run("evidence", "add", "arcadia", "lights-act", str(desk.root.parent / "act.txt"), by="Ana")
    form, before = opened(desk), desk.files()
    form.type(a__rating="partly", b__0__quote="Whoever puts out a light at  sea", b__1__key="", b__1__act="lights-act")
    form.type(b__1__quote="Whoever moves a light")
    seen = json.loads(ana.post(f"{ADDRESS}effect", form.fields).text)
    assert desk.files() == before
    assert seen["quotes"] == {"0": True, "1": False}
    assert list(seen["problems"]) == ["b.1.gist"]
    assert seen["score"]["convention"]["before"]["text"] == "50–100"
    assert seen["score"]["convention"]["after"]["text"] == "17–67"
    assert seen["score"]["article"]["after"] != seen["score"]["article"]["before"]
    form.type(a__gap=GAP, b__1__provision="5", b__1__role="offence", b__1__gist="Moving.")
    again = json.loads(ana.post(f"{ADDRESS}effect", form.fields).text)
    assert again["score"] == seen["score"]
    assert again["problems"] == {}


@pytest.mark.parametrize(
    "typed",
    [
        {"a.rating": "?"},
        {"base": "{"},
        {"a.not_applicable": "structural", "a.rating": "not-applicable"},
        {"a.rating": ""},
    ],
)
def test_whatever_is_typed_its_effect_is_answered_and_nothing_written(
    desk: Desk, ana: Browser, typed: dict[str, str]
) -> None:
    form, before = opened(desk), desk.files()
    answer = ana.post(f"{ADDRESS}effect", {**form.fields, **typed})
    assert answer.status == 200
    assert json.loads(answer.text).keys() == {"problems", "quotes", "score"}
    assert answer.headers["cache-control"] == "no-store"
    assert desk.files() == before


# Disks


def test_a_disk_that_refuses_loses_nothing(desk: Desk, ana: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    form, before = opened(desk), desk.files()
    for number in (28, 30):  # no space, read-only

        def refused(*_: object, number: int = number) -> None:
            raise OSError(number, "The disk says no")

        monkeypatch.setattr(log, "_add", refused)
        answer = form.send(ana, a__practice="Typed at length.")
        assert answer.status == 507
        assert "The disk says no" in answer.seen
        assert comes_back(answer, form.fields)
        assert desk.files() == before
        monkeypatch.undo()
    assert form.send(ana).location.endswith("saved")
