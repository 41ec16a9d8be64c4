"""`python -m benchmarks`: the table of ratios, measured here and now."""

from __future__ import annotations

import argparse
import os
import platform

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from benchmarks import (
    agreement,
    build,
    checklist,
    commands,
    indicators,
    log,
    report,
    robustness,
    site,
    workbook,
    workplace,
)
from benchmarks.measure import Bench

BENCHES = {
    "agreement": agreement.agreement,
    "check": commands.check,
    "help": commands.help_,
    "score": commands.score,
    "indicators": indicators.indicators,
    "report": report.report,
    "workbook": workbook.workbook,
    "checklist": checklist.checklist,
    "log": log.log,
    "robustness": robustness.robustness,
    "site": site.site,
    "build": build.build,
    "region": build.region,
    "workplace": workplace.workplace,
    "large": site.large,
}
SLOW = frozenset(("build", "region", "large"))
"""Measured only with `--all` or by name."""


def main() -> None:
    """Measures and prints; ends well whatever it finds."""
    parser = argparse.ArgumentParser(prog="benchmarks", description="Ratios to the least that the same work needs.")
    parser.add_argument("--only", choices=BENCHES, action="append", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--runs", type=int, default=5, help="pairs of runs, of which the median counts (5)")
    parser.add_argument("--all", action="store_true", help="the slow ones too: " + ", ".join(sorted(SLOW)))
    told = parser.parse_args()
    names = told.only or [name for name in BENCHES if told.all or name not in SLOW]

    console = Console(width=None if os.isatty(1) else 120, highlight=False)
    console.print(
        f"Python {platform.python_version()}, {os.cpu_count()} processors, medians of {told.runs} pairs in turns\n",
        markup=False,
    )
    for name in names:
        _show(console, name, BENCHES[name](max(told.runs, 1)))


def _show(console: Console, name: str, bench: Bench) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=Text(f"{name}: {bench.title}"), title_justify="left")
    table.add_column("", width=52)
    for head, width in (("ours", 10), ("floor", 8), ("ratio", 8), ("bar", 9), ("cleared", 7)):
        table.add_column(head, justify="right", min_width=width)
    for row in bench.rows:
        cleared = {True: "yes", False: "NO", None: ""}[row.cleared]
        table.add_row(*map(Text, (row.what, row.ours, row.floor, row.ratio, row.bar, cleared)))
    console.print(table, end="")
    console.print(f"Floor: {bench.floor}\n", markup=False)


if __name__ == "__main__":
    main()
