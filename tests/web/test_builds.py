"""Deliverables in the browser: what is out of date, a build beside the pages, files to keep."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from asking import KEY, Browser
from hostile import combined

from compliance.report.build.kinds import jobs
from compliance.web import builds
from compliance.web.app import app
from compliance.web.builds import HEARS, builds_of, command
from compliance.web.living import Living
from compliance.web.routes import Server
from compliance.web.start import local

PEOPLE = """\
people:
  - {id: max, name: Max Manager, roles: {"*": manager}}
  - {id: ada, name: Ada Arcadia, roles: {arcadia: manager, borduria: reader}}
  - {id: eva, name: Eva Evaluator, roles: {arcadia: evaluator}}
"""


class Place:
    """A workspace with plans, and a program that builds in no time."""

    def __init__(self, root: Path, script: str) -> None:
        self.root = combined(root / "work")
        (self.root / "people.yaml").write_text(PEOPLE, "utf-8")
        self.living = Living(self.root, lambda site: site)
        self.output = root / "out"
        self.script = script
        self.server = self.by("Max Manager")[1]

    def by(self, name: str) -> tuple[Browser, Server]:
        server = local(self.living, KEY, root=self.root, by=name, output=self.output)
        server.keep[builds.__name__] = builds.Builds(self.command)
        return Browser(app(server), {"key": KEY}), server

    def command(self, root: Path, output: Path, names: Iterable[str]) -> list[str]:
        return [sys.executable, "-c", self.script, str(output), *names]

    @property
    def names(self) -> list[str]:
        inputs = self.living.state().inputs
        assert inputs is not None
        return sorted(job.name for job in jobs(inputs.workspace))


GOOD = """
import pathlib, sys
folder = pathlib.Path(sys.argv[1]); folder.mkdir(exist_ok=True)
for name in sys.argv[2:]:
    (folder / name).write_bytes(b"made " + name.encode())
    print(folder / name, flush=True)
print(len(sys.argv[2:]), "deliverables made")
"""
BAD = """
import pathlib, sys
print(sys.argv[2] + ": PermissionError: it is open in another program", file=sys.stderr)
print("1 deliverable not made.", file=sys.stderr)
sys.exit(1)
"""
LONG = """
import signal, sys, time
print("begun", flush=True)
try:
    time.sleep(60)
except KeyboardInterrupt:
    print("Interrupted; nothing was made."); sys.exit(130)
"""


def done(server: Server) -> int | None:
    """The exit status of the build, once it has ended."""
    return builds_of(server).wait(20)


def test_what_is_ticked_is_built_and_can_be_kept(tmp_path: Path) -> None:
    place = Place(tmp_path, GOOD)
    browser, server = place.by("Max Manager")
    name = next(name for name in place.names if name.startswith("arcadia") and name.endswith(".xlsx"))
    assert f"{name} out of date: never made" in browser.get("/desk/builds/").seen
    assert browser.get(f"/desk/builds/files/{name}").status == 404
    assert browser.post("/desk/builds/", {"name": name}).location == "/desk/builds/"
    assert done(server) == 0
    page = browser.get("/desk/builds/")
    assert f"{name} built" in page.seen
    kept = browser.get(f"/desk/builds/files/{name}")
    assert (kept.content, kept.headers["content-disposition"]) == (
        b"made " + name.encode(),
        f'attachment; filename="{name}"',
    )
    assert kept.headers["content-type"].endswith("spreadsheetml.sheet")
    assert sorted(file.name for file in place.output.iterdir()) == [name]
    packed = zipfile.ZipFile(io.BytesIO(browser.get("/desk/builds/all.zip").content))
    assert packed.namelist() == [name]


def test_with_nothing_ticked_all_that_is_out_of_date_is_built(tmp_path: Path) -> None:
    place = Place(tmp_path, GOOD)
    browser, server = place.by("Max Manager")
    browser.post("/desk/builds/", {})
    assert done(server) == 0
    assert sorted(file.name for file in place.output.iterdir()) == place.names


def test_a_file_that_was_not_made_says_why(tmp_path: Path) -> None:
    place = Place(tmp_path, BAD)
    browser, server = place.by("Max Manager")
    name = place.names[0]
    browser.post("/desk/builds/", {"name": name})
    assert done(server) == 1
    page = browser.get("/desk/builds/").seen
    assert f"{name} not made: PermissionError: it is open in another program" in page
    assert "The last build did not make all." in page


def test_there_is_one_build_at_a_time_and_it_can_be_stopped(tmp_path: Path) -> None:
    place = Place(tmp_path, LONG)
    browser, server = place.by("Max Manager")
    browser.post("/desk/builds/", {"name": place.names[0]})
    page = browser.get("/desk/builds/")
    assert "0 of 1 files are done; begun by Max Manager" in page.seen
    assert " disabled" in page.text
    second = browser.post("/desk/builds/", {"name": place.names[1]})
    assert (second.status, "A build goes on" in second.seen) == (409, True)
    assert b'"going": true' in browser.get("/desk/builds/progress.json").content
    last = builds_of(server).last
    assert last is not None
    while not last.lines:
        time.sleep(0.01)
    browser.post("/desk/builds/stop/")
    assert done(server) == 130
    assert "Interrupted; nothing was made." in browser.get("/desk/builds/").seen


def test_a_server_started_in_the_background_stops_its_builds_too(tmp_path: Path) -> None:
    held = f"{HEARS}; print('begun', flush=True); signal.pause()"
    assert command(tmp_path, tmp_path, ())[3].startswith(f"{HEARS};")
    deaf = f"import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); os.execv(sys.executable, [sys.executable, '-c', {held!r}])"
    running = subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert running.stdout.readline() == "begun\n"
    running.send_signal(signal.SIGINT)
    assert "KeyboardInterrupt" in running.communicate(timeout=60)[1]


@pytest.mark.parametrize(("name", "shown"), [("Ada Arcadia", {"arcadia"}), ("Eva Evaluator", set())])
def test_who_manages_a_country_builds_its_files_alone(tmp_path: Path, name: str, shown: set[str]) -> None:
    place = Place(tmp_path, GOOD)
    browser, server = place.by(name)
    page = browser.get("/desk/builds/").text
    assert {each.partition("-")[0] for each in place.names if f'data-file="{each}"' in page} == shown
    region = next(each for each in place.names if each.startswith("region"))
    assert browser.post("/desk/builds/", {"name": region}).status == (303 if shown else 403)
    builds_of(server).wait(20)
    made = {file.name for file in place.output.iterdir()} if place.output.exists() else set()
    assert {each.partition("-")[0] for each in made} <= shown
    for each in place.names:
        place.output.mkdir(exist_ok=True)
        (place.output / each).write_bytes(b"x")
        assert (browser.get(f"/desk/builds/files/{each}").status == 200) is (each.partition("-")[0] in shown), each
    assert browser.post("/desk/builds/stop/").status == (303 if shown else 403)


@pytest.mark.parametrize("name", [".build.json", "..%2fwork%2fpeople.yaml", "%2fetc%2fpasswd", "nothing.pdf"])
def test_nothing_else_can_be_had(tmp_path: Path, name: str) -> None:
    place = Place(tmp_path, GOOD)
    place.output.mkdir()
    (place.output / ".build.json").write_text("{}", "utf-8")
    assert place.by("Max Manager")[0].get(f"/desk/builds/files/{name}").status == 404


def test_the_command_is_that_of_the_program(tmp_path: Path) -> None:
    place = Place(tmp_path, GOOD)
    words = builds.command(place.root, place.output, ("nothing.pdf",))
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, "no deliverable has such a name" in done.stderr) == (2, True)
