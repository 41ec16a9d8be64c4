"""What every record of the model shares: immutable, by keyword, nothing but the named fields."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """A frozen dataclass whose file form refuses unknown fields; `schema` explains each field by its docstring."""
    cls.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@dataclass(frozen=True, slots=True)
class WrittenAs:
    """Marks a type whose values a file writes in another form, which is first turned into theirs."""

    turn: Callable[[object], object]

    def __get_pydantic_core_schema__(self, source: object, handler: Callable[[object], Any]) -> dict[str, Any]:
        """The protocol by which `load` learns of it; no import is needed for that."""
        function = {"type": "no-info", "function": self.turn}
        return {"type": "function-before", "function": function, "schema": handler(source)}


@dataclass(frozen=True, slots=True)
class OneOrMany(WrittenAs):
    """Marks a tuple that a file may write as a single value: `rating: met` for `rating: [met]`."""

    turn: Callable[[object], object] = lambda value: (value,) if isinstance(value, str) else value

    def __get_pydantic_json_schema__(self, schema: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """Either form, for editors."""
        many = handler(schema)
        return {"anyOf": [many["items"], many]}


@dataclass(frozen=True, slots=True)
class _OfTheWeb:
    """Marks a text that is an address of the web: a report makes a link of it, and no other kind of link is safe to follow."""

    def __get_pydantic_core_schema__(self, source: object, handler: Callable[[object], Any]) -> dict[str, Any]:
        """The protocol by which `load` learns of it; no import is needed for that."""
        return {"type": "str", "pattern": r"""^https?://[^\s/?#@\\<>"]+([/?#][^\s\\<>"]*)?$"""}


LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""The form of a language's code: BCP 47, without asking whether there is such a language."""
WebAddress = Annotated[str, _OfTheWeb()]
"""An address of the web, in full: `https://rm.coe.int/185`."""
