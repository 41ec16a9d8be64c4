"""“To do” of a checklist workbook says “done” exactly where the import takes the answer; what it explains and proposes."""

import shutil
import warnings
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from documents import ROOT
from libreoffice import converted
from openpyxl import load_workbook

from .returned import (
    Page,
    a_workspace,
    back,
    bring_in,
    compliance,
    export,
    opened,
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


PLACES = {
    name: [case[1] for case in CASES[:number]].count(criterion) for number, (name, criterion, *_) in enumerate(CASES)
}
"""LibreOffice takes its time with each file: cases of different criteria share one."""
SERVED = ("12.5.2", "12.3.3", "12.3.1.a")


def answered(book: Any, of: Mapping[str, Cells]) -> None:
    """Types the cells of answers, by criterion."""
    for criterion, cells in of.items():
        section_of(book, criterion).put(criterion, cells)


def rated(book: Any) -> None:
    answered(book, {key: {"Rating": "partly", "Evidence": "B", **GAP, "Documents": None} for key in SERVED})


def on_the_sheet(book: Any) -> None:
    rated(book)
    page = Page(book, "Legal basis")
    page.put(page.spare(), {"Criterion": "12.2.3", **PROVISION, "Also serves": "12.3.3, 5,12.3.1.a"})


def beside_an_answer(book: Any) -> None:
    rated(book)
    section_of(book, "12.3.3").put("12.3.3", {**PROVISION, "Also serves": "12.5.2, 12.3.1.a"})


def of_others(book: Any) -> None:
    rated(book)
    section_of(book, "12.3.3").put("12.3.3", {**PROVISION, "Also serves": "12.5.21, 112.3.1.a"})


WAYS = {"sheet": on_the_sheet, "beside": beside_an_answer, "others": of_others}
"""Where a provision may be typed that serves others."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which nobody writes."""
    root = a_workspace(tmp_path_factory.mktemp("desk"))
    register = "assessments/arcadia/legislation.yaml"
    rewrite(root, "  - id: letters-bill\n", "  - id: bare-act\n    kind: act\n    title: Act of which nobody saw a text\n    short: Bare Act\n  - id: letters-bill\n", register)  # fmt: skip
    assert compliance(root, "check").exit_code == 0
    return root


@pytest.fixture(scope="module")
def computed(root: Path) -> Mapping[str, Any]:
    """Every workbook of this file as LibreOffice computes it, with the values of its formulas, by name."""
    answers = [
        {case[1]: case[2] for case in CASES if PLACES[case[0]] == place} for place in range(max(PLACES.values()) + 1)
    ]
    fills = WAYS | {f"{place}": partial(answered, of=of) for place, of in enumerate(answers)}
    files = [back(export(root), fill).rename(root.parent / f"{name}.xlsx") for name, fill in fills.items()]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        saved = converted(root.parent / "computed", "xlsx", *files)
        return {file.stem: load_workbook(file, data_only=True) for file in saved}


@pytest.mark.any_python
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_done_means_that_the_import_will_take_it(root: Path, computed: Mapping[str, Any]) -> None:
    file, taken = export(root), set()
    for name, criterion, cells, _todo in CASES:
        returned = back(file, partial(answered, of={criterion: cells}))
        if bring_in(root, returned, "--dry-run").exit_code == 0:
            taken.add(name)
    shown = {
        name: section_of(computed[f"{PLACES[name]}"], criterion).at(criterion, "To do").value
        for name, criterion, _cells, _todo in CASES
    }
    assert shown == {name: todo for name, _criterion, _cells, todo in CASES}
    assert taken - {"nothing"} == {name for name, todo in shown.items() if todo == "done"}


@pytest.mark.any_python
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_provision_counts_wherever_it_is_typed(root: Path, computed: Mapping[str, Any]) -> None:
    shown = {
        name: [section_of(computed[name], criterion).at(criterion, "To do").value for criterion in SERVED]
        for name in WAYS
    }
    assert shown == {
        "sheet": ["done"] * 3,
        "beside": ["done"] * 3,
        "others": ["documents", "done", "documents, legal basis"],
    }
    statuses = [bring_in(root, root.parent / f"{name}.xlsx", "--dry-run").exit_code for name in WAYS]
    assert statuses == [0, 0, 1]
    start = computed["beside"]["Start"]
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
