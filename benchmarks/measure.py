"""Seconds, medians and ratios of what is measured in turns."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Literal

ROOT = Path(__file__).parent.parent
PROGRAM = str(Path(sys.executable).with_name("compliance"))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    """What is measured."""
    ours: str
    """What the program needs."""
    floor: str = ""
    """What the floor needs."""
    ratio: str = ""
    """How many times the floor the program needs."""
    bar: str = ""
    """What it may need at most; none where it is only told."""
    cleared: bool | None = None
    """Whether it keeps to the bar."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Rows measured together, and against what."""

    title: str
    """What they are about."""
    floor: str
    """The work of the floor, in one line."""
    rows: tuple[Row, ...]
    """Its rows."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Seconds of ours and of its floor, taken in turns so that a slow spell of the machine meets both."""

    ours: tuple[float, ...]
    floor: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of the ratios of the pairs."""
        return median(ours / floor for ours, floor in zip(self.ours, self.floor, strict=True))

    def row(self, what: str, most: float | None = None, form: Literal["times", "share"] = "times") -> Row:
        """The medians as a row; cleared where the ratio is `most` at most."""
        return Row(
            what,
            seconds(median(self.ours)),
            seconds(median(self.floor)),
            _ratio(self.ratio, form),
            "" if most is None else f"≤ {_ratio(most, form)}",
            None if most is None else self.ratio <= most,
        )


def pairs(ours: Callable[[], object], floor: Callable[[], object], runs: int) -> Pairs:
    """Both in turns, so many times."""
    taken = [(timed(ours), timed(floor)) for _ in range(runs)]
    return Pairs(tuple(one for one, _ in taken), tuple(other for _, other in taken))


def timed(work: Callable[[], object]) -> float:
    """The seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def process(command: Sequence[str], **environment: str) -> str:
    """What a whole process prints; CalledProcessError where it fails."""
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, check=True, capture_output=True, encoding="utf-8"
    ).stdout


def seconds(number: float) -> str:
    """Seconds as printed."""
    return f"{number:.2f} s" if number < 10 else f"{number:.1f} s"


def megabytes(kilobytes: int) -> str:
    """Memory as printed."""
    return f"{kilobytes / 1024:.0f} MB"


def _ratio(number: float, form: Literal["times", "share"]) -> str:
    return f"{number:.2f} ×" if form == "times" else f"{100 * number:.0f} %"
