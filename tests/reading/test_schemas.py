"""What editors complete and explain while one writes: the schemas are current, named by every file, and agree with the program."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from compliance.cli import main
from compliance.schema import schemas

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "schemas"
FOLDERS = ("assessments", "indicators", "reports", "src/compliance/instruments")
DATA = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.yaml"))


class Editor(yaml.SafeLoader):
    """Reads YAML 1.2 as editors do: `true`, numbers and `null` have types, dates and `yes` are text."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}  # type: ignore[misc]


for tag, form, first in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789"),
    ("null", r"null|~|", ["n", "~", ""]),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{form})$"), list(first))


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def named(file: Path) -> Path:
    """The schema that the first line of a file names."""
    first = file.read_text("utf-8").partition("\n")[0]
    form = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert form, "the first line names the schema"
    return (file.parent / form[1]).resolve()


def test_the_committed_schemas_are_those_of_the_program(tmp_path: Path) -> None:
    said = CliRunner().invoke(main, ["schema", "--output", str(tmp_path)])
    assert said.exit_code == 0, said.output
    written = {file.name: file.read_text("utf-8") for file in tmp_path.iterdir()}
    assert written == {file.name: file.read_text("utf-8") for file in SCHEMAS.iterdir()}


def test_a_folder_that_cannot_be_made_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = CliRunner().invoke(main, ["schema", "--output", str(tmp_path / "file" / "schemas")])
    assert said.exit_code == 2
    assert "cannot write to" in said.output


@pytest.mark.parametrize("file", sorted(schemas()))
def test_a_schema_is_valid_and_explains_every_field(file: str) -> None:
    schema = json.loads(schemas()[file])
    Draft202012Validator.check_schema(schema)
    records = [schema, *schema.get("$defs", {}).values()]
    fields = [(field, one) for record in records for field, one in record.get("properties", {}).items()]
    assert fields
    assert [field for field, one in fields if not one.get("description")] == []


@pytest.mark.parametrize("file", DATA, ids=name)
def test_a_data_file_names_its_schema_and_keeps_to_it(file: Path) -> None:
    schema: dict[str, Any] = json.loads(named(file).read_text("utf-8"))
    data = yaml.load(file.read_text("utf-8"), Loader=Editor)
    errors = sorted(Draft202012Validator(schema).iter_errors(data), key=lambda error: error.json_path)
    assert [f"{error.json_path}: {error.message[:200]}" for error in errors] == []
