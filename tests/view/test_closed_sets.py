"""Every table whose keys are a closed set of the model decides on each member; a new one fails here until it does."""

from __future__ import annotations

import importlib
import pkgutil
import types
from collections.abc import Iterator, Mapping
from typing import Literal, Union, get_args, get_origin, get_type_hints

import pytest

import compliance
from compliance.language import Words
from compliance.model.plan import CountrySection, RegionalSection
from compliance.queries import work
from compliance.screens.work import desk

LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "charts.targets.STATUS_COLORS": ("draft", "old-figure", "range-only", "no-data", "no-target", "not-judged", "context"),
    "model.log._FIELDS": ("imported", "remark", "assigned", "adjudicated", "accepted"),
    "pages.sections.TITLES": ("text", *(set(get_args(RegionalSection)) - set(get_args(CountrySection)))),
    "queries.explain.text.BOUND": ("scored", "no-treaty"),
    "report.excel.formats.STATUS": ("draft", "old-figure", "range-only", "no-target", "not-judged", "context"),
    "report.excel.indicators.DOUBTS": (
        "approximate", "lower-bound", "derived", "conflicting", "inferred", "break", "caution", "partial", "fallback",
        "fewer-years", "stale",
    ),
    "queries.work._COUNTED": (*work._SIMPLE, "mend", "seal-anew"),  # these have words of their own
    "queries.work._SIMPLE": (*work._COUNTED, "mend", "seal-anew"),
    "screens.work.desk.NEXT": tuple(desk.NEXT_STEPS),
    "screens.work.desk.NEXT_STEPS": tuple(desk.NEXT),
    "screens.work.desk_checklist.VERBS": ("draft",),  # nobody takes a step to it
    "view.reasons._REASONS": ("no-figures", "stale", "target-without-figure"),
    "view.regional.gaps._OTHERS": ("lacking",),
    "cli.review.STEPS": ("draft",),
    "web.desk_checklist.STEPS": ("draft",),
}  # fmt: skip
"""Members that a table leaves out on purpose."""


def members(key: object) -> tuple[object, ...]:
    """The members of a closed set, or of several together; none where any text may be a key."""
    if get_origin(key) is Literal:
        return get_args(key)
    if get_origin(key) in (Union, types.UnionType):
        return tuple(member for part in get_args(key) for member in members(part))
    return ()


def tables() -> Iterator[tuple[str, object, Mapping[object, object]]]:
    """Every table of a module by its name, with the type of its keys and its content."""
    for module in pkgutil.walk_packages(compliance.__path__, "compliance."):
        loaded = importlib.import_module(module.name)
        declared = get_type_hints(loaded)
        for name, value in vars(loaded).items():
            if isinstance(value, Mapping) and (name in declared or isinstance(value, Words)):
                keys = get_args(declared.get(name)) or (None,)
                yield f"{module.name}.{name}".removeprefix("compliance."), keys[0], value


TABLES = {name: (members(key), value) for name, key, value in tables() if members(key)}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_decides_on_every_member(name: str) -> None:
    wanted, table = TABLES[name]
    assert set(table) == set(wanted) - set(LEFT_OUT.get(name, ()))


def test_what_is_left_out_is_known() -> None:
    for name, left_out in LEFT_OUT.items():
        assert set(left_out) <= set(TABLES[name][0])
        assert not set(left_out) & set(TABLES[name][1])


def test_words_say_of_which_set_they_are() -> None:
    said = [value for _, key, value in tables() if key is not None]
    bare = {
        name for name, _, value in tables() if isinstance(value, Words) and not any(value is table for table in said)
    }
    assert bare == set()
