"""The third rating where two evaluators differ: by whom, never lost, and by which way alone it changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk import CHECKLIST, CLEAN, GAP, SECOND, Desk, two_evaluators
from openpyxl import load_workbook

REASON = ("--reason", "Rocks are lights too")
CAUSE = ("--cause", "evidence-found", "--note", "A commentary was found")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return two_evaluators(Desk(tmp_path / "work"))


def adjudicate(desk: Desk, rating: str = "mostly", *more: str, by: str = "Pat", on: str = "2026-07-03") -> str:
    gap = () if rating == "met" or "--gap" in more else GAP
    return desk.run("adjudicate", "arcadia", "L.1.1", rating, *REASON, "--on", on, *gap, *more, by=by)


def alpha(desk: Desk) -> object:
    (both,) = json.loads(desk.run("agreement", "arcadia", "--format", "json"))
    return both["whole"], [(pair["first"], pair["second"]) for pair in both["criteria"]]


def scored(desk: Desk, *more: str) -> str:
    """The rating that is scored."""
    counts = json.loads(desk.run("score", "arcadia", "--format", "json", *more))[0]["whole"]["distribution"]
    (word,) = [word for word, count in counts.items() if count and word != "unanswered"]
    return str(word)


def test_two_evaluators_are_settled(desk: Desk) -> None:
    desk.step("reviewed", "Rea", "2026-07-02")
    assert "Two evaluators differ on L.1.1." in desk.step("adopted", "Board", "2026-07-03")
    before = alpha(desk)
    assert adjudicate(desk) == "L.1.1: mostly.\n"
    third = desk.response().adjudication
    assert third
    assert (third.rating, third.by, third.reason, third.earlier) == (("mostly",), "Pat", "Rocks are lights too", ())
    assert alpha(desk) == before
    desk.step("adopted", "Board", "2026-07-04")
    assert desk.checklist.status == "adopted"
    assert "It is adopted" in adjudicate(desk, "met", "--replace", "On reflection", on="2026-07-05")


@pytest.mark.parametrize("by", ["desk", "DESK", " De sk ", "Boro B.", "boro b"])
def test_none_of_the_two_settles_their_own_difference(desk: Desk, by: str) -> None:
    before = desk.files()
    assert "nobody is the judge of their own rating" in adjudicate(desk, by=by)
    assert desk.files() == before


@pytest.mark.parametrize(
    ("file", "line"),
    [
        (CHECKLIST, "    author: Ana\n"),
        (SECOND, "    author: Ana\n"),
        (CHECKLIST, "    written:\n      - {by: Ana, on: 2026-06-01, fields: [gap]}\n"),
        (SECOND, "    written:\n      - {by: Ana, on: 2026-06-01, fields: [gap]}\n"),
    ],
)
def test_whoever_wrote_anything_of_either_answer_does_not_settle_it(desk: Desk, file: Path, line: str) -> None:
    desk.change("    evidence: B\n", f"    evidence: B\n{line}", file)
    assert "ANA, who is Ana, rated it" in adjudicate(desk, by="ANA")
    assert adjudicate(desk, by="Anna") == "L.1.1: mostly.\n"


def test_a_rater_who_writes_the_decision_into_the_file_is_found(desk: Desk) -> None:
    adjudicate(desk)
    desk.change("      by: Pat\n", "      by: boro b\n")
    assert "adjudicated-by-rater: `boro b` decided, but is `Boro B.`, who answered" in desk.run("check")


def test_a_decision_is_replaced_with_why_and_kept(desk: Desk) -> None:
    adjudicate(desk)
    before = desk.files()
    said = adjudicate(desk, "partly", on="2026-07-05")
    assert "A third rating stands: mostly, by Pat on 3 July 2026. To replace it, say why." in said
    assert "later than 2 July 2026" in adjudicate(desk, "partly", "--replace", "Misread", on="2026-07-02")
    assert desk.files() == before
    assert adjudicate(desk, "partly", "--replace", "The gazette was misread", by="Lea", on="2026-07-05")
    adjudicate(desk, "met", "--replace", "Read once more", by="Kim", on="2026-07-06")
    third = desk.response().adjudication
    assert third
    assert (third.rating, third.by, str(third.on)) == (("met",), "Kim", "2026-07-06")
    assert [(*kept.rating, kept.by, str(kept.on), kept.reason, kept.replaced) for kept in third.earlier] == [
        ("mostly", "Pat", "2026-07-03", "Rocks are lights too", "The gazette was misread"),
        ("partly", "Lea", "2026-07-05", "Rocks are lights too", "Read once more"),
    ]
    assert CLEAN in desk.run("check")


@pytest.mark.parametrize(
    ("answer", "file", "said"),
    [
        ("    rating: met\n", SECOND, "Both evaluators gave the same rating."),
        ("", SECOND, "The second evaluator did not answer it."),
        ("", CHECKLIST, "The first evaluator did not answer it."),
    ],
)
def test_only_a_difference_is_settled(desk: Desk, answer: str, file: Path, said: str) -> None:
    if file == SECOND:
        desk.change("    gap: Lights on rocks are left out.\n", "", SECOND)
    desk.change(f"    rating: {'partly' if file == SECOND else 'met'}\n", answer, file)
    before = desk.files()
    assert said in adjudicate(desk)
    assert desk.files() == before


@pytest.mark.parametrize(
    ("who", "options"), [("first evaluator, desk", ()), ("second evaluator, Boro B.", ("--second",))]
)
def test_nothing_is_settled_while_one_of_them_is_at_work(desk: Desk, who: str, options: tuple[str, ...]) -> None:
    desk.step("returned", "Rea", "2026-07-02", "--note", "Look again", *options)
    before = desk.files()
    assert adjudicate(desk) == f"The {who}, has not submitted: the checklist is returned.\nNothing was written.\n"
    assert desk.files() == before


def test_without_a_second_evaluator_there_is_nothing_to_settle(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "work")
    assert "No second evaluator's checklist is on file" in adjudicate(desk)


def test_a_decision_that_does_not_stand_is_not_replaced(desk: Desk) -> None:
    assert "No third rating stands yet, so that none can be replaced." in adjudicate(
        desk, "met", "--replace", "Why not"
    )


def adopted(desk: Desk) -> Desk:
    """The checklist adopted, with a third rating."""
    desk.step("reviewed", "Rea", "2026-07-02")
    adjudicate(desk)
    desk.step("adopted", "Board", "2026-07-04")
    return desk


def rerate(desk: Desk, rating: str, *more: str, by: str = "Pat", on: str = "2026-08-01") -> str:
    return desk.run("rerate", "arcadia", "L.1.1", rating, *CAUSE, "--on", on, *more, by=by)


def test_what_was_adjudicated_and_adopted_is_re_rated_and_what_both_rated_stays(desk: Desk) -> None:
    adopted(desk)
    before, second = alpha(desk), (desk.root / SECOND).read_bytes()
    assert rerate(desk, "not-met") == "L.1.1: mostly → not-met.\n"
    response = desk.response()
    assert (response.rating, response.cause, str(response.recorded)) == (("met",), "evidence-found", "2026-08-01")
    third = response.adjudication
    assert third
    assert (third.rating, third.by, third.reason) == (("not-met",), "Pat", "A commentary was found")
    assert [(kept.rating, kept.by, kept.replaced) for kept in third.earlier] == [
        (("mostly",), "Pat", "A commentary was found")
    ]
    assert [(entry.rating, entry.note) for entry in response.history] == [(("mostly",), "A commentary was found")]
    assert (desk.root / SECOND).read_bytes() == second
    assert alpha(desk) == before
    assert scored(desk) == "not-met"
    assert scored(desk, "--known", "2026-07-31") == "mostly"
    assert CLEAN in desk.run("check")
    assert "mostly → not-met" in " ".join(desk.log)
    assert rerate(desk, "partly", *GAP, on="2026-09-01") == "L.1.1: not-met → partly.\n"
    assert [entry.rating for entry in desk.response().history] == [("mostly",), ("not-met",)]
    assert alpha(desk) == before
    assert CLEAN in desk.run("check")


@pytest.mark.parametrize(
    ("rating", "more", "said"),
    [
        ("mostly", (), "It is rated mostly already."),
        ("unanswered", (), "A third rating is not withdrawn"),
        ("met", ("--by", "Desk"), "nobody is the judge of their own rating"),
        ("met", ("--by", "boro b."), "nobody is the judge of their own rating"),
        ("met", ("--on", "2026-07-02"), "later than 2 July 2026"),
    ],
)
def test_a_re_rating_of_what_was_adjudicated_that_must_not_be(
    desk: Desk, rating: str, more: tuple[str, ...], said: str
) -> None:
    adopted(desk)
    before = desk.files()
    assert said in desk.run("rerate", "arcadia", "L.1.1", rating, *CAUSE, "--by", "Pat", "--on", "2026-08-01", *more)
    assert desk.files() == before


SAY_GAP = "The third rating is below the best, and no gap is on file: say what is missing.\n"
NO_GAP = "The third rating is not below the best: leave the gap out.\n"
NOTHING = "Nothing was written.\n"


def test_a_third_rating_below_the_best_says_what_is_missing(desk: Desk) -> None:
    before = desk.files()
    settle = ("adjudicate", "arcadia", "L.1.1", "mostly", *REASON, "--on", "2026-07-03", "--by", "Pat")
    assert desk.run(*settle) == SAY_GAP + NOTHING
    assert adjudicate(desk, "met", *GAP) == NO_GAP + NOTHING
    assert desk.files() == before
    desk.run(*settle, *GAP)
    assert desk.response().gap == GAP[1]
    desk.run(*settle, "--replace", "Worded anew")
    assert desk.response().gap == GAP[1], "as before where nothing else is said"
    assert "missing-gap" not in desk.run("check")
    desk.change(f"    gap: {GAP[1]}\n", "")
    assert "missing-gap: the rating is `mostly`, but no `gap` says what is missing" in desk.run("check")


def test_a_gap_goes_where_the_third_rating_is_the_best(desk: Desk) -> None:
    for file, old, new in ((CHECKLIST, "met", "partly"), (SECOND, "partly", "met")):
        desk.change(f"    rating: {old}\n", f"    rating: {new}\n", file)
    desk.change("    evidence: B\n", "    evidence: B\n    gap: Lights on rocks are left out.\n")
    desk.change("    gap: Lights on rocks are left out.\n", "", SECOND)
    adjudicate(desk, "mostly", "--gap", "Rocks that flood are left out.")
    assert desk.response().gap == "Rocks that flood are left out."
    assert adjudicate(desk, "met", "--replace", "Read once more") == "L.1.1: met.\n"
    assert (desk.response().rating, desk.response().gap) == (("partly",), None)
    assert CLEAN in desk.run("check")
    assert "Rocks that flood are left out." in desk.run("log", "arcadia", "--about", "L.1.1")


def test_a_re_rating_of_a_decision_says_what_is_missing_or_takes_it_away(desk: Desk) -> None:
    adopted(desk)
    assert rerate(desk, "met") == "L.1.1: mostly → met.\n"
    assert desk.response().gap is None
    before = desk.files()
    assert rerate(desk, "partly", on="2026-09-01") == SAY_GAP + NOTHING
    assert rerate(desk, "not-applicable", "--reason", "structural", *GAP, on="2026-09-01") == NO_GAP + NOTHING
    assert desk.files() == before
    assert rerate(desk, "partly", *GAP, on="2026-09-01") == "L.1.1: met → partly.\n"
    assert desk.response().gap == GAP[1]
    assert CLEAN in desk.run("check")


def test_status_says_when_no_difference_is_left(desk: Desk) -> None:
    assert "Arcadia, L 1, second: Compare the two: `compliance agreement`." in desk.run("status", "arcadia")
    adjudicate(desk)
    assert "Arcadia, L 1, second: Nothing: no difference is left to settle." in desk.run("status", "arcadia")


def test_status_of_two_who_agree_asks_for_the_comparison_until_adoption(desk: Desk) -> None:
    desk.change("    gap: Lights on rocks are left out.\n", "", SECOND)
    desk.change("    rating: partly\n", "    rating: met\n", SECOND)
    assert "second: Compare the two" in desk.run("status", "arcadia")
    desk.step("reviewed", "Rea", "2026-07-02")
    desk.step("adopted", "Board", "2026-07-03")
    assert "second: Nothing: no difference is left to settle." in desk.run("status", "arcadia")


def test_status_asks_for_the_comparison_where_a_difference_was_adopted_unsettled(desk: Desk) -> None:
    desk.step("reviewed", "Rea", "2026-07-02")
    desk.step("adopted", "Board", "2026-07-03", "--note", "No panel could be found")
    assert "second: Compare the two" in desk.run("status", "arcadia")


def test_one_level_of_government_of_a_decision_is_re_rated_alone(desk: Desk) -> None:
    desk.change("    rating: met\n", "    ratings_by_part: {state: met, coast: none, hills: none}\n")
    third = "{ratings_by_part: {state: mostly, coast: none, hills: none}, reason: x, by: Pat, on: 2026-07-03}"
    desk.change("    evidence: B\n", f"    evidence: B\n    gap: x\n    adjudication: {third}\n")
    assert "say which, of" in rerate(desk, "partly")
    before = alpha(desk)
    said = rerate(desk, "not-met", "--part", "state")
    assert said == "L.1.1: state: mostly; coast: none; hills: none → state: not-met; coast: none; hills: none.\n"
    response = desk.response()
    assert response.adjudication
    assert response.adjudication.ratings_by_part["state"] == ("not-met",)
    assert response.adjudication.earlier[0].ratings_by_part["state"] == ("mostly",)
    assert response.ratings_by_part["state"] == ("met",)
    assert [entry.rating for entry in response.history] == [("mostly",)]
    assert alpha(desk) == before
    assert CLEAN in desk.run("check")


def test_a_decision_that_the_criterion_does_not_apply_has_its_reason(desk: Desk) -> None:
    adopted(desk)
    assert "needs a reason" in rerate(desk, "not-applicable")
    assert rerate(desk, "not-applicable", "--reason", "structural") == "L.1.1: mostly → not-applicable.\n"
    third = desk.response().adjudication
    assert third
    assert (third.rating, third.not_applicable) == (("not-applicable",), "structural")
    assert (desk.response().rating, desk.response().not_applicable) == (("met",), None)
    assert scored(desk) == "not-applicable"
    assert CLEAN in desk.run("check")


def test_seal_and_verify_agree_with_a_re_rating_of_what_was_adjudicated(desk: Desk) -> None:
    adopted(desk)
    assert "seal-1.json" in desk.seal()
    assert "holds. All" in desk.run("verify", "arcadia")
    rerate(desk, "not-met")
    assert "sealed-changed" not in desk.run("check")
    said = desk.run("verify", "arcadia")
    assert "does not hold" in said
    assert "re-rated since: L.1.1, mostly before: evidence-found" in said
    assert "Seal it anew" in said
    assert "seal-2.json" in desk.seal("2026-08-02", "--why", "A commentary was found")
    assert "seal 2 of 2026-08-02 by Board: holds" in desk.run("verify", "arcadia")


@pytest.mark.parametrize(
    ("old", "new"),
    [("      rating: mostly\n", "      rating: met\n"), ("rating: met\n", "rating: mostly\n    gap: x\n")],
)
def test_a_sealed_decision_or_rating_that_somebody_edits_is_found(desk: Desk, old: str, new: str) -> None:
    adopted(desk)
    desk.seal()
    desk.change(old, new)
    assert "sealed-changed: the answer to L.1.1 changed" in desk.run("check")


def workbook(desk: Desk, head: str, value: str, *options: str) -> Path:
    """The first answer of the workbook with another text in a column, as it comes back."""
    file = desk.root.parent / "answers.xlsx"
    assert "criteria" in desk.run("checklist", "export", "arcadia", *options, "--output", str(file))
    book = load_workbook(file)
    sheet = book["Lights"]
    column = next(cell.column for cell in sheet[4] if cell.value == head)
    sheet.cell(5, column).value = value
    book.save(file)
    return file


@pytest.fixture
def returned(desk: Desk) -> Desk:
    """The first checklist returned after the difference was settled."""
    adjudicate(desk)
    desk.step("returned", "Rea", "2026-07-05", "--note", "Say more")
    return desk


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize("take", [(), ("--theirs",), ("--dry-run",)])
def test_an_import_does_not_change_a_rating_that_was_adjudicated(returned: Desk, take: tuple[str, ...]) -> None:
    file = workbook(returned, "Rating", "mostly")
    before = returned.files()
    said = returned.run("checklist", "import", str(file), *take, by="desk")
    assert "Lights!G5: adjudicated-rating: two evaluators differed on L.1.1, and Pat settled it: mostly" in said
    assert "`compliance adjudicate --replace`" in said
    assert returned.files() == before


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_an_import_may_change_texts_beside_a_decision_and_says_that_it_stands(returned: Desk) -> None:
    said = returned.run(
        "checklist", "import", str(workbook(returned, "Analysis", "Section 4 names lights.")), by="desk"
    )
    assert "L.1.1  stays rated mostly: Pat settled it, and that alone is scored." in said
    assert returned.response().analysis == "Section 4 names lights."
    assert returned.response().adjudication


def test_what_was_compared_is_not_returned_to_the_second_evaluator(desk: Desk) -> None:
    adjudicate(desk)
    said = desk.step("returned", "Rea", "2026-07-05", "--note", "Look again", "--second")
    assert "Differences have been settled" in said


def test_the_next_round_starts_from_the_decision(desk: Desk) -> None:
    adopted(desk)
    rerate(desk, "not-met", "--gap", "Nothing is punished.")
    assert "1 answer carried over" in desk.run(
        "new", "arcadia", "--cycle", "2027", "--from", "2026", "--instrument", "lighthouses"
    )
    response = desk.country.checklists["2027", "lighthouses"].value.responses["L.1.1"]
    assert (response.rating, response.adjudication, response.carried_over) == (("not-met",), None, "2026")


def test_the_next_round_knows_why_a_criterion_does_not_apply(desk: Desk) -> None:
    adopted(desk)
    rerate(desk, "not-applicable", "--reason", "structural")
    said = desk.run("new", "arcadia", "--cycle", "2027", "--from", "2026", "--instrument", "lighthouses")
    assert "1 answer carried over" in said
    response = desk.country.checklists["2027", "lighthouses"].value.responses["L.1.1"]
    assert (response.rating, response.not_applicable) == (("not-applicable",), "structural")
