"""docs/team-server.md names options, files and addresses that there are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from compliance.cli.commands import loaded
from compliance.web.accounts import FREE_HERE, SHORTEST
from compliance.web.app import ROUTES
from compliance.web.doors import SECRET
from compliance.web.guard import MOST
from compliance.web.store import FILE, IDLE, INVITED, LONGEST, SLOWEST

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "team-server.md").read_text("utf-8")


@pytest.mark.parametrize("line", re.findall(r"compliance web (--.*)", PAGE))
def test_every_option_is_one_of_the_command(line: str) -> None:
    known = {name for option in loaded("cli.web:web").params for name in (*option.opts, *option.secondary_opts)}
    assert {word for word in shlex.split(line) if word.startswith("--")} <= known


def test_its_figures_are_those_of_the_program() -> None:
    for text, value in (
        ("at least twelve signs", SHORTEST == 12),
        ("Sessions end after twelve hours, after one without use", (LONGEST, IDLE) == (12 * 3600, 3600)),
        ("After five failed attempts", FREE_HERE == 5),
        ("up to a quarter of an hour", SLOWEST == 900),
        ("within seven days", INVITED == 7 * 86400),
        ("A request may bring 25 MB", MOST == 25 * 1024 * 1024),
        (f"`{FILE.removesuffix('.sqlite3')}", True),
        ("X-Proxy-Secret", SECRET == "x-proxy-secret"),
    ):
        assert value, text
        assert text.strip("`") in PAGE, text


def test_its_pages_are_there() -> None:
    assert "/people/" in {route.path for route in ROUTES}
