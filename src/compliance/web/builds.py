"""Deliverables built in the browser: what is out of date and why, a build that goes on beside the pages, what it made.

A build is `compliance build` in a process of its own, so that charts and PDFs take neither memory nor time from whoever saves
an answer; there is one at a time, and it ends like the command does: what was made before is whole.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from threading import Lock, Thread

from starlette.responses import Response

from compliance.language import _
from compliance.report.build.deliver import concerned, sources
from compliance.report.build.job import Job
from compliance.report.build.kinds import NamedAlike
from compliance.report.build.record import read_record, reasons, seen
from compliance.screens.work.builds import BuildsPage, Deliverable
from compliance.view.names import in_order
from compliance.web.checklists import rates_blind
from compliance.web.routes import PRIVATE, XLSX, Asked, RefusedError, Route, Server, attached, away, minute

# A server that a script starts in the background hears no Ctrl+C, and neither would what it starts.
HEARS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""What makes a process hear an interrupt again."""
PROGRAM = f"{HEARS}; from compliance.cli import run; run()"
"""The program, as its command begins."""
MOST = 400
"""Lines of a build that are kept."""
TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "xlsx": XLSX,
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


@dataclass(slots=True)
class Build:
    """A build that goes on, or has ended."""

    names: tuple[str, ...]
    by: str
    begun: datetime
    made: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    """What the command said beside the names of files."""
    status: int | None = None
    """The exit status; none while it goes on."""
    process: subprocess.Popen[str] | None = None
    reader: Thread | None = None

    @property
    def goes_on(self) -> bool:
        """Whether it has not ended."""
        return self.status is None

    def failure(self, name: str) -> str:
        """Why a file was not made, as the command said it; empty where it said nothing."""
        reasons = (line.removeprefix(f"{name}: ") for line in self.lines if line.startswith(f"{name}: "))
        return next(reasons, "")


class Builds:
    """The builds of a server: one at a time."""

    def __init__(self, command: Callable[[Path, Path, Iterable[str]], list[str]]) -> None:
        self._command, self._lock = command, Lock()
        self.last: Build | None = None

    def begin(self, server: Server, names: tuple[str, ...], by: str) -> bool:
        """Begins a build; says whether it did: there is one at a time."""
        with self._lock:
            if self.last is not None and self.last.goes_on:
                return False
            build = self.last = Build(names, by, datetime.now(UTC))
            words = self._command(server.root, server.output, names)
            build.process = subprocess.Popen(  # noqa: S603  # the program itself, with names from its own list
                words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace"
            )
        build.reader = Thread(target=self._follow, args=(build,), daemon=True)
        build.reader.start()
        return True

    def _follow(self, build: Build) -> None:
        """Reads what a build says until it ends."""
        process = build.process
        if process is None or process.stdout is None:
            return
        with process.stdout as lines:
            for line in lines:
                text = line.strip()
                if (name := Path(text).name) in build.names:
                    build.made.add(name)
                elif text and len(build.lines) < MOST:
                    build.lines.append(text)
        build.status = process.wait()

    def stop(self) -> None:
        """Interrupts a build, as Ctrl+C does."""
        build = self.last
        if build is not None and build.goes_on and build.process is not None:
            build.process.send_signal(signal.SIGINT)

    def wait(self, seconds: float) -> int | None:
        """The exit status of the last build, as soon as it ends; none where it does not end in time."""
        build = self.last
        if build is not None and build.reader is not None:
            build.reader.join(seconds)
        return None if build is None else build.status


def command(root: Path, output: Path, names: Iterable[str]) -> list[str]:
    """`compliance build` for some deliverables."""
    only = (word for name in names for word in ("--only", name))
    return [sys.executable, "-P", "-c", PROGRAM, "--workspace", str(root), "build", "--output", str(output), *only]


def builds_of(server: Server) -> Builds:
    """The builds of a server."""
    made: Builds = server.keep.setdefault(__name__, Builds(command))
    return made


def builds(asked: Asked) -> BuildsPage:
    """What there is to build and to download."""
    build = builds_of(asked.server).last
    rows = tuple(_rows(asked, build))
    return BuildsPage(
        rows=rows,
        going=build is not None and build.goes_on,
        by=build.by if build else "",
        begun=f"{build.begun:%H:%M} UTC" if build else "",
        done=len(build.made) if build else 0,
        total=len(build.names) if build else 0,
        # What a build said is for whoever may see all that it was to make.
        lines=tuple(build.lines[-20:])
        if build and build.status and {row.name for row in rows} >= {*build.names}
        else (),
    )


