"""“To do” of a checklist workbook says “done” exactly where the import takes the answer; what it explains and proposes."""

import shutil
import subprocess
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from documents import ROOT
from openpyxl import load_workbook
from returned import (
    a_workspace,
    answering,
    back,
    both,
    bring_in,
    compliance,
    export,
    opened,
    put,
    put_basis,
    rewrite,
    section_of,
)

Cells = Mapping[str, str | None]
PROVISION = {"Act": "Criminal Code", "What for": "offence", "Gist": "punishes whoever keeps a letter"}
LEVELS = {"Crown of Arcadia": "met", "Arcadian Coast": "not-met", "Hills of Arcadia": "none"}
GAP = {"Gap": "Too slow."}

CASES: tuple[tuple[str, str, Cells, str], ...] = (
    ("nothing", "12.5.2", {}, "answer"),
    ("no evidence", "12.5.2", {"Rating": "not-met", **GAP}, "evidence"),
    ("a lead", "12.5.2", {"Rating": "not-met", "Evidence": "D", **GAP}, "done"),
    ("no document", "12.5.2", {"Rating": "not-met", "Evidence": "B", **GAP}, "documents"),
    ("a document", "12.5.2", {"Rating": "not-met", "Evidence": "B", **GAP, "Documents": "code"}, "done"),
    ("no gap", "12.5.2", {"Rating": "not-met", "Evidence": "D"}, "gap"),
    ("best without a gap", "12.2.2", {"Rating": "met"}, "done"),
    ("best with a gap", "12.2.2", {"Rating": "met", **GAP}, "no gap: it is met"),
    ("an open answer", "12.2.3", {"Rating": "met, mostly"}, "done"),
    ("no provision", "12.3.3", {"Rating": "partly"}, "legal basis"),
    ("a provision in its row", "12.5.2", {"Rating": "partly", "Evidence": "B", **GAP, **PROVISION}, "done"),
    ("half a provision", "12.5.2", {"Rating": "partly", "Evidence": "D", **GAP, "Act": "Criminal Code"}, "legal basis"),
    ("a provision without a document", "12.5.2", {"Rating": "partly", "Evidence": "B", **GAP, **PROVISION, "Act": "Bare Act"}, "documents"),
    ("no reason", "12.2.4", {"Reason, if not applicable": None}, "reason"),
    ("a reason that cannot be", "12.2.1", {"Rating": "not-applicable", "Rating as bound": None, "Reason, if not applicable": "condition-not-met", "Gap": None}, "reason"),
    ("a stray reason", "12.2.3", {"Reason, if not applicable": "structural"}, "no reason: it applies"),
    ("levels beside a rating", "12.2.3", LEVELS, "all levels, or one rating"),
    ("levels alone", "12.3.3", {"Rating": None, **LEVELS, **PROVISION}, "done"),
    ("a level left out", "12.3.3", {"Rating": None, **LEVELS, "Hills of Arcadia": None, **PROVISION}, "all levels, or one rating"),
    ("as bound without a deposit", "12.2.3", {"Rating as bound": "met"}, "nothing as bound: no deposit"),
    ("advice without an effort", "12.2.3", {"Recommendation": "Do it."}, "recommendation and effort"),
    ("advice with an effort", "12.2.3", {"Recommendation": "Do it.", "Effort": "by-law"}, "done"),
)  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = a_workspace(tmp_path)
    register = "assessments/arcadia/legislation.yaml"
    rewrite(root, "  - id: letters-bill\n", "  - id: bare-act\n    kind: act\n    title: Act of which nobody saw a text\n    short: Bare Act\n  - id: letters-bill\n", register)  # fmt: skip
    assert compliance(root, "check").exit_code == 0
    return root


def recalculated(files: list[Path], folder: Path) -> dict[str, Any]:
    """Workbooks as LibreOffice computes them, with the values of their formulas, by name."""
    out = folder / "computed"
    command = ("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx")
    subprocess.run([*command, "--outdir", str(out), *map(str, files)], check=True, capture_output=True, timeout=1800)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {file.name: load_workbook(out / file.name, data_only=True) for file in files}


@pytest.mark.any_python
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_done_means_that_the_import_will_take_it(root: Path, tmp_path: Path) -> None:
    file, rounds = export(root), list[dict[str, Cells]]()
    place, taken = {}, {}
    for name, criterion, cells, _todo in CASES:
        returned = back(file, put(criterion, **cells))
        taken[name] = bring_in(root, returned, "--dry-run").exit_code == 0
        # LibreOffice takes its time with each file: cases of different criteria share one.
        place[name] = sum(criterion in round_ for round_ in rounds)
        rounds += [{}] * (place[name] == len(rounds))
        rounds[place[name]] = {**rounds[place[name]], criterion: cells}
    files = [answering(file, answers).rename(tmp_path / f"round{n}.xlsx") for n, answers in enumerate(rounds)]
    computed = recalculated(files, tmp_path)
    told = {
        name: section_of(computed[f"round{place[name]}.xlsx"], criterion).at(criterion, "To do").value
        for name, criterion, _cells, _todo in CASES
    }
    assert told == {name: todo for name, _criterion, _cells, todo in CASES}
    assert {name for name, accepted in taken.items() if accepted} - {"nothing"} == {
        name for name, todo in told.items() if todo == "done"
    }


