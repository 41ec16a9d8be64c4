"""Tables of a folder for other programs: each the source of a pandas frame, a CSV file and a resource of a Data Package."""

from __future__ import annotations

from typing import Any

from compliance.queries.datasets.fields import Dataset, Field, Reference, Selection, selection
from compliance.queries.datasets.law import LAW
from compliance.queries.datasets.project import INDICATORS, PROJECT, every_value
from compliance.queries.datasets.registers import REGISTERS

DATASETS: tuple[Dataset[Any], ...] = (*LAW, *REGISTERS, *PROJECT)
"""Every table; those to which others refer stand before them or beside them."""

__all__ = ["DATASETS", "INDICATORS", "Dataset", "Field", "Reference", "Selection", "every_value", "selection"]
