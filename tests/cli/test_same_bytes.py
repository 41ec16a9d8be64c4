"""The same input gives the same bytes, whatever the folder, the time zone, the locale and the order of hashes."""

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from desk import BASE
from documents import DATA
from killed import is_log

# Everything in one process, which starts once. A day is an input, and another one in another time zone.
WORK = """
import sys
from datetime import date
from pathlib import Path
import compliance.cli.requests, compliance.inputs
from compliance.cli import main
from compliance.inputs import read_inputs
from compliance.report.build.kinds import jobs, make

small, large, out = map(Path, sys.argv[1:])
class Day(date):
    @classmethod
    def today(cls):
        return date(2026, 7, 1)
compliance.cli.requests.date = compliance.inputs.date = Day
def run(root, *words):
    main(["--workspace", str(root), *words], standalone_mode=False)
inputs = read_inputs(large)[0]
for job in jobs(inputs.workspace):
    if job.country == "borduria":
        (out / job.name).write_bytes(make(inputs, job, ()))
for ending in ("csv", "json"):
    run(large, "export", "indicators", "--format", ending, "--output", f"{out}/indicators.{ending}")
run(large, "export", "iati", "--results-only", "--output", f"{out}/iati.xml")
run(large, "export", "datapackage", "--output", f"{out}/tables.zip")
run(large, "checklist", "export", "arcadia", "--instrument", "lt-12", "--output", f"{out}/form.xlsx")
run(large, "indicators", "request", "arcadia", "--from", "2019", "--to", "2020", "--output", f"{out}/request.xlsx", "--by", "Ana", "--on", "2026-07-01")
run(large, "schema", "--output", f"{out}/schemas")
run(large, "new", "arcadia", "--cycle", "2030", "--instrument", "lt-12", "--from", "2026", "--cut-off", "2026-06-30")
for status, who in (("submitted", "Ana"), ("reviewed", "Rea"), ("adopted", "Board")):
    run(small, "step", "arcadia", status, "--by", who, "--note", "x", "--on", "2026-07-01")
run(small, "seal", "arcadia", "2026", "--by", "Board", "--on", "2026-07-02")
"""

HERE = {"TZ": "UTC", "LANG": "C", "PYTHONHASHSEED": "0"}
THERE = {"TZ": "America/Lima", "LC_ALL": "C.UTF-8", "LANGUAGE": "tr", "PYTHONHASHSEED": "4711", "HOME": "/nonexistent"}


def begun(folder: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """A process that makes and writes everything in a folder."""
    small, large, out = folder / "small", folder / "large", folder / "out"
    shutil.copytree(BASE, small)
    shutil.copytree(DATA, large)
    out.mkdir()
    there = {"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]} | environment
    return subprocess.Popen([sys.executable, "-c", WORK, small, large, out], env=there, stdout=-1, stderr=-1)


def made(folder: Path) -> dict[str, str]:
    """The digest of every file in a folder, but for locks, and for the log: a line of it says its moment."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock" and not is_log(path.name))
    return {path.relative_to(folder).as_posix(): sha256(content(path)).hexdigest() for path in files}


def content(path: Path) -> bytes:
    """The bytes of a file; a seal without what it says of the log."""
    if not path.name.startswith("seal-"):
        return path.read_bytes()
    return json.dumps({key: value for key, value in json.loads(path.read_bytes()).items() if key != "log"}).encode()


def test_the_same_bytes_anywhere(tmp_path: Path) -> None:
    folders = (tmp_path / "here", tmp_path / "a longer way" / 'to "there" — é')
    running = [begun(*one) for one in zip(folders, (HERE, THERE), strict=True)]
    said = [one.communicate(timeout=300)[1] for one in running]
    assert [one.returncode for one in running] == [0, 0], said
    here, there = map(made, folders)
    assert [name for name in here if here[name] != there.get(name)] == []
    assert here.keys() == there.keys()
    endings = {name.rpartition(".")[2] for name in here if name.startswith("out/")}
    assert endings == {"csv", "json", "pdf", "xlsx", "xml", "zip"}
    assert "small/assessments/arcadia/2026/seal-1.json" in here
