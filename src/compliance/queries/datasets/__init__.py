"""Tables of a folder for other programs: each the source of a pandas frame, a CSV file and a resource of a Data Package."""

from __future__ import annotations

from typing import Any

from compliance.queries.datasets.fields import Dataset, Field, Reference, Selection, selection
from compliance.queries.datasets.law import (
    ANSWERS,
    ARTICLES,
    COUNTRIES,
    CRITERIA,
    INSTRUMENTS,
    PROVISIONS,
    RATINGS,
    SCORES,
)
from compliance.queries.datasets.project import (
    FIGURES,
    INDICATORS,
    LOGFRAME,
    PROGRESS,
    RATES,
    SERIES,
    every_value,
)
from compliance.queries.datasets.registers import ACTS, DEPOSITS, DOCUMENTS, FINDINGS

DATASETS: tuple[Dataset[Any], ...] = (
    COUNTRIES,
    INSTRUMENTS,
    CRITERIA,
    SCORES,
    RATINGS,
    ARTICLES,
    ANSWERS,
    PROVISIONS,
    ACTS,
    DOCUMENTS,
    FINDINGS,
    DEPOSITS,
    LOGFRAME,
    INDICATORS,
    PROGRESS,
    FIGURES,
    SERIES,
    RATES,
)
"""Every table; those to which others refer stand before them or beside them."""

__all__ = ["DATASETS", "INDICATORS", "Dataset", "Field", "Reference", "Selection", "every_value", "selection"]
