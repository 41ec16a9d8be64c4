"""The first documented way, from an empty folder to a report: nothing is answered yet, and every deliverable says so."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import yaml
from click.testing import CliRunner
from documents import EVERYTHING, ROOT, flat, here, pages_and_files

from compliance.cli import main, making
from compliance.inputs import read_inputs
from compliance.pages.html import Page
from compliance.workspace import SITE

PLANS = ("country", "country-annex", "donor", "profile", "regional")
TREATIES = ("ets-185", "ets-198")
MADE = [
    "region-2027-donor.pdf",
    "region-2027.pdf",
    "region-2027.xlsx",
    "ruritania-2027-country-annex.pdf",
    "ruritania-2027-donor.pdf",
    "ruritania-2027-profile.pdf",
    "ruritania-2027.docx",
    "ruritania-2027.pdf",
    "ruritania-2027.xlsx",
]
ANSWER = """{rating: not-met, gap: "Nothing punishes it (fictional).", evidence: C, sources: [code]}"""
ANSWERED = {"ets-185": '  "185.2.1": ', "ets-198": '  "198.3.1.x1": '}
LIES = (
    "Not a Party", "none possible", "None of none", "of 0 indicators", "All 0 indicators", "the 0 answers",
    "No criteria are met", "set apart from the others",
)  # fmt: skip
"""What would be said of nothing as if somebody had looked."""


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "processes", here)


def compliance(workspace: Path, *arguments: str) -> str:
    """What a command of the program prints; it must succeed."""
    done = CliRunner().invoke(main, ["--workspace", str(workspace), *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def started(folder: Path, treaties: tuple[str, ...], plans: tuple[Path, ...]) -> Path:
    """A new workspace with checklists in which nothing is answered, and with some plans beside its own."""
    compliance(folder, "init", str(folder / "demo"), "--country", "Ruritania")
    root = folder / "demo"
    wanted = [part for one in treaties for part in ("--instrument", one)]
    compliance(root, "new", "ruritania", "--cycle", "2027", "--cut-off", "2026-09-30", *wanted)
    for plan in plans:
        data = yaml.safe_load(plan.read_text("utf-8"))
        data.pop("tiles", None)  # they name countries
        (root / "reports" / plan.name).write_text(yaml.safe_dump(data, sort_keys=False), "utf-8")
    return root


def answer(root: Path, treaty: str) -> None:
    """Gives one answer."""
    file = root / f"assessments/ruritania/2027/{treaty}.yaml"
    text, line = file.read_text("utf-8"), ANSWERED[treaty]
    before, found, after = text.partition(line)
    assert found
    sources = root / "assessments/ruritania/sources.yaml"
    sources.write_text("country: ruritania\nsources:\n  - {id: code, document: Criminal Code of Ruritania}\n", "utf-8")
    file.write_text(before + line + ANSWER + after.removeprefix("{}").removeprefix("\n    {}"), "utf-8")


def made(root: Path) -> dict[str, str]:
    """The text of the page of each PDF, which is not laid out; the other deliverables are made whole."""
    assert "no problems, no findings" in compliance(root, "check")
    made = pages_and_files(read_inputs(root)[0])
    assert sorted(made) == MADE
    return {
        name: flat(unescape(re.sub("<[^>]+>", " ", page.html))) for name, page in made.items() if isinstance(page, Page)
    }


def built(root: Path) -> dict[str, str]:
    """The text of each PDF that all plans ask for, built by the command after a clean check."""
    assert "no problems, no findings" in compliance(root, "check")
    compliance(root, "build")
    folder = root / "build/reports"
    return {
        file.name: flat(" ".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(file)))
        for file in sorted(folder.glob("*.pdf"))
    }


def test_the_plan_of_a_new_workspace_is_built_from_an_empty_checklist(tmp_path: Path) -> None:
    """As the README and the tutorial begin, one treaty alone: the plan speaks of two."""
    root = started(tmp_path, ("ets-185",), ())
    text = built(root)["ruritania-2027.pdf"]
    assert re.search(r"Ruritania: all \d+ criteria are open", text)
    assert "Not examined: Article 1, Definitions" in text


@pytest.mark.parametrize(
    ("treaties", "answered", "whole"),
    [
        (("ets-198",), (), False),
        (TREATIES, ("ets-185",), False),
        *([(("ets-185",), (), False), (TREATIES, (), False), (TREATIES, ("ets-198",), True)] if EVERYTHING else ()),
    ],
    ids=lambda some: " and ".join(some) or "nothing" if isinstance(some, tuple) else "whole" if some else "pages",
)
def test_every_plan_is_built_from_empty_checklists(
    treaties: tuple[str, ...], answered: tuple[str, ...], whole: bool, tmp_path: Path
) -> None:
    root = started(tmp_path, treaties, tuple(ROOT / "reports" / f"{plan}.yaml" for plan in PLANS))
    for treaty in answered:
        answer(root, treaty)
    texts = built(root) if whole else made(root)
    assert not whole or sorted(path.name for path in (root / "build/reports").iterdir() if path.name[0] != ".") == MADE
    assert {name for name, text in texts.items() if "Ruritania" in text} == set(texts)

    report = texts["ruritania-2027.pdf"]
    for treaty in treaties:
        abbreviation = {"ets-185": "ETS 185", "ets-198": "CETS No. 198"}[treaty]
        assert f"{abbreviation}: article by article" in report
        assert bool(re.search(rf"{abbreviation}: all \d+ criteria are open", report)) is not (treaty in answered)
    assert "Unknown – – – not all known" in report  # nobody said how Ruritania stands to the treaties
    for name, text in texts.items():
        spoken = [lie for lie in LIES if lie in text and not (answered and lie == "No criteria are met")]
        assert spoken == [], name
    assert "No indicator is on file" in texts["ruritania-2027-donor.pdf"]
    assert "No indicator is on file" in texts["region-2027-donor.pdf"]


def test_the_plans_are_those_of_the_repository() -> None:
    assert tuple(sorted(path.stem for path in (ROOT / "reports").glob("*.yaml") if path.name != SITE)) == PLANS
