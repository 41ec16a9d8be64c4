"""A view as text that shows in a difference what a reader would see change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from compliance.indicators.values import Component, IndicatorReport, IndicatorValue
from compliance.model.dates import PartialDate
from compliance.scoring.values import Assessment
from compliance.view.reasons import no_attainment, shown, status_reason
from compliance.view.values.country import CountryView, Manifest

LEFT_OUT = frozenset({"assessment", "plan", "line", "per"})
"""Scores, which have tests of their own; inputs as they were read; where they stand in a file; what the unit says."""


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
            said = _said(value)
            given = (
                (one.name, said.get(one.name, getattr(value, one.name)))
                for one in fields(value)
                if one.name not in LEFT_OUT
            )
            made = {name: _plain(item) for name, item in given if item not in (None, (), "", {}, False)}
            if isinstance(value, IndicatorReport):
                made["status"]["reason"] = status_reason(value)
            return made
        case _:
            return value


def _said(value: Any) -> Mapping[str, object]:
    """What a reader sees instead of a code."""
    match value:
        case Component(missing=str(missing)):
            return {"missing": no_attainment(missing)}
        case IndicatorValue(word=str()):
            return {"word": shown(value, "ordinal")}
        case _:
            return {}


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
            if isinstance(value, IndicatorReport):
                yield status_reason(value)
            for one in fields(value):
                yield from texts(getattr(value, one.name))
