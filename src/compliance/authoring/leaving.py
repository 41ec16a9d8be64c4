"""A checklist workbook that is opened, and how it left: what its hidden sheet says, as far as that can be trusted."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from compliance.authoring.merge import Texts
from compliance.catalogues import locale
from compliance.language import ENGLISH, Language, speaking
from compliance.problems import Position, Problem, printable
from compliance.queries.form import LONGEST
from compliance.queries.form_fields import Field
from compliance.report.excel.form import ACTS, BASE, FORM, START, digest_of, sheet_names
from compliance.report.excel.incoming import Page, Pages, opened
from compliance.source import unseen
from compliance.workspace import SECOND

MOST_SHEETS = 200
"""Sheets and columns that a workbook can say it left with."""
AGAIN = "export the checklist anew with `compliance checklist export`, and fill that in"
"""What helps where a workbook cannot be trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What a workbook says of itself: which checklist it is, and as it stood when it left."""

    country: str
    cycle: str = ""
    instrument: str = ""
    edition: str = ""
    version: str = ""
    """SHA-256 of the checklist."""
    title: str = ""
    """What stands at the top of each of its sheets."""
    sheets: tuple[str, ...] = ()
    """Names of the sheets of sections."""
    fields: tuple[str, ...] = ()
    answers: Mapping[str, Texts] = field(default_factory=dict)
    bases: Mapping[str, Texts] = field(default_factory=dict)
    acts: Mapping[str, Texts] = field(default_factory=dict)
    documents: Mapping[str, Texts] = field(default_factory=dict)
    remarks: Mapping[str, Texts] = field(default_factory=dict)
    language: str = ENGLISH
    pages: Texts = field(default_factory=dict)
    """What the sheets beside those of the sections are called, by their names in English."""
    headers: Mapping[str, Texts] = field(default_factory=dict)
    """What stands above each column, by kind of row and field."""
    labels: Mapping[str, Mapping[str, Texts]] = field(default_factory=dict)
    """What cells show of the words of the files, by kind of row, field and word."""
    rescued: bool = False
    """Whether its hidden sheet was gone, so that nobody knows with what it left."""
    second: bool = False

    @property
    def path(self) -> str:
        """The checklist that it left from."""
        return f"assessments/{self.country}/{self.cycle}/{self.instrument}{SECOND if self.second else ''}.yaml"


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that was opened, and how it left."""

    path: str
    pages: Pages
    leaving: Leaving


def open_book(file: Path) -> tuple[Book | None, tuple[Problem, ...]]:
    """A checklist workbook and how it left, or why it is none."""
    path = printable(file.name)
    pages, problem = opened(file)
    if pages is None:
        return None, (problem,) if problem else ()
    if BASE not in pages and languages_of(pages):
        return None, (damaged(path, "gone"),)
    form = pages[BASE].cell(1, 1).text if BASE in pages else ""
    if not form.startswith(FORM[:-1]):
        what = "the workbook is no checklist"
        return None, (Problem(Position(path), "not-a-checklist", what, "a workbook as it was exported", AGAIN),)
    if form != FORM:
        what = f"the workbook says `{printable(form)[:60]}`, which this program does not write"
        return None, (Problem(Position(path), "not-a-checklist", what, FORM, AGAIN),)
    leaving = _leaving(pages[BASE])
    return (Book(path, pages, leaving), ()) if leaving else (None, (damaged(path),))


def languages_of(pages: Pages) -> tuple[str, ...]:
    """The languages in which a workbook that says nothing of itself has the sheets of a checklist; there may be several."""
    return tuple(language for language in get_args(Language) if {START, ACTS} <= english_names(pages, language).keys())


def english_names(pages: Pages, language: str) -> Mapping[str, str]:
    """The titles of sheets of a language, by the name that each has in English."""
    with speaking(locale(language)):
        return {name: title for name, title in sheet_names().items() if title in pages}


RESCUE = "`compliance checklist import --rescue --dry-run` shows what the rest of it still says"
"""What helps where the hidden sheet alone is lost."""


def damaged(path: str, how: str = "damaged") -> Problem:
    """That the hidden sheet of a workbook does not say what it left with."""
    what = f"the hidden sheet with the version that the workbook left with is {how}"
    hint = f"take an earlier copy of the workbook; without one, {RESCUE}"
    return Problem(Position(path, cell=BASE), "not-a-checklist", what, "a workbook as it was exported", hint)


