"""`compliance build --dask`: the same bytes as on this machine, or a clear word why not."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from documents import DATA
from killed import apart, forks

from compliance.cli import main
from compliance.inputs import read_inputs
from compliance.report.build import cluster
from compliance.report.build.deliver import sources
from compliance.report.build.processes import processes
from compliance.report.build.record import program, seen
from compliance.report.build.work import NoWorkers, contents

NAME = "borduria-2026.xlsx"
CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=False, protocol="tcp", dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A cluster of two workers, in a process and a folder of its own."""
    folder = tmp_path_factory.mktemp("cluster")
    (folder / "start.py").write_text(CLUSTER, "utf-8")
    with subprocess.Popen(
        [sys.executable, "start.py"],
        cwd=folder,
        env={**os.environ, "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        assert running.stdout is not None
        yield running.stdout.readline().strip()
        running.communicate()


def test_a_cluster_makes_the_same_bytes(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 600)  # however busy the machine is
    words = ["--workspace", str(DATA), "build", "borduria", "--output", str(tmp_path), "--dask", address]
    done = CliRunner().invoke(main, words)
    assert (done.exit_code, done.stderr.strip()) == (0, f"2 deliverables made in {tmp_path}")
    inputs = read_inputs(DATA)[0]
    (job,) = [job for job in sources(inputs, seen(DATA)) if job.name == NAME]
    (here,) = contents(inputs, [job], lambda parcel: processes(parcel, 1))
    assert (tmp_path / NAME).read_bytes() == here.content


@forks
@pytest.mark.parametrize("address", ["tcp://localhost:1", "nonsense", "http://localhost:1", "tcp://[::"])
def test_no_scheduler_at_an_address_is_said(tmp_path: Path, address: str) -> None:
    # In a process of its own: a client that never came up may block the next one when it is swept away.
    words = ("build", "--output", str(tmp_path), "--dask", address)
    status, said = apart(DATA, words, lambda: setattr(cluster, "PATIENCE", 1))
    assert status == 1
    assert f"no Dask scheduler answers at {address}: " in " ".join(said.split())
    assert [file.name for file in tmp_path.iterdir() if not file.name.startswith(".")] == []


class Client:
    """What the check asks of a client."""

    def __init__(self, found: dict[str, str] | Exception) -> None:
        self.found = found

    def run(self, _: object) -> dict[str, str]:
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({}, "the scheduler at here has no workers"),
        ({"a": program(), "b": "other"}, "b has another `compliance`, Python or library than this machine"),
        (ModuleNotFoundError("No module named 'compliance'"), "a worker of here cannot run `compliance`: No module"),
    ],
    ids=["no workers", "another program", "no program"],
)
def test_workers_that_would_make_something_else_are_refused(found: dict[str, str] | Exception, said: str) -> None:
    with pytest.raises(NoWorkers, match=said):
        cluster._check(Client(found), "here")
