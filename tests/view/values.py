"""A view as text that shows in a difference what a reader would see change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from compliance.model.dates import PartialDate
from compliance.scoring.values import Assessment
from compliance.view.values.country import CountryView, Manifest

LEFT_OUT = frozenset({"assessment", "plan", "line"})
"""Scores, which have tests of their own; inputs as they were read; where they stand in a file."""


def as_text(view: CountryView) -> str:
    """The view as JSON: fractions as text, empty fields left out, no digest and no version."""
    return json.dumps(_plain(view), ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any) -> Any:
    match value:
        case Manifest():
            return {"inputs": [path for path, _ in value.inputs], "programs": [name for name, _ in value.versions]}
        case Fraction() | date() | PartialDate():
            return str(value)
        case tuple() | list():
            return [_plain(item) for item in value]
        case dict() | Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case _ if is_dataclass(value):
            given = ((one.name, getattr(value, one.name)) for one in fields(value) if one.name not in LEFT_OUT)
            return {name: _plain(item) for name, item in given if item not in (None, (), "", {}, False)}
        case _:
            return value


def texts(value: Any) -> Iterator[str]:
    """Every text of a view that a reader may see."""
    match value:
        case Assessment():
            return
        case str():
            yield value
        case tuple() | list():
            for item in value:
                yield from texts(item)
        case dict():
            for item in value.values():
                yield from texts(item)
        case _ if is_dataclass(value):
            for one in fields(value):
                yield from texts(getattr(value, one.name))
