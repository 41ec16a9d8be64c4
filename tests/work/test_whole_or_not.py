"""A command that is stopped leaves the old state or the new one; two at once lose nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from desk import CLEAN, FOLDER, Desk
from filelock import FileLock
from keys import needs_ssh, new_key

from compliance.authoring import log as log_module
from compliance.authoring import steps
from compliance.authoring.changes import write_logged
from compliance.cli import main
from compliance.folder import read_workspace
from compliance.problems import serious

STEP = ("step", "arcadia", "submitted", "--note", "No islands", "--by", "Ana")


class Stopped(BaseException):
    """The process ends here: nothing catches it."""


@pytest.fixture
def stop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int | None], list[str]]]:
    """Stops at the n-th touch of the disk, before it or after it; none lets everything pass. Says what was touched."""

    def at(number: int | None) -> list[str]:
        touched: list[str] = []

        def watched(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
            def touch(*arguments: Any, **options: Any) -> Any:
                touched.append(f"before {name}")
                if len(touched) - 1 == number:
                    raise Stopped
                result = real(*arguments, **options)
                touched.append(f"after {name}")
                if len(touched) - 1 == number:
                    raise Stopped
                return result

            return touch

        monkeypatch.undo()
        monkeypatch.setattr(os, "fsync", watched("fsync", os.fsync))
        monkeypatch.setattr(Path, "replace", watched("replace", Path.replace))
        return touched

    yield at
    monkeypatch.undo()


def ask(desk: Desk, words: tuple[str, ...]) -> object:
    asked = [word.replace("{root}", str(desk.root)) for word in words]
    return CliRunner().invoke(main, ["--workspace", str(desk.root), *asked], catch_exceptions=False).output


def test_a_line_without_its_change_is_none(tmp_path: Path, stop: Callable[[int | None], list[str]]) -> None:
    desk = Desk(tmp_path / "work")
    touched = stop(None)
    ask(Desk(tmp_path / "other"), STEP)
    moved = touched.index("before replace")
    assert touched[:moved].count("after fsync") == 3, (
        "the line, the name of its file and the other text are on the disk"
    )
    stop(moved)
    with pytest.raises(Stopped):
        ask(desk, STEP)
    stop(None)
    assert (desk.root / desk.log_file).read_text("utf-8").count("\n") == 1, "the line is written ahead"
    assert desk.log == []
    assert "Nothing is on file." in desk.run("log", "arcadia")
    desk.run("remark", "arcadia", "L.1.1", "And moving one?", by="Rea")
    assert desk.log == ["Rea: None → And moving one?"], "the next to write takes it away, so that it cannot come true"
    assert (desk.root / desk.log_file).read_text("utf-8").count("\n") == 1


KILLED = """
import os, sys
KILL = {"replace": 1}
from pathlib import Path
from compliance.cli.root import main
import compliance.cli
real, seen = {}, []
def counted(home, name):
    real[name] = getattr(home, name)
    def work(*words, **options):
        seen.append(name)
        if seen.count(name) == KILL.get(name):
            os._exit(9)
        return real[name](*words, **options)
    setattr(home, name, work)
counted(Path, "replace")
counted(os, "fsync")
main(sys.argv[1:])
"""


def test_a_process_that_is_killed_between_the_two_files(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "work")
    done = subprocess.run([sys.executable, "-c", KILLED, "--workspace", str(desk.root), *STEP], check=False)
    assert done.returncode == 9
    assert (desk.checklist.status, desk.log) == ("draft", [])
    desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    assert (desk.checklist.status, desk.log) == ("submitted", ["Ana: draft → submitted"])
    assert serious(read_workspace(desk.root)[1]) == ()
    assert [file.name for file in desk.root.rglob("*.part")] == [], "what the killed one left is swept away"


@needs_ssh
@pytest.mark.parametrize("kill", [{"fsync": 3}, {"replace": 2}], ids=["before the line", "after the line"])
def test_a_process_that_is_killed_between_signature_and_seal(tmp_path: Path, kill: dict[str, int]) -> None:
    desk = Desk(tmp_path / "work")
    desk.adopt()
    new_key(tmp_path, "key")
    words = ["--workspace", str(desk.root), "seal", "arcadia", "2026", "--by", "Board", "--sign", str(tmp_path / "key")]
    script = KILLED.replace('{"replace": 1}', repr(kill))
    assert subprocess.run([sys.executable, "-c", script, *words], check=False, capture_output=True).returncode == 9
    assert not desk.country.seals
    assert CLEAN in desk.run("check")
    assert "a signature of seal 1 lies there without its seal: sealing was interrupted" in desk.run("verify")
    desk.run(*words[2:])
    assert (tuple(desk.country.seals), tuple(desk.country.signatures)) == ((("2026", 1),), (("2026", 1),))


def test_who_comes_second_waits_and_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path / "work")
    before = desk.files()
    monkeypatch.setattr(vars(log_module.held)["__wrapped__"], "__defaults__", (0.1,))
    with FileLock(desk.root / FOLDER / ".lock"):
        said = desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    assert "somebody else is writing in arcadia; nothing was written, try again" in said
    assert desk.files() == before
    desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    assert desk.checklist.status == "submitted"


def test_two_at_once_lose_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "work")
    program = str(Path(sys.executable).parent / "compliance")
    command = (program, "--workspace", str(desk.root), "remark", "arcadia", "L.1.1")
    both = [subprocess.Popen([*command, f"Question {n}", "--by", f"Reader {n}"], stdout=-3) for n in (1, 2, 3)]
    assert [one.wait() for one in both] == [0, 0, 0]
    assert {(one.by, one.text) for one in desk.response().remarks} == {
        (f"Reader {n}", f"Question {n}") for n in (1, 2, 3)
    }


def test_an_edit_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path / "work")
    taken = write_logged

    def edited_meanwhile(*arguments: Any) -> None:
        desk.change("evidence: B", "evidence: A")
        taken(*arguments)

    monkeypatch.setattr(steps, "write_logged", edited_meanwhile)
    said = desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    assert "2026/lighthouses.yaml changed while it was being worked on" in said
    assert "evidence: A" in desk.text
    assert (desk.checklist.status, desk.log) == ("draft", [])
