"""The tutorial, carried out: its files are written, its commands run, and what they print is what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
TUTORIAL = ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"(?P<more>At the end of )?\*\*`(?P<file>[^`]+)`\*\*")


class Reader:
    """Somebody who follows the tutorial, in a home of their own that holds the project in `~/compliance`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home
        project = home / "compliance"
        project.mkdir()
        for entry in ROOT.iterdir():
            if entry.name != ".venv":
                (project / entry.name).symlink_to(entry)
        (project / ".venv").symlink_to(sys.prefix)
        self.environment = {**os.environ, "HOME": str(home), "PATH": without_the_command(os.environ["PATH"])}

    def follow(self, block: re.Match[str]) -> str:
        """The block as it should stand in the tutorial, after doing what it asks."""
        if block["kind"] == "console":
            return block[0].replace(block["text"], "".join(map(self.run, self.commands(block["text"]))))
        self.write(block)
        return block[0]

    @staticmethod
    def commands(text: str) -> list[str]:
        return re.findall(r"^\$ (.+)$", text, re.MULTILINE)

    def write(self, block: re.Match[str]) -> None:
        above = block.string[: block.start()].rstrip().splitlines()[-1]
        named = NAMED.search(above)
        assert named, f"a block without the name of its file: {above}"
        file = self.folder / named["file"]
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a" if named["more"] else "x", encoding="utf-8") as opened:
            opened.write(block["text"])

    def run(self, command: str) -> str:
        """The command and what it prints, without what differs from one machine to the next."""
        if command.startswith("cd "):
            self.folder /= command.removeprefix("cd ")
            return f"$ {command}\n"
        if command.startswith("source "):
            self.environment["PATH"] = self.shell(f'{command} && printf %s "$PATH"').stdout
            return f"$ {command}\n"
        done = self.shell(command)
        assert done.returncode in (0, 1), done.stdout
        assert "Traceback" not in done.stdout, done.stdout
        lines = [line.rstrip() for line in done.stdout.replace(str(self.home.resolve()), "~").splitlines()]
        printed = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
        return f"$ {command}\n" + (f"{printed}\n" if printed else "")

    def shell(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env={name: value for name, value in self.environment.items() if name != "COLUMNS"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )


def without_the_command(path: str) -> str:
    """The folders of a path in which no command of ours stands: what a shell has before anything is activated."""
    return os.pathsep.join(folder for folder in path.split(os.pathsep) if not (Path(folder) / "compliance").exists())


def test_the_tutorial_shows_what_happens(tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    reader = Reader(tmp_path)
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
    reader = Reader(tmp_path)
    reader.run("cd compliance")
    block = next(block["text"] for block in BLOCK.finditer(README.read_text("utf-8")) if block["kind"] == "console")
    assert "command not found" in reader.shell("compliance --version").stdout
    activate, score = reader.commands(block)
    reader.run(activate)
    reader.folder = ROOT  # it works in every folder
    assert "Serbia" in reader.run(score)
