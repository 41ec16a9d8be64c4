"""One command is loaded without the others, and all of them are found."""

import ast
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from helptexts import command_at, commands, help_of

from compliance.cli import main
from compliance.cli.commands import COMMANDS
from compliance.queries.formats import FORMATS

MODULES = Path(__file__).parents[2] / "src" / "compliance" / "cli"
LOADED = """
import sys
from compliance.cli import main
main(sys.argv[1:], standalone_mode=False)
print("loaded:", *sorted(name for name in sys.modules if name.startswith("compliance.cli.")))
"""


def loaded(*arguments: str) -> list[str]:
    """The modules of commands that a process has loaded after a command."""
    done = subprocess.run([sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, check=True)
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("loaded:"))
    return line.removeprefix("loaded:").split()


ALWAYS = {"compliance.cli.commands", "compliance.cli.root", "compliance.cli.terminal"}


def test_a_command_is_loaded_alone() -> None:
    shared = {"compliance.cli.files", "compliance.cli.folder", "compliance.cli.shared"}
    assert set(loaded("check", "--help")) - ALWAYS - shared == {"compliance.cli.check"}


@pytest.mark.parametrize("arguments", [("--help",), ("--version",)], ids=" ".join)
def test_the_help_loads_no_command(arguments: tuple[str, ...]) -> None:
    assert set(loaded(*arguments)) == ALWAYS


def test_the_help_of_a_group_loads_no_command() -> None:
    assert set(loaded("indicators", "--help")) == {*ALWAYS, "compliance.cli.groups"}


def test_the_table_names_every_command_once() -> None:
    assert sorted(COMMANDS) == sorted(" ".join(path) for path in commands() if path)
    assert len({entry.home for entry in COMMANDS.values()}) == len(COMMANDS)


def test_no_command_is_left_out_of_the_table() -> None:
    made = {
        f"{file.stem}:{node.name}"
        for file in MODULES.glob("*.py")
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and any(
            ast.unparse(mark).startswith(("command(", "change(", "click.command(", "click.group("))
            for mark in node.decorator_list
        )
    }
    assert made - {"root:main"} == {entry.home for entry in COMMANDS.values()}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_says_what_the_command_says_of_itself(name: str) -> None:
    command = command_at(tuple(name.split()))
    assert command.help
    assert COMMANDS[name].help == " ".join(command.help.partition("\n\n")[0].split())
    assert command.name == name.rsplit(maxsplit=1)[-1]


@pytest.mark.parametrize("path", [path for path in commands() if isinstance(command_at(path), click.Group)], ids=str)
def test_no_line_about_a_command_is_cut(path: tuple[str, ...]) -> None:
    lines = help_of(path).partition("Commands:\n")[2].splitlines()
    names = [name for *group, name in map(str.split, COMMANDS) if tuple(group) == path]
    assert [line.split()[0] for line in lines] == sorted(names)
    assert [line for line in lines if "..." in line or not line.endswith(".") or len(line) > 80] == []


def test_of_a_name_that_nothing_has_the_nearest_are_said() -> None:
    said = CliRunner().invoke(main, ["chek"])
    assert said.exit_code == 2
    assert "No such command 'chek'. (Did you mean one of: 'check', 'checklist', 'schema'?)" in said.output


@pytest.mark.parametrize("command", [name for name in FORMATS if name != "check"])
def test_a_command_decides_on_each_of_its_formats(command: str) -> None:
    (home,) = (
        text for file in MODULES.glob("*.py") if f'format_option("{command}",' in (text := file.read_text("utf-8"))
    )
    assert [name for name in FORMATS[command][1:] if f'"{name}"' not in home] == []
