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
from compliance.load import load
from compliance.model.checklist import Checklist
from compliance.schema import schemas
from compliance.source import parse

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


UNQUOTED = """
instrument: ets-198
country: north-macedonia
cycle: "2026"
cut_off: 2026-11-24
status: draft
basis: desk-review
evaluators: [desk]
responses:
  "198.3.1":
    conflicts:
      - what: 2017
        values:
          first-paper: 229
          second-paper: 22.90
          third-paper: true
"""


def test_what_an_editor_takes_for_a_number_is_text_to_both() -> None:
    document, problems = parse("ets-198.yaml", UNQUOTED)
    assert document is not None
    checklist, mistakes = load(document, Checklist)
    assert (problems, mistakes) == ((), ())
    assert checklist is not None
    (conflict,) = checklist.responses["198.3.1"].conflicts
    assert (conflict.what, *conflict.values.values()) == ("2017", "229", "22.90", "true")
    assert not list(
        Draft202012Validator(json.loads(schemas()["checklist.json"])).iter_errors(yaml.load(UNQUOTED, Editor))
    )


def test_a_list_where_a_text_belongs_is_refused_by_both() -> None:
    text = UNQUOTED.replace("229", "[229, 292]")
    document, _ = parse("ets-198.yaml", text)
    assert document is not None
    _, mistakes = load(document, Checklist)
    errors = list(Draft202012Validator(json.loads(schemas()["checklist.json"])).iter_errors(yaml.load(text, Editor)))
    assert ([it.code for it in mistakes], len(errors)) == (["not-text"], 1)


@pytest.mark.parametrize("file", DATA, ids=name)
def test_a_data_file_names_its_schema_and_keeps_to_it(file: Path) -> None:
    schema: dict[str, Any] = json.loads(named(file).read_text("utf-8"))
    data = yaml.load(file.read_text("utf-8"), Loader=Editor)
    errors = sorted(Draft202012Validator(schema).iter_errors(data), key=lambda error: error.json_path)
    assert [f"{error.json_path}: {error.message[:200]}" for error in errors] == []
