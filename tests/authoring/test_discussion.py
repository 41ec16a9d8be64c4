"""Remarks leave with a checklist workbook, and replies and new remarks come back under the name of who wrote them."""

import json
from datetime import date
from pathlib import Path

import pytest

from .returned import (
    CHECKLIST,
    Page,
    a_workspace,
    answer,
    back,
    both,
    bring_in,
    codes,
    compliance,
    export,
    log_of,
    opened,
    places,
    put,
    put_row,
    rewrite,
    section_of,
)

REMARK = """\
    remarks:
      - by: Rita Reviewer
        on: 2026-07-01
        text: Which of the two letters was meant?
        replies:
          - {by: Ana Anić, on: 2026-07-02, text: The one with the stamp.}
      - by: Rita Reviewer
        on: 2026-07-03
        text: The year is missing.
        closed: 2026-07-04
        closed_by: Rita Reviewer
"""
TODAY = date.today().isoformat()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = a_workspace(tmp_path)
    rewrite(root, "    gap: A letter without a stamp may have value.\n    evidence: C\n", "    gap: A letter without a stamp may have value.\n    evidence: C\n    author: Ivo Ivić\n    answered: 2026-06-01\n" + REMARK)  # fmt: skip
    assert compliance(root, "check").exit_code == 0
    return root


REPLYING = both(
    put_row("Remarks", "12.2.3#0", Your_reply="Both, says the Supreme Court."),
    put_row("Remarks", Criterion="12.2.4", Remark="Is the condition met?"),
)
"""What Ana types: a reply, and a remark of her own on another criterion."""


def test_remarks_stand_beside_the_answer_and_on_their_sheet(root: Path) -> None:
    book = opened(export(root))
    beside = section_of(book, "12.2.3").at("12.2.3", "Open remarks; reply on the sheet Remarks").value
    assert beside == (
        "1 Rita Reviewer, 1 July 2026: Which of the two letters was meant?\n→ Ana Anić, 2 July 2026: The one with the stamp."
    )
    page = Page(book, "Remarks")
    cells = [[page.at(f"12.2.3#{n}", head).value for head in ("Criterion", "By", "On", "Remark", "Replies", "State")] for n in (0, 1)]  # fmt: skip
    assert cells == [
        ["12.2.3", "Rita Reviewer", "1 July 2026", "Which of the two letters was meant?", "Ana Anić, 2 July 2026: The one with the stamp.", "open"],
        ["12.2.3", "Rita Reviewer", "3 July 2026", "The year is missing.", None, "settled on 4 July 2026 (Rita Reviewer)"],
    ]  # fmt: skip
    locked = {n: page.at(f"12.2.3#{n}", "Your reply").protection.locked for n in (0, 1)}
    assert locked == {0: False, 1: True}


def test_a_reply_and_a_remark_come_back_and_the_author_of_the_answer_stays(root: Path) -> None:
    file = back(export(root), REPLYING)
    done = bring_in(root, file)
    assert done.exit_code == 0, done.output
    assert done.stdout == (
        "12.2.3  reply to remark 1: (empty) → Both, says the Supreme Court.\n12.2.4  remark: (empty) → Is the condition met?\n"
    )
    assert done.stderr == "2 remarks added, in 1 file.\n"
    remarks = answer(root)["remarks"]
    assert remarks[0]["replies"][1] == {"by": "Ana Anić", "on": TODAY, "text": "Both, says the Supreme Court."}
    assert "replies" not in remarks[1]
    assert answer(root, "12.2.4")["remarks"] == [{"by": "Ana Anić", "on": TODAY, "text": "Is the condition met?"}]
    assert (answer(root)["author"], answer(root)["answered"]) == ("Ivo Ivić", "2026-06-01")
    assert "author" not in answer(root, "12.2.4")
    log = json.loads(log_of(root).read_text("utf-8").splitlines()[-1])
    assert log["by"] == "Ana Anić"
    assert [change["field"] for change in log["changes"]] == ["remarks.1.replies.2", "remarks.1"]
    assert bring_in(root, file).stderr == "Nothing changed.\n"
    rescued = bring_in(root, back(file, lambda book: book.remove(book["Base"])), "--rescue")
    assert (rescued.exit_code, rescued.output) == (0, "Nothing changed.\n")
    assert compliance(root, "check").exit_code == 0


def test_a_reviewer_remarks_on_a_checklist_that_is_submitted_and_changes_nothing_else(root: Path) -> None:
    rewrite(root, "status: draft\n", "status: submitted\n")
    done = bring_in(root, back(export(root), REPLYING))
    assert done.exit_code == 0, done.output
    assert len(answer(root)["remarks"][0]["replies"]) == 2
    before = (root / CHECKLIST).read_bytes()
    done = bring_in(root, back(export(root), both(REPLYING, put("12.2.3", Rating="partly"))))
    assert (done.exit_code, "submitted: it must be returned first" in done.output) == (1, True)
    assert (root / CHECKLIST).read_bytes() == before


