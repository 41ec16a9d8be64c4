"""A checklist workbook whose hidden sheet is gone: what the rest of it says, against the file as it is now.

With what version it left, nobody knows any more. So an empty cell takes nothing away, a text where the file has none is
an addition, and a text where the file has another is a conflict, which somebody decides. Its language is that in which
most of its heads and words are known.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from compliance.authoring.cells import as_typed, read_cell
from compliance.authoring.leaving import Book, Leaving, english_names, languages_of
from compliance.authoring.merge import Texts
from compliance.authoring.rows import as_read
from compliance.catalogues import locale
from compliance.language import speaking
from compliance.problems import Position, Problem, printable
from compliance.queries.form import Form, Listed, form_of
from compliance.queries.form_fields import FIRST, Field
from compliance.report.excel.checklist import headers, labels
from compliance.report.excel.form import ACTS, BASES, DOCUMENTS, KEY, LOCKED, REMARKS, title_of
from compliance.report.excel.incoming import EMPTY, Page, Pages, one_line, opened
from compliance.report.excel.values import HEADER_ROW
from compliance.workspace import Workspace

_SAME = ("act", "provision", "part", "role")
"""By which a legal basis of the workbook is known in the file."""


def rescued(file: Path, workspace: Workspace) -> tuple[Book | None, tuple[Problem, ...]]:
    """A workbook whose hidden sheet is gone, as far as its titles, ids and headers say what it is; else what is missing."""
    pages, problem = opened(file)
    if pages is None:
        return None, (problem,) if problem else ()
    path = printable(file.name)
    titles = frozenset(one_line(page.cell(1, 1)) for page in pages.values() if _headers(page))
    forms = _in_its_language(tuple(_forms(workspace, pages, titles)), pages)
    if len(forms) != 1:
        what = "its titles name no checklist of this workspace" if not forms else "its titles name several checklists"
        hint = "give its sheets their titles back, or copy the answers into a new export"
        return None, (Problem(Position(path), "not-a-checklist", what, "the title of a checklist in A1", hint),)
    return _book(path, pages, forms[0]), ()


def _forms(workspace: Workspace, pages: Pages, titles: frozenset[str]) -> Iterator[Form]:
    """The checklists that a title names, in each language that the workbook may have."""
    for language in languages_of(pages):
        with speaking(locale(language)):
            for country, second in product(workspace.countries.values(), (False, True)):
                named = [key for key in country.rated_by(second=second) if any(key[0] in title for title in titles)]
                seen = workspace.seen_by(country.id, second=second) if named else workspace
                forms = (form_of(seen, seen.countries[country.id], *key) for key in named)
                yield from (form for form in forms if title_of(form) in titles)


def _in_its_language(forms: Sequence[Form], pages: Pages) -> Sequence[Form]:
    """Each checklist once, in the language of which the workbook shows the most heads and words."""
    there = {one_line(cell) for page in pages.values() for cells in page.cells.values() for cell in cells.values()}
    best: dict[tuple[str, str, str, bool], tuple[int, Form]] = {}
    for form in forms:
        key, known = (form.country, form.cycle, form.instrument.id, form.second), len(there & _shown(form))
        if key not in best or known > best[key][0]:
            best[key] = known, form
    return tuple(form for _, form in best.values())


def _shown(form: Form) -> frozenset[str]:
    """Heads and words as a language calls them."""
    with speaking(locale(form.language)):
        heads = (text for texts in headers(form).values() for text in texts.values())
        words = (text for kind in labels(form).values() for texts in kind.values() for text in texts.values())
        return frozenset((*heads, *words))


def _headers(page: Page) -> frozenset[str]:
    return frozenset(one_line(cell) for cell in page.cells.get(HEADER_ROW, {}).values())


def _book(path: str, pages: Pages, form: Form) -> Book:
    """The workbook, with what can be known of how it left."""
    with speaking(locale(form.language)):
        heads, words = headers(form), labels(form)
    shown = english_names(pages, form.language)
    criterion, above = heads[""]["criterion"], {name: _headers(page) for name, page in pages.items()}
    sheets = tuple(name for name in pages if criterion in above[name] and KEY not in above[name])
    fields = tuple(field for field in form.answers if all(field.header in above[name] for name in sheets))
    ids = {question.criterion.id for part in form.parts for question in part.questions}
    there = {id_ for name in sheets for id_ in _column(pages[name], criterion).values()}
    named: Pages = {name: pages[title] for name, title in shown.items()}
    based = frozenset(_column(named[BASES], KEY).values()) if BASES in named else frozenset()
    named, bases = _with_bases(named, form)
    closed = {name: _without_first(pages[name], form, criterion, based) for name in sheets}
    leaving = Leaving(
        country=form.country,
        cycle=form.cycle,
        instrument=form.instrument.id,
        edition=form.instrument.edition,
        title=title_of(form),
        sheets=sheets,
        fields=tuple(field.key for field in fields),
        answers={id_: {} for id_ in sorted(ids & there)},
        bases=bases,
        acts=_entries(named, ACTS, form.acts, form.registered),
        documents=_entries(named, DOCUMENTS, form.documents, form.consulted),
        remarks=_remarks(named, form),
        language=form.language,
        pages=shown,
        headers=heads,
        labels=words,
        rescued=True,
        second=form.second,
    )
    return Book(path, {**pages, **closed, **{shown[name]: page for name, page in named.items()}}, leaving)


def _place(page: Page, header: str) -> int:
    """The column of a header, from 1; none where it is 0."""
    return next((place for place, cell in page.cells.get(HEADER_ROW, {}).items() if one_line(cell) == header), 0)


def _column(page: Page, header: str) -> Mapping[int, str]:
    place = _place(page, header)
    texts = ((number, one_line(cells.get(place, EMPTY))) for number, cells in page.rows(HEADER_ROW + 1))
    return {number: text for number, text in texts if text}


def _texts(page: Page, number: int, fields: Sequence[Field]) -> dict[str, str]:
    """What stands in a row, as files write it."""
    cells = ((field, page.cell(number, _place(page, field.header))) for field in fields)
    readings = ((field.key, read_cell(cell, field, Position(page.path)).text) for field, cell in cells)
    return {key: text for key, text in readings if text}


def _without_first(page: Page, form: Form, criterion: str, based: frozenset[str]) -> Page:
    """A section without the first provisions that its rows show of legal bases with which it left."""
    closed = {_place(page, field.header) for field in form.answers if field.key.startswith(FIRST)}
    rows = {number for number, id_ in _column(page, criterion).items() if f"{id_}#0" in based}
    emptied = {number: {at: cell for at, cell in page.cells[number].items() if at not in closed} for number in rows}
    return replace(page, cells={**page.cells, **emptied})


def _with_bases(pages: Pages, form: Form) -> tuple[Pages, Mapping[str, Texts]]:
    """The pages, and how legal bases left: those that the file has too; of all others the row is taken for a new one."""
    if BASES not in pages:
        return pages, {}
    page = pages[BASES]
    # Act by its short title, provision, part and role.
    shorts = {row.key: row.texts.get("short", row.key) for row in form.registered}
    filed = [
        (row.key, {**row.texts, "act": shorts.get(row.texts.get("act", ""), row.texts.get("act", ""))})
        for row in form.based
    ]
    waiting = Counter(
        (key.partition("#")[0], *(as_typed(texts.get(field, "")) for field in _SAME)) for key, texts in filed
    )
    fields = tuple(field for field in form.bases if field.key in _SAME)
    left: dict[str, Texts] = {}
    cells = dict(page.cells)
    for number, key in _column(page, KEY).items():
        texts = _texts(page, number, fields)
        same = key.partition("#")[0], *(texts.get(field, "") for field in _SAME)
        if waiting[same] and key not in left:
            waiting[same] -= 1
            left[key] = texts
        else:
            cells[number] = {at: cell for at, cell in cells[number].items() if at != _place(page, KEY)}
    ids = {as_typed(row.texts.get("short", row.key)): row.key for row in form.registered}
    named = {key: {**texts, "act": ids.get(texts.get("act", ""), texts.get("act", ""))} for key, texts in left.items()}
    return {**pages, BASES: replace(page, cells=cells)}, named


def _entries(pages: Pages, name: str, fields: Sequence[Field], filed: Sequence[Listed]) -> Mapping[str, Texts]:
    """Entries of a register that are on file, by the name that they have in the workbook; what is fixed is as it stands there."""
    if name not in pages:
        return {}
    rows, page = {row.key: row for row in filed}, pages[name]
    closed = tuple(field for field in fields if field.key == LOCKED[name])
    return {
        key: as_read(_texts(page, number, fields if rows[key].fixed else closed), fields)
        for number, key in _column(page, KEY).items()
        if key in rows
    }


def _remarks(pages: Pages, form: Form) -> Mapping[str, Texts]:
    """Remarks that are on file, as they stand in the workbook."""
    if REMARKS not in pages:
        return {}
    filed, page = {row.key for row in form.remarked}, pages[REMARKS]
    text = tuple(field for field in form.remarks if field.key == "text")
    return {key: _texts(page, number, text) for number, key in _column(page, KEY).items() if key in filed}
