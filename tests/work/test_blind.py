"""Two evaluators who rate blind: until both have submitted, nothing that is made for one shows what the other wrote."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from asking import Browser, member
from blinded import FIRST, LT, SECOND, blind, logs, marks, run, unpacked
from documents import pages_and_files

from compliance.authoring.layout import written
from compliance.inputs import read_inputs
from compliance.pages.html import Page
from compliance.source import read
from compliance.web.app import ROUTES

TRAINING = Path(__file__).resolve().parents[2] / "examples" / "training"


@cache
def without(whose: str) -> Path:
    """The same workspace, in which an evaluator has not begun."""
    root = Path(shutil.copytree(blind(), Path(mkdtemp()) / "workspace"))
    (log,) = logs(root)
    lines = log.read_text("utf-8").splitlines(keepends=True)
    log.write_text("".join(line for line in lines if not marks(line, whose)), "utf-8")
    file = FIRST if whose == "erste" else SECOND
    document, _ = read(root, root / file)
    assert document
    assert isinstance(document.data, dict)
    empty = {**document.data, "status": "draft", "steps": [], "responses": {}, "assigned": {}}
    (root / file).write_text("\n".join(written(empty)) + "\n", "utf-8")
    return root


def workbook(root: Path, *options: str) -> Mapping[str, str]:
    """A checklist as a workbook: every file in it, hidden sheets too."""
    file = root.parent / f"{'-'.join(options) or 'first'}.xlsx"
    assert "Usage" not in run(root, "checklist", "export", "arcadia", *LT, *options, "--output", file)
    return unpacked(file.read_bytes())


FOR_EITHER = (
    ("agreement", "arcadia"),
    ("agreement", "arcadia", "--format", "json"),
    ("agreement", "arcadia", *LT),
    ("crosswalk", "arcadia", "--format", "json"),
)
FOR_FIRST = (
    *FOR_EITHER,
    ("status", "arcadia"),
    ("status", "arcadia", "--format", "json"),
    ("status", "arcadia", "--articles"),
    ("status", "arcadia", "--overdue", "--on", "2027-01-01"),
    ("log", "arcadia"),
    ("log", "arcadia", "--format", "json"),
    ("log", "arcadia", "--about", "12.1.b"),
    ("score", "arcadia", "--format", "json"),
    ("coverage", "arcadia"),
    ("gaps", "arcadia"),
    ("gaps", "arcadia", "--format", "json"),
    ("explain", "arcadia", "12.1.b"),
    ("evidence", "arcadia"),
    ("evidence", "arcadia", "--format", "json"),
    ("evidence", "arcadia", "--old"),
    ("robustness", "--format", "json"),
    ("verify", "arcadia"),
)
SHARED = ("agreement", "status", "log")
"""Commands that tell how far both are."""
FOR_SECOND = (
    ("status", "arcadia", "--second"),
    ("status", "arcadia", "--second", "--format", "json"),
    ("status", "arcadia", "--second", "--articles"),
    ("status", "arcadia", "--second", "--overdue", "--on", "2027-01-01"),
    ("log", "arcadia", "--second"),
    ("log", "arcadia", "--second", "--format", "json"),
)


@pytest.mark.parametrize("words", FOR_FIRST, ids=" ".join)
def test_no_command_shows_the_first_evaluator_what_the_second_wrote(words: tuple[str, ...]) -> None:
    said = run(blind(), *words)
    assert not marks(said, "zweite") - {"zweite9002"}, "who took a step is no secret"
    assert "Usage" not in said


@pytest.mark.parametrize("words", FOR_SECOND, ids=" ".join)
def test_no_command_shows_the_second_evaluator_what_the_first_wrote(words: tuple[str, ...]) -> None:
    said = run(blind(), *words)
    assert not marks(said, "erste") - {"erste9003"}, "who wrote when is no secret"
    assert "Usage" not in said


def test_each_evaluator_is_shown_their_own() -> None:
    assert {"erste9001", "erste9002"} & marks(run(blind(), "log", "arcadia"), "erste")
    assert "zweite9001" in run(blind(), "log", "arcadia", "--second")
    for whose, other, options in (("erste", "zweite", ()), ("zweite", "erste", ("--second",))):
        cells = "".join(workbook(blind(), *options).values())
        assert len(marks(cells, whose)) > 100
        assert not marks(cells, other)


def test_what_one_wrote_changes_nothing_in_the_workbook_of_the_other() -> None:
    assert workbook(blind()) == workbook(without("zweite"))
    assert workbook(blind(), "--second") == workbook(without("erste"), "--second")


@pytest.mark.parametrize(("whose", "other", "second"), [("erste", "zweite", False), ("zweite", "erste", True)])
def test_a_workbook_is_made_of_a_workspace_that_holds_nothing_of_the_other(
    whose: str, other: str, second: bool
) -> None:
    seen = read_inputs(blind())[0].workspace.seen_by("arcadia", second=second)
    country = replace(seen.countries["arcadia"], log=())
    assert ("2026", "lt-31") not in country.checklists or not second, "which the first evaluator alone answered"
    assert len(marks(repr((country, seen.files)), whose)) > 100
    assert not marks(repr((country, seen.files)), other)


def test_the_log_names_no_criterion_on_which_the_other_worked() -> None:
    assert "12.1.b" in run(blind(), "log", "arcadia")
    assert "12.1.b" not in run(blind(), "log", "arcadia", "--second")
    assert "12.1.b" not in run(blind(), "log", "arcadia", "--second", "--format", "json")


def test_what_simulations_learn_from_two_evaluators_waits_until_both_have_submitted(tmp_path: Path) -> None:
    root = Path(shutil.copytree(TRAINING, tmp_path / "training"))
    asked = ("robustness", "--draws", "200", "--format", "json")
    of_second = sorted(root.glob("assessments/exempla/2019/*.second.yaml"))
    compared = run(root, *asked)
    for file in of_second:
        file.write_text(file.read_text("utf-8").replace("status: submitted", "status: draft"), "utf-8")
    waiting = run(root, *asked)
    assert waiting != compared
    for file in of_second:
        file.write_text(file.read_text("utf-8").partition("\nresponses:")[0] + "\nresponses: {}\n", "utf-8")
    assert run(root, *asked) == waiting


@pytest.mark.parametrize("words", [words for words in FOR_FIRST if words[0] not in SHARED], ids=" ".join)
def test_what_the_second_wrote_changes_no_figure(words: tuple[str, ...]) -> None:
    assert run(blind(), *words) == run(without("zweite"), *words)


DIGEST = re.compile(r"\b([0-9a-f]{12}|[0-9a-f]{32}|[0-9a-f]{64})\b")
"""Digests of files and of all data, which are others where anybody writes."""


@cache
def made(root: Path) -> Mapping[str, str]:
    """Every deliverable of the country and of the region as text; the page instead of the PDF made of it."""
    inputs, _ = read_inputs(root)
    return {name: DIGEST.sub("", _text(content)) for name, content in pages_and_files(inputs, "arcadia").items()}


def _text(content: Page | bytes) -> str:
    if isinstance(content, Page):
        return content.html
    return "".join(unpacked(content).values()) if content[:2] == b"PK" else content.decode("utf-8", "replace")


def test_no_deliverable_shows_or_counts_what_the_second_wrote() -> None:
    deliverables = made(blind())
    assert {"arcadia-2026.pdf", "arcadia-2026.xlsx", "region-2026.xlsx"} <= deliverables.keys()
    assert marks("".join(deliverables.values()), "erste")
    for name, text in deliverables.items():
        assert not marks(text, "zweite"), name
        assert text == made(without("zweite"))[name], name


PEOPLE = """people:
  - {id: rea, name: Rea, roles: {arcadia: [reviewer, manager, evaluator]}}
  - {id: zoe, name: Zoe, roles: {arcadia: [second, reviewer, manager, evaluator]}}
