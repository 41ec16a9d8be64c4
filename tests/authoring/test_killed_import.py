"""An import that is killed at any write: registers and checklist are old or new, and the same import completes it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from desk import BASE
from killed import apart, files, forks, full, is_log, killed_everywhere, problems

from compliance.authoring.imports import carried_out

from .returned import Page, back, compliance, section_of


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


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The workbook as it comes back."""
    root = Path(shutil.copytree(BASE, tmp_path / "origin"))
    out = tmp_path / "out.xlsx"
    assert compliance(root, "checklist", "export", "arcadia", "--output", out).exit_code == 0
    return back(out, everything)


@forks
def test_killed_at_any_write(file: Path, tmp_path: Path) -> None:
    count = killed_everywhere(
        lambda place: Path(shutil.copytree(BASE, place)), ("checklist", "import", str(file), "--by", "Ana"), tmp_path
    )
    assert sorted(set(count)) == [0, 1, 2, 3, 4], "the log and three files, each ahead of the next, were seen between"


@forks
def test_a_disk_that_fills_up_on_the_way_leaves_whole_files_and_the_same_import_completes_them(
    file: Path, tmp_path: Path
) -> None:
    words = ("checklist", "import", str(file), "--by", "Ana")
    whole = Path(shutil.copytree(BASE, tmp_path / "whole"))
    assert compliance(whole, *words).exit_code == 0
    old, new = files(BASE), files(whole)
    states = set()
    for size in sorted((whole / name).stat().st_size - 1 for name in new if new[name] != old.get(name)):
        root = Path(shutil.copytree(BASE, tmp_path / str(size)))
        status, said = apart(root, words, full(size))
        assert status == 1, said
        assert "Cannot write in assessments/arcadia: file too large." in said
        halfway = files(root)
        changed = {name for name in new if halfway.get(name) != old.get(name)}
        assert all(halfway[name] == new[name] for name in changed if not is_log(name))
        assert problems(root) == []
        assert not list(root.rglob("*.part"))
        states.add(len(changed))
        assert compliance(root, *words).exit_code == 0
        assert files(root) == new
    assert len(states) > 2, "the disk was full at several files"


def test_an_edit_meanwhile_is_not_overwritten(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(shutil.copytree(BASE, tmp_path / "work"))
    checklist = root / "assessments/arcadia/2026/lighthouses.yaml"
    really = carried_out

    def edited(*given: Any) -> None:
        checklist.write_text(checklist.read_text("utf-8").replace("evidence: B", "evidence: A"), "utf-8")
        really(*given)

    monkeypatch.setattr("compliance.cli.checklist.carried_out", edited)
    done = compliance(root, "checklist", "import", file, "--by", "Ana")
    assert done.exit_code == 1
    assert "2026/lighthouses.yaml changed while it was being worked on" in done.output
    assert "evidence: A" in checklist.read_text("utf-8")
    monkeypatch.undo()
    assert compliance(root, "checklist", "import", file, "--by", "Ana").exit_code == 0
    assert {"evidence: A", "practice: None."} <= {line.strip() for line in checklist.read_text("utf-8").splitlines()}
