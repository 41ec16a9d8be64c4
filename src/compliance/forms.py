"""Types of the model → the form that their data must have, in the words of pydantic-core.

pydantic finds the same form from the same types, and `schema` asks it for that; a test compares the two. Only what a
number is we say ourselves, in `numerals`. Loading and
asking it took a fifth of the time of a cold check, so commands that only read do without.
"""

import builtins
import dataclasses
import types
import typing
from collections import abc
from datetime import date, datetime
from fractions import Fraction
from typing import Any, cast, get_args, get_origin

from pydantic_core import PydanticCustomError

from compliance import numerals

Form = dict[str, Any]
"""What pydantic-core calls a core schema."""


def form_of(kind: Any) -> Form:
    """The form of a type, for `SchemaValidator`; TypeError where the model has no such type."""
    records: dict[type, Form] = {}
    form = _form(kind, records)
    return {"type": "definitions", "schema": form, "definitions": list(records.values())}


def _form(kind: Any, records: dict[type, Form]) -> Form:
    """The form of a type; that of each record in it is told once, among `records`, so that one may hold itself."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if hasattr(kind, "__get_pydantic_core_schema__"):
        return cast("Form", kind.__get_pydantic_core_schema__(kind, None))
    if not (isinstance(kind, type) and dataclasses.is_dataclass(kind)):
        return _compound(kind, records)
    if kind not in records:
        records[kind] = {}  # a record that holds itself meets itself here
        records[kind] |= _record(kind, records)
    return {"type": "definition-ref", "schema_ref": _name(kind)}


def _compound(kind: Any, records: dict[type, Form]) -> Form:
    """The form of a type that is written with others in brackets, or with a bar."""
    match get_origin(kind), get_args(kind):
        case typing.Annotated, (inner, mark):
            form = _form(inner, records)
            return cast("Form", mark.__get_pydantic_core_schema__(inner, lambda _: form))
        case typing.Literal, words:
            return {"type": "literal", "expected": list(words)}
        case builtins.tuple, (item, builtins.Ellipsis):
            return {"type": "tuple", "items_schema": [_form(item, records)], "variadic_item_index": 0}
        case abc.Mapping, (key, value):
            return {"type": "dict", "keys_schema": _form(key, records), "values_schema": _form(value, records)}
        case typing.Union | types.UnionType, (some, types.NoneType):
            return {"type": "nullable", "schema": _form(some, records)}
    raise TypeError(kind)


def _record(kind: type, records: dict[type, Form]) -> Form:
    """The form of a record: its fields by name, and no others."""
    fields = dataclasses.fields(kind)
    quoted = any(isinstance(field.type, str) for field in fields)
    hints = typing.get_type_hints(kind, include_extras=True) if quoted else {}
    forms = [
        {
            "type": "dataclass-field",
            "name": field.name,
            "schema": _with_default(field, _form(hints.get(field.name, field.type), records)),
        }
        for field in fields
    ]
    return {
        "type": "dataclass",
        "ref": _name(kind),
        "cls": kind,
        "slots": True,
        "fields": [field.name for field in fields],
        "schema": {"type": "dataclass-args", "dataclass_name": kind.__name__, "fields": forms},
        "config": {"extra_fields_behavior": "forbid"},
    }


def _with_default(field: dataclasses.Field[Any], form: Form) -> Form:
    """The form of a field, which may be absent where it has a default."""
    if field.default is not dataclasses.MISSING:
        return {"type": "default", "schema": form, "default": field.default}
    if field.default_factory is not dataclasses.MISSING:
        return {"type": "default", "schema": form, "default_factory": field.default_factory}
    return form


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _fraction(value: Any) -> Fraction:
    """The number that a text writes, exactly."""
    try:
        return numerals.exact(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("fraction_parsing", "a number") from None


def _whole(value: Any) -> int:
    """The whole number that a text writes, or that the program counted itself."""
    if type(value) is int:
        return value
    try:
        return numerals.whole(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("int_parsing", "a whole number") from None


_PLAIN: abc.Mapping[Any, Form] = {
    str: {"type": "str"},
    int: {"type": "function-plain", "function": {"type": "no-info", "function": _whole}},
    bool: {"type": "bool"},
    date: {"type": "date"},
    datetime: {"type": "datetime"},
    Fraction: {"type": "function-plain", "function": {"type": "no-info", "function": _fraction}},
}
