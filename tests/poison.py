"""A worker that dies of one deliverable; in a file of its own, for every process that becomes one loads it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from compliance.report.build import work
from compliance.report.build.job import Job

POISON = "arcadia-2026.xlsx"


def poison(way: Path | None) -> None:
    """Makes a worker one that only names deliverables, and dies of one of them: always, or as long as a file is there."""

    def make(_: object, job: Job, __: object) -> bytes:
        if job.name == POISON and (way is None or way.exists()):
            if way:
                way.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        return job.name.encode()

    setattr(work, "make", make)  # noqa: B010  # it is the worker's own
