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
TUTORIAL = ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"(?P<more>At the end of )?\*\*`(?P<file>[^`]+)`\*\*")


class Reader:
    """Somebody who follows the tutorial, in a home of their own that holds the project in `~/compliance`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home
        (home / "compliance").symlink_to(ROOT, target_is_directory=True)
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self.environment = {**os.environ, "HOME": str(home), "PATH": path}

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
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode in (0, 1), done.stdout
        assert "Traceback" not in done.stdout, done.stdout
        lines = [line.rstrip() for line in done.stdout.replace(str(self.home.resolve()), "~").splitlines()]
        printed = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
        return f"$ {command}\n" + (f"{printed}\n" if printed else "")


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
