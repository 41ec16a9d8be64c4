"""The page on filling in a checklist, carried out: its commands run, and what they print is what it says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from documents import ROOT
from returned import Page, back, compliance, section_of

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
            if "from-rosa.xlsx" in words and not Path("from-rosa.xlsx").exists():
                back(folder / "for-rosa.xlsx", rosas_answers).rename(folder / "from-rosa.xlsx")
            done = compliance(folder, *words[1:])
            assert done.exit_code == 0, done.output
            said += (
                (done.stdout + done.stderr)
                .replace(f"{folder}/", "")
                .replace(f"--cycle {date.today().year + 1}", "--cycle 2027")
            )
        return f"```console\n{said}```"

    golden(PAGE, re.sub(r"```console\n(.*?)```", followed, PAGE.read_text("utf-8"), flags=re.DOTALL))
