"""What a file may hold is told to editors by pydantic and to the program by `forms`: both mean the same."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter
from pydantic_core import SchemaValidator, ValidationError

from compliance.forms import Form, form_of
from compliance.load import FORM_CODES
from compliance.model.log import Entry
from compliance.model.record import record
from compliance.model.seal import Seal
from compliance.model.statistics import Observation, Rate
from compliance.schema import KINDS

BESIDES = frozenset(
    (
        *("metadata", "ref", "title", "post_init", "frozen", "init", "collect_init_only", "computed_fields", "strict"),
        *("default_factory_takes_data", "microseconds_precision"),
    )
)
"""What pydantic says besides: names, notes, and what holds anyway where nothing is said."""


def plain(form: Any, records: dict[str, Form], around: tuple[str, ...] = ()) -> Any:
    """A form with every record written out where it is used, and functions by their names."""
    if isinstance(form, list):
        return [plain(one, records, around) for one in form]
    if not isinstance(form, dict):
        return getattr(form, "__qualname__", form)
    if form.get("type") == "definitions":
        return plain(form["schema"], records | {one["ref"]: one for one in form["definitions"]}, around)
    if form.get("type") == "definition-ref":
        return plain(records[form["schema_ref"]], records, around)
    if form.get("type") == "dataclass":
        name = form["cls"].__qualname__
        if name in around:
            return f"{name} again"
        around = (*around, name)
    found = {key: plain(one, records, around) for key, one in form.items() if key not in BESIDES}
    # What a number is we say ourselves, more strictly.
    ours = {"_fraction": {"type": "fraction"}, "_whole": {"type": "int"}}
    function = found.get("function", {}).get("function") if found.get("type") == "function-plain" else None
    return ours.get(str(function), found)


@pytest.mark.parametrize("kind", [*KINDS.values(), Entry, Observation, Rate, Seal])
def test_the_form_of_a_type_is_the_one_that_pydantic_finds(kind: type) -> None:
    assert plain(form_of(kind), {}) == plain(TypeAdapter(kind).core_schema, {})


@record
class Branch:
    """Holds itself."""

    share: Fraction
    branches: tuple[Branch, ...] = ()


def test_a_record_may_hold_itself() -> None:
    data = {"share": "1/2", "branches": [{"share": "0.25"}]}
    found = SchemaValidator(form_of(Branch)).validate_python(data)
    assert found == Branch(share=Fraction(1, 2), branches=(Branch(share=Fraction(1, 4)),))


def test_numbers_are_what_we_say_and_no_more() -> None:
    validator = SchemaValidator(form_of(Fraction))
    assert _read(validator, "-1/3") == Fraction(-1, 3)
    bad: tuple[object, ...] = ("", "1/0", "1e3", [], ["1"], {}, None, 1.5, True)
    for data in bad:
        assert _read(validator, data) == "not-a-number", data


def test_whole_numbers_are_what_we_say_and_no_more() -> None:
    validator = SchemaValidator(form_of(int))
    assert _read(validator, "2026") == 2026
    assert _read(validator, 7) == 7  # the line of a row, which the program counts
    bad: tuple[object, ...] = ("", "2026.0", "2_026", " 2026", "1/1", [], {}, None, 1.0, True)
    for data in bad:
        assert _read(validator, data) == "not-a-number", data


def _read(validator: Any, data: object) -> object:
    """The number, or our code of the mistake."""
    try:
        return validator.validate_python(data)
    except ValidationError as error:
        (mistake,) = error.errors()
        return FORM_CODES[mistake["type"]]


@pytest.mark.parametrize("kind", [set[str], tuple[str, int], str | int, object], ids=str)
def test_a_type_that_no_file_can_write_is_a_mistake_of_ours(kind: object) -> None:
    with pytest.raises(TypeError):
        form_of(kind)
