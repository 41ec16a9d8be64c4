"""Re-ratings: the rating before stays, the cause is said, nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import CLEAN, FOLDER, GAP, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "work")


def test_the_rating_before_goes_into_the_history(desk: Desk) -> None:
    assert "L.1.1: met → mostly." in desk.rerate("mostly", *GAP)
    response = desk.response()
    assert (response.rating, response.cause, str(response.recorded)) == (("mostly",), "error-corrected", "2026-08-01")
    assert response.gap == "Moving a light stays unpunished."
    (entry,) = response.history
    assert (entry.rating, str(entry.recorded), entry.note) == (("met",), "2026-06-30", "Moving a light was overlooked")
    assert desk.log == ["Ana: met → mostly"]
    assert CLEAN in desk.run("check")


def test_a_comparison_knows_the_rating_of_either_day(desk: Desk) -> None:
    desk.rerate("mostly", *GAP)
    known_before = desk.run("score", "arcadia", "--known", "2026-07-01", "--format", "json")
    known_after = desk.run("score", "arcadia", "--known", "2026-08-01", "--format", "json")
    assert '"met": 1' in known_before
    assert '"mostly": 1' in known_after


def test_back_to_the_best_takes_the_gap_away(desk: Desk) -> None:
    desk.rerate("mostly", *GAP)
    desk.rerate("met", on="2026-09-01")
    assert desk.response().gap is None
    assert [entry.rating for entry in desk.response().history] == [("met",), ("mostly",)]
    assert CLEAN in desk.run("check")


def test_a_rating_is_withdrawn_and_given_anew(desk: Desk) -> None:
    assert "L.1.1: met → unanswered." in desk.rerate("unanswered")
    response = desk.response()
    assert (response.rating, response.cause, str(response.recorded)) == ((), "error-corrected", "2026-08-01")
    assert [entry.rating for entry in response.history] == [("met",)]
    assert CLEAN in desk.run("check")
    assert '"met": 0' in desk.run("score", "arcadia", "--format", "json")
    assert '"met": 1' in desk.run("score", "arcadia", "--known", "2026-07-01", "--format", "json")
    assert "It is rated unanswered already." in desk.rerate("unanswered", on="2026-08-02")
    desk.rerate("met", on="2026-09-01")
    assert [(*entry.rating, str(entry.recorded)) for entry in desk.response().history] == [
        ("met", "2026-06-30"),
        ("unanswered", "2026-08-01"),
    ]
    assert CLEAN in desk.run("check")
    assert '"met": 0' in desk.run("score", "arcadia", "--known", "2026-08-15", "--format", "json")


def test_another_reason_why_it_does_not_apply_is_another_rating(desk: Desk) -> None:
    desk.rerate("not-applicable", "--reason", "structural")
    assert "It is rated not-applicable already." in desk.rerate("not-applicable", "--reason", "structural")
    # The criterion is mandatory: this reason is looked at, and refused for what it says.
    assert "impossible-reason" in desk.rerate("not-applicable", "--reason", "condition-not-met")


def test_a_withdrawal_says_why_and_for_the_law_of_its_history(desk: Desk) -> None:
    history = "    history:\n      - {since: '2020', rating: partly, recorded: 2026-05-01}\n"
    desk.change("    rating: met\n", "    recorded: 2026-06-01\n" + history)
    assert "the rating was withdrawn, but nothing says why" in desk.run("check")
    desk.change("    recorded: 2026-06-01\n", "    recorded: 2026-06-01\n    cause: text-read\n    since: '2019'\n")
    assert "rating-not-current" in desk.run("check")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("met",), "It is rated met already."),
        (("mostly",), "missing-gap"),
        (("not-applicable",), "A rating of not-applicable needs a reason"),
        (("mostly", *GAP, "--reason", "structural"), "no other has one"),
        (("mostly", *GAP, "--part", "north"), "There is no rating of `north`."),
        (("mostly", *GAP, "--since", "soon"), "`soon` is no date"),
        (("mostly", *GAP, "--since", "2027"), "since-after-cut-off"),
        (("mostyl", *GAP), "did you mean `mostly`?"),
    ],
)
def test_a_re_rating_that_would_leave_something_wrong(desk: Desk, words: tuple[str, ...], said: str) -> None:
    before = desk.files()
    assert said in desk.rerate(*words)
    assert desk.files() == before


def test_a_change_of_the_law_has_a_day(desk: Desk) -> None:
    law = ("--cause", "law-changed", "--note", "Act 7 of 2025")
    assert "Say from which day of the law" in desk.run("rerate", "arcadia", "L.1.1", "mostly", *law, *GAP, by="Ana")
    desk.run("rerate", "arcadia", "L.1.1", "mostly", *law, *GAP, "--since", "2025-03", by="Ana")
    assert str(desk.response().since) == "2025-03"
    assert "evidence-found" not in desk.run("log", "arcadia")
    assert "law-changed: Act 7 of 2025" in desk.run("log", "arcadia")


def test_one_level_of_government_is_re_rated_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "work")
    desk.change("    rating: met\n", "    ratings_by_part: {state: met, coast: none, hills: none}\n")
    assert "say which, of" in desk.rerate("mostly", *GAP)
    said = desk.rerate("mostly", *GAP, "--part", "state")
    assert "state: met; coast: none; hills: none → state: mostly; coast: none; hills: none" in said
    assert desk.response().ratings_by_part["state"] == ("mostly",)
    assert desk.response().history[0].rating == ("met",), "what the levels came to together"


def test_a_new_round_carries_over_the_cause_of_what_has_a_history(desk: Desk) -> None:
    desk.rerate("mostly", *GAP)
    desk.run("new", "arcadia", "--cycle", "2027", "--from", "2026", "--instrument", "lighthouses")
    response = desk.country.checklists["2027", "lighthouses"].value.responses["L.1.1"]
    assert (response.cause, response.carried_over, len(response.history)) == ("error-corrected", "2026", 1)


def test_only_what_a_re_rating_would_bring_stands_in_its_way(desk: Desk) -> None:
    here, there = desk.root / FOLDER, desk.root / "assessments/borduria"
    there.mkdir()
    for file in here.glob("*.yaml"):
        (there / file.name).write_text(file.read_text("utf-8").replace("arcadia", "borduria"), "utf-8")
    country = "  - {id: borduria, iso2: XB, iso3: XBO, names: [{text: {en: Borduria}}], currency: XTS}\n"
    desk.change("jurisdictions:\n", f"jurisdictions:\n{country}", Path("assessments/jurisdictions.yaml"))
    desk.change("[gazette]", "[gone, gone]", Path("assessments/borduria/legislation.yaml"))
    assert desk.run("check").count("unknown-source") == 2, "in a register to which others may refer"
    assert "It would leave 1 problem;" in desk.rerate("mostly")
    assert "L.1.1: met → mostly." in desk.rerate("mostly", *GAP)
