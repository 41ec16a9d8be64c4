"""Jobs → contents, by any executor of the standard interface; one that fails stops no other."""

from __future__ import annotations

import copyreg
import gc
import pickle
import zlib
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from compliance.inputs import Inputs
from compliance.report.build.job import Job
from compliance.report.build.kinds import Robust, asks_how_robust, make, robustness_of
from compliance.source import Document

DIED = "the process that made it was ended from outside; perhaps the memory ran out"


@dataclass(frozen=True, slots=True)
class Content:
    """What became of a job."""

    job: Job
    content: bytes | None
    failure: str | None = None


class NoWorkers(Exception):  # noqa: N818  # it says what is wrong, as its message does
    """Raised where the workers that were asked for cannot be had."""


@dataclass(frozen=True, slots=True)
class Workers:
    """An executor, and what a job there is given in the place of the parcel."""

    executor: Executor
    parcel: object
    """The parcel, or what stands for it on its way."""


Start = Callable[[bytes], AbstractContextManager[Workers]]
"""Workers for a parcel, ended when all is done or given up."""


Watch = Callable[[Sequence[Job]], None]
"""Is told what is left to be made whenever that changes, in the order in which workers take it."""


def unwatched(_left: Sequence[Job]) -> None:
    """Nobody looks on."""


def contents(inputs: Inputs, todo: Sequence[Job], start: Start, watch: Watch = unwatched) -> Iterator[Content]:
    """Every deliverable as it is done.

    What a killed worker took with it is tried again, at last one by one, so that only the one to blame is lost.
    """
    parcel, known = packed(inputs), dict[str, Robust]()
    asking = {id_ for id_, plan in inputs.workspace.plans.items() if asks_how_robust(plan.value)}
    left = list(todo)
    for _ in range(2):
        if left:
            with start(parcel) as workers:
                left = yield from _round(workers, left, asking, known, watch)
    for job in left:
        with start(parcel) as workers:
            lost = yield from _round(workers, [job], asking, known, watch)
        yield from (Content(job, None, DIED) for job in lost)


def _round(
    workers: Workers, todo: Sequence[Job], asking: set[str], known: dict[str, Robust], watch: Watch
) -> Generator[Content, None, list[Job]]:
    """The jobs as they are done; those that were lost with a worker. How robust scores are is computed once a plan."""
    lost: list[Job] = []
    waiting: dict[str, list[Job]] = defaultdict(list)
    for job in todo:
        if job.plan in asking and job.plan not in known:
            waiting[job.plan].append(job)
    running: dict[Future[Any], Job | str] = {_submit(workers, _robustness, plan): plan for plan in waiting}
    ready = [job for job in todo if job.plan not in waiting]
    while running or ready:
        running |= {_submit(workers, deliverable, job, known.get(job.plan, ())): job for job in ready}
        ready = []
        watch([what for what in running.values() if isinstance(what, Job)])
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            what, fault = running.pop(future), future.exception()
            concerned = [what] if isinstance(what, Job) else waiting[what]
            match what:
                case _ if isinstance(fault, BrokenExecutor):
                    lost += concerned
                case _ if fault:
                    yield from (Content(job, None, f"{type(fault).__name__}: {fault}") for job in concerned)
                case Job():
                    yield Content(what, future.result())
                case plan:
                    known[plan] = future.result()
                    ready += concerned
    return lost


def _submit(workers: Workers, work: Callable[..., object], *arguments: object) -> Future[Any]:
    """A job given to the executor; where that is broken already, a future that says so."""
    try:
        return workers.executor.submit(work, workers.parcel, *arguments)
    except BrokenExecutor as fault:
        failed: Future[Any] = Future()
        failed.set_exception(fault)
        return failed


def _robustness(parcel: bytes, plan: str) -> Robust:
    return robustness_of(unpacked(parcel), plan)


def deliverable(parcel: bytes, job: Job, robust: Robust) -> bytes:
    """One deliverable, made in a worker, which then holds nothing of it any more."""
    made = make(unpacked(parcel), job, robust)
    gc.collect()  # the boxes of a report refer to each other: left alone, a worker would hold those of several
    return made


class _Packer(pickle.Pickler):
    """Leaves out the trees of the documents: places are for checks, which are done, and weigh four fifths.

    Whoever asks a document that was packed for a place fails.
    """

    dispatch_table = copyreg.dispatch_table | {Document: lambda each: (Document, (each.path, each.text, None, None))}


def packed(inputs: Inputs) -> bytes:
    """Inputs as bytes; for seven countries half a megabyte, opened ten times as fast as the folder is read."""
    pickled = BytesIO()
    _Packer(pickled, pickle.HIGHEST_PROTOCOL).dump(inputs)
    return zlib.compress(pickled.getvalue(), 1)


@lru_cache(maxsize=1)  # a process that makes several deliverables opens it once
def unpacked(parcel: bytes) -> Inputs:
    """The inputs that were packed; only for bytes that this program packed itself."""
    inputs: Inputs = pickle.loads(zlib.decompress(parcel))  # noqa: S301
    return inputs
