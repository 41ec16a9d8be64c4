"""Builds: with nothing to do, with two processes against one, the memory of a worker, and many countries."""

from __future__ import annotations

import math
import shutil
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import as_completed
from functools import partial
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median

from benchmarks.measure import PROGRAM, ROOT, Bench, Row, megabytes, process, seconds, timed
from compliance.inputs import Inputs, read_inputs
from compliance.report.build.job import Job
from compliance.report.build.kinds import Robust, jobs, robustness_of
from compliance.report.build.processes import processes
from compliance.report.build.work import deliverable, packed, unpacked

NOTHING_SECONDS, WORKER_MEGABYTES, SPEED_UP = 1.0, 400, 1.5
REPORTS = 8
COUNTRIES = (25, 50, 100)
PATTERN = "borduria"
"""The made-up country of which a synthetic region is made."""
PLAN = """id: country
kind: country
title: Law that protects letters
subtitle: Made up to be measured
language: en
version: "0.1"
notice: Made up for tests, no official finding
disclaimer: Made up.
instruments: [lt-12]
sections: [{section: summary}, {section: profile, instrument: lt-12}, {section: legal-sources}]
"""


def build(runs: int) -> Bench:
    """`compliance build` with nothing to do, and what making takes."""
    inputs = read_inputs(ROOT)[0]
    found = [job for job in jobs(inputs.workspace) if job.country and job.ending == "pdf" and job.plan == "country"]
    reports = (found * REPORTS)[:REPORTS]
    robust = robustness_of(inputs, "country")
    two, one, peaks = list[float](), list[float](), list[int]()
    for _ in range(runs):
        two.append(_timed(inputs, reports, robust, 2, peaks))
        one.append(_timed(inputs, reports, robust, 1, peaks))
    speed_up = median(alone / both for alone, both in zip(one, two, strict=True))
    with tempfile.TemporaryDirectory() as folder:
        command = [PROGRAM, "build", "--output", folder, "--only", "*-donor.pdf"]
        process(command)
        nothing = median(timed(partial(process, command)) for _ in range(runs))
    return Bench(
        "`compliance build`",
        "The same reports in one process.",
        (
            Row(
                "nothing to do, cold",
                seconds(nothing),
                bar=f"< {seconds(NOTHING_SECONDS)}",
                cleared=nothing < NOTHING_SECONDS,
            ),
            Row(
                f"{REPORTS} country reports, two processes",
                seconds(median(two)),
                seconds(median(one)),
                f"{speed_up:.2f} ×",
                f"≥ {SPEED_UP:.2f} ×",
                speed_up >= SPEED_UP,
            ),
            Row(
                "peak of a worker's memory",
                megabytes(max(peaks)),
                bar=f"< {WORKER_MEGABYTES} MB",
                cleared=max(peaks) < WORKER_MEGABYTES * 1024,
            ),
        ),
    )


def _timed(inputs: Inputs, reports: Sequence[Job], robust: Robust, most: int, peaks: list[int]) -> float:
    """Seconds that processes take for some reports once they have started."""
    parcel = packed(inputs)
    with processes(parcel, most) as workers:
        for future in [workers.executor.submit(_opened, parcel) for _ in range(2 * most)]:
            future.result()
        start = time.perf_counter()
        made = [workers.executor.submit(_made, parcel, job, robust) for job in reports]
        peaks.extend(future.result() for future in as_completed(made))
        return time.perf_counter() - start


def _opened(parcel: bytes) -> None:
    unpacked(parcel)


def _made(parcel: bytes, job: Job, robust: Robust) -> int:
    """Makes a deliverable; the most memory that the process has held since it began, in kilobytes."""
    deliverable(parcel, job, robust)
    return getrusage(RUSAGE_SELF).ru_maxrss


def region(_: int) -> Bench:
    """Builds of synthetic regions, and with which power of the number of countries their time grows."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        for number in COUNTRIES:
            root = Path(folder, str(number))
            synthetic(root, number)
            taken.append(timed(partial(process, [PROGRAM, "--workspace", str(root), "build"])))
    exponent = math.log(taken[-1] / taken[0]) / math.log(COUNTRIES[-1] / COUNTRIES[0])
    rows = [
        Row(f"{number} countries, report and workbook each", seconds(one))
        for number, one in zip(COUNTRIES, taken, strict=True)
    ]
    last = Row("power of their number", f"{exponent:.2f}", bar="≤ 1.10", cleared=exponent <= 1.1)
    return Bench(
        "Builds of synthetic regions of short reports, cold", "None: it is told how the time grows.", (*rows, last)
    )


def synthetic(root: Path, number: int) -> None:
    """Makes a workspace of so many countries, each a copy of one that is made up."""
    data = ROOT / "tests" / "data"
    pattern = data / "assessments" / PATTERN
    ids = [f"land-{one:03}" for one in range(1, number + 1)]
    for id_ in ids:
        for file in sorted(pattern.rglob("*.yaml")):
            copy = root / "assessments" / id_ / file.relative_to(pattern)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(file.read_text("utf-8").replace(f"country: {PATTERN}", f"country: {id_}"), "utf-8")
    shutil.copytree(data / "assessments" / "instruments", root / "assessments" / "instruments")
    listed = "".join(_entry(id_, place) for place, id_ in enumerate(ids))
    (root / "assessments" / "jurisdictions.yaml").write_text(f"jurisdictions:\n{listed}", "utf-8")
    (root / "reports").mkdir()
    (root / "reports" / "country.yaml").write_text(PLAN, "utf-8")


def _entry(id_: str, place: int) -> str:
    code = f"{chr(65 + place // 26)}{chr(65 + place % 26)}"
    return f"  - {{id: {id_}, iso2: {code}, iso3: X{code}, currency: EUR, names: [{{text: {{en: {id_.title()}}}}}]}}\n"
