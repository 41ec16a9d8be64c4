"""The page on working together, carried out: its commands run on a copy of the training workspace and print what it says."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from keys import needs_ssh

from compliance.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "working-together.md"
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"\*\*`(?P<file>[^`]+)`\*\*")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")
FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")


class Reader:
    """Somebody who follows the page, in a home of their own that holds the project in `~/compliance`."""

    def __init__(self, home: Path) -> None:
        self.folder = home
        (home / "compliance").symlink_to(ROOT, target_is_directory=True)
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self.environment = {**os.environ, "COLUMNS": "80", "HOME": str(home), "PATH": path}

    def follow(self, block: re.Match[str]) -> str:
        """The block as it should stand on the page, after doing what it asks."""
        if block["kind"] == "console":
            commands = re.findall(r"^\$ (.+)$", block["text"], re.MULTILINE)
            return block[0].replace(block["text"], "".join(map(self.run, commands)))
        above = block.string[: block.start()].rstrip().splitlines()[-1]
        named = NAMED.search(above)
        assert named, f"a block without the name of its file: {above}"
        with (self.folder / named["file"]).open(
            "a" if above.startswith("At the end") else "x", encoding="utf-8"
        ) as file:
            file.write(block["text"])
        return block[0]

    def run(self, command: str) -> str:
        """The command and what it prints; the moment of a change and the fingerprint of a key are those of the example."""
        if command.startswith("cd "):
            self.folder /= command.removeprefix("cd ")
            return f"$ {command}\n"
        said = self.called(command) if re.fullmatch(r"compliance [^|>]+", command) else self.in_shell(command)
        assert "Traceback" not in said, said
        said = FINGERPRINT.sub(f"SHA256:{'k3Y' * 14}0", MOMENT.sub("2026-10-21 10:15", said))
        lines = [line.rstrip() for line in said.splitlines()]
        printed = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
        return f"$ {command}\n" + (f"{printed}\n" if printed else "")

    def called(self, command: str) -> str:
        """What the command prints; called here, without a process of its own."""
        with contextlib.chdir(self.folder):
            done = CliRunner(env={"COLUMNS": "80"}).invoke(main, shlex.split(command)[1:], prog_name="compliance")
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert done.exit_code in (0, 1), done.output
        return done.output

    def in_shell(self, command: str) -> str:
        """What a command with pipes prints."""
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
        return done.stdout


@needs_ssh
def test_the_page_shows_what_happens(tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    reader = Reader(tmp_path)
    golden(PAGE, BLOCK.sub(reader.follow, PAGE.read_text("utf-8")))
    left = [file.name for file in (tmp_path / "work").rglob(".*") if file.name != ".lock"]
    assert left == [], "nothing half-written is left"


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([\w/.-]+)\)", PAGE.read_text("utf-8")))))
def test_the_links_of_the_page_lead_somewhere(link: str) -> None:
    assert (PAGE.parent / link).is_file()
