"""A command that is killed at any write leaves each file old or new, and the next run completes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from desk import FOLDER, GAP, Desk
from desk import two_evaluators as submitted_by_both
from killed import forks, killed_everywhere

TEXT = "Section 4. Whoever puts out a light at sea is punished.\n"
pytestmark = forks


def nothing(desk: Desk) -> None:
    pass


def adopted(desk: Desk) -> None:
    desk.adopt()


def sealed(desk: Desk) -> None:
    desk.adopt()
    desk.seal()
    desk.rerate("mostly", *GAP)


def a_remark(desk: Desk) -> None:
    desk.run("remark", "arcadia", "L.1.1", "And moving one?", "--on", "2026-07-01", by="Rea")


def with_text(desk: Desk) -> None:
    (desk.root.parent / "old.txt").write_text(TEXT, "utf-8")
    (desk.root.parent / "new.txt").write_text(TEXT.replace("at sea", "on land"), "utf-8")
    desk.run("evidence", "add", "arcadia", "lights-act", str(desk.root.parent / "old.txt"), by="Ana")


def a_letter(desk: Desk) -> None:
    (desk.root.parent / "letter.docx").write_bytes(b"PK a letter")


def two_evaluators(desk: Desk) -> None:
    submitted_by_both(desk)


def adjudicated(desk: Desk) -> None:
    submitted_by_both(desk)
    desk.run("adjudicate", "arcadia", "L.1.1", "mostly", "--reason", "x", *GAP, "--on", "2026-07-02", by="Ana")


BY = ("--by", "Ana")
COMMANDS: dict[str, tuple[Callable[[Desk], None], tuple[str, ...]]] = {
    "step": (nothing, ("step", "arcadia", "submitted", "--note", "No islands", *BY)),
    "rerate": (nothing, ("rerate", "arcadia", "L.1.1", "mostly", "--cause", "error-corrected", "--note", "x", *GAP, *BY)),
    "remark": (nothing, ("remark", "arcadia", "L.1.1", "And moving one?", *BY)),
    "reply": (a_remark, ("remark", "arcadia", "L.1.1", "No.", "--reply", "1", *BY)),
    "adjudicate": (two_evaluators, ("adjudicate", "arcadia", "L.1.1", "mostly", "--reason", "x", *GAP, *BY)),
    "adjudicate anew": (
        adjudicated,
        ("adjudicate", "arcadia", "L.1.1", "met", "--reason", "x", "--replace", "y", *BY),
    ),
    "new second": (nothing, ("new", "arcadia", "--second", "--cycle", "2026", "--instrument", "lighthouses")),
    "assign": (nothing, ("assign", "arcadia", "1", "Ana", "--due", "2026-07-01", "--by", "Lea")),
    "copy": (a_letter, ("evidence", "add", "arcadia", "gazette", "{root}/../letter.docx", "--on", "2026-07-01", *BY)),
    "seal": (adopted, ("seal", "arcadia", "2026", *BY)),
    "seal anew": (sealed, ("seal", "arcadia", "2026", "--why", "x", *BY)),
    "new": (nothing, ("new", "arcadia", "--cycle", "2027", "--instrument", "lighthouses", "--from", "2026")),
    "new of two": (nothing, ("new", "arcadia", "--cycle", "2027", "--instrument", "ets-185", "--instrument", "ets-198")),
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_killed_at_any_write(command: str, tmp_path: Path) -> None:
    prepare, words = COMMANDS[command]

    def prepared(root: Path) -> Path:
        prepare(desk := Desk(root))
        return desk.root

    count = killed_everywhere(prepared, words, tmp_path)
    assert count[0] == 0
    assert count[-1] > 0, "a file was new before the command ended"


def test_a_text_of_an_act_that_is_killed_leaves_no_other_behind(tmp_path: Path) -> None:
    def prepared(root: Path) -> Path:
        with_text(desk := Desk(root))
        return desk.root

    words = ("evidence", "add", "arcadia", "lights-act", "{root}/../new.txt", "--on", "2026-07-01", "--by", "Ana")
    killed_everywhere(prepared, words, tmp_path, again=True)


def test_whoever_writes_next_takes_away_what_another_command_left(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "work")
    before = desk.files()
    left = [desk.root / FOLDER / name for name in (".sources.yaml.4000000.part", "2026/.lighthouses.yaml.4000000.part")]
    for file in left:
        file.write_text("half of ")
    assert desk.status("check") == 0
    desk.run("assign", "arcadia", "1", "Ana", "--by", "Lea")
    assert not any(file.exists() for file in left)
    assert desk.files().keys() - before.keys() == {desk.log_file.as_posix()}
