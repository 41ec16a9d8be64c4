"""What the system refuses and what it gets wrong: a full disk, a folder that is read-only, a clock set back, odd paths."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Mount
from desk import GAP, Desk
from killed import apart, files, forks, full, problems
from test_killed import COMMANDS, with_text

WRITING = {
    **COMMANDS,
    "evidence": (with_text, ("evidence", "add", "arcadia", "lights-act", "{root}/../new.txt", "--by", "Ana")),
}
WHOLE = "Every file is as it was or as it should be"
RUN = (sys.executable, "-c", "from compliance.cli import run; run()", "--workspace")
STRANGE = os.fsdecode(b' it\'s "a"\nnew\tfolder \xff\xfe \xc3\xa9 %20 #?;$HOME')


@pytest.fixture(params=WRITING)
def asked(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Desk, tuple[str, ...]]:
    """A workspace, and a command that writes in it."""
    prepare, words = WRITING[request.param]
    prepare(desk := Desk(tmp_path / "work"))
    return desk, tuple(word.replace("{root}", str(desk.root)) for word in words)


@forks
def test_a_full_disk_is_said_and_what_was_asked_is_done_when_there_is_room(asked: tuple[Desk, tuple[str, ...]]) -> None:
    desk, words = asked
    before = files(desk.root)
    status, said = apart(desk.root, words, full(20))
    assert status == 1, said
    assert "Cannot write in assessments/arcadia: file too large." in said
    assert WHOLE in said
    assert files(desk.root) == before
    assert not list(desk.root.rglob("*.part"))
    assert desk.status(*words) == 0
    assert files(desk.root) != before


def test_a_disk_that_is_really_full_and_one_that_is_read_only(tmp_path: Path, mount: Mount) -> None:
    (tmp_path / "disk").mkdir()
    mount(tmp_path / "disk", "-t", "tmpfs", "-o", "size=256k", "tmpfs")
    desk = Desk(tmp_path / "disk/work")
    before = files(desk.root)
    words: list[tuple[str, ...]] = [("step", "arcadia", "submitted", "--note", "No islands", "--by", "Ana")]
    words += [
        ("remark", "arcadia", "L.1.1", "And moving one?", "--by", "Rea"),
        ("assign", "arcadia", "1", "Ana", "--by", "Lea"),
    ]
    with pytest.raises(OSError, match="No space left"):
        (tmp_path / "disk/filler").write_bytes(bytes(1_000_000))
    for one in words:
        assert "Cannot write in assessments/arcadia: no space left on device." in desk.run(*one)
    (tmp_path / "disk/filler").unlink()
    mount(tmp_path / "disk", "-o", "remount,ro")
    for one in words:
        said = desk.run(*one)
        assert "Cannot write in assessments/arcadia: read-only file system." in said
        assert desk.status(*one) == 1
    assert "read-only file system" in desk.run("new", "arcadia", "--cycle", "2027", "--instrument", "ets-185")
    assert "read-only file system" in desk.run("schema", "--output", str(desk.root / "schemas"))
    assert desk.status("check") == 0, "to look takes no right to write"
    assert files(desk.root) == before
    mount(tmp_path / "disk", "-o", "remount,rw")
    assert [desk.status(*one) for one in words] == [0, 0, 0]


def later(desk: Desk, year: int) -> None:
    """Makes the last line of the log one of a later year, as a machine writes whose clock is ahead."""
    file = desk.root / desk.log_file
    *lines, last = file.read_text("utf-8").splitlines()
    moved = json.dumps(json.loads(last) | {"when": f"{year}-07-01T09:00:00+02:00"})
    file.write_text("".join(f"{line}\n" for line in (*lines, moved)), "utf-8")


def test_a_clock_that_is_behind_the_log_is_said_and_the_log_keeps_its_order(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "work")
    desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    later(desk, 2999)
    said = desk.step("reviewed", "Rea", "2026-07-02")
    assert "but the log ends at 2999-07-01 07:00: one of them is wrong" in said
    assert desk.log == ["Ana: draft → submitted", "Rea: submitted → reviewed"]
    assert problems(desk.root) == []
    assert "one of them is wrong" not in desk.step("adopted", "Board", "2026-07-20"), "the last line is of today again"


def test_what_would_be_dated_before_what_it_rests_on_is_refused(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "work")
    desk.run("remark", "arcadia", "L.1.1", "And moving one?", "--on", "2026-06-20", by="Rea")
    before = desk.files()
    answer = ("remark", "arcadia", "L.1.1", "No.")
    assert "is of 20 June 2026, later than 19 June 2026" in desk.run(
        *answer, "--reply", "1", "--on", "2026-06-19", by="Ana"
    )
    assert "later than 19 June 2026" in desk.run(*answer, "--close", "1", "--on", "2026-06-19", by="Ana")
    assert desk.files() == before
    desk.run(*answer, "--reply", "1", "--on", "2026-06-22", by="Ana")
    assert "later than 21 June 2026" in desk.run(*answer, "--close", "1", "--on", "2026-06-21", by="Rea")
    desk.run("remark", "arcadia", "L.1.1", "--close", "1", "--on", "2026-06-22", by="Rea")

    desk.step("submitted", "Ana", "2026-07-01", "--note", "Islands were not looked into")
    assert "The step before was taken on 1 July 2026" in desk.step("reviewed", "Rea", "2026-06-30")
    desk.step("reviewed", "Rea", "2026-07-10")
    desk.step("adopted", "Board", "2026-07-20")
    assert "The last step or seal is of 20 July 2026, later than 19 July 2026." in desk.seal("2026-07-19")
    assert desk.country.seals == {}
    desk.seal("2026-07-21")
    assert "nothing was written" in desk.rerate("mostly", *GAP, on="2026-07-20")
    desk.rerate("mostly", *GAP, on="2026-08-01")
    assert "later than 20 July 2026" in desk.seal("2026-07-20", "--why", "x")
    assert len(desk.country.seals) == 1
    assert problems(desk.root) == []


def test_any_path_that_the_system_allows(tmp_path: Path) -> None:
    desk = Desk(tmp_path / STRANGE / "work")
    (desk.root.parent / "old.txt").write_text("Section 4. Whoever puts out a light at sea is punished.\n", "utf-8")
    desk.run("evidence", "add", "arcadia", "lights-act", str(desk.root.parent / "old.txt"), by="Ana")
    book = str(desk.root.parent / "out.xlsx")
    assert desk.status("checklist", "export", "arcadia", "--output", book) == 0
    assert desk.status("checklist", "import", book, "--by", "Ana") == 0
    desk.adopt()
    desk.seal()
    assert desk.status("verify") == 0
    assert desk.status("init", str(desk.root.parent / "deep" / "deeper" / "new"), "--country", "Ruritania") == 0
    assert len(desk.log) == 5
    assert problems(desk.root) == []


ENVIRONMENTS = {
    "nothing set": {},
    "a home that is not there": {"HOME": "/nonexistent", "LANG": "C"},
    "ASCII": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "strict": {"PYTHONIOENCODING": "utf-8:strict", "LANG": "en_US.UTF-8"},
    "another encoding": {"PYTHONIOENCODING": "latin-1"},
}


@pytest.mark.parametrize("case", ENVIRONMENTS)
def test_any_locale_and_no_home(case: str, tmp_path: Path) -> None:
    desk = Desk(tmp_path / STRANGE)
    there = {"PYTHONPATH": os.pathsep.join(sys.path)} | ENVIRONMENTS[case]
    words = ("checklist", "export", "arcadia", "--output", str(desk.root.parent / "out ў.xlsx"))
    for one in (words, ("status",)):
        done = subprocess.run([*RUN, str(desk.root), *one], env=there, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert b"Traceback" not in done.stderr
    assert b"Arcadia" in done.stdout
    assert (desk.root.parent / "out ў.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("words", [("check", "--explain", "not-text"), ("--help",), ("log", "arcadia")])
def test_an_output_that_cannot_be_written_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    desk = Desk(tmp_path / "work")
    desk.step("submitted", "Ana", "2026-07-01", "--note", "No islands")
    with Path("/dev/full").open("wb") as stream:
        done = subprocess.run([*RUN, str(desk.root), *words], stdout=stream, stderr=-1, check=False)
    assert (done.returncode, done.stderr) == (1, b"The system refuses to go on: no space left on device.\n")