def test_an_unanswered_criterion_can_be_remarked_on(root: Path) -> None:
    assert '"12.5.2":' not in (root / CHECKLIST).read_text("utf-8")
    done = bring_in(root, back(export(root), put_row("Remarks", Criterion="12.5.2", Remark="Nobody has looked here.")))
    assert done.exit_code == 0, done.output
    assert answer(root, "12.5.2") == {"remarks": [{"by": "Ana Anić", "on": TODAY, "text": "Nobody has looked here."}]}
    assert compliance(root, "check").exit_code == 0


@pytest.mark.parametrize(
    ("key", "cells", "code", "place"),
    [
        ("12.2.3#0", {"Remark": "Which of the three?"}, "changed-key", "Remarks!D5"),
        ("12.2.3#0", {"Criterion": "12.2.4"}, "changed-key", "Remarks!A5"),
        ("", {"Remark": "Of which?"}, "missing-field", "Remarks!A7"),
        ("", {"Criterion": "12.2.4"}, "missing-field", "Remarks!D7"),
        ("", {"Criterion": "12.2.9", "Remark": "Where?"}, "unknown-criterion", "Remarks!A7"),
        ("", {"Criterion": "12.2.4", "Your reply": "To what?"}, "missing-field", "Remarks!G7"),
        ("12.2.3#1", {"Your reply": "2006."}, "changed-key", "Remarks!G6"),
    ],
    ids=["other text", "other criterion", "no criterion", "no text", "unknown", "reply to nothing", "reply to settled"],
)
def test_what_is_no_remark_is_said_with_its_cell(
    root: Path, key: str, cells: dict[str, str], code: str, place: str
) -> None:
    before = (root / CHECKLIST).read_bytes()
    done = bring_in(root, back(export(root), put_row("Remarks", key, **cells)))
    assert (done.exit_code, codes(done.stdout), places(done.stdout)) == (1, [code], [place]), done.output
    assert (root / CHECKLIST).read_bytes() == before


def test_a_reply_finds_its_remark_after_another_came_and_is_refused_once_it_is_settled(root: Path) -> None:
    file = back(export(root), REPLYING)
    rewrite(root, "    remarks:\n      - by: Rita", "    remarks:\n      - {by: Otto, on: 2026-07-01, text: And I ask first.}\n      - by: Rita")  # fmt: skip
    assert bring_in(root, file).exit_code == 0
    assert [len(remark.get("replies", [])) for remark in answer(root)["remarks"]] == [0, 2, 0]
    rewrite(root, "        text: Which of the two letters was meant?\n", "        text: Which of the two letters was meant?\n        closed: 2026-07-05\n")  # fmt: skip
    done = bring_in(root, back(file, put_row("Remarks", "12.2.3#0", Your_reply="Or neither.")))
    assert (codes(done.stdout), "was settled meanwhile" in done.stdout) == (["changed-key"], True)


def test_who_is_to_answer_and_earlier_ratings_stand_beside_the_answer(root: Path) -> None:
    rewrite(root, "evaluators: [", 'assigned: {"2": [Ana Anić, Ivo Ivić], "12.2.3": [Mira]}\ndue: {"2": 2027-01-31}\nevaluators: [')  # fmt: skip
    book = opened(export(root))
    page = section_of(book, "12.2.1")
    assert page.at("12.2.1", "Assigned to").value == "Ana Anić, Ivo Ivić\nby 31 January 2027"
    assert page.at("12.2.3", "Assigned to").value == "Mira\nby 31 January 2027"
    assert page.at("12.2.1", "Earlier ratings").value == (
        "now: the law changed, recorded on 31 May 2026\n"
        "not-met, since 1 January 2024, evidence was found, recorded on 30 June 2024. The consolidated text was found."
    )
    assert page.at("12.2.2", "Earlier ratings").value is None


def test_deposits_stand_beside_the_rating_as_bound(root: Path) -> None:
    page = section_of(opened(export(root)), "12.2.1")
    places = list(page.heads)
    assert places.index("Reservations and declarations") == places.index("Rating as bound") + 1
    told = {id_: page.at(id_, "Reservations and declarations").value for id_ in ("12.2.1", "12.2.2", "12.3.3")}
    assert told == {
        "12.2.1": "A reservation narrows this: Leaves out letters without a stamp. Since 30 June 2005.",
        "12.2.2": None,
        "12.3.3": "A reservation excludes this: Does not punish attempt. Since 30 June 2005.",
    }
