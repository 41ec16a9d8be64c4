"""Indicator values for other programs, with a description of every column and every indicator."""

from __future__ import annotations

from typing import Any

from compliance import __version__
from compliance.indicators.project import Project
from compliance.inputs import Inputs
from compliance.queries.datasets import INDICATORS, Dataset, Selection
from compliance.queries.datasets.fields import value
from compliance.queries.formats import as_json
from compliance.queries.indicator_table import footnotes
from compliance.view.manifest import manifest
from compliance.view.reasons import FLAG_WORDS, STATUS_WORDS


def as_records(dataset: Dataset[Any], selected: Selection) -> str:
    """A table as JSON, a record a row, by the names of its columns; what is missing is null."""
    rows = ({field.name: value(field, row) for field in dataset.fields} for row in dataset.rows(selected))
    return as_json(list(rows)) + "\n"


def metadata(selected: Selection, project: Project, data: str) -> str:
    """What a file of values holds: its columns, indicators, words, footnotes, and the hash of what it was made from."""
    reports = selected.reports
    indicators = {report.indicator.id: report.indicator for report in reports}
    about = {
        "data": data,
        "title": project.logframe.title,
        "columns": {
            field.name: {"type": field.kind, "unit": field.unit or None, "meaning": field.meaning}
            for field in INDICATORS.fields
        },
        "indicators": {
            id_: {
                "name": indicator.name,
                "definition": indicator.definition,
                "formula": indicator.formula,
                "unit": indicator.unit,
                "direction": indicator.direction,
                "level": indicator.level,
                "caveats": indicator.caveats,
            }
            for id_, indicator in indicators.items()
        },
        "flags": dict(FLAG_WORDS),
        "statuses": dict(STATUS_WORDS),
        "sources": [{"source": source, "url": url} for source, url in sorted(INDICATORS.sources(selected).items())],
        "footnotes": list(footnotes(selected.inputs, selected.countries)),
        "made_by": f"compliance {__version__}",
        "inputs_sha256": digest(selected.inputs),
    }
    return as_json(about) + "\n"


def digest(inputs: Inputs) -> str:
    """SHA-256 over every file of a folder: equal digests, equal data."""
    texts = (*((document.path, document.text) for document in inputs.workspace.files), *inputs.figures)
    return manifest(texts, ()).digest
