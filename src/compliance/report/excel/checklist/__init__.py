"""A checklist as a workbook that is filled in off line: a sheet a section, live progress, and the version it leaves with."""

import json
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from compliance.queries.form import Form, base_texts
from compliance.report.excel.checklist.registers import bases, register
from compliance.report.excel.checklist.sections import section
from compliance.report.excel.checklist.start import guide, start
from compliance.report.excel.form import ACTS, BASE, DOCUMENTS, FORM, LISTS, digest_of, lists_of, names_of, title_of
from compliance.report.excel.values import Sheet, Store
from compliance.report.excel.write import write

__all__ = ["form_workbook", "sheets", "written"]

CHUNK = 30_000
"""Characters of a cell of the hidden sheet."""
_KINDS = {"answers": "answer", "bases": "basis", "acts": "act", "documents": "document"}
"""What the hidden sheet calls each kind of row."""


def form_workbook(form: Form) -> bytes:
    """The workbook as the bytes of an .xlsx file; equal forms give equal bytes."""
    return written(form, sheets(form))


def written(form: Form, pages: Sequence[Sheet | Store]) -> bytes:
    """Sheets of a checklist as the bytes of an .xlsx file."""
    title = title_of(form)
    return write(pages, title=title, notice="A checklist to be filled in", footer=title, created=form.cut_off)


def sheets(form: Form) -> tuple[Sheet | Store, ...]:
    """All sheets, in order."""
    named = tuple(zip(names_of(form.parts), form.parts, strict=True))
    return (
        start(form, named),
        guide(form),
        *(section(form, name, part) for name, part in named),
        bases(form),
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
    }
    meta["digest"] = digest_of(meta, rows)
    chunked = ((kind, key, *_chunks(text)) for kind, key, text in rows)
    return Store(BASE, ((FORM,), (json.dumps(meta, ensure_ascii=False),), *chunked))


def _chunks(text: str) -> Iterator[str]:
    return (text[start : start + CHUNK] for start in range(0, len(text), CHUNK))
