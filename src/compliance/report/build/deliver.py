"""Contents → files of a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from compliance.inputs import Inputs
from compliance.report.build.job import Job
from compliance.report.build.work import Start, contents
from compliance.report.files import write_whole


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a job."""

    job: Job
    """The job."""
    file: Path | None
    """The file, if it was made."""
    failure: str | None = None
    """Why it was not; the file of an earlier build then stands as it was."""


def delivered(inputs: Inputs, todo: Sequence[Job], folder: Path, start: Start) -> Iterator[Made]:
    """Every deliverable, written as it is done."""
    for one in contents(inputs, todo, start):
        if one.content is None:
            yield Made(one.job, None, one.failure)
            continue
        try:
            write_whole(folder / one.job.name, one.content)
        except OSError as fault:
            yield Made(one.job, None, f"{type(fault).__name__}: {fault}")
        else:
            yield Made(one.job, folder / one.job.name)
