"""The page on filling in a checklist, carried out: its commands run, and what they print is what it says."""

import re
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from documents import ROOT
from openpyxl.comments import Comment

from .returned import Page, back, compliance, section_of

PAGE = ROOT / "docs" / "filling-in.md"


def rosas_answers(book: Any) -> None:
    """What Rosa fills in."""
    book["Start"]["B4"] = "Rosa Kuhn"
    documents, acts = (Page(book, name) for name in ("Documents", "Acts"))
    documents.put(documents.spare(), {"Short name": "penal-code-1998", "Document": "Government of Ruritania (fictional): Penal Code, printed 1998", "Kind": "official"})  # fmt: skip
    acts.put(acts.spare(), {"Short title": "Penal Code", "Title in English": "Penal Code of Ruritania", "Kind": "code", "Status": "in-force", "In force since": "1998", "Documents": "penal-code-1998"})  # fmt: skip
    gap = "Systems that nobody protects are left out."
    answer = {"Rating": "mostly", "Gap": gap, "Evidence": "B"}
    provision = {"Act": "Penal Code", "Provision": "302", "What for": "offence", "Gist": "Punishes entering a protected system without right.", "Also serves": "185.2.2"}  # fmt: skip
    section_of(book, "185.2.1").put("185.2.1", {**answer, **provision})
    remarks = Page(book, "Remarks")
    remarks.put(remarks.spare(), {"Criterion": "185.2.2", "Remark": "Has a declaration been made?"})


def rosas_second_answers(book: Any) -> None:
    """What Rosa fills in later, with a slip, and what Ivo remarks on her first answer."""
    book["Start"]["B4"] = "Rosa Kuhn"
    Page(book, "Legal basis").put("185.2.1#0", {"In force since": "1.5.1998"})
    first = section_of(book, "185.2.1")
    first.at("185.2.1", "Gap").comment = Comment("Does the draft law close it?", "Ivo Horn")
    answer = {
        "Rating": "Not met",
        "Gap": "Interception is no offence.",
        "Evidence": "b",
        "Documents": "penal-code-1998",
    }
    section_of(book, "185.3.1.e1").put("185.3.1.e1", answer)
    section_of(book, "185.4.1.e1").put("185.4.1.e1", {**answer, "Rating": "largely", "Gap": "Deletion is left out."})


def rosas_mended_answers(book: Any) -> None:
    """What Rosa makes of it."""
    page = section_of(book, "185.4.1.e1")
    page.put("185.4.1.e1", {"Rating": "not-met"})


RETURNED = {
    "from-rosa.xlsx": ("for-rosa.xlsx", rosas_answers),
    "from-rosa-again.xlsx": ("second-round.xlsx", rosas_second_answers),
    "rest-mended.xlsx": ("rest.xlsx", rosas_mended_answers),
}
"""Workbooks that come back: which left, and what was filled in."""


def test_the_page_can_be_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Callable[[Path, str], None]
) -> None:
    folder = tmp_path

    def followed(block: re.Match[str]) -> str:
        nonlocal folder
        said = ""
        for command in re.findall(r"^\$ (.+)$", block[1], re.MULTILINE):
            said += f"$ {command}\n"
            words = shlex.split(command)
            if words[0] == "cd":
                folder /= words[1]
                continue
            monkeypatch.chdir(folder)
            for name, (sent, fill) in RETURNED.items():
                if name in words and not Path(name).exists():
                    back(folder / sent, fill).rename(folder / name)
            done = compliance(folder, *words[1:])
            assert done.exit_code == ("--partial" in words), done.output
            said += (
                (done.stdout + done.stderr)
                .replace(f"{folder}/", "")
                .replace(f"--cycle {date.today().year + 1}", "--cycle 2027")
            )
        return f"```console\n{said}```"

    golden(PAGE, re.sub(r"```console\n(.*?)```", followed, PAGE.read_text("utf-8"), flags=re.DOTALL))
