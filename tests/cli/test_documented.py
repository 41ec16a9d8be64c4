"""Documentation of the commands says what the commands say."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from helptexts import ROOT, command_at, commands, completed, documents, renewed, shown

PAGE = ROOT / "docs" / "commands.md"


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_help_in_documents_is_what_the_command_prints(document: Path, golden: Callable[[Path, str], None]) -> None:
    golden(document, renewed(document.read_text("utf-8")))


def test_every_command_is_documented(golden: Callable[[Path, str], None]) -> None:
    golden(PAGE, completed(renewed(PAGE.read_text("utf-8"))))
    assert shown(PAGE.read_text("utf-8")) == set(commands())


@pytest.mark.parametrize("path", tuple(commands()), ids=lambda path: " ".join(path) or "compliance")
def test_every_command_and_option_says_what_it_is_for(path: tuple[str, ...]) -> None:
    command = command_at(path)
    assert command.help
    assert command.help.partition("\n")[0].endswith(".")
    options = (one for one in command.params if isinstance(one, click.Option))
    assert [one.name for one in options if not one.help] == []


def test_a_changed_help_is_noticed() -> None:
    block = "```console\n$ compliance score --help\nUsage: compliance score\n```"
    assert renewed(block) != block
    assert renewed(renewed(block)) == renewed(block)