"""
"""Somebody who does everything but rate as the second, and somebody who does everything and rates as the second."""


@cache
def staffed() -> Path:
    """The same workspace, with people."""
    root = Path(shutil.copytree(blind(), Path(mkdtemp()) / "workspace"))
    (root / "people.yaml").write_text(PEOPLE, "utf-8")
    return root


def addresses(instrument: str) -> Iterator[str]:
    """Every page of a review of a checklist, by the table of addresses."""
    criteria = read_inputs(staffed())[0].workspace.instruments["lt-12"].value.articles
    places = [(article.number, each.id) for article in criteria for each in article.criteria]
    for route in ROUTES:
        if route.method == "GET" and route.path.startswith("/review/"):
            path = route.path.replace("{country}", "arcadia").replace("{cycle}", "2026")
            for article, id_ in places if "{article}" in path else (("", ""),):
                filled = path.replace("{instrument}", instrument).replace("{article}", article)
                yield f"{filled}?c={id_}"


def refused(browser: Browser, instrument: str) -> Iterator[str]:
    """What is answered to whoever sends something that cannot be done."""
    for deed in (
        "return",
        "review",
        "raters/",
        "12/accept",
        "12/remark",
        "12/reply",
        "12/close",
        "12/rerate/?c=12.1.a",
    ):
        fields = {"c": "12.1.a", "where": "12.1.a", "number": "1"}
        yield browser.post(f"/review/arcadia/2026/{instrument}/{deed}", fields).text


@pytest.mark.parametrize(
    ("by", "own", "whose", "other", "known"),
    [("Rea", "lt-12", "erste", "zweite", {"zweite9002"}), ("Zoe", "lt-12.second", "zweite", "erste", {"erste9003"})],
)
def test_no_page_of_a_review_shows_what_the_other_wrote(
    by: str, own: str, whose: str, other: str, known: set[str]
) -> None:
    browser = member(staffed(), by)
    of_other = {"lt-12": "lt-12.second", "lt-12.second": "lt-12"}[own]
    shown = [browser.get(address).text for address in addresses(own)]
    assert len(marks("".join(shown), whose)) > 100
    shown += [browser.get(address).text for address in addresses(of_other)]
    shown += [*refused(browser, own), *refused(browser, of_other)]
    assert not marks("".join(shown), other) - known


def test_whoever_may_see_neither_checklist_is_shown_nothing_of_them() -> None:
    browser = member(staffed(), "Somebody")
    assert {browser.get(address).status for address in addresses("lt-12")} == {200, 403}, "the queue is empty"
    shown = "".join(browser.get(address).text for name in ("lt-12", "lt-12.second") for address in addresses(name))
    assert not marks(shown, "erste") | marks(shown, "zweite")
