"""One command is loaded without the others, and all of them are found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from compliance.cli import main
from compliance.cli.root import HOMES

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


def test_a_command_is_loaded_alone() -> None:
    assert loaded("check", "--help") == [f"compliance.cli.{name}" for name in ("data", "root", "terminal")]


def test_the_help_loads_and_lists_all_commands() -> None:
    modules = loaded("--help")
    assert [module for module in HOMES if f"compliance.cli.{module}" not in modules] == []
    listed = main.list_commands(click.Context(main))
    assert listed == sorted(name for names in HOMES.values() for name in names)


def test_no_module_with_commands_is_forgotten() -> None:
    shared = {"__init__", "root", "dates", "writing", "terminal", "indicators"}  # `exchange` imports the last
    assert {file.stem for file in MODULES.glob("*.py")} - shared == set(HOMES)


@pytest.mark.parametrize("name", [name for names in HOMES.values() for name in names])
def test_a_command_is_found_by_its_name(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name


def test_indicators_has_the_commands_of_both_its_modules() -> None:
    said = CliRunner().invoke(main, ["indicators", "--help"])
    assert [name for name in ("explain", "import", "request", "table") if f"\n  {name} " not in said.output] == []


def test_of_a_name_that_nothing_has_the_nearest_are_said() -> None:
    said = CliRunner().invoke(main, ["chek"])
    assert said.exit_code == 2
    assert "No such command 'chek'. (Did you mean one of: 'check', 'checklist', 'schema'?)" in said.output
