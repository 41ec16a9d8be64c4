"""Who wrote which field of an answer: the last author hides nobody who wrote before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from desk import CLEAN, GAP, Desk
from sheets import checklist_book

from compliance.authoring.changes import contributed
from compliance.checks.acceptances import writers
from compliance.model.people import folded, same_person

DAY = date.today().isoformat()
ISLANDS = {"L.1.2": {"Rating": "not-met", "Evidence": "B", "Gap": "Islands are left out.", "Documents": "gazette"}}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "work")


def brought_in(desk: Desk, by: str, answers: dict[str, dict[str, str]]) -> str:
    return desk.run("checklist", "import", checklist_book(desk, answers), by=by)


def written(desk: Desk, criterion: str = "L.1.1") -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.by, each.on.isoformat(), each.fields) for each in desk.response(criterion).written]


def test_an_import_keeps_who_wrote_what(desk: Desk) -> None:
    brought_in(desk, "Ana", ISLANDS)
    brought_in(desk, "Boro", {"L.1.2": {"Gap": "Islands are left out, and no other act covers them."}})
    assert desk.text.partition("evidence: B\n\n")[2] == (
        '  "L.1.2":\n'
        "    rating: not-met\n"
        "    gap: Islands are left out, and no other act covers them.\n"
        "    evidence: B\n"
        "    sources: [gazette]\n"
        "    author: Boro\n"
        f"    answered: {DAY}\n"
        "    written:\n"
        "      - by: Ana\n"
        f"        on: {DAY}\n"
        "        fields: [rating, gap, evidence, sources]\n"
        "      - by: Boro\n"
        f"        on: {DAY}\n"
        "        fields: [gap]\n"
    )
    assert writers(desk.response("L.1.2")) == ("Ana", "Boro")
    assert CLEAN in desk.run("check")


def test_what_somebody_writes_on_a_day_is_one_contribution(desk: Desk) -> None:
    brought_in(desk, "Ana", ISLANDS)
    brought_in(desk, "ana", {"L.1.2": {"Analysis": "Section 4 names the coast alone."}})
    assert written(desk, "L.1.2") == [("ana", DAY, ("rating", "analysis", "gap", "evidence", "sources"))]


def test_an_import_that_changes_nothing_makes_nobody_a_writer(desk: Desk) -> None:
    before = desk.text
    brought_in(desk, "Boro", {"L.1.1": {"Rating": "met"}})
    assert desk.text == before


def test_the_author_of_an_older_answer_is_kept(desk: Desk) -> None:
    desk.change("    evidence: B\n", "    evidence: B\n    author: Ana\n    answered: 2026-05-01\n")
    brought_in(desk, "Boro", {"L.1.1": {"Analysis": "Section 4 covers every light."}})
    assert written(desk) == [
        ("Ana", "2026-05-01", ("rating", "legal_basis", "evidence")),
        ("Boro", DAY, ("analysis",)),
    ]


def test_an_author_typed_by_hand_is_kept(desk: Desk) -> None:
    brought_in(desk, "Ana", ISLANDS)
    desk.change("author: Ana", "author: Cara")
    brought_in(desk, "Boro", {"L.1.2": {"Analysis": "Section 4 names the coast alone."}})
    assert [by for by, _, _ in written(desk, "L.1.2")] == ["Ana", "Cara", "Boro"]
    assert writers(desk.response("L.1.2")) == ("Ana", "Cara", "Boro")


def test_whoever_confirms_what_was_carried_over_answers_for_it(desk: Desk) -> None:
    desk.change(
        "    evidence: B\n", '    evidence: B\n    author: Ana\n    answered: 2024-05-01\n    carried_over: "2024"\n'
    )
    brought_in(desk, "Boro", {"L.1.1": {"Still holds?": "yes"}})
    assert desk.response().carried_over is None
    assert written(desk) == [
        ("Ana", "2024-05-01", ("rating", "legal_basis", "evidence")),
        ("Boro", DAY, ("carried_over",)),
    ]


def test_a_re_rating_is_a_contribution_to_what_it_changed(desk: Desk) -> None:
    desk.rerate("mostly", *GAP, on="2026-08-01")
    desk.rerate("met", on="2026-08-03")
    assert written(desk) == [
        ("Ana", "2026-08-01", ("rating", "gap", "cause")),
        ("Ana", "2026-08-03", ("rating", "gap")),
    ]
    assert (desk.response().author, str(desk.response().answered)) == ("Ana", "2026-08-03")


def test_answers_that_are_carried_over_keep_their_writers_and_lose_their_acceptance(desk: Desk) -> None:
    brought_in(desk, "Ana", ISLANDS)
    desk.step("submitted", "Ana", DAY, "--note", "x")
    desk.run("accept", "arcadia", "L.1.2", by="Rea")
    assert desk.response("L.1.2").reviewed_by == "Rea"
    assert desk.status("new", "arcadia", "--cycle", "2027", "--instrument", "lighthouses", "--from", "2026") == 0
    answer = desk.country.checklists["2027", "lighthouses"].value.responses["L.1.2"]
    assert (answer.carried_over, answer.author, writers(answer)) == ("2026", "Ana", ("Ana",))
    assert (answer.reviewed_by, answer.reviewed, answer.reviewed_digest) == (None, None, None)


def test_nothing_written_leaves_an_answer_as_it_is() -> None:
    answer = {"rating": "met", "author": "Ana", "reviewed_by": "Rea"}
    assert contributed(answer, "Boro", date(2026, 7, 1), ()) == answer


def test_a_change_takes_the_acceptance_away() -> None:
    answer = {"rating": "met", "reviewed_by": "Rea", "reviewed": "2026-07-01", "reviewed_digest": "0123456789ab"}
    assert contributed(answer, "Boro", date(2026, 7, 2), ["rating"]) == {
        "rating": "met",
        "author": "Boro",
        "answered": "2026-07-02",
        "written": [{"by": "Boro", "on": "2026-07-02", "fields": ["rating"]}],
    }


ALIKE = {
    "case": ("Ana Babić", "ANA BABIĆ"),
    "spaces": ("Ana Babić", "  Ana\u00a0 Babić "),
    "no space": ("Ana B.", "AnaB."),
    "punctuation": ("Ana B.", "Ana B"),
    "composition": ("Ana Babi\u0107", "Ana Babic\u0301"),
    "unseen characters": ("Ana Babić", "Ana\u200b Babi\u0107\u200f"),
    "wide letters": ("Ana", "Ａｎａ"),
    "sharp s": ("Weiß", "WEISS"),
    "capitals of Turkish": ("Işıl İnce", "IŞIL İNCE"),
    "Turkish dots": ("İnce", "ince"),
    "Cyrillic": ("Ана Бабић", "АНА БАБИЋ"),
}


@pytest.mark.parametrize("pair", ALIKE.values(), ids=ALIKE)
def test_names_that_are_written_alike_are_of_the_same_person(pair: tuple[str, str]) -> None:
    assert same_person(*pair)
    assert same_person(pair[1], pair[0])


DIFFERENT = (("Ana B.", "Ana C."), ("Person 1", "Person 2"), ("Ana", "Anna"), ("Ćana", "Cana"), ("…", "—"))


@pytest.mark.parametrize("pair", DIFFERENT)
def test_other_names_are_of_other_people(pair: tuple[str, str]) -> None:
    assert not same_person(*pair)
    assert folded(pair[0])
