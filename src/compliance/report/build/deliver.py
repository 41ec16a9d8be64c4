"""Contents → files of a folder, and a record of what they were made from."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from compliance.inputs import Inputs
from compliance.report.build.job import Job
from compliance.report.build.kinds import jobs
from compliance.report.build.reading import reads
from compliance.report.build.record import UNSEEN, Copy, Record, Seen, hashed, write_record
from compliance.report.build.work import Start, Watch, contents, unwatched
from compliance.report.files import write_whole


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a job."""

    job: Job
    file: Path | None
    failure: str | None = None
    """Why it was not; the file of an earlier build then stands as it was."""


def sources(inputs: Inputs, seen: Seen) -> Mapping[Job, str]:
    """Every deliverable that a folder asks for, with the digest of what it is made from."""
    return {job: seen.source(job, concerned(inputs, job)) for job in jobs(inputs.workspace)}


def concerned(inputs: Inputs, job: Job) -> Callable[[str], bool]:
    """Whether a deliverable of a folder depends on one of its files."""
    return reads(inputs.workspace.plans[job.plan].value, job)


def delivered(
    inputs: Inputs,
    todo: Mapping[Job, str],
    folder: Path,
    record: Record,
    start: Start,
    *,
    now: Seen = UNSEEN,
    watch: Watch = unwatched,
) -> Generator[Made, None, None]:
    """Every deliverable, written as it is done and noted at once, so that what was made before a break need not be made again."""
    state = now.digest(0)
    _note(folder, record)
    if not todo:
        return
    for content in contents(inputs, tuple(todo), start, watch):
        file = folder / content.job.name
        if content.content is None:
            yield Made(content.job, None, content.failure)
            continue
        try:
            write_whole(file, content.content)
        except OSError as fault:
            yield Made(content.job, None, f"{type(fault).__name__}: {fault}")
            continue
        copy = Copy(todo[content.job], hashed(content.content), state)
        record = record.with_made(content.job, copy, now)
        _note(folder, record)
        yield Made(content.job, file)


def _note(folder: Path, record: Record) -> None:
    """Writes the record; where that fails nothing is lost: what is not noted is made again."""
    with suppress(OSError):
        write_record(folder, record)
