"""A small country on a desk of its own: one treaty with three criteria, to which commands are applied."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner

from compliance.cli import main
from compliance.folder import read_workspace
from compliance.model.checklist import Checklist, Response
from compliance.workspace import Country, Workspace

BASE = Path(__file__).resolve().parents[0] / "problems" / "_base"
FOLDER = Path("assessments/arcadia")
CHECKLIST = FOLDER / "2026/lighthouses.yaml"
CLEAN = "no problems"


class Desk:
    """A copy of the made-up country, or one that is there already, and what happens to it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        if not root.exists():
            shutil.copytree(BASE, root)

    def run(self, *words: str, by: str | None = None) -> str:
        """What a command prints; it must not fail in any other way than with a message."""
        asked = [*words, *(["--by", by] if by else [])]
        done = CliRunner().invoke(main, ["--workspace", str(self.root), *asked])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.output

    def status(self, *words: str) -> int:
        """The exit status of a command."""
        return CliRunner().invoke(main, ["--workspace", str(self.root), *words]).exit_code

    def workspace(self) -> Workspace:
        """What a reader finds; nothing may be wrong with its form."""
        found, problems = read_workspace(self.root)
        assert problems == ()
        return found

    @property
    def country(self) -> Country:
        return self.workspace().countries["arcadia"]

    @property
    def checklist(self) -> Checklist:
        return self.country.checklists["2026", "lighthouses"].value

    def response(self, criterion: str = "L.1.1") -> Response:
        return self.checklist.responses[criterion]

    @property
    def log(self) -> list[str]:
        """What was done, line by line, the first field of each."""
        firsts = ((line.value.by, line.value.changed[0]) for line in self.country.log)
        return [f"{by}: {change.old} → {change.new}" for by, change in firsts]

    @property
    def log_file(self) -> Path:
        """The log of this year, from the folder of the workspace."""
        (file,) = (self.root / FOLDER).glob("log-*.jsonl")
        return file.relative_to(self.root)

    @property
    def text(self) -> str:
        return (self.root / CHECKLIST).read_text("utf-8")

    def change(self, old: str, new: str, file: Path = CHECKLIST) -> None:
        """An edit by hand."""
        path = self.root / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, text
        path.write_text(text.replace(old, new), "utf-8")

    def files(self) -> dict[str, bytes]:
        """Everything that a reader may look at."""
        files = (one for one in sorted(self.root.rglob("*")) if one.is_file() and one.name != ".lock")
        return {one.relative_to(self.root).as_posix(): one.read_bytes() for one in files}

    def adopt(self) -> None:
        """Takes the checklist all the way."""
        self.step("submitted", "Ana", "2026-07-01", "--note", "Islands were not looked into")
        self.step("reviewed", "Rea", "2026-07-10")
        self.step("adopted", "Board", "2026-07-20")
        assert self.checklist.status == "adopted"

    def step(self, status: str, by: str, on: str, *more: str) -> str:
        return self.run("step", "arcadia", status, "--on", on, *more, by=by)

    def seal(self, on: str = "2026-07-21", *more: str) -> str:
        return self.run("seal", "arcadia", "2026", "--on", on, *more, by="Board")

    def rerate(self, rating: str = "mostly", *more: str, on: str = "2026-08-01") -> str:
        cause = ("--cause", "error-corrected", "--note", "Moving a light was overlooked")
        return self.run("rerate", "arcadia", "L.1.1", rating, *cause, "--on", on, *more, by="Ana")


GAP = ("--gap", "Moving a light stays unpunished.")
"""What a rating below the best needs."""

SECOND = FOLDER / "2026/lighthouses.second.yaml"


def two_evaluators(desk: Desk) -> Desk:
    """Adds a second evaluator who rated another way; both have submitted."""
    other = desk.text.replace("rating: met", "rating: partly").replace("[desk]", "[Boro B.]")
    other = other.replace("    evidence: B\n", "    evidence: B\n    gap: Lights on rocks are left out.\n")
    (desk.root / SECOND).write_text(other, "utf-8")
    for options in ((), ("--second",)):
        desk.step("submitted", "Boro B." if options else "desk", "2026-07-01", "--note", "No islands", *options)
    return desk
