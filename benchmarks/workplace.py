"""The workplace under load: twenty people, a request a second each, one save in ten; then ten thousand requests for memory."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

from benchmarks.measure import ROOT, Bench, Row

PEOPLE, SECONDS, EVERY = 20, 30, 10
"""So many people, for so long, of whose requests one in so many is a save."""
MANY = 10_000
"""Requests over which memory has to be steady."""
STEADY = 1.1
"""How much more memory than after the first tenth of them may be held after all."""
SERVE = """
import sys
from pathlib import Path
from compliance.web.app import app, serve
from compliance.web.living import Living
from compliance.web.start import local
root = Path(sys.argv[1])
serve(app(local(Living(root, lambda site: site), "key", root=root, by="Bench Mark")), int(sys.argv[2]))
"""
COUNTRIES = ("albania", "serbia", "montenegro", "north-macedonia", "kosovo", "bosnia-and-herzegovina")
PAGES = (
    "/work/",
    "/work/{}/2026/ets-185/",
    "/work/{}/2026/ets-185/16/",
    "/review/",
    "/desk/",
    "/{}/",
    "/{}/ets-185/16/",
)


@dataclass
class Times:
    """What was measured, in seconds."""

    pages: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    refused: int = 0
    saved: int = 0


def workplace(runs: int) -> Bench:  # noqa: ARG001  # one run of half a minute is enough
    """Pages and saves while twenty people work, and memory over many requests."""
    with served() as (port, process):
        for country in COUNTRIES:  # a working day, not its first minute
            for page in PAGES:
                visit(port, page.format(country))
        times = Times()
        threads = [Thread(target=_work, args=(port, number, times)) for number in range(PEOPLE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        first, last = _memory(port, process)
    pages, saves = _p95(times.pages), _p95(times.saves)
    grew = last / first
    return Bench(
        f"The workplace: {PEOPLE} people, a request a second each for {SECONDS} s, one save in {EVERY}",
        "Times as people see them, on this machine while it does nothing else; clients run beside the server.",
        (
            Row("p95 of pages", f"{pages * 1000:.0f} ms", bar="150 ms", cleared=pages <= 0.15),
            Row("p95 of saves", f"{saves * 1000:.0f} ms", bar="400 ms", cleared=saves <= 0.4),
            Row("saved, of so many", f"{times.saved} of {len(times.saves)}", bar="all", cleared=times.refused == 0),
            Row(
                f"memory after {MANY:,} requests",
                f"{last / 1e6:.0f} MB, {grew:.2f} ×",
                bar=f"{STEADY} ×",
                cleared=grew <= STEADY,
            ),
        ),
    )


@contextmanager
def served() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A server of a copy of the repository's data, with its port."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "work")
        for name in ("assessments", "indicators", "reports"):
            shutil.copytree(ROOT / name, root / name)
        for checklist in root.glob("assessments/*/2026/*.yaml"):
            checklist.write_text(re.sub(r"(?m)^status: .*$", "status: draft", checklist.read_text("utf-8")), "utf-8")
        port = _free()
        process = subprocess.Popen([sys.executable, "-P", "-c", SERVE, str(root), str(port)])
        try:
            _until_it_answers(port)
            yield port, process
        finally:
            process.terminate()
            process.wait(20)


def _free() -> int:
    with socket.socket() as made:
        made.bind(("localhost", 0))
        return int(made.getsockname()[1])


def _until_it_answers(port: int) -> None:
    for _ in range(600):
        try:
            visit(port, "/work-assets/work.css")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server does not answer")


def visit(port: int, address: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
    """The status and the text of an address, or of what a form leads to."""
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    origin = {"Origin": f"http://localhost:{port}", "Cookie": "key=key"}
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    if fields is None:
        connection.request("GET", address, headers=origin)
    else:
        connection.request("POST", address, urlencode(fields), {**origin, **kind})
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, text


def _work(port: int, number: int, times: Times) -> None:
    """What one of them does: looks at pages, and saves an answer of an article of their own."""
    country, article = COUNTRIES[number % len(COUNTRIES)], str(2 + number // len(COUNTRIES))
    begun = time.monotonic()
    for turn in range(SECONDS):
        time.sleep(max(0.0, begun + turn + number / PEOPLE - time.monotonic()))
        if (turn + number) % EVERY == EVERY - 1:  # nobody waits for the others before saving
            _save(port, f"/work/{country}/2026/ets-185/{article}/", f"Typed {number} {turn}.", times)
        else:
            start = time.monotonic()
            visit(port, PAGES[(turn + number) % len(PAGES)].format(country))
            times.pages.append(time.monotonic() - start)


def _save(port: int, address: str, text: str, times: Times) -> None:
    _, page = visit(port, address)
    fields = form_of(page)
    fields |= {"a.practice": text, "then": "stay"}
    start = time.monotonic()
    status, _ = visit(port, address, fields)
    times.saves.append(time.monotonic() - start)
    times.saved += status == 303
    times.refused += status != 303


def form_of(page: str) -> dict[str, str]:
    """The fields of the form of an answer, as a browser would send them."""
    form = page[page.index('class="answer-form"') :]
    form = form[: form.index("</form>")]
    fields: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        chosen = given.get("type") not in ("radio", "checkbox") or re.search(r"\bchecked\b", tag)
        if "name" in given and chosen and given.get("type") != "submit":
            fields[unescape(given["name"])] = unescape(given.get("value", ""))
    for name, text in re.findall(r'<textarea\b[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        fields[unescape(name)] = unescape(text).removeprefix("\n")
    for name, options in re.findall(r'<select\b[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen_option = re.search(r'<option value="([^"]*)"[^>]*selected', options)
        first = re.search(r'<option value="([^"]*)"', options)
        picked = chosen_option or first
        fields[unescape(name)] = unescape(picked[1]) if picked else ""
    return fields


def _memory(port: int, process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """What the server holds after a tenth of many requests, and after all."""
    held: list[float] = []
    for number in range(MANY):
        visit(port, PAGES[number % len(PAGES)].format(COUNTRIES[number % len(COUNTRIES)]))
        if number in (MANY // 10, MANY - 1):
            held.append(_resident(process.pid))
    return held[0], held[1]


def _resident(pid: int) -> float:
    """Bytes of memory of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return float(pages * os.sysconf("SC_PAGE_SIZE"))


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else float("nan")
