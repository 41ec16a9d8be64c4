"""Every file, field, word and command that `docs/adding-a-country.md` names exists."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import click
import pytest

import compliance.model
from compliance.cli import main
from compliance.folder import read_workspace
from compliance.indicators.project import FOLDER
from compliance.model.dates import PartialDate
from compliance.workspace import COUNTRY_FILES

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "adding-a-country.md"
TEXT = PAGE.read_text("utf-8")
CODE = sorted(set(re.findall(r"`([^`\n]+)`", TEXT)))
LINKS = sorted(set(re.findall(r"\]\(([^)\s]+)\)", TEXT)))


def records() -> Iterator[type]:
    """Every record of the model."""
    for module in pkgutil.iter_modules(compliance.model.__path__):
        for thing in vars(importlib.import_module(f"compliance.model.{module.name}")).values():
            if (
                isinstance(thing, type)
                and dataclasses.is_dataclass(thing)
                and thing.__module__.startswith("compliance")
            ):
                yield thing


def literals(hint: object) -> Iterator[str]:
    """Every word that a type allows, however deep."""
    for argument in get_args(hint):
        if isinstance(argument, str):
            yield argument
        else:
            yield from literals(argument)


def words() -> set[str]:
    """Field names, words of fields, ratings and answers."""
    known = {"state", "none", "unanswered", "not-applicable"}
    for record in records():
        for name, hint in get_type_hints(record, include_extras=True).items():
            known |= {name, *literals(hint)}
    for filed in read_workspace(ROOT)[0].instruments.values():
        known |= set(filed.value.scale.values)
    return known


def files() -> set[str]:
    """Names of files and folders in a workspace."""
    training = ROOT / "examples" / "training"
    here = {path.name for path in training.rglob("*")} | {path.name for path in (ROOT / FOLDER).iterdir()}
    return here | set(COUNTRY_FILES) | {"assessments"}


def is_date(text: str) -> bool:
    try:
        return bool(PartialDate.parse(text))
    except ValueError:
        return False


def is_command(text: str) -> bool:
    """Whether a command line names a command and only options that it has."""
    program, _, rest = text.partition(" ")
    name, *arguments = rest.split() or [""]
    command = main.get_command(click.Context(main), name)
    if program != "compliance" or command is None:
        return False
    options = {option for parameter in command.params for option in parameter.opts}
    return all(argument in options for argument in arguments if argument.startswith("-"))


@pytest.fixture(scope="module")
def known() -> set[str]:
    problems = {page.stem for page in (ROOT / "docs" / "problems").glob("*.md")}
    return words() | files() | problems


@pytest.mark.parametrize("code", CODE)
def test_what_is_named_exists(code: str, known: set[str]) -> None:
    field, colon, value = code.partition(": ")
    named = code in known or (bool(colon) and {field, value} <= known)
    assert named or is_date(code) or is_command(code) or (ROOT / code).is_dir()


@pytest.mark.parametrize("link", LINKS)
def test_links_lead_somewhere(link: str) -> None:
    file, _, anchor = link.partition("#")
    assert (PAGE.parent / file).is_file()
    headings = re.findall(r"^#+ (.*)$", (PAGE.parent / file).read_text("utf-8"), re.MULTILINE)
    assert not anchor or anchor in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_every_file_that_a_country_must_have_is_named() -> None:
    assert set(COUNTRY_FILES) <= set(CODE)
