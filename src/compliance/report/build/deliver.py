"""Contents → files of a folder, and a record of what they were made from."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from compliance.inputs import Inputs
from compliance.report.build.job import Job
from compliance.report.build.kinds import asks_how_robust, jobs
from compliance.report.build.record import Copy, Record, Seen, hashed, write_record
from compliance.report.build.work import Start, contents
from compliance.report.files import write_whole
from compliance.view.manifest import concerns


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a job."""

    job: Job
    file: Path | None
    failure: str | None = None
    """Why it was not; the file of an earlier build then stands as it was."""


def sources(inputs: Inputs, seen: Seen) -> Mapping[Job, str]:
    """Every deliverable that a folder asks for, with the digest of what it is made from."""
    plans = inputs.workspace.plans
    return {
        job: seen.source(job, partial(_concerns, job, asks_how_robust(plans[job.plan].value)))
        for job in jobs(inputs.workspace)
    }


def _concerns(job: Job, everyone: bool, path: str) -> bool:
    return concerns(path, country=job.country, plan=job.plan, everyone=everyone)


def delivered(
    inputs: Inputs, todo: Mapping[Job, str], folder: Path, record: Record, start: Start
) -> Generator[Made, None, None]:
    """Every deliverable, written as it is done and noted at once, so that what was made before a break need not be made again."""
    made = dict(record.made)
    _note(folder, record)
    if not todo:
        return
    for content in contents(inputs, tuple(todo), start):
        file = folder / content.job.name
        if content.content is None:
            yield Made(content.job, None, content.failure)
            continue
        try:
            write_whole(file, content.content)
        except OSError as fault:
            yield Made(content.job, None, f"{type(fault).__name__}: {fault}")
            continue
        made[content.job.name] = Copy(todo[content.job], hashed(content.content))
        _note(folder, replace(record, made=made))
        yield Made(content.job, file)


def _note(folder: Path, record: Record) -> None:
    """Writes the record; where that fails nothing is lost: what is not noted is made again."""
    with suppress(OSError):
        write_record(folder, record)
