"""An import that somebody interrupts, and two imports at once: the old state stands or the new one, nothing is lost."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .returned import (
    CHECKLIST,
    answering,
    back,
    both,
    bring_in,
    compliance,
    export,
    log_of,
    put,
    put_basis,
    put_row,
)

FILES = (CHECKLIST, "assessments/arcadia/legislation.yaml", "assessments/arcadia/sources.yaml")


EVERYTHING = both(
    put_row("Documents", Short_name="gazette-2027", Document="Official Gazette 4/2027"),
    put_row("Acts", Short_title="Seals Act", Title_in_English="Act on Seals", Kind="act", Documents="gazette-2027"),
    put_basis(Criterion="12.3.3", Act="Seals Act", What_for="offence", Gist="attempt", Documents="gazette-2027"),
    put("12.2.3", Rating="partly"),
)
"""A new document, a new act, and an answer that rests on both."""


def state(root: Path) -> tuple[str, ...]:
    return tuple((root / file).read_text("utf-8") for file in FILES)


# Each of the three files is written after its line in the log. What a kill leaves is tested in test_killed_import.py.
@pytest.mark.parametrize(("step", "nth"), [("fsync", 1), ("replace", 3)])
def test_a_stopped_import_leaves_every_file_old_or_new_and_can_be_repeated(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str, nth: int
) -> None:
    file, before, count = back(export(root), EVERYTHING), state(root), 0
    home: Any = Path if step == "replace" else os
    really = getattr(home, step)

    def stopped(*arguments: Any) -> Any:
        nonlocal count
        count += 1
        if count == nth:
            raise KeyboardInterrupt
        return really(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(home, step, stopped)
        done = bring_in(root, file)
        assert done.exit_code == 1, done.output
    assert count >= nth, "nothing was stopped"
    assert compliance(root, "check").exit_code == 0
    assert not list(root.rglob("*.part"))
    halfway = state(root)

    done = bring_in(root, file)
    assert done.exit_code == 0, done.output
    after = state(root)
    for old, half, new in zip(before, halfway, after, strict=True):
        assert old != new
        assert half in (old, new)
    assert compliance(root, "check").exit_code == 0
    assert len(log_of(root).read_text("utf-8").splitlines()) == 3


def test_two_imports_at_once_both_arrive(root: Path) -> None:
    out = export(root)
    first = answering(out, {"12.2.3": {"Rating": "partly"}}).rename(root.parent / "first.xlsx")
    second = answering(out, {"12.3.3": {"Practice": "None."}}).rename(root.parent / "second.xlsx")
    patient = "from compliance.authoring import log; log.held.__wrapped__.__defaults__ = (600.0,)"  # on a busy machine
    start = [sys.executable, "-c", f"{patient}; from compliance.cli import run; run()", "--workspace", root]
    runs = [
        subprocess.Popen([*map(str, start), "checklist", "import", str(file), "--by", name])
        for file, name in ((first, "Ana"), (second, "Beba"))
    ]
    assert [run.wait(1800) for run in runs] == [0, 0]
    text = (root / CHECKLIST).read_text("utf-8")
    assert '"12.2.3":\n    rating: partly' in text
    assert "practice: None." in text
    assert "author: Ana" in text
    assert "author: Beba" in text
    assert len(log_of(root).read_text("utf-8").splitlines()) == 2


def test_who_comes_second_waits_and_then_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, before = answering(export(root), {"12.2.3": {"Rating": "partly"}}), state(root)
    holder = "import sys; from filelock import FileLock\nwith FileLock(sys.argv[1]): print('held', flush=True); sys.stdin.read()"
    start = [sys.executable, "-c", holder, str(root / "assessments/arcadia/.lock")]
    other = subprocess.Popen(start, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert other.stdout is not None
        other.stdout.readline()
        monkeypatch.setattr("compliance.authoring.log.held.__wrapped__.__defaults__", (0.2,))
        done = bring_in(root, file)
    finally:
        other.kill()
        other.communicate()
    assert done.exit_code == 1
    assert "somebody else is" in done.output
    assert state(root) == before
