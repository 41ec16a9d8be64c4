"""The model as JSON Schema, by which an editor completes and explains fields."""

import ast
import dataclasses
import inspect
import json
import sys
import typing
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from compliance import workspace
from compliance.indicators import project
from compliance.numerals import NUMBER

KINDS: Mapping[str, type] = {**workspace.KINDS, **project.KINDS}
"""Every kind of document and its type."""


class _Schema(GenerateJsonSchema):
    """JSON Schema for hand-written YAML: a field's name is title enough."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False

    def str_schema(self, schema: Any) -> dict[str, Any]:
        """Text in any form: `229` and `true` without quotation marks are numbers and truths to an editor alone."""
        return super().str_schema(schema) | {"type": ["string", "number", "boolean"]}


@cache
def schemas() -> Mapping[str, str]:
    """The JSON Schema of every kind of document, by file name."""
    return {f"{name}.json": _text(kind) for name, kind in KINDS.items()}


def _text(kind: type) -> str:
    schema = TypeAdapter(kind).json_schema(schema_generator=_Schema)
    modules = {record.__name__: record.__module__ for record in _records(kind)}
    for name, body in ((kind.__name__, schema), *schema.get("$defs", {}).items()):
        for field, docstring in _docstrings(modules[name]).get(name, {}).items():
            if field in body.get("properties", {}):
                body["properties"][field]["description"] = docstring
    for number in _numbers(schema):
        number["pattern"] = f"^(?:{NUMBER})$"
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(head | schema, indent=1, ensure_ascii=False) + "\n"


def _numbers(schema: Any) -> Iterator[dict[str, Any]]:
    """Every place of a schema that tells how a number is written as a text."""
    match schema:
        case {"format": "fraction"}:
            yield schema
        case dict() | list():
            for part in schema.values() if isinstance(schema, dict) else schema:
                yield from _numbers(part)


def _records(kind: Any) -> Iterator[type]:
    """Every record that a type holds, itself first; two kinds of document may each have their own `Step`."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        yield kind
        kinds: Iterable[Any] = typing.get_type_hints(kind).values()
    else:
        kinds = typing.get_args(kind)
    for inner in kinds:
        yield from _records(inner)


@cache
def _docstrings(module: str) -> Mapping[str, Mapping[str, str]]:
    """The docstring under each field of each record of a module.

    Read here and not by pydantic, which would read them on every start of every command.
    """
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    return {node.name: dict(_fields(node)) for node in classes}


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, after in pairwise(node.body):
        match field, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(docstring))):
                yield name, inspect.cleandoc(docstring)
