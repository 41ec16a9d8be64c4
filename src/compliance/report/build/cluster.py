"""Workers of a Dask cluster: they need this program and nothing else, neither the folder nor a disk in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from distributed import Client

from compliance.report.build.record import program
from compliance.report.build.work import NoWorkers, Workers

PATIENCE = 10
"""Seconds within which a scheduler has to answer."""


@contextmanager
def cluster(parcel: bytes, address: str) -> Iterator[Workers]:
    """The workers of a cluster; NoWorkers where it does not answer, has none, or they run another program."""
    try:
        client: Any = Client(  # type: ignore[no-untyped-call]
            address, timeout=PATIENCE, set_as_default=False
        )
    except (OSError, ValueError, ImportError) as fault:
        raise NoWorkers(f"no Dask scheduler answers at {address}: {fault}") from fault
    with client:
        _check(client, address)
        yield Workers(client.get_executor(pure=False, retries=1), client.scatter(parcel, broadcast=True))


def _check(client: Any, address: str) -> None:
    """Refuses workers that would make something else than this machine."""
    try:
        programs: dict[str, str] = client.run(program)
    except Exception as fault:
        raise NoWorkers(f"a worker of {address} cannot run `compliance`: {fault}") from fault
    if not programs:
        raise NoWorkers(f"the scheduler at {address} has no workers")
    if strange := sorted(worker for worker, digest in programs.items() if digest != program()):
        raise NoWorkers(f"{strange[0]} has another `compliance`, Python or library than this machine; install the same")
