"""The folder of a project as tables for analysts: what `compliance.open` returns."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn, overload

import pandas as pd

from compliance.inputs import Inputs, read_inputs
from compliance.problems import Position, Problem, as_text, serious, unknown
from compliance.queries.datasets import DATASETS, Dataset, Selection, selection
from compliance.queries.frames import DTYPES, described, frame


class OpenError(ValueError):
    """A folder that cannot be opened, with every problem in it and its place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        texts = map(as_text, self.problems)
        counted = f"{len(self.problems)} problem{'' if len(self.problems) == 1 else 's'}"
        super().__init__("\n".join((f"{counted}; nothing was opened.", *texts)))


class Table:
    """A table of a folder: read from `Tables`, it is a frame that belongs to whoever reads it."""

    def __init__(self, dataset: Dataset[Any]) -> None:
        self.dataset = dataset
        self.__doc__ = documented(dataset)

    @overload
    def __get__(self, tables: None, owner: type) -> Table: ...

    @overload
    def __get__(self, tables: Tables, owner: type) -> pd.DataFrame: ...

    def __get__(self, tables: Tables | None, owner: type) -> Table | pd.DataFrame:
        """The frame; of the class itself, the description."""
        return self if tables is None else tables[self.dataset.name]

    def __set__(self, tables: Tables, value: object) -> NoReturn:
        """Refuses: what a folder holds is not changed from here."""
        raise AttributeError(f"`{self.dataset.name}` cannot be set; copy it and change the copy")


def documented(dataset: Dataset[Any]) -> str:
    """What a table holds and what each of its columns means, for `help` and the documents."""
    lines = (
        f"| `{field.name}` | {DTYPES[field.kind]} | {field.unit} | {field.meaning}{_words(field.words)} |"
        for field in dataset.fields
    )
    head = ("| column | dtype | unit | meaning |", "| --- | --- | --- | --- |")
    return "\n".join((f"{dataset.meaning}.", "", *head, *lines))


def _words(words: tuple[str, ...]) -> str:
    return f": {', '.join(f'`{word}`' for word in words)}" if words else ""


TABLES: Mapping[str, Dataset[Any]] = MappingProxyType({dataset.name: dataset for dataset in DATASETS})
"""Every table by its name."""


class Tables(Mapping[str, pd.DataFrame]):
    """The tables of a folder, by name; the most used are attributes too. Nothing in it changes.

    A table is computed when it is first read. What is missing is missing, never zero. `fields(name)` says what the
    columns of a table mean, in which unit.
    """

    __slots__ = ("_selected", "_table")

    scores = Table(TABLES["scores"])
    answers = Table(TABLES["answers"])
    indicators = Table(TABLES["indicators"])
    figures = Table(TABLES["figures"])
    findings = Table(TABLES["findings"])
    deposits = Table(TABLES["deposits"])

    def __init__(self, selected: Selection) -> None:
        object.__setattr__(self, "_selected", selected)
        object.__setattr__(self, "_table", cache(lambda name: frame(TABLES[name], selected)))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"`{name}` cannot be set; the tables of a folder do not change")

    def __getitem__(self, name: str) -> pd.DataFrame:
        table: pd.DataFrame = self._table(name)  # type: ignore[attr-defined]  # set once, past `__setattr__`
        return table.copy()

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)

    def __repr__(self) -> str:
        return f"Tables of {', '.join(self._selected.countries)}: {', '.join(self)}"  # type: ignore[attr-defined]

    def fields(self, name: str) -> pd.DataFrame:
        """The columns of a table, one a row: `column`, `dtype`, `unit`, `meaning`, `words`."""
        return described(TABLES[name])


def read_tables(
    folder: str | os.PathLike[str],
    *,
    country: str | Iterable[str] = (),
    cycle: str | None = None,
    as_of: date | str | None = None,
) -> Tables:
    """The tables of a folder; `compliance.open` explains what can be asked for."""
    inputs, problems = read_inputs(Path(folder).resolve())
    if broken := serious(problems):
        raise OpenError(broken)
    wanted = (country,) if isinstance(country, str) else tuple(country)
    day, wrong = _day(as_of)
    if wrong := (*wrong, *_in_vain(inputs, wanted, cycle, day)):
        raise OpenError(wrong)
    return Tables(selection(inputs, wanted, cycle, day))


OPTIONS = "compliance.open"
"""Where what is asked for stands: in the call."""


def _day(written: date | str | None) -> tuple[date | None, tuple[Problem, ...]]:
    if not isinstance(written, str):
        return written, ()
    try:
        return date.fromisoformat(written), ()
    except ValueError:
        what = f"`as_of` is `{written}`"
        return None, (Problem(Position(OPTIONS), "not-a-date", what, "a day such as 2017-07-18"),)


def _in_vain(inputs: Inputs, wanted: tuple[str, ...], cycle: str | None, day: date | None) -> Iterator[Problem]:
    """Countries without a folder, a cycle that none has, and a day whose law nobody examined."""
    workspace, at = inputs.workspace, Position(OPTIONS)
    known = workspace.countries
    yield from (unknown(at, "unknown-country", name, known) for name in wanted if name not in known)
    selected = {name: known[name] for name in wanted or known if name in known}
    on_file = sorted({held for country in selected.values() for held in country.cycles()})
    if cycle is not None and selected and cycle not in on_file:
        yield Problem(at, "missing-file", f"no checklist is of cycle `{cycle}`", " | ".join(on_file))
    for name, country in selected.items() if day else ():
        # The law is on file from the day when the first of the treaties was open to the last cut-off date.
        last = max((filed.value.cut_off for filed in country.checklists.values()), default=None)
        treaties = [workspace.instruments.get(id_) for _, id_ in country.checklists]
        opened = [filed.value.opened for filed in treaties if filed]
        first = min((day for day in opened if day), default=None) if all(opened) else None
        if last and day and not (first or date.min) <= day <= last:
            what = f"the law of {name} is on file from {first or 'the beginning'} to {last}; `as_of` is {day}"
            yield Problem(at, "year-out-of-range", what, "a day between the two")
