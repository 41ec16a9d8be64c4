"""The model as JSON Schema, by which an editor completes and explains fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from compliance.workspace import KINDS


class _Schema(GenerateJsonSchema):
    """JSON Schema for hand-written YAML: fractions are text, titles that only repeat a name are left out."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def schemas() -> Mapping[str, str]:
    """The JSON Schema of every kind of document, by file name."""
    return {f"{name}.json": _text(name, kind) for name, kind in KINDS.items()}


def _text(name: str, kind: type) -> str:
    schema = TypeAdapter(kind).json_schema(schema_generator=_Schema)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name}
    return json.dumps(head | schema, indent=1, ensure_ascii=False, sort_keys=False) + "\n"
