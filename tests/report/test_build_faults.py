"""Whatever ends a build: earlier deliverables stay whole, what failed is named, the next build completes."""

from __future__ import annotations

import errno
import multiprocessing
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from documents import DATA, ROOT
from poison import POISON, poison

import compliance
from compliance.cli.build import NO_PANGO
from compliance.inputs import Inputs, read_inputs
from compliance.report.build.deliver import Made, delivered, sources
from compliance.report.build.processes import LOADED
from compliance.report.build.record import Record, read_record, seen
from compliance.report.build.work import DIED, Content, Start, Workers, contents

OLD = b"the deliverable of an earlier build"
NAMES = ["borduria-2026.pdf", "borduria-2026.xlsx"]
BEGINS = dict(zip(NAMES, (b"%PDF", b"PK"), strict=True))
PATIENCE = 600
"""Seconds until what never ends counts as a fault; far more than the busiest machine needs."""
HELD = """
import time
from compliance.cli import run
from compliance.report.build import deliver

made = deliver.contents


def contents(*given):
    for number, one in enumerate(made(*given)):
        while number:
            time.sleep(0.05)
        yield one


deliver.contents = contents
if __name__ == "__main__":
    run()
"""
"""The program, which waits for ever once one deliverable is written: however quick or slow it is, it ends in the middle."""
COMMAND = (sys.executable, "-c", "from compliance.cli import run; run()", "--workspace", str(DATA), "build")


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return read_inputs(DATA)[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the deliverables of an earlier build."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_bytes(OLD)
    return folder


def poisoned(way: Path | None) -> Start:
    @contextmanager
    def start(parcel: bytes) -> Iterator[Workers]:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([LOADED])
        with ProcessPoolExecutor(2, context, initializer=poison, initargs=(way,)) as pool:
            yield Workers(pool, parcel)

    return start


def of(inputs: Inputs, start: Start) -> dict[str, Content]:
    todo = tuple(sources(inputs, seen(DATA)))
    found = list(contents(inputs, todo, start))
    assert sorted(one.job.name for one in found) == sorted(job.name for job in todo)
    return {one.job.name: one for one in found}


def test_a_worker_that_dies_takes_only_its_own_deliverable_with_it(inputs: Inputs) -> None:
    found = of(inputs, poisoned(None))
    assert found.pop(POISON).failure == DIED
    assert {name: one.content for name, one in found.items()} == {name: name.encode() for name in found}


def test_a_worker_that_was_killed_once_costs_nothing(inputs: Inputs, tmp_path: Path) -> None:
    (tmp_path / "way").touch()
    found = of(inputs, poisoned(tmp_path / "way"))
    assert {name: one.content for name, one in found.items()} == {name: name.encode() for name in found}


def test_a_full_disk_is_told_for_each_deliverable_and_what_fits_is_written(
    inputs: Inputs, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def full(number: int) -> None:
        if "borduria-2026.pdf" in str(Path(f"/proc/self/fd/{number}").readlink()):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(number)

    monkeypatch.setattr(os, "fsync", full)
    todo = sources(inputs, seen(DATA))
    made = {one.job.name: one for one in delivered(inputs, todo, folder, Record(), poisoned(folder / "no way"))}
    assert made["borduria-2026.pdf"].failure == "OSError: [Errno 28] No space left on device"
    assert (folder / "borduria-2026.pdf").read_bytes() == OLD
    assert [name for name, one in made.items() if one.file is None] == ["borduria-2026.pdf"]
    assert sorted(read_record(folder).made) == ["arcadia-2026.pdf", "arcadia-2026.xlsx", "borduria-2026.xlsx"]
    assert not list(folder.glob(".*.part"))


def test_a_record_that_cannot_be_written_fails_nothing(inputs: Inputs, folder: Path) -> None:
    (folder / ".build.json").mkdir()
    made = list(delivered(inputs, sources(inputs, seen(DATA)), folder, Record(), poisoned(folder / "no way")))
    assert [one for one in made if one.failure] == []
    assert all(isinstance(one, Made) and one.file and one.file.is_file() for one in made)


def test_a_limit_of_the_system_leaves_every_earlier_file_whole(folder: Path) -> None:
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (9_000, 9_000))
    done = subprocess.run(
        [*COMMAND, "--output", str(folder), "borduria"], preexec_fn=limit, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    for name in NAMES:
        assert f"{name}: OSError: [Errno {errno.EFBIG}] File too large" in done.stderr
        assert (folder / name).read_bytes() == OLD
    assert f"2 deliverables not made; earlier ones still stand in {folder}." in " ".join(done.stderr.split())
    assert not list(folder.glob(".*.part"))


def without(font: str, folder: Path, program: Path) -> subprocess.CompletedProcess[str]:
    """A build by a program that lacks a font."""
    package = Path(shutil.copytree(Path(compliance.__file__).parent, program / "compliance"))
    (package / "pages/fonts" / font).unlink()
    done = subprocess.run(
        [*COMMAND, "--output", str(folder), "borduria"],
        env={**os.environ, "PYTHONPATH": str(program)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert (folder / "borduria-2026.pdf").read_bytes() == OLD
    return done


def test_a_font_that_a_report_lacks_is_told_and_the_workbook_is_made(folder: Path, tmp_path: Path) -> None:
    done = without("SourceSans3-It.ttf", folder, tmp_path / "program")
    assert "borduria-2026.pdf: RenderError: Font-face 'Source Sans 3' cannot be loaded" in done.stderr
    assert "1 deliverable not made" in done.stderr
    assert (folder / "borduria-2026.xlsx").read_bytes().startswith(b"PK")


def test_a_program_without_the_font_that_it_measures_with_says_that_it_is_incomplete(
    folder: Path, tmp_path: Path
) -> None:
    done = without("SourceSans3-Regular.ttf", folder, tmp_path / "program")
    assert "the program is not whole, install it again" in done.stderr
    assert "SourceSans3-Regular.ttf" in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == NAMES


WITHOUT_PANGO = """
import cffi

loaded = cffi.FFI.dlopen


def load(self, name, *given):
    if "pango" in str(name):
        raise OSError(f"cannot load library {name!r}: no such file")
    return loaded(self, name, *given)


cffi.FFI.dlopen = load
from compliance.cli import run
run()
"""


def test_a_machine_without_pango_is_told_what_is_missing_and_how_to_get_it(folder: Path) -> None:
    arguments = ["--workspace", str(DATA), "build", "--output", str(folder), "borduria"]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PANGO, *arguments], capture_output=True, text=True, check=False
    )
    told = " ".join(done.stderr.split())
    assert done.returncode == 1
    assert "Pango, the library of the system that lays out pages, is missing or cannot be loaded." in told
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in told
    assert "not whole" not in told
    assert [(path.name, path.read_bytes()) for path in sorted(folder.iterdir())] == [(name, OLD) for name in NAMES]


def test_set_up_and_program_ask_for_the_same_packages() -> None:
    (listed,) = re.findall(r"^runtime_packages=\((.+)\)$", (ROOT / "run").read_text("utf-8"), re.MULTILINE)
    assert f"`apt-get install {listed}`" in NO_PANGO


@pytest.mark.parametrize("ended", [signal.SIGKILL, signal.SIGINT], ids=lambda one: one.name)
def test_an_ended_build_leaves_files_whole_and_no_process_and_the_next_one_completes(
    folder: Path, ended: signal.Signals
) -> None:
    left = folder / ".borduria-2026.pdf.4000000.part"  # a number that no process has
    left.write_bytes(b"half")
    arguments = ["--workspace", str(DATA), "build", "--output", str(folder), "borduria"]
    running = subprocess.Popen(
        [sys.executable, "-c", HELD, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert running.stdout is not None
    first = Path(running.stdout.readline().strip()).name
    if ended == signal.SIGINT:
        os.killpg(running.pid, ended)  # as a terminal does, to all of them
    else:
        running.kill()
    said = running.communicate(timeout=PATIENCE)[1]
    assert running.returncode == {signal.SIGKILL: -9, signal.SIGINT: 130}[ended]
    assert "Traceback" not in said
    if ended == signal.SIGINT:
        assert f"Interrupted; what was made, now or earlier, is whole in {folder}." in " ".join(said.split())
    deadline = time.monotonic() + PATIENCE
    while (alive := processes_of(running.pid)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert alive == []

    (second,) = set(NAMES) - {first}
    assert (folder / first).read_bytes().startswith(BEGINS[first])
    assert (folder / second).read_bytes() == OLD

    done = subprocess.run([*COMMAND, "--output", str(folder), "borduria"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "1 deliverable made, 1 up to date" in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == [".build.json", ".lock", *NAMES]
    assert (folder / second).read_bytes().startswith(BEGINS[second])


def processes_of(session: int) -> list[int]:
    """The processes of a session that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, *numbers = stat.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if state != "Z" and int(numbers[2]) == session:
            found.append(int(stat.parent.name))
    return found
