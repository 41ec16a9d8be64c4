"""How national law complies with treaties, and how a project's indicators stand."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from datetime import date

    from compliance.analysis import Tables

__version__ = "0.1.0"


def open(  # noqa: A001  # read as `compliance.open(folder)`
    folder: str | os.PathLike[str],
    *,
    country: str | Iterable[str] = (),
    cycle: str | None = None,
    as_of: date | str | None = None,
) -> Tables:
    """The tables of a folder that holds `assessments/`, `indicators/` and `reports/`, as frames of pandas.

    `country`: id of a country, or several; all of them without it.
    `cycle`: a round of assessment; the latest of each country without it.
    `as_of`: a day, or its text in ISO 8601: the law of that day, indicators as at that day, figures of years that had ended,
    findings and deposits that were made by then; without it the law of the cut-off date of each checklist, and all figures.

    `compliance.analysis.OpenError` says every problem of a broken folder with its place, and what is asked for in vain.
    """
    # pandas takes longer to import than most commands take to run, and this module is imported by all of them
    tables: Tables = import_module("compliance.analysis").read_tables(folder, country=country, cycle=cycle, as_of=as_of)
    return tables
