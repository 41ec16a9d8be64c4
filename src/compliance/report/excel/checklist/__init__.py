"""A checklist as a workbook that is filled in off line: a sheet a section, live progress, and the version it leaves with."""

import json
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from compliance.language import _
from compliance.queries.form import Form, base_texts
from compliance.queries.form_fields import Field, headers_of
from compliance.report.excel.checklist.sections import bases, register, remarks, section
from compliance.report.excel.checklist.start import guide, start
from compliance.report.excel.form import (
    ACTS,
    BASE,
    CRITERION,
    DOCUMENTS,
    FORM,
    LISTS,
    digest_of,
    lists_of,
    names_of,
    sheet_names,
    title_of,
)
from compliance.report.excel.values import Sheet, Store
from compliance.report.excel.write import write

__all__ = ["form_workbook", "headers", "labels", "sheets", "written"]

CHUNK = 30_000
"""Characters of a cell of the hidden sheet."""
_KINDS = {"answers": "answer", "bases": "basis", "acts": "act", "documents": "document", "remarks": "remark"}
"""What the hidden sheet calls each kind of row."""


def form_workbook(form: Form) -> bytes:
    """The workbook as the bytes of an .xlsx file; equal forms give equal bytes."""
    return written(form, sheets(form))


def written(form: Form, pages: Sequence[Sheet | Store]) -> bytes:
    """Sheets of a checklist as the bytes of an .xlsx file."""
    title = title_of(form)
    return write(pages, title=title, notice=_("A checklist to be filled in"), footer=title, created=form.cut_off)


def sheets(form: Form) -> tuple[Sheet | Store, ...]:
    """All sheets, in order."""
    named = tuple(zip(names_of(form.parts), form.parts, strict=True))
    return (
        start(form, named),
        guide(form),
        *(section(form, name, part, number) for number, (name, part) in enumerate(named, 1)),
        bases(form),
        remarks(form),
        register(form, ACTS, form.acts, form.registered),
        register(form, DOCUMENTS, form.documents, form.consulted),
        Store(LISTS, tuple(zip_longest(*lists_of(form)))),
        _base(form),
    )


def _base(form: Form) -> Store:
    """What the workbook leaves with."""
    rows = [
        (_KINDS[kind], key, json.dumps(texts, ensure_ascii=False))
        for kind, filed in base_texts(form).items()
        for key, texts in filed.items()
    ]
    meta: dict[str, Any] = {
        "country": form.country,
        "cycle": form.cycle,
        "instrument": form.instrument.id,
        "edition": form.instrument.edition,
        "version": form.version,
        "title": title_of(form),
        "sheets": names_of(form.parts),
        "fields": [field.key for field in form.answers],
        "language": form.language,
        "pages": dict(sheet_names()),
        "headers": headers(form),
        "labels": labels(form),
    }
    if form.second:
        meta["evaluator"] = "second"
    meta["digest"] = digest_of(meta, rows)
    chunked = ((kind, key, *(text[at : at + CHUNK] for at in range(0, len(text), CHUNK))) for kind, key, text in rows)
    return Store(BASE, ((FORM,), (json.dumps(meta, ensure_ascii=False),), *chunked))


def headers(form: Form) -> dict[str, dict[str, str]]:
    """What stands above each column, by kind of row and field."""
    kinds = {kind: dict(headers_of(fields)) for kind, fields in _fields(form).items()}
    return {"": {"criterion": _(CRITERION)}, **kinds}


def labels(form: Form) -> dict[str, dict[str, dict[str, str]]]:
    """What cells show of the words of the files, by kind of row, field and word."""
    return {
        kind: {field.key: dict(field.labels) for field in fields if field.labels}
        for kind, fields in _fields(form).items()
    }


def _fields(form: Form) -> Mapping[str, tuple[Field, ...]]:
    """The columns of each kind of row, by the name of the kind."""
    return {
        "answers": form.answers,
        "bases": form.bases,
        "acts": form.acts,
        "documents": form.documents,
        "remarks": form.remarks,
    }
