"""Whole processes: `check`, `score`, `--help`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from statistics import median

from benchmarks.measure import PROGRAM, ROOT, Bench, Row, pairs, process, seconds
from compliance.inputs import read_inputs

CHECK_SECONDS = 1.5
HEAVY = ("pandas", "matplotlib", "weasyprint", "pydantic")
"""What `--help` must not load."""
LOADED = f"""
import sys
from compliance.cli import main
main(["--help"], standalone_mode=False)
print("loaded:", *sorted(set(sys.modules) & {set(HEAVY)!r}))
"""
DATA = ("assessments/**/*.yaml", "indicators/*.*", "reports/*.yaml", "src/compliance/instruments/*.yaml")
READING = (
    "A process that imports yaml, click and pydantic's TypeAdapter, composes the same YAML files with "
    "yaml.CBaseLoader and reads the same CSV files."
)


def check(runs: int) -> Bench:
    """`compliance check` of all data, cold."""
    ours = partial(process, [PROGRAM, "check"])
    against = pairs(ours, reading("pydantic.type_adapter"), runs)
    bare = pairs(ours, reading("pydantic"), runs)
    slowest = median(against.ours)
    return Bench(
        "Cold `compliance check` of all data",
        READING,
        (
            against.row("against its floor", most=2),
            bare.row("against a floor with bare `import pydantic`"),
            Row("alone", seconds(slowest), bar=f"< {seconds(CHECK_SECONDS)}", cleared=slowest < CHECK_SECONDS),
        ),
    )


def score(runs: int) -> Bench:
    """`compliance score` of all countries, cold."""
    against = pairs(partial(process, [PROGRAM, "score"]), reading("pydantic.type_adapter"), runs)
    return Bench("Cold `compliance score` of all countries", READING, (against.row("against imports and reading"),))


def help_(runs: int) -> Bench:
    """What `compliance --help` loads."""
    loaded = process([sys.executable, "-c", LOADED]).splitlines()[-1].removeprefix("loaded:").strip()
    against = pairs(
        partial(process, [PROGRAM, "--help"]), partial(process, [sys.executable, "-c", "import click"]), runs
    )
    return Bench(
        "`compliance --help`",
        "A process that imports click; what is loaded is read from sys.modules after the help was printed.",
        (
            Row("loaded of " + ", ".join(HEAVY), loaded or "none", bar="none", cleared=not loaded),
            against.row("cold"),
        ),
    )


def reading(module: str) -> Callable[[], str]:
    """The floor of a command that reads everything, with the module by which it would validate."""
    files = [str(file.relative_to(ROOT)) for pattern in DATA for file in sorted(ROOT.glob(pattern))]
    inputs = read_inputs(ROOT)[0]
    beside = len(inputs.workspace.translations) + (inputs.workspace.site is not None)
    if len(files) != inputs.files + beside:
        raise ValueError("the floor and the program read different files")
    return partial(process, [sys.executable, "benchmarks/floor.py", module, *files])