def _leaving(page: Page) -> Leaving | None:
    """How a workbook left; none where the sheet that says so was touched.

    A digest stops a hand that slipped and nobody else, so every piece has to have its form too.
    """
    lines = [[cell.text for cell in cells.values()] for _, cells in page.rows(3)]
    records = [(line[0], line[1], "".join(line[2:])) for line in lines if len(line) > 2]
    meta = json_in(page.cell(2, 1).text)
    if len(records) < len(lines) or not isinstance(meta, dict) or meta.keys() - _OF_SECOND != _META:
        return None
    names: dict[str, Any] = {name: meta[name] for name in _ABOUT}
    sheets, fields = meta["sheets"], meta["fields"]
    texts = [(kind, key, json_in(text)) for kind, key, text in records]
    sound = (
        all(_is_text(name, 300) for name in names.values())
        and all(_PLAIN.fullmatch(str(names[name])) for name in ("country", "cycle", "instrument"))
        and _are_names(sheets)
        and _are_names(fields)
        and names["language"] in get_args(Language)
        and are_texts(meta["pages"])
        and are_grouped(meta["headers"], are_texts)
        and are_grouped(meta["labels"], lambda group: are_grouped(group, are_texts))
        and all(kind in _KINDS and _is_text(key, 300) and are_texts(held) for kind, key, held in texts)
        and len({(kind, key) for kind, key, _ in texts}) == len(texts)
        and meta.get("evaluator", "second") == "second"
        and meta["digest"] == digest_of(meta, records)
    )
    if not sound:
        return None
    rows: dict[str, Any] = {field: {} for field in _KINDS.values()}
    for kind, key, held in texts:
        rows[_KINDS[kind]][key] = held
    return Leaving(
        **names,
        sheets=tuple(sheets),
        fields=tuple(fields),
        **rows,
        pages=meta["pages"],
        headers=meta["headers"],
        labels=meta["labels"],
        second="evaluator" in meta,
    )


_ABOUT = ("country", "cycle", "instrument", "edition", "version", "title", "language")
_SHOWN = ("sheets", "fields", "pages", "headers", "labels")
_META, _OF_SECOND = {*_ABOUT, *_SHOWN, "digest"}, {"evaluator"}
"""What every hidden sheet says of its workbook, and what that of a second evaluator says besides."""
_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,60}", re.IGNORECASE | re.ASCII)
"""What the name of a folder or a file of the workspace looks like."""


def json_in(text: str) -> Any:
    """What a text of JSON says; nothing where it says nothing that can be taken in."""
    try:
        return json.loads(text, parse_constant=str)
    except (ValueError, RecursionError):
        return None


def _is_text(value: object, longest: int) -> bool:
    """Whether something is a text that a file could hold."""
    return isinstance(value, str) and len(value) <= longest and unseen(value) is None


def _are_names(value: Any) -> bool:
    """Whether something is a list of names, each once."""
    listed = isinstance(value, list) and len(value) <= MOST_SHEETS and all(_is_text(name, 300) for name in value)
    return listed and len(set(value)) == len(value)


def are_texts(value: object) -> bool:
    """Whether something is texts by field."""
    return isinstance(value, dict) and all(
        _is_text(key, 300) and _is_text(text, LONGEST + 10) for key, text in value.items()
    )


def are_grouped(value: object, test: Callable[[object], bool]) -> bool:
    """Whether something is groups by name, each of which passes a test."""
    return isinstance(value, dict) and all(_is_text(key, 300) and test(group) for key, group in value.items())


_KINDS = {"answer": "answers", "basis": "bases", "act": "acts", "document": "documents", "remark": "remarks"}
"""The field of each kind of row."""


# What each sheet and column is called stands in the hidden sheet, as the workbook left: a catalogue that changed since does
# no harm. A sheet keeps the name that its reader sees wherever a place is named, and so does a column.


def in_english(book: Book) -> Book:
    """A workbook whose sheets stand under their names in English."""
    shown = book.leaving.pages
    names = {title: name for name, title in shown.items()}
    pages = {names.get(title, title): page for title, page in book.pages.items() if title not in shown}
    return replace(
        book, pages=pages | {name: book.pages[title] for name, title in shown.items() if title in book.pages}
    )


def as_left(fields: tuple[Field, ...], leaving: Leaving, kind: str) -> tuple[Field, ...]:
    """Columns with the heads and the words that they had when the workbook left."""
    headers, labels = leaving.headers.get(kind, {}), leaving.labels.get(kind, {})
    return tuple(
        replace(field, header=headers.get(field.key, field.header), labels=labels.get(field.key, {}))
        for field in fields
    )
