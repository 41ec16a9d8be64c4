"""In which order fields stand in a file: as the model lists them, answers as the treaty numbers its criteria."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, get_args, get_origin

from compliance.authoring.edit import Order
from compliance.model.checklist import Checklist
from compliance.source import Step


def fields_of(kind: Any) -> Order:
    """The order of the fields of a kind of document, at any depth."""

    def order(steps: tuple[Step, ...]) -> tuple[str, ...]:
        return _names(_at(kind, steps))

    return order


def of_checklist(criteria: Iterable[str]) -> Order:
    """The order of a checklist: its responses in that of the criteria."""
    ids, fields = tuple(criteria), fields_of(Checklist)
    return lambda steps: ids if steps == ("responses",) else fields(steps)


def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


def _at(kind: Any, steps: tuple[Step, ...]) -> Any:
    """The type at the end of some steps, without its marks and without `None`."""
    kind = _bare(kind)
    for step in steps:
        if dataclasses.is_dataclass(kind):
            kind = _hints(typing.cast("type", kind)).get(str(step))
        elif get_origin(kind) is not None:
            kind = get_args(kind)[1 if issubclass(get_origin(kind), Mapping) else 0]
        kind = _bare(kind)
    return kind


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind, include_extras=True)


def _bare(kind: Any) -> Any:
    while True:
        if get_origin(kind) is typing.Annotated:
            kind = get_args(kind)[0]
        elif get_origin(kind) in (typing.Union, types.UnionType):
            kind = next(one for one in get_args(kind) if one is not types.NoneType)
        else:
            return kind
