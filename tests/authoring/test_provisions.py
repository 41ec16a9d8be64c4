"""A provision is typed once, wherever it is easiest, and every criterion that it serves has it in the file."""

from pathlib import Path
from typing import Any

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
    opened,
    places,
    put,
    put_basis,
    put_row,
    rewrite,
    section_of,
)

SHEET = "Offences against letters"
SERVED = ("12.2.1", "12.2.2", "12.2.3", "12.3.1.a", "12.3.3", "12.5.2")
"""Six criteria that one provision of the made-up code is to serve."""


def cited(root: Path, criterion: str) -> list[str]:
    """The provisions of an answer, with the documents in which each was seen."""
    bases = answer(root, criterion).get("legal_basis", [])
    return [f"{basis['act']} {basis.get('provision')} {','.join(basis.get('sources', []))}" for basis in bases]


def typed(book: Any, rows: list[dict[str, str]]) -> int:
    """Types rows of legal bases; how many cells that takes."""
    page = Page(book, "Legal basis")
    for row in rows:
        page.put(page.spare(), row)
    return sum(map(len, rows))


PROVISION = {"Act": "Criminal Code", "Provision": "401", "What for": "offence", "Gist": "punishes whoever keeps a letter"}  # fmt: skip


def test_one_provision_that_serves_six_criteria_takes_a_third_of_the_cells(root: Path, tmp_path: Path) -> None:
    other, cells = a_workspace(tmp_path / "other"), {}

    def a_row_each(book: Any) -> None:
        rows = [{"Criterion": id_, **PROVISION, "Documents": "code"} for id_ in SERVED]
        cells["before"] = typed(book, rows)

    def once(book: Any) -> None:
        cells["now"] = typed(book, [{"Criterion": SERVED[0], **PROVISION, "Also serves": ", ".join(SERVED[1:])}])

    assert bring_in(other, back(export(other), a_row_each)).exit_code == 0
    done = bring_in(root, back(export(root), once))
    assert done.exit_code == 0, done.output
    assert (cells["before"], cells["now"]) == (36, 6)
    assert cells["now"] * 3 <= cells["before"]
    assert (root / CHECKLIST).read_text("utf-8") == (other / CHECKLIST).read_text("utf-8")
    for id_ in SERVED:
        assert cited(root, id_)[-1] == "criminal-code 401 code"


def test_it_may_be_imported_twice(root: Path) -> None:
    file = back(export(root), put_basis(Criterion="12.2.1", **PROVISION, Also_serves="12.3.3;12.5.2"))
    assert bring_in(root, file).exit_code == 0
    assert bring_in(root, file).stderr == "Nothing changed.\n"
    assert cited(root, "12.3.3") == ["criminal-code 401 code"]


def test_an_article_stands_for_all_its_criteria_and_what_is_there_is_not_doubled(root: Path) -> None:
    done = bring_in(root, back(export(root), put_basis("12.2.2#0", Also_serves="2")))
    assert done.exit_code == 0, done.output
    said = "criminal-code 142 code"
    assert {id_: cited(root, id_).count(said) for id_ in ("12.2.1", "12.2.2", "12.2.3", "12.2.4")} == {
        "12.2.1": 2, "12.2.2": 1, "12.2.3": 2, "12.2.4": 1,
    }  # fmt: skip  # the gist of 12.2.1 and 12.2.3 was another, so each is a basis of its own


def test_the_first_provision_is_typed_beside_its_answer(root: Path) -> None:
    done = bring_in(root, back(export(root), put("12.3.3", **PROVISION, Also_serves="12.5.2")))
    assert done.exit_code == 0, done.output
    assert cited(root, "12.3.3") == cited(root, "12.5.2") == ["criminal-code 401 code"]
    page = section_of(opened(export(root, "again.xlsx")), "12.3.3")
    assert [page.at("12.3.3", head).value for head in PROVISION] == list(PROVISION.values())
    assert page.at("12.3.3", "Gist").protection.locked
    assert not page.at("12.2.4", "Gist").protection.locked


def test_what_is_on_file_is_not_changed_beside_the_answer(root: Path) -> None:
    done = bring_in(root, back(export(root), put("12.2.3", Gist="something else")))
    assert (done.exit_code, codes(done.stdout)) == (1, ["changed-key"]), done.output
    assert places(done.stdout) == [f"{SHEET}!S9"]
    assert "sheet of legal bases" in done.stdout


@pytest.mark.parametrize(
    ("row", "grade", "documents"),
    [
        ({}, "B", ["code"]),
        ({"Documents": "study"}, "B", ["study"]),
        ({"Not seen": "the article"}, "B", []),
        ({}, "D", []),
    ],
    ids=["of the act", "named", "not seen", "a lead"],
)
def test_a_new_provision_has_the_documents_of_its_act(
    root: Path, row: dict[str, str], grade: str, documents: list[str]
) -> None:
    rating = put("12.5.2", Rating="partly", Evidence=grade, Gap="Slow.", Documents="study")
    done = bring_in(root, back(export(root), both(put_basis(Criterion="12.5.2", **PROVISION, **row), rating)))
    assert done.exit_code == 0, done.output
    assert answer(root, "12.5.2")["legal_basis"][0].get("sources", []) == documents


def test_the_documents_of_a_new_act_count_too(root: Path) -> None:
    act = put_row("Acts", Short_title="Seals Act", Title_in_English="Act on Seals", Kind="act", Documents="code; study")
    provision = {"Criterion": "12.3.3", **PROVISION, "Act": "Seals Act"}
    done = bring_in(root, back(export(root), both(act, put_basis(**provision))))
    assert done.exit_code == 0, done.output
    assert cited(root, "12.3.3") == ["xa-seals-act 401 code,study"]


def test_a_provision_on_file_without_documents_stays_without(root: Path) -> None:
    rewrite(root, '        gist: punishes the use of a false seal\n        until: 2028-12-31\n        sources: [code]\n', "        gist: punishes the use of a false seal\n        until: 2028-12-31\n")  # fmt: skip
    rewrite(root, "    gap: Use by a carrier is left out.\n    evidence: B\n", "    gap: Use by a carrier is left out.\n    evidence: D\n")  # fmt: skip
    assert bring_in(root, back(export(root), put("12.3.1.b", Practice="None."))).exit_code == 0
    assert "sources" not in answer(root, "12.3.1.b")["legal_basis"][0]


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        ({"Criterion": "12.2.1", **PROVISION, "Also serves": "12.2.3, 12.99"}, "unknown-criterion", "Legal basis!G"),
        ({"Criterion": "12.2.1", "Also serves": "12.2.3"}, "missing-field", "Legal basis!B"),
    ],
)
def test_what_cannot_be_served_is_said_with_its_cell(root: Path, row: dict[str, str], code: str, place: str) -> None:
    before = (root / CHECKLIST).read_bytes()
    done = bring_in(root, back(export(root), put_basis(**row)))
    assert (done.exit_code, codes(done.stdout)) == (1, [code]), done.output
    assert places(done.stdout)[0].startswith(place)
    assert (root / CHECKLIST).read_bytes() == before


def test_a_check_of_the_whole_finds_nothing_afterwards(root: Path) -> None:
    bring_in(root, back(export(root), put_basis(Criterion="12.2.1", **PROVISION, Also_serves="12.3.3")))
    assert compliance(root, "check").exit_code == 0
