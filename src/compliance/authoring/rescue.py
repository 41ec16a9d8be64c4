"""A checklist workbook whose hidden sheet is gone: what the rest of it says, against the file as it is now.

With what version it left, nobody knows any more. So an empty cell takes nothing away, a text where the file has none is
an addition, and a text where the file has another is a conflict, which somebody decides.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from compliance.authoring.cells import as_typed
from compliance.authoring.leaving import Book, Leaving
from compliance.authoring.merge import Texts
from compliance.authoring.reading import as_read
from compliance.problems import Position, Problem, printable
from compliance.queries.form import Form, form_of
from compliance.report.excel.form import ACTS, BASES, CRITERION, DOCUMENTS, KEY, text_of, title_of
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
    titles = Counter(one_line(page.cell(1, 1)) for page in pages.values() if _headers(page))
    forms = [form for form in _forms(workspace, titles) if title_of(form) in titles]
    if len(forms) != 1:
        what = "its titles name no checklist of this workspace" if not forms else "its titles name several checklists"
        hint = "give its sheets their titles back, or copy the answers into a new export"
        return None, (Problem(Position(path), "not-a-checklist", what, "the title of a checklist in A1", hint),)
    return _book(path, pages, forms[0]), ()


def _forms(workspace: Workspace, titles: Mapping[str, int]) -> Iterator[Form]:
    """The checklists whose cycle stands in a title."""
    for country in workspace.countries.values():
        for cycle, instrument in country.checklists:
            if any(cycle in title for title in titles):
                yield form_of(workspace, country, cycle, instrument)


def _headers(page: Page) -> frozenset[str]:
    return frozenset(one_line(cell) for cell in page.cells.get(HEADER_ROW, {}).values())


def _book(path: str, pages: Pages, form: Form) -> Book:
    """The workbook, with what can be known of how it left."""
    headers = {name: _headers(page) for name, page in pages.items()}
    sheets = tuple(name for name in pages if CRITERION in headers[name] and KEY not in headers[name])
    fields = tuple(field for field in form.answers if all(field.header in headers[name] for name in sheets))
    ids = {question.criterion.id for part in form.parts for question in part.questions}
    there = {id_ for name in sheets for id_ in _column(pages[name], CRITERION).values()}
    pages, bases = _with_bases(pages, form)
    leaving = Leaving(
        country=form.country,
        cycle=form.cycle,
        instrument=form.instrument.id,
        edition=form.instrument.edition,
        version="",
        title=title_of(form),
        sheets=sheets,
        fields=tuple(field.key for field in fields),
        answers={id_: {} for id_ in sorted(ids & there)},
        bases=bases,
        acts=_as_there(pages, form, ACTS),
        documents=_as_there(pages, form, DOCUMENTS),
        rescued=True,
    )
    return Book(path, pages, leaving)


def _place(page: Page, header: str) -> int:
    """The column of a header, from 1; none where it is 0."""
    return next((place for place, cell in page.cells.get(HEADER_ROW, {}).items() if one_line(cell) == header), 0)


def _column(page: Page, header: str) -> Mapping[int, str]:
    """What stands in a column, by row."""
    place = _place(page, header)
    texts = ((number, one_line(cells.get(place, EMPTY))) for number, cells in page.rows(HEADER_ROW + 1))
    return {number: text for number, text in texts if text}


def _with_bases(pages: Pages, form: Form) -> tuple[Pages, Mapping[str, Texts]]:
    """The pages, and how legal bases left: those that the file has too; of all others the row is taken for a new one."""
    if BASES not in pages:
        return pages, {}
    page = pages[BASES]
    waiting = Counter((row.key.partition("#")[0], *_identity(form, row.texts)) for row in form.based)
    columns = {field.key: _column(page, field.header) for field in form.bases}
    left: dict[str, Texts] = {}
    cells = dict(page.cells)
    for number, key in _column(page, KEY).items():
        texts = {field: as_typed(column[number]) for field, column in columns.items() if number in column}
        same = key.partition("#")[0], *(texts.get(field, "") for field in _SAME)
        if waiting[same] and key not in left:
            waiting[same] -= 1
            left[key] = {field: texts[field] for field in _SAME if field in texts}
        else:
            cells[number] = {at: cell for at, cell in cells[number].items() if at != _place(page, KEY)}
    return {**pages, BASES: replace(page, cells=cells)}, _by_id(form, left)


def _identity(form: Form, texts: Texts) -> tuple[str, ...]:
    """Act as a cell shows it, provision, part and role."""
    shown = {field.key: text_of(form, field, texts.get(field.key, "")) or "" for field in form.bases}
    return tuple(as_typed(shown.get(field, "")) for field in _SAME)


def _by_id(form: Form, rows: Mapping[str, Texts]) -> Mapping[str, Texts]:
    """Legal bases in which acts are named by their ids."""
    ids = {as_typed(row.texts.get("short", row.key)): row.key for row in form.registered}
    return {key: {**texts, "act": ids.get(texts.get("act", ""), texts.get("act", ""))} for key, texts in rows.items()}


def _as_there(pages: Pages, form: Form, name: str) -> Mapping[str, Texts]:
    """Entries of a register that are on file, as they stand in the workbook: nothing of them is to be changed."""
    if name not in pages:
        return {}
    page = pages[name]
    fields = form.acts if name == ACTS else form.documents
    filed = {row.key for row in (form.registered if name == ACTS else form.consulted)}
    columns = {field.key: {n: page.cell(n, _place(page, field.header)).text for n in page.cells} for field in fields}
    return {
        key: as_read({field: texts[number] for field, texts in columns.items() if texts.get(number)}, fields)
        for number, key in _column(page, KEY).items()
        if key in filed
    }