@pytest.mark.any_python
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_provision_counts_wherever_it_is_typed(root: Path, tmp_path: Path) -> None:
    served = ("12.5.2", "12.3.3", "12.3.1.a", "12.2.3")

    cells = {"Rating": "partly", "Evidence": "B", "Gap": "Too slow.", "Documents": None}
    rated = both(*(put(criterion, **cells) for criterion in served[:3]))
    file, ways = export(root), {
        "sheet": put_basis(Criterion="12.2.3", **PROVISION, Also_serves="12.3.3, 5,12.3.1.a"),
        "beside": put("12.3.3", **PROVISION, Also_serves="12.5.2, 12.3.1.a"),
        "others": put("12.3.3", **PROVISION, Also_serves="12.5.21, 112.3.1.a"),
    }  # fmt: skip
    files = [back(file, both(rated, fill)).rename(tmp_path / f"{name}.xlsx") for name, fill in ways.items()]
    books = recalculated(files, tmp_path)
    told = {
        name: [section_of(book, criterion).at(criterion, "To do").value for criterion in served[:3]]
        for name, book in books.items()
    }
    assert told == {
        "sheet.xlsx": ["done"] * 3,
        "beside.xlsx": ["done"] * 3,
        "others.xlsx": ["documents", "done", "documents, legal basis"],
    }
    assert [bring_in(root, path, "--dry-run").exit_code for path in files] == [0, 0, 1]
    start = books["beside.xlsx"]["Start"]
    counts = [start.cell(8, column).value for column in (2, 3, 4)]
    assert counts[2] == counts[1] <= counts[0]


def test_the_guide_says_what_every_word_means_with_an_example_for_each_rating(root: Path) -> None:
    sheet = opened(export(root))["Guide"]
    told = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=5) if row[0].value}
    for rating in ("met", "mostly", "partly", "not-met"):
        assert "Example: " in told[rating]
        assert "185." in told[rating]
    for word in ("condition-not-met", "other-treaty-applies", "not-a-party", "no-competence", "structural"):
        assert told[word].endswith((".", ")"))
    for kind in ("mandatory", "qualified duty", "due on a condition", "optional, not scored", "limit of a narrowing, not scored", "core"):  # fmt: skip
        assert "scored" in told[kind] or "held back" in told[kind]
    assert {grade: told[grade][-1] for grade in "ABCD"} == dict.fromkeys("ABCD", ".")
    assert "reservation" not in told


def test_a_question_says_how_it_binds_and_how_to_judge(root: Path) -> None:
    page = section_of(opened(export(root)), "12.2.1")
    asked = {id_: page.at(id_, "What the treaty asks").value for id_ in ("12.2.1", "12.2.4")}
    assert "mandatory" in asked["12.2.1"]
    assert "May be narrowed (" in asked["12.2.1"]
    assert "Condition: " in asked["12.2.4"]


def test_reasons_that_are_never_typed_are_not_offered(root: Path) -> None:
    rules = section_of(opened(export(root)), "12.2.1").sheet.data_validations.dataValidation
    offered = [rule.formula1 for rule in rules if rule.formula1 and "structural" in rule.formula1]
    assert offered == ['"condition-not-met,other-treaty-applies,not-a-party,no-competence,structural"']


def test_the_other_treaty_proposes_beside_an_open_question_and_nothing_is_copied(tmp_path: Path) -> None:
    folder = tmp_path / "assessments"
    shutil.copytree(ROOT / "assessments/kosovo", folder / "kosovo")
    shutil.copy(ROOT / "assessments/jurisdictions.yaml", folder)
    file, head = tmp_path / "out.xlsx", "From the other treaty; never copied by itself"
    command = ("checklist", "export", "kosovo", "--instrument", "ets-198", "--output", file)
    assert compliance(tmp_path, *command).exit_code == 0
    page = section_of(opened(file), "198.20")
    told = page.at("198.20", head).value
    assert told.startswith("Proposed: partly. 185.26.1 is rated so and asks the same. ")
    assert "\n· " in told
    assert page.at("198.20", "Rating").value is None
    assert page.at("198.20", head).protection.locked
    answered = [page.sheet.cell(row, page.heads[head]).value for row in range(5, page.sheet.max_row + 1) if page.sheet.cell(row, page.heads["Rating"]).value and page.sheet.cell(row, page.heads["Evidence"]).value != "D"]  # fmt: skip
    assert set(answered) == {None}
    assert bring_in(tmp_path, file).stderr == "Nothing changed.\n"
