"""A workbook whose hidden sheet is gone: what the rest of it says is saved, and nothing of the file is lost."""

from pathlib import Path
from typing import Any

import pytest

from .returned import (
    CHECKLIST,
    answer,
    back,
    both,
    bring_in,
    compliance,
    export,
    put,
    put_basis,
    put_row,
    rewrite,
)

SHEET = "Offences against letters"


def without_base(book: Any) -> None:
    del book["Base"]


def damaged_base(book: Any) -> None:
    book["Base"]["C3"] = "{}"


FILLED = both(
    put("12.3.3", Practice="None yet."),
    put("12.2.3", Gap="It leaves out parcels."),
    put("12.2.1", Practice=None),
    put_basis("12.1.b#0", In_force_since="2017-08-07"),
    put_basis(Criterion="12.2.3", Act="Criminal Code", Provision="143", What_for="penalty", Gist="New."),
)
"""An answer where there is none, one that differs, one that was emptied, a changed provision, a new one."""


def lost(root: Path, how: Any) -> Path:
    """The filled workbook without what it left with."""
    return back(export(root), both(FILLED, how))


@pytest.mark.parametrize(("how", "word"), [(without_base, "gone"), (damaged_base, "damaged")])
def test_without_being_asked_nothing_is_rescued(root: Path, how: Any, word: str) -> None:
    before = (root / CHECKLIST).read_bytes()
    done = bring_in(root, lost(root, how))
    assert done.exit_code == 1
    assert done.stdout == (
        f"back.xlsx:Base: not-a-checklist: the hidden sheet with the version that the workbook left with is {word}\n"
        "        expected: a workbook as it was exported\n"
        "        hint: take an earlier copy of the workbook; without one, `compliance checklist import --rescue --dry-run` "
        "shows what the rest of it still says\n"
    )
    assert (root / CHECKLIST).read_bytes() == before


@pytest.mark.parametrize("how", [without_base, damaged_base])
def test_what_differs_from_the_file_is_decided_by_somebody(root: Path, how: Any) -> None:
    file, before = lost(root, how), (root / CHECKLIST).read_bytes()
    done = bring_in(root, file, "--rescue")
    assert (done.exit_code, (root / CHECKLIST).read_bytes()) == (1, before)
    assert done.stdout == (
        f"back.xlsx:{SHEET}!O9: 12.2.3 gap\n"
        "        theirs: It leaves out parcels.\n"
        "        ours:   A letter without a stamp may have value.\n"
    )


def test_what_is_rescued_takes_nothing_away(root: Path) -> None:
    done = bring_in(root, lost(root, without_base), "--rescue", "--theirs")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "12.1.b  legal basis 0  in_force: (empty) → 2017-08-07",
        "12.2.3  gap: A letter without a stamp may have value. → It leaves out parcels.",
        "12.2.3  legal basis new  act: (empty) → criminal-code",
        "12.2.3  legal basis new  provision: (empty) → 143",
        "12.2.3  legal basis new  role: (empty) → penalty",
        "12.2.3  legal basis new  gist: (empty) → New.",
        "12.2.3  legal basis new  sources: (empty) → code",
        "12.3.3  practice: (empty) → None yet.",
    ]
    assert answer(root, "12.2.1")["practice"] == "Nine verdicts between 2019 and 2022."
    assert [basis["gist"] for basis in answer(root, "12.2.3")["legal_basis"]] == [
        "leaves out letters without a stamp, whatever they are worth",
        "New.",
    ]


def test_what_others_added_meanwhile_stays(root: Path) -> None:
    file = lost(root, without_base)
    rewrite(root, "gap: Attempt is not punished.", "gap: Attempt is not punished.\n    analysis: Added meanwhile.")
    basis = '"12.2.2":\n    rating: met\n    legal_basis:\n'
    rewrite(root, basis, f"{basis}      - act: criminal-code\n        provision: 141\n        role: definition\n        gist: added\n        sources: [code]\n")  # fmt: skip
    done = bring_in(root, file, "--rescue", "--ours")
    assert done.exit_code == 0, done.output
    assert answer(root, "12.3.3")["analysis"] == "Added meanwhile."
    assert [basis["provision"] for basis in answer(root, "12.2.2")["legal_basis"]] == ["141", "142"]
    assert answer(root, "12.2.3")["gap"] == "A letter without a stamp may have value."


