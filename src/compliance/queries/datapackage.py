"""Every table of a folder as one Data Package, version 2: CSV files and `datapackage.json`, which describes them."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from compliance import __version__
from compliance.queries.datasets import DATASETS, Dataset, Field, Selection
from compliance.queries.formats import as_json
from compliance.queries.frames import as_csv, frame
from compliance.queries.indicators import digest, footnotes

PROFILES = "https://datapackage.org/profiles/2.0"
DESCRIPTION = (
    "Scores are points of 100. Numbers are rounded to six places; where a column ends in `_exact`, it has the exact "
    "fraction, which a spreadsheet may show as a date. What is missing is empty, never zero. Ratings are of the program's own method; findings and ratings of "
    "other bodies are never converted into them. What law and answers rest on stands in the table `documents`. A text that a spreadsheet would compute has an apostrophe before it."
)
LICENCE = re.compile(r"[-a-zA-Z0-9._]+")
"""The form of an identifier of a licence, such as `CC-BY-4.0`."""
DESCRIPTOR = "datapackage.json"
LICENCE_FILE = "LICENSE"
"""The file of a folder that says under which licence its data may be used."""
Files = Mapping[str, bytes]


def data_package(selected: Selection, licence: str | None) -> Files:
    """The files of a package by name, its description first; `licence` is an identifier of the Open Definition."""
    tables = {f"{dataset.name}.csv": as_csv(frame(dataset, selected)) for dataset in DATASETS}
    own = selected.inputs.workspace.root / LICENCE_FILE
    enclosed = {LICENCE_FILE: own.read_bytes()} if licence is None and own.is_file() else {}
    about = _described(selected, tables, [{"name": licence}] if licence else [{"path": name} for name in enclosed])
    return {DESCRIPTOR: f"{as_json(about)}\n".encode(), **tables, **enclosed}


def zipped(files: Files) -> bytes:
    """Files in an archive whose bytes follow from theirs alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)  # without a time of its own: 1 January 1980
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _described(selected: Selection, tables: Files, licences: Sequence[Mapping[str, str]]) -> Mapping[str, Any]:
    project = selected.inputs.project
    title = (project and project.logframe.title) or "How national law complies with treaties"
    notes = footnotes(selected.inputs, selected.countries)
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-"),
        "title": title,
        "description": "\n\n".join((DESCRIPTION, *notes)),
        **({"licenses": licences} if licences else {}),
        "made_by": f"compliance {__version__}",
        "inputs_sha256": digest(selected.inputs),
        "resources": [_resource(dataset, selected, tables[f"{dataset.name}.csv"]) for dataset in DATASETS],
    }


def _resource(dataset: Dataset[Any], selected: Selection, content: bytes) -> Mapping[str, Any]:
    sources = [
        {"title": title} | ({"path": url} if url else {}) for title, url in sorted(dataset.sources(selected).items())
    ]
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": dataset.name,
        "type": "table",
        "path": f"{dataset.name}.csv",
        "title": dataset.title,
        "description": f"{dataset.meaning}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        **({"sources": sources} if sources else {}),
        "schema": _schema(dataset),
    }


def _schema(dataset: Dataset[Any]) -> Mapping[str, Any]:
    """The columns of a table and its keys, as Table Schema writes them."""
    key = {"uniqueKeys": [dataset.key]} if dataset.partial else {"primaryKey": dataset.key}
    references = [
        {"fields": reference.fields, "reference": {"resource": reference.table, "fields": reference.fields}}
        for reference in dataset.references
    ]
    return {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(field, dataset) for field in dataset.fields],
        "missingValues": [""],
        **key,
        **({"foreignKeys": references} if references else {}),
    }


def _field(field: Field[Any], dataset: Dataset[Any]) -> Mapping[str, Any]:
    constraints = dict(_constraints(field, dataset))
    return {
        "name": field.name,
        "type": field.kind,
        "description": field.meaning,
        **({"unit": field.unit} if field.unit else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _constraints(field: Field[Any], dataset: Dataset[Any]) -> Iterator[tuple[str, object]]:
    if field.name in dataset.key and not dataset.partial:
        yield "required", True
    if field.words:
        yield "enum", field.words
