"""Tables as frames of pandas, and frames as CSV; the one home of pandas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import pandas as pd

from compliance.outgoing import in_csv
from compliance.queries.datasets import Dataset, Selection
from compliance.queries.datasets.fields import Kind

DTYPES: Mapping[Kind, str] = {
    "string": "string",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
    "year": "Int64",
}
"""The dtype of each kind of column; each has a missing value of its own, and what is missing is never zero."""
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Stands before the text of a CSV file, by which a spreadsheet knows that it is UTF-8."""


def frame(dataset: Dataset[Any], selected: Selection) -> pd.DataFrame:
    """A table with the documented columns and dtypes, also where it has no rows."""
    cells = dataset.cells(selected)
    return pd.DataFrame(
        {field.name: pd.Series(cells[field.name], dtype=cast("Any", DTYPES[field.kind])) for field in dataset.fields}
    )


def described(dataset: Dataset[Any]) -> pd.DataFrame:
    """The columns of a table, one a row: `column`, `dtype`, `unit`, `meaning`, `words`; texts, empty where there is nothing to say."""
    columns = {
        "column": [field.name for field in dataset.fields],
        "dtype": [DTYPES[field.kind] for field in dataset.fields],
        "unit": [field.unit for field in dataset.fields],
        "meaning": [field.meaning for field in dataset.fields],
        "words": [" ".join(field.words) for field in dataset.fields],
    }
    return pd.DataFrame(columns, dtype="string")


def as_csv(table: pd.DataFrame) -> bytes:
    """A frame as a CSV file that spreadsheets open: UTF-8 with its mark, days as ISO 8601, no text that would be computed."""
    guarded = table.copy()
    for name in map(str, guarded.select_dtypes("string").columns):
        guarded[name] = guarded[name].map(in_csv, na_action="ignore").astype("string")
    text: str = guarded.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")
    return f"{MARK}{text}".encode()
