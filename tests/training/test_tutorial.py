"""The tutorial, carried out: its files are written, its commands run, and what they print is what it says."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from following import BLOCK, Reader

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
TUTORIAL = ROOT / "docs" / "tutorial.md"


class OfTheTutorial(Reader):
    """Somebody who follows the tutorial, and holds the project in `~/compliance`."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        project = home / "compliance"
        project.mkdir()
        for entry in ROOT.iterdir():
            if entry.name != ".venv":
                (project / entry.name).symlink_to(entry)
        (project / ".venv").symlink_to(sys.prefix)
        self.environment["PATH"] = without_the_command(os.environ["PATH"])

    def run(self, command: str) -> str:
        if command.startswith("source "):
            self.environment["PATH"] = self.in_shell(f'{command} && printf %s "$PATH"')
            return f"$ {command}\n"
        return super().run(command)


def without_the_command(path: str) -> str:
    """The folders of a path in which no command of ours stands: what a shell has before anything is activated."""
    return os.pathsep.join(folder for folder in path.split(os.pathsep) if not (Path(folder) / "compliance").exists())


def test_the_tutorial_shows_what_happens(tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    reader = OfTheTutorial(tmp_path)
    golden(TUTORIAL, BLOCK.sub(reader.follow, TUTORIAL.read_text("utf-8")))
    made = {file.suffix for file in (reader.folder / "build" / "reports").glob("[!.]*")}
    assert made == {".pdf", ".xlsx"}
    assert {file.suffix for file in (reader.folder / "build" / "donor").glob("[!.]*")} == {".pdf"}


def test_the_tutorial_has_about_twelve_steps() -> None:
    steps = re.findall(r"^## (\d+) ", TUTORIAL.read_text("utf-8"), re.MULTILINE)
    assert steps == [str(number) for number in range(1, 13)]


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([\w/.-]+)\)", TUTORIAL.read_text("utf-8")))))
def test_the_links_of_the_tutorial_lead_somewhere(link: str) -> None:
    assert (TUTORIAL.parent / link).is_file()


def test_the_readme_puts_the_command_on_the_path(tmp_path: Path) -> None:
    reader = OfTheTutorial(tmp_path)
    reader.run("cd compliance")
    block = next(block["text"] for block in BLOCK.finditer(README.read_text("utf-8")) if block["kind"] == "console")
    assert "command not found" in reader.in_shell("compliance --version; true")
    activate, score = reader.commands(block)
    reader.run(activate)
    reader.folder = ROOT  # it works in every folder
    assert "Serbia" in reader.in_shell(score)
