"""Indicators: the command on all data, and 160,000 made-up figures."""

from __future__ import annotations

import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.commands import reading
from benchmarks.measure import PROGRAM, ROOT, Bench, Row, megabytes, pairs, process, seconds
from compliance.indicators.project import FOLDER, read_project

COUNTRIES, YEARS, SERIES = 200, range(2006, 2026), 40
MOST_SECONDS, MOST_MEGABYTES = 10.0, 600
COMPUTE = """
import gc, resource, sys, time
from datetime import date
from pathlib import Path
from compliance.indicators.project import read_project
from compliance.indicators.reports import report

gc.disable()
start, countries = time.process_time(), sys.argv[2].split()
project, problems = read_project(Path(sys.argv[1]), instruments={}, countries=countries)
known, on = (project.logframe, project.statistics, project.rates), date(2026, 9, 30)
values = sum(len(one.values) for country in countries for one in report(*known, country, scores={}, on=on))
print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, values)
"""


def indicators(runs: int) -> Bench:
    """`compliance indicators` of all countries and years, cold, and a table of 160,000 figures from text to values."""
    against = pairs(partial(process, [PROGRAM, "indicators", "--format", "csv"]), reading("pandas"), runs)
    half, whole = (_made_up(countries, runs) for countries in (COUNTRIES // 2, COUNTRIES))
    times = whole[0] / half[0]
    return Bench(
        "Indicators of all countries and years",
        "A process that imports pandas and click, composes the same YAML files and reads the same CSV files.",
        (
            against.row("cold `compliance indicators --format csv`", most=1.5),
            Row(
                f"{COUNTRIES * len(YEARS) * SERIES:,} made-up figures, from text to {whole[2]:,} values",
                seconds(whole[0]),
                bar=f"< {seconds(MOST_SECONDS)}",
                cleared=whole[0] < MOST_SECONDS,
            ),
            Row(
                "the memory for that",
                megabytes(whole[1]),
                bar=f"< {MOST_MEGABYTES} MB",
                cleared=whole[1] < MOST_MEGABYTES * 1024,
            ),
            Row("the time against half of the figures", f"{times:.2f} ×", bar="≤ 2.40 ×", cleared=times <= 2.4),
        ),
    )


def _made_up(countries: int, runs: int) -> tuple[float, int, int]:
    """Seconds of the processor, kilobytes and values of so many made-up countries."""
    names = [f"c{number:03}" for number in range(countries)]
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), names)
        found = [process([sys.executable, "-c", COMPUTE, folder, " ".join(names)]).split() for _ in range(runs)]
    return median(float(one[0]) for one in found), int(found[0][1]), int(found[0][2])


def _write(root: Path, countries: list[str]) -> None:
    """The project's own logframe and series, and a figure for everything."""
    project, _ = read_project(ROOT, instruments={}, countries=())
    if project is None:
        raise ValueError("the folder has no project")
    (root / FOLDER).mkdir()
    for name in ("logframe.yaml", "series.yaml", "exchange-rates.csv"):
        shutil.copy(ROOT / FOLDER / name, root / FOLDER / name)
    needed = dict.fromkeys(series for one in project.logframe.indicators for series in one.series)
    units = {one.id: one.unit[0] for one in project.statistics.register.series if one.kind != "growth"}
    chosen = list(dict.fromkeys((*needed, *units)))[:SERIES]
    head = "country,year,series,value,unit,scope,scope_detail,qualifier,used,note,source,url,confidence"
    rows = (
        f"{country},{year},{series},{1000 + 7 * place + year - 2000},{units[series].replace('money', 'EUR')},"
        "national,,,yes,,Annual report,https://example.org/report,verified"
        for country in countries
        for year in YEARS
        for place, series in enumerate(chosen)
    )
    (root / FOLDER / "statistics.csv").write_text("\n".join((head, *rows)) + "\n", "utf-8")
