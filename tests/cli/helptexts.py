"""Blocks of documentation that show a command's help, and what the command says today."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
from click.testing import CliRunner

from compliance.cli import main

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"```console\n\$ compliance(?P<command>(?: [a-z][\w-]*)*) --help\n.*?```", re.DOTALL)


def documents() -> tuple[Path, ...]:
    return (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))


def commands(group: click.Command = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command with the names that lead to it; the program itself first."""
    yield path
    if isinstance(group, click.Group):
        for name in sorted(group.list_commands(click.Context(group))):
            yield from commands(command_at((*path, name)), (*path, name))


def command_at(path: tuple[str, ...]) -> click.Command:
    """The command that some names lead to."""
    found: click.Command = main
    for name in path:
        assert isinstance(found, click.Group)
        inner = found.get_command(click.Context(found), name)
        assert inner is not None
        found = inner
    return found


def help_of(path: tuple[str, ...]) -> str:
    """What `--help` prints on a terminal of 80 columns."""
    done = CliRunner(env={"COLUMNS": "80"}).invoke(main, [*path, "--help"], prog_name="compliance")
    assert done.exit_code == 0
    return "".join(f"{line.rstrip()}\n" for line in done.output.splitlines())


def renewed(text: str) -> str:
    """A document in which every block of help says what the program says today."""
    return BLOCK.sub(lambda block: _block(tuple(block["command"].split())), text)


def _block(path: tuple[str, ...]) -> str:
    command = " ".join(("compliance", *path))
    return f"```console\n$ {command} --help\n{help_of(path)}```"


def shown(text: str) -> set[tuple[str, ...]]:
    """The commands whose help a document shows."""
    return {tuple(block["command"].split()) for block in BLOCK.finditer(text)}


def completed(text: str) -> str:
    """The page of commands with a section for each command that it lacks; what has gone keeps its section for an author to delete."""
    missing = (path for path in commands() if path not in shown(text))
    return text + "".join(f"\n## {' '.join(path)}\n\n{_block(path)}\n" for path in missing)
