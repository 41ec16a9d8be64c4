"""A save in a country whose log is long, against the same save in one that has none."""

from __future__ import annotations

import gc
import itertools
import json
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.measure import ROOT, Bench, Pairs, Row
from benchmarks.report import COUNTRY, CYCLE
from compliance.authoring.steps import assign
from compliance.cli.writing import Doing, target_of, writing
from compliance.folder import read_log

INSTRUMENT, ARTICLE = "ets-185", "2"
LINES = 100_000
PART_SECONDS = 0.1
"""Seconds of a processor that such a log may cost a save."""
LINE = {
    "when": "2026-07-01T09:00:00+00:00",
    "by": "Ana Anić",
    "what": "imported",
    "file": f"{CYCLE}/{INSTRUMENT}.yaml",
    "cycle": CYCLE,
    "instrument": INSTRUMENT,
    "changes": [
        {"about": "185.2.1", "field": "rating", "old": "partly", "new": "mostly"},
        {"about": "185.2.1", "field": "gap", "old": "Access is punished only where data", "new": "Attempt is free."},
    ],
    "before": "0" * 64,
    "after": "1" * 64,
}


def log(runs: int) -> Bench:
    """An assignment, from reading the folder to the file on the disk."""
    with tempfile.TemporaryDirectory() as folder:
        long, none = (_workspace(Path(folder, name)) for name in ("long", "none"))
        file = long / "assessments" / COUNTRY / f"log-{datetime.now(UTC):%Y}.jsonl"
        file.write_text((json.dumps(LINE, ensure_ascii=False) + "\n") * LINES, "utf-8")
        size = file.stat().st_size
        ours, floor = _saving(long), _saving(none)
        taken = [(_processor(ours), _processor(floor)) for _ in range(runs + 1)][1:]  # the first loads modules
        both = Pairs(tuple(a for a, _ in taken), tuple(b for _, b in taken))
        part = median(a - b for a, b in taken)
        reading = _processor(lambda: read_log(long, COUNTRY))
    return Bench(
        f"A save (`assign`) in a country with a log of {LINES:,} lines, {size / 1e6:.0f} MB; seconds of a processor",
        "The same save in a country whose log was begun with the bench.",
        (
            both.row("the whole save", most=1.1),
            Row("the log's part of it", f"{1000 * part:.1f} ms", bar=f"≤ {1000 * PART_SECONDS:.0f} ms", cleared=part <= PART_SECONDS),
            Row("all lines read, as `check` and `log` do", f"{reading:.2f} s"),
        ),
    )  # fmt: skip


def _workspace(root: Path) -> Path:
    """A copy of the data."""
    for name in ("assessments", "indicators", "reports"):
        shutil.copytree(ROOT / name, root / name)
    return root


def _saving(root: Path) -> Callable[[], None]:
    """What assigns an article, to another person each time."""
    numbers = itertools.count()

    def save() -> None:
        doing = Doing(root=root, country=COUNTRY, cycle=CYCLE, instrument=INSTRUMENT, by="Lead")
        with writing(doing, "assign") as (workspace, _):
            target = target_of(workspace, doing)
            assign(target, (ARTICLE,), (f"Evaluator {next(numbers)}",), by="Lead")

    return save


def _processor(work: Callable[[], object]) -> float:
    """The seconds of a processor that some work takes; it does not clear up what another left."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start
