"""The report of one country: what is ours of the time, against WeasyPrint's."""

from __future__ import annotations

import multiprocessing
import re
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from benchmarks.measure import ROOT, Bench, Pairs, Row, megabytes
from compliance.inputs import read_inputs
from compliance.pages.html import country_page
from compliance.report.pdf import pdf
from compliance.view.country import view_of

COUNTRY, CYCLE, PLAN = "serbia", "2026", "country"
CSS_LINES = 300


@dataclass(frozen=True, slots=True)
class Measured:
    """What a process found that made the report several times."""

    times: Pairs
    """Seconds until the page is there, and of WeasyPrint; the first pair pays for what is made once."""
    peak: int
    """The most memory that it held, in kilobytes."""
    css: int
    """Lines of the stylesheet."""
    tables: tuple[int, ...]
    """Tables of each article."""


def report(runs: int) -> Bench:
    """The report in a process of its own, so that its peak of memory is its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        found = pool.submit(measured, runs).result()
    first, warm = (Pairs(found.times.ours[part], found.times.floor[part]) for part in (slice(1), slice(1, None)))
    return Bench(
        f"The report of one country ({COUNTRY}): view with scores and indicators, charts, HTML",
        "WeasyPrint, which makes PDF/UA of that HTML; imports and reading count on neither side.",
        (
            warm.row("once the process is warm", most=0.15, form="share"),
            first.row("the first of a process", form="share"),
            Row("peak of memory, WeasyPrint included", megabytes(found.peak)),
            Row("lines of CSS", str(found.css), bar=f"< {CSS_LINES}", cleared=found.css < CSS_LINES),
            Row(
                f"tables for each of {len(found.tables)} articles",
                " or ".join(map(str, sorted(set(found.tables)))),
                bar="1",
                cleared=set(found.tables) == {1},
            ),
        ),
    )


def measured(runs: int) -> Measured:
    """The report made once cold and then so many times."""
    inputs, _ = read_inputs(ROOT)
    ours, floor = [], []
    for _ in range(runs + 1):
        start = time.perf_counter()
        page = country_page(view_of(inputs, COUNTRY, CYCLE, PLAN))
        middle = time.perf_counter()
        pdf(page)
        ours.append(middle - start)
        floor.append(time.perf_counter() - middle)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Measured(
        Pairs(tuple(ours), tuple(floor)), peak, len(page.stylesheet.splitlines()), tables_by_article(page.html)
    )


def tables_by_article(html: str) -> tuple[int, ...]:
    """How many tables stand under the heading of each article."""
    parts = re.split(r"<h[1-6]|</section", html)
    return tuple(part.count("<table") for part in parts if part.startswith(' class="article"'))
