"""Data with places → values of the model; every mistake of a file at once, each with its place."""

import dataclasses
import types
import typing
from collections.abc import Hashable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin

from pydantic_core import ErrorDetails, SchemaValidator, ValidationError

from compliance.forms import form_of
from compliance.problems import Problem, closest
from compliance.source import Document, Step
from compliance.tables import Table

T = TypeVar("T")

FORM_CODES = {
    "unexpected_keyword_argument": "unknown-field",
    "missing": "missing-field",
    "literal_error": "unknown-word",
    "date_type": "not-a-date",
    "value_error": "not-a-date",
    "date_from_datetime_parsing": "not-a-date",
    "date_parsing": "not-a-date",
    "fraction_parsing": "not-a-number",
    "int_parsing": "not-a-number",
    "bool_parsing": "not-true-or-false",
    "bool_type": "not-true-or-false",
    "string_type": "not-text",
    "string_pattern_mismatch": "not-an-address",
    "tuple_type": "not-a-list",
    "dataclass_type": "not-a-mapping",
    "dict_type": "not-a-mapping",
    "mapping_type": "not-a-mapping",
}
"""Our code for each kind of mistake in the form of a file."""
WRONG_FORM = "wrong-form"
"""The code where a list or a group of fields stands in the place of a single value."""
_SINGLE = frozenset(("unknown-word", "not-a-date", "not-a-number", "not-true-or-false", "not-an-address"))

_EXPECTED = {
    "not-a-date": "a day that exists, such as 2017-07-18",
    "not-a-number": "a number such as `2`, `0.5` or `1/3`",
    "not-true-or-false": "true | false",
    "not-text": "text",
    "not-an-address": "an address in full, such as https://rm.coe.int/185",
    "not-a-list": "a list",
    "not-a-mapping": "fields with values",
}
_HINTS = {
    "not-text": "put quotation marks around it if it is one text",
    "not-an-address": "begin it with https:// or http://, without spaces; what is no address belongs in the note",
    "not-a-list": "begin each item with `- `, or put all of them in brackets: `[a, b]`",
    "not-a-mapping": "write one `field: value` below the other",
}


@cache
def _validator(kind: Any) -> SchemaValidator:
    return SchemaValidator(form_of(kind))


def load(document: Document, kind: type[T]) -> tuple[T | None, tuple[Problem, ...]]:
    """The value of the model that a document holds, or every mistake in its form."""
    try:
        value: T = _validator(cast("Hashable", kind)).validate_python(document.data)
    except ValidationError as error:
        return None, tuple(_problem(document, kind, mistake) for mistake in error.errors(include_url=False))
    return value, ()


def load_rows(table: Table, kind: type[T]) -> tuple[tuple[T, ...], tuple[Problem, ...]]:
    """The values that the rows of a table hold, and every mistake in a cell; a row with a mistake is left out."""
    validator, values, problems = _validator(cast("Hashable", kind)), [], []
    names = field_names(kind)
    strange = [column for column in table.columns if column not in names]
    for name in strange:
        at, hint = table.at(1, name), closest(name, names)
        problems.append(Problem(at, "unknown-field", f"the table has a column `{name}`", " | ".join(names), hint))
    for row in table.rows:
        cells = {name: cell for name, cell in row.cells.items() if name in names} if strange else row.cells
        try:
            values.append(validator.validate_python(cells))
        except ValidationError as error:
            for mistake in error.errors(include_url=False):
                column = str(mistake["loc"][0]) if mistake["loc"] else None
                code, what, expected, hint = _explained(mistake, kind)
                problems.append(Problem(table.at(row.line, column), code, what, expected, hint))
    return tuple(values), tuple(problems)


def _problem(document: Document, kind: type, mistake: ErrorDetails) -> Problem:
    code, what, expected, hint = _explained(mistake, kind)
    steps = _steps(mistake["loc"])
    if code == "missing-field":  # it stands nowhere: the place is that of what should hold it
        return Problem(document.at(*steps[:-1]), code, what, expected, hint, missing=str(steps[-1]))
    place = document.key if code == "unknown-field" else document.at
    return Problem(place(*steps), code, what, expected, hint)


def _steps(loc: Iterable[str | int]) -> tuple[Step, ...]:
    return tuple(step for step in loc if step != "[key]")


def _explained(mistake: ErrorDetails, kind: type) -> tuple[str, str, str | None, str | None]:
    """Code, what, expected and hint of a mistake."""
    steps, value = _steps(mistake["loc"]), mistake["input"]
    code = FORM_CODES.get(mistake["type"], WRONG_FORM)
    if isinstance(value, list | dict) and code in _SINGLE:
        expected = _expected(mistake, code, kind, steps)
        return WRONG_FORM, f"{_named(steps)} is {_kind_of(value)}", expected, "give it one value"
    match code:
        case "unknown-field":
            names = field_names(type_at(kind, steps[:-1]))
            return code, f"`{steps[-1]}` is no field here", " | ".join(names), closest(str(steps[-1]), names)
        case "missing-field":
            return code, f"the field `{steps[-1]}` is missing", None, f"add `{steps[-1]}:` with its value"
        case "unknown-word":
            words = tuple(map(str, get_args(type_at(kind, steps))))
            return code, f"{_named(steps)} is {_kind_of(value)}", " | ".join(words), closest(str(value), words)
        case _:
            what = f"{_named(steps)} is {_kind_of(value)}{', which is no date' if code == 'not-a-date' else ''}"
            return code, what, _expected(mistake, code, kind, steps), _HINTS.get(code)


def _expected(mistake: ErrorDetails, code: str, kind: type, steps: tuple[Step, ...]) -> str:
    """What would be right."""
    if code == "unknown-word":
        return " | ".join(map(str, get_args(type_at(kind, steps))))
    if mistake["type"] == "value_error":  # one of our own, whose text says what is expected
        return str(mistake["ctx"]["error"])
    if mistake["type"].startswith("int_"):
        return "a whole number"
    return _EXPECTED.get(code, mistake["msg"])


def _named(steps: tuple[Step, ...]) -> str:
    """The field at the end of `steps`, as a sentence names it."""
    name = next((f"`{step}`" for step in reversed(steps) if isinstance(step, str)), None)
    if steps and isinstance(steps[-1], int):
        return f"an item of {name}" if name else "an item"
    return name or "the file"


def _kind_of(value: object) -> str:
    match value:
        case dict():
            return "a group of fields"
        case list():
            return "a list"
        case None | "":
            return "empty"
        case _:
            text = str(value)
            return f"`{text if len(text) <= 60 else f'{text[:57]}…'}`"


def field_names(kind: Any) -> tuple[str, ...]:
    """The fields of a record; nothing of any other type."""
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


def type_at(kind: Any, steps: tuple[Step, ...]) -> Any:
    """The type that stands at the end of `steps`: into a record by field, into a mapping or a list by its items."""
    for step in steps:
        kind = _bare(kind)
        if dataclasses.is_dataclass(kind):
            kind = _hints(cast("Hashable", kind)).get(str(step))
        elif get_origin(kind) is not None:
            is_mapping = issubclass(get_origin(kind), Mapping)
            kind = get_args(kind)[1 if is_mapping else 0]
    return _bare(kind)


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return typing.get_type_hints(kind, include_extras=True)


def _bare(kind: Any) -> Any:
    """A type without its marks and without `None`."""
    while True:
        if get_origin(kind) is typing.Annotated:
            kind = get_args(kind)[0]
        elif get_origin(kind) in (typing.Union, types.UnionType):
            kind = next(arg for arg in get_args(kind) if arg is not types.NoneType)
        else:
            return kind