def _rows(asked: Asked, build: Build | None) -> Iterable[Deliverable]:
    """Every deliverable that whoever asks may build, in the order of the register."""
    inputs, folder = asked.state.now, asked.server.output
    now, record = seen(asked.server.root), read_record(folder)
    for job in _jobs(asked):
        file = folder / job.name
        stat = file.stat() if file.is_file() else None
        yield Deliverable(
            name=job.name,
            size=stat.st_size if stat else 0,
            made=minute(stat.st_mtime) if stat else "",
            causes=reasons(record, folder, job, now, concerned(inputs, job)),
            going=build is not None and build.goes_on and job.name in build.names,
            built=build is not None and job.name in build.made,
            failure=build.failure(job.name) if build and job.name in build.names else "",
        )


def _jobs(asked: Asked) -> tuple[Job, ...]:
    """The deliverables of countries that whoever asks manages; those of the region for managers of all.

    None is for somebody who rates blind in what it shows. RefusedError for whoever manages nothing.
    """
    _some(asked)
    inputs = asked.state.now
    try:
        every = sources(inputs, seen(asked.server.root))
    except NamedAlike as fault:
        raise RefusedError(409, f"{fault}.") from fault
    order = {id_: place for place, id_ in enumerate(in_order(inputs.workspace, ()))}
    mine = (job for job in every if _manages(asked, job.country))
    return tuple(sorted(mine, key=lambda job: (order.get(job.country, -1), job.name)))


def _manages(asked: Asked, country: str) -> bool:
    """Whether somebody manages a country, or the region where none is named, and rates blind in none of it."""
    if rates_blind(asked, country):
        return False
    return asked.may("manage") or bool(country and asked.may("assign", country))


def _some(asked: Asked) -> None:
    """RefusedError for whoever manages nothing."""
    if not asked.may("assign") and not asked.may("manage"):
        raise RefusedError(403)


def begin(asked: Asked) -> Response:
    """Builds what is ticked, or all that is out of date where nothing is."""
    known = {job.name for job in _jobs(asked)}
    names = tuple(name for name in asked.texts("name") if name in known)
    names = names or tuple(row.name for row in _rows(asked, None) if row.causes)
    if names and not builds_of(asked.server).begin(asked.server, names, asked.actor.name):
        raise RefusedError(409, _("A build goes on; the next one can begin when it ends."))
    return away("desk", "builds")


def stop(asked: Asked) -> Response:
    """Interrupts the build."""
    _some(asked)
    builds_of(asked.server).stop()
    return away("desk", "builds")


def progress(asked: Asked) -> Response:
    """How far the build is, for the script of the page."""
    page = builds(asked)
    data = {
        "going": page.going,
        "done": page.done,
        "total": page.total,
        "files": {row.name: row.state for row in page.rows},
    }
    return Response(json.dumps(data), media_type="application/json", headers=PRIVATE)


def download(asked: Asked) -> Response:
    """A deliverable, as a file to keep."""
    job = next((job for job in _jobs(asked) if job.name == asked.part("name")), None)
    if job is None or not (asked.server.output / job.name).is_file():
        raise RefusedError(404)
    return attached(
        (asked.server.output / job.name).read_bytes(), job.name, TYPES.get(job.ending, "application/octet-stream")
    )


def everything(asked: Asked) -> Response:
    """All deliverables that stand, in one file."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for job in _jobs(asked):
            if (file := asked.server.output / job.name).is_file():
                archive.write(file, job.name)
    return attached(packed.getvalue(), "deliverables.zip", "application/zip")


ROUTES = (
    Route("GET", "/desk/builds/", "known", builds),
    Route("POST", "/desk/builds/", "known", begin),
    Route("POST", "/desk/builds/stop/", "known", stop),
    Route("GET", "/desk/builds/progress.json", "known", progress),
    Route("GET", "/desk/builds/all.zip", "known", everything),
    Route("GET", "/desk/builds/files/{name}", "known", download),
)
