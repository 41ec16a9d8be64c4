"""Files appear whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.report.files import write_whole

OLD, NEW = b"the report of an earlier build", b"a new report" * 1000

KILLED = """
import os, signal, sys
from pathlib import Path
from compliance.report.files import write_whole
os.fsync = lambda number: os.kill(os.getpid(), signal.SIGKILL)
write_whole(Path(sys.argv[1]), b"half a report")
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "arcadia-2026.pdf"
    file.write_bytes(OLD)
    return file


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_replaces_the_earlier_one(file: Path) -> None:
    write_whole(file, NEW)
    assert file.read_bytes() == NEW
    assert names(file.parent) == [file.name]


@pytest.mark.parametrize("fault", [OSError("no space left on device"), KeyboardInterrupt(), MemoryError()], ids=repr)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_fault_leaves_the_earlier_file_and_nothing_else(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str, fault: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    with pytest.raises(type(fault)):
        write_whole(file, NEW)
    monkeypatch.undo()
    assert file.read_bytes() == OLD
    assert names(file.parent) == [file.name]


def test_a_killed_process_leaves_the_earlier_file_and_the_next_build_tidies_up(file: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(file)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert file.read_bytes() == OLD
    write_whole(file, NEW)
    assert file.read_bytes() == NEW
    assert names(file.parent) == [file.name]


def test_files_of_others_are_left_alone(file: Path) -> None:
    other = file.with_name(".borduria-2026.pdf.1.part")
    other.write_bytes(b"")
    write_whole(file, NEW)
    assert names(file.parent) == [other.name, file.name]
