"""Faults that the system itself makes: a disk that is full, a folder and a file that cannot be written, a worker that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest
from conftest import Mount
from documents import DATA
from hostile import workspace

from compliance.inputs import Inputs, read_inputs
from compliance.report.build import work
from compliance.report.build.deliver import Made, delivered, sources
from compliance.report.build.job import Job
from compliance.report.build.kinds import DELIVERABLES
from compliance.report.build.processes import processes
from compliance.report.build.record import Record, read_record, seen
from compliance.report.build.work import Workers

OLD, NEW = b"an earlier deliverable", b"a deliverable " * 2_000
COMMAND = (sys.executable, "-c", "from compliance.cli import run; run()", "--workspace", str(DATA), "build")


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> tuple[Inputs, dict[Job, str]]:
    """A workspace with a plan of every kind, and all its deliverables."""
    root = tmp_path_factory.mktemp("faults") / "workspace"
    workspace(root, lambda *_: "", frozenset())
    inputs, _ = read_inputs(root)
    todo = dict(sources(inputs, seen(root)))
    kinds = {(inputs.workspace.plans[job.plan].value.kind, "country" if job.country else "region", job.ending) for job in todo}  # fmt: skip
    assert kinds == {(one.kind, one.scope, one.ending) for one in DELIVERABLES}
    return inputs, todo


@contextmanager
def quick(parcel: bytes) -> Iterator[Workers]:
    with ThreadPoolExecutor(1) as pool:
        yield Workers(pool, parcel)


@pytest.fixture
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts the same 28 kB in the place of every deliverable: how they are written is asked, not what they say."""
    monkeypatch.setattr(work, "make", lambda *_: NEW)
    monkeypatch.setattr(work, "robustness_of", lambda *_: ())


def with_earlier(folder: Path, todo: dict[Job, str]) -> Path:
    """A folder with an earlier copy of every deliverable."""
    for job in todo:
        (folder / job.name).write_bytes(OLD)
    return folder


@pytest.mark.usefixtures("stand_ins")
def test_a_disk_that_is_really_full_leaves_each_file_old_or_new_and_the_next_build_makes_the_rest(
    everything: tuple[Inputs, dict[Job, str]], tmp_path: Path, mount: Mount
) -> None:
    inputs, todo = everything
    mount(tmp_path, "-t", "tmpfs", "-o", "size=256k", "tmpfs")
    folder = with_earlier(tmp_path, todo)

    made = list(delivered(inputs, todo, folder, Record(), quick))
    failed = [one for one in made if one.file is None]
    assert 0 < len(failed) < len(todo)
    assert {one.failure for one in failed} == {"OSError: [Errno 28] No space left on device"}
    assert {one.job.name: one.file is None for one in made} == {
        job.name: (folder / job.name).read_bytes() == OLD for job in todo
    }
    whole = {one.job.name for one in made if one.file}
    assert all((folder / name).read_bytes() == NEW for name in whole)
    assert set(read_record(folder).made) <= whole
    assert sorted(path.name for path in folder.iterdir() if path.name.endswith(".part")) == []

    mount(tmp_path, "-o", "remount,size=4m")
    record = read_record(folder)
    again = list(delivered(inputs, record.outdated(folder, todo), folder, record, quick))
    assert {one.job.name for one in again} >= {one.job.name for one in failed}
    assert [one for one in again if one.failure] == []
    assert all((folder / job.name).read_bytes() == NEW for job in todo)
    assert sorted(path.name for path in folder.iterdir()) == sorted([".build.json", *(job.name for job in todo)])


@pytest.mark.usefixtures("stand_ins")
def test_files_that_cannot_be_replaced_are_told_and_stop_no_other(
    everything: tuple[Inputs, dict[Job, str]], tmp_path: Path, mount: Mount
) -> None:
    inputs, todo = everything
    folder = with_earlier(tmp_path, todo)
    kept = next(job for job in todo if not job.country).name
    mount(folder / kept, "--bind", "-o", "ro", str(folder / kept))

    made: dict[str, Made] = {one.job.name: one for one in delivered(inputs, todo, folder, Record(), quick)}
    assert [name for name, one in made.items() if one.failure] == [kept]
    assert "Device or resource busy" in str(made[kept].failure)
    assert (folder / kept).read_bytes() == OLD
    assert all((folder / job.name).read_bytes() == NEW for job in todo if job.name != kept)
    assert kept not in read_record(folder).made
    assert list(folder.glob(".*.part")) == []


def test_a_folder_that_is_really_read_only_is_said_before_anything_is_made(tmp_path: Path, mount: Mount) -> None:
    (tmp_path / "borduria-2026.pdf").write_bytes(OLD)
    mount(tmp_path, "--bind", str(tmp_path))
    mount(tmp_path, "-o", "remount,ro,bind")
    done = subprocess.run([*COMMAND, "--output", str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"cannot write to {tmp_path}: read-only file system" in " ".join(done.stderr.split())
    assert [path.name for path in tmp_path.iterdir()] == ["borduria-2026.pdf"]


def test_a_worker_that_is_really_killed_costs_nothing_whatever_it_makes(
    everything: tuple[Inputs, dict[Job, str]], tmp_path: Path
) -> None:
    inputs, todo = everything
    few = {job: it for job, it in todo.items() if (job.plan, job.country) in (("donor", "borduria"), ("donor", ""))}
    before, killed = set(active_children()), threading.Event()

    def kill() -> None:
        deadline = time.monotonic() + 600
        while time.monotonic() < deadline and not killed.is_set():
            for one in set(active_children()) - before:
                if one.pid:
                    os.kill(one.pid, signal.SIGKILL)
                    killed.set()
                    return
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    made = list(delivered(inputs, few, tmp_path, Record(), partial(processes, most=2)))
    killer.join()
    assert killed.is_set()
    assert [one.failure for one in made] == [None] * len(few)
    assert all((tmp_path / job.name).read_bytes().startswith((b"%PDF", b"PK")) for job in few)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([".build.json", *(job.name for job in few)])
