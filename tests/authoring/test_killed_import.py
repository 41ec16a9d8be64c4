"""An import that is killed at any write: registers and checklist are old or new, and the same import completes it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from killed import forks, killed_everywhere
from returned import Page, back, compliance, section_of

BASE = Path(__file__).resolve().parents[1] / "problems" / "_base"


def everything(book: Any) -> None:
    """A new document, a new act, and an answer that rests on both."""
    documents, acts, bases = (Page(book, name) for name in ("Documents", "Acts", "Legal basis"))
    documents.put(documents.spare(), {"Short name": "gazette-2027", "Document": "Official Gazette 4/2027"})
    acts.put(
        acts.spare(),
        {"Short title": "Seals Act", "Title in English": "Act on Seals", "Kind": "act", "Documents": "gazette-2027"},
    )
    basis = {"Criterion": "L.1.1", "Act": "Seals Act", "What for": "offence", "Gist": "attempt", "Documents": "gazette-2027"}  # fmt: skip
    bases.put(bases.spare(), basis)
    section_of(book, "L.1.1").put("L.1.1", {"Practice": "None."})


@forks
def test_killed_at_any_write(tmp_path: Path) -> None:
    root = Path(shutil.copytree(BASE, tmp_path / "origin"))
    out = tmp_path / "out.xlsx"
    assert compliance(root, "checklist", "export", "arcadia", "--output", out).exit_code == 0
    file = back(out, everything)

    count = killed_everywhere(
        lambda place: Path(shutil.copytree(BASE, place)),
        ("checklist", "import", str(file), "--by", "Ana"),
        tmp_path,
    )
    assert sorted(set(count)) == [0, 1, 2, 3, 4], "the log and three files, each ahead of the next, were seen between"
