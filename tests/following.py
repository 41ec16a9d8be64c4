"""Somebody who follows a page of the documentation: its files are written, its commands run, and what they print is what it says."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import subprocess
from pathlib import Path

from click.testing import CliRunner

from compliance.cli import main

BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"(?P<more>At the end of )?\*\*`(?P<file>[^`]+)`\*\*")
OURS = re.compile(r"(?P<command>compliance [^|>]+?)(?P<both> 2>&1)?( (?P<rest>[|>] .+))?")
"""A command of ours, and what becomes of what it prints."""


class Reader:
    """Somebody in a home of their own, who has a shell."""

    def __init__(self, home: Path) -> None:
        self.home = self.folder = home
        self.environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"} | {
            "HOME": str(home)
        }

    def follow(self, block: re.Match[str]) -> str:
        """The block as it should stand on the page, after doing what it asks."""
        if block["kind"] == "console":
            return block[0].replace(block["text"], "".join(map(self.run, self.commands(block["text"]))))
        above = block.string[: block.start()].rstrip().splitlines()[-1]
        named = NAMED.search(above)
        assert named, f"a block without the name of its file: {above}"
        file = self.folder / named["file"]
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a" if named["more"] else "x", encoding="utf-8") as opened:
            opened.write(block["text"])
        return block[0]

    @staticmethod
    def commands(text: str) -> list[str]:
        return re.findall(r"^\$ (.+)$", text, re.MULTILINE)

    def run(self, command: str) -> str:
        """The command and what it prints, without what differs from one run to the next."""
        if command.startswith("cd "):
            self.folder /= command.removeprefix("cd ")
            return f"$ {command}\n"
        text = self.called(ours) if (ours := OURS.fullmatch(command)) else self.in_shell(command)
        assert "Traceback" not in text, text
        lines = [line.rstrip() for line in self.usual(text).splitlines()]
        printed = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
        return f"$ {command}\n" + (f"{printed}\n" if printed else "")

    def usual(self, text: str) -> str:
        """What is printed, as it is on every machine."""
        return text.replace(str(self.home.resolve()), "~")

    def called(self, ours: re.Match[str]) -> str:
        """What a command of ours prints, called here, without a process of its own; a shell has what follows it."""
        words = [
            word.replace("~", str(self.home), 1) if word[:2] == "~/" else word for word in shlex.split(ours["command"])
        ]
        with contextlib.chdir(self.folder):
            done = CliRunner(env={"COLUMNS": "80"}).invoke(main, words[1:], prog_name="compliance")
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert ours["rest"] or done.exit_code in (0, 1), done.output
        if not ours["rest"]:
            return done.output
        return ("" if ours["both"] else done.stderr) + self.in_shell(
            f"cat {ours['rest']}", done.output if ours["both"] else done.stdout
        )

    def in_shell(self, command: str, entered: str = "") -> str:
        """What a command of a shell prints."""
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=self.environment, input=entered,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode in (0, 1), done.stdout
        return done.stdout