def test_a_rehearsal_shows_what_would_be_rescued(root: Path) -> None:
    before = (root / CHECKLIST).read_bytes()
    done = bring_in(root, lost(root, without_base), "--rescue", "--theirs", "--dry-run")
    assert done.stderr == "3 answers would change, in 1 file.\n"
    assert (root / CHECKLIST).read_bytes() == before


def test_a_provision_that_was_rewritten_joins_the_old_one(root: Path) -> None:
    rewritten = both(put_basis("12.2.2#0", Provision="142a"), without_base)
    done = bring_in(root, back(export(root), rewritten), "--rescue")
    assert done.exit_code == 0, done.output
    assert [basis["provision"] for basis in answer(root, "12.2.2")["legal_basis"]] == ["142", "142a"]


def test_one_of_two_alike_that_went_meanwhile_comes_back_as_a_new_one(root: Path) -> None:
    second = '      - act: criminal-code\n        provision: "142"\n        role: offence\n        gist: the second\n'
    rewrite(root, "        gist: asks for no dishonest purpose\n        sources: [code]\n", f"        gist: asks for no dishonest purpose\n        sources: [code]\n{second}")  # fmt: skip
    file = back(export(root), without_base)
    rewrite(root, second, "")
    done = bring_in(root, file, "--rescue")
    assert done.exit_code == 0, done.output
    gists = [basis["gist"] for basis in answer(root, "12.2.2")["legal_basis"]]
    assert gists == ["asks for no dishonest purpose", "the second"]


def test_a_new_act_and_document_are_rescued(root: Path) -> None:
    document = put_row("Documents", Short_name="gazette-2027", Document="Official Gazette of Arcadia 4/2027")
    act = put_row(
        "Acts", Short_title="Seals Act", Title_in_English="Act on Seals", Kind="act", Documents="gazette-2027"
    )
    done = bring_in(root, back(export(root), both(document, act, without_base)), "--rescue")
    assert done.stdout.splitlines() == [
        "new  gazette-2027: Official Gazette of Arcadia 4/2027",
        "new  xa-seals-act: Act on Seals",
    ]


def test_what_cannot_be_read_is_said_and_can_be_mended_apart(root: Path) -> None:
    rest, fill = root.parent / "rest.xlsx", both(FILLED, put("12.2.1", Rating="largely"), without_base)
    done = bring_in(root, back(export(root), fill), "--rescue", "--theirs", "--partial", rest)
    assert (done.exit_code, answer(root, "12.2.3")["gap"]) == (1, "It leaves out parcels.")
    assert bring_in(root, back(rest, put("12.2.1", Rating="partly"))).stderr == "Nothing changed.\n"


def test_without_titles_nothing_says_whose_it_is(root: Path) -> None:
    def fill(book: Any) -> None:
        without_base(book)
        for sheet in book:
            sheet["A1"] = "Checklist"

    done = bring_in(root, back(export(root), fill), "--rescue")
    assert done.exit_code == 1
    assert done.stdout == (
        "back.xlsx: not-a-checklist: its titles name no checklist of this workspace\n"
        "        expected: the title of a checklist in A1\n"
        "        hint: give its sheets their titles back, or copy the answers into a new export\n"
    )


def test_where_nothing_is_lost_nothing_is_rescued(root: Path) -> None:
    done = bring_in(root, back(export(root), FILLED), "--rescue")
    assert (done.exit_code, "without --rescue" in done.output) == (2, True)


def test_the_workbook_of_another_country_is_rescued_for_that_country(root: Path) -> None:
    file = root.parent / "other.xlsx"
    compliance(root, "checklist", "export", "borduria", "--output", file)
    done = bring_in(root, back(file, without_base), "--rescue")
    assert (done.exit_code, done.output) == (0, "Nothing changed.\n")
