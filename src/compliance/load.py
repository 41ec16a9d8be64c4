"""Data with places → values of the model; every mistake of a file at once, each with its place."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Hashable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from compliance.problems import Problem, closest
from compliance.source import Document, Step, Table

T = TypeVar("T")

FORM_CODES = {
    "unexpected_keyword_argument": "unknown-field",
    "missing": "missing-field",
    "literal_error": "unknown-word",
    "value_error": "not-a-date",
    "date_from_datetime_parsing": "not-a-date",
    "date_parsing": "not-a-date",
    "fraction_parsing": "not-a-number",
    "int_parsing": "not-a-number",
    "decimal_parsing": "not-a-number",
    "bool_parsing": "not-true-or-false",
    "string_type": "not-text",
    "tuple_type": "not-a-list",
    "dataclass_type": "not-a-mapping",
    "dict_type": "not-a-mapping",
    "mapping_type": "not-a-mapping",
}
"""Our code for each kind of mistake in the form of a file."""

_EXPECTED = {
    "not-a-number": "a whole number or a fraction such as `1/3`",
    "not-true-or-false": "true | false",
    "not-text": "text",
    "not-a-list": "a list",
    "not-a-mapping": "fields with values",
}


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def load(document: Document, kind: type[T]) -> tuple[T | None, tuple[Problem, ...]]:
    """The value of the model that a document holds, or every mistake in its form."""
    try:
        value: T = _adapter(cast("Hashable", kind)).validate_python(document.data)
    except ValidationError as error:
        return None, tuple(_problem(document, kind, mistake) for mistake in error.errors(include_url=False))
    return value, ()


def load_rows(table: Table, kind: type[T]) -> tuple[tuple[T, ...], tuple[Problem, ...]]:
    """The values that the rows of a table hold, and every mistake in a cell; a row with a mistake is left out."""
    adapter, values, found = _adapter(cast("Hashable", kind)), [], []
    names = _fields(kind)
    found += [
        Problem(
            table.head(column),
            "unknown-field",
            f"the table has a column `{column}`",
            f"{' | '.join(names)}",
            closest(column, names),
        )
        for column in table.columns
        if column not in names
    ]
    for index, row in enumerate(table.rows):
        try:
            values.append(adapter.validate_python({name: cell for name, cell in row.cells.items() if name in names}))
        except ValidationError as error:
            for mistake in error.errors(include_url=False):
                column = str(mistake["loc"][0]) if mistake["loc"] else None
                code, what, expected, hint = _said(mistake, kind)
                found.append(Problem(table.at(index, column), code, what, expected, hint))
    return tuple(values), tuple(found)


def _problem(document: Document, kind: type, mistake: ErrorDetails) -> Problem:
    code, what, expected, hint = _said(mistake, kind)
    steps = _steps(mistake["loc"])
    at = (
        document.key(*steps)
        if code == "unknown-field"
        else document.at(*steps[: len(steps) - (code == "missing-field")])
    )
    return Problem(at, code, what, expected, hint)


def _steps(loc: Iterable[str | int]) -> tuple[Step, ...]:
    return tuple(step for step in loc if step != "[key]")


def _said(mistake: ErrorDetails, kind: type) -> tuple[str, str, str | None, str | None]:
    """Code, what, expected and hint of a mistake."""
    steps, given = _steps(mistake["loc"]), mistake["input"]
    code = FORM_CODES.get(mistake["type"], "not-a-date" if mistake["type"].startswith("date") else "wrong-form")
    name = next((step for step in reversed(steps) if isinstance(step, str)), "the file")
    match code:
        case "unknown-field":
            names = _fields(_type_at(kind, steps[:-1]))
            return code, f"`{name}` is no field here", " | ".join(names), closest(str(name), names)
        case "missing-field":
            return code, f"the field `{name}` is missing", None, f"add `{name}:` with its value"
        case "unknown-word":
            words = [str(word) for word in get_args(_type_at(kind, steps))]
            return code, f"`{name}` is `{_short(given)}`", " | ".join(words), closest(str(given), words)
        case "not-a-date":
            context = mistake.get("ctx", {})
            expected = str(context["error"]) if "error" in context else "a day such as 2017-07-18"
            return code, f"`{name}` is `{_short(given)}`, which is no date", expected, None
        case _:
            expected = _EXPECTED.get(code, mistake["msg"])
            return code, f"`{name}` is {_kind_of(given)}", expected, None


def _short(given: object) -> str:
    text = str(given)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _kind_of(given: object) -> str:
    match given:
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case None:
            return "empty"
        case _:
            return f"`{_short(given)}`"


def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


def _type_at(kind: Any, steps: tuple[Step, ...]) -> Any:
    """The type that stands at the end of `steps`: into a record by field, into a mapping or a list by its items."""
    for step in steps:
        kind = _bare(kind)
        if dataclasses.is_dataclass(kind):
            kind = typing.get_type_hints(kind, include_extras=True).get(str(step))
        elif get_origin(kind) is not None:
            is_mapping = issubclass(get_origin(kind), Mapping)
            kind = get_args(kind)[1 if is_mapping else 0]
    return _bare(kind)


def _bare(kind: Any) -> Any:
    """A type without its marks and without `None`."""
    while True:
        if get_origin(kind) is typing.Annotated:
            kind = get_args(kind)[0]
        elif get_origin(kind) in (typing.Union, types.UnionType):
            kind = next(arg for arg in get_args(kind) if arg is not types.NoneType)
        else:
            return kind
